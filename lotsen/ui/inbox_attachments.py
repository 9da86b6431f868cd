"""What came with a mail: listed, taken over by choice, given out and deleted again."""

from collections.abc import Callable, Sequence

import streamlit as st

from lotsen.bootstrap import imap_account
from lotsen.domain.attachments import BELONGING, TakenAttachment, fault_of
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import CandidateId
from lotsen.domain.mails import Attachment
from lotsen.domain.rounds import InstallationKind
from lotsen.i18n import _, attachments, formats
from lotsen.mail.attaching import Attacher, Choice
from lotsen.mail.imap_account import ImapAccount
from lotsen.ui import downloads, jobs
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.attachments import of_candidate as attached_to
from lotsen.usecases.attachments import remove, take
from lotsen.usecases.inbox_views import WholeMail


def show(page: Page, mail: WholeMail) -> None:
    """List the attachments; where the mail belongs to a candidacy, offer to take them over."""
    if not mail.attachments:
        return
    st.subheader(_("Anlagen"), anchor=False)
    taken = {each.position: each for each in mail.taken}
    open_ = []
    for position, listed in enumerate(mail.attachments):
        fault = fault_of(listed)
        if position in taken:
            _show_taken(page, mail, taken[position])
            continue
        name = said(listed)
        st.text(
            _("{name}: nicht übernommen", name=name)
            if fault is None
            else _("{name}: bleibt draußen. {why}", name=name, why=attachments.why_not(fault))
        )
        open_ += [position] if fault is None else []
    if mail.line.state not in BELONGING:
        st.caption(
            _("Übernehmen können Sie Anlagen, sobald die E-Mail zu einer Kandidatur gehört.")
        )
    elif open_:
        _offer(page, mail, open_)


def of_candidate(page: Page, candidate_id: CandidateId) -> None:
    """What was taken over of a person's mails, on the page about that person."""
    if page.refusal(attached_to) is not None:
        return
    found = page.query(attached_to, page.round_id, candidate_id)
    if not found:
        return
    st.subheader(_("Anlagen"), anchor=False)
    for mail_id, files in found.items():
        for each in files:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(said(each))
                downloads.attachment_button(page, mail_id, each)


def said(listed: Attachment | TakenAttachment) -> str:
    """Name and size of an attachment."""
    return _("{name} ({size} kB)", name=listed.name, size=max(1, listed.size // 1000))


def _show_taken(page: Page, mail: WholeMail, taken: TakenAttachment) -> None:
    st.text(
        _(
            "{name}: übernommen von {person} am {moment}",
            name=said(taken),
            person=taken.taken_by,
            moment=formats.moment(taken.taken_at),
        )
    )

    def delete() -> None:
        page.execute(remove, page.round_id, mail.line.id, taken.id)

    reason = page.refusal(remove)
    with st.container(horizontal=True, key=f"attachment_{taken.id}"):
        downloads.attachment_button(page, mail.line.id, taken)
        with st.popover(_("Löschen"), disabled=bool(reason)):
            st.text(_("Die Anlage wird aus Lotsen gelöscht. Die E-Mail bleibt, wo sie ist."))
            st.button(_("Anlage löschen"), key=f"delete_{taken.id}", on_click=delete)


def _offer(page: Page, mail: WholeMail, open_: Sequence[int]) -> None:
    with st.expander(_("Anlagen übernehmen")):
        refused = page.refusal(take)
        if refused:
            st.info(as_text(refused), icon=":material/lock:")
            return
        st.text(
            _(
                "Übernehmen Sie nur, was für die Auswahl nötig ist. "
                "Angaben zur Gesundheit und Zeugnisse anderer gehören nicht dazu."
            )
        )
        chosen = st.multiselect(
            _("Welche Anlagen?"),
            open_,
            key=_key(mail, "chosen"),
            format_func=lambda position: said(mail.attachments[position]),
            placeholder=_("Anlagen wählen"),
        )
        _sources(page, mail, is_chosen=bool(chosen))


def _sources(page: Page, mail: WholeMail, *, is_chosen: bool) -> None:
    """Where the bytes come from at this moment: the mailbox, or a file that somebody brings."""
    account = _account(page)
    if account is not None:
        st.button(
            _("Aus dem Postfach übernehmen"),
            disabled=not is_chosen,
            on_click=_from_mailbox,
            args=(page, mail, account),
        )
    brought = st.file_uploader(
        _("Die E-Mail noch einmal, oder die Anlage, als Datei"),
        key=_key(mail, "file"),
        help=_("Lotsen prüft, dass es genau die Datei ist, die mit der E-Mail kam."),
    )
    st.button(
        _("Aus der Datei übernehmen"),
        disabled=not (is_chosen and brought),
        on_click=_from_file,
        args=(page, mail),
    )


def _from_mailbox(page: Page, mail: WholeMail, account: ImapAccount) -> None:
    choice = _choice(page, mail)
    _start(page, lambda attacher: attacher.from_mailbox(choice, account))


def _from_file(page: Page, mail: WholeMail) -> None:
    choice, brought = _choice(page, mail), st.session_state.get(_key(mail, "file"))
    if brought is None:
        return
    content, name = brought.getvalue(), brought.name
    _start(page, lambda attacher: attacher.from_file(choice, content, name))


def _choice(page: Page, mail: WholeMail) -> Choice:
    return Choice(
        round_id=page.round_id,
        mail_id=mail.line.id,
        positions=tuple(st.session_state.get(_key(mail, "chosen")) or ()),
        seen=mail.line.version,
    )


def _start(page: Page, work: Callable[[Attacher], int]) -> None:
    actor = page.clicking()
    if actor is None:
        return
    attacher = Attacher(application=page.application, actor=actor)
    jobs.start(
        lambda _tell: work(attacher), lambda count: _("Übernommene Anlagen: {count}.", count=count)
    )


def _account(page: Page) -> ImapAccount | None:
    if page.round.kind == InstallationKind.DEMO:
        return None
    try:
        return imap_account()
    except BadInput:
        return None


def _key(mail: WholeMail, field: str) -> str:
    """Widgets begin anew once an attachment was taken or deleted."""
    state = "-".join(str(each.position) for each in mail.taken)
    return f"inbox-attachments-{field}-{mail.line.id}-{mail.line.version}-{state}"
