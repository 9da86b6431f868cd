"""A thousand mails, read and shown as a list; what the standard library needs beside it."""

import email
import tracemalloc
from base64 import encodebytes
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import processor_milliseconds, times
from bench.figures import Figure
from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.imports.emails import read_mails
from lotsen.mail.collecting import Collector
from lotsen.settings import DATA
from lotsen.usecases import demo, inbox_views, rounds

COUNT = 1_000
MOST, MOST_MEMORY, MOST_LIST = 30_000.0, 50.0, 150.0
TEXT = "Guten Tag,\n\nhiermit bekunde ich mein Interesse. " + "Ich helfe gern weiter. " * 40
QUOTE = "\n\nMit freundlichen Grüßen\nNummer {number}\nFachbereich Bürgerdienste\n"


def run() -> Iterator[Figure]:
    """Measure reading, keeping and showing; the baseline only takes the messages apart."""
    contents = [message(number) for number in range(COUNT)]
    mailbox = b"".join(
        b"From - Wed Jun 16 10:00:00 2027\n" + content + b"\n\n" for content in contents
    )
    with TemporaryDirectory() as folder:
        house = house_in(Path(folder))
        round_ = house.query(SYSTEM, rounds.current)
        assert round_ is not None
        collector = Collector(application=house, actor=SYSTEM, round_id=round_.id)
        taken = processor_milliseconds(
            lambda: collector.collect(read_mails(mailbox, "post.mbox"), "post.mbox")
        )
        again = processor_milliseconds(
            lambda: collector.collect(read_mails(mailbox, "post.mbox"), "post.mbox")
        )
        plain = processor_milliseconds(
            lambda: [email.message_from_bytes(each) for each in contents]
        )
        shown = times(lambda: house.query(SYSTEM, inbox_views.listing, round_.id), 7)
        house.engine.dispose()
    yield from _figures(taken, again, plain, _most_held(mailbox), sorted(shown)[3])


def _figures(
    taken: float, again: float, plain: float, memory: float, shown: float
) -> Iterator[Figure]:
    against = "email.message_from_bytes alone"
    yield Figure(
        name="1,000 mails read and kept, processor time",
        value=taken,
        most=MOST,
        baseline=plain,
        against=against,
    )
    yield Figure(
        name="the same 1,000 mails again, processor time",
        value=again,
        most=MOST,
        baseline=plain,
        against=against,
    )
    yield Figure(
        name="memory held at once while they are read", value=memory, unit="MB", most=MOST_MEMORY
    )
    yield Figure(name="first page of the inbox", value=shown, most=MOST_LIST)


def message(number: int) -> bytes:
    """A third is text, a third has HTML too, a third an attachment of 200 kB."""
    message = EmailMessage()
    message["Received"] = "from a by b; Wed, 16 Jun 2027 09:30:00 +0200"
    message["From"] = f"Person {number} <person{number}@musterhausen.example>"
    message["Subject"] = f"Interesse, Nummer {number}"
    message["Date"] = "Wed, 16 Jun 2027 09:29:00 +0200"
    message["Message-ID"] = f"<{number}@musterhausen.example>"
    message.set_content(TEXT + QUOTE.format(number=number))
    if number % 3 == 1:
        message.add_alternative(f"<p>{TEXT}</p>" * 10, subtype="html")
    if number % 3 == 2:  # noqa: PLR2004  # the last third
        message.add_attachment(
            encodebytes(bytes(150_000)), maintype="application", subtype="pdf", filename="p.pdf"
        )
    return bytes(message)


def house_in(folder: Path) -> Application:
    """A demo town that gets these mails, in a database of its own."""
    engine = open_engine(f"sqlite:///{folder / 'mails.db'}")
    upgrade(engine)
    house = Application(engine=engine, clock=now_utc)
    house.execute(SYSTEM, demo.load, DATA)
    return house


def _most_held(content: bytes) -> float:
    """Megabytes that reading holds at once beside the file itself, message by message."""
    tracemalloc.start()
    for _each in read_mails(content, "post.mbox"):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000
