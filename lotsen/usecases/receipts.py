"""The receipt for somebody who is interested: what a round first writes to them."""

from sqlalchemy import select

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.letters import Audience, fits
from lotsen.domain.phases import Phase
from lotsen.usecases.drafting import add_drafts
from lotsen.usecases.rounds import fetch_round


def draft_receipt(uow: UnitOfWork, round_id: RoundId, person_id: PersonId) -> LetterRow | None:
    """Draft the receipt; for use cases of this floor.

    None where the round has no such letter, its phase is another, or the person has one.
    """
    template = uow.session.scalars(
        select(LetterTemplateRow)
        .where(
            LetterTemplateRow.round_id == round_id,
            LetterTemplateRow.audience == Audience.INTERESTED_PEOPLE,
            LetterTemplateRow.phase == Phase.INTEREST,
        )
        .order_by(LetterTemplateRow.key)
    ).first()
    if template is None or not fits(
        template.audience, template.phase, fetch_round(uow, round_id).phase
    ):
        return None
    rows = add_drafts(uow, template, {person_id})
    return rows[0] if rows else None
