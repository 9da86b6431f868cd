"""What a proposal stands on: the fair scores, where these hold and the town wants them."""

from dataclasses import replace

from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.shortlist_rules import Objective
from lotsen.domain.visibility import Sight
from lotsen.usecases.comparison import reasons_of
from lotsen.usecases.fair_criteria import fair_criteria_of
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.proposal_problem import Basis, fair_basis, plain_basis
from lotsen.usecases.proposal_view import Grounds
from lotsen.usecases.scores import Standing, board_in
from lotsen.usecases.shortlist_rules import of_round


def basis_of(reader: Reader, round_id: RoundId, sight: Sight) -> tuple[Basis, Grounds]:
    """The scores in this sight that the proposal stands on, and why these."""
    board = board_in(reader, round_id, Standing.ALL, sight)
    if of_round(reader, round_id).rules.objective == Objective.PLAIN:
        basis = plain_basis(board)
        return basis, _grounds(basis, Objective.PLAIN)
    fair, criteria = fair_of(reader, round_id), fair_criteria_of(reader, round_id)
    if criteria is None:  # nothing compares
        basis, objective = plain_basis(board), Objective.PLAIN
    else:
        basis, objective = fair_basis(board, fair, criteria.on(board)), Objective.FAIR
    reasons = reasons_of(reader, round_id, fair.gate, sight)
    return basis, replace(
        _grounds(basis, objective),
        wanted=Objective.FAIR,
        comparable=fair.gate.comparable,
        reasons=reasons,
    )


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
