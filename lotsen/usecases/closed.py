"""Whether the decisions of a round are closed."""

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.closings import ClosingRow
from lotsen.domain.closings import check_nothing_closed
from lotsen.domain.ids import RoundId


def standing_closing(reader: Reader, round_id: RoundId) -> ClosingRow | None:
    """The closing that stands, or None while decisions are open."""
    return reader.session.scalars(
        select(ClosingRow).where(ClosingRow.round_id == round_id, ClosingRow.reopened_at.is_(None))
    ).one_or_none()


def check_open(reader: Reader, round_id: RoundId) -> None:
    """Refuse to change what belongs to closed decisions."""
    check_nothing_closed(closed=standing_closing(reader, round_id) is not None)
