"""What a mail was settled as is taken back, and never what somebody has built on it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.db.surveys import NomineeRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput
from lotsen.domain.letters import LetterState
from lotsen.domain.mails import MailState
from lotsen.domain.people import Role
from lotsen.domain.surveys import NominationState
from lotsen.usecases import inbox
from tests.usecases.inbox_town import candidate, create, furnish_inbox, opened, posted, rows, taken
from tests.usecases.letter_town import do

NELE = "nele@musterhausen.example"
DAY = date(2027, 6, 15)


@pytest.fixture
def town(town):
    return furnish_inbox(town)


def take_back(town, mail):
    do(town, inbox.take_back, mail.line.id, seen=mail.line.version)


def agree(town, person_id):
    """A leader has named the person, who has answered yes."""
    with Session(town.engine) as session, session.begin():
        session.add(
            NomineeRow(
                round_id=town.round_id,
                person_id=person_id,
                department_id=town.buerger,
                state=NominationState.AGREES,
                answered_on=DAY,
            )
        )


def person(town):
    return next((row for row in rows(town, PersonRow) if row.email == NELE), None)


def test_person_who_came_with_the_mail_goes_with_it(town):
    create(town, taken(town))
    assert person(town) is not None

    take_back(town, opened(town))

    assert person(town) is None
    assert rows(town, LetterRow) == []


def test_person_whom_the_records_knew_stays(town):
    town.make_person("Nele Neu", email=NELE)
    create(town, taken(town))

    take_back(town, opened(town))

    assert person(town) is not None
    assert [row.state for row in rows(town, LetterRow)] == [LetterState.DISCARDED]


def test_person_who_has_a_role_by_now_stays(town):
    create(town, taken(town))
    with Session(town.engine) as session, session.begin():
        row = session.get_one(PersonRow, person(town).id)
        row.roles.append(PersonRoleRow(role=Role.RATER))

    take_back(town, opened(town))

    assert person(town) is not None


def test_person_whose_entry_was_changed_meanwhile_stays(town):
    create(town, taken(town))
    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, person(town).id).function = "Sachbearbeitung"

    take_back(town, opened(town))

    assert person(town) is not None


def test_candidacy_that_the_person_has_agreed_to_is_not_taken_back(town):
    key = create(town, taken(town))
    agree(town, person(town).id)

    with pytest.raises(BadInput) as refused:
        take_back(town, opened(town))

    assert refused.value.code == "inbox.nominee_agreed"
    assert candidate(town, key).state == CandidateState.INTERESTED
    assert opened(town).line.state == MailState.CREATED


def test_who_has_agreed_stays_interested_when_the_mail_is_taken_from_them(town):
    lena = town.make_candidate("Lena Lang", state=CandidateState.PROPOSED)
    mail = taken(town)
    do(town, inbox.assign, mail.line.id, lena, seen=mail.line.version)
    agree(town, candidate(town, lena).person_id)

    take_back(town, opened(town))

    row = candidate(town, lena)
    assert (row.state, row.received_on) == (CandidateState.INTERESTED, DAY)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_has_written_twice_stays_interested_until_both_are_taken_back(town, order):
    lena = town.make_candidate("Lena Lang", state=CandidateState.PROPOSED)
    do(town, inbox.take, [posted(), posted("Noch etwas.", number=2)], "a.mbox")
    for place in (0, 1):
        mail = opened(town, place)
        do(town, inbox.assign, mail.line.id, lena, seen=mail.line.version)

    take_back(town, opened(town, order[0]))
    assert candidate(town, lena).state == CandidateState.INTERESTED
    take_back(town, opened(town, order[1]))

    row = candidate(town, lena)
    assert (row.state, row.received_on) == (CandidateState.PROPOSED, None)
    assert len(rows(town, CandidateRow)) == 4
