"""The comparison on the page: whether it holds, the ranking, who crosses the line."""

from functools import partial

import streamlit as st

from lotsen.charts import comparison_readings as readings
from lotsen.charts import ranking, slope
from lotsen.i18n import _
from lotsen.scoring.fair import Comparable
from lotsen.ui import comparison_tables as tables
from lotsen.ui import pictures
from lotsen.ui.kept import kept
from lotsen.ui.notices import as_text
from lotsen.usecases.comparison import Comparison

_PAGE = "comparison_page"


def headline(found: Comparison) -> None:
    """Say in one sentence what is to be seen, and whether it holds."""
    with st.container(key="headline"):
        st.markdown(as_text(readings.headline(found)))
    text = as_text(readings.comparability(found.comparable, found.reasons))
    match found.comparable:
        case Comparable.YES:
            st.caption(text)
        case Comparable.CAUTION:
            st.warning(text, icon=":material/warning:")
        case Comparable.NO:
            st.error(text, icon=":material/block:")


def show(found: Comparison) -> None:
    """Show the ranking, a page at a time."""
    page = min(st.session_state.get(_PAGE, 1), ranking.pages(found))
    parts = (found.frame, found.compared, found.places, page)
    said = readings.of_ranking(found)
    pictures.show(
        kept("ranking", lambda: pictures.packed(ranking.ranking(found, page)), *parts),
        alt=said,
        key="comparison_picture",
    )
    if ranking.pages(found) > 1:
        st.pagination(ranking.pages(found), key=_PAGE, persist_state="session")
    st.caption(_key(found))
    table = st.expander(_("Als Tabelle"), key="comparison_table", on_change="rerun")
    if table.open:
        shown = ranking.page_of(found, page)
        table.table(
            kept("ranking_table", lambda: tables.ranking(shown), *parts), hide_index=True, alt=said
        )


def _key(found: Comparison) -> str:
    parts = [
        _("Punkt: Rang nach dem fairen Wert"),
        _("dicker Balken: in 50 von 100 Fällen, dünner: in 90 von 100"),
        _("praktisch gleich: der Abstand zur ersten Person der Gruppe kann Zufall sein"),
    ]
    if found.unrated:
        parts.append(_("noch ohne Bewertung: {count}", count=found.unrated))
    return as_text(" · ".join(parts))


def within(found: Comparison) -> None:
    """Where nothing can be compared: plain scores, Dezernat by Dezernat."""
    for dezernat, frame in found.frame.groupby("dezernat", sort=False):
        title = str(dezernat) or _("Ohne Dezernat")
        st.subheader(as_text(title), anchor=False)
        st.table(
            kept("within", partial(tables.within, frame), frame),
            border="horizontal",
            hide_index=True,
            alt=_("Einfache Werte: {place}", place=title),
        )


def crossing(found: Comparison) -> None:
    """Show who crosses the line of the places."""
    st.subheader(_("Wer die Grenze der Plätze überschreitet"), anchor=False)
    said = readings.of_crossing(found)
    st.text(said)
    if slope.crossing(found).empty:
        return
    pictures.show(
        kept("slope", lambda: pictures.packed(slope.slope(found)), found.frame, found.places),
        alt=said,
        key="crossing_picture",
    )
    table = st.expander(_("Als Tabelle"), key="crossing_table", on_change="rerun")
    if table.open:
        table.table(tables.crossing(slope.crossing(found)), hide_index=True, alt=said)


def method(found: Comparison) -> None:
    """With what all of this can be worked out again."""
    st.caption(as_text(readings.method(found.method)))


def caution(found: Comparison) -> None:
    """Say beside other numbers why people cannot, or can hardly, be compared."""
    if found.comparable != Comparable.YES:
        text = readings.comparability(found.comparable, found.reasons)
        st.warning(as_text(text), icon=":material/warning:")
