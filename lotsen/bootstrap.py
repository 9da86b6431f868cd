"""Put the house together: the only file that knows every part."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Engine, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.base import now_utc
from lotsen.db.engine import open_engine
from lotsen.db.migrate import NewerDatabase, upgrade
from lotsen.db.rounds import InstallationRow
from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import BadInput, Outdated, Unavailable
from lotsen.domain.people import Actor
from lotsen.domain.rounds import InstallationKind
from lotsen.mail.imap_account import ImapAccount
from lotsen.mail.smtp import Security, SmtpAccount
from lotsen.settings import DATA, BadSetting, Mode, Provider, Settings, load_settings
from lotsen.usecases.criteria_file import read_criteria
from lotsen.usecases.example_file import Example, read_example
from lotsen.usecases.letters_file import StandardLetters, read_letters

SESSION_HEADER = "x-lotsen-session"
"""The gate writes the hash of the session's token here; a client cannot write it itself."""

SYSTEM = Actor(id=None, name="Lotsen", roles=frozenset())


def application() -> Application:
    """The application over the configured database; opened once per process.

    Raises:
        BadSetting: the settings cannot be right, or do not fit the database.
        NewerDatabase: a newer version of Lotsen has been here.
    """
    return _open(load_settings())


class CannotStart(RuntimeError):
    """The house stays closed; the message says why, and what to do."""


def opened() -> Application:
    """The application, or one sentence for whoever wanted to start it.

    Raises:
        CannotStart: settings or database do not let it.
    """
    try:
        return application()
    except BadSetting as reason:
        raise CannotStart(str(reason)) from reason
    except NewerDatabase as reason:
        raise CannotStart(
            "Diese Datenbank ist von einer neueren Version von Lotsen. "
            "Bitte die neuere Version starten oder eine andere LOTSEN_DATABASE_URL wählen."
        ) from reason
    except (ArgumentError, ImportError) as reason:
        raise CannotStart(
            "LOTSEN_DATABASE_URL nennt keine Datenbank, die Lotsen öffnen kann. Möglich sind "
            "zum Beispiel sqlite:///data/lotsen.db und postgresql://nutzer@rechner/lotsen."
        ) from reason
    except (SQLAlchemyError, OSError, Unavailable) as reason:
        raise CannotStart(
            "Die Datenbank aus LOTSEN_DATABASE_URL lässt sich nicht öffnen. "
            "Bitte Adresse und Zugang prüfen; den Ordner einer Datei legt Lotsen nicht an. "
            f"({type(reason).__name__})"
        ) from reason


def is_demo() -> bool:
    """Whether Lotsen was started to show itself, with the demo town."""
    return load_settings().mode == Mode.DEMO


def provider() -> Provider | None:
    """The town's OpenID provider, if it has one."""
    return load_settings().provider


def passwords_are_on() -> bool:
    """Whether people may sign in with a password that they chose by a link."""
    return load_settings().passwords


@lru_cache(maxsize=8)
def _open(settings: Settings) -> Application:
    engine = open_engine(settings.database_url)
    upgrade(engine)
    if settings.mode == Mode.DEMO:
        _load_demo(engine)
    return Application(engine=engine, clock=_clock(engine))


def _load_demo(engine: Engine) -> None:
    """Load the demo town into an empty database; never touch a town's own."""
    if _installation(engine) is None:
        with suppress(BadInput, Outdated):  # another process was first, by a moment
            load_demo(Application(engine=engine, clock=now_utc))
    installation = _installation(engine)
    if installation is None or installation.kind != InstallationKind.DEMO:
        raise BadSetting(
            "Diese Datenbank gehört einer echten Stadt und wird im Demo-Betrieb nicht geöffnet. "
            "Bitte LOTSEN_MODE=production setzen oder eine andere LOTSEN_DATABASE_URL wählen."
        )


def load_demo(house: Application) -> None:
    """Load the demo town; refused where there is a town already."""
    from lotsen.usecases import demo  # noqa: PLC0415  # brings pandas; every other start is faster

    house.execute(SYSTEM, demo.load, DATA)


def standard_criteria() -> tuple[Criterion, ...]:
    """The criteria of the concept, as a new round takes them."""
    return read_criteria(DATA / "criteria.yaml")


def standard_letters() -> StandardLetters:
    """The letters of the concept, as a new round takes them."""
    return read_letters(DATA / "letters.yaml")


def method_example() -> Example:
    """The worked example of the method, from the demo town."""
    return read_example(DATA / "example.yaml")


def smtp_account() -> SmtpAccount:
    """The town's mail server.

    Raises:
        BadInput: none is set.
    """
    post = load_settings().post
    if not post.host:
        raise BadInput("post.no_server")
    return SmtpAccount(
        host=post.host,
        port=post.port,
        security=Security(post.security),
        sender=post.sender,
        user=post.user,
        password=post.password,
        ca_file=post.ca_file,
        per_minute=post.per_minute,
    )


def imap_account() -> ImapAccount:
    """The town's mailbox for expressions of interest.

    Raises:
        BadInput: none is set.
    """
    inbox = load_settings().inbox
    if not inbox.host:
        raise BadInput("imap.no_server")
    return ImapAccount(
        host=inbox.host,
        port=inbox.port,
        user=inbox.user,
        password=inbox.password,
        folder=inbox.folder,
        ca_file=inbox.ca_file,
    )


def _clock(engine: Engine) -> Callable[[], datetime]:
    """The demo town always lives in its June; every other town lives today."""
    installation = _installation(engine)
    offset = timedelta(days=installation.clock_offset_days if installation else 0)
    return lambda: now_utc() + offset


def _installation(engine: Engine) -> InstallationRow | None:
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(select(InstallationRow)).one_or_none()
