"""Send approved letters from the page: the same as on the command line, with progress."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from lotsen.bootstrap import smtp_account
from lotsen.domain.errors import BadInput, LotsenError, Unavailable
from lotsen.domain.ids import LetterId
from lotsen.domain.rounds import InstallationKind
from lotsen.i18n import _, refusals
from lotsen.mail.posting import Posted, Sender
from lotsen.mail.smtp import Fate, SmtpAccount
from lotsen.ui import jobs, notices
from lotsen.ui.page import Page

MOST_REASONS: Final = 10
"""So many letters that did not leave are named after a dispatch."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of the letters of one dispatch; `refused` of the `waiting` may not leave."""

    fates: Counter[Fate]
    waiting: int
    refused: Sequence[LotsenError] = ()


def show(page: Page, chosen: Collection[LetterId]) -> None:
    """Offer to send these letters, or say why that cannot be."""
    if page.round.kind == InstallationKind.DEMO:
        st.text(refusals.of_code("letter.demo_sends_nothing"))
        return
    try:
        account = smtp_account()
    except BadInput:
        st.text(_("Es ist kein Mailserver eingestellt. Sie können die Schreiben als Datei nehmen."))
        return
    st.button(
        _("{count} Schreiben jetzt senden", count=len(chosen)),
        type="primary",
        key="letters_send",
        on_click=_start,
        args=(page, account, frozenset(chosen)),
    )


def _start(page: Page, account: SmtpAccount, chosen: Collection[LetterId]) -> None:
    actor = page.clicking()
    if actor is None:
        return
    sender = Sender(
        application=page.application, actor=actor, round_id=page.round_id, account=account
    )
    jobs.start(lambda tell: _send(sender, chosen, tell), sent)


def _send(sender: Sender, chosen: Collection[LetterId], tell: Callable[[float], None]) -> Sent:
    fates: Counter[Fate] = Counter()
    refused: list[LotsenError] = []
    tried = 0

    def note(posted: Posted) -> None:
        nonlocal tried
        tried += 1
        tell(tried / len(chosen))
        if posted.delivery is not None:
            fates[posted.delivery.fate] += 1
        if posted.refusal is not None:
            refused.append(posted.refusal)

    sender.post(note, only=chosen)
    return Sent(fates=fates, waiting=len(chosen) - fates.total(), refused=refused)


def sent(result: object) -> str:
    """The sentence after a dispatch; why some letters did not leave stands beside it."""
    assert isinstance(result, Sent)
    if result.refused:
        notices.leave(_reasons(result.refused), refused=True)
    silent = any(isinstance(each, Unavailable) for each in result.refused)
    if result.waiting > len(result.refused) and not silent:
        notices.leave(
            _(
                "Manche Schreiben sind noch nicht versucht: Der Mailserver nimmt gerade keine an. "
                "Sie gehen mit dem nächsten Versuch hinaus; steht beim Schreiben eine Uhrzeit, "
                "frühestens dann."
            ),
            refused=True,
        )
    return _(
        "Gesendet: {sent}. Aufgeschoben: {deferred}. Nicht zustellbar: {bounced}. "
        "Unklar: {lost}. Noch nicht versucht: {waiting}.",
        sent=result.fates[Fate.ARRIVED],
        deferred=result.fates[Fate.DEFERRED],
        bounced=result.fates[Fate.BOUNCED],
        lost=result.fates[Fate.LOST],
        waiting=result.waiting,
    )


def _reasons(refused: Sequence[LotsenError]) -> str:
    """A sentence for each letter that did not leave, as many as somebody reads."""
    sentences = list(dict.fromkeys(refusals.sentence(each) for each in refused))
    more = len(sentences) - MOST_REASONS
    if more > 0:
        sentences[MOST_REASONS:] = [
            _("Ebenso wenig hinausgegangen sind {count} weitere Schreiben.", count=more)
        ]
    return "\n\n".join(sentences)
