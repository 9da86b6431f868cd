"""Mails come into the inbox once; a candidacy is made by a person, and can be taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.mails import MailRow
from lotsen.db.people import PersonRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, Outdated, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.domain.mails import Aside, MailState
from lotsen.domain.phases import Phase
from lotsen.usecases import inbox
from tests.makers import LEADER
from tests.usecases.inbox_town import (
    candidate,
    create,
    entry,
    furnish_inbox,
    opened,
    posted,
    rows,
    taken,
)
from tests.usecases.letter_town import do


@pytest.fixture
def town(town):
    return furnish_inbox(town)


def test_mail_lies_in_the_inbox_and_nothing_else_comes_of_it(town):
    before = len(rows(town, CandidateRow)), len(rows(town, PersonRow))

    mail = taken(town)

    assert (mail.line.state, mail.line.sender) == (MailState.NEW, "nele@musterhausen.example")
    assert mail.line.in_time is True
    assert (len(rows(town, CandidateRow)), len(rows(town, PersonRow))) == before
    assert not rows(town, LetterRow)


def test_same_mail_is_taken_once(town):
    taken(town)

    with pytest.raises(BadInput) as refused:
        taken(town)

    assert refused.value.code == "inbox.nothing_new"
    other = posted("Etwas anderes.", number=2)
    assert do(town, inbox.take, [posted(), other, other], "b.mbox").new == 1
    assert len(rows(town, MailRow)) == 2


def test_mail_that_was_taken_under_its_older_keys_is_known(town):
    mail = posted("Siehe E-Akte <https://intra.example/e-akte>\n")
    before = replace(mail, digest=mail.older[0], twin=mail.older[1], older=())
    do(town, inbox.take, [before], "a.eml")

    with pytest.raises(BadInput) as refused:
        do(town, inbox.take, [mail], "b.eml")

    assert refused.value.code == "inbox.nothing_new"


def test_other_copy_with_the_same_message_id_is_the_same(town):
    taken(town)
    later = posted(received="Thu, 17 Jun 2027 08:00:00 +0200")

    with pytest.raises(BadInput):
        do(town, inbox.take, [later], "b.eml")


def test_what_a_machine_wrote_is_put_aside_and_can_be_fetched_back(town):
    mail = taken(town, posted(Auto_Submitted="auto-replied"))
    assert (mail.line.state, mail.line.aside) == (MailState.ASIDE, Aside.OUT_OF_OFFICE)

    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    assert opened(town).line.state == MailState.NEW


def test_candidacy_holds_what_the_person_wrote(town):
    mail = taken(town)

    key = create(town, mail)

    row = candidate(town, key)
    assert row.state == CandidateState.INTERESTED
    assert (row.department_id, row.leader_id) == (town.buerger, town.lea.id)
    assert row.received_on == date(2027, 6, 16)
    assert row.motivation.startswith("Guten Tag,")
    assert row.projects == "- Einführung der E-Akte im Bürgerbüro"
    assert opened(town).line.state == MailState.CREATED
    assert opened(town).candidate == "Neu, Nele"


def test_receipt_is_drafted_and_not_sent(town):
    create(town, taken(town))

    letters = rows(town, LetterRow)
    assert [(row.state, row.email) for row in letters] == [
        (LetterState.DRAFT, "nele@musterhausen.example")
    ]
    assert "Guten Tag Nele Neu" in letters[0].body


def test_without_its_phase_there_is_no_receipt(town):
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.PRESENTATION))

    create(town, taken(town))

    assert not rows(town, LetterRow)


def test_creating_can_be_taken_back_and_done_again(town):
    mail = taken(town)
    key = create(town, mail)
    mail = opened(town)

    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    mail = opened(town)
    assert mail.line.state == MailState.NEW
    assert key not in [row.id for row in rows(town, CandidateRow)]
    assert rows(town, LetterRow) == []
    create(town, mail)
    assert [row.state for row in rows(town, LetterRow)] == [LetterState.DRAFT]


def test_candidacy_that_is_in_use_is_not_taken_back(town):
    key = create(town, taken(town))
    town.make_sheet(key, town.lea.id)
    mail = opened(town)

    with pytest.raises(BadInput) as refused:
        do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    assert refused.value.code == "inbox.candidate_in_use"
    assert opened(town).line.state == MailState.CREATED
    assert rows(town, LetterRow)[0].state == LetterState.DRAFT


def test_candidacy_whose_receipt_is_sent_is_not_taken_back(town):
    create(town, taken(town))
    with Session(town.engine) as session, session.begin():
        row = session.scalars(select(LetterRow)).one()
        row.approved_at = row.sent_at = town.application.clock()
        row.approved_by_id, row.state = town.mia.id, LetterState.SENT
    mail = opened(town)

    with pytest.raises(BadInput) as refused:
        do(town, inbox.take_back, mail.line.id, seen=mail.line.version)

    assert refused.value.code == "inbox.receipt_is_sent"


def test_one_person_has_one_candidacy(town):
    create(town, taken(town))
    do(town, inbox.take, [posted("Noch etwas.", number=2)], "b.eml")
    mail = next(
        opened(town, place) for place in (0, 1) if opened(town, place).line.state == MailState.NEW
    )
    assert mail.proposal.candidate_id is not None

    with pytest.raises(BadInput) as refused:
        create(town, mail)

    assert refused.value.code == "inbox.stands_already"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "keine Adresse"}, "inbox.bad_entry"),
        ({"email": ""}, "inbox.bad_entry"),
        ({"last_name": ""}, "inbox.bad_entry"),
        ({"first_name": ""}, "inbox.bad_entry"),
        ({"motivation": "x" * 10_001}, "inbox.bad_entry"),
        ({"motivation": "a\x00b"}, "inbox.bad_entry"),
        ({"department_id": 99}, "inbox.needs_department"),
    ],
)
def test_checks_of_files_hold_for_the_form_too(town, changes, code):
    before = len(rows(town, CandidateRow))
    mail = taken(town)

    with pytest.raises(BadInput) as refused:
        create(town, mail, **changes)

    assert refused.value.code == code
    assert len(rows(town, CandidateRow)) == before


def test_whoever_leads_nothing_is_refused_as_leader(town):
    mail = taken(town)
    blocked = town.make_actor("Lars Los", LEADER).id
    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, blocked).active = False

    for somebody in (999, town.kim.id, blocked):
        with pytest.raises(BadInput) as refused:
            create(town, mail, leader_id=somebody)
        assert refused.value.code == "inbox.leads_nothing"


def test_text_that_looks_like_a_formula_stays_as_it_is_written(town):
    key = create(town, taken(town), motivation="=1+1")

    assert candidate(town, key).motivation == "=1+1"


def test_mail_is_put_to_a_candidacy_and_taken_from_it(town):
    mail = taken(town)

    do(town, inbox.assign, mail.line.id, town.ada, seen=mail.line.version)

    assert opened(town).candidate == "Yıldız, Ada"
    assert candidate(town, town.ada).received_on == date(2027, 6, 16)
    mail = opened(town)
    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)
    assert candidate(town, town.ada).received_on is None
    assert opened(town).line.state == MailState.NEW


def test_who_was_proposed_has_now_expressed_interest(town):
    lena = town.make_candidate("Lena Lang", state=CandidateState.PROPOSED)
    mail = taken(town)

    do(town, inbox.assign, mail.line.id, lena, seen=mail.line.version)
    assert candidate(town, lena).state == CandidateState.INTERESTED

    do(town, inbox.take_back, mail.line.id, seen=opened(town).line.version)
    assert candidate(town, lena).state == CandidateState.PROPOSED


def test_mail_that_expresses_no_interest_is_noted_and_taken_back(town):
    mail = taken(town)

    do(town, inbox.dismiss, mail.line.id, seen=mail.line.version)
    mail = opened(town)
    assert (mail.line.state, mail.settled_by) == (MailState.NO_INTEREST, "Kord, Kim")

    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)
    assert (opened(town).line.state, opened(town).settled_by) == (MailState.NEW, "")


def test_second_click_changes_nothing(town):
    mail = taken(town)
    do(town, inbox.dismiss, mail.line.id, seen=mail.line.version)

    for use_case, *args in (
        (inbox.dismiss,),
        (inbox.assign, town.ada),
        (inbox.create, entry(mail)),
    ):
        with pytest.raises(Outdated):
            do(town, use_case, mail.line.id, *args, seen=mail.line.version)


def test_new_mail_has_nothing_to_take_back(town):
    mail = taken(town)

    with pytest.raises(Outdated):
        do(town, inbox.take_back, mail.line.id, seen=mail.line.version)


def test_nothing_is_taken_once_people_are_told(town):
    mail = taken(town)
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.NOTIFICATION))

    with pytest.raises(WrongPhase):
        do(town, inbox.dismiss, mail.line.id, seen=mail.line.version)
