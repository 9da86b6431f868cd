"""One mail beside the form: what the person wrote, and what becomes of it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lotsen.domain.ids import CandidateId, DepartmentId
from lotsen.domain.mails import OPEN, MailState
from lotsen.i18n import _, formats
from lotsen.ui import inbox_attachments
from lotsen.ui.department_names import department_names
from lotsen.ui.inbox_list import in_time, state_of
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import inbox
from lotsen.usecases.candidacies import Entry
from lotsen.usecases.inbox_views import MailLine, WholeMail
from lotsen.usecases.mail_proposals import Hint

_SALUTATIONS = ["", "Frau", "Herr"]
_HEIGHT = 220


def show(page: Page, mail: WholeMail) -> None:
    """Show the mail, and beside it what can be done with it."""
    left, right = st.columns(2, gap="large")
    with left:
        _show_mail(page, mail)
    with right:
        if mail.line.state not in OPEN:
            _settled(page, mail)
            return
        refused = page.refusal(inbox.create)
        if refused:
            st.info(as_text(refused), icon=":material/lock:")
            return
        _form(page, mail)
        _others(page, mail)


def _show_mail(page: Page, mail: WholeMail) -> None:
    line = mail.line
    st.subheader(_("E-Mail"), anchor=False)
    with st.container(border=True, key="mail_paper"):
        head = [
            _from(line),
            _("Betreff: {subject}", subject=line.subject or _("ohne Betreff")),
            _received(mail),
            _lies(mail),
        ]
        st.text("\n".join(head))
        st.text(mail.text or _("Die E-Mail enthält keinen Text."))
    if mail.is_damaged:
        st.warning(
            _("Ein Teil der E-Mail war beschädigt. Sehen Sie im Postfach nach, ob etwas fehlt."),
            icon=":material/warning:",
        )
    if mail.whole != mail.text:
        whole = st.expander(_("Ganze E-Mail mit Unterschrift und Zitaten"))
        whole.text(mail.whole)
    inbox_attachments.show(page, mail)


def _from(line: MailLine) -> str:
    """Who wrote, as far as the mail says."""
    if not line.sender:
        return _("Von: {name}, ohne gültige Adresse", name=line.name or _("ohne Absender"))
    if not line.name:
        return _("Von: {email}", email=line.sender)
    return _("Von: {name} <{email}>", name=line.name, email=line.sender)


def _lies(mail: WholeMail) -> str:
    """Where the original is to be found."""
    if mail.is_fetched:
        return _("Liegt im Postfach, Ordner {folder}", folder=mail.place)
    return _("Kam als Datei: {name}", name=mail.place)


def _received(mail: WholeMail) -> str:
    if mail.line.received_at is None:
        return _("Eingang: nicht bekannt")
    moment = formats.moment(mail.line.received_at)
    if not mail.line.is_stamped:
        return _(
            "Absendedatum: {moment}. Kein Server hat den Eingang vermerkt; ob die E-Mail "
            "rechtzeitig kam, ist nicht gesichert.",
            moment=moment,
        )
    if mail.deadline is None:
        return _("Eingang: {moment}", moment=moment)
    return _(
        "Eingang: {moment}, {in_time} (Frist: {deadline})",
        moment=moment,
        in_time=in_time(mail.line),
        deadline=formats.day(mail.deadline),
    )


def _settled(page: Page, mail: WholeMail) -> None:
    line = mail.line
    st.subheader(_("Erledigt"), anchor=False)
    st.text(_("Stand: {state}", state=state_of(line)))
    if mail.candidate:
        st.text(_("Kandidatur: {name}", name=mail.candidate))
    st.text(
        _(
            "Von {name} am {moment}",
            name=mail.settled_by,
            moment=formats.moment(mail.settled_at),
        )
    )
    _take_back_button(page, mail)


def _take_back_button(page: Page, mail: WholeMail) -> None:
    def take_back() -> None:
        page.execute(inbox.take_back, page.round_id, mail.line.id, seen=mail.line.version)

    reason = page.refusal(inbox.take_back)
    st.button(_("Zurücknehmen"), on_click=take_back, disabled=bool(reason), help=reason)
    if mail.taken:
        st.caption(_("Übernommene Anlagen werden dabei gelöscht."))


def _form(page: Page, mail: WholeMail) -> None:
    """Everything that a candidacy begins with, proposed and open to change."""
    proposed = mail.proposal
    st.subheader(_("Neue Kandidatur"), anchor=False)
    if proposed.candidate_id is not None:
        st.info(
            _("Diese Person hat in dieser Runde schon eine Kandidatur."), icon=":material/info:"
        )
        return
    with st.form(f"inbox-form-{mail.line.id}-{mail.line.version}", border=False):
        _name_fields(mail)
        _place_fields(mail)
        _text_fields(mail)
        st.form_submit_button(
            _("Kandidatur anlegen"), type="primary", on_click=_create, args=(page, mail)
        )
    st.caption(_("Dabei entsteht der Entwurf einer Eingangsbestätigung, wenn die Phase offen ist."))


def _name_fields(mail: WholeMail) -> None:
    proposed = mail.proposal
    salutation, first, last = st.columns([1, 2, 2])
    options = list(dict.fromkeys([*_SALUTATIONS, proposed.salutation]))
    salutation.selectbox(
        _("Anrede"),
        options,
        index=options.index(proposed.salutation),
        format_func=lambda each: each or _("keine"),
        key=_key(mail, "salutation"),
    )
    first.text_input(_("Vorname"), proposed.first_name, key=_key(mail, "first_name"), max_chars=200)
    last.text_input(_("Nachname"), proposed.last_name, key=_key(mail, "last_name"), max_chars=200)
    st.text_input(_("E-Mail"), proposed.email, key=_key(mail, "email"), max_chars=254)


def _place_fields(mail: WholeMail) -> None:
    proposed = mail.proposal
    names = department_names(mail.departments)
    found = {
        Hint.RECORDS: _("Vorschlag: aus dem Verzeichnis, nach der E-Mail-Adresse"),
        Hint.SIGNATURE: _("Vorschlag: aus der E-Mail, bitte prüfen"),
        Hint.NONE: _("In der E-Mail steht keine bekannte Abteilung."),
    }
    places = list(names)
    st.selectbox(
        _("Abteilung"),
        places,
        index=_place(places, proposed.department_id),
        format_func=names.__getitem__,
        key=_key(mail, "department_id"),
        placeholder=_("Abteilung wählen"),
    )
    st.caption(found[proposed.found_by])
    leaders = list(mail.leaders)
    st.selectbox(
        _("Führungskraft"),
        leaders,
        index=_place(leaders, proposed.leader_id),
        format_func=mail.leaders.__getitem__,
        key=_key(mail, "leader_id"),
        placeholder=_("Name eingeben"),
    )


def _text_fields(mail: WholeMail) -> None:
    proposed = mail.proposal
    st.text_area(
        _("Motivation"),
        proposed.motivation[:10_000],
        key=_key(mail, "motivation"),
        height=_HEIGHT,
        max_chars=10_000,
    )
    st.text_area(
        _("Projekte"),
        proposed.projects[:10_000],
        key=_key(mail, "projects"),
        height=_HEIGHT // 2,
        max_chars=10_000,
    )


def _create(page: Page, mail: WholeMail) -> None:
    def typed(field: str) -> Any:
        return st.session_state.get(_key(mail, field))

    email = (typed("email") or "").strip()
    is_sender = email.lower() == mail.proposal.email  # of somebody else we know neither
    entry = Entry(
        email=email,
        last_name=typed("last_name") or "",
        first_name=typed("first_name") or "",
        department_id=DepartmentId(typed("department_id") or 0),
        leader_id=typed("leader_id"),
        salutation=typed("salutation") or "",
        title=mail.proposal.title if is_sender else "",
        function=mail.proposal.function if is_sender else "",
        motivation=typed("motivation") or "",
        projects=typed("projects") or "",
    )
    page.execute(inbox.create, page.round_id, mail.line.id, entry, seen=mail.line.version)


def _others(page: Page, mail: WholeMail) -> None:
    """The two other ways: to a candidacy there is, or to none."""
    keys = list(mail.candidates)
    proposed = mail.proposal.candidate_id
    st.subheader(_("Oder"), anchor=False)
    chosen = st.selectbox(
        _("Bestehende Kandidatur"),
        keys,
        index=_place(keys, proposed),
        format_func=mail.candidates.__getitem__,
        key=_key(mail, "candidate"),
        placeholder=_("Name eingeben"),
    )

    def assign(candidate: CandidateId) -> None:
        page.execute(inbox.assign, page.round_id, mail.line.id, candidate, seen=mail.line.version)

    def dismiss() -> None:
        page.execute(inbox.dismiss, page.round_id, mail.line.id, seen=mail.line.version)

    with st.container(horizontal=True):
        st.button(
            _("Zu bestehender Kandidatur"),
            disabled=chosen is None,
            on_click=assign,
            args=(chosen,),
        )
        st.button(_("Keine Interessenbekundung"), on_click=dismiss)
        if mail.line.state == MailState.ASIDE:
            _take_back_button(page, mail)


def _place(keys: Sequence[int], proposed: int | None) -> int | None:
    """Where a proposal stands among what can be chosen."""
    return None if proposed is None or proposed not in keys else keys.index(proposed)


def _key(mail: WholeMail, field: str) -> str:
    return f"inbox-{field}-{mail.line.id}-{mail.line.version}"
