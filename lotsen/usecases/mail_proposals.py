"""What a mail seems to say about its sender: proposed for a form, never taken as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.mails import MailRow
from lotsen.db.people import LeadsRow, PersonRow
from lotsen.domain.departments import Department, ancestors
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.texts import folded

_PROJECTS: Final = re.compile(
    r"^[^\w\n]*(?:meine |bisherige |frühere |digitale )*(?:projekte?|projektideen|projekterfahrung)"
    r"\b[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_MOTIVATION: Final = re.compile(
    r"^[^\w\n]*(?:meine |zur )?motivation\b[^\n]{0,40}$", re.IGNORECASE | re.MULTILINE
)
_SHORTEST_NAME: Final = 4


class Hint(StrEnum):
    """How a department was found."""

    RECORDS = "records"
    SIGNATURE = "signature"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the form is filled with at first; `candidate_id`: the sender stands already."""

    salutation: str
    title: str
    first_name: str
    last_name: str
    email: str
    function: str
    department_id: DepartmentId | None
    leader_id: PersonId | None
    found_by: Hint
    motivation: str
    projects: str
    candidate_id: CandidateId | None


def proposal_of(
    reader: Reader, round_id: RoundId, mail: MailRow, tree: Mapping[DepartmentId, Department]
) -> Proposal:
    """Propose by the sender's address, else by the signature."""
    person = reader.session.scalars(
        select(PersonRow).where(PersonRow.email == mail.sender, PersonRow.email != "")
    ).one_or_none()
    standing = _standing(reader, round_id, person)
    department, found_by = _department(mail, person, standing, tree)
    first_name, last_name = _names(mail.name)
    motivation, projects = in_two(mail.text)
    return Proposal(
        salutation=person.salutation if person else "",
        title=person.title if person else "",
        first_name=person.first_name if person else first_name,
        last_name=person.last_name if person else last_name,
        email=mail.sender,
        function=person.function if person else "",
        department_id=department,
        leader_id=_leader(reader, department, tree, mail.sender),
        found_by=found_by,
        motivation=motivation,
        projects=projects,
        candidate_id=None if standing is None else CandidateId(standing.id),
    )


def in_two(text: str) -> tuple[str, str]:
    """Motivation and projects, where the person wrote a heading over the projects."""
    heading = _PROJECTS.search(text)
    if heading is None:
        return _without_heading(text), ""
    before, after = text[: heading.start()], text[heading.end() :]
    back = _MOTIVATION.search(after)
    if back is not None and back.start() > 0:
        before, after = f"{before}\n{after[back.end() :]}", after[: back.start()]
    return _without_heading(before), after.strip()


def _without_heading(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", _MOTIVATION.sub("", text, count=1)).strip()


def _names(name: str) -> tuple[str, str]:
    """First and last name of „Last, First (Amt 10)“ or „First Last“."""
    plain = " ".join(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", name).split())
    if "," in plain:
        last, _comma, first = plain.partition(",")
        return first.strip(), last.strip()
    first, _blank, last = plain.rpartition(" ")
    return first, last


def _standing(reader: Reader, round_id: RoundId, person: PersonRow | None) -> CandidateRow | None:
    if person is None:
        return None
    return reader.session.scalars(
        select(CandidateRow).where(
            CandidateRow.round_id == round_id, CandidateRow.person_id == person.id
        )
    ).one_or_none()


def _department(
    mail: MailRow,
    person: PersonRow | None,
    standing: CandidateRow | None,
    tree: Mapping[DepartmentId, Department],
) -> tuple[DepartmentId | None, Hint]:
    known = standing.department_id if standing else person.department_id if person else None
    if known is not None:
        return DepartmentId(known), Hint.RECORDS
    for text in (mail.signature, mail.text):  # never in what others wrote
        named = _named(text, tree)
        if named is not None:
            return named, Hint.SIGNATURE
    return None, Hint.NONE


def _named(text: str, tree: Mapping[DepartmentId, Department]) -> DepartmentId | None:
    """The department whose name stands in a text; of several the longest, the lowest first."""
    words = _words(text)
    hits = [
        department
        for department in tree.values()
        if len(department.name) >= _SHORTEST_NAME and _words(department.name) in words
    ]
    if not hits:
        return None
    return max(hits, key=lambda hit: (hit.level, len(hit.name))).id


def _words(text: str) -> str:
    """The words of a text with one blank around each, so that none is found inside another."""
    return " ".join(["", *re.findall(r"[^\W_]+", folded(text)), ""])


def _leader(
    reader: Reader,
    department: DepartmentId | None,
    tree: Mapping[DepartmentId, Department],
    sender: str,
) -> PersonId | None:
    """Who leads the department, or the next one above; nobody leads themselves."""
    if department is None:
        return None
    rows = reader.session.execute(
        select(LeadsRow.department_id, LeadsRow.person_id, PersonRow.email)
        .join(PersonRow, PersonRow.id == LeadsRow.person_id)
        .order_by(LeadsRow.person_id)
    ).all()
    for above in ancestors(tree, department):
        for place, person, address in rows:
            if place == above.id and address != sender:
                return PersonId(person)
    return None
