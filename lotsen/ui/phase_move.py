"""Move the round to a neighbouring phase, with a second click that says what it means."""

from collections.abc import Sequence

import streamlit as st

from lotsen.domain.errors import LotsenError
from lotsen.domain.permissions import OPEN_IN, Permission, check_role
from lotsen.domain.phases import NEXT_PHASES, Phase
from lotsen.i18n import _, words
from lotsen.ui.page import Page
from lotsen.usecases import rounds
from lotsen.usecases.overview import Overview


def show(page: Page, overview: Overview) -> None:
    """Offer the ways on and back to whoever may take them; nobody else sees them."""
    try:
        check_role(page.actor, Permission.MOVE_PHASE)
    except LotsenError:
        return
    st.subheader(_("Phase wechseln"), anchor=False)
    reason = page.refusal(rounds.move_phase)
    if reason is not None:
        st.text(reason)
        return
    order = list(Phase)
    now = page.round.phase
    with st.container(horizontal=True):
        for wanted in sorted(NEXT_PHASES[now], key=order.index, reverse=True):
            _way(page, wanted, overview, forward=order.index(wanted) > order.index(now))


def closing(now: Phase, wanted: Phase) -> Sequence[str]:
    """What nobody can do any more after the move."""
    return [name for permission, name in _doings().items() if _open(permission, now, wanted)]


def _open(permission: Permission, now: Phase, wanted: Phase) -> bool:
    return now in OPEN_IN[permission] and wanted not in OPEN_IN[permission]


def _way(page: Page, wanted: Phase, overview: Overview, *, forward: bool) -> None:
    name = words.phase(wanted)
    label = _("Weiter: {phase}", phase=name) if forward else _("Zurück: {phase}", phase=name)
    with st.popover(label, key=f"way_{wanted}"):
        st.text(_("Die Runde wechselt in die Phase „{phase}“.", phase=name))
        closed = closing(page.round.phase, wanted)
        if closed:
            st.text(_("Danach geht nicht mehr: {doings}.", doings=", ".join(closed)))
        if overview.undecided and _open(Permission.DECIDE, page.round.phase, wanted):
            st.text(_("Noch ohne Entscheidung: {count}.", count=overview.undecided))
        if wanted == Phase.CLOSED:
            st.text(_("Danach öffnen nur zwei Personen gemeinsam die Entscheidungen wieder."))
        st.button(
            _("Phase „{phase}“ beginnen", phase=name),
            key=f"move_{wanted}",
            type="primary",
            on_click=_move,
            args=(page, wanted),
        )


def _move(page: Page, wanted: Phase) -> None:
    page.execute(rounds.move_phase, page.round_id, wanted, seen=page.round.version)


def _doings() -> dict[Permission, str]:
    return {
        Permission.IMPORT_MASTER_DATA: _("Personen und Abteilungen einlesen"),
        Permission.IMPORT_RATINGS: _("Bewertungen einlesen"),
        Permission.ASSIGN: _("Bögen zuteilen"),
        Permission.RATE: _("bewerten"),
        Permission.MARK_SHORTLIST: _("für die Engere Wahl vormerken"),
        Permission.DECIDE: _("entscheiden"),
        Permission.MOVE_PHASE: _("die Phase wechseln"),
    }
