"""What cannot be read of a mailbox is told once, and listed as long as it lies there."""

import pytest

from lotsen.db.audit import AuditRow
from lotsen.db.mails import UnreadMailRow
from lotsen.domain.errors import BadInput
from lotsen.domain.mails import MailFault, MailFinding
from lotsen.usecases import unread_mails
from tests.usecases.inbox_town import furnish_inbox, rows
from tests.usecases.letter_town import do

SOURCE = "post, INBOX"


@pytest.fixture
def town(town):
    return furnish_inbox(town)


def finding(number, fault=MailFault.TOO_NESTED):
    return MailFinding(place=f"{SOURCE}, UID {number}", fault=fault, key=f"k{number}")


def note(town, *findings, source=SOURCE):
    return do(town, unread_mails.note, source, findings)


def keys(town):
    return [row.key for row in rows(town, UnreadMailRow)]


def test_new_ones_are_told_and_known_ones_are_not(town):
    assert note(town, finding(1)) == {"k1"}
    assert note(town, finding(1), finding(2)) == {"k2"}

    with pytest.raises(BadInput) as refused:
        note(town, finding(2), finding(1))

    assert refused.value.code == "inbox.nothing_new"
    assert keys(town) == ["k1", "k2"]


def test_what_is_not_there_any_more_is_forgotten(town):
    note(town, finding(1), finding(2))

    assert note(town, finding(2)) == set()

    assert keys(town) == ["k2"]
    assert [row.facts for row in rows(town, AuditRow)][-1] == {
        "source": SOURCE,
        "new": 0,
        "gone": 1,
    }


def test_other_mailboxes_are_left_alone(town):
    note(town, finding(1))

    note(town, finding(2), source="post, Interesse")

    assert keys(town) == ["k1", "k2"]


def test_they_are_listed_with_their_reason(town):
    note(town, finding(1, MailFault.TOO_LARGE))

    (found,) = town.application.query(town.kim, unread_mails.listing, town.round_id)

    assert (found.place, found.fault) == ("post, INBOX, UID 1", MailFault.TOO_LARGE)
    assert found.found_at == town.application.clock()


def test_findings_without_a_key_are_always_new():
    of_a_file = MailFinding(place="a.zip", fault=MailFault.BROKEN)

    assert unread_mails.fresh([of_a_file, finding(1), finding(2)], frozenset({"k2"})) == [
        of_a_file,
        finding(2),
    ]
