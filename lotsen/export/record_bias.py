"""Who is biased about whom, as the record tells it: by sheet, and by word in a meeting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotsen.domain.ratings import SheetState
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _, formats
from lotsen.usecases.biases import Recusal, TakenBack
from lotsen.usecases.dossier_views import CandidateFile, RecordedSheet


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One bias: whose, about whom, why, and where and when it was said.

    `taken_back` is "" where it stands.
    """

    who: str
    about: str
    sorted_about: str
    reason: str
    said: str
    taken_back: str


def declared(people: Sequence[CandidateFile]) -> Sequence[Declared]:
    """Every bias of the round once, in the order of candidates, with those taken back.

    A sheet that a word in a meeting has locked tells nothing that the word does not.
    """
    found = []
    for file in people:
        lines = [
            (each.person, each.reason, _in_the_room(each), _back(each.taken_back))
            for each in file.recusals
        ]
        known = {(each.person, each.reason) for each in file.recusals if each.taken_back is None}
        lines += [
            (sheet.rater, sheet.bias_reason, _on_the_sheet(sheet), "")
            for sheet in file.sheets
            if sheet.state == SheetState.BIASED and (sheet.rater, sheet.bias_reason) not in known
        ]
        found += [
            Declared(
                who=who,
                about=file.name,
                sorted_about=file.sorted_name,
                reason=reason,
                said=said,
                taken_back=back,
            )
            for who, reason, said, back in lines
        ]
    return found


def bias_rows(people: Sequence[CandidateFile]) -> list[list[str]]:
    """The lines of the document's table."""
    return [
        [each.who, each.about, "\n".join(filter(None, (each.reason, each.taken_back))), each.said]
        for each in declared(people)
    ]


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
        text(
            "Zurueckgenommen",
            _("Wann, von wem und warum es zurückgenommen wurde; sonst leer."),
            lambda each: each.taken_back,
        ),
    )


def _in_the_room(word: Recusal) -> str:
    where = f"{word.meeting}, {formats.moment(word.said_at)}"
    if word.said_by in {"", word.person}:
        return where
    return _("{where}, vermerkt von {name}", where=where, name=word.said_by)


def _back(taken_back: TakenBack | None) -> str:
    if taken_back is None:
        return ""
    return _(
        "Zurückgenommen am {moment} von {name}: {reason}",
        moment=formats.moment(taken_back.at),
        name=taken_back.by,
        reason=taken_back.reason,
    )


def _on_the_sheet(sheet: RecordedSheet) -> str:
    if sheet.declared_on is None:
        return _("auf dem Bogen")
    return _("auf dem Bogen, {day}", day=formats.day(sheet.declared_on))
