"""Mark one person for the Engere Wahl, with a remark, or take the mark away."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lotsen.domain.candidates import CandidateState, check_stands
from lotsen.domain.errors import LotsenError
from lotsen.domain.ids import CandidateId
from lotsen.domain.texts import LONGEST_REMARK
from lotsen.i18n import _, refusals
from lotsen.ui import notices
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import shortlist

PERSON = "shortlist_person"


def choose_person(names: Mapping[int, str], changed: Callable[[], None]) -> int | None:
    """Choose somebody of the list, by typing or by a click on the row."""
    chosen = st.selectbox(
        _("Person"),
        list(names),
        index=None,
        key=PERSON,
        format_func=names.__getitem__,
        placeholder=_("Zeile anklicken oder Namen eingeben"),
        on_change=changed,
    )
    return chosen if chosen in names else None


def take_row(candidate: int) -> None:
    """Choose the person whose row was clicked."""
    st.session_state[PERSON] = candidate


def show(page: Page, rows: pd.DataFrame, candidate: int) -> None:
    """Show the person with the remark, and what can be done."""
    line = rows.loc[rows["candidate_id"] == candidate].iloc[0].to_dict()
    seen = int(line["mark_version"])
    reason = page.refusal(shortlist.mark) or _does_not_stand(line)
    remark = f"remark-{candidate}-{seen}"
    st.subheader(as_text(line["name"]), anchor=False)
    st.text(" · ".join(part for part in (line["department"], line["function"]) if part))
    st.text_area(
        _("Bemerkung"),
        value=line["remark"],
        key=remark,
        height=100,
        max_chars=LONGEST_REMARK,
        disabled=reason is not None,
        help=_("Die Bemerkung steht auch in der Datei. Keine Angaben zu Gesundheit oder Familie."),
    )
    _buttons(page, CandidateId(candidate), remark, seen, reason)


def _buttons(page: Page, key: CandidateId, remark: str, seen: int, reason: str | None) -> None:
    """What can be done; `seen` is 0 where the person is not marked."""
    marked = seen > 0
    with st.container(horizontal=True):
        st.button(
            _("Bemerkung speichern") if marked else _("Auf die Engere Wahl setzen"),
            type="primary",
            disabled=reason is not None,
            help=reason,
            on_click=_mark,
            args=(page, key, remark, seen),
        )
        if marked:
            st.button(
                _("Von der Engeren Wahl nehmen"),
                disabled=page.refusal(shortlist.unmark) is not None,
                help=page.refusal(shortlist.unmark),
                on_click=_unmark,
                args=(page, key, seen),
            )


def _mark(page: Page, candidate: CandidateId, remark: str, seen: int) -> None:
    text = st.session_state.get(remark) or ""
    refused = page.attempt(shortlist.mark, page.round_id, candidate, text, seen=seen)
    notices.settle(refused, typed=text)


def _unmark(page: Page, candidate: CandidateId, seen: int) -> None:
    page.execute(shortlist.unmark, page.round_id, candidate, seen=seen)


def _does_not_stand(line: Mapping[Hashable, Any]) -> str | None:
    try:
        check_stands(CandidateState(line["state"]), name=line["name"])
    except LotsenError as reason:
        return refusals.sentence(reason)
    return None
