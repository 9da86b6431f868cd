"""A list of which a click on a row opens one; with the same as a table for a screen reader."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

import pandas as pd
import streamlit as st

from lotsen.i18n import _
from lotsen.ui.kept import fingerprint
from lotsen.ui.notices import as_text


class Line(Protocol):
    """What can stand in such a list: it has a key, and a version that rises when it changes."""

    @property
    def id(self) -> int:
        """What is kept of it when it is opened."""

    @property
    def version(self) -> int:
        """Which state of it is shown."""


L = TypeVar("L", bound=Line)


def show(  # noqa: PLR0913  # a list is all of this
    lines: Sequence[L],
    cells: Callable[[L], Mapping[str, str]],
    *,
    opened: str,
    key: str,
    height: int,
    alt: str,
) -> None:
    """Show the lines; the key of the one that was clicked is kept under `opened`.

    Args:
        lines: at least one.
        cells: what stands in the row of a line, by heading.
        opened: the key in the session under which the click is kept.
        key: the name of the list.
        height: in pixels, of the list.
        alt: what the list shows, for people who do not see it.
    """
    grid = f"{key}-{fingerprint([(line.id, line.version) for line in lines])}"

    def take_click() -> None:
        picked = st.session_state[grid]["selection"]["rows"]
        if picked:
            st.session_state[opened] = lines[picked[0]].id

    frame = pd.DataFrame([cells(line) for line in lines])
    st.dataframe(
        frame,
        key=grid,
        hide_index=True,
        on_select=take_click,
        selection_mode="single-row",
        height=height,
        alt=alt,
    )
    plain = st.expander(_("Als Tabelle"), key=f"{key}_plain", on_change="rerun")
    if plain.open:
        plain.table(frame.map(as_text), hide_index=True, alt=alt)
