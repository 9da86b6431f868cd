"""The audit log as it is looked through on the screen: narrowed, page by page, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, String, func, select, type_coerce

from lotsen.application.application import requires
from lotsen.application.audit_log import head
from lotsen.application.unit_of_work import TOWN_TIME, Reader
from lotsen.db.audit import AuditRow
from lotsen.domain.audit_chain import ChainState
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.usecases import audit_abouts
from lotsen.usecases.audit import AuditLog, shown, spoken, verify
from lotsen.usecases.audit_lines import entries, lines
from lotsen.usecases.audit_subjects import candidate_names

PAGE_SIZE = 25
CHECKED_EVERY = 600 * 1_000_000
"""Microseconds; so long what a look through the whole chain found is shown to all who ask."""


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What the log is narrowed by; nothing set means everything.

    `about` is a kind of thing (`candidate:`) or one candidate with everything that concerns the
    person: sheets, items and votes of meetings, letters (`candidate:17`).
    """

    first_day: date | None = None
    last_day: date | None = None
    actor: str | None = None
    actions: frozenset[str] = frozenset()
    about: str | None = None


EVERYTHING = AuditFilter()


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """One page of the log, the newest line first."""

    log: AuditLog
    total: int
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class AuditChoices:
    """Who acted, and which candidates the log is about, by name: nobody whom it does not name."""

    actors: tuple[str, ...]
    candidates: Mapping[int, str]


@requires(Permission.SEE_AUDIT)
def listing(reader: Reader, narrowed: AuditFilter = EVERYTHING, page: int = 1) -> AuditPage:
    """One page of the lines that match; a page that is not there becomes the last."""
    wanted = [*_wanted(reader, narrowed)]
    total = reader.session.scalar(select(func.count(AuditRow.id)).where(*wanted)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    statement = lines(reader).where(*wanted).order_by(AuditRow.id.desc())
    found = entries(reader, statement.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    log = spoken(reader, shown(reader, found))
    return AuditPage(log=log, total=total, page=page, pages=pages)


@requires(Permission.SEE_AUDIT)
def choices(reader: Reader) -> AuditChoices:
    """What the log can be narrowed by; remembered until it grows."""

    def load(_older: AuditChoices | None) -> AuditChoices:
        actors = reader.session.scalars(select(AuditRow.actor).distinct()).all()
        names = candidate_names(reader, audit_abouts.candidates(reader))
        by_name = sorted(names, key=lambda key: folded(names[key]))
        return AuditChoices(
            actors=tuple(sorted(map(str, actors), key=folded)),
            candidates={key: names[key] for key in by_name},
        )

    number = head(reader.session).number
    found: AuditChoices = reader.memory.recall(("audit_choices",), number, load)
    return found


@requires(Permission.SEE_AUDIT)
def state(reader: Reader, *, anew: bool = False) -> ChainState:
    """Whether the chain holds, as of the last look through all of it; `anew` looks now."""
    now = int(reader.now.timestamp() * 1_000_000)
    revision = now + 1 if anew else now - now % CHECKED_EVERY
    found: ChainState = reader.memory.recall(
        ("audit_chain",), revision, lambda _older: verify(reader)
    )
    return found


def _wanted(reader: Reader, narrowed: AuditFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    wanted: list[ColumnElement[bool]] = []
    if narrowed.first_day is not None:
        wanted.append(AuditRow.at >= _midnight(narrowed.first_day))
    if narrowed.last_day is not None:
        wanted.append(AuditRow.at < _midnight(narrowed.last_day + timedelta(days=1)))
    if narrowed.actor is not None:
        wanted.append(AuditRow.actor == narrowed.actor)
    if narrowed.actions:
        wanted.append(type_coerce(AuditRow.action, String).in_(sorted(narrowed.actions)))
    if narrowed.about is not None:
        wanted.append(audit_abouts.condition(reader, narrowed.about))
    return wanted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOWN_TIME).astimezone(UTC)
