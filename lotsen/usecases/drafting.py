"""Letters are drafted, edited and discarded; nothing of this reaches anybody yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import LetterId, MeetingId, PersonId, RoundId
from lotsen.domain.letters import (
    ASKS,
    EDITABLE,
    LetterState,
    Problem,
    check_fits,
    check_given,
    check_text,
    filled,
    is_read_by,
    problems_of,
)
from lotsen.domain.permissions import Permission
from lotsen.i18n import _, speaking
from lotsen.usecases.appointments import stored
from lotsen.usecases.discretion import problems_of_edited
from lotsen.usecases.invited import addressed
from lotsen.usecases.letter_templates import common_values, fetch_template
from lotsen.usecases.person_names import name_of
from lotsen.usecases.recipients import Recipient
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.served import Served, has_one, mark_of, served_by

NOTHING_GIVEN: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Somebody to whom a kind of letter would go; `has_one` where it is there already."""

    person_id: PersonId
    name: str
    has_one: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A wording as one person would read it; "" where there is nobody yet."""

    name: str
    subject: str
    body: str


@requires(Permission.WRITE_LETTERS)
def addressees(
    reader: Reader, round_id: RoundId, key: str, meeting_id: MeetingId | None = None
) -> Sequence[Addressee]:
    """Whom a kind of letter goes to, in the order of names; for one meeting, or for all."""
    template = fetch_template(reader, round_id, key)
    served = served_by(reader, template)
    return [
        Addressee(
            person_id=PersonId(each.person.id),
            name=each.name,
            has_one=has_one(template.audience, each, served),
        )
        for each in addressed(reader, round_id, template, served, meeting_id)
    ]


@requires(Permission.WRITE_LETTERS)
def preview(  # noqa: PLR0913  # a letter has a subject and a text
    reader: Reader,
    round_id: RoundId,
    key: str,
    *,
    subject: str,
    body: str,
    person_id: PersonId | None = None,
    given: Mapping[str, str] = NOTHING_GIVEN,
) -> Preview:
    """A wording that nobody has saved yet, filled for one person or the first it goes to."""
    template = fetch_template(reader, round_id, key)
    with speaking("de"):
        found = addressed(reader, round_id, template, served=Served())
    wanted = [each for each in found if each.person.id == person_id]
    reads = next(iter([*wanted, *found]), None)
    values = {**common_values(reader, round_id), **(reads.values if reads else {})}
    values |= check_given(given)
    if template.audience in ASKS:
        values = _contact(reader) | values
    return Preview(
        name=reads.name if reads else "",
        subject=filled(subject, values),
        body=filled(body, values),
    )


@requires(Permission.WRITE_LETTERS)
def draft(  # noqa: PLR0913  # whom a letter goes to, and what the page knows of it
    uow: UnitOfWork,
    round_id: RoundId,
    key: str,
    people: Collection[PersonId] | None = None,
    *,
    meeting_id: MeetingId | None = None,
    given: Mapping[str, str] = NOTHING_GIVEN,
) -> int:
    """Draft one kind of letter for everybody whom it goes to, or for some of them.

    Whoever has such a letter gets no second one, unless a result has changed since. Tells how
    many were drafted. Where a meeting is named, the letters are about its appointments alone.
    `given`: what the page knows of placeholders, for these letters alone.
    """
    round_, template = fetch_round(uow, round_id), fetch_template(uow, round_id, key)
    check_fits(template.audience, template.phase, round_.phase)
    rows = add_drafts(uow, template, people, meeting_id, given)
    if not rows:
        raise BadInput("letter.nobody_new")
    uow.record(
        AuditAction.LETTERS_DRAFTED,
        f"round:{round_id}",
        key=key,
        letter=template.name,
        recipients=[row.recipient for row in rows],
    )
    return len(rows)


def add_drafts(
    uow: UnitOfWork,
    template: LetterTemplateRow,
    people: Collection[PersonId] | None = None,
    meeting_id: MeetingId | None = None,
    given: Mapping[str, str] = NOTHING_GIVEN,
) -> list[LetterRow]:
    """Add the letters that are not there yet, for the use cases of this floor."""
    round_id = RoundId(template.round_id)
    served, common = served_by(uow, template), common_values(uow, round_id)
    by, own = _organizer(uow, common), check_given(given)
    if template.audience in ASKS:
        common = _contact(uow) | common
    with speaking("de"):
        rows = [
            _row(template, each, common, own, by)
            for each in addressed(uow, round_id, template, served, meeting_id)
            if not has_one(template.audience, each, served)
            and (people is None or each.person.id in people)
        ]
    uow.session.add_all(rows)
    uow.session.flush()
    return rows


@requires(Permission.WRITE_LETTERS)
def edit(  # noqa: PLR0913  # a letter has a subject and a text
    uow: UnitOfWork, round_id: RoundId, letter_id: LetterId, *, subject: str, body: str, seen: int
) -> None:
    """Change one letter; whoever approved it has to look again."""
    row, person = fetch_letter(uow, round_id, letter_id)
    if row.version != seen or row.state not in EDITABLE:
        raise Outdated("record.outdated")
    subject, body = check_text(subject, body)
    if (row.subject, row.body, row.email) == (subject, body, person.email):
        raise Outdated("record.repeated")
    row.subject, row.body, row.email = subject, body, person.email
    problems = problems_of(email=row.email, subject=subject, body=body)
    row.problems = _stored(problems + problems_of_edited(uow, row))
    row.state, row.edited_by_id = LetterState.DRAFT, uow.person()
    row.approved_at, row.approved_by_id, row.answer = None, None, ""
    row.attempts, row.not_before = 0, None
    uow.record(AuditAction.LETTER_EDITED, f"letter:{row.id}", recipient=row.recipient, body=body)


@requires(Permission.WRITE_LETTERS)
def discard(uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int]) -> None:
    """Discard letters that nobody has got; they stay in the records as discarded."""
    rows = fetch_letters(uow, round_id, chosen)
    for row in rows:
        if row.state not in EDITABLE:
            raise Outdated("record.outdated")
        row.state = LetterState.DISCARDED
    uow.record(
        AuditAction.LETTERS_DISCARDED,
        f"round:{round_id}",
        letters={str(row.id): row.recipient for row in rows},
    )


def fetch_letter(
    reader: Reader, round_id: RoundId, letter_id: LetterId
) -> tuple[LetterRow, PersonRow]:
    """Find a letter with the person it goes to, for the use cases of this floor."""
    row = reader.session.get(LetterRow, letter_id)
    if row is None or row.round_id != round_id or not _reads(reader, row):
        raise NotFound("letter.unknown")
    return row, reader.session.get_one(PersonRow, row.person_id)


def fetch_letters(
    uow: UnitOfWork, round_id: RoundId, chosen: Mapping[LetterId, int | None]
) -> list[LetterRow]:
    """Find letters in the versions that were seen, or refuse all of them; None takes any."""
    rows = list(
        uow.session.scalars(
            select(LetterRow)
            .where(LetterRow.id.in_(chosen), LetterRow.round_id == round_id)
            .order_by(LetterRow.id)
        )
    )
    rows = [row for row in rows if _reads(uow, row)]
    if not rows:
        raise BadInput("letter.none_chosen")
    if len(rows) != len(chosen) or any(
        chosen[LetterId(row.id)] not in {None, row.version} for row in rows
    ):
        raise Outdated("record.outdated")
    return rows


def _reads(reader: Reader, row: LetterRow) -> bool:
    template = reader.session.get_one(LetterTemplateRow, row.template_id)
    return is_read_by(reader.actor, template.audience)


def _contact(reader: Reader) -> dict[str, str]:
    """Whoever asks is the contact, where the round has named none."""
    person = reader.session.get(PersonRow, reader.actor.id or 0)
    if person is None:
        return {}
    with speaking("de"):
        function = person.function or _("Koordination Digitallotsen")
    return {
        "kontakt_name": name_of(person),
        "kontakt_funktion": function,
        "kontakt_mail": person.email,
    }


@dataclass(frozen=True, kw_only=True)
class _Organizer:
    """Who drafts a letter, and whom an invitation names as the one who invites."""

    id: PersonId
    name: str
    email: str


def _organizer(uow: UnitOfWork, common: Mapping[str, str]) -> _Organizer:
    by = uow.person()
    person = uow.session.get_one(PersonRow, by)
    if common.get("kontakt_mail"):
        return _Organizer(id=by, name=common.get("kontakt_name", ""), email=common["kontakt_mail"])
    return _Organizer(id=by, name=name_of(person), email=person.email)


def _row(
    template: LetterTemplateRow,
    recipient: Recipient,
    common: Mapping[str, str],
    own: Mapping[str, str],
    by: _Organizer,
) -> LetterRow:
    values = {**common, **recipient.values, **own}
    subject, body = filled(template.subject, values), filled(template.body, values)
    problems = problems_of(email=recipient.person.email, subject=subject, body=body)
    if "{begruendung}" in template.body:
        problems += recipient.problems
    return LetterRow(
        template_id=template.id,
        round_id=template.round_id,
        person_id=recipient.person.id,
        recipient=recipient.name,
        email=recipient.person.email,
        subject=" ".join(subject.split()),
        body=body,
        drafted_by_id=by.id,
        about=dict(recipient.about),
        problems=_stored(problems),
        occasion=recipient.occasion,
        tells=mark_of(recipient.about),
        appointment=_appointment(recipient, by),
    )


def _appointment(recipient: Recipient, by: _Organizer) -> dict[str, Any] | None:
    if recipient.appointment is None:
        return None
    return stored(replace(recipient.appointment, organizer=by.name, organizer_email=by.email))


def _stored(problems: Sequence[Problem]) -> list[list[str]]:
    return [[each.code, each.about] for each in problems]
