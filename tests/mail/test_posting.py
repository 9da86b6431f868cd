"""Letters are handed to a real mail server, which does its worst: nobody gets two."""

import email
import email.policy
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.people import PersonRow
from lotsen.domain.errors import BadInput
from lotsen.domain.letters import LetterState
from lotsen.mail.posting import Sender
from lotsen.mail.smtp import Fate, Security
from lotsen.usecases import drafting
from tests.mail.servers import Post, mail_server
from tests.makers import NOON
from tests.usecases.letter_town import (
    approve,
    bounce,
    do,
    draft_results,
    lines,
    whole,
)


def approved(town, *names):
    """Letters to these addresses, in the order of their names."""
    people = town.application.query(town.kim, drafting.addressees, town.round_id, "4a")
    with Session(town.engine) as session, session.begin():
        for person, name in zip(people, names, strict=False):
            session.execute(
                update(PersonRow)
                .where(PersonRow.id == person.person_id)
                .values(email=f"{name}@stadt.example")
            )
    do(town, drafting.draft, "4a")
    approve(town)


def states(town):
    return [line.state for line in lines(town)]


def fates(posted):
    return [each.delivery.fate for each in posted if each.delivery]


def test_every_letter_arrives_once_in_one_dialogue(town, post, send):
    approved(town, "cem", "ben", "ada")

    assert fates(send()) == [Fate.ARRIVED] * 3
    assert send() == []

    assert post.taken == {f"{name}@stadt.example": 1 for name in ("cem", "ben", "ada")}
    assert post.dialogues == 2  # before and after STARTTLS
    assert states(town) == [LetterState.SENT] * 3
    assert lines(town)[0].answer == "250 2.0.0 taken"


def test_what_arrives_is_what_was_approved(town, post, send):
    approved(town)
    send()

    message = email.message_from_bytes(post.messages[2], policy=email.policy.default)
    assert message["To"] == f"Ada Yıldız <{lines(town)[2].email}>"
    assert message["From"] == "Stadt Musterhausen <digitallotsen@musterhausen.example>"
    assert message["Cc"] is None
    assert message["Bcc"] is None
    text = message.get_content().replace("\r\n", "\n")
    assert text == whole(town, lines(town)[2]).body


def test_letter_that_is_refused_for_good_stops_no_other(town, post, send):
    approved(town, "nobody", "full", "ada")

    assert fates(send()) == [Fate.BOUNCED, Fate.BOUNCED, Fate.ARRIVED]

    assert states(town) == [LetterState.BOUNCED, LetterState.BOUNCED, LetterState.SENT]
    assert [line.answer for line in lines(town)[:2]] == [
        "550 5.1.1 no such mailbox",
        "552 5.2.2 mailbox full",
    ]


def test_busy_mailbox_is_tried_again_later(town, post, send):
    approved(town, "busy", "ben", "ada")

    assert fates(send()) == [Fate.DEFERRED, Fate.ARRIVED, Fate.ARRIVED]
    assert send() == []  # five minutes have not passed
    assert lines(town)[0].next_try == NOON + timedelta(minutes=5)
    town.application = Application(engine=town.engine, clock=lambda: NOON + timedelta(minutes=6))
    assert fates(send()) == [Fate.DEFERRED]


def test_server_that_goes_away_has_taken_nothing_and_ends_the_run(town, post, send):
    approved(town, "cem", "away", "ada")

    assert fates(send()) == [Fate.ARRIVED, Fate.DEFERRED]

    assert states(town) == [LetterState.SENT, LetterState.APPROVED, LetterState.APPROVED]
    assert fates(send()) == [Fate.ARRIVED]


@pytest.mark.parametrize(("name", "taken"), [("dies", 0), ("silent", 1)])
def test_server_that_dies_in_data_leaves_a_letter_for_a_human(town, post, send, name, taken):
    approved(town, "cem", name, "ada")

    assert fates(send()) == [Fate.ARRIVED, Fate.LOST]
    assert fates(send()) == [Fate.ARRIVED]
    assert send() == []

    assert states(town) == [LetterState.SENT, LetterState.UNKNOWN, LetterState.SENT]
    assert post.taken[f"{name}@stadt.example"] == taken


@pytest.mark.parametrize("word", ["\0proxy error", "354 go ahead", "199 well", "999 what"])
def test_last_word_that_nobody_understands_leaves_a_letter_for_a_human(town, post, send, word):
    approved(town, "cem", "odd", "ada")
    post.answers["odd"] = word

    assert fates(send()) == [Fate.ARRIVED, Fate.LOST]
    assert fates(send()) == [Fate.ARRIVED]

    assert states(town) == [LetterState.SENT, LetterState.UNKNOWN, LetterState.SENT]


def test_word_that_nobody_understands_before_the_letter_ends_the_run(town, post, send):
    approved(town, "cem", "garbled", "ada")

    assert fates(send()) == [Fate.ARRIVED, Fate.DEFERRED]
    assert fates(send()) == [Fate.ARRIVED]

    assert post.taken["garbled@stadt.example"] == 0


def test_refusal_counts_though_the_line_is_closed_after_it(town, post, send):
    approved(town, "cem", "shut", "ada")

    assert fates(send()) == [Fate.ARRIVED, Fate.BOUNCED]
    assert fates(send()) == [Fate.ARRIVED]

    assert states(town) == [LetterState.SENT, LetterState.BOUNCED, LetterState.SENT]
    assert lines(town)[1].answer == "550 5.1.1 no such mailbox"


def test_leaders_hear_after_their_people(town, post, send):
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")

    assert fates(send()) == [Fate.ARRIVED] * 5

    told = [email.message_from_bytes(each)["To"].split("@")[0] for each in post.messages]
    assert [who.split()[-1] for who in told[3:]] == ["<person4", "<person5"]


def test_leader_waits_for_the_letter_that_bounced(town, post, send):
    draft_results(town)
    approve(town, "5a", "5b", "5c", "5d")
    first = lines(town, "5a")[0]
    bounce(town, first.id)

    refusals = [each.refusal.code for each in send() if each.refusal]

    assert refusals == ["letter.candidates_first"]
    assert [line.state for line in lines(town, "5d")] == [LetterState.APPROVED, LetterState.SENT]


def test_wrong_certificate_is_refused_before_anything_is_said(town, post, send, account):
    approved(town)

    with pytest.raises(BadInput, match="bad_certificate"):
        send(replace(account, ca_file=None))

    assert (post.messages, states(town)) == ([], [LetterState.APPROVED] * 3)


def test_certificate_of_another_server_is_refused(town, post, send, account, tmp_path):
    approved(town)
    other = tmp_path / "other"
    other.mkdir()

    with (
        mail_server(post, other, name="mail.elsewhere.example") as (port, trust),
        pytest.raises(BadInput, match="bad_certificate"),
    ):
        send(replace(account, port=port, ca_file=trust))


def test_server_without_encryption_is_told_nothing(town, post, send, account, tmp_path):
    approved(town)
    other = tmp_path / "other"
    other.mkdir()

    with (
        mail_server(post, other, starttls=False) as (port, trust),
        pytest.raises(BadInput, match="no_encryption"),
    ):
        send(replace(account, port=port, ca_file=trust))

    assert (post.messages, states(town)) == ([], [LetterState.APPROVED] * 3)


def test_tls_from_the_first_byte(town, post, send, account, tmp_path):
    approved(town)
    other = tmp_path / "other"
    other.mkdir()

    with mail_server(post, other, tls=True) as (port, trust):
        tls = replace(account, port=port, ca_file=trust, security=Security.TLS)
        assert fates(send(tls)) == [Fate.ARRIVED] * 3


def test_wrong_password_sends_nothing(town, post, send, account):
    approved(town)

    with pytest.raises(BadInput, match="bad_login"):
        send(replace(account, password="falsch"))
    assert states(town) == [LetterState.APPROVED] * 3


def test_server_that_is_not_there_sends_nothing(town, send, account, tmp_path):
    approved(town)
    other = tmp_path / "other"
    other.mkdir()
    with mail_server(Post(), other) as (port, _trust):
        pass

    with pytest.raises(BadInput, match="no_connection"):
        send(replace(account, port=port))
    assert states(town) == [LetterState.APPROVED] * 3


def test_of_two_who_post_at_once_each_letter_is_taken_by_one(town, post, send):
    approved(town, "cem", "ben", "ada")
    posted = []
    ready = threading.Barrier(2)

    def race():
        ready.wait()
        posted.extend(send())

    threads = [threading.Thread(target=race) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(post.taken.values()) == {1}
    assert fates(posted) == [Fate.ARRIVED] * 3
    assert states(town) == [LetterState.SENT] * 3


def test_pause_keeps_the_rate(town, account, post):
    approved(town)
    pauses = []
    sender = Sender(
        application=town.application,
        actor=town.kim,
        round_id=town.round_id,
        account=replace(account, per_minute=30),
    )

    sender.post(lambda _posted: None, pause=pauses.append)

    assert pauses == [2.0] * 3
