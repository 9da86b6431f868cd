"""Files that came with a mail: which of them may be taken over, and how much of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from lotsen.domain.errors import BadInput
from lotsen.domain.ids import AttachmentId
from lotsen.domain.mails import Attachment, MailState

MOST_BYTES: Final = 10_000_000
"""Of one attachment."""

MOST_BYTES_OF_MAIL: Final = 20_000_000
"""Of all attachments that are taken from one mail."""

KINDS: Final = frozenset(
    {
        *("pdf", "txt", "doc", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
        *("jpg", "jpeg", "png", "gif", "tif", "tiff", "heic", "webp"),
    }
)
"""Documents and pictures; a list of what is harmless is shorter than one of what is not.

Not among them: what hides macros where no name tells (.xls, .ppt), and what few need (.rtf, .csv).
"""

BELONGING: Final = frozenset({MailState.CREATED, MailState.ASSIGNED})
"""Mails whose attachments have a purpose: a candidacy."""


class AttachmentFault(StrEnum):
    """Why an attachment stays in the mailbox."""

    EMPTY = "attachment.empty"
    KIND = "attachment.kind"
    TOO_LARGE = "attachment.too_large"
    DISGUISED = "attachment.disguised"
    MACROS = "attachment.macros"
    ENCRYPTED = "attachment.encrypted"


@dataclass(frozen=True, kw_only=True)
class TakenAttachment:
    """One that was taken over; `position`: where it stands in the mail, from 0."""

    id: AttachmentId
    position: int
    name: str
    size: int
    sha256: str
    taken_by: str
    taken_at: datetime


def kind_of(name: str) -> str:
    """The ending of a name in small letters, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def fault_of(attachment: Attachment) -> AttachmentFault | None:
    """Why one cannot be taken, as far as its name and its size say."""
    if kind_of(attachment.name) not in KINDS:
        return AttachmentFault.KIND
    if not attachment.size:
        return AttachmentFault.EMPTY
    return AttachmentFault.TOO_LARGE if attachment.size > MOST_BYTES else None


def refusal(fault: AttachmentFault, name: str) -> BadInput:
    """The refusal of one attachment, by its name."""
    return BadInput(fault, name=name)


def check_belongs(state: MailState) -> None:
    """Refuse to keep what belongs to no candidacy."""
    if state not in BELONGING:
        raise BadInput("attachment.needs_candidacy")


def check_sum(size: int) -> None:
    """Refuse more of one mail than a round needs."""
    if size > MOST_BYTES_OF_MAIL:
        raise BadInput("attachment.too_much", most=MOST_BYTES_OF_MAIL // 1_000_000)
