"""The inbox as a list: what is looked at, narrowed, and chosen."""

from typing import Final

import streamlit as st

from lotsen.domain.ids import MailId
from lotsen.domain.mails import MailState
from lotsen.i18n import _, formats, inbox
from lotsen.ui import figures, row_choice
from lotsen.ui.kept import fingerprint
from lotsen.ui.shortlist_table import ROW
from lotsen.usecases.inbox_views import Inbox, MailLine

MAIL: Final = "inbox_mail"
_STATES: Final = "inbox_states"


def figures_of(box: Inbox) -> None:
    """How many mails wait, and what has become of the others."""
    count = box.counts
    made = count.get(MailState.CREATED, 0) + count.get(MailState.ASSIGNED, 0)
    figures.show(
        [
            (_("neu"), str(count.get(MailState.NEW, 0)), _("warten auf Sie")),
            (_("übernommen"), str(made), _("in eine Kandidatur")),
            (
                _("anderes"),
                str(count.get(MailState.NO_INTEREST, 0)),
                _("ohne Kandidatur"),
            ),
            (
                _("beiseitegelegt"),
                str(count.get(MailState.ASIDE, 0)),
                _("von selbst erkannt"),
            ),
        ]
    )


def narrowed() -> frozenset[MailState]:
    """The states that the list is narrowed to; none means all."""
    return frozenset(MailState(each) for each in st.session_state.get(_STATES) or ())


def page_number() -> int:
    """The page of the list that is open."""
    return int(st.session_state.get(_page_key(), 1))


def show(box: Inbox) -> None:
    """Show the mails of this page; a click on a row opens the mail."""
    st.multiselect(
        _("Stand"),
        list(MailState),
        key=_STATES,
        format_func=inbox.mail_state,
        placeholder=_("jeder Stand"),
        persist_state="session",
    )
    if not box.lines:
        st.text(_("In dieser Auswahl ist keine E-Mail."))
        return
    if box.pages > 1:
        st.pagination(box.pages, key=_page_key(), persist_state="session")
        count = formats.number(box.total, decimals=0)
        st.caption(_("{count} E-Mails auf {pages} Seiten", count=count, pages=box.pages))
    row_choice.show(
        box.lines,
        _cells,
        opened=MAIL,
        key="inbox",
        height=min(9, len(box.lines) + 1) * ROW + 2,
        alt=_("E-Mails mit Person, Betreff, Eingang und Stand"),
    )


def choose(box: Inbox) -> MailId | None:
    """Choose a mail of this page, by typing or by a click on its row; at first it is the first."""
    by_id = {line.id: line for line in box.lines}
    if not by_id:
        return None
    if st.session_state.get(MAIL) not in by_id:
        st.session_state[MAIL] = box.lines[0].id
    chosen = st.selectbox(
        _("E-Mail ansehen"),
        list(by_id),
        key=MAIL,
        format_func=lambda key: f"{who(by_id[key])}: {by_id[key].subject}",
    )
    return chosen if chosen in by_id else None


def who(line: MailLine) -> str:
    """Who wrote, as far as the mail says."""
    return line.name or line.sender or _("ohne Absender")


def state_of(line: MailLine) -> str:
    """Where a mail stands, and why it was put aside."""
    if line.state == MailState.ASIDE and line.aside is not None:
        return _("{state}: {why}", state=inbox.mail_state(line.state), why=inbox.aside(line.aside))
    return inbox.mail_state(line.state)


def in_time(line: MailLine) -> str:
    """Whether a mail came before the deadline, as far as a server noted when."""
    if not line.is_stamped:
        return _("Zeitpunkt nicht gesichert")
    if line.in_time is None:
        return formats.NOTHING
    return _("rechtzeitig") if line.in_time else _("nach der Frist")


def _page_key() -> str:
    return f"inbox_page_{fingerprint(sorted(st.session_state.get(_STATES) or ()))}"


def _cells(line: MailLine) -> dict[str, str]:
    return {
        _("Person"): who(line),
        _("Betreff"): line.subject or _("ohne Betreff"),
        _("Eingang"): formats.moment(line.received_at),
        _("Frist"): in_time(line),
        _("Anlagen"): str(line.attachments or ""),
        _("Stand"): state_of(line),
    }
