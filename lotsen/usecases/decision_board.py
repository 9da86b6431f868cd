"""What lies on the table when the leadership decides: people, places, and what stands already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.people import PersonRow
from lotsen.domain.candidates import STANDING
from lotsen.domain.decisions import Decision, OrderKind, Outcome
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission, check_role
from lotsen.usecases import comparison, decisions
from lotsen.usecases.biases import biased_about
from lotsen.usecases.candidates import EVERYBODY, board_or_reason, matching, scores_for
from lotsen.usecases.closed import standing_closing
from lotsen.usecases.comparison import Comparison
from lotsen.usecases.order_departures import Departures, departures_of, taken_in
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.score_order import OrderOfScores, order_of_round


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """A decision that stands no longer, with the reason for it."""

    candidate_id: CandidateId
    outcome: Outcome
    reason: str
    taken_back_by: str
    taken_back_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionBoard:
    """Everybody who stands or was decided on, in the order of names, and the decisions.

    `people`, by candidate_id: sorted_name, name, department, fachbereich, state, marked and,
    where the actor may see them, score, spread, n (else NA). `undecided` are the keys of
    those who stand without a decision. `order` tells where those who stand are in the order of
    scores, and `departures` which outcomes depart from it; `compared` has the fair scores and
    whether they hold. The first two are empty and the third is None where the actor may see no
    scores; `sealed` tells why. `biased` are those about whom the actor is biased, and so decides
    nothing. `by_department`, one row per Fachbereich: fachbereich, selected,
    reserve, not_selected, open.
    """

    people: pd.DataFrame
    order: OrderOfScores
    departures: Departures
    compared: Comparison | None
    undecided: Sequence[CandidateId]
    decisions: Sequence[Decision]
    taken_back: Sequence[TakenBack]
    places: int
    counts: dict[Outcome, int]
    next_reserve: int
    by_department: pd.DataFrame
    sealed: NotAllowed | None
    biased: frozenset[CandidateId]
    with_marks: bool
    closed: bool

    @property
    def with_scores(self) -> bool:
        """Whether the actor may see scores."""
        return self.sealed is None


@requires(Permission.SEE_DECISIONS)
def board(reader: Reader, round_id: RoundId) -> DecisionBoard:
    """Everything that a decision needs, of one moment."""
    stand = decisions.listing(reader, round_id)
    back = taken_back_of(reader, round_id)
    decided = {each.candidate_id for each in stand}
    concerned = decided | {each.candidate_id for each in back}
    people, sealed = _scored(reader, round_id, _shown(reader, round_id, concerned))
    marked, with_marks = _marked(reader, round_id)
    people = people.assign(marked=people["candidate_id"].isin(marked))
    places = fetch_round(reader, round_id).places
    order = order_of_round(reader, round_id) if sealed is None else _NO_ORDER
    open_ = people["state"].isin(STANDING) & ~people["candidate_id"].isin(decided)
    return DecisionBoard(
        people=people.set_index("candidate_id")[list(_COLUMNS)],
        order=order,
        departures=departures_of(order, taken_in(stand), places=places),
        compared=comparison.comparison(reader, round_id) if sealed is None else None,
        undecided=[CandidateId(key) for key in people.loc[open_, "candidate_id"].tolist()],
        decisions=stand,
        taken_back=back,
        places=places,
        counts=_counts(people, stand),
        next_reserve=_next_free([each.reserve_order for each in stand]),
        by_department=_by_department(people, stand),
        sealed=sealed,
        biased=_biased(reader, people),
        with_marks=with_marks,
        closed=standing_closing(reader, round_id) is not None,
    )


_NO_ORDER = OrderOfScores(kind=OrderKind.PLAIN, lines={})
_COLUMNS = (
    "sorted_name",
    "name",
    "department",
    "fachbereich",
    "state",
    "marked",
    "score",
    "spread",
    "n",
)


def _shown(reader: Reader, round_id: RoundId, concerned: set[CandidateId]) -> pd.DataFrame:
    """Those who stand, and whoever a decision was about."""
    found = matching(reader, round_id, EVERYBODY)
    return found.loc[found["state"].isin(STANDING) | found["candidate_id"].isin(concerned)]


def _scored(
    reader: Reader, round_id: RoundId, people: pd.DataFrame
) -> tuple[pd.DataFrame, NotAllowed | None]:
    """The people with their scores, and why there are none where the actor may not see them."""
    scores, sealed = board_or_reason(reader, round_id)
    if scores is None:
        return people.assign(score=float("nan"), spread=float("nan"), n=0), sealed
    return people.assign(**scores_for(scores, people["candidate_id"].to_numpy())), None


def _biased(reader: Reader, people: pd.DataFrame) -> frozenset[CandidateId]:
    """Those about whom the actor is biased."""
    found = biased_about(reader, people["candidate_id"].tolist())
    return frozenset(CandidateId(key) for key, who in found.items() if reader.actor.id in who)


def _marked(reader: Reader, round_id: RoundId) -> tuple[set[int], bool]:
    """Who is on the shortlist, where the actor may know it."""
    try:
        check_role(reader.actor, Permission.SEE_SHORTLIST)
    except NotAllowed:
        return set(), False
    rows = reader.session.scalars(
        select(ShortlistMarkRow.candidate_id)
        .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    return set(rows), True


def _counts(people: pd.DataFrame, stand: Sequence[Decision]) -> dict[Outcome, int]:
    """How many have which outcome; who no longer stands takes no place."""
    here = set(people.loc[people["state"].isin(STANDING), "candidate_id"].tolist())
    found = [each.outcome for each in stand if each.candidate_id in here]
    return {outcome: found.count(outcome) for outcome in Outcome}


def _by_department(people: pd.DataFrame, stand: Sequence[Decision]) -> pd.DataFrame:
    """How many of each Fachbereich, of those who stand, have which outcome or are open."""
    outcomes = {each.candidate_id: each.outcome.value for each in stand}
    people = people.loc[people["state"].isin(STANDING)]
    found = [outcomes.get(key, "open") for key in people["candidate_id"].tolist()]
    counts = pd.crosstab(people["fachbereich"], pd.Series(found, people.index, dtype=object))
    columns = [*(outcome.value for outcome in Outcome), "open"]
    return counts.reindex(columns=columns, fill_value=0).reset_index()


def taken_back_of(reader: Reader, round_id: RoundId) -> list[TakenBack]:
    """The decisions that stand no longer, the newest first."""
    person = aliased(PersonRow)
    rows = reader.session.execute(
        select(DecisionRow, person)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .join(person, person.id == DecisionRow.taken_back_by_id)
        .where(CandidateRow.round_id == round_id)
        .order_by(DecisionRow.taken_back_at.desc(), DecisionRow.id.desc())
    )
    return [
        TakenBack(
            candidate_id=CandidateId(row.candidate_id),
            outcome=row.outcome,
            reason=row.taken_back_reason or "",
            taken_back_by=name_of(who),
            taken_back_at=row.taken_back_at or row.decided_at,
        )
        for row, who in rows
    ]


def _next_free(taken: Sequence[int | None]) -> int:
    """The first place of the reserve that nobody has."""
    place = 1
    while place in taken:
        place += 1
    return place
