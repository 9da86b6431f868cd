"""Find the bytes of attachments at the moment somebody takes them; until then they lie nowhere.

A mail is looked for in the mailbox by its sender and known by its fingerprint. Where it did not
come from there, whoever takes brings it once more, or the attachment itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from lotsen.application.application import Application
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import MailId, RoundId
from lotsen.domain.people import Actor
from lotsen.imports.emails import Opened, open_mails
from lotsen.mail import imap
from lotsen.mail.imap_account import ImapAccount
from lotsen.usecases import attachments
from lotsen.usecases.attachments import Wanted

MOST_OF_SENDER: Final = 100
"""Messages of one sender among which the mail is looked for, the newest first."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which attachments of which mail are wanted; `positions`: where they stand in it."""

    round_id: RoundId
    mail_id: MailId
    positions: Sequence[int]
    seen: int


@dataclass(frozen=True, kw_only=True)
class Attacher:
    """Who takes attachments over."""

    application: Application
    actor: Actor

    def from_mailbox(self, choice: Choice, account: ImapAccount) -> int:
        """Fetch the mail once more and take the chosen attachments; tells how many.

        Raises:
            LotsenError: it is not there any more, or an attachment is refused.
        """
        wanted = self._wanted(choice)
        if not wanted.sender:
            raise BadInput("attachment.not_in_mailbox")
        with imap.opened(account, sender=wanted.sender, most=MOST_OF_SENDER) as mailbox:
            found = _the_mail(mailbox.opened_mails(), wanted)
        if found is None:
            raise BadInput("attachment.not_in_mailbox")
        return self._take(choice, dict(enumerate(found.files)))

    def from_file(self, choice: Choice, content: bytes, name: str) -> int:
        """Take from the mail as a file, or from the file that is the attachment itself.

        Raises:
            LotsenError: it is another file, or an attachment is refused.
        """
        wanted = self._wanted(choice)
        mark = sha256(content).hexdigest()
        for position in choice.positions:
            if wanted.attachments[position].sha256 == mark:
                return self._take(choice, {position: content})
        found = _the_mail(open_mails(content, name), wanted)
        if found is None:
            raise BadInput("attachment.other_mail")
        return self._take(choice, dict(enumerate(found.files)))

    def _wanted(self, choice: Choice) -> Wanted:
        return self.application.query(
            self.actor, attachments.wanted, choice.round_id, choice.mail_id, choice.positions
        )

    def _take(self, choice: Choice, files: dict[int, bytes]) -> int:
        chosen = {place: files[place] for place in choice.positions if place in files}
        return self.application.execute(
            self.actor,
            attachments.take,
            choice.round_id,
            choice.mail_id,
            chosen,
            seen=choice.seen,
        )


def _the_mail(found: Iterable[Opened], wanted: Wanted) -> Opened | None:
    """The mail whose fingerprint is the wanted one."""
    known = {wanted.digest, wanted.twin}
    return next((each for each in found if each.mail.keys & known), None)
