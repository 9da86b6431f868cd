import numpy as np
import pytest

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.domain.permissions import Permission
from lotsen.usecases.proposal_problem import basis_from, plain_basis, question
from lotsen.usecases.scores import Standing, board_of
from tests.makers import NOON, RATER


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    town.make_department()
    raters = [town.make_person("Rita Roth", RATER), town.make_person("Rolf Rau", RATER)]
    town.keys = [town.make_candidate(f"{name} Muster") for name in ("Zoe", "Ada", "Max")]
    for key, value in zip(town.keys, (5, 4, 3), strict=True):
        for rater in raters:
            town.make_sheet(key, rater, motivation=value, vorbild=3, agil=3)
    return town


def asked_in_both_orders(reader, round_id):
    """The question of the plain scores, and of the same scores in the order of the keys."""
    board = board_of(reader, round_id, Standing.ALL)
    plain = plain_basis(board)
    order = np.argsort(plain.candidate_ids)
    other = basis_from(
        board,
        method=("other", "1", 7),
        candidate_ids=plain.candidate_ids[order],
        values=plain.values[order],
        criteria=board.candidates.criterion_score,
        draws=plain.draws[:, order].astype(np.float32),
    )
    return question(reader, round_id, plain), question(reader, round_id, other)


def test_method_with_its_own_order_of_candidates_asks_the_same(town):
    with reading(town.engine, SYSTEM, Permission.SEE_SHORTLIST, NOON, Memory()) as reader:
        plain, other = asked_in_both_orders(reader, town.round_id)

    assert plain.rows.tolist() != other.rows.tolist()
    assert (plain.problem.values == other.problem.values).all()
    assert (plain.strong == other.strong).all()
    assert plain.strong.any()
