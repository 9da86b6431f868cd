"""What a list says of leaders and bodies, the open one as well as one that was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lotsen.domain.closings import Answer, Body, Hearing, HearingStage
from lotsen.domain.decisions import Outcome
from lotsen.domain.ids import CandidateId
from lotsen.domain.people import family_first

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
    stage: HearingStage
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
        for key in sorted(given, key=lambda key: family_first(people[key]["name"]))
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
    """Everything that each body said, in its order; a body with no word on the selection too.

    Lists that were closed before bodies took part in the concept tell no stage.
    """
    said: dict[Body, list[Heard]] = {body: [] for body in Body}
    for each in record["hearings"]:
        found = Heard(
            body=Body(each["body"]),
            stage=HearingStage(each.get("stage", HearingStage.SELECTION)),
            result=Hearing(each["result"]),
            held_on=date.fromisoformat(each["held_on"]),
            statement=each["statement"],
            recorded_by=each["recorded_by"],
        )
        said[found.body].append(found)
    return [
        each
        for body, found in said.items()
        for each in (*found, *(() if _on_selection(found) else (_nothing(body),)))
    ]


def _on_selection(found: Sequence[Heard]) -> bool:
    return any(each.stage == HearingStage.SELECTION for each in found)


def _nothing(body: Body) -> Heard:
    return Heard(
        body=body,
        stage=HearingStage.SELECTION,
        result=None,
        held_on=None,
        statement="",
        recorded_by="",
    )
