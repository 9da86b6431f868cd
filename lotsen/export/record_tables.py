"""The record as tables: who stood, what was decided and why, and every single rating."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from lotsen.domain.decisions import Decision
from lotsen.domain.ratings import SheetState
from lotsen.export.record_bias import bias_columns
from lotsen.export.record_fair import columns_of, notes_of
from lotsen.export.record_parts_tables import closings_columns, meetings_columns, said_columns
from lotsen.export.record_proposal import proposal_columns, proposal_notes
from lotsen.export.record_votes import votes_columns
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _, formats, orders, words
from lotsen.usecases.dossier_views import (
    CandidateFile,
    Dossier,
    Participant,
    RecordedMark,
    RecordedSheet,
)

T = TypeVar("T")
Rated = tuple[CandidateFile, RecordedSheet, RecordedMark]


def record_tables(found: Dossier, reference: str) -> Mapping[str, ExportTable]:
    """One table per sheet of the workbook, by the sheet's name."""
    notes = (
        f"{found.round.town}, {found.round.title}",
        _("Aktenzeichen: {reference}", reference=reference or formats.NOTHING),
        _("Stand: {day}", day=formats.moment(found.anchor.at)),
        *notes_of(found.fair),
        *proposal_notes(found),
        orders.order_kind(found.order),
        _("Vertraulich. Teil des Auswahlvermerks."),
    )
    return {
        name: ExportTable(title=title, notes=notes, columns=columns)
        for name, title, columns in _sheets(found)
    }


def _sheets(found: Dossier) -> Sequence[tuple[str, str, Sequence[Column]]]:
    """Every sheet with its name and its title."""
    people, who = found.people, _participants(found.participants)
    return (
        (_("Kandidaturen"), _("Auswahlvermerk: Kandidaturen"), _people(people)),
        (_("Bewertungen"), _("Auswahlvermerk: Bewertungen"), _ratings(people)),
        (_("Abstimmungen"), _("Auswahlvermerk: Abstimmungen"), votes_columns(people)),
        (_("Befangenheit"), _("Auswahlvermerk: Befangenheit"), bias_columns(people)),
        (_("Beteiligte"), _("Auswahlvermerk: Beteiligte"), who),
        (_("Sitzungen"), _("Auswahlvermerk: Sitzungen"), meetings_columns(found)),
        (_("Beteiligung"), _("Auswahlvermerk: Beteiligung"), said_columns(found)),
        (_("Abschlüsse"), _("Auswahlvermerk: Abschlüsse"), closings_columns(found)),
    )


def _people(people: Sequence[CandidateFile]) -> Sequence[Column]:
    return (
        _text("Name", _("Name der Person."), people, lambda each: each.sorted_name),
        _text("Abteilung", _("Wo die Person arbeitet."), people, lambda each: each.path),
        _text("Fuehrungskraft", _("Name der Führungskraft."), people, lambda each: each.leader),
        _text(
            "Status",
            _("Stand der Kandidatur."),
            people,
            lambda each: words.candidate_state(each.state),
        ),
        Column(
            name="EingangAm",
            kind=ColumnKind.DAY,
            meaning=_("Tag, an dem die Interessenbekundung eingegangen ist."),
            cells=[each.received_on for each in people],
        ),
        _decimal("Gesamtwert", _("Gewichteter Mittelwert der abgegebenen Bögen."), people, "score"),
        _decimal("Streuung", _("Standardabweichung zwischen den Bögen."), people, "spread"),
        Column(
            name="AnzahlBoegen",
            kind=ColumnKind.WHOLE,
            meaning=_("Abgegebene Bögen, die im Gesamtwert stecken."),
            cells=[each.n for each in people],
        ),
        *columns_of(people),
        *proposal_columns(people),
        *_decided(people),
    )


def _decided(people: Sequence[CandidateFile]) -> Sequence[Column]:
    def of(said: Callable[[Decision], str]) -> Callable[[CandidateFile], str]:
        return lambda each: "" if each.decision is None else said(each.decision)

    decided = _("Was die Leitung entschieden hat; leer: noch nichts.")
    passed = _("Wer in der Reihenfolge der Werte höher steht und schlechter entschieden ist.")
    outcome, reason = of(lambda each: words.outcome(each.outcome)), of(lambda each: each.reason)
    return (
        _text("Entscheidung", decided, people, outcome),
        Column(
            name="Reserveplatz",
            kind=ColumnKind.WHOLE,
            meaning=_("Platz in der Reserve, 1 rückt zuerst nach."),
            cells=[_order(each.decision) for each in people],
        ),
        _text("Begruendung", _("Der Grund der Entscheidung."), people, reason),
        _text(
            "EntschiedenVon", _("Wer entschieden hat."), people, of(lambda each: each.decided_by)
        ),
        _text(
            "Abweichung",
            _("Der Grund, warum von der Reihenfolge der Werte abgewichen wurde."),
            people,
            of(lambda each: each.departure),
        ),
        _text("HoeherBewertet", passed, people, lambda each: "; ".join(each.passed_over)),
    )


def _order(decision: Decision | None) -> float:
    order = None if decision is None else decision.reserve_order
    return float("nan") if order is None else order


def _ratings(people: Sequence[CandidateFile]) -> Sequence[Column]:
    rows: Sequence[Rated] = [
        (each, sheet, mark)
        for each in people
        for sheet in each.sheets
        if sheet.state == SheetState.HANDED_IN
        for mark in sheet.marks
    ]
    return (
        _text("Name", _("Name der Person."), rows, lambda row: row[0].sorted_name),
        _text("BewertetVon", _("Wer bewertet hat."), rows, lambda row: row[1].rater),
        _text(
            "EigeneFuehrungskraft",
            _("ja: Die eigene Führungskraft hat bewertet."),
            rows,
            lambda row: _("ja") if row[1].by_leader else _("nein"),
        ),
        _text("Kriterium", _("Das Kriterium."), rows, lambda row: row[2].criterion),
        Column(
            name="Wert",
            kind=ColumnKind.WHOLE,
            meaning=_("1 bis 5; leer: n. b., nicht beobachtbar."),
            cells=[float("nan") if row[2].value is None else row[2].value for row in rows],
        ),
        _text("Beleg", _("Was beobachtet wurde."), rows, lambda row: row[2].evidence),
    )


def _participants(people: Sequence[Participant]) -> Sequence[Column]:
    return (
        _text("Name", _("Name der Person."), people, lambda each: each.name),
        _text(
            "Aufgabe",
            _("Die Rollen der Person."),
            people,
            lambda each: ", ".join(sorted(words.role(role) for role in each.roles)),
        ),
        Column(
            name="BoegenZugeteilt",
            kind=ColumnKind.WHOLE,
            meaning=_("Bögen, die der Person zugeteilt sind."),
            cells=[each.assigned for each in people],
        ),
        Column(
            name="BoegenAbgegeben",
            kind=ColumnKind.WHOLE,
            meaning=_("Bögen, die sie abgegeben hat."),
            cells=[each.handed_in for each in people],
        ),
        Column(
            name="BoegenBefangen",
            kind=ColumnKind.WHOLE,
            meaning=_("Bögen, zu denen sie sich für befangen erklärt hat."),
            cells=[each.biased for each in people],
        ),
    )


def _text(name: str, meaning: str, rows: Sequence[T], said: Callable[[T], str]) -> Column:
    return Column(
        name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=[said(row) for row in rows]
    )


def _decimal(name: str, meaning: str, people: Sequence[CandidateFile], field: str) -> Column:
    cells = [getattr(each, field) for each in people]
    return Column(name=name, kind=ColumnKind.DECIMAL, meaning=meaning, cells=cells)
