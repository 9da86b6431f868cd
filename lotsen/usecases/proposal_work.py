"""The proposal worked out: first whether there is one, then the set, then its reasons."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lotsen.domain.criteria import Criterion
from lotsen.domain.ids import CandidateId
from lotsen.scoring.board import ScoreBoard
from lotsen.scoring.sheets import Ints
from lotsen.shortlisting.explain import (
    Conflict,
    Price,
    alternatives,
    conflict,
    coverage,
    one_more,
    price_of_all,
    prices,
)
from lotsen.shortlisting.robustness import robustness
from lotsen.shortlisting.solve import NONE, Optimum, solve
from lotsen.usecases.proposal_problem import Basis, Question
from lotsen.usecases.proposal_view import (
    Clash,
    Grounds,
    NextSet,
    OnePlaceMore,
    People,
    PriceOfAll,
    Proposal,
    RulePrice,
)

NEXT_SETS = 5


def work_out(
    asked: Question,
    basis: Basis,
    grounds: Grounds,
    board: ScoreBoard,
    criteria: Sequence[Criterion],
) -> Proposal:
    """The best set with its reasons; where there is none, the rules that conflict."""
    clash = conflict(asked.problem)
    best = NONE if clash is not None else solve(asked.problem)
    chosen = np.zeros(0, dtype=np.int64) if best.chosen is None else best.chosen
    costs = {} if best.chosen is None else prices(asked.problem, best)
    shares, draws = _shares(asked, basis, best)
    people = _people(asked, board, chosen, shares, costs, criteria)
    places = max(1, asked.problem.places)
    return Proposal(
        people=people,
        coverage=_coverage(asked, chosen, criteria),
        places=asked.problem.places,
        mean=best.value / places if best.chosen is not None else float("nan"),
        proven=best.proven,
        gap=best.gap / places,
        clash=None if clash is None else _clash(asked, clash),
        prices=_prices(asked, costs, places),
        price_of_all=_price_of_all(asked, best, places),
        alternatives=_alternatives(asked, best),
        one_more=_one_more(asked, best),
        unscored=asked.unscored,
        grounds=grounds,
        draws=draws,
    )


def _shares(asked: Question, basis: Basis, best: Optimum) -> tuple[np.ndarray, int]:
    """In what share of the draws everybody is chosen; NaN where nothing is known of it."""
    nothing = np.full(asked.problem.size, np.nan)
    if best.chosen is None or basis.draws is None:
        return nothing, 0
    found = robustness(
        asked.problem, np.ascontiguousarray(basis.draws[:, asked.rows], dtype=np.float64)
    )
    return (nothing, 0) if found is None else (found.shares, found.draws)


def _people(  # noqa: PLR0913, PLR0917  # a line is put together from all of this
    asked: Question,
    board: ScoreBoard,
    chosen: Ints,
    shares: np.ndarray,
    costs: dict[str, Price],
    criteria: Sequence[Criterion],
) -> pd.DataFrame:
    columns = ["candidate_id", "sorted_name", "name", "department", "fachbereich"]
    places = [board.row_of(int(key)) for key in asked.people["candidate_id"]]
    proposed = np.zeros(asked.problem.size, dtype=bool)
    proposed[chosen] = True
    keys = np.array([each.key for each in criteria], dtype=object)
    frame = asked.people[columns].assign(
        score=asked.problem.values,
        plain=board.candidates.score[places],
        spread=board.candidates.spread[places],
        n=board.candidates.sheets[places],
        proposed=proposed,
        share=shares,
        strong=_column([tuple(keys[row].tolist()) for row in asked.strong]),
        due_to=_column(_because(asked, {key: each.leaves for key, each in costs.items()})),
        kept_out_by=_column(_because(asked, {key: each.enters for key, each in costs.items()})),
    )
    order = np.lexsort((np.arange(len(frame)), -frame["score"], ~frame["proposed"]))
    return frame.iloc[order].reset_index(drop=True)


def _column(cells: Sequence[tuple[object, ...]]) -> pd.Series:
    """A column of tuples; pandas would rather make a table of them."""
    column = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):
        column[place] = cell
    return pd.Series(column)


def _because(asked: Question, whom: dict[str, Ints]) -> list[tuple[object, ...]]:
    """For everybody the rules without which it would be otherwise."""
    found: list[list[object]] = [[] for _person in range(asked.problem.size)]
    for key, rows in whom.items():
        for row in rows.tolist():
            found[row].append(asked.spoken[key])
    return [tuple(each) for each in found]


def _coverage(asked: Question, chosen: Ints, criteria: Sequence[Criterion]) -> pd.DataFrame:
    least = {rule.criterion: rule.least for rule in asked.rules.criteria}
    return pd.DataFrame(
        {
            "criterion": [each.key for each in criteria],
            "title": [each.title for each in criteria],
            "count": coverage(asked.strong, chosen).tolist(),
            "least": [least.get(each.key, 0) for each in criteria],
        }
    )


def _clash(asked: Question, found: Conflict) -> Clash:
    return Clash(
        rules=tuple((asked.spoken[name], side) for name, side in found.rules),
        enough=tuple((asked.spoken[name], side) for name, side in found.enough),
    )


def _prices(asked: Question, costs: dict[str, Price], places: int) -> tuple[RulePrice, ...]:
    """Every rule of the town with what it costs, the dearest first."""
    found = [
        RulePrice(
            rule=asked.spoken[key],
            cost=each.cost / places,
            enters=_keys(asked, each.enters),
            leaves=_keys(asked, each.leaves),
        )
        for key, each in costs.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.cost))


def _price_of_all(asked: Question, best: Optimum, places: int) -> PriceOfAll | None:
    if best.chosen is None:
        return None
    found = price_of_all(asked.problem, best)
    return PriceOfAll(
        cost=found.cost / places,
        enters=_keys(asked, found.enters),
        leaves=_keys(asked, found.leaves),
    )


def _alternatives(asked: Question, best: Optimum) -> tuple[NextSet, ...]:
    if best.chosen is None:
        return ()
    return tuple(
        NextSet(
            enters=_keys(asked, each.enters),
            leaves=_keys(asked, each.leaves),
            behind=each.behind,
            alike=each.alike,
        )
        for each in alternatives(asked.problem, best, NEXT_SETS)
    )


def _one_more(asked: Question, best: Optimum) -> OnePlaceMore | None:
    found = None if best.chosen is None else one_more(asked.problem, best)
    if found is None:
        return None
    return OnePlaceMore(
        enters=_keys(asked, found.enters),
        leaves=_keys(asked, found.leaves),
        mean=(best.value + found.gain) / (asked.problem.places + 1),
    )


def _keys(asked: Question, rows: Ints) -> People:
    ids = asked.people["candidate_id"].to_numpy()
    return tuple(CandidateId(int(key)) for key in ids[rows])
