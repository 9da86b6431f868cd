"""One sheet: who it is about, whether I am biased, ten criteria, and handing in."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from lotsen.domain.candidates import check_stands
from lotsen.domain.criteria import NEEDS_EVIDENCE, Criterion
from lotsen.domain.errors import LotsenError
from lotsen.domain.ratings import LONGEST_EVIDENCE, Mark, SheetState
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, refusals
from lotsen.ui import sheet_typed
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.ui.sheet_typed import CHOICES, NB, choice_of, mark_of, said, tab
from lotsen.usecases import rating
from lotsen.usecases.rating import Sheet


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
        _stand(sheet, criteria)
        shown = {each.key: _criterion(page, sheet, each) for each in criteria}
        sheet_typed.settle(page, sheet, criteria, shown)
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


def _stand(sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    """Who it is about and what is kept, in sight all the way down; and the keys."""
    rated = sum(each.key in sheet.marks for each in criteria)
    with st.container(key="rate_stand", horizontal=True):
        st.text(sheet.name, width="content")
        st.text(_("{rated} von {all} bewertet", rated=rated, all=len(criteria)), width="content")
        st.text(
            _("Entwurf gespeichert: {moment}", moment=formats.moment(sheet.saved_at)),
            width="content",
        )
    st.button(_("Neu laden"), key="rate_again")  # out of sight; sheet.js presses it
    with st.container(key="rate_keys"):
        st.caption(
            _("Auf der Tastatur wählen 1 bis 5 und n („n. b.“), sobald Sie in der Skala sind.")
        )


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


def _criterion(page: Page, sheet: Sheet, criterion: Criterion) -> Mark | None:
    """One criterion: what it means, its anchors beside the numbers, and what was seen.

    Gives what the tab shows of it.
    """
    mark = sheet.marks.get(criterion.key)
    place = sheet_typed.place(sheet, criterion)
    chosen, noted = f"mark-{place}", f"evidence-{place}"

    def keep() -> None:
        typed = mark_of(st.session_state[chosen], st.session_state.get(noted) or "")
        if typed is not None:
            sheet_typed.keep(page, sheet, criterion, typed)

    with st.container(border=True, key=f"criterion-{criterion.key}"):
        st.subheader(as_text(f"{criterion.number} {criterion.title}"), anchor=False)
        st.text(criterion.definition)
        scale, beside = st.columns([3, 2], gap="large")
        choice = scale.radio(
            as_text(criterion.title),
            CHOICES,
            index=None if mark is None else CHOICES.index(choice_of(mark)),
            key=chosen,
            format_func=lambda choice: _("n. b.") if choice == NB else choice,
            captions=[as_text(_anchor(criterion, choice)) for choice in CHOICES],
            label_visibility="collapsed",
            on_change=keep,
        )
        with beside:
            text = _evidence(mark, noted, keep)
            _questions(criterion)
    return mark_of(choice, text)


def _evidence(mark: Mark | None, key: str, keep: Callable[[], None]) -> str:
    """What was seen; it belongs to a mark, and is asked for after it."""
    first = _("Zuerst bewerten, dann notieren, was Sie beobachtet haben")
    text = st.text_area(
        _("Beleg (nötig)") if mark and mark.value in NEEDS_EVIDENCE else _("Beleg"),
        value="" if mark is None else mark.evidence,
        key=key,
        height=150,
        max_chars=LONGEST_EVIDENCE,
        disabled=mark is None,
        placeholder=first if mark is None else _("Situation, Verhalten, Ergebnis"),
        on_change=keep,
    )
    return text or ""


def _questions(criterion: Criterion) -> None:
    if criterion.questions:
        with st.popover(_("Fragen für das Gespräch"), key=f"questions-{criterion.key}"):
            for question in criterion.questions:
                st.text(question)


def _hand_in(page: Page, sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    missing = [each for each in criteria if each.key not in sheet.marks]
    without = [each for each in criteria if _lacks(sheet, each)]
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
    page.execute(rating.hand_in, page.round_id, sheet.candidate_id, seen=sheet.version, tab=tab())


def _read_only(sheet: Sheet, criteria: Sequence[Criterion]) -> None:
    if sheet.handed_in_on is not None:
        st.text(_("Abgegeben am {day}.", day=formats.day(sheet.handed_in_on)))
    rows = [
        (
            as_text(each.title),
            said(sheet.marks.get(each.key)),
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


def _declare(page: Page, sheet: Sheet, bias: str | None) -> None:
    page.keep(
        rating.declare,
        page.round_id,
        sheet.candidate_id,
        bias=bias,
        seen=sheet.version,
        tab=tab(),
    )


def _anchor(criterion: Criterion, choice: str) -> str:
    if choice == NB:
        return _("nicht beobachtbar: Es liegt kein Beleg aus dem Arbeitsalltag vor.")
    return criterion.anchors.get(int(choice), "")


def _lacks(sheet: Sheet, criterion: Criterion) -> bool:
    mark = sheet.marks.get(criterion.key)
    return mark is not None and mark.lacks_evidence
