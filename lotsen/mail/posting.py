"""Post what is approved: one letter after another, none of them twice."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from lotsen.application.application import Application
from lotsen.domain.errors import LotsenError, Unavailable
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.people import Actor
from lotsen.mail.letters import address_of, message_of
from lotsen.mail.smtp import Delivery, Fate, SmtpAccount, connected, deliver
from lotsen.usecases import posting
from lotsen.usecases.outbox import Letter

NOTE: Final = {
    Fate.ARRIVED: posting.arrived,
    Fate.DEFERRED: posting.deferred,
    Fate.BOUNCED: posting.bounced,
    Fate.LOST: posting.lost,
}
"""What is written down for each end of a dialogue."""

MINUTE: Final = 60.0
MOST_TRIES: Final = 10
"""So often an end is written down while the database is silent; each try waits by itself too."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What became of one letter; `refusal` where it did not even begin."""

    letter_id: LetterId
    letter: Letter | None = None
    delivery: Delivery | None = None
    refusal: LotsenError | None = None


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who posts, for which round, by which server."""

    application: Application
    actor: Actor
    round_id: RoundId
    account: SmtpAccount

    def post(
        self,
        tell: Callable[[Posted], None],
        pause: Callable[[float], None] = time.sleep,
        only: Collection[LetterId] | None = None,
    ) -> None:
        """Post every letter that is due, or some of them; `tell` hears of each one.

        Each is marked before its dialogue and after it, in transactions of their own. Ends
        early where the server or the database goes away; the rest leaves with the next call.

        Raises:
            LotsenError: there is no connection, or nothing may be sent; nothing was.
            Unavailable: a letter may have left, and that could not be written down.
        """
        due = self.application.query(self.actor, posting.due, self.round_id)
        keys = [key for key in due if only is None or key in only]
        if not keys:
            return
        with connected(self.account) as server:
            for key in keys:
                posted = self._begun(key)
                if posted.letter is not None:
                    delivery = deliver(
                        server,
                        message_of(posted.letter, sender=self.account.sender),
                        sender=address_of(self.account.sender).addr_spec,
                        recipient=posted.letter.line.email,
                    )
                    self._note(key, delivery, pause)
                    posted = replace(posted, delivery=delivery)
                tell(posted)
                if isinstance(posted.refusal, Unavailable):
                    return
                if posted.delivery is not None:
                    if posted.delivery.over:
                        return
                    pause(MINUTE / self.account.per_minute)

    def _begun(self, key: LetterId) -> Posted:
        try:
            letter = self.application.execute(self.actor, posting.begin, self.round_id, key)
        except LotsenError as refusal:
            return Posted(letter_id=key, refusal=refusal)
        return Posted(letter_id=key, letter=letter)

    def _note(self, key: LetterId, delivery: Delivery, pause: Callable[[float], None]) -> None:
        """Write down how it ended; what nobody can write down stays marked, and a human decides."""
        note = NOTE[delivery.fate] if delivery.tried else posting.put_off
        for _try in range(MOST_TRIES):
            with suppress(Unavailable):
                self.application.execute(self.actor, note, self.round_id, key, delivery.answer)
                return
            pause(1.0)
        raise Unavailable("post.not_noted")
