"""Fifty raters save their sheets at once; and what is left when the server dies amid it."""

import asyncio
import math
import random
import re
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import websockets
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from bench import large_town, servers, towns
from bench.clock import p50, p95
from bench.figures import Figure
from bench.visitor import Trouble, Visitor
from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.base import now_utc
from lotsen.db.candidates import CandidateRow
from lotsen.db.engine import open_engine
from lotsen.db.people import PersonRoleRow, PersonRow, SignInRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.accounts import fingerprint, new_token
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.people import Role
from lotsen.domain.ratings import SheetState
from lotsen.usecases import audit
from lotsen.web import cookies
from tests.databases import PostgresqlCopies, postgresql_server

RATERS, SHEETS = 50, 10
LASTS, TOLD_EVERY = 45.0, 10.0
"""Seconds: so long everybody saves without a pause, and so often the bench says how far it is."""
KILLS, KILLED_AFTER = 20, (6.0, 15.0)
MOST, MOST_RATIO = 80.0, 1.5
SEED = 2027
LONG_AGO, LONG_AFTER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
NEXT = "Nächste Person"
PLACE = re.compile(r"mark-(\d+)-(\w+)-\d+$")

Place = tuple[int, str]
"""A candidate and a criterion."""


@dataclass(kw_only=True)
class Rater:
    """Somebody who rates: the way in, and what the server has acknowledged."""

    person_id: int
    cookie: str
    kept: dict[Place, str] = field(default_factory=dict)
    durations: list[float] = field(default_factory=list)


def run() -> Iterator[Figure]:
    """Measure saves over the websocket for so long, on SQLite and on PostgreSQL."""
    with large_town.folder() as folder:
        yield _saved("SQLite", f"sqlite:///{folder / 'saving.db'}")
    with (
        postgresql_server() as server,
        closing(PostgresqlCopies(server, durable=True)) as copies,
        copies.fresh() as url,
    ):
        yield _saved("PostgreSQL", url)


def alone() -> Iterator[Figure]:
    """One rater opens a sheet and saves: at the demo town, and at the size of the large one."""
    with large_town.folder() as folder:
        small = _alone(f"sqlite:///{folder / 'alone.db'}")
        large = _alone(large_town.build(folder))
    for what, at_demo, at_large in zip(("open a sheet", "save a mark"), small, large, strict=True):
        yield Figure(name=f"{what}, demo town", value=p50(at_demo), tail=p95(at_demo), most=MOST)
        yield Figure(
            name=f"{what}, 500,000 ratings",
            value=p50(at_large),
            tail=p95(at_large),
            baseline=p50(at_demo),
            against="at the demo town",
            most_ratio=MOST_RATIO,
        )


def killed(kills: int = KILLS) -> Iterator[Figure]:
    """Kill the server amid saves, again and again, and look for what was acknowledged."""
    rng = random.Random(SEED)  # when a server dies is no secret
    lost = broken = 0
    with large_town.folder() as folder:
        url = f"sqlite:///{folder / 'killed.db'}"
        raters = found(url, RATERS)
        for _turn in range(kills):
            with servers.running(servers.LOTSEN, **towns.settings(url)) as server:
                asyncio.run(until_killed(server, raters, rng.uniform(*KILLED_AFTER)))
            with looking(url) as engine:
                lost += sum(len(missing(engine, rater)) for rater in raters)
                broken += not is_whole(engine)
    kept = sum(len(rater.durations) for rater in raters)
    yield Figure(name=f"saves acknowledged, server killed {kills} times", value=kept, unit="")
    yield Figure(name="acknowledged saves that were lost", value=lost, unit="", errors=lost)
    yield Figure(name="databases that were not whole", value=broken, unit="", errors=broken)


def found(url: str, raters: int) -> list[Rater]:
    """The demo town, and raters who are signed in, not biased, and have empty sheets."""
    with towns.served(url):
        pass  # the first start migrates and loads
    with looking(url) as engine, Session(engine) as session, session.begin():
        candidates = session.scalars(
            select(CandidateRow.id)
            .where(CandidateRow.state == CandidateState.INTERESTED)
            .order_by(CandidateRow.id)
            .limit(SHEETS)
        ).all()
        return [_rater(session, number, list(candidates)) for number in range(raters)]


def missing(engine: Engine, rater: Rater) -> list[Place]:
    """What was acknowledged to a rater and does not stand in the records."""
    with Session(engine) as session:
        rows = session.execute(
            select(SheetRow.candidate_id, CriterionRow.key, RatingRow.value)
            .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
            .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
            .where(SheetRow.rater_id == rater.person_id)
        )
        stored = {(candidate, key): str(value) for candidate, key, value in rows}
    return [place for place, value in rater.kept.items() if stored.get(place) != value]


def is_whole(engine: Engine) -> bool:
    """Whether the file is sound, every change of a sheet has its line, and the chain holds."""
    chain = Application(engine=engine, clock=now_utc).query(SYSTEM, audit.verify)
    with Session(engine) as session:
        sound = session.scalar(text("PRAGMA integrity_check")) == "ok"
        saved = AuditRow.action == AuditAction.SHEET_SAVED
        lines = session.scalar(select(func.count()).where(saved)) or 0
        # the version of a new sheet is 1, and every save adds one
        changes = session.scalar(
            select(func.sum(SheetRow.version - 1)).where(SheetRow.saved_in != "")
        )
        return sound and lines == (changes or 0) and chain.broken is None


async def until_killed(server: servers.Server, raters: list[Rater], seconds: float) -> None:
    """Let everybody save until the server is killed in the middle of it."""
    saving = [asyncio.create_task(_save(server, rater, turns=1_000)) for rater in raters]
    await asyncio.sleep(seconds)
    server.process.kill()
    await asyncio.gather(*saving, return_exceptions=True)


@contextmanager
def looking(url: str) -> Iterator[Engine]:
    """The records, for a look."""
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _saved(where: str, url: str) -> Figure:
    raters = found(url, RATERS)
    with servers.running(servers.LOTSEN, **towns.settings(url)) as server:
        started = time.perf_counter()
        errors = asyncio.run(_all_save(server, raters, where))
        seconds = time.perf_counter() - started
    with looking(url) as engine:
        lost = sum(len(missing(engine, rater)) for rater in raters)
    durations = [each for rater in raters for each in rater.durations]
    return Figure(
        name=f"{len(durations):,} saves of {RATERS} raters in {seconds:.0f} s, {where}",
        value=p50(durations),
        tail=p95(durations),
        errors=errors + lost,
    )


def _alone(url: str) -> tuple[list[float], list[float]]:
    """Times of opening and of saving."""
    (rater,) = found(url, 1)
    with servers.running(servers.LOTSEN, **towns.settings(url)) as server:
        opened = asyncio.run(_open(server, rater))
        asyncio.run(_save(server, rater, turns=SHEETS))
    return opened, rater.durations


async def _open(server: servers.Server, rater: Rater) -> list[float]:
    async with Visitor(server, "rate", rater.cookie) as visitor:
        await visitor.run()
        durations = []
        for _sheet in range(SHEETS - 1):
            visitor.press(NEXT)
            durations.append(await visitor.run())
        return durations


async def _all_save(server: servers.Server, raters: list[Rater], where: str) -> int:
    until = asyncio.get_running_loop().time() + LASTS
    watching = asyncio.create_task(_tell(raters, where))
    tasks = [_save(server, rater, turns=SHEETS, until=until) for rater in raters]
    found = await asyncio.gather(*tasks, return_exceptions=True)
    watching.cancel()
    errors = [each for each in found if isinstance(each, BaseException)]
    for error in errors:
        if not isinstance(error, (Trouble, TimeoutError, websockets.WebSocketException)):
            raise error
    return len(errors)


async def _tell(raters: list[Rater], where: str) -> None:
    """Say now and then how far it is."""
    while True:
        await asyncio.sleep(TOLD_EVERY)
        saves = sum(len(rater.durations) for rater in raters)
        print(f"{where}: {saves:,} saves …", file=sys.stderr, flush=True)


async def _save(server: servers.Server, rater: Rater, turns: int, until: float = math.inf) -> None:
    """Rate every criterion of one sheet after the other; a finished run is an answer."""
    clock = asyncio.get_running_loop().time
    rng = random.Random(rater.person_id)  # what a rater chooses here is no secret
    async with Visitor(server, "rate", rater.cookie) as visitor:
        await visitor.run()
        for turn in range(turns):
            for radio in visitor.radios():
                found = PLACE.search(radio.id)
                assert found is not None
                place, choice = (int(found[1]), found[2]), rng.choice("345")
                if rater.kept.get(place) == choice:
                    continue
                if clock() > until:
                    return
                visitor.pick(radio, choice)
                rater.kept.pop(place, None)  # from here on nobody knows until it is answered
                rater.durations.append(await visitor.run())
                rater.kept[place] = choice
            if turn % SHEETS < SHEETS - 1:
                visitor.press(NEXT)
                await visitor.run()


def _rater(session: Session, number: int, candidates: list[int]) -> Rater:
    token = new_token()
    person = PersonRow(
        email=f"rater{number}@musterhausen.example", first_name="Rita", last_name=f"Roth {number}"
    )
    person.roles = [PersonRoleRow(role=Role.RATER)]
    session.add(person)
    session.flush()
    session.add(
        SignInRow(
            token_hash=fingerprint(token),
            person_id=person.id,
            started_at=LONG_AGO,
            ends_at=LONG_AFTER,
            seen_at=LONG_AFTER,
        )
    )
    session.add_all(
        SheetRow(
            candidate_id=candidate,
            rater_id=person.id,
            state=SheetState.ASSIGNED,
            declared_on=LONG_AGO.date(),
        )
        for candidate in candidates
    )
    return Rater(person_id=person.id, cookie=f"{cookies.SESSION}={token}")
