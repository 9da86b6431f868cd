"""A server that does not listen to us at all: every letter waits, and none is spent on it."""

from dataclasses import replace
from datetime import timedelta

from lotsen.application.application import Application
from lotsen.domain.letters import MOST_ATTEMPTS, LetterState
from lotsen.mail.smtp import Fate
from tests.mail.test_posting import approved, fates, states
from tests.makers import NOON
from tests.usecases.letter_town import lines


def at(**later):
    return lambda: NOON + timedelta(**later)


def test_sender_that_the_server_does_not_know_bounces_no_letter(town, post, send, account):
    approved(town)

    assert fates(send(replace(account, sender="stranger@elsewhere.example"))) == [Fate.DEFERRED]
    assert states(town) == [LetterState.APPROVED] * 3


def test_server_that_takes_no_letters_now_costs_none_of_them_an_attempt(town, post, send):
    approved(town)
    post.throttles = True

    for run in range(MOST_ATTEMPTS + 1):
        town.application = Application(engine=town.engine, clock=at(minutes=6 * run))
        assert fates(send()) == [Fate.DEFERRED]  # the others are not even begun

    assert states(town) == [LetterState.APPROVED] * 3
    assert lines(town)[0].answer == "451 4.7.1 too many, come back later"
    post.throttles = False
    town.application = Application(engine=town.engine, clock=at(hours=1))
    assert fates(send()) == [Fate.ARRIVED] * 3


def test_server_that_takes_no_letters_now_is_left_alone_for_a_while(town, post, send):
    approved(town)
    post.throttles = True
    send()
    post.throttles = False

    assert send() == []
    assert {line.next_try for line in lines(town)} == {NOON + timedelta(minutes=5)}
    town.application = Application(engine=town.engine, clock=at(minutes=5))
    assert fates(send()) == [Fate.ARRIVED] * 3
