"""Before a file is brought: in which order, with which columns, and an empty table to fill."""

import pandas as pd
import streamlit as st

from lotsen.domain.files import FileKind
from lotsen.export.blank import other_names
from lotsen.i18n import _
from lotsen.i18n.fields import field_name
from lotsen.imports.columns import fields_of, required_fields
from lotsen.ui.downloads import blank_button
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page


def show(page: Page, kind: FileKind, title: str) -> None:
    """Tell what a file of this kind holds."""
    st.text(
        _(
            "Beginnen Sie mit den Abteilungen, dann die Beteiligten, dann die Kandidaturen "
            "und zuletzt die Bewertungen. Dieselbe Datei dürfen Sie beliebig oft einlesen."
        )
    )
    st.subheader(_("Diese Spalten liest Lotsen"), anchor=False)
    st.text(
        _(
            "Ihre Liste darf anders heißen und mehr enthalten: Die Reihenfolge ist frei, weitere "
            "Spalten bleiben unbeachtet. Wer neu beginnt, füllt die leere Tabelle aus."
        )
    )
    blank_button(page, kind, title)
    st.table(
        columns_table(kind),
        border="horizontal",
        hide_index=True,
        alt=_("Spalten der Datei, und unter welchen Überschriften sie noch erkannt werden"),
    )


def columns_table(kind: FileKind) -> pd.DataFrame:
    """Each column, whether it is needed, and by which other headings it is known."""
    needed = required_fields(kind)
    return pd.DataFrame(
        [
            {
                _("Spalte"): as_text(field_name(kind, field)),
                _("Nötig"): _("ja") if field in needed else "",
                _("Wird auch erkannt als"): as_text(" · ".join(other_names(kind, field))),
            }
            for field in sorted(fields_of(kind), key=lambda field: field not in needed)
        ]
    )
