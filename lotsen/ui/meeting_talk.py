"""After the talk: the chair opens it, and raters change single marks of their own sheets."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.domain.ratings import LONGEST_EVIDENCE, Mark
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats
from lotsen.ui.clicks import Click, keeping
from lotsen.ui.page import Page
from lotsen.usecases import rounds, talk
from lotsen.usecases.meeting_items import ItemLine
from lotsen.usecases.meeting_views import Room
from lotsen.usecases.talk import NewMark, OwnSheet
from lotsen.usecases.talk_changes import RatingChange

NOT_OBSERVED: Final = 0
CHOICES: Final = (*range(LOWEST, HIGHEST + 1), NOT_OBSERVED)


def opening(page: Page, room: Room, item: ItemLine) -> None:
    """The chair lets raters change marks for the present candidate, or ends it."""
    st.toggle(
        _("Änderungen nach dem Gespräch zulassen"),
        help=_(
            "Wer den Bogen abgegeben hat und anwesend ist, kann einzelne Werte mit einem Grund "
            "ändern. Das endet mit dem nächsten Punkt."
        ),
        value=room.changes_open,
        key=f"changes-{room.step}",
        on_change=keeping(page, talk.open_changes, room.id, item.id, opened=not room.changes_open),
    )


def told(changes: Sequence[RatingChange]) -> None:
    """What was changed after the talk, line by line."""
    if not changes:
        return
    st.subheader(_("Nach dem Gespräch geändert"), anchor=False)
    for each in changes:
        st.text(said(each))


def said(change: RatingChange) -> str:
    """One change as a sentence."""
    if not change.rater:
        return _(
            "{criterion}: nach dem Gespräch geändert: {old} → {new}, Grund: {reason}",
            criterion=change.criterion,
            old=_value(change.old),
            new=_value(change.new),
            reason=change.reason,
        )
    return _(
        "{criterion}, {rater}: nach dem Gespräch geändert: {old} → {new}, Grund: {reason} ({at})",
        criterion=change.criterion,
        rater=change.rater,
        old=_value(change.old),
        new=_value(change.new),
        reason=change.reason,
        at=formats.moment(change.at),
    )


def own(page: Page, room: Room) -> None:
    """Change a mark of one's own sheet, as long as the chair allows it."""
    if not room.changes_open:
        return
    sheet = page.query(talk.own_sheet, room.id)
    if sheet is None or not sheet.marks:
        return
    titles = {each.key: each.title for each in page.query(rounds.criteria, page.round_id)}
    with st.container(border=True, key="talk"):
        st.subheader(_("Wert nach dem Gespräch ändern"), anchor=False)
        st.text(_("Ihr bisheriger Wert bleibt im Protokoll und im Auswahlvermerk stehen."))
        if not room.is_here:
            st.text(_("Bitte melden Sie sich zuerst anwesend."))
            return
        _form(page, room, sheet, titles)


def _form(page: Page, room: Room, sheet: OwnSheet, titles: Mapping[str, str]) -> None:
    criterion = st.selectbox(
        _("Kriterium"),
        list(sheet.marks),
        index=None,
        format_func=lambda key: f"{titles.get(key, key)}: {_value(sheet.marks[key].value)}",
        key=f"talk-criterion-{sheet.item_id}-{sheet.version}",
        placeholder=_("Kriterium wählen"),
    )
    if criterion is None:
        return
    _fields(sheet.marks[criterion], f"{sheet.item_id}-{sheet.version}-{criterion}")
    st.button(
        _("Wert ändern"),
        type="primary",
        key="talk_change",
        on_click=_changing(page, room, sheet, criterion),
    )


def _fields(mark: Mark, name: str) -> None:
    """What stands on the sheet, to be changed, and why."""
    st.radio(
        _("Neuer Wert"),
        CHOICES,
        index=CHOICES.index(mark.value or NOT_OBSERVED),
        format_func=lambda choice: _value(choice or None),
        horizontal=True,
        key=f"talk-value-{name}",
    )
    st.text_area(
        _("Beleg"),
        value=mark.evidence,
        key=f"talk-evidence-{name}",
        max_chars=LONGEST_EVIDENCE,
        height=80,
    )
    st.text_area(
        _("Grund der Änderung"), key=f"talk-reason-{name}", max_chars=LONGEST_REASON, height=80
    )


def _changing(page: Page, room: Room, sheet: OwnSheet, criterion: str) -> Click:
    """A click that takes what stands in the fields when it comes."""
    name = f"{sheet.item_id}-{sheet.version}-{criterion}"

    def click() -> None:
        state = st.session_state
        wanted = NewMark(
            criterion=criterion,
            mark=Mark(
                value=state[f"talk-value-{name}"] or None,
                evidence=state.get(f"talk-evidence-{name}") or "",
            ),
            reason=state.get(f"talk-reason-{name}") or "",
        )
        page.execute(talk.change, room.id, sheet.item_id, wanted, seen=sheet.version)

    return click


def _value(value: int | None) -> str:
    return _("n. b.") if value is None else str(value)
