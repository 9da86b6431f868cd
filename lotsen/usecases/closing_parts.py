"""What a list says of leaders and bodies, the open one as well as one that was kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lotsen.domain.closings import Answer, Body, Hearing
from lotsen.domain.decisions import Outcome
from lotsen.domain.ids import CandidateId

ASKED_FOR = frozenset({Outcome.SELECTED.value, Outcome.RESERVE.value})
"""Outcomes for which somebody's leader must have been asked."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Somebody with a place or in the reserve, and what one leader said; None if none was asked."""

    candidate_id: CandidateId
    name: str
    department: str
    answer: Answer | None
    reason: str
    given_by: str
    given_at: datetime | None
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class Heard:
    """How a body took part; None where nothing is written down."""

    body: Body
    result: Hearing | None
    held_on: date | None
    statement: str
    recorded_by: str


def answers_in(record: Mapping[str, Any]) -> list[Answered]:
    """Everybody with a place or in the reserve, and what each leader said; in order of names.

    One line for each answer, and one for each person about whom nobody was asked.
    """
    people = {each["candidate_id"]: each for each in record["candidacies"]}
    given: dict[int, list[Mapping[str, Any]]] = {
        each["candidate_id"]: [] for each in record["decisions"] if each["outcome"] in ASKED_FOR
    }
    for each in record["answers"]:
        given.setdefault(each["candidate_id"], []).append(each)
    return [
        _answered(people[key], said)
        for key in sorted(given, key=lambda key: people[key]["name"])
        for said in given[key] or (None,)
    ]


def _answered(person: Mapping[str, Any], said: Mapping[str, Any] | None) -> Answered:
    return Answered(
        candidate_id=CandidateId(person["candidate_id"]),
        name=person["name"],
        department=person["department"],
        answer=None if said is None else Answer(said["answer"]),
        reason="" if said is None else said["reason"],
        given_by="" if said is None else said["given_by"],
        given_at=None if said is None else datetime.fromisoformat(said["given_at"]),
        recorded_by="" if said is None else said["recorded_by"],
    )


def hearings_in(record: Mapping[str, Any]) -> list[Heard]:
    """Every body, and how it took part."""
    held = {Body(each["body"]): each for each in record["hearings"]}
    return [
        Heard(
            body=body,
            result=Hearing(held[body]["result"]) if body in held else None,
            held_on=date.fromisoformat(held[body]["held_on"]) if body in held else None,
            statement=held[body]["statement"] if body in held else "",
            recorded_by=held[body]["recorded_by"] if body in held else "",
        )
        for body in Body
    ]
