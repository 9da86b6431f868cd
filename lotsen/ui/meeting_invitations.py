"""Letters about the appointments of one meeting: invitations, changes, cancellations."""

import streamlit as st

from lotsen.domain.letters import INVITES, TELLS_A_CHANGE, Problem, Template
from lotsen.domain.phases import Phase
from lotsen.i18n import _, letters
from lotsen.ui import letter_people
from lotsen.ui.page import Page
from lotsen.usecases import drafting, letter_templates
from lotsen.usecases.meeting_views import Room


def show(page: Page, room: Room) -> None:
    """Offer to draft them, with number and names first; nothing leaves from here."""
    if room.planned_for is None or page.refusal(drafting.draft) is not None:
        return
    box = st.expander(_("Einladen"), key="meeting_invitations", on_change="rerun")
    if not box.open:
        return
    with box:
        if page.round.phase != Phase.PRESENTATION:
            wrong = Problem(code="letter.wrong_phase", about=Phase.PRESENTATION)
            st.text(letters.problem(wrong))
            return
        _kinds(page, room)
        st.caption(
            _("Gelesen, freigegeben und versendet werden die Schreiben unter „Mitteilungen“.")
        )


def _kinds(page: Page, room: Room) -> None:
    wording = page.query(letter_templates.wording, page.round_id)
    kinds = [
        each
        for each in wording.templates
        if each.phase == Phase.PRESENTATION and each.audience in INVITES | TELLS_A_CHANGE
    ]
    if not {each.audience for each in kinds} >= TELLS_A_CHANGE:
        st.text(
            _(
                "In dieser Runde fehlen Vorlagen für Einladung, Änderung oder Absage. "
                "Übernehmen Sie sie unter „Mitteilungen“, „Vorlagen“."
            )
        )
    for kind in kinds:
        _kind(page, room, kind)


def _kind(page: Page, room: Room, kind: Template) -> None:
    """One kind of letter; news of a change is shown only where there is some."""
    people = page.query(drafting.addressees, page.round_id, kind.key, room.id)
    new = {each.person_id: each.name for each in people if not each.has_one}
    there = len(people) - len(new)
    if not people:
        return
    st.subheader(kind.name, anchor=False)
    if there:
        st.text(_("Schon angelegt: {count}", count=there))
    if not new:
        return
    st.text(_("Angelegt wird für: {names}", names=", ".join(new.values())))

    def draft() -> None:
        page.execute(drafting.draft, page.round_id, kind.key, frozenset(new), meeting_id=room.id)

    st.button(
        letter_people.drafting(len(new)),
        key=f"invite-{kind.key}",
        on_click=draft,
    )
