"""A letter as a message: the same letter gives the same bytes, however often it is made."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any, Final

from lotsen.domain.appointments import Appointment
from lotsen.i18n.formats import TOWN_TIME
from lotsen.mail.invitations import FILE_NAME, calendar_bytes, method_of
from lotsen.usecases.outbox import Letter

NOWHERE: Final = "lotsen.invalid"
"""The right-hand side of the Message-ID where the town has named no sender (RFC 2606)."""


def message_of(letter: Letter, *, sender: str = "", unsent: bool = False) -> EmailMessage:
    """The letter as a message to one person, in plain text, quoted-printable UTF-8.

    Where it invites to something, a second part tells the calendar.

    `unsent` marks it for Outlook as a draft that somebody still has to send.
    """
    message = EmailMessage(policy=SMTP)
    if sender:
        message["From"] = address_of(sender)
    message["To"] = Address(letter.line.recipient, addr_spec=letter.line.email)
    message["Subject"] = letter.line.subject
    message["Date"] = format_datetime(_date(letter).astimezone(TOWN_TIME))
    message["Message-ID"] = message_id(letter, sender)
    message["Auto-Submitted"] = "auto-generated"
    if unsent:
        message["X-Unsent"] = "1"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = "de"  # afterwards: new content takes its old headers away
    if letter.appointment is not None:
        _add_appointment(message, letter, letter.appointment, beside_the_text=not unsent)
    return message


def _add_appointment(
    message: EmailMessage, letter: Letter, appointment: Appointment, *, beside_the_text: bool
) -> None:
    """Invite by a part that calendars understand (RFC 6047).

    A message that arrives offers it as another form of the text, and the mail program shows its
    buttons. In a draft it is an attached file: so the text stays what one sees and may change.
    """
    content = calendar_bytes(
        appointment, name=letter.line.recipient, email=letter.line.email, stamped_at=_date(letter)
    ).decode()
    how: dict[str, Any] = {
        "subtype": "calendar",
        "charset": "utf-8",
        "cte": "base64",
        "params": {"method": method_of(appointment)},
    }
    if beside_the_text:
        message.add_alternative(content, **how)
    else:
        message.add_attachment(content, filename=FILE_NAME, **how)
    message.set_boundary(f"lotsen-{hashlib.sha256(content.encode()).hexdigest()[:24]}")


def message_id(letter: Letter, sender: str) -> str:
    """The name of the message, by which a mail program knows a double."""
    what = f"{letter.line.id}/{letter.created_at.isoformat()}/{letter.line.email}"
    digest = hashlib.sha256(what.encode()).hexdigest()[:20]
    domain = address_of(sender).domain if sender else NOWHERE
    return f"<letter-{letter.line.id}.{digest}@{domain}>"


def address_of(sender: str) -> Address:
    """An address with or without a name in front: `Stadt Beispiel <post@stadt.example>`."""
    name, address = parseaddr(sender)
    return Address(name, addr_spec=address)


def _date(letter: Letter) -> datetime:
    return letter.line.approved_at or letter.created_at
