"""The criteria of a round as rows and as what the domain knows of them."""

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.rounds import CriterionRow
from lotsen.domain.criteria import Criterion
from lotsen.domain.ids import RoundId


def every_criterion_of(reader: Reader, round_id: RoundId) -> tuple[Criterion, ...]:
    """All criteria that a round ever had, those that are not in use any more included."""
    rows = reader.session.scalars(
        select(CriterionRow).where(CriterionRow.round_id == round_id).order_by(CriterionRow.number)
    )
    return tuple(_criterion(row) for row in rows)


def _criterion(row: CriterionRow) -> Criterion:
    return Criterion(
        key=row.key,
        number=row.number,
        title=row.title,
        full_title=row.full_title,
        title_en=row.title_en,
        definition=row.definition,
        anchors={int(step): text for step, text in row.anchors.items()},
        questions=tuple(row.questions),
        hint=row.hint,
        weight=row.weight,
        in_use=row.in_use,
    )


def criterion_row(criterion: Criterion) -> CriterionRow:
    """A new row for a criterion."""
    return CriterionRow(
        key=criterion.key,
        number=criterion.number,
        title=criterion.title,
        full_title=criterion.full_title,
        title_en=criterion.title_en,
        definition=criterion.definition,
        anchors={str(step): text for step, text in criterion.anchors.items()},
        questions=list(criterion.questions),
        hint=criterion.hint,
        weight=criterion.weight,
        in_use=criterion.in_use,
    )
