"""What is looked at on the page „Abteilungen“: level, who counts, order, and the chosen cell.

The cell is chosen by a click in the picture or in the two boxes; the boxes hold the choice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import streamlit as st

from lotsen.charts import arrangement
from lotsen.charts.arrangement import Order
from lotsen.charts.departments import CHOICE
from lotsen.charts.grid import TOWN
from lotsen.charts.titles import full_title
from lotsen.domain.departments import Level
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _, words
from lotsen.ui.kept import kept
from lotsen.usecases.scores import TOTAL, DepartmentScores, Standing


class View(StrEnum):
    """What the picture shows."""

    CRITERIA = "criteria"
    PLAIN = "plain"
    FAIR = "fair"


LEVELS: Final = (Level.DEZERNAT, Level.FACHBEREICH, Level.ABTEILUNG)

_LEVEL, _STANDING, _ORDER = "departments_level", "departments_standing", "departments_order"
_TURN, _VIEW = "departments_turn", "departments_view"
_DEPARTMENT, _CRITERION = "departments_department", "departments_criterion"


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is looked at."""

    level: Level
    standing: Standing
    order: str
    view: View


def look() -> Look:
    """What was chosen last; at first everybody in the process, by Dezernat."""
    return Look(
        level=st.session_state.get(_LEVEL, Level.DEZERNAT),
        standing=st.session_state.get(_STANDING, Standing.IN_PROCESS),
        order=st.session_state.get(_ORDER, Order.OUTLINE),
        view=View(st.session_state.get(_VIEW, View.CRITERIA)),
    )


def controls(titles: Mapping[str, str]) -> None:
    """Choose what is shown and of which level; of the criteria also who counts, and the order."""
    with st.container(horizontal=True, gap="medium", key="departments_controls"):
        st.segmented_control(
            _("Ansicht"),
            list(View),
            default=View.CRITERIA,
            required=True,
            format_func=_view,
            key=_VIEW,
            persist_state="session",
        )
        st.segmented_control(
            _("Ebene"),
            LEVELS,
            default=Level.DEZERNAT,
            required=True,
            format_func=words.level,
            key=_LEVEL,
            persist_state="session",
            on_change=_begin_anew,
        )
        if look().view == View.CRITERIA:
            _criteria_controls(titles)


def _criteria_controls(titles: Mapping[str, str]) -> None:
    st.segmented_control(
        _("Wer zählt"),
        list(Standing),
        default=Standing.IN_PROCESS,
        required=True,
        format_func=_standing,
        key=_STANDING,
        persist_state="session",
    )
    st.selectbox(
        _("Reihenfolge"),
        arrangement.orders(list(titles)),
        format_func=lambda order: _order(order, titles),
        key=_ORDER,
        persist_state="session",
        width=300,
    )


def page_of(rows: Sequence[DepartmentId]) -> list[DepartmentId]:
    """The departments of the chosen page."""
    return arrangement.page_of(list(rows), st.session_state.get(_page_key(), 1))


def turn_pages(rows: Sequence[DepartmentId]) -> None:
    """Turn the pages, where there is more than one."""
    pages = arrangement.pages(list(rows))
    if pages > 1:
        st.pagination(pages, key=_page_key(), persist_state="session")


def chosen(scores: DepartmentScores) -> tuple[DepartmentId | None, str]:
    """The chosen cell; none where the department is not among those that are looked at."""
    department_id = st.session_state.get(_DEPARTMENT)
    if department_id not in scores.frame["department_id"].to_numpy():
        department_id = st.session_state[_DEPARTMENT] = None
    return department_id, st.session_state.get(_CRITERION, TOTAL)


def choice(scores: DepartmentScores, titles: Mapping[str, str]) -> None:
    """Choose a cell without the picture."""
    names = kept("departments_names", lambda: _names(scores), scores.frame)
    left, right = st.columns(2)
    left.selectbox(
        _("Bereich"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Feld im Bild anklicken oder hier wählen"),
        key=_DEPARTMENT,
        on_change=_let_go,
        persist_state="session",
    )
    right.selectbox(
        _("Kriterium"),
        list(titles),
        format_func=lambda key: numbered(key, titles),
        key=_CRITERION,
        on_change=_let_go,
        persist_state="session",
    )


def _names(scores: DepartmentScores) -> dict[DepartmentId, str]:
    lines = scores.frame.drop_duplicates("department_id")
    columns = lines["department_id"].tolist(), lines["number"], lines["department"]
    return {
        DepartmentId(key): full_title(number, name)
        for key, number, name in zip(*columns, strict=True)
    }


def numbered(criterion: str, titles: Mapping[str, str]) -> str:
    """A criterion with the number that narrow screens show instead of its title."""
    place = list(titles).index(criterion)
    return f"{place} {titles[criterion]}" if place else titles[criterion]


def picture_key() -> str:
    """The key of the picture; another one lets go of a click."""
    return f"departments_picture_{st.session_state.get(_TURN, 0)}"


def take_click() -> None:
    """A click in the picture moves the two boxes; one beside the cells chooses nothing."""
    picked = st.session_state[picture_key()]["selection"][CHOICE]
    department_id = DepartmentId(int(picked[0]["department_id"])) if picked else TOWN
    if department_id == TOWN:
        st.session_state[_DEPARTMENT] = None
        return
    st.session_state[_DEPARTMENT] = department_id
    st.session_state[_CRITERION] = picked[0]["criterion"]


def _page_key() -> str:
    """Every level has its own pages."""
    return f"departments_page_{look().level}"


def _let_go() -> None:
    """After a choice in the boxes, the cell that was clicked before can be clicked again."""
    picture = st.session_state.get(picture_key())
    if picture and picture["selection"].get(CHOICE):
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _begin_anew() -> None:
    """On another level there are other departments."""
    st.session_state[_DEPARTMENT] = None
    _let_go()


def _view(view: View) -> str:
    match view:
        case View.CRITERIA:
            return _("Kriterien")
        case View.PLAIN:
            return _("Abstand, einfach")
        case View.FAIR:
            return _("Abstand, fair")


def _standing(standing: Standing) -> str:
    match standing:
        case Standing.IN_PROCESS:
            return _("im Verfahren")
        case Standing.INTERESTED:
            return _("nur Interesse bekundet")
        case Standing.ALL:
            return _("alle")


def _order(order: str, titles: Mapping[str, str]) -> str:
    match order:
        case Order.OUTLINE:
            return _("nach Nummer")
        case Order.NAME:
            return _("nach Name")
        case _criterion:
            return _("nach {criterion}", criterion=titles[order])
