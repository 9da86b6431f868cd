"""Everybody who takes part: leaders, raters, coordinators, leadership, advisers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _names import Extensions, Name, read_name
from _tables import read
from _town import Department, Town

HEADER = (
    "Anrede",
    "Titel",
    "Vorname",
    "Nachname",
    "E-Mail",
    "Telefon",
    "Organisationseinheit",
    "Funktion",
    "Rollen",
)
LEADER, RATER = "Führungskraft", "Bewertung"
_OFFICE = "01"


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the people who take part, with what they are to the selection."""

    name: Name
    place: Department
    function: str
    roles: tuple[str, ...]
    phone: str


def gather(folder: Path, town: Town, book: Extensions) -> list[Person]:
    """Leaders from the top of the tree down, then all others; everybody once."""
    part = read(folder / "mitwirkende.yaml")
    extra = {town.at(entry["stelle"]).number: entry["rollen"] for entry in part["leitungen"]}
    people: dict[str, Person] = {}
    for person in _leaders(town, extra, read(folder / "funktionen.yaml"), book):
        people.setdefault(person.name.email, person)
    for entry in part["personen"]:
        place = town.at(entry["stelle"])
        name = read_name(entry)
        if name.email in people:
            raise ValueError(f"{name.full} already leads a department")
        people[name.email] = Person(
            name=name,
            place=place,
            function=entry["funktion"],
            roles=tuple(entry["rollen"]),
            phone=entry.get("telefon") or book.take(place.unit),
        )
    return list(people.values())


def rows(people: Iterable[Person]) -> Iterable[Mapping[str, str]]:
    """One row per person."""
    for person in people:
        line = (
            person.name.salutation,
            person.name.title,
            person.name.first,
            person.name.last,
            person.name.email,
            person.phone,
            person.place.name,
            person.function,
            ", ".join(person.roles),
        )
        yield dict(zip(HEADER, line, strict=True))


def _leaders(
    town: Town,
    extra: Mapping[str, list[str]],
    functions: Mapping[str, Mapping[str, Any]],
    book: Extensions,
) -> Iterable[Person]:
    """The leader of each department; who leads two comes twice."""
    for place in town.departments.values():
        if place.leader is None:
            continue
        forms = functions["stellen"].get(place.key) or functions["arten"][place.kind]
        form = {"Frau": 0, "Herr": 1}.get(place.leader.salutation, 2)
        yield Person(
            name=place.leader,
            place=place,
            function=forms[form],
            roles=(LEADER, *extra.get(place.number, ())),
            phone=book.take(place.unit or _OFFICE),
        )
