"""Mails that came in: what is read of them, and what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LONGEST_TEXT = 20_000
"""Signs of a mail that are kept; nobody expresses interest in more."""


class MailState(StrEnum):
    """What has become of a mail; the values are stored."""

    NEW = "new"
    CREATED = "created"
    ASSIGNED = "assigned"
    NO_INTEREST = "no_interest"
    ASIDE = "aside"


OPEN = frozenset({MailState.NEW, MailState.ASIDE})
"""What a person can still settle; a mail that was put aside by its headers may be one after all."""


class Aside(StrEnum):
    """Why a mail was put aside without a person: its own headers say what it is."""

    BOUNCE = "bounce"
    OUT_OF_OFFICE = "out_of_office"
    AUTOMATIC = "automatic"
    CALENDAR = "calendar"
    READ_RECEIPT = "read_receipt"


class MailFault(StrEnum):
    """Why a message cannot be read."""

    EMPTY = "mail.empty"
    NOT_A_MAIL = "mail.not_a_mail"
    TOO_LARGE = "mail.too_large"
    TOO_NESTED = "mail.too_nested"
    TOO_MANY = "mail.too_many"
    FULL_FOLDER = "mail.full_folder"
    ZIP_BOMB = "mail.zip_bomb"
    ENCRYPTED = "mail.encrypted"
    BROKEN = "mail.broken"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that came with a mail: its name without any folder, its kind and its bytes counted.

    `sha256` is of its bytes, so that what is taken later is what came; "" of older mails.
    """

    name: str
    kind: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One message as it was read.

    Attributes:
        digest: of sender, subject, moment and text; the same message has the same, however it came.
        twin: of its Message-ID and its text; "" without an ID.
        older: the same two as they were made before links of Outlook were left out of them.
        sender: the address, "" where there is none that could be right.
        received_at: None where the mail names no moment.
        is_stamped: whether a server noted that moment, and not the sender.
        text: what the person wrote, without quotes and signature; `whole` is all of it.
        is_damaged: whether a part of it could not be decoded wholly.
    """

    digest: str
    twin: str
    sender: str
    name: str
    subject: str
    received_at: datetime | None
    is_stamped: bool
    text: str
    signature: str
    whole: str
    attachments: Sequence[Attachment] = ()
    aside: Aside | None = None
    is_damaged: bool = False
    older: Sequence[str] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All that the same message may be known by already."""
        return frozenset({self.digest, self.twin, *self.older} - {""})


@dataclass(frozen=True, kw_only=True)
class MailFinding:
    """One message that cannot be read, and why; `place` says where it stands.

    `key`: what it is known again by when its mailbox is looked through once more; "" of a file.
    """

    place: str
    fault: MailFault
    facts: Mapping[str, object] = field(default_factory=dict)
    key: str = ""


def state_at_first(mail: Mail) -> MailState:
    """Where a mail stands before anybody has looked at it."""
    return MailState.NEW if mail.aside is None else MailState.ASIDE
