"""Move the round to a neighbouring phase, with a second click that says what it means."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lotsen.domain.errors import LotsenError, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.domain.permissions import OPEN_IN, Permission, check_role
from lotsen.domain.phases import NEXT_PHASES, Phase
from lotsen.i18n import _, refusals, words
from lotsen.ui.menu import way_to
from lotsen.ui.page import Page
from lotsen.usecases import results, rounds
from lotsen.usecases.overview import Overview
from lotsen.usecases.results import Told

OPEN_IN_THE_END: Final = frozenset({Phase.NOTIFICATION, Phase.CLOSED})
"""The phases in which people are told what was decided."""


def show(page: Page, overview: Overview) -> None:
    """Offer the ways on and back to whoever may take them; nobody else sees them."""
    try:
        check_role(page.actor, Permission.MOVE_PHASE)
    except LotsenError:
        return
    told = _told(page)
    st.subheader(_("Phase wechseln"), anchor=False)
    if told is not None:
        st.text(_said_of(told))
        st.text(_ways_of(told.ways))
        if told.without_leader:
            st.text(
                _(
                    "Ohne Führungskraft, die das Ergebnis erfahren kann: {names}.",
                    names=", ".join(told.without_leader),
                )
            )
    reason = page.refusal(rounds.move_phase)
    if reason is not None:
        st.text(reason)
        return
    order = list(Phase)
    now = page.round.phase
    barred = _barred(page)
    with st.container(horizontal=True):
        for wanted in sorted(NEXT_PHASES[now], key=order.index, reverse=True):
            forward = order.index(wanted) > order.index(now)
            if wanted not in barred:
                _way(page, wanted, overview, told, forward=forward)


def closing(now: Phase, wanted: Phase) -> Sequence[str]:
    """What nobody can do any more after the move."""
    return [name for permission, name in _doings().items() if _open(permission, now, wanted)]


def _open(permission: Permission, now: Phase, wanted: Phase) -> bool:
    return now in OPEN_IN[permission] and wanted not in OPEN_IN[permission]


def _barred(page: Page) -> frozenset[Phase]:
    """The phases that wait for something, which is told with the way there."""
    if page.round.phase != Phase.CONCEPT_REVIEW:
        return frozenset()
    missing = page.query(rounds.missing_on_concept, page.round_id)
    if not missing:
        return frozenset()
    st.text(refusals.sentence(WrongPhase("closing.concept_not_heard", bodies=missing)))
    st.page_link(
        way_to("closing"), label=_("Beteiligung festhalten"), icon=":material/arrow_forward:"
    )
    return frozenset({Phase.APPROACH})


def _told(page: Page) -> Told | None:
    """Who has been told the result, where results are told."""
    if page.round.phase not in OPEN_IN_THE_END or page.refusal(results.told) is not None:
        return None
    found = page.query(results.told, page.round_id)
    return found if found.decided else None


def _said_of(told: Told) -> str:
    if told.everybody:
        return _(
            "Alle haben ihr Ergebnis: {people} Personen und {leaders} Führungskräfte.",
            people=told.decided,
            leaders=told.leaders,
        )
    return _(
        "Ihr Ergebnis haben {told} von {people} Personen und {leaders_told} von {leaders} "
        "Führungskräften. Die Schreiben stehen unter „Mitteilungen“.",
        told=told.told,
        people=told.decided,
        leaders_told=told.leaders_told,
        leaders=told.leaders,
    )


def _ways_of(ways: Mapping[LetterState, int]) -> str:
    """By which way the results have gone, and what is only a file yet."""
    sentences = [
        _(
            "Gesendet hat Lotsen {sent} Schreiben, als versendet vermerkt sind {noted}.",
            sent=ways.get(LetterState.SENT, 0),
            noted=ways.get(LetterState.NOTED_SENT, 0),
        )
    ]
    files = ways.get(LetterState.HANDED_OVER, 0)
    if files:
        sentences.append(
            _(
                "Als Datei übergeben und noch nicht als versendet vermerkt sind {count}; diese "
                "Personen zählen nicht als informiert.",
                count=files,
            )
        )
    return " ".join(sentences)


def _way(
    page: Page, wanted: Phase, overview: Overview, told: Told | None, *, forward: bool
) -> None:
    name = words.phase(wanted)
    label = _("Weiter: {phase}", phase=name) if forward else _("Zurück: {phase}", phase=name)
    with st.popover(label, key=f"way_{wanted}"):
        st.text(_("Die Runde wechselt in die Phase „{phase}“.", phase=name))
        closed = closing(page.round.phase, wanted)
        if closed:
            st.text(_("Danach geht nicht mehr: {doings}.", doings=", ".join(closed)))
        if overview.undecided and _open(Permission.DECIDE, page.round.phase, wanted):
            st.text(_("Noch ohne Entscheidung: {count}.", count=overview.undecided))
        if wanted == Phase.CLOSED and told is not None and not told.everybody:
            st.warning(
                _("Noch nicht alle haben ihr Ergebnis."), icon=":material/mark_email_unread:"
            )
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
