"""A thousand mails from a real mailbox, read, kept and shown; beside it, only fetched."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import milliseconds, processor_milliseconds
from bench.figures import Figure
from bench.mails import COUNT, house_in, message
from lotsen.application.application import Application
from lotsen.bootstrap import SYSTEM
from lotsen.domain.ids import RoundId
from lotsen.mail import imap
from lotsen.mail.collecting import Collected, Collector
from lotsen.mail.imap_account import ImapAccount
from lotsen.usecases import inbox_views, rounds
from tests.mail.dovecot import imap_server
from tests.mail.servers import HOST, PASSWORD, USER

MOST, MOST_MEMORY = 30_000.0, 50.0


def run() -> Iterator[Figure]:
    """Measure on the clock and in processor time: the server works on the same machine."""
    with imap_server() as (mailbox, port, trust), TemporaryDirectory() as folder:
        mailbox.put(*(message(number) for number in range(COUNT)))
        account = ImapAccount(host=HOST, port=port, user=USER, password=PASSWORD, ca_file=trust)
        house = house_in(Path(folder))
        round_ = house.query(SYSTEM, rounds.current)
        assert round_ is not None
        seconds: list[float] = []
        processor = processor_milliseconds(
            lambda: seconds.append(milliseconds(lambda: _shown(house, account, round_.id)))
        )
        plain = milliseconds(lambda: _fetched(account))
        known = milliseconds(lambda: _shown(house, account, round_.id))
        house.engine.dispose()
        memory = _most_held(account)
    yield from _figures(seconds[0], processor, known, plain)
    yield Figure(
        name="memory held at once while they are fetched",
        value=memory,
        unit="MB",
        most=MOST_MEMORY,
    )


def _figures(first: float, processor: float, known: float, plain: float) -> Iterator[Figure]:
    against = "fetching them alone"
    yield Figure(
        name="1,000 mails over IMAP read, kept and shown",
        value=first,
        most=MOST,
        baseline=plain,
        against=against,
    )
    yield Figure(name="of it processor time of Lotsen", value=processor, most=MOST)
    yield Figure(
        name="the same 1,000 again, all known",
        value=known,
        most=MOST,
        baseline=plain,
        against=against,
    )


def _shown(house: Application, account: ImapAccount, round_id: RoundId) -> Collected:
    """What a click on „Postfach abrufen“ does, and the page after it."""
    collector = Collector(application=house, actor=SYSTEM, round_id=round_id)
    with imap.opened(account) as mailbox:
        found = collector.collect(mailbox.mails(), account.folder, is_fetched=True)
    collector.note_unread(found, account.place)
    assert (found.read, found.unread) == (COUNT, 0)
    assert house.query(SYSTEM, inbox_views.listing, round_id).total == COUNT
    return found


def _fetched(account: ImapAccount) -> None:
    """The bytes of all messages, as they come, read by nobody."""
    with imap.opened(account) as mailbox:
        for key, _size in mailbox.sizes:
            mailbox.box.client.uid("FETCH", key, "(BODY.PEEK[])")


def _most_held(account: ImapAccount) -> float:
    """Megabytes that are held at once, batch by batch."""
    tracemalloc.start()
    with imap.opened(account) as mailbox:
        for _each in mailbox.mails():
            pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000
