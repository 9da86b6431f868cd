"""Mails are brought in small steps: each message once, and what was read is kept."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lotsen.db.mails import MailRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.errors import BadInput, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.imports.emails import read_mails
from lotsen.mail.collecting import AT_ONCE, Collected
from tests.imports.posted import archive, mailbox, message


def kept(town):
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).select_from(MailRow))


def mails(count):
    return [bytes(message(f"Nummer {number}.", number=number)) for number in range(count)]


def test_many_are_taken_step_by_step(town, collector):
    told = []
    content = mailbox(*mails(AT_ONCE + 1))

    result = collector.collect(read_mails(content, "a.mbox"), "a.mbox", told.append)

    assert (result.read, result.new, result.known) == (AT_ONCE + 1, AT_ONCE + 1, 0)
    assert told == list(range(1, AT_ONCE + 2))
    assert kept(town) == AT_ONCE + 1


def test_same_mails_from_another_file_are_known(town, collector):
    first, second = mails(2)
    collector.collect(read_mails(mailbox(first, second), "a.mbox"), "a.mbox")

    packed = archive(**{"1.eml": first, "2.eml": second, "2 Kopie.eml": second})
    result = collector.collect(read_mails(packed, "b.zip"), "b.zip")

    assert (result.read, result.new, result.known) == (3, 0, 3)
    assert kept(town) == 2


def test_what_was_read_before_it_broke_off_is_kept(town, collector):
    def broken():
        yield from read_mails(mails(1)[0], "a.eml")
        raise BadInput("imap.lost", host="mail.stadt.example")

    result = Collected()
    with pytest.raises(BadInput):
        collector.collect(broken(), "INBOX", into=result)

    assert (result.read, result.new) == (1, 1)
    assert kept(town) == 1


def test_nothing_is_taken_once_people_are_told(town, collector):
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.NOTIFICATION))

    with pytest.raises(WrongPhase):
        collector.collect(read_mails(mails(1)[0], "a.eml"), "a.eml")
