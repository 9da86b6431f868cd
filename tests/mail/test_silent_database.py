"""Letters leave while the database is busy: nobody gets two, and nobody is told an untruth."""

import sqlite3
from collections import Counter

import pytest

from lotsen.db import engine as engine_module
from lotsen.db.engine import open_engine
from lotsen.domain.errors import Unavailable
from lotsen.domain.letters import LetterState
from lotsen.mail.posting import MOST_TRIES, Sender
from tests.mail.test_posting import approved, states
from tests.makers import Town
from tests.usecases.letter_town import furnish


@pytest.fixture
def town(sqlite_url, monkeypatch):
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE_MS", 20)
    engine = open_engine(sqlite_url)
    yield furnish(Town(engine))
    engine.dispose()


@pytest.fixture
def holder(sqlite_url):
    """Somebody else who can hold the only pen of this file, and let it go."""
    file = sqlite_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    yield holder
    holder.close()


def sender(town, account):
    return Sender(
        application=town.application, actor=town.kim, round_id=town.round_id, account=account
    )


def test_end_of_a_letter_is_written_down_once_the_database_answers(town, post, account, holder):
    approved(town, "cem", "ben", "ada")
    post.before_answer = lambda who: who.startswith("cem") and holder.execute("BEGIN IMMEDIATE")

    def let_go(_seconds):
        if holder.in_transaction:
            holder.execute("ROLLBACK")

    sender(town, account).post(lambda _posted: None, pause=let_go)

    assert states(town) == [LetterState.SENT] * 3
    assert post.taken == {f"{name}@stadt.example": 1 for name in ("cem", "ben", "ada")}


def test_letter_whose_end_cannot_be_written_down_is_left_to_a_human(town, post, account, holder):
    approved(town, "cem", "ben", "ada")
    post.before_answer = lambda _who: holder.execute("BEGIN IMMEDIATE")
    pauses = Counter()

    with pytest.raises(Unavailable, match="not_noted"):
        sender(town, account).post(lambda _posted: None, pause=lambda long: pauses.update([long]))

    holder.execute("ROLLBACK")
    assert pauses == {1.0: MOST_TRIES}
    assert states(town) == [LetterState.SENDING, LetterState.APPROVED, LetterState.APPROVED]
    assert post.taken.total() == 1


def test_dispatch_ends_where_nothing_can_be_marked(town, post, account, holder):
    approved(town, "cem", "ben", "ada")
    post.before_answer = lambda _who: None
    holder.execute("BEGIN IMMEDIATE")
    posted = []

    sender(town, account).post(posted.append, pause=lambda _seconds: None)

    holder.execute("ROLLBACK")
    assert [type(each.refusal) for each in posted] == [Unavailable]
    assert states(town) == [LetterState.APPROVED] * 3
    assert post.taken.total() == 0
