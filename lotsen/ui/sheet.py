"""One sheet: who it is about, whether I am biased, ten criteria, and handing in."""

from collections.abc import Callable, Sequence
from secrets import token_hex
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.candidates import check_stands
from lotsen.domain.criteria import NEEDS_EVIDENCE, Criterion
from lotsen.domain.errors import LotsenError
from lotsen.domain.ratings import LONGEST_EVIDENCE, Mark, SheetState
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, refusals
from lotsen.ui.notices import as_text, leave
from lotsen.ui.page import Page
from lotsen.usecases import rating
from lotsen.usecases.rating import Sheet

NB: Final = "nb"
CHOICES: Final = ("1", "2", "3", "4", "5", NB)
_TAB, _TURN = "rate_tab", "rate_turn"


def show(page: Page, sheet: Sheet, criteria: Sequence[Criterion], *, closed: bool) -> None:
    """Show the sheet as far as it can be filled in now."""
    _person(sheet)
    if sheet.state == SheetState.BIASED:
        st.info(as_text(refusals.of_code("sheet.biased")), icon=":material/lock:")
        st.text(sheet.bias_reason)
    elif sheet.state == SheetState.HANDED_IN or closed:
        _read_only(sheet, criteria)
    elif (gone := _gone(sheet)) is not None:
        st.info(as_text(refusals.sentence(gone)), icon=":material/lock:")
        _read_only(sheet, criteria)
    elif sheet.declared_on is None:
        _declaration(page, sheet)
    else:
        for criterion in criteria:
            _criterion(page, sheet, criterion)
        _hand_in(page, sheet, criteria)


def _gone(sheet: Sheet) -> LotsenError | None:
    """Why nothing can be handed in about this person any more; None where it can."""
    try:
        check_stands(sheet.candidacy, name=sheet.name)
    except LotsenError as reason:
        return reason
    return None


def _person(sheet: Sheet) -> None:
    st.subheader(as_text(sheet.name), anchor=False)
    st.text(" · ".join(part for part in (sheet.function, sheet.department) if part))
    with st.expander(_("Motivation und Projekte"), key="rate_written"):
        st.text(sheet.motivation or _("Keine Angabe zur Motivation."))
        st.text(sheet.projects or _("Keine Angabe zu Projekten."))


def _declaration(page: Page, sheet: Sheet) -> None:
    """Before the sheet opens, its rater says whether there is a bias."""
    st.text(
        _(
            "Sind Sie bei dieser Person befangen? Befangen ist zum Beispiel, wer verwandt oder "
            "eng befreundet ist, zusammenlebt, im Streit liegt oder sich auf denselben Platz "
            "bewirbt."
        )
    )
    key = f"bias-{sheet.candidate_id}"
    st.button(
        _("Ich bin nicht befangen"),
        type="primary",
        on_click=lambda: _declare(page, sheet, None),
    )
    with st.expander(_("Ich bin befangen"), key="rate_biased"):
        st.text_area(_("Grund"), key=key, max_chars=LONGEST_REASON, height=100)
        st.button(
            _("Befangenheit erklären"),
            help=_("Der Bogen wird gesperrt und zählt nicht. Ihr Grund steht im Protokoll."),
            on_click=lambda: _declare(page, sheet, st.session_state.get(key) or ""),
        )


def _criterion(page: Page, sheet: Sheet, criterion: Criterion) -> None:
    """One criterion: what it means, its anchors beside the numbers, and what was seen."""
    mark = sheet.marks.get(criterion.key)
    place = f"{sheet.candidate_id}-{criterion.key}-{st.session_state.get(_TURN, 0)}"
    chosen, noted = f"mark-{place}", f"evidence-{place}"

    def keep() -> None:
        _keep(page, sheet, criterion, st.session_state[chosen], st.session_state.get(noted) or "")

    with st.container(border=True, key=f"criterion-{criterion.key}"):
        st.subheader(as_text(f"{criterion.number} {criterion.title}"), anchor=False)
        st.text(criterion.definition)
        scale, beside = st.columns([3, 2], gap="large")
        scale.radio(
            as_text(criterion.title),
            CHOICES,
            index=None if mark is None else CHOICES.index(_choice(mark)),
            key=chosen,
            format_func=lambda choice: _("n. b.") if choice == NB else choice,
            captions=[as_text(_anchor(criterion, choice)) for choice in CHOICES],
            label_visibility="collapsed",
            on_change=keep,
        )
        with beside:
            _evidence(mark, noted, keep)
            _questions(criterion)


def _evidence(mark: Mark | None, key: str, keep: Callable[[], None]) -> None:
    """What was seen; it belongs to a mark, and is asked for after it."""
    first = _("Zuerst bewerten, dann notieren, was Sie beobachtet haben")
    st.text_area(
        _("Beleg (nötig)") if mark and mark.value in NEEDS_EVIDENCE else _("Beleg"),
        value="" if mark is None else mark.evidence,
        key=key,
        height=150,
        max_chars=LONGEST_EVIDENCE,
        disabled=mark is None,
        placeholder=first if mark is None else _("Situation, Verhalten, Ergebnis"),
        on_change=keep,
    )


def _questions(criterion: Criterion) -> None:
    if criterion.questions:
        with st.popover(_("Fragen für das Gespräch"), key=f"questions-{criterion.key}"):
            for question in criterion.questions:
                st.text(question)


def _hand_in(page: Page, sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    missing = [each for each in criteria if each.key not in sheet.marks]
    without = [each for each in criteria if _lacks(sheet, each)]
    st.text(
        _("Der Entwurf ist gespeichert, zuletzt {moment}.", moment=formats.moment(sheet.saved_at))
    )
    if missing:
        names = ", ".join(each.title for each in missing)
        st.text(_("Noch ohne Bewertung: {names}.", names=names))
    if without:
        names = ", ".join(each.title for each in without)
        st.text(_("Noch ohne Beleg: {names}.", names=names))
    st.button(
        _("Bogen abgeben"),
        type="primary",
        disabled=bool(missing or without),
        help=_("Danach zählt der Bogen, und nur die Koordination kann ihn wieder öffnen."),
        on_click=lambda: _give(page, sheet),
    )


def _give(page: Page, sheet: Sheet) -> None:
    page.execute(rating.hand_in, page.round_id, sheet.candidate_id, seen=sheet.version, tab=_tab())


def _read_only(sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    if sheet.handed_in_on is not None:
        st.text(_("Abgegeben am {day}.", day=formats.day(sheet.handed_in_on)))
    rows = [
        (
            as_text(each.title),
            _said(sheet.marks.get(each.key)),
            as_text(sheet.marks[each.key].evidence) if each.key in sheet.marks else "",
        )
        for each in criteria
    ]
    st.table(
        pd.DataFrame(rows, columns=[_("Kriterium"), _("Wert"), _("Beleg")]),
        border="horizontal",
        hide_index=True,
        alt=_("Ihre Bewertungen für diese Person"),
    )


def _keep(page: Page, sheet: Sheet, criterion: Criterion, choice: str | None, text: str) -> None:
    """Keep what was just chosen or typed; where it is refused, say what it was."""
    if choice is None:
        return
    mark = Mark(value=None if choice == NB else int(choice), evidence=text)
    kept = page.keep(
        rating.save,
        page.round_id,
        sheet.candidate_id,
        criterion.key,
        mark,
        seen=sheet.version,
        tab=_tab(),
    )
    if not kept:
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # show what is stored
        leave(
            _(
                "Ihre letzte Eingabe bei „{title}“ war: {value} {text}",
                title=criterion.title,
                value=_said(mark),
                text=text,
            ),
            refused=True,
        )


def _declare(page: Page, sheet: Sheet, bias: str | None) -> None:
    page.keep(
        rating.declare,
        page.round_id,
        sheet.candidate_id,
        bias=bias,
        seen=sheet.version,
        tab=_tab(),
    )


def _tab() -> str:
    """A name for this tab of the browser: what it has written itself, it has seen."""
    name: str = st.session_state.setdefault(_TAB, token_hex(8))
    return name


def _anchor(criterion: Criterion, choice: str) -> str:
    if choice == NB:
        return _("nicht beobachtbar: Es liegt kein Beleg aus dem Arbeitsalltag vor.")
    return criterion.anchors.get(int(choice), "")


def _choice(mark: Mark) -> str:
    return NB if mark.value is None else str(mark.value)


def _said(mark: Mark | None) -> str:
    if mark is None:
        return formats.NOTHING
    return _("n. b.") if mark.value is None else str(mark.value)


def _lacks(sheet: Sheet, criterion: Criterion) -> bool:
    mark = sheet.marks.get(criterion.key)
    return mark is not None and mark.lacks_evidence
