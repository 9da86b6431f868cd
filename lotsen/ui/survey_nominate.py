"""A leader names people of the own departments, and looks after these nominations."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.charts.titles import criterion_titles
from lotsen.domain.criteria import Criterion
from lotsen.domain.ids import NominationId, PersonId
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import LONGEST_NAME, NominationState
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, surveys, words
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import nominations
from lotsen.usecases.nominations import Newcomer, OwnNomination, OwnNominations

_FORM: Final = "nominate_form"
_CHOSEN: Final = "own_nomination"


def show(page: Page, found: OwnNominations, criteria: Sequence[Criterion]) -> None:
    """Name somebody on the left; on the right, who is named already."""
    left, right = st.columns([1, 1], gap="large")
    reason = page.refusal(nominations.nominate)
    with left:
        st.subheader(_("Eine Person vorschlagen"), anchor=False)
        if reason is not None:
            phase = words.phase(Phase.APPROACH)
            st.text(_("Vorschlagen können Sie in der Phase „{phase}“.", phase=phase))
        elif not found.departments:
            st.text(_("Ihnen ist noch keine Abteilung zugeordnet. Das ändert die Koordination."))
        else:
            _form(page, found, criteria)
    with right:
        st.subheader(_("Ihre Vorschläge"), anchor=False)
        _list(found.nominations)
        if found.nominations and reason is None:
            _look_after(page, found.nominations, criteria)


def _form(page: Page, found: OwnNominations, criteria: Sequence[Criterion]) -> None:
    key = f"nominate-{st.session_state.get(_FORM, 0)}"
    st.text(
        _(
            "Die Koordination informiert die Person und fragt sie. Bewertet wird nur, wer selbst "
            "zustimmt. Andere Führungskräfte sehen Ihren Vorschlag nicht."
        )
    )
    known = st.selectbox(
        _("Person aus Ihren Abteilungen"),
        list(found.people),
        index=None,
        key=f"{key}-person",
        format_func=lambda person: found.people[person],
        placeholder=_("Name eingeben"),
    )
    if known is None:
        _new_person(key, found)
    chosen = _reasons(key, criteria, {})
    st.checkbox(_("Die Person weiß, dass ich sie vorschlage"), key=f"{key}-knows")
    st.button(
        _("Person vorschlagen"),
        type="primary",
        key="nominate",
        on_click=_nominate,
        args=(page, key, chosen),
    )


def _new_person(key: str, found: OwnNominations) -> None:
    with st.expander(_("Die Person steht nicht in der Liste"), key=f"{key}-new"):
        st.text_input(_("Vorname"), key=f"{key}-first", max_chars=LONGEST_NAME)
        st.text_input(_("Nachname"), key=f"{key}-last", max_chars=LONGEST_NAME)
        st.text_input(_("Dienstliche E-Mail-Adresse"), key=f"{key}-email", max_chars=LONGEST_NAME)
        st.selectbox(
            _("Abteilung"),
            list(found.departments),
            index=None,
            key=f"{key}-department",
            format_func=lambda each: found.departments[each],
            placeholder=_("Abteilung wählen"),
        )


def _reasons(key: str, criteria: Sequence[Criterion], old: Mapping[str, str]) -> list[str]:
    """What speaks for a person, criterion by criterion; gives the criteria that are chosen."""
    titles = criterion_titles(criteria)
    chosen = st.multiselect(
        _("Welche Kriterien sprechen für die Person?"),
        [each.key for each in criteria],
        default=[each.key for each in criteria if each.key in old],
        key=f"{key}-criteria",
        format_func=lambda each: titles[each],
        placeholder=_("Kriterien wählen"),
    )
    for each in chosen:
        st.text_area(
            _("Was haben Sie beobachtet? {criterion}", criterion=as_text(titles[each])),
            value=old.get(each, ""),
            key=f"{key}-reason-{each}",
            height=90,
            max_chars=LONGEST_REASON,
        )
    return list(chosen)


def _list(own: Sequence[OwnNomination]) -> None:
    if not own:
        st.text(_("Sie haben noch niemanden vorgeschlagen."))
        return
    rows = [
        (
            as_text(each.name),
            as_text(each.department),
            formats.day(each.named_on),
            surveys.nomination_state(each.state),
        )
        for each in own
    ]
    st.table(
        pd.DataFrame(
            rows, columns=[_("Person"), _("Abteilung"), _("Vorgeschlagen am"), _("Stand")]
        ),
        border="horizontal",
        hide_index=True,
        alt=_("Ihre Vorschläge mit Stand"),
    )


def _look_after(page: Page, own: Sequence[OwnNomination], criteria: Sequence[Criterion]) -> None:
    by_id = {each.id: each for each in own}
    chosen = st.selectbox(
        _("Vorschlag ansehen oder ändern"),
        list(by_id),
        index=None,
        key=_CHOSEN,
        format_func=lambda each: by_id[each].name,
        placeholder=_("Name eingeben"),
    )
    if chosen is None or chosen not in by_id:
        return
    nomination = by_id[chosen]
    key = f"nomination-{nomination.id}-{nomination.version}"
    picked = _reasons(key, criteria, nomination.reasons)
    st.checkbox(
        _("Die Person weiß, dass ich sie vorschlage"), value=nomination.knows, key=f"{key}-knows"
    )
    with st.container(horizontal=True):
        _buttons(page, nomination, key, picked)


def _buttons(page: Page, own: OwnNomination, key: str, picked: Sequence[str]) -> None:
    st.button(
        _("Änderung speichern"),
        key="nomination_save",
        on_click=_change,
        args=(page, own, key, picked),
    )
    if own.state == NominationState.PROPOSED:
        st.button(
            _("Vorschlag zurücknehmen"),
            key="nomination_back",
            on_click=_take_back,
            args=(page, own),
        )


def _typed(key: str, chosen: Sequence[str]) -> dict[str, str]:
    return {each: st.session_state.get(f"{key}-reason-{each}") or "" for each in chosen}


def _whom(key: str) -> PersonId | Newcomer:
    known = st.session_state.get(f"{key}-person")
    if known is not None:
        return PersonId(known)
    return Newcomer(
        email=st.session_state.get(f"{key}-email") or "",
        first_name=st.session_state.get(f"{key}-first") or "",
        last_name=st.session_state.get(f"{key}-last") or "",
        department_id=st.session_state.get(f"{key}-department"),
    )


def _nominate(page: Page, key: str, chosen: Sequence[str]) -> None:
    done = page.execute(
        nominations.nominate,
        page.round_id,
        _whom(key),
        _typed(key, chosen),
        knows=bool(st.session_state.get(f"{key}-knows")),
    )
    if done:  # the next form is empty
        st.session_state[_FORM] = st.session_state.get(_FORM, 0) + 1


def _change(page: Page, own: OwnNomination, key: str, chosen: Sequence[str]) -> None:
    page.execute(
        nominations.change,
        page.round_id,
        NominationId(own.id),
        _typed(key, chosen),
        knows=bool(st.session_state.get(f"{key}-knows")),
        seen=own.version,
    )


def _take_back(page: Page, own: OwnNomination) -> None:
    if page.execute(nominations.take_back, page.round_id, own.id, seen=own.version):
        st.session_state[_CHOSEN] = None
