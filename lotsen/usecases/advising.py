"""Which few sheets more would help most, for whoever assigns them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.departments import Level, ancestors
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import OPEN
from lotsen.scoring.advice import AdvisedSheet, Town, advise
from lotsen.scoring.fair import Comparable
from lotsen.usecases.assigning import Pair, eligible, themselves
from lotsen.usecases.departments import tree_of
from lotsen.usecases.fair_scores import fair_of, homes_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.sight import actors_sight

People = tuple[dict[int, int], dict[int, int]]
"""The department of everybody who may be rated, and of everybody who may rate; 0 for none."""

MOST = 20
"""So many sheets are advised at most; after them others are worth knowing first."""


class Why(StrEnum):
    """What speaks for a sheet."""

    FEW_SHEETS = "few_sheets"
    LINKS = "links"
    OPEN_PLACE = "open_place"
    SURER = "surer"


@dataclass(frozen=True, kw_only=True)
class AdvisedPair:
    """Who should rate whom, and why; `sheets` are those that the candidate has so far.

    `gain` is the share of the uncertainty that this sheet takes away after those before it.
    """

    pair: Pair
    why: Why
    sheets: int
    gain: float


@dataclass(frozen=True, kw_only=True)
class Advice:
    """The most helpful first; `sealed` where the actor has sheets of their own to hand in."""

    pairs: tuple[AdvisedPair, ...] = ()
    sealed: bool = False

    @property
    def gain(self) -> float:
        """The share of the uncertainty that all of them take away."""
        return sum(each.gain for each in self.pairs)

    def first(self, count: int) -> "Advice":
        """So many of them: the advice goes on from sheet to sheet, so fewer are the first ones."""
        return replace(self, pairs=self.pairs[:count])


@requires(Permission.SEE_PROGRESS)
def advice(reader: Reader, round_id: RoundId) -> Advice:
    """Up to `MOST` sheets more; remembered by revision and by who could rate whom.

    The question which places are open is answered from ratings, so whoever has own sheets to
    hand in gets no answer; and it is not told as a reason where nobody is compared.
    """
    try:
        actors_sight(reader, round_id)
    except NotAllowed:
        return Advice(sealed=True)
    people = _people(reader, round_id)
    key = ("advice", round_id, *(frozenset(part.items()) for part in people))
    make = partial(_advice, reader, round_id, people)
    found: Advice = reader.memory.recall(key, revision_of(reader, round_id), make)
    return found


def _advice(reader: Reader, round_id: RoundId, people: People, _older: Advice | None) -> Advice:
    fair = fair_of(reader, round_id)
    if not len(fair.candidate_ids):
        return Advice()
    town = _town(reader, round_id, people)
    shown = fair.gate.comparable != Comparable.NO
    return Advice(pairs=tuple(_told(sheet, shown=shown) for sheet in advise(fair, town, MOST)))


def _told(sheet: AdvisedSheet, *, shown: bool) -> AdvisedPair:
    why = Why.SURER
    if shown and sheet.open_place:
        why = Why.OPEN_PLACE
    elif sheet.sheets < 2:  # noqa: PLR2004  # nobody is compared on one sheet alone
        why = Why.FEW_SHEETS
    elif sheet.links:
        why = Why.LINKS
    return AdvisedPair(
        pair=(CandidateId(sheet.candidate_id), PersonId(sheet.rater_id)),
        why=why,
        sheets=sheet.sheets,
        gain=sheet.gain,
    )


def _people(reader: Reader, round_id: RoundId) -> People:
    """Who may be rated and who may rate, by key with the department; no revision counts that."""
    candidates, raters = eligible(reader, round_id)
    homes = homes_of(reader, round_id)
    places = dict(reader.session.execute(select(PersonRow.id, PersonRow.department_id)).all())
    return (
        {key: homes[key] for key in candidates if key in homes},
        {key: places[key] or 0 for key in raters},
    )


def _town(reader: Reader, round_id: RoundId, people: People) -> Town:
    """Who could rate whom; departments are the Dezernate, as in the fair score."""
    candidates, raters = people
    tree = tree_of(reader)

    def dezernat(key: int) -> int:
        if not key:
            return 0
        above = list(ancestors(tree, DepartmentId(key)))
        found = [each.id for each in above if each.level == Level.DEZERNAT]
        return found[0] if found else key

    rows = reader.session.execute(
        select(SheetRow.candidate_id, SheetRow.rater_id, SheetRow.state)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    taken = {(candidate, rater): state for candidate, rater, state in rows}
    return Town(
        candidates=candidates,
        raters={key: dezernat(home) for key, home in raters.items()},
        taken=taken.keys(),
        coming=[pair for pair, state in taken.items() if state in OPEN],
        barred=themselves(reader, round_id),
    )
