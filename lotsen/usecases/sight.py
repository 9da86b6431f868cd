"""What of the ratings the actor may see; every query of scores begins here."""

from sqlalchemy import and_, bindparam, exists, func, or_, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import LeadsRow
from lotsen.db.ratings import SheetRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import STANDING
from lotsen.domain.departments import with_all_below
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.people import Role
from lotsen.domain.permissions import Permission, carries
from lotsen.domain.ratings import OPEN, RATED_NO_MORE, SheetState
from lotsen.domain.visibility import Sight, sight_of
from lotsen.usecases.departments import tree_of


def led_departments(reader: Reader) -> frozenset[DepartmentId]:
    """The departments that the actor leads, with all below them."""
    if Role.LEADER not in reader.actor.roles:
        return frozenset()
    roots = reader.session.scalars(
        select(LeadsRow.department_id).where(LeadsRow.person_id == reader.actor.id)
    )
    return with_all_below(tree_of(reader).values(), [DepartmentId(root) for root in roots])


_SHEETS, _CANDIDATES = SheetRow.__table__.c, CandidateRow.__table__.c
_ROUNDS = RoundRow.__table__.c
NOT_GIVEN_UP = or_(
    _SHEETS.state.not_in(OPEN),
    and_(
        _CANDIDATES.state.in_(STANDING),
        _CANDIDATES.person_id != _SHEETS.rater_id,
        exists().where(_ROUNDS.id == _CANDIDATES.round_id, _ROUNDS.phase.not_in(RATED_NO_MORE)),
    ),
)
"""All but open sheets that nobody can hand in: the person has gone, or rates, or time is over.

For statements about sheets and their candidates.
"""

_OWN_SHEETS = (
    select(_SHEETS.state, func.count())
    .join_from(SheetRow.__table__, CandidateRow.__table__, _CANDIDATES.id == _SHEETS.candidate_id)
    .where(
        _CANDIDATES.round_id == bindparam("round_id"),
        _SHEETS.rater_id == bindparam("rater_id"),
        NOT_GIVEN_UP,
    )
    .group_by(_SHEETS.state)
)


def own_sheets(reader: Reader, round_id: RoundId) -> dict[SheetState, int]:
    """How many sheets of each state the actor has; asked in every run.

    Open are only those that the actor can still hand in.
    """
    asked = {"round_id": round_id, "rater_id": reader.actor.id}
    found: dict[SheetState, int] = dict(reader.session.execute(_OWN_SHEETS, asked).all())
    if not carries(reader.actor.roles, Permission.RATE):
        return {state: count for state, count in found.items() if state not in OPEN}
    return found


def actors_sight(reader: Reader, round_id: RoundId) -> Sight:
    """What the actor sees of this round's ratings.

    Raises:
        NotAllowed: nothing, and why.
    """
    if reader.actor.id is None:
        return Sight(departments=None, names_raters=True)
    counts = own_sheets(reader, round_id)
    counts.pop(SheetState.BIASED, None)  # whoever is biased has nothing to hand in
    return sight_of(
        reader.actor,
        led=led_departments(reader),
        sheets=sum(counts.values()),
        open_sheets=sum(counts.get(state, 0) for state in OPEN),
    )
