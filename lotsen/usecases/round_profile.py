"""The profile of the round: look at it, change it, and once it is frozen only with two people."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.people import PersonRow
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import CriterionRow, RoundRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import PersonId, ProfileVersionId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.round_profiles import (
    ProfileChange,
    ProfileState,
    RoundProfile,
    check_differs,
    check_free,
    check_frozen,
    check_own,
    check_second_person,
    check_seen,
    checked,
    differences,
    read_changes,
    written_changes,
)
from lotsen.domain.texts import check_reason, check_remark
from lotsen.usecases.criteria import criterion_row, every_criterion_of
from lotsen.usecases.person_names import name_if_any
from lotsen.usecases.profile_versions import (
    fetch_version,
    frozen_on,
    number_of,
    read,
    waiting_version,
    written,
)
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class ProfileVersion:
    """One version: what is new in it, why, who wanted it and who decided on it.

    `number` is None for what never came to hold; names are empty where it was the system itself.
    """

    id: ProfileVersionId
    number: int | None
    state: ProfileState
    changes: tuple[ProfileChange, ...]
    reason: str
    proposed_by_id: PersonId | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decided_reason: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ProfileView:
    """The profile that holds, since when it is frozen, and how it came to be.

    `waiting` is the proposal that a second person has to decide on; `history` is all else, the
    newest first.
    """

    number: int
    profile: RoundProfile
    frozen_on: date | None
    waiting: ProfileVersion | None
    history: tuple[ProfileVersion, ...]


@requires(Permission.SEE_PROFILE)
def view(reader: Reader, round_id: RoundId) -> ProfileView:
    """The profile with all its versions."""
    proposer, decider = aliased(PersonRow), aliased(PersonRow)
    rows = reader.session.execute(
        select(ProfileVersionRow, proposer, decider)
        .outerjoin(proposer, proposer.id == ProfileVersionRow.proposed_by_id)
        .outerjoin(decider, decider.id == ProfileVersionRow.decided_by_id)
        .where(ProfileVersionRow.round_id == round_id)
        .order_by(ProfileVersionRow.id.desc())
    )
    versions = [_version(row, by, decided) for row, by, decided in rows]
    waiting = [each for each in versions if each.state == ProfileState.PROPOSED]
    return ProfileView(
        number=number_of(reader, round_id),
        profile=_current(reader, fetch_round(reader, round_id)),
        frozen_on=frozen_on(reader, round_id),
        waiting=waiting[0] if waiting else None,
        history=tuple(each for each in versions if each.state != ProfileState.PROPOSED),
    )


@requires(Permission.CHANGE_PROFILE)
def change(
    uow: UnitOfWork, round_id: RoundId, wanted: RoundProfile, reason: str, *, seen: int
) -> int:
    """Change the profile at once, as long as no sheet was handed in; gives the version's number."""
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    number, text = number_of(uow, round_id), check_remark(reason)
    wanted, found = _compared(uow, row, wanted)
    check_seen(number, seen, left_to_do=found)
    check_free(frozen_on(uow, round_id))
    check_differs(found)
    _apply(uow, row, wanted)
    version = _version_row(uow, round_id, wanted, found, text)
    version.state, version.number = ProfileState.VALID, number + 1
    uow.session.add(version)
    _record(uow, AuditAction.PROFILE_CHANGED, version, reason=text)
    return number + 1


@requires(Permission.CHANGE_PROFILE)
def propose(
    uow: UnitOfWork, round_id: RoundId, wanted: RoundProfile, reason: str, *, seen: int
) -> None:
    """Propose another version of the frozen profile; nothing changes until somebody approves."""
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    wanted, found = _compared(uow, row, wanted)
    check_seen(number_of(uow, round_id), seen, left_to_do=found)
    check_frozen(frozen_on(uow, round_id))
    check_differs(found)
    version = _version_row(uow, round_id, wanted, found, check_reason(reason))
    version.proposed_by_id = uow.person()
    _check_nothing_waits(waiting_version(uow, round_id), version)
    uow.session.add(version)
    _record(uow, AuditAction.PROFILE_PROPOSED, version, reason=version.reason)


@requires(Permission.APPROVE_PROFILE)
def approve(uow: UnitOfWork, round_id: RoundId, version_id: ProfileVersionId, *, seen: int) -> int:
    """Approve what somebody else has proposed: it holds from now on; gives its number."""
    version, row = fetch_version(uow, round_id, version_id), fetch_round(uow, round_id)
    uow.require_phase(row)
    _check_waits(uow, version, ProfileState.VALID, seen)
    check_second_person(_proposer(version), uow.person())
    number = number_of(uow, round_id) + 1
    _apply(uow, row, read(version.content))
    _decide(uow, version, ProfileState.VALID, "")
    version.number = number
    _record(uow, AuditAction.PROFILE_APPROVED, version, proposed_because=version.reason)
    return number


@requires(Permission.APPROVE_PROFILE)
def refuse(
    uow: UnitOfWork, round_id: RoundId, version_id: ProfileVersionId, reason: str, *, seen: int
) -> None:
    """Refuse what somebody else has proposed; it stays in the history with the reason."""
    version, row = fetch_version(uow, round_id, version_id), fetch_round(uow, round_id)
    uow.require_phase(row)
    _check_waits(uow, version, ProfileState.REFUSED, seen)
    check_second_person(_proposer(version), uow.person())
    _decide(uow, version, ProfileState.REFUSED, check_reason(reason))
    _record(uow, AuditAction.PROFILE_REFUSED, version, reason=version.decided_reason)


@requires(Permission.CHANGE_PROFILE)
def withdraw(
    uow: UnitOfWork, round_id: RoundId, version_id: ProfileVersionId, reason: str, *, seen: int
) -> None:
    """Withdraw one's own proposal; it stays in the history with the reason."""
    version, row = fetch_version(uow, round_id, version_id), fetch_round(uow, round_id)
    uow.require_phase(row)
    _check_waits(uow, version, ProfileState.WITHDRAWN, seen)
    check_own(_proposer(version), uow.person())
    _decide(uow, version, ProfileState.WITHDRAWN, check_reason(reason))
    _record(uow, AuditAction.PROFILE_WITHDRAWN, version, reason=version.decided_reason)


def _compared(
    uow: UnitOfWork, row: RoundRow, wanted: RoundProfile
) -> tuple[RoundProfile, tuple[ProfileChange, ...]]:
    """The wanted profile without blanks, and all that would change."""
    current = _current(uow, row)
    tidy = checked(wanted, current)
    return tidy, differences(current, tidy)


def _current(reader: Reader, row: RoundRow) -> RoundProfile:
    return RoundProfile(places=row.places, criteria=every_criterion_of(reader, RoundId(row.id)))


def _apply(uow: UnitOfWork, row: RoundRow, wanted: RoundProfile) -> None:
    """Let a profile hold; no criterion is deleted, so no rating is lost."""
    row.places = wanted.places
    known = uow.session.scalars(select(CriterionRow).where(CriterionRow.round_id == row.id))
    by_key = {each.key: each for each in known}
    for each in wanted.criteria:
        if each.key not in by_key:
            fresh = criterion_row(each)
            fresh.round_id = row.id
            uow.session.add(fresh)
            continue
        old = by_key[each.key]
        old.title, old.title_en, old.full_title = each.title, each.title_en, each.full_title
        old.definition, old.questions = each.definition, list(each.questions)
        old.anchors = {str(step): text for step, text in each.anchors.items()}
        old.weight, old.in_use = each.weight, each.in_use


def _version_row(
    uow: UnitOfWork,
    round_id: RoundId,
    wanted: RoundProfile,
    changes: tuple[ProfileChange, ...],
    reason: str,
) -> ProfileVersionRow:
    return ProfileVersionRow(
        round_id=round_id,
        state=ProfileState.PROPOSED,
        content=written(wanted),
        changes=written_changes(changes),
        reason=reason,
        proposed_at=uow.now,
        proposed_by_id=uow.actor.id,
    )


def _check_nothing_waits(waiting: ProfileVersionRow | None, wanted: ProfileVersionRow) -> None:
    if waiting is None:
        return
    same = (waiting.proposed_by_id, waiting.changes) == (wanted.proposed_by_id, wanted.changes)
    if same:  # the second of two clicks
        raise Outdated("record.repeated")
    raise BadInput("profile.waits_already")


def _check_waits(
    uow: UnitOfWork, version: ProfileVersionRow, wanted: ProfileState, seen: int
) -> None:
    if version.state == wanted and version.decided_by_id == uow.actor.id:
        raise Outdated("record.repeated")  # the second of two clicks
    if version.state != ProfileState.PROPOSED or version.version != seen:
        raise Outdated("record.outdated")


def _decide(uow: UnitOfWork, version: ProfileVersionRow, state: ProfileState, reason: str) -> None:
    version.state, version.decided_reason = state, reason
    version.decided_at, version.decided_by_id = uow.now, uow.person()


def _record(
    uow: UnitOfWork, action: AuditAction, version: ProfileVersionRow, **facts: object
) -> None:
    subject = f"round:{version.round_id}"
    uow.record(action, subject, number=version.number, changes=version.changes, **facts)


def _proposer(version: ProfileVersionRow) -> PersonId | None:
    return None if version.proposed_by_id is None else PersonId(version.proposed_by_id)


def _version(
    row: ProfileVersionRow, proposer: PersonRow | None, decider: PersonRow | None
) -> ProfileVersion:
    return ProfileVersion(
        id=ProfileVersionId(row.id),
        number=row.number,
        state=row.state,
        changes=read_changes(row.changes),
        reason=row.reason,
        proposed_by_id=_proposer(row),
        proposed_by=name_if_any(proposer),
        proposed_at=row.proposed_at,
        decided_by=name_if_any(decider),
        decided_at=row.decided_at,
        decided_reason=row.decided_reason,
        version=row.version,
    )
