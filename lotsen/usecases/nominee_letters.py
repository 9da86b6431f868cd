"""Letters to people who were named: one that has left notes that they were told."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.db.surveys import NominationRow, NomineeRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.letters import EDITABLE, Audience, LetterState
from lotsen.domain.surveys import NominationState, Told
from lotsen.usecases.person_names import name_of
from lotsen.usecases.still_open import nominations_in


def note_told(uow: UnitOfWork, letter: LetterRow, day: date) -> None:
    """Note that a person was told of the nominations in a letter, where it is such a letter.

    Whoever was told of them in another way keeps the day that was noted then.
    """
    template = uow.session.get_one(LetterTemplateRow, letter.template_id)
    if template.audience != Audience.NOMINEES:
        return
    row = uow.session.scalars(
        select(NomineeRow).where(
            NomineeRow.round_id == letter.round_id, NomineeRow.person_id == letter.person_id
        )
    ).one_or_none()
    if row is None:
        return
    open_ = uow.session.scalars(
        select(NominationRow).where(
            NominationRow.nominee_id == row.id,
            NominationRow.id.in_(nominations_in(letter.occasion)),
            NominationRow.informed_on.is_(None),
        )
    ).all()
    if open_:
        mark_told(uow, row, open_, Told.BY_LETTER, day)


def mark_told(
    uow: UnitOfWork, row: NomineeRow, open_: Iterable[NominationRow], told: Told, day: date
) -> None:
    """Mark nominations as told, and write it down."""
    for each in open_:
        each.informed_on, each.told = day, told
    if row.state == NominationState.PROPOSED:
        row.state = NominationState.INFORMED
    row.changed_at = uow.now
    person = uow.session.get_one(PersonRow, row.person_id)
    uow.record(
        AuditAction.NOMINEE_INFORMED,
        f"person:{person.id}",
        name=name_of(person),
        told=told,
        informed_on=day.isoformat(),
    )


def forget_unsent(uow: UnitOfWork, row: NomineeRow) -> None:
    """Delete letters of a nomination that is taken back, where nobody can have got them."""
    kinds = select(LetterTemplateRow.id).where(
        LetterTemplateRow.round_id == row.round_id,
        LetterTemplateRow.audience == Audience.NOMINEES,
    )
    uow.session.execute(
        delete(LetterRow).where(
            LetterRow.template_id.in_(kinds),
            LetterRow.person_id == row.person_id,
            LetterRow.state.in_(EDITABLE | {LetterState.DISCARDED}),
        )
    )
