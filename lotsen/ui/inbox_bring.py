"""Bring mails into the inbox: from files or from the mailbox, with progress and findings."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd
import streamlit as st

from lotsen.bootstrap import imap_account
from lotsen.domain.errors import BadInput
from lotsen.domain.mails import MailFault
from lotsen.domain.rounds import InstallationKind
from lotsen.i18n import _, inbox
from lotsen.imports.emails import count_of, read_mails
from lotsen.mail import imap
from lotsen.mail.collecting import Collected, Collector, told
from lotsen.mail.imap_account import ImapAccount
from lotsen.ui import jobs
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.inbox import take

FILES: Final = "inbox_files"
_FINDINGS: Final = "inbox_findings"
_KINDS: Final = ["eml", "msg", "mbox", "zip"]


def show(page: Page, *, is_empty: bool) -> None:
    """Offer both ways; what could not be read last time is listed."""
    refused = page.refusal(take)
    with st.expander(_("E-Mails holen"), expanded=is_empty, icon=":material/mark_email_unread:"):
        if refused:
            st.info(as_text(refused), icon=":material/lock:")
            return
        files, mailbox = st.columns([3, 2], gap="large")
        with files:
            _files(page)
        with mailbox:
            _mailbox(page)
    _findings()


def _files(page: Page) -> None:
    chosen = st.file_uploader(
        _("E-Mails als Dateien (.eml, .msg, .mbox, .zip)"),
        type=_KINDS,
        accept_multiple_files=True,
        key=FILES,
        help=_("Dieselbe E-Mail wird nur einmal übernommen, auf welchem Weg sie auch kommt."),
    )
    st.button(
        _("In den Posteingang übernehmen"), disabled=not chosen, on_click=_take_files, args=(page,)
    )


def _mailbox(page: Page) -> None:
    st.markdown(_("**Aus dem Postfach der Stadt**"))
    if page.round.kind == InstallationKind.DEMO:
        st.text(_("Die Übungsstadt hat kein Postfach."))
        return
    try:
        account = imap_account()
    except BadInput:
        st.text(_("Es ist kein Postfach eingestellt. Nehmen Sie Dateien."))
        return
    st.text(
        _(
            "{user}, Ordner {folder}. Im Postfach wird nichts verändert.",
            user=account.user,
            folder=account.folder,
        )
    )
    st.button(_("Postfach abrufen"), key="inbox_fetch", on_click=_fetch, args=(page, account))


def _take_files(page: Page) -> None:
    files = [(each.name, each.getvalue()) for each in st.session_state.get(FILES) or ()]

    def work(collector: Collector, tell: Callable[[float], None]) -> Collected:
        result, total = Collected(), sum(count_of(content) for _name, content in files)
        for name, content in files:
            collector.collect(
                read_mails(content, name), name, lambda count: tell(count / total), into=result
            )
        return result

    if files:
        _start(page, work)


def _fetch(page: Page, account: ImapAccount) -> None:
    def work(collector: Collector, tell: Callable[[float], None]) -> Collected:
        with imap.opened(account) as mailbox:
            total = max(1, len(mailbox.sizes))
            return collector.collect(
                mailbox.mails(), account.folder, lambda count: tell(count / total)
            )

    _start(page, work)


def _start(page: Page, work: Callable[[Collector, Callable[[float], None]], Collected]) -> None:
    actor = page.clicking()
    if actor is None:
        return
    collector = Collector(application=page.application, actor=actor, round_id=page.round_id)
    st.session_state.pop(_FINDINGS, None)
    jobs.start(lambda tell: work(collector, tell), collected)


def collected(result: object) -> str:
    """The sentence after it; what could not be read is kept for the list."""
    assert isinstance(result, Collected)
    st.session_state[_FINDINGS] = [
        (each.place, each.fault.value, dict(each.facts)) for each in result.findings
    ]
    if result.read and result.known == result.read:
        return _("Alle diese E-Mails sind schon im Posteingang. Nichts wurde geändert.")
    return told(result)


def _findings() -> None:
    found: list[tuple[str, str, dict[str, Any]]] = st.session_state.get(_FINDINGS) or []
    if not found:
        return
    st.warning(_("Diese E-Mails wurden nicht übernommen:"), icon=":material/warning:")
    frame = pd.DataFrame(
        {
            _("Wo"): [as_text(place) for place, _fault, _facts in found],
            _("Warum"): [
                as_text(inbox.fault(MailFault(fault), facts)) for _place, fault, facts in found
            ],
        }
    )
    st.table(frame, border="horizontal", hide_index=True, alt=_("E-Mails, die nicht lesbar sind"))
