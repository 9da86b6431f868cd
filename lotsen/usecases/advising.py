"""Which few sheets more would help most, for whoever assigns them."""

from dataclasses import dataclass
from enum import StrEnum

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
from lotsen.usecases.sight import actors_sight


class Why(StrEnum):
    """What speaks for a sheet."""

    FEW_SHEETS = "few_sheets"
    LINKS = "links"
    OPEN_PLACE = "open_place"
    SURER = "surer"


@dataclass(frozen=True, kw_only=True)
class AdvisedPair:
    """Who should rate whom, and why; `sheets` are those that the candidate has so far."""

    pair: Pair
    why: Why
    sheets: int


@dataclass(frozen=True, kw_only=True)
class Advice:
    """The most helpful first; `sealed` where the actor has sheets of their own to hand in."""

    pairs: tuple[AdvisedPair, ...] = ()
    gain: float = 0.0
    sealed: bool = False


@requires(Permission.SEE_PROGRESS)
def advice(reader: Reader, round_id: RoundId, count: int) -> Advice:
    """So many sheets more; `gain` is the share of the uncertainty that they take away.

    The question which places are open is answered from ratings, so whoever has own sheets to
    hand in gets no answer; and it is not told as a reason where nobody is compared.
    """
    try:
        actors_sight(reader, round_id)
    except NotAllowed:
        return Advice(sealed=True)
    fair = fair_of(reader, round_id)
    if not len(fair.candidate_ids):
        return Advice()
    advised = advise(fair, _town(reader, round_id), count)
    shown = fair.gate.comparable != Comparable.NO
    return Advice(
        pairs=tuple(_told(sheet, shown=shown) for sheet in advised),
        gain=sum(sheet.gain for sheet in advised),
    )


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
    )


def _town(reader: Reader, round_id: RoundId) -> Town:
    """Who could rate whom; departments are the Dezernate, as in the fair score."""
    candidates, raters = eligible(reader, round_id)
    homes = homes_of(reader, round_id)
    tree = tree_of(reader)
    places = dict(reader.session.execute(select(PersonRow.id, PersonRow.department_id)).all())

    def dezernat(key: int | None) -> int:
        if key is None:
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
        candidates={key: homes[key] for key in candidates if key in homes},
        raters={key: dezernat(places[key]) for key in raters},
        taken=taken.keys(),
        coming=[pair for pair, state in taken.items() if state in OPEN],
        barred=themselves(reader, round_id),
    )
