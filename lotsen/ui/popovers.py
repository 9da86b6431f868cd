"""A small form behind a button: it closes by itself once its work is done."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lotsen.ui.clicks import Click


def popover(label: str, key: str, *, disabled: bool = False) -> DeltaGenerator:
    """A popover that can be closed from here, for the server knows whether it is open."""
    return st.popover(label, key=key, on_change="rerun", disabled=disabled)


def shutting(key: str, click: Callable[[], bool]) -> Click:
    """The click, after which the popover closes; what was refused leaves it open."""

    def then() -> None:
        if click():
            st.session_state[key] = False

    return then
