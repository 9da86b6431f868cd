"""The outbox: letters as a list, one by one, and approved by somebody who did not write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.appointments import Appointment
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import CandidateId, LetterId, RoundId
from lotsen.domain.letters import (
    MASS_WITHIN,
    REMINDERS,
    WAITING,
    LetterState,
    Problem,
    check_fits,
    check_second_person,
    fits,
    needs_second_person,
)
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.i18n import speaking
from lotsen.usecases.appointments import read
from lotsen.usecases.candidates import fetch_candidate
from lotsen.usecases.drafting import fetch_letter, fetch_letters
from lotsen.usecases.letter_search import (
    EVERY_LETTER,
    LetterFilter,
    LetterStub,
    found_letters,
    kinds_read_by,
    state_now,
)
from lotsen.usecases.recipients import opening_of
from lotsen.usecases.results import (
    check_told_together,
    check_unchanged,
    leaders_waiting,
    told_of_decided,
)
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.void_letters import Void, void_of

PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """One letter of the list; `problems` keep it from being approved or sent.

    `next_try`: when one that the mail server did not take may leave again.
    """

    id: LetterId
    key: str
    name: str
    recipient: str
    email: str
    subject: str
    state: LetterState
    problems: Sequence[Problem]
    approved_at: datetime | None
    sent_at: datetime | None
    answer: str
    version: int
    next_try: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter, whole, with what a word processor wants to know of its recipient."""

    line: LetterLine
    body: str
    created_at: datetime
    opening: str
    salutation: str
    title: str
    first_name: str
    last_name: str
    own: bool
    """Whether whoever asks has drafted or edited it."""

    waits_for: int = 0
    """How many people the letter to their leader waits for."""

    appointment: Appointment | None = None


@dataclass(frozen=True, kw_only=True)
class Outbox:
    """One page of the letters that match, a stub of each one, and counts of the whole round.

    `told` of the `decided` people have their result.
    """

    lines: Sequence[LetterLine]
    stubs: Sequence[LetterStub]
    pages: int
    counts: Mapping[LetterState, int]
    told: int
    decided: int


@requires(Permission.SEE_LETTERS)
def listing(
    reader: Reader,
    round_id: RoundId,
    narrowed: LetterFilter = EVERY_LETTER,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> Outbox:
    """The letters of a round that match, by kind and name."""
    phase = fetch_round(reader, round_id).phase
    found = found_letters(reader, round_id, narrowed, phase)
    pages = max(1, -(-len(found.stubs) // page_size))
    first = (min(max(1, page), pages) - 1) * page_size
    shown = [stub.id for stub in found.stubs[first : first + page_size]]
    rows = {row.id: row for row in reader.session.execute(_lines().where(LetterRow.id.in_(shown)))}
    told, decided = told_of_decided(reader, round_id)
    return Outbox(
        lines=[_line(rows[key], phase, reader.now, found.void) for key in shown],
        stubs=found.stubs,
        pages=pages,
        counts=found.counts,
        told=told,
        decided=decided,
    )


@requires(Permission.SEE_LETTERS)
def to_candidate(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> Sequence[LetterLine]:
    """The letters to one candidate as such, for the page about that person."""
    candidate, _person = fetch_candidate(reader, round_id, candidate_id)
    phase = fetch_round(reader, round_id).phase
    statement = _lines().where(
        LetterRow.round_id == round_id,
        LetterRow.person_id == candidate.person_id,
        LetterRow.state != LetterState.DISCARDED,
        LetterRow.template_id.in_([row.id for row in kinds_read_by(reader, round_id)]),
        LetterTemplateRow.audience.not_in(REMINDERS),
    )
    rows = reader.session.execute(statement).all()
    void = void_of(reader, round_id, [row.id for row in rows])
    return [_line(row, phase, reader.now, void) for row in rows]


@requires(Permission.SEE_LETTERS)
def letter(reader: Reader, round_id: RoundId, letter_id: LetterId) -> Letter:
    """One letter as its recipient will read it."""
    return letter_of(reader, round_id, letter_id)


def letter_of(reader: Reader, round_id: RoundId, letter_id: LetterId) -> Letter:
    """One letter, whole, for the use cases of this floor."""
    fetch_letter(reader, round_id, letter_id)
    found = letters_of(reader, round_id, [letter_id])[0]
    if found.line.state != LetterState.APPROVED:
        return found
    return replace(found, waits_for=leaders_waiting(reader, round_id).get(letter_id, 0))


def letters_of(reader: Reader, round_id: RoundId, chosen: Sequence[LetterId]) -> Sequence[Letter]:
    """Letters of a round, whole, in the order in which they are named."""
    phase = fetch_round(reader, round_id).phase
    void = void_of(reader, round_id, chosen)
    lines = {
        row.id: _line(row, phase, reader.now, void)
        for row in reader.session.execute(_lines().where(LetterRow.id.in_(chosen)))
    }
    rows = reader.session.execute(
        select(LetterRow, PersonRow)
        .join(PersonRow, PersonRow.id == LetterRow.person_id)
        .where(LetterRow.id.in_(chosen))
    )
    with speaking("de"):
        found = {
            row.id: _letter(lines[row.id], row, person, own=reader.actor.id) for row, person in rows
        }
    return [found[key] for key in chosen]


def _letter(line: LetterLine, row: LetterRow, person: PersonRow, *, own: int | None) -> Letter:
    return Letter(
        line=line,
        body=row.body,
        created_at=row.created_at,
        opening=opening_of(person),
        salutation=person.salutation,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        own=own in {row.drafted_by_id, row.edited_by_id},
        appointment=None if row.appointment is None else read(row.appointment),
    )


@requires(Permission.APPROVE_LETTERS)
def approve(uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int]) -> None:
    """Approve letters, all of them or none; results and mass mail need a second person."""
    rows = fetch_letters(uow, round_id, chosen)
    phase = fetch_round(uow, round_id).phase
    at_once = _at_once(uow, round_id)
    for row in rows:
        _check_approvable(uow, row, phase, at_once)
        row.state = LetterState.APPROVED
        row.approved_at, row.approved_by_id = uow.now, uow.person()
    check_unchanged(uow, round_id, rows)
    check_told_together(uow, round_id, rows)
    uow.record(
        AuditAction.LETTERS_APPROVED,
        f"round:{round_id}",
        letters={str(row.id): row.recipient for row in rows},
    )


def _check_approvable(
    uow: UnitOfWork, row: LetterRow, phase: Phase, at_once: Mapping[int, int]
) -> None:
    if row.state != LetterState.DRAFT:
        raise Outdated("record.outdated")
    template = uow.session.get_one(LetterTemplateRow, row.template_id)
    check_fits(template.audience, template.phase, phase)
    if row.problems:
        raise BadInput("letter.is_blocked", name=row.recipient)
    if needs_second_person(template.audience, at_once[row.template_id]):
        check_second_person(uow.person(), written_by=(row.drafted_by_id, row.edited_by_id))


def _at_once(reader: Reader, round_id: RoundId) -> Mapping[int, int]:
    """How many letters of each kind wait, or were approved a little while ago."""
    lately = and_(
        LetterRow.state != LetterState.DISCARDED, LetterRow.approved_at > reader.now - MASS_WITHIN
    )
    return dict(
        reader.session.execute(
            select(LetterRow.template_id, func.count())
            .where(LetterRow.round_id == round_id, or_(LetterRow.state.in_(WAITING), lately))
            .group_by(LetterRow.template_id)
        ).all()
    )


def _lines() -> Select[Any]:
    columns: list[Any] = [
        *(LetterRow.id, LetterRow.recipient, LetterRow.email, LetterRow.subject),
        *(LetterRow.state, LetterRow.problems, LetterRow.approved_at, LetterRow.begun_at),
        *(LetterRow.sent_at, LetterRow.answer, LetterRow.version, LetterRow.not_before),
        *(LetterTemplateRow.key, LetterTemplateRow.name, LetterTemplateRow.phase),
        LetterTemplateRow.audience,
        *(PersonRow.last_name, PersonRow.first_name),
    ]
    return (
        select(*columns)
        .join(LetterTemplateRow, LetterTemplateRow.id == LetterRow.template_id)
        .join(PersonRow, PersonRow.id == LetterRow.person_id)
        .order_by(LetterTemplateRow.key, PersonRow.last_name, PersonRow.first_name, LetterRow.id)
    )


def _line(row: Row[Any], phase: Phase, now: datetime, void: Mapping[LetterId, Void]) -> LetterLine:
    problems = [Problem(code=code, about=about) for code, about in row.problems]
    if row.id in void:
        problems.append(Problem(code=void[LetterId(row.id)]))
    if row.state in WAITING and not fits(row.audience, row.phase, phase):
        problems.append(Problem(code="letter.wrong_phase", about=row.phase))
    waits = row.state == LetterState.APPROVED and row.not_before and row.not_before > now
    return LetterLine(
        id=LetterId(row.id),
        key=row.key,
        name=row.name,
        recipient=row.recipient,
        email=row.email,
        subject=row.subject,
        state=state_now(row.state, row.begun_at, now),
        problems=problems,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
        answer=row.answer,
        version=row.version,
        next_try=row.not_before if waits else None,
    )
