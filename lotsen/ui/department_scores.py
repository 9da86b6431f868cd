"""The picture of the departments, with its sentence before it and its table behind it."""

from collections.abc import Collection, Mapping

import streamlit as st

from lotsen.charts import arrangement, readings
from lotsen.charts import departments as charts
from lotsen.charts.grid import FEW, outline
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.ui import department_look, pictures, tables
from lotsen.ui.kept import kept
from lotsen.ui.notices import as_text
from lotsen.usecases.scores import DepartmentScores


def headline(scores: DepartmentScores, titles: Mapping[str, str]) -> None:
    """Say in one sentence what is to be seen."""
    with st.container(key="headline"):
        st.markdown(
            kept(
                "departments_headline",
                lambda: as_text(readings.headline(scores, titles)),
                *(scores.frame, scores.town, scores.whole_town, titles),
            )
        )


def anybody(scores: DepartmentScores) -> bool:
    """Whether anybody counts here, so that there is something to show."""
    return bool(scores.town["members"].max())


def show(
    scores: DepartmentScores,
    titles: Mapping[str, str],
    order: str,
    hatched: Collection[DepartmentId],
) -> None:
    """Show departments by criteria; `hatched` are those that cannot safely be compared."""
    rows = _rows(scores, order)
    shown = department_look.page_of(rows)
    parts = (scores.frame, scores.town, scores.whole_town, shown, titles, hatched)
    alt = kept("departments_alt", lambda: readings.of_departments(scores, titles, hatched), *parts)
    pictures.show(
        kept(
            "departments",
            lambda: pictures.packed(charts.departments(scores, shown, titles, hatched)),
            *parts,
        ),
        alt=alt,
        key=department_look.picture_key(),
        other={charts.CHOSEN: outline(shown, titles, *department_look.chosen(scores))},
        on_select=department_look.take_click,
    )
    department_look.turn_pages(rows)
    st.caption(_key())
    if hatched:
        st.caption(_("Schraffiert: nicht sicher vergleichbar."))
    table = st.expander(_("Als Tabelle"), key="departments_table", on_change="rerun")
    if table.open:
        found = kept(
            "departments_table",
            lambda: tables.departments(scores, shown, titles, hatched),
            *parts,
        )
        table.table(found, hide_index=True, alt=alt)


def _rows(scores: DepartmentScores, order: str) -> list[DepartmentId]:
    return kept(
        "departments_rows", lambda: arrangement.arranged(scores.frame, order), scores.frame, order
    )


def _key() -> str:
    return as_text(
        _(
            "n: bewertete Personen · ±: Streuung zwischen ihnen · Streifen statt Fläche: "
            "weniger als {few} Personen · n. b.: nicht beobachtbar · –: keine Bewertung",
            few=FEW,
        )
    )
