"""Letters leave: each is marked before the dialogue and after it, in transactions of its own."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, update

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import BEGUN_FOR, FIRST_WAIT, LetterState, check_fits, fits, wait_after
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind
from lotsen.usecases.drafting import fetch_letter, fetch_letters
from lotsen.usecases.nominee_letters import note_told
from lotsen.usecases.outbox import Letter, letter_of, letters_of
from lotsen.usecases.results import check_leaders_last, check_leave_together, check_unchanged
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.served import letters_in

LONGEST_ANSWER = 300
_OPEN = frozenset({LetterState.SENDING, LetterState.UNKNOWN})


@requires(Permission.SEND_LETTERS)
def due(reader: Reader, round_id: RoundId) -> Sequence[LetterId]:
    """The approved letters that may leave now; candidates' before their leaders'."""
    if reader.session.get_one(InstallationRow, 1).kind == InstallationKind.DEMO:
        raise BadInput("letter.demo_sends_nothing")
    phase = fetch_round(reader, round_id).phase
    rows = reader.session.execute(
        letters_in(
            round_id,
            [LetterState.APPROVED],
            *(LetterRow.id, LetterTemplateRow.audience, LetterTemplateRow.phase),
        )
        .where(or_(LetterRow.not_before.is_(None), LetterRow.not_before <= reader.now))
        .order_by(LetterTemplateRow.key, LetterRow.id)
    )
    return [LetterId(key) for key, kind, own in rows if fits(kind, own, phase)]


@requires(Permission.SEND_LETTERS)
def begin(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId) -> Letter:
    """Mark a letter before the dialogue begins; from here on only its end says what became of it.

    Of two who begin the same letter the second is refused.
    """
    row, _person = fetch_letter(uow, round_id, letter_id)
    if row.state != LetterState.APPROVED:
        raise Outdated("record.outdated")
    check_unchanged(uow, round_id, [row])
    _check_may_leave(uow, row, fetch_round(uow, round_id).phase)
    row.state, row.begun_at, row.attempts = LetterState.SENDING, uow.now, row.attempts + 1
    uow.record(AuditAction.LETTER_BEGUN, f"letter:{row.id}", recipient=row.recipient)
    uow.session.flush()
    return letter_of(uow, round_id, letter_id)


@requires(Permission.SEND_LETTERS)
def arrived(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, answer: str) -> None:
    """The server has taken the letter."""
    row = _begun(uow, round_id, letter_id)
    row.state, row.sent_at, row.answer = LetterState.SENT, uow.now, answer[:LONGEST_ANSWER]
    _record(uow, AuditAction.LETTER_SENT, row)
    note_told(uow, row, uow.today)


@requires(Permission.SEND_LETTERS)
def bounced(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, answer: str) -> None:
    """The server has refused the letter for good."""
    row = _begun(uow, round_id, letter_id)
    row.state, row.answer = LetterState.BOUNCED, answer[:LONGEST_ANSWER]
    _record(uow, AuditAction.LETTER_BOUNCED, row)


@requires(Permission.SEND_LETTERS)
def deferred(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, answer: str) -> None:
    """The server does not take the letter now: it waits, and at last it is given up."""
    row = _begun(uow, round_id, letter_id)
    row.answer, wait = answer[:LONGEST_ANSWER], wait_after(row.attempts)
    if wait is None:
        row.state = LetterState.BOUNCED
        _record(uow, AuditAction.LETTER_BOUNCED, row)
        return
    row.state, row.not_before = LetterState.APPROVED, uow.now + wait
    _record(uow, AuditAction.LETTER_DEFERRED, row)


@requires(Permission.SEND_LETTERS)
def put_off(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, answer: str) -> None:
    """The server takes no letter at all now: all wait a while, and this one is as if untried."""
    row = _begun(uow, round_id, letter_id)
    row.state, row.attempts, row.answer = (
        LetterState.APPROVED,
        row.attempts - 1,
        answer[:LONGEST_ANSWER],
    )
    uow.session.flush()
    until = uow.now + FIRST_WAIT
    uow.session.execute(
        update(LetterRow)
        .where(
            LetterRow.round_id == round_id,
            LetterRow.state == LetterState.APPROVED,
            or_(LetterRow.not_before.is_(None), LetterRow.not_before < until),
        )
        .values(not_before=until)
        .execution_options(synchronize_session="fetch")
    )
    _record(uow, AuditAction.LETTER_DEFERRED, row)


@requires(Permission.SEND_LETTERS)
def lost(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, answer: str) -> None:
    """The connection broke while the letter was on its way: nobody knows whether it arrived."""
    row = _begun(uow, round_id, letter_id)
    row.state, row.answer = LetterState.UNKNOWN, answer[:LONGEST_ANSWER]
    _record(uow, AuditAction.LETTER_LOST, row)


@requires(Permission.WRITE_LETTERS)
def settle(
    uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, *, has_arrived: bool, seen: int
) -> None:
    """A human says what became of a letter whose fate is unknown: it arrived, or goes once more."""
    row, _person = fetch_letter(uow, round_id, letter_id)
    is_lost = row.begun_at is not None and row.begun_at <= uow.now - BEGUN_FOR
    unknown = row.state == LetterState.UNKNOWN or (row.state == LetterState.SENDING and is_lost)
    if row.version != seen or not unknown:
        raise Outdated("record.outdated")
    by = uow.person()
    if has_arrived:
        row.state, row.sent_at = LetterState.SENT, uow.now
        note_told(uow, row, uow.today)
    else:
        row.state, row.not_before, row.attempts = LetterState.APPROVED, None, 0
    uow.record(
        AuditAction.LETTER_SETTLED,
        f"letter:{row.id}",
        recipient=row.recipient,
        arrived=has_arrived,
        settled_by=by,
    )


@requires(Permission.WRITE_LETTERS)
def hand_over(
    uow: UnitOfWork,
    round_id: RoundId,
    chosen: Collection[LetterId],
    *,
    with_calendar: bool = True,
) -> Sequence[Letter]:
    """Give letters out as files, for a mail program; Lotsen sends them no more.

    The same file may be fetched again, so no version is asked for: an approved text stands.
    `with_calendar`: whether the files carry the appointments of these letters.
    """
    rows = fetch_letters(uow, round_id, dict.fromkeys(chosen))
    rows.sort(key=lambda row: uow.session.get_one(LetterTemplateRow, row.template_id).key)
    phase = fetch_round(uow, round_id).phase
    check_unchanged(uow, round_id, rows)
    for row in rows:
        if row.state not in {LetterState.APPROVED, LetterState.HANDED_OVER}:
            raise Outdated("letter.not_approved", name=row.recipient)
        if row.appointment is not None and not with_calendar:
            raise BadInput("letter.appointment_needs_draft", name=row.recipient)
        _check_may_leave(uow, row, phase)
        row.state = LetterState.HANDED_OVER
        uow.session.flush()
    uow.record(
        AuditAction.LETTERS_HANDED_OVER,
        f"round:{round_id}",
        letters={str(row.id): row.recipient for row in rows},
    )
    return letters_of(uow, round_id, [LetterId(row.id) for row in rows])


def _check_may_leave(uow: UnitOfWork, row: LetterRow, phase: Phase) -> None:
    """A letter leaves in its phase, and leaders hear after their people."""
    template = uow.session.get_one(LetterTemplateRow, row.template_id)
    check_fits(template.audience, template.phase, phase)
    check_leave_together(uow, RoundId(row.round_id), row)
    check_leaders_last(uow, RoundId(row.round_id), row)


def _begun(uow: UnitOfWork, round_id: RoundId, letter_id: LetterId) -> LetterRow:
    row, _person = fetch_letter(uow, round_id, letter_id)
    if row.state not in _OPEN:
        raise Outdated("record.outdated")
    return row


def _record(uow: UnitOfWork, action: AuditAction, row: LetterRow) -> None:
    uow.record(action, f"letter:{row.id}", recipient=row.recipient, answer=row.answer)
