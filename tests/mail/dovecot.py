"""A real IMAP server on this machine, with settings, certificate and mailbox of its own."""

import getpass
import os
import pwd
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mail.servers import HOST, PASSWORD, USER, certificate
from tests.system import need

SETTINGS = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = {host}
ssl = required
ssl_cert = <{folder}/trust.crt
ssl_key = <{folder}/server.secret
mail_location = maildir:{folder}/mail
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
auth_mechanisms = plain
disable_plaintext_auth = yes
passdb {{
  driver = static
  args = user={user} password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Mailbox:
    """The messages that lie in it, and what has become of them on the disk."""

    def __init__(self, folder):
        self.folder = folder / "mail"
        self.count = 0  # the server remembers what it knows of a name

    def put(self, *contents):
        place = self.folder / "cur"
        for content in contents:
            self.count += 1
            path = place / f"{1_000_000 + self.count}.M1P1.stadt:2,"
            path.write_bytes(content)
            os.chown(path, *_owner()[1:])

    def came(self, moment):
        """Have all messages come at this moment, which is that of their files."""
        for path in (self.folder / "cur").iterdir():
            os.utime(path, (moment.timestamp(), moment.timestamp()))

    def state(self):
        """Every message by its name, which holds its flags, and its bytes."""
        return {
            path.name: path.read_bytes()
            for part in ("cur", "new")
            for path in (self.folder / part).iterdir()
        }


@contextmanager
def imap_server(*, name=HOST):
    """Run it for as long as the block; gives its mailbox, its port and whom to trust.

    Its folder lies where others may look into it: as root it serves the mailbox as nobody.
    """
    program = need("dovecot")
    with TemporaryDirectory() as folder:
        yield from _served(program, Path(folder), name)


def _served(program, folder, name):
    folder.chmod(0o755)
    trust, _context = certificate(folder, name)
    mailbox = Mailbox(folder)
    owner, uid, gid = _owner()
    for path in (folder / "home", *(mailbox.folder / part for part in ("cur", "new", "tmp"))):
        path.mkdir(parents=True)
    for path in (folder / "home", mailbox.folder, *mailbox.folder.iterdir()):
        os.chown(path, uid, gid)
    port = _free_port()
    root = os.geteuid() == 0
    group = pwd.getpwuid(os.geteuid()).pw_gid
    (folder / "dovecot.conf").write_text(
        SETTINGS.format(
            folder=folder,
            host=HOST,
            port=port,
            user=USER,
            password=PASSWORD,
            uid=uid,
            gid=gid,
            internal="dovecot" if root else owner,
            login="dovenull" if root else owner,
            group="dovecot" if root else _group(group),
        )
    )
    server = subprocess.Popen(
        [program, "-F", "-c", folder / "dovecot.conf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(server, port)
        yield mailbox, port, str(trust)
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


@contextmanager
def cutting(port, after):
    """A way to a server that is cut once so many bytes came from it."""
    listener = socket.create_server((HOST, 0))

    def serve():
        with suppress(OSError):
            here, _address = listener.accept()
            there = socket.create_connection((HOST, port))
            threading.Thread(target=_pass_on, args=(here, there), daemon=True).start()
            _pass_on(there, here, after)
            for each in (here, there):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(10)


def _pass_on(source, target, most=1 << 60):
    with suppress(OSError):
        while most > 0 and (piece := source.recv(min(most, 4096))):
            target.sendall(piece)
            most -= len(piece)


def _owner():
    """Whose mailbox it is: the server gives none to the administrator of the machine."""
    found = pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())
    return found.pw_name, found.pw_uid, found.pw_gid


def _group(number):
    import grp

    return grp.getgrgid(number).gr_name


def _free_port():
    with socket.create_server((HOST, 0)) as listener:
        return listener.getsockname()[1]


def _wait(server, port):
    """Until it listens, or has ended."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
    raise RuntimeError(server.stdout.read().decode())
