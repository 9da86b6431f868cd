"""What a list says of leaders and bodies, the open one as well as one that was kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lotsen.domain.closings import Answer, Body, Hearing
from lotsen.domain.decisions import Outcome

ASKED_FOR = frozenset({Outcome.SELECTED.value, Outcome.RESERVE.value})
"""Outcomes for which somebody's leader must have been asked."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Somebody with a place or in the reserve, and what the leader said; None if not asked."""

    name: str
    department: str
    answer: Answer | None
    reason: str
    given_by: str
    given_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """How a body took part; None where nothing is written down."""

    body: Body
    result: Hearing | None
    held_on: date | None
    statement: str
    recorded_by: str


def answers_in(record: Mapping[str, Any]) -> list[Answered]:
    """Everybody with a place or in the reserve, and what the leaders said; in order of names."""
    people = {each["candidate_id"]: each for each in record["candidacies"]}
    given = {each["candidate_id"]: each for each in record["answers"]}
    concerned = {
        each["candidate_id"] for each in record["decisions"] if each["outcome"] in ASKED_FOR
    }
    found = []
    for key in sorted(concerned | set(given), key=lambda key: people[key]["name"]):
        said = given.get(key)
        found.append(
            Answered(
                name=people[key]["name"],
                department=people[key]["department"],
                answer=None if said is None else Answer(said["answer"]),
                reason="" if said is None else said["reason"],
                given_by="" if said is None else said["given_by"],
                given_at=None if said is None else datetime.fromisoformat(said["given_at"]),
            )
        )
    return found


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
