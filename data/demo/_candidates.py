"""The candidates, from the hand-made list to the file of the town."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from _names import Extensions, Name, one_line, read_name
from _tables import as_day, german, read
from _town import Department, Town

HEADER = (
    "Personalnummer",
    "Anrede",
    "Titel",
    "Nachname",
    "Vorname",
    "Dezernat",
    "Fachbereich",
    "Abteilung",
    "E-Mail",
    "Telefon",
    "Führungskraft",
    "E-Mail Führungskraft",
    "Funktion",
    "Umfang",
    "Standort",
    "Eingang am",
    "Status",
    "Motivation",
    "Projekte",
    "Bemerkung",
)
INTERESTED = "interessiert"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who stands for selection, was put forward or has stepped back."""

    number: str
    name: Name
    place: Department
    leader: Name | None
    phone: str
    received_on: date | None
    state: str
    texts: Mapping[str, str]


def gather(folder: Path, town: Town, book: Extensions) -> list[Candidate]:
    """All candidates, in the order of the hand-made list."""
    return [_candidate(entry, town, book) for entry in read(folder / "kandidaturen.yaml")]


def rows(candidates: Iterable[Candidate], town: Town) -> Iterable[Mapping[str, str]]:
    """One row per candidate."""
    for candidate in candidates:
        place, name, leader = candidate.place, candidate.name, candidate.leader
        received_on = candidate.received_on
        yield {
            "Personalnummer": candidate.number,
            "Anrede": name.salutation,
            "Titel": name.title,
            "Nachname": name.last,
            "Vorname": name.first,
            "Dezernat": place.division,
            "Fachbereich": town.departments[place.unit].name,
            "Abteilung": place.name if place.number != place.unit else "",
            "E-Mail": name.email,
            "Telefon": candidate.phone,
            "Führungskraft": leader.full if leader else "",
            "E-Mail Führungskraft": leader.email if leader else "",
            "Eingang am": german(received_on) if received_on else "",
            "Status": candidate.state,
            **candidate.texts,
        }


def _candidate(entry: Mapping[str, Any], town: Town, book: Extensions) -> Candidate:
    unit, section = entry["einheit"], entry["abteilung"]
    place = town.at(f"{unit}/{section}" if section else unit)
    name = read_name(entry)
    texts = ("funktion", "umfang", "standort", "motivation", "projekte", "bemerkung")
    return Candidate(
        number=entry["personalnummer"],
        name=name,
        place=place,
        leader=town.leader_of(place, but=name.email),
        phone=book.take(unit),
        received_on=as_day(entry["eingang"]),
        state=entry["status"],
        texts={key.capitalize(): one_line(entry[key]) for key in texts},
    )
