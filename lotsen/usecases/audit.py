"""Read the audit log, look whether its chain holds, and take it along."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.audit_log import head
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.audit import AuditRow
from lotsen.db.meetings import AgendaItemRow, BallotRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.audit import AuditAction, AuditEntry
from lotsen.domain.audit_chain import ChainAnchor, ChainState, look_through
from lotsen.domain.audit_readers import IN_THE_ROOM, as_read_by
from lotsen.domain.permissions import Permission, carries
from lotsen.usecases.audit_lines import entries, lines
from lotsen.usecases.audit_subjects import Subject, subjects_of
from lotsen.usecases.candidates import sight_or_reason
from lotsen.usecases.meeting_rows import biased_for
from lotsen.usecases.rounds import current

PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class AuditLog:
    """Lines of the log, with what is needed to say them in words.

    `subjects` by the stored text, `criteria` are titles by key.
    """

    entries: Sequence[AuditEntry]
    subjects: Mapping[str, Subject]
    criteria: Mapping[str, str]


@requires(Permission.SEE_AUDIT)
def newest(reader: Reader, count: int = PAGE_SIZE) -> AuditLog:
    """The newest lines, the newest first."""
    found = entries(reader, lines(reader).order_by(AuditRow.id.desc()).limit(count))
    return spoken(reader, shown(reader, found))


@requires(Permission.SEE_AUDIT)
def whole(reader: Reader) -> AuditLog:
    """All lines in their order, for a file."""
    found = shown(reader, entries(reader, lines(reader).order_by(AuditRow.id)))
    return spoken(reader, found)


@requires(Permission.SEE_AUDIT)
def record_export(uow: UnitOfWork, *, form: str, last: int) -> None:
    """Write down that the log left the house, in which form and up to which line."""
    uow.record(AuditAction.AUDIT_EXPORTED, f"audit:{last}", form=form, lines=last)


@requires(Permission.SEE_AUDIT)
def anchor(reader: Reader) -> ChainAnchor:
    """The present end of the chain, to be noted where nobody who could change the log can."""
    return head(reader.session)


@requires(Permission.SEE_AUDIT)
def verify(reader: Reader, noted: ChainAnchor | None = None) -> ChainState:
    """Look through the whole chain; `noted` is an anchor that somebody kept elsewhere."""
    end, broken = look_through(
        entries(reader, lines(reader).order_by(AuditRow.id)),
        head=head(reader.session),
        anchor=noted,
    )
    return ChainState(end=end, broken=broken, checked_at=reader.now)


def spoken(reader: Reader, found: Sequence[AuditEntry]) -> AuditLog:
    """Lines together with the names of what they are about."""
    titles = reader.session.execute(select(CriterionRow.key, CriterionRow.title))
    return AuditLog(
        entries=found,
        subjects=subjects_of(reader, {entry.subject for entry in found}),
        criteria=dict(titles.all()),
    )


def shown(reader: Reader, found: Iterable[AuditEntry]) -> Sequence[AuditEntry]:
    """The lines as the actor may read them: of each fact, what the actor sees on its own page."""
    if reader.actor.id is None:
        return [*found]
    may = _may(reader)
    outside = _outside(reader) if may & IN_THE_ROOM else frozenset()
    return [
        as_read_by(entry, may - IN_THE_ROOM if entry.subject in outside else may) for entry in found
    ]


def _may(reader: Reader) -> frozenset[Permission]:
    """What lets the actor read facts; the ratings only where the actor sees those of everybody."""
    may = frozenset(each for each in Permission if carries(reader.actor.roles, each))
    round_ = current(reader)
    sight = None if round_ is None else sight_or_reason(reader, round_.id)[0]
    sees_all = sight is not None and sight.departments is None
    return may if sees_all else may - {Permission.SEE_SCORES}


def _outside(reader: Reader) -> frozenset[str]:
    """What a line is about when the actor has to leave the room for it."""
    items = reader.session.scalars(select(AgendaItemRow)).all()
    away = [key for key, people in biased_for(reader, items).items() if reader.actor.id in people]
    ballots = reader.session.scalars(select(BallotRow.id).where(BallotRow.item_id.in_(away)))
    return frozenset([*(f"item:{key}" for key in away), *(f"ballot:{key}" for key in ballots)])
