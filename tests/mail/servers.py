"""A real mail server on this machine, which does to each recipient what the address says."""

import asyncio
import datetime as dt
import ipaddress
import ssl
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "lotsen", "geheim"


class Post:
    """What the server has taken, and what it does; `taken` counts by recipient.

    `answers`: its last word to whom, instead of yes; `throttles`: whether it takes none at all.
    """

    def __init__(self):
        self.messages = []
        self.taken = Counter()
        self.dialogues = 0
        self.answers = {}
        self.throttles = False
        self.before_answer = lambda _recipient: None
        self.before_data = lambda _recipient: None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802  # aiosmtpd calls it so
        self.dialogues += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd calls it so
        if address.startswith("stranger"):
            return "553 5.7.1 not yours"
        if self.throttles:
            return "451 4.7.1 too many, come back later"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd calls it so
        match address.partition("@")[0]:
            case "nobody":
                return "550 5.1.1 no such mailbox"
            case "busy":
                return "451 4.3.0 try later"
            case "away":
                await server.push("421 4.3.2 going away")
                server.transport.close()
                return "421 4.3.2 going away"
            case "shut":
                await server.push("550 5.1.1 no such mailbox")
                server.transport.close()
                return "550 5.1.1 no such mailbox"
            case "garbled":
                return "proxy error"
        self.before_data(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd calls it so
        recipient = envelope.rcpt_tos[0]
        who = recipient.partition("@")[0]
        if who == "full":
            return "552 5.2.2 mailbox full"
        self.messages.append(envelope.content)
        self.taken[recipient] += 1
        self.before_answer(recipient)
        if who == "silent":
            server.transport.abort()
        return self.answers.get(who, "250 2.0.0 taken")


class Dying(SMTP):
    """Breaks off in the middle of DATA for one recipient."""

    async def smtp_DATA(self, arg):  # noqa: N802  # aiosmtpd calls it so
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith("dies"):
            await self.push("354 go ahead")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def accept(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def smtp_settings(port, trust):
    """How Lotsen is told of such a server from outside; without a pause between letters."""
    return {
        "LOTSEN_SMTP_HOST": HOST,
        "LOTSEN_SMTP_PORT": str(port),
        "LOTSEN_SMTP_USER": USER,
        "LOTSEN_SMTP_PASSWORD": PASSWORD,
        "LOTSEN_SMTP_CA_FILE": trust,
        "LOTSEN_SMTP_SENDER": "digitallotsen@musterhausen.example",
        "LOTSEN_SMTP_PER_MINUTE": "6000000",
    }


@contextmanager
def mail_server(post, folder, *, tls=False, starttls=True, name=HOST):
    """Run a server for as long as the block; gives its port and the file of whom to trust."""
    trust, context = certificate(folder, name)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def protocol():
        offers = starttls and not tls
        settings = {"tls_context": context, "require_starttls": True} if offers else {}
        return Dying(
            post,
            hostname="mail.stadt.example",
            authenticator=accept,
            auth_require_tls=offers,
            loop=loop,
            **settings,
        )

    async def start():
        return await loop.create_server(protocol, HOST, 0, ssl=context if tls else None)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield server.sockets[0].getsockname()[1], str(trust)
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def stop(server):
    server.close()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


def certificate(folder: Path, name: str):
    """A certificate that trusts itself; gives its file, and a server's context with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    alternative = x509.IPAddress(ipaddress.ip_address(name)) if name == HOST else x509.DNSName(name)
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    trust, secret = folder / "trust.crt", folder / "server.secret"
    trust.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trust, secret)
    return trust, context
