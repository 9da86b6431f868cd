"""One cell of the department picture: its people, against the means of department and town."""

import streamlit as st

from lotsen.charts import people, readings
from lotsen.domain.ids import CandidateId
from lotsen.i18n import _
from lotsen.ui import pictures, tables
from lotsen.ui.kept import kept
from lotsen.ui.menu import PAGES
from lotsen.ui.notices import as_text
from lotsen.usecases.scores import CellScores

_PICTURE, _PERSON, _PAGE = "people_picture", "people_person", "people_page"


def show(cell: CellScores, title: str) -> None:
    """Show the people of one department on one criterion; a click opens a profile."""
    st.subheader(as_text(f"{cell.department} · {title}"), anchor=False)
    if cell.frame.empty:
        st.info(_("In diesem Bereich gibt es keine Kandidatur, die hier zählt."))
        return
    frame = people.arranged(cell.frame)
    pages = -(-len(frame) // people.PAGE_ROWS)
    page = min(st.session_state.get(_PAGE, 1), pages)
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
        st.pagination(pages, key=_PAGE)
    table = st.expander(_("Als Tabelle"), key="people_table", on_change="rerun")
    if table.open:
        table.table(
            kept("people_table", lambda: tables.people(shown), *parts), hide_index=True, alt=alt
        )
    names = dict(zip(shown["candidate_id"].tolist(), shown["name"], strict=True))
    chosen = st.selectbox(
        _("Profil öffnen"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Punkt im Bild anklicken oder hier wählen"),
        key=_PERSON,
    )
    clicked = picked["selection"][people.PERSON]
    if clicked:
        chosen = clicked[0]["candidate_id"]
    if chosen:
        open_profile(CandidateId(int(chosen)))


def open_profile(candidate_id: CandidateId) -> None:
    """Go to a candidate's profile."""
    st.switch_page(PAGES / "candidates.py", query_params={"candidate": str(candidate_id)})
