"""A town with a committee that meets."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.people import SignInRow
from lotsen.domain.meetings import Choice
from lotsen.usecases import (
    ballots,
    meeting,
    meeting_plan,
    meeting_pulse,
    meeting_stage,
    meeting_views,
)
from tests.makers import ADVISORY, COORDINATOR, LEADERSHIP, NOON, RATER

REASON = "Wir wohnen zusammen in einem Haus."
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
TOKEN = "b" * 64
EVENING = datetime(2027, 6, 17, 16, 0, tzinfo=UTC)


def furnish(town):
    """Three candidates, three raters, a chair, the leadership, and somebody who advises."""
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben, town.cem = (
        town.make_candidate(name, motivation="Ich helfe gern.", projects="E-Akte")
        for name in ("Ada Yıldız", "Ben Groß", "Cem Demir")
    )
    town.chair = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.raters = [town.make_actor(name, RATER) for name in ("Rita Roth", "Rolf Rabe", "Rosa Ruf")]
    town.adviser = town.make_actor("Gesa Gleich", ADVISORY)
    return town


def do(town, actor, command, *args, **kwargs):
    return town.application.execute(actor, command, *args, **kwargs)


def room(town, actor=None):
    return town.application.query(actor or town.chair, meeting_views.room, town.meeting)


def stage(town, actor=None):
    return town.application.query(actor or town.chair, meeting_stage.scene, town.meeting)[1]


def plan(town, *candidates):
    """A meeting with these candidates on its agenda, ten minutes each."""
    town.meeting = do(town, town.chair, meeting_plan.plan, town.round_id, "Sitzung 1", EVENING)
    chosen = candidates or (town.ada, town.ben, town.cem)
    do(town, town.chair, meeting_plan.add_candidates, town.meeting, chosen, 10, seen=1)
    return town


def begin(town, *candidates):
    """Such a meeting, opened; the first item is called."""
    plan(town, *candidates)
    do(town, town.chair, meeting.open_, town.meeting, seen=room(town).version)
    return town


def come(town, *actors):
    for actor in actors:
        do(town, actor, meeting.attend, town.meeting, here=True)


def call(town, number, actor=None):
    agenda, called = room(town, actor).agenda, room(town, actor).called
    after = None if called is None else called.id
    do(town, actor or town.chair, meeting.call, town.meeting, agenda[number - 1].id, after=after)


def ask(town, *, secret=False):
    """Open a vote on the present item; gives its key."""
    do(town, town.chair, ballots.open_ballot, town.meeting, room(town).called.id, secret=secret)
    return room(town).called.ballot.id


def say(town, actor, ballot, choice):
    do(town, actor, ballots.vote, town.meeting, ballot, choice)


def end(town, ballot):
    do(town, town.chair, ballots.count, town.meeting, ballot)
    return room(town).called.ballot


def sign_in(town, actor):
    with Session(town.engine) as session, session.begin():
        session.merge(
            SignInRow(
                token_hash=TOKEN,
                person_id=actor.id,
                started_at=NOON,
                ends_at=NOON + timedelta(hours=1),
            )
        )


def pulse(town):
    """What the device of whoever has signed in is told."""
    return town.application.query(SYSTEM, meeting_pulse.pulse, TOKEN, town.meeting)


@contextmanager
def statements(town) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    found = []

    def note(_connection, _cursor, text, *_more):
        if not text.startswith("BEGIN"):
            found.append(text)

    event.listen(town.engine, "before_cursor_execute", note)
    yield found
    event.remove(town.engine, "before_cursor_execute", note)
