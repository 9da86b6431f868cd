"""The versions of a round's profile as rows, for the use cases of this floor."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.ratings import SheetRow
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import ProfileVersionId, RoundId
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import ProfileState, RoundProfile


def number_of(reader: Reader, round_id: RoundId) -> int:
    """The number of the version that holds; the newest is always the one."""
    number = reader.session.scalar(
        select(func.max(ProfileVersionRow.number)).where(ProfileVersionRow.round_id == round_id)
    )
    return number or 1


def first_version(uow: UnitOfWork, round_id: RoundId, profile: RoundProfile) -> ProfileVersionRow:
    """The profile with which a round is opened."""
    return ProfileVersionRow(
        round_id=round_id,
        state=ProfileState.VALID,
        number=1,
        content=written(profile),
        changes=[],
        reason="",
        proposed_at=uow.now,
        proposed_by_id=uow.actor.id,
    )


def fetch_version(
    reader: Reader, round_id: RoundId, version_id: ProfileVersionId
) -> ProfileVersionRow:
    """Find one version of this round's profile."""
    row = reader.session.get(ProfileVersionRow, version_id)
    if row is None or row.round_id != round_id:
        raise NotFound("profile.unknown")
    return row


def waiting_version(reader: Reader, round_id: RoundId) -> ProfileVersionRow | None:
    """The proposal that waits for a second person; there is at most one."""
    return reader.session.scalars(
        select(ProfileVersionRow).where(
            ProfileVersionRow.round_id == round_id,
            ProfileVersionRow.state == ProfileState.PROPOSED,
        )
    ).one_or_none()


def frozen_on(reader: Reader, round_id: RoundId) -> date | None:
    """The day on which the first sheet was handed in; None before it."""
    kept = reader.session.scalar(select(RoundRow.frozen_on).where(RoundRow.id == round_id))
    return kept or _first_handed_in(reader, round_id)


def freeze(uow: UnitOfWork, round_id: RoundId) -> None:
    """Once a sheet was handed in, fix the profile; a sheet opened again does not free it.

    Past the version of the round's row: raters do not stand in each other's way here.
    """
    first = _first_handed_in(uow, round_id)
    if first is not None:
        uow.session.execute(
            update(RoundRow)
            .where(RoundRow.id == round_id, RoundRow.frozen_on.is_(None))
            .values(frozen_on=first)
            .execution_options(synchronize_session=False)
        )


def _first_handed_in(reader: Reader, round_id: RoundId) -> date | None:
    return reader.session.scalar(
        select(func.min(SheetRow.handed_in_on))
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id, SheetRow.state == SheetState.HANDED_IN)
    )


def written(profile: RoundProfile) -> dict[str, Any]:
    """A profile as it is stored."""
    criteria = [
        asdict(each)
        | {
            "anchors": {str(step): text for step, text in each.anchors.items()},
            "questions": list(each.questions),
        }
        for each in profile.criteria
    ]
    return {"places": profile.places, "criteria": criteria}


def read(content: Mapping[str, Any]) -> RoundProfile:
    """A stored profile."""
    criteria = (
        Criterion(
            **{
                **each,
                "anchors": {int(step): text for step, text in each["anchors"].items()},
                "questions": tuple(each["questions"]),
            }
        )
        for each in content["criteria"]
    )
    return RoundProfile(places=content["places"], criteria=tuple(criteria))
