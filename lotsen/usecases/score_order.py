"""The one order of scores that counts: for departures, for the record, for everybody who asks.

It is that of the fair scores where people can be compared, and of the plain ones where the town's
rules say so. Where people cannot be compared it is that of the plain scores within each Dezernat,
and nobody stands above anybody of another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lotsen.application.unit_of_work import Reader
from lotsen.domain.decisions import OrderKind, ScorePlace
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.shortlist_rules import Objective
from lotsen.domain.visibility import Sight
from lotsen.scoring import frozen
from lotsen.scoring.fair import Comparable, FairScores
from lotsen.scoring.order import order_within, shown
from lotsen.scoring.sheets import Floats, Ints
from lotsen.usecases.fair_record import DECIMALS
from lotsen.usecases.fair_scores import fair_of, homes_of
from lotsen.usecases.scores import Standing, board_in
from lotsen.usecases.shortlist_rules import of_round

WHOLE_TOWN = 0
NOBODY = float("-inf")
"""The score of whoever has none."""


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """One person: the score as it is shown, minus infinity for none, and the place by it.

    `group` is the Dezernat within which the place is, `WHOLE_TOWN` where all are compared.
    """

    group: int
    score: float
    place: ScorePlace


@dataclass(frozen=True, kw_only=True)
class OrderOfScores:
    """Where those who stand are in the order of scores."""

    kind: OrderKind
    lines: Mapping[CandidateId, OrderLine]

    def scored(self, key: CandidateId) -> bool:
        """Whether somebody stands in the order at all."""
        return key in self.lines and self.lines[key].place.scored

    def place_of(self, key: CandidateId) -> tuple[int, int] | None:
        """The place, and among how many of those it is compared with; None without a score."""
        if not self.scored(key):
            return None
        mine = self.lines[key]
        beside = [each.place.scored for each in self.lines.values() if each.group == mine.group]
        return mine.place.above + 1, sum(beside)

    def above(self, key: CandidateId, other: CandidateId) -> bool:
        """Whether somebody stands higher than another of those who are in the order."""
        mine, theirs = self.lines[key], self.lines[other]
        return mine.group == theirs.group and mine.score > theirs.score


def order_of_round(reader: Reader, round_id: RoundId) -> OrderOfScores:
    """The order as it is now, of everybody's scores, whatever the actor sees."""
    return order_in({"order": order_record(reader, round_id)})


def order_record(reader: Reader, round_id: RoundId) -> dict[str, Any]:
    """The order in the words of JSON: who stands, the Dezernat (0: all are compared), the score."""
    sight = Sight(departments=None, names_raters=False)
    board = board_in(reader, round_id, Standing.INTERESTED, sight)
    fair = fair_of(reader, round_id)
    kind = _kind(reader, round_id, fair)
    ids = board.candidate_ids
    scores = _fair(fair, ids) if kind == OrderKind.FAIR else board.candidates.score
    groups = np.full(len(ids), WHOLE_TOWN)
    if kind == OrderKind.WITHIN:
        homes = homes_of(reader, round_id)
        groups = np.array([homes[key] for key in ids.tolist()], dtype=np.int64)
    values = shown(scores).tolist()
    return {
        "kind": kind.value,
        "candidates": {
            "candidate_id": ids.tolist(),
            "group": groups.tolist(),
            "score": [None if each != each else each for each in values],  # noqa: PLR0124  # NaN
        },
    }


def order_in(content: Mapping[str, Any]) -> OrderOfScores:
    """The order of a list; of the plain scores where it was closed before that was kept."""
    stored = content.get("order")
    if stored is None:
        board = frozen.read(content["board"])
        nobody = np.full(len(board.candidate_ids), WHOLE_TOWN)
        return _order(OrderKind.PLAIN, board.candidate_ids, nobody, shown(board.candidates.score))
    people = stored["candidates"]
    ids, groups = (np.array(people[name], dtype=np.int64) for name in ("candidate_id", "group"))
    return _order(
        OrderKind(stored["kind"]), ids, groups, np.array(people["score"], dtype=np.float64)
    )


def _kind(reader: Reader, round_id: RoundId, fair: FairScores) -> OrderKind:
    if fair.gate.comparable == Comparable.NO:
        return OrderKind.WITHIN
    wanted = of_round(reader, round_id).rules.objective
    return OrderKind.PLAIN if wanted == Objective.PLAIN else OrderKind.FAIR


def _fair(fair: FairScores, ids: Ints) -> Floats:
    """The fair scores of these people, without the digits that hang on the processor."""
    rows = pd.Index(fair.candidate_ids).get_indexer(pd.Index(ids))
    return np.round(np.append(fair.fair, np.nan)[rows], DECIMALS)


def _order(kind: OrderKind, ids: Ints, groups: Ints, scores: Floats) -> OrderOfScores:
    found = order_within(scores, groups)
    columns = (ids, groups, scores, found.above, found.level, found.scored)
    lines = zip(*(each.tolist() for each in columns), strict=True)
    return OrderOfScores(
        kind=kind,
        lines={
            CandidateId(key): OrderLine(
                group=group,
                score=score if scored else NOBODY,
                place=ScorePlace(above=above, level=level, scored=scored),
            )
            for key, group, score, above, level, scored in lines
        },
    )
