"""A thousand letters are written, five thousand are looked at, and a killed process posts them."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bench import large_town, towns
from bench.clock import p50, p95, processor_milliseconds
from bench.figures import Figure
from bench.visitor import Visitor
from lotsen.application.application import Application
from lotsen.bootstrap import load_demo
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.migrate import upgrade
from lotsen.db.people import PersonRow
from lotsen.domain.letters import LetterState
from lotsen.export.letters import LetterFile, deliver_letters
from lotsen.usecases import drafting, meeting_plan, outbox, rounds
from tests.mail.killing import KILLED_AFTER, LETTERS, post_and_kill
from tests.mail.servers import Post, mail_server
from tests.makers import Town
from tests.usecases.letter_town import approve, do, furnish, lines, whole
from tests.usecases.meetings import EVENING

WRITTEN, LOOKED_AT, FEW = 1_000, 5_000, 60
TURNS = 60
MOST_WRITTEN, MOST_LOOKED_AT = 5_000.0, 150.0


def run() -> Iterator[Figure]:
    """Letters with an invitation each as drafts, and the outbox over the websocket."""
    with large_town.folder() as folder:
        yield _written(folder)
    few, many = (_looked_at(count) for count in (FEW, LOOKED_AT))
    yield Figure(
        name=f"rerun of the outbox, {LOOKED_AT:,} letters",
        value=p50(many),
        tail=p95(many),
        most=MOST_LOOKED_AT,
        baseline=p50(few),
        against=f"{FEW} letters",
    )


def killed() -> Iterator[Figure]:
    """A thousand letters, and the process that posts them is killed twenty times: nobody gets two.

    Raises:
        AssertionError: somebody got two, or a letter on its way was not given to a human.
    """
    with large_town.folder() as folder, _town(folder) as (town, url):
        post, started = Post(), time.perf_counter()
        with mail_server(post, folder) as server:
            post_and_kill(town, post, server, url)
    yield Figure(
        name=f"{LETTERS:,} letters, {len(KILLED_AFTER)} times killed",
        value=time.perf_counter() - started,
        unit="s",
        errors=0,  # it would not have come so far
    )


def _written(folder: Path) -> Figure:
    with _town(folder) as (town, _url):
        for number in range(WRITTEN - 3):
            town.make_candidate(f"Nr Person{number:04}", department=town.buerger)
        meeting = do(town, meeting_plan.plan, "Vorstellungen", EVENING + timedelta(days=1))
        _all_on_the_agenda(town, meeting, town.ada)
        drafted = processor_milliseconds(lambda: do(town, drafting.draft, "4a"))
        approve(town)
        round_ = town.application.query(town.kim, rounds.current)
        chosen = [line.id for line in lines(town)]
        made: list[bytes] = []
        rendered = processor_milliseconds(
            lambda: made.append(
                deliver_letters(town.application, town.kim, round_, LetterFile.DRAFTS, chosen)
            )
        )
        first = whole(town, lines(town)[0])
        bare = processor_milliseconds(lambda: _bare(first))
    return Figure(
        name=f"{WRITTEN:,} letters drafted, and made with an invitation each, processor time",
        value=drafted + rendered,
        most=MOST_WRITTEN,
        baseline=bare,
        against=f"{WRITTEN:,} bare messages",
    )


def _all_on_the_agenda(town: Any, meeting: Any, first: int) -> None:
    town.application.execute(
        town.kim,
        meeting_plan.add_candidates,
        meeting,
        [first + number for number in range(WRITTEN)],
        10,
        seen=1,
    )


def _bare(letter: outbox.Letter) -> None:
    """What the standard library alone takes for as many messages with this text."""
    for _number in range(WRITTEN):
        message = EmailMessage(policy=SMTP)
        message["To"], message["Subject"] = letter.line.email, letter.line.subject
        message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
        message.as_bytes()


def _looked_at(count: int) -> list[float]:
    with large_town.folder() as folder:
        url = towns.demo_url(folder)
        engine = open_engine(url)
        upgrade(engine)
        load_demo(Application(engine=engine, clock=now_utc))
        _insert_letters(engine, count)
        engine.dispose()
        with towns.served(url) as town:
            return asyncio.run(_visit(town))


async def _visit(town: towns.Town) -> list[float]:
    async with Visitor(town.server, "outbox", town.cookie) as visitor:
        await visitor.run()
        return [await visitor.run() for _turn in range(TURNS)]


def _insert_letters(engine: Engine, count: int) -> None:
    """Drafts and letters that were sent, in turns, each to a person of its own."""
    with Session(engine) as session, session.begin():
        kinds = session.execute(
            select(LetterTemplateRow.id, LetterTemplateRow.round_id, LetterTemplateRow.body)
        ).all()
        someone = session.scalar(select(PersonRow.id).order_by(PersonRow.id).limit(1)) or 0
        session.add_all(_person(number) for number in range(count))
        session.flush()
        people = session.scalars(
            select(PersonRow.id).where(PersonRow.first_name == "Nr").order_by(PersonRow.id)
        )
        session.add_all(
            _letter(number, person_id, kinds[number % len(kinds)], someone)
            for number, person_id in enumerate(people)
        )


def _person(number: int) -> PersonRow:
    return PersonRow(
        email=f"nr{number}@musterhausen.example", first_name="Nr", last_name=f"Person {number:04}"
    )


def _letter(number: int, person_id: int, kind: Any, someone: int) -> LetterRow:
    sent = now_utc() if number % 2 else None
    return LetterRow(
        template_id=kind.id,
        round_id=kind.round_id,
        person_id=person_id,
        recipient=f"Nr Person {number:04}",
        email=f"nr{number}@musterhausen.example",
        subject="Betreff",
        body=kind.body,
        drafted_by_id=someone,
        state=LetterState.SENT if sent else LetterState.DRAFT,
        approved_by_id=someone if sent else None,
        approved_at=sent,
        sent_at=sent,
    )


@contextmanager
def _town(folder: Path) -> Iterator[tuple[Any, str]]:
    url = f"sqlite:///{folder / 'letters.db'}"
    engine = open_engine(url)
    try:
        upgrade(engine)
        yield furnish(Town(engine)), url
    finally:
        engine.dispose()
