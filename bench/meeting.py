"""A meeting: the wall runs again, a device asks and follows, and many ask and vote at once."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import large_town, servers, towns
from bench.clock import p50, p95
from bench.figures import Figure
from bench.following import followed
from bench.saving import Rater, found, looking
from bench.visitor import Trouble, Visitor
from lotsen.application.application import Application
from lotsen.db.base import now_utc
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRoleRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.ids import CandidateId, MeetingId, PersonId, RoundId
from lotsen.domain.people import Actor, Role
from lotsen.usecases import ballots, meeting, meeting_plan, meeting_views
from tests.databases import PostgresqlCopies, postgresql_server

MEMBERS, MORE = 50, 100
ITEMS, TURNS = 8, 60
EVERY, VOTES_EVERY, LASTS, TOGETHER = 2.0, 10.0, 24.0, 60.0
MOST_WALL, MOST_POLL = 60.0, 15.0
MOST_TAILS = {MEMBERS: (80.0, 120.0), MORE: (200.0, 300.0)}
SEED = 2027
PAGE = "meeting"


@dataclass(kw_only=True)
class Times:
    """How long the first page, the questions and the votes of everybody took, in milliseconds."""

    opened: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    errors: int = 0


def run() -> Iterator[Figure]:
    """Measure at the demo town on SQLite, and the fifty on PostgreSQL too."""
    with large_town.folder() as folder:
        yield from _alone(folder)
        yield from _following(f"sqlite:///{folder / 'following.db'}", "one server", count=1)
        for members in (MEMBERS, MORE):
            yield from _crowd(f"sqlite:///{folder / f'{members}.db'}", members, "SQLite")
    with (
        postgresql_server() as server,
        closing(PostgresqlCopies(server, durable=True)) as copies,
        copies.fresh() as url,
    ):
        yield from _crowd(url, MEMBERS, "PostgreSQL")
        with copies.fresh() as other:
            yield from _following(other, "two servers, PostgreSQL", count=2)


def _following(url: str, where: str, *, count: int) -> Iterator[Figure]:
    members = found(url, 1)
    hold(url, members, voting=False)
    yield from followed(url, members[0], where, count=count)


def hold(url: str, members: Sequence[Rater], *, voting: bool = True) -> MeetingId:
    """A meeting that is on, with everybody there and, with `voting`, a vote on its first item."""
    with looking(url) as engine:
        house = Application(engine=engine, clock=now_utc)
        with Session(engine) as session:
            chosen = select(CandidateRow.id).where(CandidateRow.state == CandidateState.INTERESTED)
            candidates = session.scalars(chosen.order_by(CandidateRow.id).limit(ITEMS)).all()
            held = select(PersonRoleRow.person_id).where(PersonRoleRow.role == Role.COORDINATOR)
            chair = _actor(session.scalars(held).first() or 0, Role.COORDINATOR)
        key = house.execute(chair, meeting_plan.plan, RoundId(1), "Sitzung")
        people = [CandidateId(each) for each in candidates]
        house.execute(chair, meeting_plan.add_candidates, key, people, 10, seen=1)
        version = house.query(chair, meeting_views.room, key).version
        house.execute(chair, meeting.open_, key, seen=version)
        for each in members:
            house.execute(_actor(each.person_id, Role.RATER), meeting.attend, key, here=True)
        called = house.query(chair, meeting_views.room, key).called
        assert called is not None
        if voting:
            house.execute(chair, ballots.open_ballot, key, called.id, secret=False)
    return key


def _actor(person: int, role: Role) -> Actor:
    return Actor(id=PersonId(person), name="Bank", roles=frozenset({role}))


def _alone(folder: Path) -> Iterator[Figure]:
    url = f"sqlite:///{folder / 'wall.db'}"
    members = found(url, 1)
    key = hold(url, members)
    with towns.served(url) as town:
        wall = asyncio.run(_wall(town, key))
        before = _worked(town.server)
        polls = asyncio.run(_polls(town.server, members[0]))
        work = (_worked(town.server) - before) / len(polls)
    yield Figure(name="processor time of a poll", value=work)
    yield Figure(name="rerun of the wall", value=p50(wall), tail=p95(wall), most=MOST_WALL)
    yield Figure(name="poll of a device", value=p50(polls), tail=p95(polls), most=MOST_POLL)


async def _wall(town: towns.Town, key: MeetingId) -> list[float]:
    async with Visitor(town.server, PAGE, town.cookie, query=f"wand={key}") as visitor:
        await visitor.run()
        return [await visitor.run() for _turn in range(TURNS)]


def _worked(server: servers.Server) -> float:
    """Milliseconds that the server has computed; others on the machine do not count in it."""
    times = server.process.cpu_times()
    return (times.user + times.system) * 1000


async def _polls(server: servers.Server, member: Rater) -> list[float]:
    async with Visitor(server, PAGE, member.cookie) as visitor:
        await visitor.run()
        return [await visitor.poll() for _turn in range(TURNS)]


def _crowd(url: str, members: int, where: str) -> Iterator[Figure]:
    people = found(url, members)
    hold(url, people)
    with towns.served(url) as town:
        times = asyncio.run(_all(town.server, people))
    yield Figure(
        name=f"{members} open the page at once, {where}",
        value=p50(times.opened),
        tail=p95(times.opened),
    )
    for what, values, most in zip(
        ("poll", "vote"), (times.polls, times.votes), MOST_TAILS[members], strict=True
    ):
        yield Figure(
            name=f"{what}, {members} members, {where}",
            value=p50(values),
            tail=p95(values),
            most_tail=most,
            errors=times.errors,
        )


async def _all(server: servers.Server, members: Sequence[Rater]) -> Times:
    rng = random.Random(SEED)  # when somebody votes is no secret
    times = Times()
    in_the_room = asyncio.Barrier(len(members))
    visits = [
        _visit(
            server, member, times, in_the_room, (rng.random() * EVERY, rng.random() * VOTES_EVERY)
        )
        for member in members
    ]
    for error in await asyncio.gather(*visits, return_exceptions=True):
        if isinstance(error, (Trouble, TimeoutError, websockets.WebSocketException)):
            times.errors += 1
        elif isinstance(error, BaseException):
            raise error
    return times


async def _visit(
    server: servers.Server,
    member: Rater,
    times: Times,
    in_the_room: asyncio.Barrier,
    offsets: tuple[float, float],
) -> None:
    """Come with all others at once; then ask every two seconds, and vote anew every ten."""
    loop = asyncio.get_running_loop()
    async with Visitor(server, PAGE, member.cookie) as visitor:
        times.opened.append(await visitor.run())
        async with asyncio.timeout(TOGETHER):
            await in_the_room.wait()
        due = loop.time() + offsets[0]
        until, vote_due, turn = due + LASTS, due + offsets[1], 0
        while due < until:
            due += EVERY
            await asyncio.sleep(max(0.0, due - loop.time()))
            times.polls.append(await visitor.poll())
            if loop.time() >= vote_due:
                vote_due, turn = vote_due + VOTES_EVERY, turn + 1
                visitor.press("Ja" if turn % 2 else "Nein")
                times.votes.append(await visitor.run())
