"""What the proposal is worked out from: scores, people and the town's rules, as a problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lotsen.application.unit_of_work import Reader
from lotsen.domain.candidates import STANDING
from lotsen.domain.departments import with_all_below
from lotsen.domain.ids import RoundId
from lotsen.domain.shortlist_rules import (
    Attribute,
    GroupRule,
    LevelRule,
    RuleKind,
    ShortlistRules,
    SpokenRule,
)
from lotsen.scoring.board import ScoreBoard
from lotsen.scoring.fair import Draws, FairScores
from lotsen.scoring.plain import METHOD, VERSION
from lotsen.scoring.sheets import Bools, Floats, Ints
from lotsen.scoring.strength import draw_plain, strong_on
from lotsen.shortlisting.problem import Bound, Problem, members_of
from lotsen.usecases.departments import tree_of
from lotsen.usecases.register import LEVELS, register_of
from lotsen.usecases.rounds import criteria_of
from lotsen.usecases.shortlist_rules import of_round

SEED = 2027
DRAWS, DRAWS_OF_A_LARGE_TOWN, LARGE = 1_000, 200, 1_000


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The scores that a proposal stands on; another method is another basis.

    Attributes:
        seed: of the draws.
        candidate_ids: shape (m,).
        values: shape (m,); NaN where there is no score.
        strong: shape (m, k), strong on the criterion: on a fair basis without severity.
        draws: shape (d, m), scores that the ratings allow; None where nothing is known of it.
    """

    method: str
    version: str
    seed: int
    candidate_ids: Ints
    values: Floats
    strong: Bools
    draws: Floats | Draws | None


def plain_basis(board: ScoreBoard) -> Basis:
    """The plain scores, with draws from the spread between sheets."""
    draws = _draws_for(len(board.candidate_ids))
    return basis_from(
        board,
        method=(METHOD, VERSION, SEED),
        candidate_ids=board.candidate_ids,
        values=board.candidates.score,
        criteria=board.candidates.criterion_score,
        draws=draw_plain(board.candidates, draws=draws, seed=SEED),
    )


def fair_basis(board: ScoreBoard, fair: FairScores, criteria: Floats) -> Basis:
    """The fair scores of those on the board, with their joint draws.

    Args:
        board: everybody in sight.
        fair: of the whole town.
        criteria: shape (m, k), the board's people on single criteria, without severity.
    """
    known = np.isin(fair.candidate_ids, board.candidate_ids)
    return basis_from(
        board,
        method=(fair.method, fair.version, fair.settings.seed),
        candidate_ids=fair.candidate_ids[known],
        values=fair.fair[known],
        criteria=criteria,
        draws=fair.draws[: _draws_for(int(known.sum())), known],
    )


def _draws_for(people: int) -> int:
    return DRAWS if people <= LARGE else DRAWS_OF_A_LARGE_TOWN


def basis_from(  # noqa: PLR0913  # a basis is all of this
    board: ScoreBoard,
    *,
    method: tuple[str, str, int],
    candidate_ids: Ints,
    values: Floats,
    criteria: Floats,
    draws: Floats | Draws | None,
) -> Basis:
    """The scores of any method, in the order of its candidates.

    Args:
        board: has every one of the candidates.
        method: its name, its version, and the seed of its draws.
        candidate_ids: shape (m,).
        values: shape (m,).
        criteria: shape (b, k), the scores of the board's people on single criteria.
        draws: shape (d, m), of any kind of float.
    """
    rows = pd.Index(board.candidate_ids).get_indexer(pd.Index(candidate_ids))
    return Basis(
        method=method[0],
        version=method[1],
        seed=method[2],
        candidate_ids=candidate_ids,
        values=values,
        strong=strong_on(criteria, board.candidates.criterion_n)[rows],
        draws=draws,
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """The problem, and who and what its rows and rules are.

    Attributes:
        people: the register's lines of those who stand and have a score; the problem's rows.
        rows: shape (n,), their places in the basis.
        strong: shape (n, k).
        spoken: every rule by key, and every part of one by its name.
        unscored: how many stand without a score.
    """

    problem: Problem
    people: pd.DataFrame
    rows: Ints
    strong: Bools
    rules: ShortlistRules
    spoken: dict[str, SpokenRule]
    unscored: int


def question(reader: Reader, round_id: RoundId, basis: Basis) -> Question:
    """Ask for the best set of those who stand, under the rules of the round."""
    register = register_of(reader, round_id)
    standing = register.loc[register["state"].isin(STANDING)].reset_index(drop=True)
    places = pd.Index(basis.candidate_ids).get_indexer(pd.Index(standing["candidate_id"]))
    scored = (places >= 0) & ~np.isnan(np.append(basis.values, np.nan)[places])
    people, rows = standing.loc[scored].reset_index(drop=True), places[scored]
    strong = basis.strong[rows]
    rules = of_round(reader, round_id).rules
    parts = list(_parts(reader, round_id, rules, people, strong))
    problem = Problem(
        values=basis.values[rows],  # noqa: PD011  # no table
        places=rules.places,
        bounds=tuple(bound for bound, _spoken in parts),
    )
    spoken = {bound.name: said for bound, said in parts}
    return Question(
        problem=problem,
        people=people,
        rows=rows.astype(np.int64),
        strong=strong,
        rules=rules,
        spoken={**spoken, **{level_key(rule): _level(rule) for rule in rules.levels}},
        unscored=int((~scored).sum()),
    )


_Part = tuple[Bound, SpokenRule]


def _parts(
    reader: Reader, round_id: RoundId, rules: ShortlistRules, people: pd.DataFrame, strong: Bools
) -> Iterator[_Part]:
    """Every rule as a bound, and as it is spoken of."""
    tree, register = tree_of(reader), register_of(reader, round_id)
    titles = {each.key: each.title for each in criteria_of(reader, round_id)}
    for rule in rules.levels:
        column = people[f"{LEVELS[rule.level]}_id"]
        for key in [each for each in tree if (column == each).any()]:
            spoken = _spoken(RuleKind.DEPARTMENT, tree[key].name, rule)
            yield _bound(level_key(rule), spoken, column == key, part=str(key))
    for own in rules.departments:
        inside = people["department_id"].isin(with_all_below(tree.values(), [own.department_id]))
        said = SpokenRule(
            kind=RuleKind.DEPARTMENT,
            subject=tree[own.department_id].name,
            least=own.least,
            most=own.most,
        )
        yield _bound(f"department:{own.department_id}", said, inside)
    for wanted in rules.criteria:
        if wanted.criterion not in titles:  # taken off the sheet: nobody is rated on it any more
            continue
        place = list(titles).index(wanted.criterion)
        said = SpokenRule(
            kind=RuleKind.CRITERION, subject=titles[wanted.criterion], least=wanted.least
        )
        yield _bound(f"criterion:{wanted.criterion}", said, strong[:, place])
    for group in rules.groups:
        spoken = _spoken(RuleKind.GROUP, group.value, group)
        yield _bound(f"group:{group.attribute}:{group.value}", spoken, _members(group, people))
    yield from _people(rules, people, register)


def _people(rules: ShortlistRules, people: pd.DataFrame, register: pd.DataFrame) -> Iterator[_Part]:
    names: dict[int, str] = {}
    if rules.people:  # who has withdrawn is still called by name
        names = dict(register[["candidate_id", "name"]].itertuples(index=False))
    for rule in rules.people:
        kind = RuleKind.MUST_IN if rule.chosen else RuleKind.MUST_OUT
        spoken = SpokenRule(
            kind=kind,
            subject=names.get(rule.candidate_id, ""),
            least=int(rule.chosen),
            most=None if rule.chosen else 0,
        )
        yield _bound(
            f"person:{rule.candidate_id}", spoken, people["candidate_id"] == rule.candidate_id
        )


def _members(group: GroupRule, people: pd.DataFrame) -> pd.Series:
    match group.attribute:
        case Attribute.PART_TIME:
            return people["workload"].astype("float64") < 1
        case Attribute.SITE:
            return people["site"] == group.value


def _bound(key: str, spoken: SpokenRule, mask: Any, part: str = "") -> _Part:
    members = members_of(np.asarray(mask, dtype=bool))
    return Bound(key=key, part=part, members=members, least=spoken.least, most=spoken.most), spoken


def _spoken(kind: RuleKind, subject: str, rule: LevelRule | GroupRule) -> SpokenRule:
    return SpokenRule(kind=kind, subject=subject, least=rule.least, most=rule.most)


def level_key(rule: LevelRule) -> str:
    """How a rule about a level is called."""
    return f"level:{rule.level.value}"


def _level(rule: LevelRule) -> SpokenRule:
    return _spoken(RuleKind.LEVEL, str(rule.level.value), rule)
