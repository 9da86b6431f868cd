"""A Postfix of our own on the loopback: as its package brings it, in a folder that goes away."""

import os
import socket
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from tests.mail.servers import HOST, certificate
from tests.system import need

PATIENCE = 20
MAILBOXES = ("ada", "ben", "cem")
RECIPIENTS = """\
/^nobody@/ 550 5.1.1 no such mailbox
/^busy@/ 451 4.3.0 try later
/^away@/ 421 4.3.2 going away
"""
MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = {host}
inet_protocols = ipv4
myhostname = mail.stadt.example
mydestination =
mynetworks = {host}/32
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = stadt.example, musterhausen.example
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = regexp:{home}/mailboxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_tls_cert_file = {home}/trust.crt
smtpd_tls_key_file = {home}/server.secret
smtpd_tls_security_level = encrypt
smtpd_recipient_restrictions = check_recipient_access regexp:{home}/recipients, permit_mynetworks
smtpd_delay_reject = yes
maillog_file = /dev/stdout
"""
MASTER = """\
{host}:{starttls} inet n - n - - smtpd
{host}:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
pickup unix n - n 60 1 pickup
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """The server, its two ports, and what has come to its mailboxes."""

    def __init__(self, home: Path, process: subprocess.Popen, starttls: int, tls: int):
        self.home, self._process = home, process
        self.starttls, self.tls = starttls, tls
        self.trust = str(home / "trust.crt")

    def mailboxes(self):
        """How many messages lie in each mailbox."""
        found = (self.home / "mail").glob("*/new/*")
        return Counter(path.parent.parent.name for path in found)

    def messages(self):
        return [path.read_bytes() for path in sorted((self.home / "mail").glob("*/new/*"))]

    def wait_for(self, count):
        """Wait until so many messages are delivered, and none is on its way."""
        until = time.monotonic() + PATIENCE
        while self.mailboxes().total() < count or self._waiting():
            assert time.monotonic() < until, (self.home / "log").read_text()[-3000:]
            time.sleep(0.05)
        return self.mailboxes()

    def kill_dialogues(self):
        """Kill whatever speaks to a client just now, as a crash would."""
        for each in psutil.Process(self._process.pid).children(recursive=True):
            if each.name() == "smtpd":
                each.kill()

    def _waiting(self):
        folders = ("incoming", "active", "maildrop", "deferred")
        return [
            path
            for folder in folders
            for path in (self.home / "queue" / folder).rglob("*")
            if path.is_file()
        ]


@contextmanager
def postfix():
    """Run a Postfix for as long as the block."""
    program = need("postfix")
    if os.geteuid() != 0:
        pytest.skip("Postfix lässt sich nur als root starten.")
    with TemporaryDirectory(prefix="postfix-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # its processes give up being root
        starttls, tls = free_ports(2)
        settle(home, starttls, tls)
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [program, "-c", str(home), "start-fg"], stdout=log, stderr=subprocess.STDOUT
            )
        try:
            wait_until_it_answers(home, process, starttls)
            yield Postfix(home, process, starttls, tls)
        finally:
            subprocess.run([program, "-c", str(home), "stop"], check=False, capture_output=True)
            process.wait(PATIENCE)


def settle(home, starttls, tls):
    names = {"home": home, "host": HOST, "starttls": starttls, "tls": tls}
    (home / "main.cf").write_text(MAIN.format(**names))
    (home / "master.cf").write_text(MASTER.format(**names))
    (home / "recipients").write_text(RECIPIENTS)
    (home / "mailboxes").write_text("".join(f"/^{name}@/ {name}/\n" for name in MAILBOXES))
    certificate(home, HOST)
    for folder in ("queue", "data", "mail"):
        (home / folder).mkdir()
    os.chown(home / "mail", 65534, 65534)
    subprocess.run(["chown", "postfix", str(home / "data")], check=True)


def wait_until_it_answers(home, process, port):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection((HOST, port), timeout=PATIENCE) as dialogue:
                if dialogue.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail((home / "log").read_text()[-2000:])


def free_ports(count):
    probes = [socket.create_server((HOST, 0)) for _each in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
