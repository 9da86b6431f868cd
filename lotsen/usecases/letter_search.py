"""Which letters match, thousands of them in one look: a stub of each, without its text."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, cast, func, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import BEGUN_FOR, WAITING, LetterState, fits, is_read_by
from lotsen.domain.phases import Phase
from lotsen.domain.texts import folded
from lotsen.usecases.void_letters import void_of


@dataclass(frozen=True, kw_only=True)
class LetterFilter:
    """What the list is narrowed by; nothing set means everything but what was discarded."""

    text: str = ""
    keys: frozenset[str] = frozenset()
    states: frozenset[LetterState] = frozenset()


EVERY_LETTER = LetterFilter()
NOTHING = "[]"
"""No problem, as the records keep it; so five thousand of them need not be read."""

_sorted_as = lru_cache(maxsize=10_000)(folded)
"""How a name is sorted; to fold it anew in every run is half of the work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterStub:
    """What doing something with many letters at once needs to know of each."""

    id: LetterId
    version: int
    recipient: str
    state: LetterState
    blocked: bool
    waits: bool
    """Whether it is for a leader of people who have not been told yet."""


def matching_stubs(
    reader: Reader,
    round_id: RoundId,
    narrowed: LetterFilter,
    phase: Phase,
    waiting: Collection[LetterId],
) -> Sequence[LetterStub]:
    """A stub of every letter that matches, by kind and name; those of the present phase first.

    `waiting`: letters to leaders of people who have not been told yet.
    """
    wanted = {
        row.id: not fits(row.audience, row.phase, phase)
        for row in kinds_read_by(reader, round_id)
        if not narrowed.keys or row.key in narrowed.keys
    }
    states = narrowed.states or frozenset(LetterState) - {LetterState.DISCARDED}
    text, lost = folded(narrowed.text.strip()), _lost(reader, wanted)
    void = void_of(reader, round_id)
    own: list[LetterStub] = []
    later: list[LetterStub] = []
    for key, version, name, email, stored, has_problem, kind in _rows(reader, round_id):
        state = LetterState.UNKNOWN if key in lost else stored
        if kind not in wanted or state not in states:
            continue
        if text and text not in folded(f"{name}\n{email}"):
            continue
        (later if wanted[kind] else own).append(
            LetterStub(
                id=LetterId(key),
                version=version,
                recipient=name,
                state=state,
                blocked=bool(has_problem) or key in void or (state in WAITING and wanted[kind]),
                waits=key in waiting,
            )
        )
    return own + later


def kinds_read_by(reader: Reader, round_id: RoundId) -> Sequence[Row[Any]]:
    """The kinds of letters that the actor reads: `id`, `key`, `phase` and `audience` of each."""
    columns: list[Any] = [
        *(LetterTemplateRow.id, LetterTemplateRow.key),
        *(LetterTemplateRow.phase, LetterTemplateRow.audience),
    ]
    rows = reader.session.execute(
        select(*columns).where(LetterTemplateRow.round_id == round_id)
    ).all()
    return [row for row in rows if is_read_by(reader.actor, row.audience)]


def counts_of(reader: Reader, round_id: RoundId) -> Mapping[LetterState, int]:
    """How many letters of the round that the actor reads there are in each state."""
    kinds = [row.id for row in kinds_read_by(reader, round_id)]
    rows = reader.session.execute(
        select(LetterRow.state, func.count())
        .where(LetterRow.template_id.in_(kinds))
        .group_by(LetterRow.state)
    )
    counts, lost = Counter(dict(rows.all())), len(_lost(reader, kinds))
    counts[LetterState.SENDING] -= lost
    counts[LetterState.UNKNOWN] += lost
    return +counts


def state_now(state: LetterState, begun_at: datetime | None, now: datetime) -> LetterState:
    """The state as it is now: of what was begun long ago nobody knows."""
    if state == LetterState.SENDING and begun_at is not None and begun_at <= now - BEGUN_FOR:
        return LetterState.UNKNOWN
    return state


def _lost(reader: Reader, kinds: Collection[int]) -> frozenset[int]:
    """Letters of these kinds that were begun long ago; `state_now` for many."""
    return frozenset(
        reader.session.scalars(
            select(LetterRow.id).where(
                LetterRow.template_id.in_(kinds),
                LetterRow.state == LetterState.SENDING,
                LetterRow.begun_at <= reader.now - BEGUN_FOR,
            )
        )
    )


def _rows(
    reader: Reader, round_id: RoundId
) -> Sequence[tuple[int, int, str, str, LetterState, bool, int]]:
    """By kind and name, as German lists are ordered."""
    letter, person = LetterRow.__table__.c, PersonRow.__table__.c
    kind = LetterTemplateRow.__table__.c
    statement = (
        select(
            *(letter.id, letter.version, letter.recipient, letter.email, letter.state),
            *((cast(letter.problems, Text) != NOTHING).label("blocked"), letter.template_id),
            *(kind.key, person.last_name, person.first_name),
        )
        .join(LetterTemplateRow.__table__, kind.id == letter.template_id)
        .join(PersonRow.__table__, person.id == letter.person_id)
        .where(letter.round_id == round_id)
    )
    # Core, not the ORM: of five thousand letters this takes a third of the time.
    rows = reader.session.connection().execute(statement).all()
    found = sorted(rows, key=lambda row: (row[7], _sorted_as(f"{row[8]} {row[9]}"), row[0]))
    return [tuple(row[:7]) for row in found]
