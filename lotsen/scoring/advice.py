"""Which few extra sheets would help most: who should rate whom.

What is to become smaller is the uncertainty where it can still change the choice,

    sum over candidates j of w_j Var(F_j - F),   w_j = p_j (1 - p_j),   F = sum w_j F_j / sum w_j,

p_j the chance to be among the best k. What moves everybody alike moves no rank, so it does not
count; else a rater without a sheet would always seem best. A sheet of rater r on candidate i
changes the joint covariance C of true values and severities by a rank-one update,

    C <- C - C a a' C / (s^2 + a'Ca),   a = e_i + e_r,

so every pair can be tried from C alone: with c = C a less its weighted mean over the candidates,
its gain is sum_j w_j c_j^2 / (s^2 + a'Ca). The best pair is taken, and the search goes on: a
greedy design (Fedorov 1972). What the sheet will say does not matter for it. Nothing is drawn.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.scoring.fair import FairScores
from lotsen.scoring.given import Given, Sheets, given
from lotsen.scoring.sheets import Bools, Floats
from lotsen.scoring.threads import one_thread

MOST = 1_000
"""Of more candidates than these, those whose place is most open are looked at."""
EQUAL = 1e-9
"""Gains that differ by less than this share are equal."""
OPEN = 0.1
"""A chance between this and its opposite leaves it open whether a candidate is among the best."""


@dataclass(frozen=True, kw_only=True)
class AdvisedSheet:
    """One sheet worth having.

    Attributes:
        gain: the share of the uncertainty that counts, which this sheet takes away after those
            before it.
        sheets: how many the candidate has with those before it.
        open_place: whether it is open that the candidate is among the best k.
        links: whether the rater has no sheet in the candidate's department yet.
    """

    candidate_id: int
    rater_id: int
    gain: float
    sheets: int
    open_place: bool
    links: bool


@dataclass(frozen=True, kw_only=True)
class Town:
    """Who could rate whom.

    Attributes:
        candidates: the department of each candidate, by id.
        raters: the department of each rater, by id; 0 for none.
        taken: pairs of candidate and rater that are not to be proposed.
        coming: those of them that are still to be handed in; they are counted on.
        barred: pairs that must never be, such as somebody with themselves.
    """

    candidates: Mapping[int, int]
    raters: Mapping[int, int]
    taken: Collection[tuple[int, int]] = ()
    coming: Collection[tuple[int, int]] = ()
    barred: Collection[tuple[int, int]] = ()


@one_thread
def advise(fair: FairScores, town: Town, count: int) -> Sequence[AdvisedSheet]:
    """Propose so many sheets, the most helpful first; fewer where nothing would help."""
    chances = _chances(fair, town)
    people = _looked_at(town, chances)
    raters = [*town.raters]
    weights = np.array([chances[key] * (1 - chances[key]) for key in people])
    if not people or not raters or not weights.any():
        return ()
    model = _model(fair, town)
    place = {key: at for at, key in enumerate(town.candidates)}
    joint = model.covariance(np.array([place[key] for key in people]), len(raters))
    search = _Search(joint, weights, model.noise**2, _free(town, people, raters))
    return _told(search, fair, town, (people, raters), count)


def _told(
    search: "_Search",
    fair: FairScores,
    town: Town,
    names: tuple[Sequence[int], Sequence[int]],
    count: int,
) -> Sequence[AdvisedSheet]:
    whole, chances = search.uncertainty, _chances(fair, town)
    sheets = Counter(fair.rows.candidate_ids.tolist())
    sheets.update(key for key, _rater in town.coming)
    met = {(rater, town.candidates[key]) for key, rater in town.taken if key in town.candidates}
    advised: list[AdvisedSheet] = []
    for _turn in range(count):
        found = search.take()
        if found is None:
            break
        key, rater = names[0][found[0]], names[1][found[1]]
        advised.append(
            AdvisedSheet(
                candidate_id=key,
                rater_id=rater,
                gain=found[2] / whole,
                sheets=sheets[key],
                open_place=OPEN < chances[key] < 1 - OPEN,
                links=(rater, town.candidates[key]) not in met,
            )
        )
        sheets[key] += 1
        met.add((rater, town.candidates[key]))
    return tuple(advised)


class _Search:
    """The joint covariance as it would be with the sheets taken so far."""

    def __init__(self, joint: Floats, weights: Floats, noise: float, free: Bools) -> None:
        self._joint, self._weights, self._noise, self._free = joint, weights, noise, free
        self._load = np.zeros(free.shape[1])

    @property
    def uncertainty(self) -> float:
        """The sum that is to become smaller."""
        people, weights = len(self._weights), self._weights
        own = self._joint[:people, :people]
        return float(weights @ np.diag(own) - weights @ own @ weights / weights.sum())

    def gains(self) -> Floats:
        """What every pair would take away. Shape (people, raters)."""
        people = len(self._weights)
        own, cross = self._joint[:people, :people], self._joint[:people, people:]
        weighed = self._weights[:, None] * cross
        numerator = (self._weights @ own**2)[:, None] + 2 * own @ weighed
        numerator += (self._weights @ cross**2)[None, :]
        common = (self._weights @ own)[:, None] + (self._weights @ cross)[None, :]
        numerator -= common**2 / self._weights.sum()
        spread = np.diag(own)[:, None] + 2 * cross + np.diag(self._joint)[None, people:]
        gains: Floats = np.where(self._free, numerator / (self._noise + spread), 0.0)
        return gains

    def take(self) -> tuple[int, int, float] | None:
        """Take the best pair; of equal ones that of the rater with fewest new sheets."""
        gains = self.gains()
        best = gains.max()
        if best <= 0:
            return None
        people, raters = np.nonzero(gains >= best * (1 - EQUAL))
        first = int(np.argmin(self._load[raters]))
        person, rater = int(people[first]), int(raters[first])
        column = self._joint[:, person] + self._joint[:, len(self._weights) + rater]
        spread = column[person] + column[len(self._weights) + rater]
        self._joint = self._joint - np.outer(column, column) / (self._noise + spread)
        self._free[person, rater] = False
        self._load[rater] += 1
        return person, rater, float(gains[person, rater])


def _chances(fair: FairScores, town: Town) -> dict[int, float]:
    """The chance of each candidate to be among the best; of one without a sheet that of all."""
    known = dict(zip(fair.candidate_ids.tolist(), fair.p_top_k.tolist(), strict=True))
    usual = min(1.0, fair.settings.places / max(1, len(town.candidates)))
    return {key: float(known.get(key, usual)) for key in town.candidates}


def _looked_at(town: Town, chances: Mapping[int, float]) -> Sequence[int]:
    people = [*town.candidates]
    if len(people) <= MOST:
        return people
    return sorted(people, key=lambda key: abs(chances[key] - 0.5))[:MOST]


def _free(town: Town, people: Sequence[int], raters: Sequence[int]) -> Bools:
    """Pairs that may be proposed; a rater's own department only where there is no other way."""
    taken = {*town.taken, *town.barred}
    free = np.array([[(key, by) not in taken for by in raters] for key in people])
    away = np.array([[town.raters[by] != town.candidates[key] for by in raters] for key in people])
    outside = free & away
    best: Bools = np.where(outside.any(axis=1)[:, None], outside, free)
    return best


def _model(fair: FairScores, town: Town) -> Given:
    """The model over everybody, those without a sheet among them."""
    rows = zip(fair.rows.candidate_ids.tolist(), fair.rows.rater_ids.tolist(), strict=True)
    people = {key: place for place, key in enumerate(town.candidates)}
    raters = {key: place for place, key in enumerate(town.raters)}
    pairs = [pair for pair in [*rows, *town.coming] if pair[0] in people]
    for _key, by in pairs:  # who may rate no more has rated all the same
        raters.setdefault(by, len(raters))
    places = [(people[key], raters[by]) for key, by in pairs]
    candidate, rater = np.array(places, dtype=np.int64).reshape(-1, 2).T
    departments, home = np.unique(np.array([*town.candidates.values()]), return_inverse=True)
    sheets = Sheets(
        candidate=candidate,
        rater=rater,
        home=home.astype(np.int64),
        raters=len(raters),
        departments=len(departments),
    )
    return given(sheets, fair.sd, fair.settings.unit)
