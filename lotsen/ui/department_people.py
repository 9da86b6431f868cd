"""One cell of the department picture: its people, against the means of department and town."""

import pandas as pd
import streamlit as st

from lotsen.charts import people, readings
from lotsen.domain.ids import CandidateId
from lotsen.i18n import _
from lotsen.ui import pictures, tables
from lotsen.ui.kept import fingerprint, kept
from lotsen.ui.menu import way_to
from lotsen.ui.notices import as_text
from lotsen.usecases.scores import CellScores

_PICTURE, _PERSON = "people_picture", "people_person"


def show(cell: CellScores, title: str) -> None:
    """Show the people of one department on one criterion; a click opens a profile."""
    st.subheader(as_text(f"{cell.department} · {title}"), anchor=False)
    if cell.frame.empty:
        st.info(_("In diesem Bereich gibt es keine Kandidatur, die hier zählt."))
        return
    frame = people.arranged(cell.frame)
    pages = -(-len(frame) // people.PAGE_ROWS)
    page_key = f"people_page_{fingerprint(cell.department, title)}"
    page = min(st.session_state.get(page_key, 1), pages)
    shown = frame.iloc[(page - 1) * people.PAGE_ROWS : page * people.PAGE_ROWS]
    parts = (shown, cell.department_mean, cell.town_mean, cell.whole_town, cell.department, title)
    alt = kept("people_said", lambda: readings.of_people(cell, title), cell.frame, *parts[1:])
    picked = pictures.show(
        kept("people", lambda: pictures.packed(people.people(cell, shown)), *parts),
        alt=alt,
        key=_PICTURE,
        on_select="rerun",
    )
    if pages > 1:
        st.pagination(pages, key=page_key)
    table = st.expander(_("Als Tabelle"), key="people_table", on_change="rerun")
    if table.open:
        table.table(
            kept("people_table", lambda: tables.people(shown), *parts), hide_index=True, alt=alt
        )
    clicked = picked["selection"][people.PERSON]
    _choose(shown, clicked[0]["candidate_id"] if clicked else None)


def _choose(shown: pd.DataFrame, clicked: int | None) -> None:
    """Open the profile of who was clicked in the picture or chosen by name."""
    names = dict(zip(shown["candidate_id"].tolist(), shown["name"], strict=True))
    chosen = st.selectbox(
        _("Profil öffnen"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Punkt im Bild anklicken oder hier wählen"),
        key=_PERSON,
    )
    found = clicked if clicked is not None else chosen
    if found:
        open_profile(CandidateId(int(found)))


def open_profile(candidate_id: CandidateId) -> None:
    """Go to a candidate's profile."""
    st.switch_page(way_to("candidates"), query_params={"candidate": str(candidate_id)})
