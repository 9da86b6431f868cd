"""The outbox as a list: what is looked at, narrowed, and chosen."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.ids import CandidateId, LetterId
from lotsen.domain.letters import ARRIVED, LetterState
from lotsen.i18n import _, formats, letters, words
from lotsen.i18n.formats import number
from lotsen.ui import figures, row_choice
from lotsen.ui.kept import fingerprint
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.ui.shortlist_table import ROW
from lotsen.usecases import outbox
from lotsen.usecases.letter_search import LetterFilter
from lotsen.usecases.outbox import LetterLine, Outbox

LETTER: Final = "outbox_letter"
_TEXT, _KEYS, _STATES, _ROOM = "outbox_text", "outbox_keys", "outbox_states", "outbox_room"


class Room(StrEnum):
    """What the page is used for at the moment."""

    OUTBOX = "outbox"
    DRAFT = "draft"
    TEMPLATES = "templates"
    VALUES = "values"


def figures_of(box: Outbox) -> None:
    """How many letters there are, and how many people have been told."""
    count = box.counts
    asked = count.get(LetterState.UNKNOWN, 0) + count.get(LetterState.BOUNCED, 0)
    left, files = sum(count.get(each, 0) for each in ARRIVED), count.get(LetterState.HANDED_OVER, 0)
    shown = [
        (_("Entwürfe"), str(count.get(LetterState.DRAFT, 0)), _("warten auf die Freigabe")),
        (_("freigegeben"), str(count.get(LetterState.APPROVED, 0)), _("warten auf den Versand")),
        (_("hinausgegangen"), str(left), _("gesendet oder als versendet vermerkt")),
        (_("zu klären"), str(asked), _("nicht zustellbar oder unklar")),
    ]
    if files:
        shown.insert(
            2, (_("als Datei übergeben"), str(files), _("noch nicht als versendet vermerkt"))
        )
    if box.decided:
        told = figures.part_of(box.told, box.decided)
        shown.append((_("informiert"), told, _("Personen, über die entschieden ist")))
    figures.show(shown)


def choose_room() -> Room:
    """Choose what the page is used for."""
    labels = {
        Room.OUTBOX: _("Ausgang"),
        Room.DRAFT: _("Anlegen"),
        Room.TEMPLATES: _("Vorlagen"),
        Room.VALUES: _("Angaben"),
    }
    chosen = st.segmented_control(
        _("Was möchten Sie tun?"),
        list(labels),
        default=Room.OUTBOX,
        required=True,
        format_func=labels.__getitem__,
        key=_ROOM,
        persist_state="session",
    )
    return Room(chosen)


def narrowed(names: Mapping[str, str]) -> LetterFilter:
    """What the list is narrowed by."""
    return LetterFilter(
        text=st.session_state.get(_TEXT) or "",
        keys=frozenset(st.session_state.get(_KEYS) or ()) & set(names),
        states=frozenset(LetterState(each) for each in st.session_state.get(_STATES) or ()),
    )


def page_number() -> int:
    """The page of the list that is open; what is narrowed otherwise begins at the first."""
    return int(st.session_state.get(_page_key(), 1))


def filters(names: Mapping[str, str]) -> None:
    """Ask for what the list is narrowed by; nothing chosen means all but the discarded."""
    text, keys, states = st.columns([3, 4, 4])
    text.text_input(
        _("Suchen"),
        key=_TEXT,
        placeholder=_("Name oder E-Mail"),
        max_chars=100,
        persist_state="session",
    )
    keys.multiselect(
        _("Schreiben"),
        list(names),
        key=_KEYS,
        format_func=lambda key: f"{key} {names[key]}",
        placeholder=_("alle Schreiben"),
        persist_state="session",
    )
    states.multiselect(
        _("Stand"),
        list(LetterState),
        key=_STATES,
        format_func=words.letter_state,
        placeholder=_("jeder Stand"),
        persist_state="session",
    )


def show(box: Outbox) -> None:
    """Show the letters that match; a click on a row opens the letter."""
    if not box.lines:
        st.text(_("In dieser Auswahl ist kein Schreiben. Neue entstehen unter „Anlegen“."))
        return
    if box.pages > 1:
        st.pagination(box.pages, key=_page_key(), persist_state="session")
        count = number(len(box.stubs), decimals=0)
        st.caption(_("{count} Schreiben auf {pages} Seiten", count=count, pages=box.pages))
    row_choice.show(
        box.lines,
        _cells,
        opened=LETTER,
        key="outbox",
        height=min(520, ROW * (len(box.lines) + 1) + 2),
        alt=_("Schreiben mit Person, Stand und dem, was sie sperrt"),
    )


def choose(box: Outbox) -> LetterId | None:
    """Choose a letter of this page, by typing or by a click on its row; at first it is the first.

    None where there is no letter at all.
    """
    by_id = {line.id: line for line in box.lines}
    if not by_id:
        return None
    if st.session_state.get(LETTER) not in by_id:
        st.session_state[LETTER] = box.lines[0].id
    chosen = st.selectbox(
        _("Schreiben ansehen"),
        list(by_id),
        key=LETTER,
        format_func=lambda key: f"{by_id[key].recipient}: {by_id[key].name}",
    )
    return chosen if chosen in by_id else None


def of_candidate(page: Page, candidate_id: CandidateId) -> None:
    """The letters to one person, on the page about that person, for whoever may see them."""
    if page.refusal(outbox.to_candidate) is not None:
        return
    lines = page.query(outbox.to_candidate, page.round_id, candidate_id)
    if not lines:
        return
    st.subheader(_("Mitteilungen"), anchor=False)
    frame = pd.DataFrame(
        {
            _("Schreiben"): [as_text(f"{line.key} {line.name}") for line in lines],
            _("Stand"): [as_text(state_of(line)) for line in lines],
        }
    )
    st.table(frame, border="horizontal", hide_index=True, alt=_("Schreiben an diese Person"))


def state_of(line: LetterLine) -> str:
    """Where a letter stands, with the moment where it has left, or when it is tried again."""
    if line.next_try is not None:
        return _("nächster Versuch ab {hour}", hour=formats.hour(line.next_try))
    state = words.letter_state(line.state)
    if line.sent_at is None:
        return state
    noted = line.state == LetterState.NOTED_SENT
    return f"{state}, {formats.day_of(line.sent_at) if noted else formats.moment(line.sent_at)}"


def _page_key() -> str:
    """What is narrowed otherwise has pages of its own."""
    chosen = [sorted(st.session_state.get(key) or ()) for key in (_KEYS, _STATES)]
    return f"outbox_page_{fingerprint((st.session_state.get(_TEXT) or '', chosen))}"


def _cells(line: LetterLine) -> dict[str, str]:
    return {
        _("Person"): line.recipient,
        _("Schreiben"): f"{line.key} {line.name}",
        _("Stand"): state_of(line),
        _("Gesperrt, weil"): "; ".join(letters.problem(each) for each in line.problems),
    }
