"""Send approved letters from the page: the same as on the command line, with progress."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

import streamlit as st

from lotsen.bootstrap import smtp_account
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import LetterId
from lotsen.domain.rounds import InstallationKind
from lotsen.i18n import _, refusals
from lotsen.mail.posting import Posted, Sender
from lotsen.mail.smtp import Fate, SmtpAccount
from lotsen.ui import jobs
from lotsen.ui.page import Page


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of the letters of one dispatch; `waiting` were not tried."""

    fates: Counter[Fate]
    waiting: int


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
    tried = 0

    def note(posted: Posted) -> None:
        nonlocal tried
        tried += 1
        tell(tried / len(chosen))
        if posted.delivery is not None:
            fates[posted.delivery.fate] += 1

    sender.post(note, only=chosen)
    return Sent(fates=fates, waiting=len(chosen) - fates.total())


def sent(result: object) -> str:
    """The sentence after a dispatch."""
    assert isinstance(result, Sent)
    return _(
        "Gesendet: {sent}. Aufgeschoben: {deferred}. Nicht zustellbar: {bounced}. "
        "Unklar: {lost}. Noch nicht versucht: {waiting}.",
        sent=result.fates[Fate.ARRIVED],
        deferred=result.fates[Fate.DEFERRED],
        bounced=result.fates[Fate.BOUNCED],
        lost=result.fates[Fate.LOST],
        waiting=result.waiting,
    )
