"""My sheets: how far I am, and the way from one person to the next."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lotsen.domain.ids import CandidateId
from lotsen.domain.ratings import SheetState
from lotsen.i18n import _, words
from lotsen.usecases.rating import SheetLine, is_open

_CHOSEN: Final = "rate_candidate"


def progress(lines: Sequence[SheetLine]) -> None:
    """Say how many sheets are handed in, and how many are begun."""
    counts = [line for line in lines if line.state == SheetState.HANDED_IN or is_open(line)]
    done = sum(line.state == SheetState.HANDED_IN for line in counts)
    said = _(
        "{done} von {all} Bögen abgegeben, im Entwurf: {drafts}",
        done=done,
        all=len(counts),
        drafts=sum(line.state == SheetState.DRAFT for line in counts),
    )
    st.progress(done / len(counts) if counts else 1.0, text=said)


def choose(lines: Sequence[SheetLine]) -> CandidateId:
    """Choose a person; at first one whose sheet still waits."""
    keys = [line.candidate_id for line in lines]
    if st.session_state.get(_CHOSEN) not in keys:
        waiting = [line.candidate_id for line in lines if is_open(line)]
        st.session_state[_CHOSEN] = [*waiting, *keys][0]
    names = {
        line.candidate_id: f"{line.sorted_name} · {words.sheet_state(line.state)}" for line in lines
    }
    chosen = st.selectbox(
        _("Person"),
        keys,
        key=_CHOSEN,
        format_func=names.__getitem__,
        persist_state="session",
        width=560,
    )
    return CandidateId(chosen)


def turn(lines: Sequence[SheetLine], candidate_id: CandidateId) -> None:
    """Go to the person before or after, with a click or a key."""
    keys = [line.candidate_id for line in lines]
    place = keys.index(candidate_id)
    with st.container(horizontal=True, key="rate_turn"):
        for label, target, shortcut in (
            (_("Vorige Person"), place - 1, "Alt+Left"),
            (_("Nächste Person"), place + 1, "Alt+Right"),
        ):
            st.button(
                label,
                key=f"rate_{shortcut}",
                shortcut=shortcut,
                disabled=not 0 <= target < len(keys),
                on_click=_go,
                args=(keys[target % len(keys)],),
            )


def _go(candidate_id: CandidateId) -> None:
    st.session_state[_CHOSEN] = candidate_id
