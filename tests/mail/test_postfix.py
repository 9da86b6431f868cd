"""The same dialogues with Postfix, the mail server that many towns run."""

import email
import email.policy
import smtplib
from dataclasses import replace

import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.letters import LetterState
from lotsen.mail.posting import Sender
from lotsen.mail.smtp import Fate, Security, SmtpAccount
from tests.mail.postfix import postfix
from tests.mail.servers import HOST
from tests.mail.test_posting import approved, fates, states
from tests.usecases.letter_town import lines, whole


@pytest.fixture(scope="module")
def running():
    with postfix() as found:
        yield found


@pytest.fixture
def mailboxes(running):
    """The server with empty mailboxes."""
    for path in (running.home / "mail").glob("*/new/*"):
        path.unlink()
    return running


@pytest.fixture
def account(running):
    return SmtpAccount(
        host=HOST,
        port=running.starttls,
        security=Security.STARTTLS,
        sender="Stadt Musterhausen <digitallotsen@musterhausen.example>",
        ca_file=running.trust,
    )


def test_every_letter_lies_once_in_its_mailbox(town, mailboxes, send):
    approved(town, "cem", "ben", "ada")

    assert fates(send()) == [Fate.ARRIVED] * 3
    assert send() == []

    assert mailboxes.wait_for(3) == {"ada": 1, "ben": 1, "cem": 1}
    assert states(town) == [LetterState.SENT] * 3
    assert lines(town)[0].answer.startswith("250 2.0.0 Ok: queued as ")


def test_what_is_delivered_is_what_was_approved(town, mailboxes, send):
    approved(town, "cem", "ben", "ada")
    send()
    mailboxes.wait_for(3)

    told = {}
    for content in mailboxes.messages():
        message = email.message_from_bytes(content, policy=email.policy.default)
        told[message["To"].addresses[0].username] = message
    assert told["ada"]["Auto-Submitted"] == "auto-generated"
    assert told["ada"]["Subject"] == lines(town)[2].subject
    text = told["ada"].get_content().replace("\r\n", "\n")
    assert text == whole(town, lines(town)[2]).body


def test_refusal_for_good_and_a_busy_mailbox_stop_no_other(town, mailboxes, send):
    approved(town, "nobody", "busy", "ada")

    assert fates(send()) == [Fate.BOUNCED, Fate.DEFERRED, Fate.ARRIVED]

    assert states(town) == [LetterState.BOUNCED, LetterState.APPROVED, LetterState.SENT]
    assert lines(town)[0].answer.startswith("550 5.1.1 ")
    assert lines(town)[1].answer.startswith("451 4.3.0 ")
    assert mailboxes.wait_for(1) == {"ada": 1}


def test_server_that_goes_away_has_taken_nothing_and_ends_the_run(town, mailboxes, send):
    approved(town, "cem", "away", "ada")

    assert fates(send()) == [Fate.ARRIVED, Fate.DEFERRED]
    assert lines(town)[1].answer.startswith("421 4.3.2 ")
    assert fates(send()) == [Fate.ARRIVED]

    assert mailboxes.wait_for(2) == {"ada": 1, "cem": 1}


def test_server_that_dies_in_the_middle_of_the_data_leaves_a_letter_for_a_human(
    town, mailboxes, send, monkeypatch
):
    approved(town, "cem", "ben", "ada")
    whole_send = smtplib.SMTP.send

    def send_half(server, content):
        if isinstance(content, bytes) and b"<ben@stadt.example>" in content:
            whole_send(server, content[: len(content) // 2])
            mailboxes.kill_dialogues()
            content = content[len(content) // 2 :]
        whole_send(server, content)

    monkeypatch.setattr(smtplib.SMTP, "send", send_half)

    assert fates(send()) == [Fate.ARRIVED, Fate.LOST]
    assert fates(send()) == [Fate.ARRIVED]
    assert send() == []

    assert states(town) == [LetterState.SENT, LetterState.UNKNOWN, LetterState.SENT]
    assert mailboxes.wait_for(2) == {"ada": 1, "cem": 1}


def test_tls_from_the_first_byte(town, mailboxes, send, account):
    approved(town, "cem", "ben", "ada")

    tls = replace(account, port=mailboxes.tls, security=Security.TLS)

    assert fates(send(tls)) == [Fate.ARRIVED] * 3


@pytest.mark.parametrize("security", list(Security))
def test_wrong_certificate_is_refused_before_anything_is_said(town, mailboxes, account, security):
    approved(town)
    port = mailboxes.starttls if security == Security.STARTTLS else mailboxes.tls
    strict = replace(account, ca_file=None, port=port, security=security)
    sender = Sender(
        application=town.application, actor=town.kim, round_id=town.round_id, account=strict
    )

    with pytest.raises(BadInput, match="bad_certificate"):
        sender.post(lambda _posted: None)

    assert states(town) == [LetterState.APPROVED] * 3
    assert mailboxes.mailboxes() == {}
