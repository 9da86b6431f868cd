"""The record's tables of those who had a part, and of every closing with what came after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lotsen.export.record_parts import signer
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _, closings, formats
from lotsen.usecases.dossier_views import ClosedList, Dossier, Reopening

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What a body stated, or what a leader answered about one person."""

    kind: str
    who: str
    about: str
    on: str
    result: str
    text: str
    recorded_by: str


def said_columns(found: Dossier) -> Sequence[Column]:
    """Statements of the bodies first, then the leaders' answers."""
    rows = [*_statements(found), *_answers(found)]
    return (
        _text("Art", _("Stellungnahme oder Antwort einer Führungskraft."), rows, "kind"),
        _text("Wer", _("Die Stelle oder die Führungskraft."), rows, "who"),
        _text("Zu", _("Um wen es geht; leer: um die ganze Auswahl."), rows, "about"),
        _text("Am", _("Wann das war."), rows, "on"),
        _text("Ergebnis", _("Wie beteiligt wurde oder was geantwortet wurde."), rows, "result"),
        _text("Text", _("Stellungnahme oder Grund, im Wortlaut."), rows, "text"),
        _text("AufgeschriebenVon", _("Wer es in Lotsen festgehalten hat."), rows, "recorded_by"),
    )


def closings_columns(found: Dossier) -> Sequence[Column]:
    """Every closing, the first one first, those that were opened again too."""
    rows = found.closings
    return (
        Column(
            name="Abschluss",
            kind=ColumnKind.WHOLE,
            meaning=_("Nummer des Abschlusses."),
            cells=[each.number for each in rows],
        ),
        _made("AbgeschlossenAm", _("Wann das war."), rows, lambda each: formats.moment(each.at)),
        _made("AbgeschlossenVon", _("Wer abgeschlossen hat."), rows, lambda each: each.by),
        _made("Unterzeichnet", _("Wer unterzeichnet hat."), rows, _signers),
        _made("Pruefsumme", _("Prüfsumme der Liste."), rows, lambda each: each.list_hash),
        _made("Pruefmarke", _("Prüfmarke des Abschlusses im Protokoll."), rows, _anchor),
        *_reopenings(rows),
        _made("Nachtraege", _("Was danach hinzugefügt wurde."), rows, _addenda),
    )


def meetings_columns(found: Dossier) -> Sequence[Column]:
    """The meetings that were held, in the order in which they were planned."""
    rows, present = found.meetings, _("Wer da war, auch wer früher ging.")
    return (
        _made("Sitzung", _("Name der Sitzung."), rows, lambda each: each.title),
        _made(
            "Termin",
            _("Wann sie geplant war."),
            rows,
            lambda each: "" if each.planned_for is None else formats.moment(each.planned_for),
        ),
        _made("Ort", _("Wo die Sitzung war."), rows, lambda each: each.place),
        _made("Anwesend", present, rows, lambda each: "; ".join(each.present)),
    )


def _reopenings(rows: Sequence[ClosedList]) -> Sequence[Column]:
    def opened(said: Callable[[Reopening], str]) -> Callable[[ClosedList], str]:
        return lambda each: "" if each.reopening is None else said(each.reopening)

    proposed = _("Wer das Wiederöffnen vorgeschlagen hat.")
    agreed = _("Wer als zweite Person zugestimmt hat; leer: noch niemand.")
    at = opened(lambda each: "" if each.agreed_at is None else formats.moment(each.agreed_at))
    return (
        _made("WiederoeffnenVon", proposed, rows, opened(lambda each: each.proposed_by)),
        _made(
            "WiederoeffnenGrund", _("Aus welchem Grund."), rows, opened(lambda each: each.reason)
        ),
        _made("ZugestimmtVon", agreed, rows, opened(lambda each: each.agreed_by)),
        _made("ZugestimmtAm", _("Wann das war."), rows, at),
    )


def _statements(found: Dossier) -> Sequence[_Said]:
    return [
        _Said(
            kind=_("Stellungnahme {stage}", stage=closings.stage(each.stage)),
            who=closings.body(each.body),
            about="",
            on=formats.day(each.on),
            result=closings.hearing(each.result),
            text=each.text,
            recorded_by=each.recorded_by,
        )
        for each in found.statements
    ]


def _answers(found: Dossier) -> Sequence[_Said]:
    return [
        _Said(
            kind=_("Antwort einer Führungskraft"),
            who=each.given_by,
            about=each.name,
            on=formats.moment(each.at),
            result=closings.answer(each.answer),
            text=each.reason,
            recorded_by=each.recorded_by,
        )
        for each in found.answers
    ]


def _signers(closed: ClosedList) -> str:
    return "; ".join(f"{signer(each)}, {formats.moment(each.at)}" for each in closed.signatures)


def _anchor(closed: ClosedList) -> str:
    return "" if closed.anchor is None else str(closed.anchor)


def _addenda(closed: ClosedList) -> str:
    return "\n".join(
        f"{formats.moment(each.at)}, {each.by}: {each.text}" for each in closed.addenda
    )


def _text(name: str, meaning: str, rows: Sequence[_Said], field: str) -> Column:
    return _made(name, meaning, rows, lambda each: getattr(each, field))


def _made(name: str, meaning: str, rows: Sequence[T], said: Callable[[T], str]) -> Column:
    return Column(
        name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=[said(each) for each in rows]
    )
