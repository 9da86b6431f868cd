import pytest

from lotsen.mail.collecting import Collector
from lotsen.mail.imap_account import ImapAccount
from lotsen.mail.posting import Sender
from lotsen.mail.smtp import Security, SmtpAccount
from tests.mail.dovecot import imap_server
from tests.mail.servers import HOST, PASSWORD, USER, Post, mail_server
from tests.makers import Town
from tests.usecases.letter_town import furnish


@pytest.fixture
def town(engine):
    return furnish(Town(engine))


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def server(post, tmp_path):
    with mail_server(post, tmp_path) as found:
        yield found


@pytest.fixture
def account(server):
    port, trust = server
    return SmtpAccount(
        host=HOST,
        port=port,
        security=Security.STARTTLS,
        sender="Stadt Musterhausen <digitallotsen@musterhausen.example>",
        user=USER,
        password=PASSWORD,
        ca_file=trust,
    )


@pytest.fixture(scope="module")
def imap():
    """A real mailbox: the box, and where it is."""
    with imap_server() as found:
        yield found


@pytest.fixture
def mailbox(imap):
    box, _port, _trust = imap
    yield box
    for path in (box.folder / "cur").iterdir():
        path.unlink()


@pytest.fixture
def imap_account(imap, mailbox):
    _box, port, trust = imap
    return ImapAccount(host=HOST, port=port, user=USER, password=PASSWORD, ca_file=trust)


@pytest.fixture
def collector(town):
    return Collector(application=town.application, actor=town.kim, round_id=town.round_id)


@pytest.fixture
def send(town, account):
    """Post what is due; gives what became of each letter."""

    def send(account=account):
        posted = []
        sender = Sender(
            application=town.application,
            actor=town.kim,
            round_id=town.round_id,
            account=account,
        )
        sender.post(posted.append, pause=lambda _seconds: None)
        return posted

    return send
