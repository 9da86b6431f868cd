"""Departments against the town's mean: the second and third view of the page „Abteilungen“."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from lotsen.charts import comparison_readings
from lotsen.charts import distances as charts
from lotsen.charts.lines import lines_of
from lotsen.charts.titles import full_title
from lotsen.domain.ids import DepartmentId
from lotsen.i18n import _
from lotsen.i18n.formats import number, signed
from lotsen.scoring.fair import Comparable
from lotsen.ui import awaited, department_look, pictures
from lotsen.ui.kept import kept
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import distances
from lotsen.usecases.comparison import Comparison
from lotsen.usecases.distances import Distances


def show(page: Page, *, fair: bool) -> None:
    """Show how far departments are from the mean of the town."""
    awaited.fair_numbers(page)
    found = page.query(distances.departments, page.round_id, department_look.look().level)
    if fair and not found.may_compare:
        st.error(
            _("Nicht vergleichbar: einen fairen Wert gibt es nicht. Warum, steht im „Vergleich“."),
            icon=":material/block:",
        )
        return
    if found.frame.empty:
        st.text(_("Auf dieser Ebene gibt es keinen Bereich."))
        return
    _picture(found, fair=fair)


def hatched(page: Page, found: Comparison | None) -> frozenset[DepartmentId]:
    """The departments that cannot safely be compared, as far as the fair scores are there."""
    if found is None or found.comparable == Comparable.YES:
        return frozenset()
    frame = page.query(distances.departments, page.round_id, department_look.look().level).frame
    return frozenset(frame.loc[frame["hatched"], "department_id"].map(DepartmentId))


def _picture(found: Distances, *, fair: bool) -> None:
    rows = found.frame["department_id"].tolist()
    shown = department_look.page_of(rows)
    said = _said(fair=fair)
    parts = (found.frame, found.may_compare, found.whole_town, shown, fair)
    pictures.show(
        kept(
            "distances",
            lambda: pictures.packed(charts.distances(found, shown, fair=fair)),
            *parts,
        ),
        alt=said,
        key="distances_picture",
    )
    department_look.turn_pages(rows)
    st.caption(as_text(said))
    st.caption(as_text(comparison_readings.method(found.method)))
    table = st.expander(_("Als Tabelle"), key="distances_table", on_change="rerun")
    if table.open:
        table.table(
            kept("distances_table", lambda: _table(found, shown, fair=fair), *parts),
            hide_index=True,
            alt=said,
        )


def _said(*, fair: bool) -> str:
    if fair:
        return _(
            "Abstand der Bereiche zum gemeinsamen Mittelwert nach dem fairen Wert, in Punkten; die "
            "Linie reicht über 90 von 100 Ziehungen. Gezeigt sind alle im Verfahren. Schraffiert: "
            "nicht sicher vergleichbar."
        )
    return _(
        "Abstand der Bereiche zum gemeinsamen Mittelwert nach dem einfachen Wert, in Punkten. "
        "Gezeigt sind alle im Verfahren. Schraffiert: nicht sicher vergleichbar."
    )


def _table(found: Distances, shown: Collection[int], *, fair: bool) -> pd.DataFrame:
    lines = lines_of(found.frame[found.frame["department_id"].isin(shown)])
    return pd.DataFrame(
        [
            {
                _("Bereich"): as_text(full_title(line.number, line.department)),
                _("Personen"): number(line.candidates, decimals=0),
                _("Abstand zum Mittelwert"): as_text(signed(line.fair if fair else line.plain)),
                _("Aussage"): as_text(charts.said(line, fair=fair)),
            }
            for line in lines
        ]
    )
