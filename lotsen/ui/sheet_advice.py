"""Which few sheets more help most: shown with a reason, taken over by a click."""

from typing import Final

import pandas as pd
import streamlit as st

from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.ui import awaited
from lotsen.ui.assigning_forms import assign_pairs
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import advising
from lotsen.usecases.advising import Advice, AdvisedPair, Why
from lotsen.usecases.assigning import Progress

USUAL: Final = 6
_COUNT: Final = "advice_count"


def form(page: Page, stand: Progress) -> None:
    """Say which sheets more would make the comparison surer."""
    title = _("Welche zusätzlichen Bögen am meisten helfen")
    with st.expander(title, key="advice", on_change="rerun") as box:
        if not box.open:
            return
        count = st.number_input(
            _("Zusätzliche Bögen"), min_value=1, max_value=advising.MOST, value=USUAL, key=_COUNT
        )
        worked_out = awaited.more(page, advising.advice)
        if worked_out is None:
            return
        found = worked_out.first(int(count))
        if found.sealed:
            st.text(_("Das steht hier, sobald Sie Ihre eigenen Bögen abgegeben haben."))
        elif not found.pairs:
            st.text(_("Gerade hilft kein einzelner Bogen weiter, oder es fehlen abgegebene Bögen."))
        else:
            _show(page, stand, found)


def _show(page: Page, stand: Progress, found: Advice) -> None:
    st.text(
        _(
            "Zusammen nähmen diese Bögen {share} von 100 Teilen der Unsicherheit darüber, wer "
            "unter die ersten {places} gehört.",
            share=number(100 * found.gain, decimals=0),
            places=page.round.places,
        )
    )
    rows = [
        {
            _("Wer bewertet"): as_text(stand.raters[each.pair[1]]),
            _("Wer bewertet wird"): as_text(stand.candidates[each.pair[0]]),
            _("Warum"): as_text(reason(each, page.round.places)),
        }
        for each in found.pairs
    ]
    st.table(
        pd.DataFrame(rows),
        border="horizontal",
        hide_index=True,
        alt=_("Zusätzliche Bögen, der hilfreichste zuerst, mit Begründung"),
    )
    st.button(
        _("Diese Bögen zuteilen: {count}", count=len(found.pairs)),
        on_click=assign_pairs,
        args=(page, [each.pair for each in found.pairs]),
    )


def reason(each: AdvisedPair, places: int) -> str:
    """Why this sheet helps, in a sentence."""
    match each.why:
        case Why.OPEN_PLACE:
            return _(
                "Ob diese Person unter die ersten {places} gehört, ist offen. "
                "Bögen bisher: {count}.",
                places=places,
                count=each.sheets,
            )
        case Why.FEW_SHEETS:
            return _("Über diese Person weiß man wenig. Bögen bisher: {count}.", count=each.sheets)
        case Why.LINKS:
            return _("Der Bogen verbindet das Dezernat mit den anderen.")
        case Why.SURER:
            return _("Der Bogen macht den Vergleich mit anderen sicherer.")
