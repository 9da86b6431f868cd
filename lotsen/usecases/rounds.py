"""The round: open it, look where it stands, move it to its next phase."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import bindparam, exists, select, update

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.closings import ClosingRow, HearingRow
from lotsen.db.rounds import InstallationRow, PhaseDatesRow, RevisionRow, RoundRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import (
    HEARD_ON_CONCEPT,
    Body,
    HearingStage,
    check_heard_on_concept,
)
from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import BadInput, NotFound, Outdated, WrongPhase
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase, PhaseDates, check_move
from lotsen.domain.round_profiles import RoundProfile
from lotsen.domain.rounds import InstallationKind, Round
from lotsen.usecases.criteria import criterion_row, every_criterion_of
from lotsen.usecases.profile_versions import first_version

LONGEST_TITLE = 200

# asked in every run of every page, so they are put together once, and of tables: no rows are made
_REVISIONS = RevisionRow.__table__.c
_REVISION = select(_REVISIONS.number).where(_REVISIONS.round_id == bindparam("round_id"))
_RAISE = (
    update(RevisionRow)
    .values(number=RevisionRow.number + 1)
    .execution_options(synchronize_session=False)
)
_NEWEST = (
    select(_REVISIONS.round_id, _REVISIONS.number).order_by(_REVISIONS.round_id.desc()).limit(1)
)


def fetch_round(reader: Reader, round_id: RoundId) -> RoundRow:
    """Find a round's row, for the use cases of this floor."""
    row = reader.session.get(RoundRow, round_id)
    if row is None:
        raise NotFound("round.unknown")
    return row


def revision_of(reader: Reader, round_id: RoundId) -> int:
    """How often the data of the round changed so far."""
    if round_id not in reader.revisions:
        number: int | None = reader.session.scalar(_REVISION, {"round_id": round_id})
        if number is None:
            raise NotFound("round.unknown")
        reader.revisions[round_id] = number
    return reader.revisions[round_id]


def raise_other_revisions(uow: UnitOfWork, round_id: RoundId) -> None:
    """What changed is seen in every round; `require_phase` has raised this one's revision."""
    uow.session.execute(_RAISE.where(RevisionRow.round_id != round_id))
    uow.revisions = {round_id: uow.revision}


def raise_revisions(uow: UnitOfWork) -> None:
    """The same for who takes part, and as what, which belongs to no round.

    To be called first: a command of a round takes its turn before it touches people, too.
    """
    uow.session.execute(_RAISE)
    uow.revisions = {}


def criteria_of(reader: Reader, round_id: RoundId) -> tuple[Criterion, ...]:
    """The criteria that stand on the sheets of a round, in their order."""

    def load(_older: tuple[Criterion, ...] | None) -> tuple[Criterion, ...]:
        return tuple(each for each in every_criterion_of(reader, round_id) if each.in_use)

    return reader.memory.recall(("criteria", round_id), revision_of(reader, round_id), load)


@requires(Permission.SEE_ROUND)
def current(reader: Reader) -> Round | None:
    """The newest round, or None before the first was opened."""
    newest = reader.session.execute(_NEWEST).one_or_none()
    if newest is None:
        return None
    round_id = RoundId(newest.round_id)
    reader.revisions[round_id] = newest.number
    make = partial(_load, reader, round_id, newest.number)
    found: Round = reader.memory.recall(("round", round_id), newest.number, make)
    return replace(found, today=reader.today)


def _load(reader: Reader, round_id: RoundId, revision: int, _older: Round | None) -> Round:
    row = fetch_round(reader, round_id)
    installation = reader.session.get_one(InstallationRow, 1)
    return Round(
        id=round_id,
        town=installation.town,
        title=row.title,
        phase=row.phase,
        places=row.places,
        dates=tuple(
            PhaseDates(phase=dates.phase, starts_on=dates.starts_on, ends_on=dates.ends_on)
            for dates in row.dates
        ),
        kind=installation.kind,
        today=reader.today,
        revision=revision,
        version=row.version,
        reference=row.reference,
        closed=_is_closed(reader, row),
    )


@requires(Permission.SEE_ROUND)
def criteria(reader: Reader, round_id: RoundId) -> tuple[Criterion, ...]:
    """The criteria of the round with their weights."""
    return criteria_of(reader, round_id)


@requires(Permission.SET_UP)
def open_round(  # noqa: PLR0913  # a round is all of this
    uow: UnitOfWork,
    *,
    town: str,
    title: str,
    places: int,
    dates: Sequence[PhaseDates],
    criteria: Sequence[Criterion],
    phase: Phase = Phase.CONCEPT_REVIEW,
    kind: InstallationKind = InstallationKind.PRODUCTION,
    clock_offset_days: int = 0,
) -> RoundId:
    """Open a round; the first one also names the town that the database belongs to."""
    _check_new_round(town, title, places, dates)
    installation = uow.session.get(InstallationRow, 1)
    if installation is None:
        uow.session.add(
            InstallationRow(town=town.strip(), kind=kind, clock_offset_days=clock_offset_days)
        )
    elif installation.kind != kind:
        raise BadInput("round.other_installation")
    row = RoundRow(title=title.strip(), phase=phase, places=places)
    row.dates = [
        PhaseDatesRow(phase=each.phase, starts_on=each.starts_on, ends_on=each.ends_on)
        for each in dates
    ]
    row.criteria = [criterion_row(each) for each in criteria]
    uow.session.add(row)
    uow.session.flush()
    uow.session.add(RevisionRow(round_id=row.id))
    profile = RoundProfile(places=places, criteria=tuple(criteria))
    uow.session.add(first_version(uow, RoundId(row.id), profile))
    uow.record(AuditAction.ROUND_OPENED, f"round:{row.id}", title=row.title, places=places)
    return RoundId(row.id)


@requires(Permission.MOVE_PHASE)
def move_phase(uow: UnitOfWork, round_id: RoundId, wanted: Phase, *, seen: int) -> None:
    """Move the round to a neighbouring phase."""
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    if row.phase == wanted:  # the second of two clicks
        raise Outdated("record.repeated")
    if row.version != seen:
        raise Outdated("record.outdated")
    check_move(row.phase, wanted)
    _check_heard(uow, row, wanted)
    _check_closed(uow, row, wanted)
    old, row.phase = row.phase, wanted
    uow.record(AuditAction.PHASE_MOVED, f"round:{row.id}", old=old, new=wanted)


@requires(Permission.SEE_ROUND)
def missing_on_concept(reader: Reader, round_id: RoundId) -> list[Body]:
    """Whose part in the concept is not written down and keeps the round from its next phase."""
    heard = set(
        reader.session.scalars(
            select(HearingRow.body).where(
                HearingRow.round_id == round_id, HearingRow.stage == HearingStage.CONCEPT
            )
        )
    )
    return [body for body in HEARD_ON_CONCEPT if body not in heard]


def _check_heard(uow: UnitOfWork, row: RoundRow, wanted: Phase) -> None:
    """Nobody is approached before the staff council had its part in the concept."""
    if row.phase == Phase.CONCEPT_REVIEW and wanted == Phase.APPROACH:
        check_heard_on_concept(missing_on_concept(uow, RoundId(row.id)))


def _check_closed(uow: UnitOfWork, row: RoundRow, wanted: Phase) -> None:
    """Nobody is told anything before the decisions are closed."""
    if row.phase != Phase.PRESENTATION or wanted != Phase.NOTIFICATION:
        return
    if not _is_closed(uow, row):
        raise WrongPhase("closing.not_closed")


def _is_closed(reader: Reader, row: RoundRow) -> bool:
    stands = exists().where(ClosingRow.round_id == row.id, ClosingRow.reopened_at.is_(None))
    return bool(reader.session.scalar(select(stands)))


def _check_new_round(town: str, title: str, places: int, dates: Sequence[PhaseDates]) -> None:
    if not town.strip() or not title.strip() or len(title) > LONGEST_TITLE:
        raise BadInput("round.needs_town_and_title", longest=LONGEST_TITLE)
    if places < 1:
        raise BadInput("round.needs_places")
    for each in dates:
        if each.ends_on < each.starts_on:
            raise BadInput("round.ends_before_start", phase=each.phase)
