"""The shortlist as a table for mail merges and spreadsheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from lotsen.charts import comparison_readings as readings
from lotsen.charts import proposal_readings
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.rounds import Round
from lotsen.export.fair_columns import fair_columns, fair_note
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _, formats, words
from lotsen.i18n import rules as spoken
from lotsen.i18n.salutations import letter_opening
from lotsen.usecases.shortlist import criterion_column
from lotsen.usecases.shortlist_file import FAIR, ShortlistFile

LONGEST_FIELD = 40
"""A word processor takes no longer names for the fields of a mail merge."""

_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def shortlist_table(shortlist: ShortlistFile, round_: Round) -> ExportTable:
    """All columns that a coordinator needs, in the order in which letters need them."""
    frame = shortlist.frame
    columns = [
        *_person(frame),
        *_place(frame),
        *_process(frame, spoken.objective(shortlist.grounds.objective)),
        *_scores(frame),
        *_fair(shortlist),
        *_criteria(frame, shortlist.criteria),
        _text(frame, "remark", "Bemerkung", _("Was zur Vormerkung notiert wurde.")),
    ]
    notes = (
        f"{round_.town}, {round_.title}",
        _("Stand: {day}", day=formats.day(round_.today)),
        _("Personen: {count}", count=len(frame)),
        _("Zum Vorschlag: {text}", text=proposal_readings.grounds(shortlist.grounds)),
        fair_note(shortlist.comparable, shortlist.reasons, shortlist.method),
        _("Vertraulich. Werte und Bemerkungen gehören nicht in Briefe an die Personen."),
    )
    return ExportTable(
        title=_("Digitallotsen: Engere Wahl"),
        notes=notes,
        columns=columns,
        named_by=("Vorname", "Nachname"),
    )


def field_name(number: int, title: str) -> str:
    """The name of a criterion's column: `K02_VorbildUndUnterstuetzung`."""
    parts = re.split(r"[^A-Za-z0-9]+", title.translate(_ASCII))
    camel = "".join(part[:1].upper() + part[1:] for part in parts)
    return f"K{number:02}_{camel}"[:LONGEST_FIELD].rstrip("_")


def _person(frame: pd.DataFrame) -> Iterator[Column]:
    yield _text(frame, "salutation", "Anrede", _("Frau, Herr oder leer."))
    yield Column(
        name="Briefanrede",
        kind=ColumnKind.TEXT,
        meaning=_("Die erste Zeile eines Briefs, ohne das Komma am Ende."),
        cells=[
            letter_opening(salutation=salutation, title=title, first_name=first, last_name=last)
            for salutation, title, first, last in zip(
                *(
                    _list(frame, name)
                    for name in ("salutation", "title", "first_name", "last_name")
                ),
                strict=True,
            )
        ],
    )
    yield _text(frame, "title", "Titel", _("Akademischer Titel."))
    yield _text(frame, "first_name", "Vorname", _("Vorname."))
    yield _text(frame, "last_name", "Nachname", _("Nachname."))
    yield _text(frame, "email", "EMail", _("Dienstliche E-Mail-Adresse."))
    yield _text(frame, "phone", "Telefon", _("Dienstliche Telefonnummer."))
    number = _("Personalnummer mit allen führenden Nullen.")
    yield _text(frame, "personnel_number", "Personalnummer", number)


def _place(frame: pd.DataFrame) -> Iterator[Column]:
    yield _text(frame, "dezernat", "Dezernat", _("Dezernat der Person."))
    yield _text(frame, "fachbereich", "Fachbereich", _("Fachbereich, Amt, Eigenbetrieb oder Stab."))
    yield _text(frame, "abteilung", "Abteilung", _("Abteilung; leer, wo es keine gibt."))
    yield _text(frame, "function", "Funktion", _("Funktion oder Stelle."))
    yield _text(frame, "leader", "Fuehrungskraft", _("Name der Führungskraft."))
    yield _text(frame, "leader_email", "EMailFuehrungskraft", _("E-Mail der Führungskraft."))


def _process(frame: pd.DataFrame, by: str) -> Iterator[Column]:
    states = {state.value: words.candidate_state(state) for state in CandidateState}
    outcomes = {"": "", **{outcome.value: words.outcome(outcome) for outcome in Outcome}}
    marks = {True: _("ja"), False: _("nein")}
    yield _words(frame, "state", "Status", _("Stand der Kandidatur."), states)
    yield Column(
        name="EingangAm",
        kind=ColumnKind.DAY,
        meaning=_("Tag, an dem die Interessenbekundung eingegangen ist."),
        cells=_days(frame["received_on"]),
    )
    yield _words(frame, "marked", "EngereWahl", _("ja: für die Engere Wahl vorgemerkt."), marks)
    yield from _proposal(frame, {**marks, None: ""}, by)
    decided = _("Was die Leitung entschieden hat; leer: noch nichts.")
    yield _words(frame, "outcome", "Entscheidung", decided, outcomes)
    place = _("Platz in der Reserve, 1 rückt zuerst nach.")
    yield _whole(frame, "reserve_order", "Reserveplatz", place)


def _proposal(frame: pd.DataFrame, marks: Mapping[Any, str], by: str) -> Iterator[Column]:
    proposed = _("ja: steht im Vorschlag; leer: zählt nicht, oder es gibt keinen Vorschlag.")
    yield _words(frame, "proposed", "Vorgeschlagen", proposed, marks)
    stands_on = _("Worauf sich der Vorschlag stützt: faire Werte oder einfache Gesamtwerte.")
    yield _alike(frame, "VorschlagNach", stands_on, by)
    share = _("Anteil der Fälle, in denen die Person im Vorschlag wäre, von 0 bis 1.")
    yield _decimal(frame, "share", "AnteilVorschlag", share)
    departure = _("Warum die Wahl bei dieser Person vom Vorschlag abweicht.")
    yield _text(frame, "departure", "Abweichung", departure)


def _scores(frame: pd.DataFrame) -> Iterator[Column]:
    total = _("Gewichteter Mittelwert aller Bögen von 1 bis 5; leer: noch keine Bewertung.")
    yield _decimal(frame, "score", "Gesamtwert", total)
    spread = _("Standardabweichung zwischen den Bögen; leer bei weniger als zwei Bögen.")
    yield _decimal(frame, "spread", "Streuung", spread)
    yield _whole(frame, "n", "AnzahlBoegen", _("Abgegebene Bögen, die im Gesamtwert stecken."))


def _fair(shortlist: ShortlistFile) -> Iterator[Column]:
    frame = shortlist.frame
    yield from fair_columns({name: frame[name].tolist() for name in FAIR})
    comparable = _("Ob Personen verschiedener Bereiche vergleichbar sind: ja, mit Vorsicht, nein.")
    yield _alike(frame, "Vergleichbar", comparable, readings.answer(shortlist.comparable))
    why = _("Warum nicht, oder warum nur mit Vorsicht; leer: nichts spricht dagegen.")
    yield _alike(frame, "VergleichGrund", why, " ".join(map(readings.reason, shortlist.reasons)))
    method = _("Womit sich fairer Wert und Rang nachrechnen lassen.")
    yield _alike(frame, "Verfahren", method, readings.method(shortlist.method))


def _criteria(frame: pd.DataFrame, criteria: Sequence[tuple[str, str]]) -> Iterator[Column]:
    for number, (key, title) in enumerate(criteria, start=1):
        meaning = _("Mittelwert im Kriterium „{title}“.", title=title)
        yield _decimal(frame, criterion_column(key), field_name(number, title), meaning)


def _text(frame: pd.DataFrame, column: str, name: str, meaning: str) -> Column:
    return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=_list(frame, column))


def _words(
    frame: pd.DataFrame, column: str, name: str, meaning: str, spoken: Mapping[Any, str]
) -> Column:
    cells = [spoken[value] for value in frame[column].tolist()]
    return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=cells)


def _decimal(frame: pd.DataFrame, column: str, name: str, meaning: str) -> Column:
    cells = frame[column].tolist()
    return Column(name=name, kind=ColumnKind.DECIMAL, meaning=meaning, cells=cells)


def _whole(frame: pd.DataFrame, column: str, name: str, meaning: str) -> Column:
    cells = frame[column].astype("float64").tolist()
    return Column(name=name, kind=ColumnKind.WHOLE, meaning=meaning, cells=cells)


def _alike(frame: pd.DataFrame, name: str, meaning: str, said: str) -> Column:
    """What is the same for everybody; in each row, for a row may be read alone."""
    cells = [said] * len(frame)
    return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=cells)


def _list(frame: pd.DataFrame, column: str) -> list[str]:
    texts: list[str] = frame[column].tolist()
    return texts


def _days(column: pd.Series) -> list[date | None]:
    return [day if isinstance(day, date) else None for day in column.tolist()]
