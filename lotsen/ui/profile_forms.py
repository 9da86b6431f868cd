"""Change places, weights and criteria: at once, or as a proposal once the profile is frozen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.domain.criteria import HIGHEST, LOWEST, Criterion
from lotsen.domain.round_profiles import (
    HEAVIEST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_PLACES,
    RoundProfile,
    new_criterion,
)
from lotsen.domain.texts import LONGEST_REASON, LONGEST_REMARK
from lotsen.i18n import _, refusals
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import round_profile
from lotsen.usecases.round_profile import ProfileView

_CHOSEN: Final = "profile_criterion"


def show(page: Page, view: ProfileView, refused: str | None) -> None:
    """Offer what can be changed, or say why nothing can be."""
    if refused is not None:
        st.text(refused)
    elif view.waiting is not None:
        st.text(refusals.of_code("profile.waits_already"))
    else:
        with st.expander(_("Plätze und Gewichte ändern"), key="profile_weights"):
            _weights(page, view)
        with st.expander(_("Ein Kriterium ändern"), key="profile_one"):
            _one(page, view)
        with st.expander(_("Ein Kriterium hinzufügen"), key="profile_new"):
            _new(page, view)


def _weights(page: Page, view: ProfileView) -> None:
    titles = criterion_titles(view.profile.criteria)
    places, key = f"profile_places-{view.number}", f"profile_weight-{view.number}"
    with st.form("profile_weights_form", border=False, enter_to_submit=False):
        st.number_input(_("Plätze"), 1, MOST_PLACES, view.profile.places, key=places, width=160)
        columns = st.columns(2)
        half = (len(view.profile.in_use) + 1) // 2
        for place, each in enumerate(view.profile.in_use):
            columns[place // half].number_input(
                as_text(f"{each.number} {titles[each.key]}"),
                0.0,
                HEAVIEST,
                each.weight,
                0.5,
                "%g",
                key=f"{key}-{each.key}",
            )

        def wanted() -> RoundProfile:
            state = st.session_state
            criteria = tuple(
                replace(each, weight=state.get(f"{key}-{each.key}", each.weight))
                for each in view.profile.criteria
            )
            return RoundProfile(places=state[places], criteria=criteria)

        _submit(page, view, "weights", wanted)


def _one(page: Page, view: ProfileView) -> None:
    by_key = {each.key: each for each in view.profile.criteria}
    titles = criterion_titles(view.profile.criteria)
    chosen = st.selectbox(
        _("Kriterium"),
        list(by_key),
        key=_CHOSEN,
        format_func=lambda key: f"{by_key[key].number} {titles[key]}",
    )
    old, key = by_key[chosen], f"profile-{chosen}-{view.number}"
    with st.form(f"profile_form-{chosen}", border=False, enter_to_submit=False):
        st.checkbox(
            _("Steht auf dem Bogen und zählt"),
            old.in_use,
            key=f"{key}-use",
            help=_("Ohne Haken fragt kein Bogen danach. Bewertungen, die es gibt, bleiben."),
        )
        _texts(old, key)
        _submit(page, view, chosen, lambda: view.profile.with_criterion(_typed(old, key)))


def _texts(old: Criterion, key: str) -> None:
    """The wording of a criterion, and what each step of the scale means."""
    st.text_input(_("Titel"), old.title, LONGEST_TITLE, key=f"{key}-title")
    st.text_input(_("Titel im Konzept"), old.full_title, LONGEST_TEXT, key=f"{key}-full_title")
    st.text_area(_("Beschreibung"), old.definition, 110, LONGEST_TEXT, key=f"{key}-definition")
    for step in range(LOWEST, HIGHEST + 1):
        st.text_area(
            _("Anker der Stufe {step}", step=step),
            old.anchors.get(step, ""),
            80,
            LONGEST_TEXT,
            key=f"{key}-anchor-{step}",
        )
    st.text_area(_("Fragen, eine je Zeile"), "\n".join(old.questions), 110, key=f"{key}-questions")


def _typed(old: Criterion, key: str) -> Criterion:
    state = st.session_state
    return replace(
        old,
        in_use=state[f"{key}-use"],
        title=state[f"{key}-title"] or "",
        full_title=state[f"{key}-full_title"] or "",
        definition=state[f"{key}-definition"] or "",
        anchors={step: state[f"{key}-anchor-{step}"] or "" for step in range(LOWEST, HIGHEST + 1)},
        questions=tuple((state[f"{key}-questions"] or "").split("\n")),
    )


def _new(page: Page, view: ProfileView) -> None:
    key = f"profile_new-{view.number}"
    with st.form("profile_new_form", border=False, enter_to_submit=False):
        st.text_input(_("Titel"), max_chars=LONGEST_TITLE, key=f"{key}-title")
        st.text_area(_("Beschreibung"), height=110, max_chars=LONGEST_TEXT, key=f"{key}-definition")
        st.number_input(_("Gewicht"), 0.0, HEAVIEST, 1.0, 0.5, "%g", key=f"{key}-weight", width=160)
        st.caption(_("Anker und Fragen ergänzen Sie danach. Auf abgegebenen Bögen fehlt es."))

        def wanted() -> RoundProfile:
            state = st.session_state
            title, text = state[f"{key}-title"] or "", state[f"{key}-definition"] or ""
            fresh = new_criterion(view.profile, title, text, state[f"{key}-weight"])
            return replace(view.profile, criteria=(*view.profile.criteria, fresh))

        _submit(page, view, "new", wanted)


def _submit(page: Page, view: ProfileView, name: str, wanted: Callable[[], RoundProfile]) -> None:
    """The reason and the button; once frozen, the reason is needed and the button proposes."""
    frozen = view.frozen_on is not None
    key = f"profile_reason-{name}-{view.number}"
    st.text_area(
        _("Grund") if frozen else _("Grund (freiwillig)"),
        key=key,
        height=80,
        max_chars=LONGEST_REASON if frozen else LONGEST_REMARK,
    )
    command = round_profile.propose if frozen else round_profile.change

    def submit() -> None:
        reason = st.session_state.get(key) or ""
        page.execute(command, page.round_id, wanted(), reason, seen=view.number)

    st.form_submit_button(
        _("Änderung vorschlagen") if frozen else _("Änderung speichern"),
        type="primary",
        key=f"profile_submit-{name}",
        on_click=submit,
    )
