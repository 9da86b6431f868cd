"""A real mailbox is looked into: all of it arrives once, and nothing in it is touched."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.db.mails import MailRow
from lotsen.domain.errors import BadInput
from lotsen.domain.mails import MailFault
from lotsen.imports.emails import read_mails
from lotsen.imports.limits import MAILS
from lotsen.mail import imap
from lotsen.mail.collecting import Collected
from lotsen.usecases import unread_mails
from tests.imports.posted import message, nested
from tests.mail.dovecot import cutting
from tests.mail.servers import PASSWORD, USER


def fetch(collector, account, into=None, **more):
    with imap.opened(account, **more) as found:
        return collector.collect(found.mails(), account.folder, into=into, is_fetched=True)


def unread(collector):
    return collector.application.query(collector.actor, unread_mails.listing, collector.round_id)


def figures(result):
    return result.read, result.new, result.known, result.unread


def kept(town):
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).select_from(MailRow))


def mails(count, start=0):
    return [
        bytes(message(f"Nummer {number}. " + "wort " * 50, number=number))
        for number in range(start, start + count)
    ]


def test_everything_arrives_once_and_the_mailbox_stays_as_it_was(
    town, mailbox, imap_account, collector
):
    mailbox.put(*mails(30))
    before = mailbox.state()

    first = fetch(collector, imap_account)
    second = fetch(collector, imap_account)

    assert figures(first) == (30, 30, 0, 0)
    assert figures(second) == (30, 0, 30, 0)
    assert kept(town) == 30
    assert mailbox.state() == before


def test_only_what_is_new_is_taken(town, mailbox, imap_account, collector):
    mailbox.put(*mails(2))
    fetch(collector, imap_account)
    mailbox.put(*mails(1, start=2))

    assert figures(fetch(collector, imap_account)) == (3, 1, 2, 0)


def test_what_was_uploaded_before_does_not_come_twice(town, mailbox, imap_account, collector):
    mailbox.put(*mails(1))
    collector.collect(read_mails(mails(1)[0], "a.eml"), "a.eml")

    assert figures(fetch(collector, imap_account)) == (1, 0, 1, 0)


def test_mailbox_says_when_a_mail_came_that_no_server_stamped(mailbox, imap_account):
    mailbox.put(bytes(message(received="")), bytes(message("Zwei.", number=2)))
    mailbox.came(datetime(2027, 6, 15, 8, 0, tzinfo=UTC))

    with imap.opened(imap_account) as found:
        mails = list(found.mails())

    assert [(mail.received_at, mail.is_stamped) for mail in mails] == [
        (datetime(2027, 6, 15, 8, 0, tzinfo=UTC), True),
        (datetime(2027, 6, 16, 7, 30, tzinfo=UTC), True),
    ]


def test_bad_message_is_a_finding_and_the_others_arrive(mailbox, imap_account, collector):
    mailbox.put(mails(1)[0], nested(200), mails(1, start=1)[0])

    result = fetch(collector, imap_account)

    assert figures(result) == (3, 2, 0, 1)
    assert result.findings[0].fault == MailFault.TOO_NESTED
    assert result.findings[0].place.startswith(f"{USER}, INBOX, UID ")


def test_of_a_full_folder_the_newest_are_read_and_it_says_so(
    town, mailbox, imap_account, collector
):
    mailbox.put(*mails(4))

    result = fetch(collector, imap_account, most=2)

    assert figures(result) == (2, 2, 0, 0)
    assert [(each.fault, each.facts) for each in result.findings] == [
        (MailFault.FULL_FOLDER, {"most": 2})
    ]
    assert result.findings[0].place == f"{USER}, INBOX"
    with Session(town.engine) as session:
        texts = session.scalars(select(MailRow.text)).all()
    assert sorted(text.partition(".")[0] for text in texts) == ["Nummer 2", "Nummer 3"]


def test_folder_that_is_just_full_has_no_finding(mailbox, imap_account, collector):
    mailbox.put(*mails(2))

    assert fetch(collector, imap_account, most=2).findings == []


def test_what_cannot_be_read_is_new_once_and_gone_when_it_is_gone(mailbox, imap_account, collector):
    mailbox.put(mails(1)[0], nested(200))

    def new():
        return [
            each.fault
            for each in collector.note_unread(fetch(collector, imap_account), imap_account.place)
        ]

    assert new() == [MailFault.TOO_NESTED]
    assert new() == []
    mailbox.put(nested(201))
    assert new() == [MailFault.TOO_NESTED]
    assert len(unread(collector)) == 2
    for path in (mailbox.folder / "cur").iterdir():
        path.unlink()
    assert new() == []
    assert unread(collector) == ()


def test_mail_knows_the_folder_that_it_lies_in(town, mailbox, imap_account, collector):
    mailbox.put(*mails(1))

    fetch(collector, imap_account)

    with Session(town.engine) as session:
        row = session.scalars(select(MailRow)).one()
        assert (row.is_fetched, row.place) == (True, "INBOX")


def test_what_is_too_large_is_not_even_fetched(mailbox, imap_account):
    mailbox.put(mails(1)[0], bytes(message("x" * 500 + "\n", number=9)) * 200)

    with imap.opened(imap_account) as found:
        read = list(found.mails(replace(MAILS, message_bytes=50_000)))

    assert [getattr(each, "fault", None) for each in read] == [None, MailFault.TOO_LARGE]


def test_connection_that_breaks_off_is_said_and_can_be_repeated(
    town, mailbox, imap_account, collector
):
    mailbox.put(*mails(300))
    result = Collected()

    with cutting(imap_account.port, after=150_000) as port, pytest.raises(BadInput) as refused:
        fetch(collector, replace(imap_account, port=port), into=result)

    assert refused.value.code == "imap.lost"
    assert 0 < kept(town) < 300
    assert result.new == kept(town)
    assert figures(fetch(collector, imap_account)) == (300, 300 - result.new, result.new, 0)
    assert kept(town) == 300


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"password": "falsch"}, "imap.bad_login"),
        ({"password": "fälsch"}, "imap.bad_login"),
        ({"folder": "Gibt es nicht"}, "imap.no_folder"),
        ({"ca_file": None}, "imap.bad_certificate"),
        ({"host": "localhost"}, "imap.bad_certificate"),
        ({"port": 1}, "imap.no_connection"),
    ],
)
def test_mailbox_that_cannot_be_opened_is_said(imap_account, change, code):
    with pytest.raises(BadInput) as refused, imap.opened(replace(imap_account, **change)):
        pass

    assert refused.value.code == code


def test_password_is_not_in_what_is_printed_of_an_account(imap_account):
    assert PASSWORD not in repr(imap_account)
