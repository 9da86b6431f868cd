"""Attachments are kept only when somebody takes them, are theirs who came, and go again."""

from dataclasses import asdict
from hashlib import sha256

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.mails import AttachmentRow, MailRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.attachments import MOST_BYTES_OF_MAIL
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.mails import Attachment
from lotsen.domain.phases import Phase
from lotsen.usecases import attachments, inbox
from tests.imports.papers import MACROS, PDF, PNG, PROGRAM
from tests.usecases.inbox_town import create, furnish_inbox, opened, posted, rows, taken
from tests.usecases.letter_town import do

FILES = {
    "zeugnis.pdf": PDF,
    "foto.png": PNG,
    "los.exe": PROGRAM,
    "plan.docx": MACROS,
    "getarnt.pdf": PROGRAM,
}


@pytest.fixture
def town(town):
    return furnish_inbox(town)


@pytest.fixture
def mail(town):
    """A mail with files that a candidacy was made of."""
    create(town, taken(town, posted(files=FILES)))
    return opened(town)


def take(town, mail, files, **more):
    return do(town, attachments.take, mail.line.id, files, seen=mail.line.version, **more)


def code_of(refused):
    return refused.value.code


def kept(town):
    return [(row.position, row.name) for row in rows(town, AttachmentRow)]


def of_candidate(town, candidate):
    found = town.application.query(town.kim, attachments.of_candidate, town.round_id, candidate)
    return {mail: [each.name for each in files] for mail, files in found.items()}


def facts(town, action):
    return [row.facts for row in rows(town, AuditRow) if row.action == action]


def test_what_was_taken_stands_with_the_person(town, mail):
    person = rows(town, CandidateRow)[-1].id
    assert of_candidate(town, person) == {}

    take(town, mail, {0: PDF})

    assert of_candidate(town, person) == {mail.line.id: ["zeugnis.pdf"]}
    assert of_candidate(town, town.ada) == {}


def test_nothing_is_kept_before_somebody_takes_it(town, mail):
    assert [each.name for each in mail.attachments] == list(FILES)
    assert mail.taken == ()
    assert rows(town, AttachmentRow) == []


def test_taken_one_is_kept_with_who_took_it_and_when(town, mail):
    assert take(town, mail, {0: PDF}) == 1

    (found,) = opened(town).taken
    assert (found.position, found.name, found.size) == (0, "zeugnis.pdf", len(PDF))
    assert found.sha256 == sha256(PDF).hexdigest()
    assert (found.taken_by, found.taken_at) == ("Kim Kord", town.application.clock())
    assert facts(town, "attachments_taken") == [
        {"name": "Nele Neu", "mail": mail.line.id, "files": ["zeugnis.pdf"]}
    ]


def test_it_is_handed_out_and_each_time_is_recorded(town, mail):
    take(town, mail, {0: PDF, 1: PNG})
    key = opened(town).taken[1].id

    found = do(town, attachments.hand_out, mail.line.id, key)
    do(town, attachments.hand_out, mail.line.id, key)

    assert (found.name, found.content) == ("foto.png", PNG)
    assert (
        facts(town, "attachment_opened")
        == [{"name": "Nele Neu", "mail": mail.line.id, "file": "foto.png"}] * 2
    )


def test_it_is_removed_and_can_be_taken_again(town, mail):
    take(town, mail, {0: PDF})

    do(town, attachments.remove, mail.line.id, opened(town).taken[0].id)

    assert rows(town, AttachmentRow) == []
    assert len(facts(town, "attachment_removed")) == 1
    assert take(town, mail, {0: PDF}) == 1


def test_it_can_be_removed_when_nothing_else_can_be_done(town, mail):
    take(town, mail, {0: PDF})
    key = opened(town).taken[0].id
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.CLOSED))

    with pytest.raises(WrongPhase):
        take(town, mail, {1: PNG})
    do(town, attachments.remove, mail.line.id, key)

    assert rows(town, AttachmentRow) == []


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "attachment.none_chosen"),
        ({2: PROGRAM}, "attachment.kind"),
        ({3: MACROS}, "attachment.macros"),
        ({4: PROGRAM}, "attachment.disguised"),
        ({0: PDF, 3: MACROS}, "attachment.macros"),
        ({0: PDF[::-1]}, "attachment.other_file"),
        ({0: PNG}, "attachment.other_file"),
    ],
)
def test_what_is_dangerous_or_another_file_is_refused_and_nothing_kept(town, mail, files, code):
    with pytest.raises(BadInput) as refused:
        take(town, mail, files)

    assert code_of(refused) == code
    assert rows(town, AttachmentRow) == []


def test_place_that_is_none_is_refused(town, mail):
    for place in (-1, 5):
        with pytest.raises(NotFound):
            take(town, mail, {place: PDF})


def test_one_is_taken_once(town, mail):
    take(town, mail, {0: PDF})

    with pytest.raises(Outdated):
        take(town, mail, {0: PDF, 1: PNG})

    assert kept(town) == [(0, "zeugnis.pdf")]


def test_mail_that_belongs_to_nobody_gives_no_attachment(town):
    mail = taken(town, posted(files=FILES))
    with pytest.raises(BadInput) as refused:
        take(town, mail, {0: PDF})
    assert code_of(refused) == "attachment.needs_candidacy"

    do(town, inbox.dismiss, mail.line.id, seen=mail.line.version)
    with pytest.raises(BadInput):
        take(town, opened(town), {0: PDF})


def test_mail_that_was_settled_otherwise_meanwhile_gives_none(town, mail):
    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    with pytest.raises(Outdated):
        take(town, mail, {0: PDF})


def test_too_much_of_one_mail_is_refused(town, mail):
    take(town, mail, {0: PDF})
    with Session(town.engine) as session, session.begin():
        session.execute(update(AttachmentRow).values(size=MOST_BYTES_OF_MAIL - len(PNG) + 1))

    with pytest.raises(BadInput) as refused:
        take(town, mail, {1: PNG})

    assert code_of(refused) == "attachment.too_much"
    assert kept(town) == [(0, "zeugnis.pdf")]


def test_mail_of_an_older_version_knows_its_attachments_by_their_size(town, mail):
    with Session(town.engine) as session, session.begin():
        row = session.get_one(MailRow, mail.line.id)
        plain = Attachment(name="zeugnis.pdf", kind="", size=len(PDF))
        row.attachments = [
            {name: value for name, value in asdict(plain).items() if name != "sha256"}
        ]
    mail = opened(town)

    assert take(town, mail, {0: PDF}) == 1


def test_with_the_candidacy_its_attachments_go_too(town, mail):
    take(town, mail, {0: PDF, 1: PNG})
    mail = opened(town)

    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    assert rows(town, AttachmentRow) == []
    assert facts(town, "mail_reopened")[0]["attachments"] == 2


def test_with_the_mail_its_attachments_go_too(town, mail):
    take(town, mail, {0: PDF})

    with Session(town.engine) as session, session.begin():
        session.execute(delete(MailRow).where(MailRow.id == mail.line.id))

    assert rows(town, AttachmentRow) == []


def test_attachment_of_another_mail_is_not_there(town, mail):
    take(town, mail, {0: PDF})
    key = opened(town).taken[0].id
    do(town, inbox.take, [posted("Noch etwas.", number=2)], "b.eml")
    other = next(row.id for row in rows(town, MailRow) if row.id != mail.line.id)

    for use_case in (attachments.hand_out, attachments.remove):
        with pytest.raises(NotFound):
            do(town, use_case, other, key)


def test_nobody_but_the_coordinator_takes_or_gets_them(town, mail):
    take(town, mail, {0: PDF})
    key = opened(town).taken[0].id

    for actor in (town.chief, town.lea):
        with pytest.raises(NotAllowed):
            do(town, attachments.hand_out, mail.line.id, key, actor=actor)
        with pytest.raises(NotAllowed):
            take(town, mail, {1: PNG}, actor=actor)
