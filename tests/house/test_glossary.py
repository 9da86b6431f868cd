"""The glossary knows every word that the domain stores, and calls it as the screen does."""

import importlib
import re
from enum import Enum, IntEnum

import pytest

from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.attachments import AttachmentFault
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.domain.letters import Audience, LetterState
from lotsen.domain.mails import Aside, MailFault, MailState
from lotsen.domain.meetings import Choice, MeetingState, Recommendation
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import ProfileField, ProfileState
from lotsen.domain.surveys import NominationState, ReviewAnswer, Told
from lotsen.i18n import audit, inbox, letters, surveys, words
from tests.house.sources import ROOT, modules

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
# no words: their sentences are tested on their own
CODES = {AttachmentFault, FindingCode, FileRefusal, MailFault}
SPOKEN = {
    Phase: words.phase,
    Role: words.role,
    CandidateState: words.candidate_state,
    Outcome: words.outcome,
    SheetState: words.sheet_state,
    ProfileState: words.profile_state,
    ProfileField: words.profile_field,
    DepartmentKind: words.department_kind,
    LetterState: words.letter_state,
    Audience: letters.audience,
    MailState: inbox.mail_state,
    Aside: inbox.aside,
    AuditAction: audit.action,
    MeetingState: words.meeting_state,
    AgendaOrder: words.agenda_order,
    Choice: words.choice,
    Recommendation: words.recommendation,
    ReviewAnswer: surveys.review_answer,
    NominationState: surveys.nomination_state,
    Told: surveys.told,
}


def closed_sets():
    """Every enum of the domain; a level is a number, and its names are those of the kinds."""
    for path in modules("lotsen"):
        if path.parent.name == "domain":
            module = importlib.import_module(f"lotsen.domain.{path.stem}")
            for found in vars(module).values():
                is_enum = isinstance(found, type) and issubclass(found, Enum)
                if (
                    is_enum
                    and not issubclass(found, IntEnum)
                    and found.__module__ == module.__name__
                ):
                    yield found


MEMBERS = [
    pytest.param(member, id=f"{kind.__name__}.{member.name}")
    for kind in closed_sets()
    if kind not in CODES
    for member in kind
]


@pytest.mark.parametrize("member", MEMBERS)
def test_every_stored_word_has_its_german(member):
    found = [row for row in ROWS if f"`{member.value}`" in row]

    assert found != []
    if type(member) in SPOKEN:
        german = SPOKEN[type(member)](member)
        assert [row for row in found if german in row.split("|")[1]] != []


def test_the_glossary_stores_no_word_that_the_domain_lost():
    known = {member.value for kind in closed_sets() for member in kind}

    assert {word for row in ROWS for word in re.findall(r"`(\w+)`", row)} - known == set()
