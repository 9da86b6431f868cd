"""The proposal for the shortlist: computed, explained, and taken over by people one by one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import check_stands
from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import CandidateId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.visibility import Sight
from lotsen.scoring.board import ScoreBoard
from lotsen.shortlisting.explain import breaches, coverage
from lotsen.shortlisting.problem import Ints
from lotsen.shortlisting.solve import solve
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.person_names import name_of
from lotsen.usecases.proposal_grounds import basis_of
from lotsen.usecases.proposal_problem import Basis, Question, question
from lotsen.usecases.proposal_view import BrokenRule, Choice, Grounds, Proposal
from lotsen.usecases.proposal_work import work_out
from lotsen.usecases.rounds import criteria_of, fetch_round, revision_of
from lotsen.usecases.scores import Standing, board_in
from lotsen.usecases.sight import actors_sight


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A proposal with what it was worked out from."""

    question: Question
    proposal: Proposal


_WORKED: Final = Memory(capacity=4)
"""Proposals by all that they depend on: a mark or a decision changes none of them, and a command,
which remembers nothing of the records, finds here what a page has worked out."""


@requires(Permission.SEE_SHORTLIST)
def of_round(reader: Reader, round_id: RoundId) -> Proposal:
    """The best set under the rules of the round, with its reasons.

    Remembered as long as scores, people and rules stay the same, and shared by all who see it.
    """
    return _worked(reader, round_id).proposal


@requires(Permission.SEE_SHORTLIST)
def own_choice(reader: Reader, round_id: RoundId) -> Choice:
    """The set that is marked, measured like the proposal."""
    marked = reader.session.scalars(
        select(ShortlistMarkRow.candidate_id)
        .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    return _choice(_worked(reader, round_id).question, [CandidateId(key) for key in marked])


@requires(Permission.SEE_SHORTLIST)
def swapped(reader: Reader, round_id: RoundId, leaves: CandidateId, enters: CandidateId) -> Choice:
    """The proposal with one person in another's place."""
    worked = _worked(reader, round_id)
    chosen = worked.proposal.chosen
    known = worked.question.people["candidate_id"]
    if leaves not in chosen or enters in chosen or enters not in known.to_numpy():
        raise BadInput("proposal.cannot_swap")
    return _choice(worked.question, [enters if key == leaves else key for key in chosen])


@requires(Permission.MARK_SHORTLIST)
def take_over(uow: UnitOfWork, round_id: RoundId, candidate_id: CandidateId) -> None:
    """Mark one person of the proposal; it is worked out anew, for nobody trusts a screen."""
    uow.require_phase(fetch_round(uow, round_id))
    candidate, person = fetch_candidate(uow, round_id, candidate_id)
    name = name_of(person)
    check_stands(candidate.state, name=name)
    marked = select(ShortlistMarkRow).where(ShortlistMarkRow.candidate_id == candidate_id)
    if uow.session.scalars(marked).one_or_none() is not None:
        raise Outdated("record.repeated")
    basis, _grounds = basis_of(uow, round_id, actors_sight(uow, round_id))
    asked = question(uow, round_id, basis)
    best = solve(asked.problem)
    ids = asked.people["candidate_id"].to_numpy()
    if best.chosen is None or candidate_id not in ids[best.chosen]:
        raise BadInput("proposal.not_in_it", name=name)
    uow.session.add(ShortlistMarkRow(candidate_id=candidate_id, marked_by_id=uow.person()))
    uow.record(
        AuditAction.SHORTLIST_TAKEN_OVER,
        f"candidate:{candidate_id}",
        name=name,
        method=basis.method,
        method_version=basis.version,
        revision=uow.revision,
    )


def worked_in(reader: Reader, round_id: RoundId, sight: Sight) -> Worked:
    """The proposal of what is in this sight, for the use cases of this floor."""
    basis, grounds = basis_of(reader, round_id, sight)
    asked = question(reader, round_id, basis)
    criteria = criteria_of(reader, round_id)
    board = board_in(reader, round_id, Standing.ALL, sight)
    found: Worked = _WORKED.recall(
        _print(asked, basis, grounds, board, criteria),
        0,
        lambda _older: Worked(
            question=asked, proposal=work_out(asked, basis, grounds, board, criteria)
        ),
    )
    return found


def _worked(reader: Reader, round_id: RoundId) -> Worked:
    sight = actors_sight(reader, round_id)  # refuses whoever may not see the scores
    worked: Worked = reader.memory.recall(
        ("proposal", round_id, sight.departments),
        revision_of(reader, round_id),
        lambda _older: worked_in(reader, round_id, sight),
    )
    return worked


def _print(
    asked: Question,
    basis: Basis,
    grounds: Grounds,
    board: ScoreBoard,
    criteria: Sequence[Criterion],
) -> str:
    """A name for all that the proposal depends on."""
    digest = hashlib.blake2b(digest_size=16)
    columns = ["candidate_id", "sorted_name", "name", "department", "fachbereich"]
    digest.update(pd.util.hash_pandas_object(asked.people[columns]).to_numpy().tobytes())
    digest.update(asked.problem.values.tobytes())  # noqa: PD011  # no table
    digest.update(asked.strong.tobytes())
    for shown in (board.candidates.score, board.candidates.spread, board.candidates.sheets):
        digest.update(np.ascontiguousarray(shown).tobytes())
    titles = [(each.key, each.title) for each in criteria]
    digest.update(repr((grounds, asked.rules, asked.spoken, asked.unscored, titles)).encode())
    for bound in asked.problem.bounds:
        digest.update(bound.members.tobytes())
    if basis.draws is not None:
        digest.update(np.ascontiguousarray(basis.draws).tobytes())
    return digest.hexdigest()


def _choice(asked: Question, people: Sequence[CandidateId]) -> Choice:
    ids = pd.Index(asked.people["candidate_id"])
    rows: Ints = ids.get_indexer(pd.Index(list(people), dtype="int64")).astype(np.int64)
    known = np.sort(rows[rows >= 0])
    return Choice(
        people=tuple(people),
        mean=asked.problem.value_of(known) / len(known) if len(known) else float("nan"),
        broken=tuple(
            BrokenRule(
                rule=asked.spoken[each.rule[0]],
                side=each.rule[1],
                count=each.count,
                limit=each.limit,
            )
            for each in breaches(asked.problem, known)
        ),
        coverage=tuple(coverage(asked.strong, known).tolist()),
    )
