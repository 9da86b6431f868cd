"""Raters and their agreement, for the coordination alone."""

import streamlit as st

from lotsen.charts import comparison_readings as readings
from lotsen.charts import severity
from lotsen.i18n import _
from lotsen.ui import comparison_tables as tables
from lotsen.ui import pictures
from lotsen.ui.kept import kept
from lotsen.usecases.raters import RaterReport


def show(report: RaterReport) -> None:
    """Show severity with its intervals, and how far sheets agree."""
    st.subheader(_("Bewertende"), anchor=False)
    st.text(
        _(
            "Nur für die Koordination. Streng oder milde zu sein ist kein Fehler; der faire Wert "
            "rechnet es heraus."
        )
    )
    for sentence in readings.of_agreement(report):
        st.text(sentence)
    if report.frame is None:
        st.text(_("Strenge lässt sich hier nicht von Stärke unterscheiden und wird nicht gezeigt."))
        return
    if report.frame["severity"].notna().any():
        _picture(report)


def _picture(report: RaterReport) -> None:
    assert report.frame is not None
    said = readings.of_raters(report)
    pictures.show(
        kept("severity", lambda: pictures.packed(severity.severity(report)), report.frame),
        alt=said,
        key="severity_picture",
    )
    table = st.expander(_("Als Tabelle"), key="severity_table", on_change="rerun")
    if table.open:
        table.table(
            kept("severity_table", lambda: tables.raters(report), report.frame),
            hide_index=True,
            alt=said,
        )
