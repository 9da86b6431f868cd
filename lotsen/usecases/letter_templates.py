"""The letters of a round before there is a recipient: their wording, and what gaps stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterTemplateRow, LetterValueRow
from lotsen.db.rounds import InstallationRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING
from lotsen.domain.errors import BadInput, NotFound, Outdated
from lotsen.domain.ids import RoundId
from lotsen.domain.letters import (
    DERIVED,
    PLACEHOLDER,
    TELLS_A_RESULT,
    WRITTEN,
    Template,
    check_text,
    check_value,
    problems_of_reason,
)
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.i18n import formats, speaking
from lotsen.usecases.letters_file import StandardLetters
from lotsen.usecases.recipients import candidates_standing
from lotsen.usecases.rounds import fetch_round

KNOWN = DERIVED | set(WRITTEN)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The templates of a round, and the values that its coordinator has written."""

    templates: Sequence[Template]
    values: Mapping[str, str]


@requires(Permission.SEE_LETTERS)
def wording(reader: Reader, round_id: RoundId) -> Wording:
    """All templates in their order, and what placeholders stand for."""
    rows = reader.session.scalars(
        select(LetterTemplateRow)
        .where(LetterTemplateRow.round_id == round_id)
        .order_by(LetterTemplateRow.key)
    )
    return Wording(
        templates=tuple(template_of(row) for row in rows), values=values_of(reader, round_id)
    )


@requires(Permission.WRITE_LETTERS)
def take_standard(uow: UnitOfWork, round_id: RoundId, letters: StandardLetters) -> None:
    """Take the standard letters that a round does not have yet."""
    fetch_round(uow, round_id)
    there = uow.session.scalars(
        select(LetterTemplateRow.key).where(LetterTemplateRow.round_id == round_id)
    ).all()
    new = [each for each in letters.templates if each.key not in there]
    if not new:
        raise Outdated("record.repeated")
    letters = replace(letters, templates=tuple(new))
    add_templates(uow, round_id, letters)
    uow.record(
        AuditAction.LETTERS_TAKEN,
        f"round:{round_id}",
        keys=[each.key for each in letters.templates],
    )


def add_templates(uow: UnitOfWork, round_id: RoundId, letters: StandardLetters) -> None:
    """Add the standard letters to the records, for the use cases of this floor."""
    uow.session.add_all(
        LetterTemplateRow(
            round_id=round_id,
            key=each.key,
            name=each.name,
            phase=each.phase,
            audience=each.audience,
            subject=each.subject,
            body=each.body,
        )
        for each in letters.templates
    )


def add_values(uow: UnitOfWork, round_id: RoundId, values: Mapping[str, str]) -> None:
    """Add what placeholders stand for to a new round, for the use cases of this floor."""
    uow.session.add_all(
        LetterValueRow(round_id=round_id, name=name, text=text) for name, text in values.items()
    )


@requires(Permission.WRITE_LETTERS)
def word(  # noqa: PLR0913  # a letter has a subject and a text
    uow: UnitOfWork, round_id: RoundId, key: str, *, subject: str, body: str, seen: int
) -> None:
    """Word one kind of letter anew; drafts that exist already stay as they are."""
    row = fetch_template(uow, round_id, key)
    if row.version != seen:
        raise Outdated("record.outdated")
    subject, body = check_text(subject, body)
    unknown = [gap for gap in PLACEHOLDER.findall(subject + body) if gap not in KNOWN]
    if unknown:
        raise BadInput("letter.unknown_gap", gap=f"{{{unknown[0]}}}")
    if (row.subject, row.body) == (subject, body):
        raise Outdated("record.repeated")
    _check_discreet(uow, row, f"{subject}\n{body}")
    row.subject, row.body = subject, body
    uow.record(AuditAction.LETTER_WORDED, f"round:{round_id}", key=key, title=subject, body=body)


def _check_discreet(reader: Reader, row: LetterTemplateRow, text: str) -> None:
    """Refuse a result's wording that tells everybody a score or a candidate's name.

    A word that stood there before may stay: a candidate may be called like it.
    """
    if row.audience not in TELLS_A_RESULT:
        return
    standing = candidates_standing(reader, RoundId(row.round_id))
    names = {person.last_name for _candidate, person in standing}
    before = problems_of_reason(f"{row.subject}\n{row.body}", names)
    for found in problems_of_reason(text, names):
        if found not in before and found.code == "letter.has_score":
            raise BadInput("letter.template_has_score", text=found.about)
        if found not in before:
            raise BadInput("letter.template_names", name=found.about)


@requires(Permission.WRITE_LETTERS)
def set_values(
    uow: UnitOfWork, round_id: RoundId, values: Mapping[str, str], *, seen: Mapping[str, str]
) -> None:
    """Say what placeholders stand for; an empty text takes a value away.

    `seen`: what stood there before.
    """
    fetch_round(uow, round_id)
    rows = {
        row.name: row
        for row in uow.session.scalars(
            select(LetterValueRow).where(LetterValueRow.round_id == round_id)
        )
    }
    changed = {}
    for name, text in values.items():
        row, new = rows.get(name), check_value(text)
        old = row.text if row else ""
        if name not in WRITTEN or old == new:
            continue
        if old != seen.get(name, ""):
            raise Outdated("record.outdated")
        changed[name] = new
        if row is None:
            uow.session.add(LetterValueRow(round_id=round_id, name=name, text=new))
        else:
            row.text = new
    if not changed:
        raise Outdated("record.repeated")
    uow.record(AuditAction.LETTER_VALUES_SET, f"round:{round_id}", values=changed)


def values_of(reader: Reader, round_id: RoundId) -> dict[str, str]:
    """What the coordinator has written for placeholders."""
    rows = reader.session.execute(
        select(LetterValueRow.name, LetterValueRow.text).where(LetterValueRow.round_id == round_id)
    )
    return dict(rows.all())


def common_values(reader: Reader, round_id: RoundId) -> dict[str, str]:
    """What stands for the same in every letter of the round, for the use cases of this floor."""
    round_ = fetch_round(reader, round_id)
    count = reader.session.scalar(
        select(func.count())
        .select_from(CandidateRow)
        .where(CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING))
    )
    values = {
        "stadt": reader.session.get_one(InstallationRow, 1).town,
        "plaetze": str(round_.places),
        "anzahl_kandidaturen": str(count),
    }
    with speaking("de"):
        for dates in round_.dates:
            if dates.phase == Phase.INTEREST:
                values["frist_interesse"] = formats.long_day(dates.ends_on)
    written = {name: text for name, text in values_of(reader, round_id).items() if text}
    return values | written


def fetch_template(reader: Reader, round_id: RoundId, key: str) -> LetterTemplateRow:
    """Find the row of one kind of letter, for the use cases of this floor."""
    row = reader.session.scalars(
        select(LetterTemplateRow).where(
            LetterTemplateRow.round_id == round_id, LetterTemplateRow.key == key
        )
    ).one_or_none()
    if row is None:
        raise NotFound("letter.unknown")
    return row


def template_of(row: LetterTemplateRow) -> Template:
    """One kind of letter as it leaves this floor."""
    return Template(
        key=row.key,
        name=row.name,
        phase=row.phase,
        audience=row.audience,
        subject=row.subject,
        body=row.body,
        version=row.version,
    )
