"""Whether candidates hang together by their raters well enough to be compared.

Three questions, asked of the graph whose nodes are raters and candidates and whose edges are
sheets: is it one piece; does every department have enough sheets by raters who rate as
many elsewhere (the design rule: two such raters with three candidates each, or one with five; of
a department that is smaller, all its candidates); and how sure is the difference between the mean
severities that two departments met (a standard error of a quarter of a step is the limit).
A piece that would fall apart without one candidate or one rater is told as well.
Source of the rule and of its figures: docs/adr/0015-fair-scores.md.
"""

import numpy as np

from lotsen.scoring.bridges import cut_nodes
from lotsen.scoring.designs import Design, replicated
from lotsen.scoring.fair import Gate, GateFinding, GateReason
from lotsen.scoring.sheets import Bools, Floats, Ints

SURE = 0.25
MANY_RATERS, FEW_EACH = 2, 3
ENOUGH_OF_ONE = 5
LINKED = 2
"""Departments in which a rater has to meet enough people to link them."""


def components(design: Design) -> tuple[Ints, Ints]:
    """The piece of each candidate and of each rater; the largest piece has the number 0."""
    people, raters = len(design.candidate_ids), len(design.rater_ids)
    label = np.arange(people)
    while True:
        of_rater = np.full(raters, people)
        np.minimum.at(of_rater, design.rater, label[design.candidate])
        reached = label.copy()
        np.minimum.at(reached, design.candidate, of_rater[design.rater])
        reached = reached[reached]
        if (reached == label).all():
            break
        label = reached
    names, piece, size = np.unique(label, return_inverse=True, return_counts=True)
    place = np.empty(len(names), dtype=np.int64)
    place[np.argsort(-size, kind="stable")] = np.arange(len(names))
    of_candidate = place[piece]
    rater_pieces = np.zeros(raters, dtype=np.int64)
    rater_pieces[design.rater] = of_candidate[design.candidate]
    return of_candidate, rater_pieces


def gate_of(design: Design | None, drawn: Floats, unit: float) -> Gate:
    """Decide whether candidates may be compared.

    Args:
        design: the sheets; None where there are none.
        drawn: shape (draws, 1 + raters + …), joint draws of mu and severities.
        unit: one step of a scale from 1 to 5.
    """
    if design is None:
        return Gate(findings=(GateFinding(reason=GateReason.NO_SHEETS),))
    if len(design.candidate_ids) == 1:
        return Gate(findings=(GateFinding(reason=GateReason.ONE_CANDIDATE),))
    if len(design.rater_ids) == 1:
        return Gate(findings=(GateFinding(reason=GateReason.ONE_RATER),))
    if not replicated(design).any():
        return Gate(findings=(GateFinding(reason=GateReason.NO_REPLICATES),))
    pieces = int(components(design)[0].max()) + 1
    refused = []
    if pieces > 1:
        refused.append(GateFinding(reason=GateReason.DISCONNECTED, amount=float(pieces)))
    if weak := _weak_departments(design):
        refused.append(GateFinding(reason=GateReason.WEAK_DESIGN, ids=weak))
    if refused:
        return Gate(findings=tuple(refused))
    return Gate(findings=(*_unsure(design, drawn, unit), *_hanging(design)))


def _weak_departments(design: Design) -> tuple[int, ...]:
    """Departments below the design rule, in ascending order of their ids."""
    departments, raters = len(design.department_ids), len(design.rater_ids)
    if departments == 1:
        return ()
    pairs = np.unique(np.stack([design.candidate, design.rater]), axis=1)
    met = np.zeros((departments, raters), dtype=np.int64)
    np.add.at(met, (design.home[pairs[0]], pairs[1]), 1)
    members = np.bincount(design.home, minlength=departments)
    several = _linking(met >= np.minimum(FEW_EACH, members)[:, None]).sum(axis=1) >= MANY_RATERS
    one = _linking(met >= ENOUGH_OF_ONE).any(axis=1)
    return tuple(sorted(int(key) for key in design.department_ids[~(several | one)]))


def _linking(enough: Bools) -> Bools:
    """Where a rater links: who rates enough people in one department alone links nothing.

    Args:
        enough: shape (departments, raters), whether a rater met enough people there.
    """
    linking: Bools = enough & (enough.sum(axis=0) >= LINKED)
    return linking


def _unsure(design: Design, drawn: Floats, unit: float) -> tuple[GateFinding, ...]:
    """Departments whose raters' mean severity is not sure enough against another's."""
    if len(drawn) < 2:  # noqa: PLR2004  # nothing was drawn: nothing can be said
        return ()
    departments = len(design.department_ids)
    severity = drawn[:, 1 : 1 + len(design.rater_ids)]
    if departments > 1:
        groups, size = design.home[design.candidate], departments
    else:
        groups, size = design.candidate, len(design.candidate_ids)
    means = group_severities(severity, design.rater, groups, size)
    if departments == 1:
        apart = means.var(axis=0).mean() - means.mean(axis=1).var()
        error = float(np.sqrt(2 * max(apart, 0.0)))  # of two candidates taken at random
        return (_finding(error, ()),) if error > SURE * unit else ()
    covariance = np.cov(means, rowvar=False)
    own = np.diag(covariance)
    errors = np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0.0))
    if errors.max() <= SURE * unit:
        return ()
    worst = errors.max(axis=1) > SURE * unit
    return (_finding(float(errors.max()), _ids(design.department_ids[worst])),)


def _finding(error: float, ids: tuple[int, ...]) -> GateFinding:
    return GateFinding(reason=GateReason.UNSURE_DIFFERENCE, ids=ids, amount=error)


def group_severities(severity: Floats, rater: Ints, groups: Ints, size: int) -> Floats:
    """The mean severity that each group met, in every draw. Shape (draws, size)."""
    mass = np.zeros((severity.shape[1], size))
    np.add.at(mass, (rater, groups), 1.0)
    means: Floats = severity @ (mass / mass.sum(axis=0))
    return means


def _hanging(design: Design) -> tuple[GateFinding, ...]:
    """Candidates and raters without whom the piece would fall apart."""
    people, raters = cut_nodes(design.candidate, design.rater)
    found = []
    if len(people):
        ids = _ids(design.candidate_ids[people])
        found.append(GateFinding(reason=GateReason.HANGS_ON_ONE_CANDIDATE, ids=ids))
    if len(raters):
        ids = _ids(design.rater_ids[raters])
        found.append(GateFinding(reason=GateReason.HANGS_ON_ONE_RATER, ids=ids))
    return tuple(found)


def _ids(keys: Ints) -> tuple[int, ...]:
    return tuple(sorted(int(key) for key in keys))
