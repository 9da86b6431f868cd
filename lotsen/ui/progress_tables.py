"""How far rating is: counts, raters, and the matrix of who rates whom."""

from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.ratings import SheetState
from lotsen.domain.texts import folded
from lotsen.i18n import _, words
from lotsen.ui import figures
from lotsen.ui.notices import as_text
from lotsen.ui.shortlist_table import ROW
from lotsen.usecases.assigning import Progress

SIGNS: Final = {
    SheetState.HANDED_IN: "✓",
    SheetState.DRAFT: "…",
    SheetState.ASSIGNED: "○",
    SheetState.BIASED: "⊘",
}
"""Told apart by their shape, not by a colour."""


def figures_of(stand: Progress) -> None:
    """How many sheets there are in each state."""
    counts = stand.sheets["state"].value_counts()
    rated = set(stand.sheets["candidate_id"])
    silent = sum(key not in rated for key in stand.candidates)
    figures.show(
        [
            (words.sheet_state(state), str(int(counts.get(state.value, 0))), _("Bögen"))
            for state in SIGNS
        ]
        + [(_("ohne Bogen"), str(silent), _("Kandidaturen mit Interesse"))]
    )


def by_rater(stand: Progress) -> None:
    """Each rater with the sheets in each state; who is furthest behind stands first."""
    st.subheader(_("Wer bewertet"), anchor=False)
    counts = pd.crosstab(stand.sheets["rater"], stand.sheets["state"])
    counts = counts.reindex(
        index=stand.sheets["rater"].unique(),
        columns=[state.value for state in SIGNS],
        fill_value=0,
    )
    waiting = counts[SheetState.ASSIGNED.value] + counts[SheetState.DRAFT.value]
    done = counts[SheetState.HANDED_IN.value]
    table = pd.DataFrame(
        {
            _("Name"): [as_text(name) for name in counts.index],
            _("abgegeben"): [
                figures.part_of(part, whole)
                for part, whole in zip(done, done + waiting, strict=True)
            ],
            _("Entwurf"): counts[SheetState.DRAFT.value].astype(str).to_numpy(),
        }
    )
    st.table(
        table.iloc[(-waiting).argsort(kind="stable")],
        border="horizontal",
        hide_index=True,
        alt=_("Bewertende Personen mit der Zahl ihrer Bögen"),
    )


def matrix(stand: Progress) -> None:
    """Candidates by raters: one sign for what has become of the sheet."""
    st.subheader(_("Wer wen bewertet"), anchor=False)
    st.caption(
        as_text(" · ".join(f"{sign} {words.sheet_state(state)}" for state, sign in SIGNS.items()))
    )
    signs = {state.value: sign for state, sign in SIGNS.items()}
    wide = stand.sheets.assign(sign=stand.sheets["state"].map(signs)).pivot_table(
        index="candidate", columns="rater", values="sign", aggfunc="first", sort=False
    )
    wide = wide.loc[sorted(wide.index, key=folded)]
    shown = wide.fillna("").rename_axis(index=_("Name"), columns=None).reset_index()
    st.dataframe(
        shown,
        hide_index=True,
        height=min(620, ROW * (len(shown) + 1) + 2),
        column_config={_("Name"): {"pinned": True}},
        alt=_("Kandidaturen in Zeilen, bewertende Personen in Spalten"),
    )
