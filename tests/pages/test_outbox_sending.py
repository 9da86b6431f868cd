"""Mitteilungen by the town's mail server, from a click on the page."""

import threading

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.letters import LetterRow
from lotsen.db.people import PersonRow
from lotsen.domain.letters import LetterState
from lotsen.i18n import formats
from lotsen.ui import jobs
from lotsen.usecases import drafting
from tests.mail.servers import Post, mail_server, smtp_settings
from tests.pages.shown import button, words
from tests.pages.test_outbox import open_letter, said, states
from tests.usecases.letter_town import approve, bounce, do, draft_results, furnish, lines


@pytest.fixture
def people(town):
    return furnish(town)


@pytest.fixture
def post(monkeypatch, tmp_path):
    """A mail server that the settings name."""
    post = Post()
    with mail_server(post, tmp_path) as (port, trust):
        for name, value in smtp_settings(port, trust).items():
            monkeypatch.setenv(name, value)
        yield post


def is_sending(page):
    return any("werden gesendet" in each.proto.text for each in page.get("progress"))


def send(page, label):
    button(page, label).click().run()
    while is_sending(page):
        page.run()


def test_letters_are_sent_from_the_page(people, open_as, post):
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "outbox")
    send(page, "3 Schreiben jetzt senden")

    assert said(page, "success") == [
        "Gesendet: 3. Aufgeschoben: 0. Nicht zustellbar: 0. Unklar: 0. Noch nicht versucht: 0."
    ]
    assert list(post.taken.values()) == [1, 1, 1]
    assert states(people) == [LetterState.SENT] * 3


def test_dispatch_that_takes_longer_is_shown_until_it_is_done(people, open_as, post, monkeypatch):
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    post.before_answer = lambda _recipient: going_on.wait(60)
    going_on = threading.Event()
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "outbox")
    button(page, "3 Schreiben jetzt senden").click().run()
    assert is_sending(page)
    going_on.set()
    while is_sending(page):
        page.run()

    assert said(page, "success")[0].startswith("Gesendet: 3.")


def test_letter_that_may_not_leave_is_named_with_the_reason(people, open_as, post):
    draft_results(people)
    approve(people, "5a", "5b", "5c", "5d")
    ada = lines(people, "5a")[0]
    bounce(people, ada.id)

    page = open_as(people.kim, "outbox")
    send(page, "4 Schreiben jetzt senden")

    assert said(page, "success")[0].endswith("Noch nicht versucht: 1.")
    assert said(page, "error") == [
        "Das Schreiben an Lea Amt wartet. Noch nicht informiert: 1 der genannten Personen."
    ]


def test_deferred_letter_says_when_it_is_tried_again(people, open_as, post):
    with Session(people.engine) as session, session.begin():
        session.execute(
            update(PersonRow)
            .where(PersonRow.last_name == "Demir")
            .values(email="busy@stadt.example")
        )
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "outbox")
    send(page, "3 Schreiben jetzt senden")
    open_letter(page, lines(people)[0])

    with Session(people.engine) as session:
        hour = formats.hour(
            session.scalars(select(LetterRow.not_before).order_by(LetterRow.id)).first()
        )
    assert f"Stand: nächster Versuch ab {hour}" in words(page)
    assert "Der Mailserver sagt: 451 4.3.0 try later" in words(page)


def test_letters_that_a_throttling_server_left_say_when_they_leave(people, open_as, post):
    post.throttles = True
    do(people, drafting.draft, "4a")
    approve(people)

    page = open_as(people.kim, "outbox")
    send(page, "3 Schreiben jetzt senden")

    assert "Aufgeschoben: 1." in said(page, "success")[0]
    assert said(page, "error")[0].startswith("Manche Schreiben sind noch nicht versucht:")
    assert "Stand: nächster Versuch ab " in words(open_letter(page, lines(people)[2]))
