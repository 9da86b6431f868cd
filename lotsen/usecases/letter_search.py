"""Which letters match, thousands of them in one look: a stub of each, without its text."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Text, and_, case, cast, select, type_coerce

from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import BEGUN_FOR, WAITING, Audience, LetterState, fits, is_read_by
from lotsen.domain.phases import Phase
from lotsen.domain.texts import folded
from lotsen.usecases.results import leaders_waiting
from lotsen.usecases.void_letters import NOT_LEFT, NotLeft, Void, void_among


@dataclass(frozen=True, kw_only=True)
class LetterFilter:
    """What the list is narrowed by; nothing set means everything but what was discarded."""

    text: str = ""
    keys: frozenset[str] = frozenset()
    states: frozenset[LetterState] = frozenset()


EVERY_LETTER = LetterFilter()
NOTHING = "[]"
"""No problem, as the records keep it; so five thousand of them need not be read."""

_STATES = {state.value: state for state in LetterState}
_sorted_as = lru_cache(maxsize=10_000)(folded)
"""How a name is sorted; to fold it anew in every run is half of the work."""


class LetterStub(NamedTuple):
    """What doing something with many letters at once needs to know of each."""

    id: LetterId
    version: int
    recipient: str
    state: LetterState
    blocked: bool
    waits: bool
    """Whether it is for a leader of people who have not been told yet."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one look at the letters of a round tells.

    `stubs` are those that match, by kind and name; those of the present phase first. `counts`
    and `void` are of all letters that the actor reads.
    """

    stubs: Sequence[LetterStub]
    void: Mapping[LetterId, Void]
    counts: Mapping[LetterState, int]


class _Kept(NamedTuple):
    """A letter as the records keep it, in the state of now; JSON is read where it is needed."""

    id: LetterId
    person_id: int
    kind: int
    occasion: str
    about: str
    appointment: str | None
    state: str
    version: int
    has_problem: bool
    recipient: str
    email: str
    last_name: str
    first_name: str


def found_letters(reader: Reader, round_id: RoundId, narrowed: LetterFilter, phase: Phase) -> Found:
    """Look through all letters once, and tell of those that match."""
    kinds = {row.id: row for row in kinds_read_by(reader, round_id)}
    rows = [row for row in _kept(reader, round_id) if row.kind in kinds]
    void = void_among(reader, round_id, _not_left(rows, kinds))
    waiting = _waiting(reader, round_id, rows, kinds)
    unfit = {key for key, kind in kinds.items() if not fits(kind.audience, kind.phase, phase)}
    stubs = [
        LetterStub(
            row.id,
            row.version,
            row.recipient,
            _STATES[row.state],
            row.has_problem or row.id in void or (row.kind in unfit and row.state in WAITING),
            row.id in waiting,
        )
        for row in _sorted(_matching(rows, narrowed, kinds), kinds, unfit)
    ]
    counts = Counter(row.state for row in rows)
    return Found(
        stubs=stubs,
        void=void,
        counts={_STATES[state]: count for state, count in counts.items()},
    )


def _waiting(
    reader: Reader, round_id: RoundId, rows: Sequence[_Kept], kinds: Mapping[int, Row[Any]]
) -> Collection[LetterId]:
    """Letters to leaders of people who have not been told yet."""
    concerned = {key for key, kind in kinds.items() if kind.audience == Audience.LEADERS_CONCERNED}
    if any(row.kind in concerned and row.state == LetterState.APPROVED for row in rows):
        return leaders_waiting(reader, round_id)
    return ()


def _not_left(rows: Sequence[_Kept], kinds: Mapping[int, Row[Any]]) -> Sequence[NotLeft]:
    return [
        NotLeft(
            row.id,
            row.person_id,
            kinds[row.kind].audience,
            row.occasion,
            row.about,
            row.appointment,
        )
        for row in rows
        if row.state in NOT_LEFT
    ]


def _sorted(
    rows: Sequence[_Kept], kinds: Mapping[int, Row[Any]], unfit: Collection[int]
) -> Sequence[_Kept]:
    """By kind and name, as German lists are ordered; those of the present phase first."""
    order = sorted(kinds, key=lambda key: (key in unfit, kinds[key].key))
    ranks = {key: rank for rank, key in enumerate(order)}
    return sorted(
        rows,
        key=lambda row: (
            ranks[row.kind],
            _sorted_as(f"{row.last_name} {row.first_name}"),
            row.id,
        ),
    )


def _matching(
    rows: Sequence[_Kept], narrowed: LetterFilter, kinds: Mapping[int, Row[Any]]
) -> Sequence[_Kept]:
    states = narrowed.states or frozenset(LetterState) - {LetterState.DISCARDED}
    found = [row for row in rows if row.state in states]
    if narrowed.keys:
        found = [row for row in found if kinds[row.kind].key in narrowed.keys]
    text = folded(narrowed.text.strip())
    if text:
        found = [row for row in found if text in folded(f"{row.recipient}\n{row.email}")]
    return found


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


def state_now(state: LetterState, begun_at: datetime | None, now: datetime) -> LetterState:
    """The state as it is now: of what was begun long ago nobody knows."""
    if state == LetterState.SENDING and begun_at is not None and begun_at <= now - BEGUN_FOR:
        return LetterState.UNKNOWN
    return state


def _kept(reader: Reader, round_id: RoundId) -> Sequence[_Kept]:
    """Every letter of the round.

    Core, not the ORM, and one look instead of one for each question: most of the time is the way
    through the records of five thousand letters.
    """
    letter, person = LetterRow.__table__.c, PersonRow.__table__.c
    lost = and_(
        letter.state == LetterState.SENDING, letter.begun_at <= reader.now - BEGUN_FOR
    )  # `state_now` for many
    statement = (
        select(
            *(letter.id, letter.person_id, letter.template_id, letter.occasion),
            *(cast(letter.about, Text), cast(letter.appointment, Text)),
            case((lost, LetterState.UNKNOWN.value), else_=type_coerce(letter.state, Text)),
            *(letter.version, cast(letter.problems, Text) != NOTHING),
            *(letter.recipient, letter.email, person.last_name, person.first_name),
        )
        .join(PersonRow.__table__, person.id == letter.person_id)
        .where(letter.round_id == round_id)
    )
    return list(map(_Kept._make, reader.session.connection().execute(statement)))
