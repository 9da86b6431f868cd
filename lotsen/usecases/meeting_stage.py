"""One candidate on the wall: who it is, what was seen, and where people saw different things."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.meetings import MeetingRow
from lotsen.domain.decisions import OrderKind
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import CandidateId, MeetingId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring.disagreement import WIDE, extremes
from lotsen.usecases.candidates import sight_or_reason
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.meeting_rows import fetch_meeting
from lotsen.usecases.meeting_views import Room, room_of
from lotsen.usecases.profiles import CandidateProfile, profile
from lotsen.usecases.rounds import criteria_of, revision_of
from lotsen.usecases.score_order import order_of_round
from lotsen.usecases.scores import TOTAL
from lotsen.usecases.talk_changes import RatingChange


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What one rater gave on a criterion, and what they saw; `value` is None for „n. b.“."""

    rater: str
    value: int | None
    evidence: str
    by_leader: bool


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One criterion of one candidate; NaN where nothing was observed, 0 where nobody differs."""

    key: str
    score: float
    spread: float
    n: int
    not_observable: int
    department_mean: float
    town_mean: float
    low: int
    high: int
    voices: tuple[Voice, ...]

    @property
    def is_open(self) -> bool:
        """Whether raters saw so different things that it has to be spoken about."""
        return self.high - self.low >= WIDE


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place in the order of scores that counts, and among how many."""

    kind: OrderKind
    place: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One candidate, large.

    `aspects` begin with those on which raters are furthest apart, then in the order of the
    criteria; the total is apart. All are empty where the actor may not see ratings, and
    `sealed` tells why. `place` is there only where the chair shows it. `changes` are the marks
    that were changed after the talk.
    """

    candidate_id: CandidateId
    name: str
    function: str
    department: str
    path: str
    motivation: str
    projects: str
    aspects: tuple[Aspect, ...]
    total: Aspect | None
    whole_town: bool
    place: Place | None
    sealed: NotAllowed | None
    changes: tuple[RatingChange, ...] = ()


@requires(Permission.SEE_MEETING)
def scene(reader: Reader, meeting_id: MeetingId) -> tuple[Room, Stage | None]:
    """What is on, and the candidate of the present item, read in one look.

    There is no candidate in a break, and none for who has to leave the room.
    """
    meeting = fetch_meeting(reader, meeting_id)
    room = room_of(reader, meeting)
    if room.called is None or room.called.candidate_id is None or room.leaves:
        return room, None
    return room, _on_stage(reader, meeting, room.called.candidate_id)


def _on_stage(reader: Reader, meeting: MeetingRow, candidate_id: CandidateId) -> Stage:
    round_id = RoundId(meeting.round_id)
    sight, sealed = sight_or_reason(reader, round_id)
    make = partial(_stage, reader, round_id, candidate_id)
    shown: Stage = reader.memory.recall(
        ("stage", round_id, candidate_id, sight), revision_of(reader, round_id), make
    )
    place = None
    if meeting.shows_place and shown.total is not None:
        place = _place(reader, round_id, candidate_id)
    return replace(shown, place=place, sealed=shown.sealed or sealed)


def _place(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> Place | None:
    order = order_of_round(reader, round_id)
    found = order.place_of(candidate_id)
    if found is not None and order.kind == OrderKind.FAIR:  # the rank, as it stands everywhere
        fair = fair_of(reader, round_id)
        found = int(fair.rank[fair.row_of(candidate_id)]), len(fair.candidate_ids)
    return None if found is None else Place(kind=order.kind, place=found[0], of=found[1])


def _stage(
    reader: Reader,
    round_id: RoundId,
    candidate_id: CandidateId,
    _older: Stage | None,
) -> Stage:
    """What is the same for all who see the same, once per revision."""
    person = profile(reader, round_id, candidate_id)
    found = {} if person.criteria is None else _aspects(reader, round_id, person)
    total = found.pop(TOTAL, None)
    order = {each.key: each.number for each in criteria_of(reader, round_id)}
    return Stage(
        candidate_id=candidate_id,
        name=person.name,
        function=person.function,
        department=person.department,
        path=person.path,
        motivation=person.motivation,
        projects=person.projects,
        aspects=tuple(
            sorted(
                found.values(),
                key=lambda each: (
                    -(each.high - each.low) if each.is_open else 0,
                    order[each.key],
                ),
            )
        ),
        total=total,
        whole_town=person.whole_town,
        place=None,
        sealed=None,
        changes=person.changes,
    )


def _aspects(reader: Reader, round_id: RoundId, person: CandidateProfile) -> dict[str, Aspect]:
    assert person.criteria is not None
    apart = extremes(matrix_of(reader, round_id), np.array([person.candidate_id]))
    keys = [each.key for each in criteria_of(reader, round_id)]
    ends = dict(zip(keys, zip(apart.low[0], apart.high[0], strict=True), strict=True))
    voices = _voices(person.evidence)
    found = {}
    for line in person.criteria.to_dict("records"):
        key = str(line["criterion"])
        low, high = ends.get(key, (0, 0))
        found[key] = Aspect(
            key=key,
            score=float(line["score"]),
            spread=float(line["spread"]),
            n=int(line["n"]),
            not_observable=int(line["not_observable"]),
            department_mean=float(line["department_mean"]),
            town_mean=float(line["town_mean"]),
            low=int(low),
            high=int(high),
            voices=voices.get(key, ()),
        )
    return found


def _voices(evidence: pd.DataFrame | None) -> Mapping[str, tuple[Voice, ...]]:
    """What was noted, by criterion; whoever gave the least comes first."""
    if evidence is None:
        return {}
    found: dict[str, list[Voice]] = {}
    for line in evidence.to_dict("records"):
        value = None if pd.isna(line["value"]) else int(line["value"])
        voice = Voice(
            rater=line["rater"],
            value=value,
            evidence=line["evidence"],
            by_leader=bool(line["by_leader"]),
        )
        found.setdefault(str(line["criterion"]), []).append(voice)
    return {
        key: tuple(sorted(each, key=lambda voice: voice.value or 0)) for key, each in found.items()
    }
