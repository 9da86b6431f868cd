"""The list of mails, and what one of them seems to say about its sender."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.db.people import PersonRow
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.mails import MailState
from lotsen.usecases import inbox, inbox_views
from lotsen.usecases.mail_proposals import Hint, in_two
from tests.usecases.inbox_town import box, furnish_inbox, opened, posted, taken
from tests.usecases.letter_town import do


@pytest.fixture
def town(town):
    return furnish_inbox(town)


def test_mail_after_the_deadline_says_so(town):
    late = taken(town, posted(received="Thu, 17 Jun 2027 00:00:01 +0200"))
    last = taken(town, posted("x", number=2, received="Wed, 16 Jun 2027 23:59:59 +0200"))

    assert late.line.in_time is False
    assert [line.in_time for line in box(town).lines] == [False, True]
    assert last.deadline == date(2027, 6, 16)


def test_own_clock_of_the_sender_says_nothing_about_the_deadline(town):
    mail = taken(town, posted(received=""))

    assert mail.line.received_at is not None
    assert (mail.line.is_stamped, mail.line.in_time) == (False, None)
    assert box(town).lines[0].in_time is None


def test_department_and_leader_are_proposed_by_the_signature(town):
    proposed = taken(town).proposal

    assert (proposed.department_id, proposed.found_by) == (town.buerger, Hint.SIGNATURE)
    assert proposed.leader_id == town.lea.id
    assert (proposed.first_name, proposed.last_name) == ("Nele", "Neu")
    assert proposed.projects == "- Einführung der E-Akte im Bürgerbüro"
    assert proposed.motivation.startswith("Guten Tag,")


def test_department_of_the_records_counts_before_the_signature(town):
    town.make_person("Nele Neu", email="nele@musterhausen.example", department=town.finanzen)

    proposed = taken(town).proposal

    assert (proposed.department_id, proposed.found_by) == (town.finanzen, Hint.RECORDS)
    assert proposed.leader_id == town.leo.id


def test_department_is_never_proposed_by_the_mail_that_is_quoted(town):
    quote = "Am 01.06.27 um 10:00 schrieb Kim Lindner:\n> Bitte melden.\n> Bürgerdienste\n"

    below = taken(town, posted(f"{quote}\nIch bin gern dabei.\n\nMfG\nNele Neu")).proposal

    assert (below.department_id, below.found_by) == (None, Hint.NONE)
    assert below.motivation == "Ich bin gern dabei."


def test_department_is_proposed_by_the_text_where_the_signature_names_none(town):
    own = taken(town, posted("Ich arbeite im Fachbereich Bürgerdienste.\n\nMfG\nNele")).proposal

    assert (own.department_id, own.found_by) == (town.buerger, Hint.SIGNATURE)


def test_nobody_leads_themselves(town):
    with Session(town.engine) as session, session.begin():
        session.execute(
            update(PersonRow)
            .where(PersonRow.id == town.lea.id)
            .values(email="nele@musterhausen.example")
        )

    assert taken(town).proposal.leader_id is None


def test_only_the_coordinator_sees_and_takes_mails(town):
    with pytest.raises(NotAllowed):
        do(town, inbox.take, [posted()], "a", actor=town.chief)
    with pytest.raises(NotAllowed):
        town.application.query(town.lea, inbox_views.listing, town.round_id)


def test_list_is_narrowed_and_has_pages(town):
    do(town, inbox.take, [posted(f"Nummer {n}", number=n) for n in range(5)], "a.mbox")
    mail = opened(town)
    do(town, inbox.dismiss, mail.line.id, seen=mail.line.version)

    assert box(town).counts == {MailState.NEW: 4, MailState.NO_INTEREST: 1}
    assert len(box(town, MailState.NEW).lines) == 4
    second = box(town, page=2, page_size=2)
    assert (second.pages, second.page, len(second.lines)) == (3, 2, 2)


def test_mail_of_another_round_is_not_there(town):
    mail = taken(town)

    with pytest.raises(NotFound):
        town.application.query(town.kim, inbox_views.mail, 99, mail.line.id)


@pytest.mark.parametrize(
    ("text", "motivation", "projects"),
    [
        ("Ich will.", "Ich will.", ""),
        ("Motivation:\nIch will.\n\nProjekte:\nE-Akte", "Ich will.", "E-Akte"),
        ("Meine Projekte\nE-Akte\n\nMeine Motivation\nIch will.", "Ich will.", "E-Akte"),
        ("Ich habe an Projekten gearbeitet, die groß waren, und will weiter.", None, ""),
    ],
)
def test_headings_part_motivation_and_projects(text, motivation, projects):
    assert in_two(text) == (text if motivation is None else motivation, projects)


def test_text_of_signs_alone_is_all_motivation():
    text = "*\n" * 10_000

    assert in_two(text) == (text.strip(), "")
