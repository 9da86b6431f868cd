"""What a tab shows of a sheet, and what is stored: one and the same, or both are told."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Final

import streamlit as st

from lotsen.domain.criteria import Criterion
from lotsen.domain.ratings import Mark
from lotsen.i18n import _, formats
from lotsen.ui import notices
from lotsen.ui.page import Page
from lotsen.usecases import rating
from lotsen.usecases.rating import Sheet

NB: Final = "nb"
CHOICES: Final = ("1", "2", "3", "4", "5", NB)
_TAB, _TURN, _OPEN = "rate_tab", "rate_turn", "rate_open"


def tab() -> str:
    """A name for this tab of the browser: what it has written itself, it has seen."""
    name: str = st.session_state.setdefault(_TAB, token_hex(8))
    return name


def place(sheet: Sheet, criterion: Criterion) -> str:
    """Where a criterion stands; elsewhere after a refusal, so that what is stored is shown."""
    return f"{sheet.candidate_id}-{criterion.key}-{st.session_state.get(_TURN, 0)}"


def mark_of(choice: str | None, text: str) -> Mark | None:
    """What the scale and the note beside it say; nothing while no step is chosen."""
    if choice is None:
        return None
    return Mark(value=None if choice == NB else int(choice), evidence=text)


def choice_of(mark: Mark) -> str:
    """The step of the scale that stands for a mark."""
    return NB if mark.value is None else str(mark.value)


def said(mark: Mark | None) -> str:
    """A mark as it is read."""
    if mark is None:
        return formats.NOTHING
    return _("n. b.") if mark.value is None else str(mark.value)


def keep(page: Page, sheet: Sheet, criterion: Criterion, mark: Mark) -> None:
    """Keep what was just chosen or typed; where it is refused, say what it was."""
    kept = page.keep(
        rating.save,
        page.round_id,
        sheet.candidate_id,
        criterion.key,
        mark,
        seen=sheet.version,
        tab=tab(),
    )
    if not kept:
        _turn()
        _give_back(criterion, mark)


def settle(
    page: Page, sheet: Sheet, criteria: Sequence[Criterion], shown: Mapping[str, Mark | None]
) -> None:
    """Have the tab show what is stored, and lose nothing that it showed instead.

    The two differ where the server began anew before it had heard of a mark: that is kept now.
    They also differ where another tab has written on the sheet: then both are told.
    """
    begun_anew = st.session_state.get(_OPEN) != sheet.candidate_id
    st.session_state[_OPEN] = sheet.candidate_id
    odd = [each for each in criteria if not _same(shown[each.key], sheet.marks.get(each.key))]
    if not odd:
        return
    notices.again()
    for criterion in odd:
        mark, stored = shown[criterion.key], sheet.marks.get(criterion.key)
        if mark is not None and begun_anew and _continues(mark, stored):
            keep(page, sheet, criterion, mark)
        elif mark is not None:
            _give_back(criterion, mark)
    _turn()
    st.rerun()


def _same(shown: Mark | None, stored: Mark | None) -> bool:
    if shown is None or stored is None:
        return shown is stored
    return (shown.value, shown.evidence.split()) == (stored.value, stored.evidence.split())


def _continues(mark: Mark, stored: Mark | None) -> bool:
    """Whether nothing that is stored would be lost."""
    return stored is None or (
        mark.value == stored.value and mark.evidence.startswith(stored.evidence)
    )


def _give_back(criterion: Criterion, mark: Mark) -> None:
    sentence = _(
        "Ihre letzte Eingabe bei „{title}“ war: {value} {text}",
        title=criterion.title,
        value=said(mark),
        text=mark.evidence,
    )
    notices.leave(sentence, refused=True)


def _turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
