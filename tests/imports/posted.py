"""Messages as they come: from a mail program, from Outlook, in a mailbox, in an archive."""

import base64
import io
import struct
import zipfile
from email.message import EmailMessage
from email.utils import format_datetime

from tests.makers import NOON

TEXT = """\
Guten Tag,

hiermit bekunde ich mein Interesse. Ich gebe gern weiter, was ich kann.

Projekte:
- Einführung der E-Akte im Bürgerbüro

Mit freundlichen Grüßen
Ada Yıldız
Fachbereich Bürgerdienste
Telefon 0123 4567
"""


def message(
    text=TEXT,
    *,
    sender="Ada Yıldız <ada@musterhausen.example>",
    subject="Interesse an der Aufgabe",
    number=1,
    received="Wed, 16 Jun 2027 09:30:00 +0200",
    **headers,
):
    mail = EmailMessage()
    if received:
        mail["Received"] = f"from client by mail.musterhausen.example; {received}"
    mail["From"] = sender
    mail["To"] = "digitallotsen@musterhausen.example"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(NOON)
    mail["Message-ID"] = f"<{number}@musterhausen.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def with_files(mail, files):
    """The same message with files attached, by their names."""
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def mailbox(*contents):
    """An mbox file, as Thunderbird and Dovecot write it."""
    return b"".join(
        b"From - Wed Jun 16 10:00:00 2027\n" + content.replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for content in contents
    )


def archive(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in members.items():
            packed.writestr(name, inside)
    return content.getvalue()


def nested(depth):
    """A message whose parts lie within each other."""
    lines = ["From: a@b.example", "Subject: tief"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    lines += ["Content-Type: text/plain", "", "unten"]
    return "\r\n".join(lines).encode()


def many_parts(count):
    part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    head = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return (head + part * count + "--b--\r\n").encode()


def winmail(body=b"Aus Outlook", name=b"plan.pdf", data=b"%PDF-1.7"):
    """The file that Outlook puts into mails for others."""

    def part(level, tag, content):
        head = struct.pack("<BII", level, tag, len(content))
        return head + content + struct.pack("<H", sum(content) & 0xFFFF)

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + part(1, 0x00089006, struct.pack("<I", 0x10000))
        + part(1, 0x00069007, struct.pack("<II", 1252, 0))
        + part(1, 0x0002800C, body + b"\x00")
        + part(2, 0x00069002, b"\x00" * 14)
        + part(2, 0x00018010, name + b"\x00")
        + part(2, 0x0006800F, data)
    )


def with_winmail(content):
    return (
        b"From: ben@musterhausen.example\r\nSubject: Interesse\r\n"
        b'Content-Type: application/ms-tnef; name="winmail.dat"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)
    )


def outlook(*, attachments=(), **properties):
    """A .msg file: a compound file with one stream for each property."""
    storages = {"": _streams(properties, 32)}
    for number, (name, data) in enumerate(attachments):
        storages[f"__attach_version1.0_#{number:08X}"] = _streams({"3707": name, "3701": data}, 8)
    return _compound(storages)


def _streams(properties, head):
    """Texts by the number of the property; bytes as they are, moments by their own kind."""
    table, streams = bytes(head), {}
    for number, value in properties.items():
        tag = number.removeprefix("p").upper()
        if isinstance(value, int):
            table += struct.pack("<HHIQ", 0x0040, int(tag, 16), 6, value)
            continue
        kind, content = (
            (0x0102, value) if isinstance(value, bytes) else (0x001F, value.encode("utf-16-le"))
        )
        table += struct.pack("<HHIII", kind, int(tag, 16), 6, len(content) + 2, 0)
        streams[f"__substg1.0_{tag}{kind:04X}"] = content
    return {"__properties_version1.0": table, **streams}


def _compound(storages):
    """The simplest compound file: every stream in sectors of its own, none in the small store."""
    sectors, fat = [], []

    def store(content):
        content = content.ljust(4096, b"\x00")
        count = -(-len(content) // 512)
        start = len(sectors)
        sectors.extend(
            content[place : place + 512].ljust(512, b"\x00") for place in range(0, count * 512, 512)
        )
        fat.extend([*range(start + 1, start + count), 0xFFFFFFFE])
        return start

    entries = [["Root Entry", 5, 0xFFFFFFFF, 0, 0xFFFFFFFF, 0xFFFFFFFF]]

    def add(parent, name, kind, start, size):
        entries.append([name, kind, 0xFFFFFFFF, size, start, 0xFFFFFFFF])
        key = len(entries) - 1
        if entries[parent][2] == 0xFFFFFFFF:
            entries[parent][2] = key
        else:  # a chain of right siblings is a tree too
            last = entries[parent][2]
            while entries[last][5] != 0xFFFFFFFF:
                last = entries[last][5]
            entries[last][5] = key
        return key

    for storage, streams in storages.items():
        parent = add(0, storage, 1, 0, 0) if storage else 0
        for name, content in streams.items():
            real = max(len(content), 4096) if name.startswith("__prop") else len(content)
            add(parent, name, 2, store(content), max(real, 4096))
    directory = b"".join(_entry(entry) for entry in entries)
    directory_start = store(directory)
    return _head(fat, directory_start) + b"".join(sectors) + _fat_sectors(fat, len(sectors))


def _entry(entry):
    name, kind, child, size, start, right = entry
    written = (name + "\x00").encode("utf-16-le")
    return (
        written.ljust(64, b"\x00")
        + struct.pack("<HBB", len(written), kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", 0xFFFFFFFE if kind == 5 else start, size)
    )


def _fat_sectors(fat, count):
    needed = -(-(count + 8) // 128)
    table = [*fat, *[0xFFFFFFFD] * needed]
    table += [0xFFFFFFFF] * (needed * 128 - len(table))
    return struct.pack(f"<{len(table)}I", *table)


def _head(fat, directory_start):
    needed = -(-(len(fat) + 8) // 128)
    places = [len(fat) + number for number in range(needed)]
    places += [0xFFFFFFFF] * (109 - len(places))
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack(
            "<IIIIIIIII", 0, needed, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
        )
        + struct.pack("<109I", *places)
    )
