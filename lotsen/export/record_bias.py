"""Who is biased about whom, as the record tells it: by sheet, and by word in a meeting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotsen.domain.ratings import SheetState
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _, formats
from lotsen.usecases.dossier_views import CandidateFile, RecordedSheet


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One bias: whose, about whom, why, and where and when it was said."""

    who: str
    about: str
    sorted_about: str
    reason: str
    said: str


def declared(people: Sequence[CandidateFile]) -> Sequence[Declared]:
    """Every bias of the round once, in the order of candidates.

    A sheet that a word in a meeting has locked tells nothing that the word does not.
    """
    found = []
    for file in people:
        lines = [
            (each.person, each.reason, f"{each.meeting}, {formats.moment(each.said_at)}")
            for each in file.recusals
        ]
        known = {(who, reason) for who, reason, _said in lines}
        lines += [
            (sheet.rater, sheet.bias_reason, _on_the_sheet(sheet))
            for sheet in file.sheets
            if sheet.state == SheetState.BIASED and (sheet.rater, sheet.bias_reason) not in known
        ]
        found += [
            Declared(
                who=who, about=file.name, sorted_about=file.sorted_name, reason=reason, said=said
            )
            for who, reason, said in lines
        ]
    return found


def bias_rows(people: Sequence[CandidateFile]) -> list[list[str]]:
    """The lines of the document's table."""
    return [[each.who, each.about, each.reason, each.said] for each in declared(people)]


def bias_columns(people: Sequence[CandidateFile]) -> Sequence[Column]:
    """The columns of the workbook's sheet."""
    lines = declared(people)

    def text(name: str, meaning: str, said: Callable[[Declared], str]) -> Column:
        return Column(
            name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=[said(each) for each in lines]
        )

    return (
        text("Name", _("Name der Person, um die es geht."), lambda each: each.sorted_about),
        text("Befangen", _("Wer bei ihr befangen ist."), lambda each: each.who),
        text("Grund", _("Warum, in eigenen Worten."), lambda each: each.reason),
        text("Erklaert", _("Wo und wann das erklärt wurde."), lambda each: each.said),
    )


def _on_the_sheet(sheet: RecordedSheet) -> str:
    if sheet.declared_on is None:
        return _("auf dem Bogen")
    return _("auf dem Bogen, {day}", day=formats.day(sheet.declared_on))
