"""The comparison: everybody by the fair score, with what is known of its uncertainty.

Where the gate refuses, nothing of the fair score leaves this file: only plain scores, within
the departments, and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.people import Actor
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.domain.visibility import Sight
from lotsen.scoring.fair import Comparable, FairScores, Gate, GateReason
from lotsen.scoring.standings import alike, plain_ranks, steps
from lotsen.usecases.candidates import scores_for
from lotsen.usecases.departments import tree_of
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.methods import Method, method_of
from lotsen.usecases.raters import names_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.scores import STATES_OF, Standing, board_in
from lotsen.usecases.sight import actors_sight

PLACE_NAMES = ("candidate_id", "name", "department", "dezernat")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why candidates cannot be compared, or only with caution; `names` are those concerned.

    Raters are not named; `amount` as in `GateFinding`.
    """

    reason: GateReason
    names: tuple[str, ...]
    amount: float | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Everybody in sight who was rated, ready for pictures, sentences and tables.

    `frame`: candidate_id, name, department, dezernat, spread, sheets, plain, and, where comparison
    is possible, fair, correction, error, rank, rank_low, rank_high, rank_low_half, rank_high_half,
    p_top_k, plain_rank, group; from the best on. Where it is not, these columns are missing, and
    the lines stand by Dezernat, each from high to low.
    `compared` is how many of the town were rated, `unrated` how many in sight were not.
    """

    frame: pd.DataFrame
    comparable: Comparable
    reasons: tuple[Reason, ...]
    compared: int
    unrated: int
    places: int
    whole_town: bool
    method: Method

    @property
    def may_compare(self) -> bool:
        """Whether there is a fair ranking at all."""
        return self.comparable != Comparable.NO


@dataclass(frozen=True, kw_only=True)
class Steps:
    """From a person's plain score to the fair one; `plain` and all `amounts` sum up to `fair`.

    `names` are those of the raters for the coordination; for everybody else there is one step.
    """

    candidate_id: CandidateId
    name: str
    plain: float
    fair: float
    names: tuple[str, ...]
    amounts: tuple[float, ...]
    sheets: int


@requires(Permission.SEE_SCORES)
def comparison(reader: Reader, round_id: RoundId) -> Comparison:
    """Everybody whom the actor may see; remembered by revision, not to be changed."""
    sight = actors_sight(reader, round_id)
    make = partial(_comparison, reader, round_id, sight)
    key = ("comparison", round_id, sight.departments)
    found: Comparison = reader.memory.recall(key, revision_of(reader, round_id), make)
    return found


@requires(Permission.SEE_SCORES)
def person(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> Steps | None:
    """How one person's plain score becomes the fair one; None where nothing is compared."""
    sight = actors_sight(reader, round_id)
    people = _in_sight(reader, round_id, sight).set_index("candidate_id")
    fair = fair_of(reader, round_id)
    if candidate_id not in people.index or candidate_id not in fair.candidate_ids:
        raise NotFound("candidate.unknown")
    if fair.gate.comparable == Comparable.NO:
        return None
    row = fair.row_of(candidate_id)
    names, amounts = _steps(reader, fair, candidate_id)
    return Steps(
        candidate_id=candidate_id,
        name=str(people.loc[candidate_id, "name"]),
        plain=float(fair.plain[row]),
        fair=float(fair.fair[row]),
        names=names,
        amounts=amounts,
        sheets=int(fair.sheets[row]),
    )


def sees_raters(actor: Actor) -> bool:
    """Whether severities are told to this person by name."""
    return actor.id is None or bool(actor.roles & GRANTED_TO[Permission.SEE_RATERS])


def _steps(
    reader: Reader, fair: FairScores, candidate_id: CandidateId
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """One step per rater for the coordination; whoever else looks sees their sum."""
    if not sees_raters(reader.actor):
        return ("",), (-float(fair.correction[fair.row_of(candidate_id)]),)
    raters, amounts = steps(fair, candidate_id)
    known = names_of(reader, raters.tolist())
    return tuple(known[int(key)] for key in raters), tuple(amounts.tolist())


def _comparison(
    reader: Reader, round_id: RoundId, sight: Sight, _older: Comparison | None
) -> Comparison:
    fair = fair_of(reader, round_id)
    people = _in_sight(reader, round_id, sight)
    board = board_in(reader, round_id, Standing.ALL, sight)
    people = people.assign(spread=scores_for(board, people["candidate_id"].to_numpy())["spread"])
    frame = people.merge(_columns(fair), on="candidate_id", how="inner", validate="one_to_one")
    order, ascending = ["dezernat", "plain"], [True, False]
    if fair.gate.comparable != Comparable.NO:
        order, ascending = ["rank"], [True]
    frame = frame.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)
    return Comparison(
        frame=frame,
        comparable=fair.gate.comparable,
        reasons=reasons_of(reader, round_id, fair.gate, sight),
        compared=len(fair.candidate_ids),
        unrated=len(people) - len(frame),
        places=fair.settings.places,
        whole_town=sight.departments is None,
        method=method_of(reader, round_id, fair),
    )


def _columns(fair: FairScores) -> pd.DataFrame:
    """What may be shown of everybody."""
    plain = {"candidate_id": fair.candidate_ids, "sheets": fair.sheets, "plain": fair.plain}
    if fair.gate.comparable == Comparable.NO:
        return pd.DataFrame(plain)
    names = ("fair", "correction", "error", "rank", "rank_low", "rank_high")
    more = (*names, "rank_low_half", "rank_high_half", "p_top_k")
    return pd.DataFrame(
        plain
        | {name: getattr(fair, name) for name in more}
        | {"plain_rank": plain_ranks(fair), "group": alike(fair)}
    )


def _in_sight(reader: Reader, round_id: RoundId, sight: Sight) -> pd.DataFrame:
    register = register_of(reader, round_id)
    wanted = register["state"].isin(STATES_OF[Standing.IN_PROCESS])
    if sight.departments is not None:
        wanted &= register["department_id"].isin(sight.departments)
    return register.loc[wanted, list(PLACE_NAMES)]


def reasons_of(reader: Reader, round_id: RoundId, gate: Gate, sight: Sight) -> tuple[Reason, ...]:
    """The findings with names; of raters and of what is out of sight none is told."""
    departments = {
        int(each.id): each.name for each in tree_of(reader).values() if sight.covers(each.id)
    }
    people = _in_sight(reader, round_id, sight)
    candidates = dict(zip(people["candidate_id"].tolist(), people["name"], strict=True))
    named: Mapping[GateReason, Mapping[int, str]] = {
        GateReason.HANGS_ON_ONE_CANDIDATE: candidates,
        GateReason.HANGS_ON_ONE_RATER: {},
    }
    return tuple(
        Reason(
            reason=finding.reason,
            names=_known(named.get(finding.reason, departments), finding.ids),
            amount=finding.amount,
        )
        for finding in gate.findings
    )


def _known(names: Mapping[int, str], keys: Sequence[int]) -> tuple[str, ...]:
    return tuple(names[key] for key in keys if key in names)
