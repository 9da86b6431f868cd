"""Up to which line of the audit log a record tells, and the round as it was then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.audit_chain import START, ChainAnchor
from lotsen.domain.ids import RoundId
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import Round
from lotsen.usecases.dossier_views import Anchor, PhaseMoved

NO_CHANGE = frozenset(
    {
        AuditAction.SIGNED_IN,
        AuditAction.SIGNED_OUT,
        AuditAction.SIGN_IN_FAILED,
        AuditAction.SHORTLIST_EXPORTED,
        AuditAction.RATINGS_EXPORTED,
        AuditAction.AUDIT_EXPORTED,
        AuditAction.REVIEWS_EXPORTED,
        AuditAction.PROFILE_OPENED,
        AuditAction.ATTACHMENT_OPENED,
        AuditAction.RECORD_EXPORTED,
    }
)
"""Lines after which everything is as it was before: the same record comes out again."""

CHANGES_CLOSED = frozenset(
    {
        AuditAction.DECISIONS_CLOSED,
        AuditAction.REOPENING_PROPOSED,
        AuditAction.ADDENDUM_WRITTEN,
        AuditAction.REFERENCE_SET,
        AuditAction.DATES_PLANNED,
    }
)
"""What a record of closed decisions still tells of; no other line moves its anchor."""

_MOVES = frozenset({AuditAction.PHASE_MOVED, AuditAction.DECISIONS_REOPENED})


@dataclass(frozen=True, kw_only=True)
class Told:
    """The round as the record tells of it, and the line up to which it does."""

    round: Round
    anchor: Anchor
    moves: Sequence[PhaseMoved]


def told_of(reader: Reader, round_: Round, *, closed: bool) -> Told:
    """The round of now; where decisions are closed, as of the last line that is about them."""
    anchor = _anchor(reader, _about(round_.id) if closed else _changing())
    lines = list(reader.session.scalars(_moving(round_.id)))
    if not closed:
        return Told(round=round_, anchor=anchor, moves=_moves(lines))
    told = [each for each in lines if each.id <= anchor.chain.number]
    later = [Phase(each.facts["old"]) for each in lines[len(told) :]]
    phase = later[0] if later else round_.phase
    return Told(round=replace(round_, phase=phase), anchor=anchor, moves=_moves(told))


def _about(round_id: RoundId) -> Select[AuditRow]:
    return select(AuditRow).where(
        AuditRow.action.in_(CHANGES_CLOSED), AuditRow.subject == f"round:{round_id}"
    )


def _changing() -> Select[AuditRow]:
    return select(AuditRow).where(AuditRow.action.not_in(NO_CHANGE))


def _anchor(reader: Reader, lines: Select[AuditRow]) -> Anchor:
    """The last of these lines."""
    row = reader.session.scalars(lines.order_by(AuditRow.id.desc()).limit(1)).one_or_none()
    if row is None:
        return Anchor(chain=START, at=reader.now)
    return Anchor(chain=ChainAnchor(number=row.id, hash=row.hash), at=row.at)


def _moving(round_id: RoundId) -> Select[AuditRow]:
    return (
        select(AuditRow)
        .where(AuditRow.action.in_(_MOVES), AuditRow.subject == f"round:{round_id}")
        .order_by(AuditRow.id)
    )


def _moves(lines: Sequence[AuditRow]) -> Sequence[PhaseMoved]:
    """Every move of the round; decisions that are opened again may take it back."""
    return tuple(
        PhaseMoved(
            at=row.at, by=row.actor, old=Phase(row.facts["old"]), new=Phase(row.facts["new"])
        )
        for row in lines
        if row.facts["old"] != row.facts["new"]
    )
