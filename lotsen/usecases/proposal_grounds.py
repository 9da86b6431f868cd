"""What a proposal stands on: the fair scores, where these hold and the town wants them."""

from dataclasses import replace

from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.shortlist_rules import Objective
from lotsen.scoring.fair import Comparable, FairScores
from lotsen.usecases.comparison import reasons_of
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.proposal_problem import Basis, fair_basis, plain_basis
from lotsen.usecases.proposal_view import Grounds
from lotsen.usecases.scores import Standing, board_of
from lotsen.usecases.shortlist_rules import of_round
from lotsen.usecases.sight import actors_sight


def basis_of(reader: Reader, round_id: RoundId) -> tuple[Basis, Grounds]:
    """The scores that the proposal stands on, and why these."""
    board = board_of(reader, round_id, Standing.ALL)  # refuses whoever may not see the scores
    if of_round(reader, round_id).rules.objective == Objective.PLAIN:
        basis = plain_basis(board)
        return basis, _grounds(basis, Objective.PLAIN)
    fair = fair_of(reader, round_id)
    if fair.gate.comparable == Comparable.NO:
        basis, objective = plain_basis(board), Objective.PLAIN
    else:
        basis, objective = fair_basis(board, fair), Objective.FAIR
    return basis, _with_reasons(reader, round_id, fair, _grounds(basis, objective))


def _grounds(basis: Basis, objective: Objective) -> Grounds:
    return Grounds(
        objective=objective,
        wanted=Objective.PLAIN,
        comparable=None,
        reasons=(),
        method=basis.method,
        version=basis.version,
        seed=basis.seed,
    )


def _with_reasons(reader: Reader, round_id: RoundId, fair: FairScores, grounds: Grounds) -> Grounds:
    """The same where the fair scores were wanted: whether people can be compared, or why not."""
    sight = actors_sight(reader, round_id)
    return replace(
        grounds,
        wanted=Objective.FAIR,
        comparable=fair.gate.comparable,
        reasons=reasons_of(reader, round_id, fair.gate, sight),
    )
