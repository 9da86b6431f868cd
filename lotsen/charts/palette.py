"""The colours of the pictures, and the look that all of them share.

Marks and letters on the page take `INK`: the browser puts in the text colour of the page,
so that one picture fits light, dark and paper. Coloured cells bring their own letters.
"""

from collections.abc import Sequence

import altair as alt

from lotsen.domain.criteria import HIGHEST, LOWEST
from lotsen.i18n import language

SCALE = ("#fdf6dc", "#e3ebcf", "#aed4c8", "#4f97bd", "#132f66")
"""The colours of 1 to 5: the higher the darker, also in grey and for every kind of eye."""

LIGHT_LETTERS_FROM = 4.28
"""From here on white letters are easier to read than black ones (WCAG 2.1, tested)."""

DARK_LETTERS, LIGHT_LETTERS = "#000000", "#ffffff"
INK = "currentColor"
SOFT, FAINT = 0.82, 0.3
"""How much of the ink: for what stands beside a number, and for lines."""

PERSON = "#2e78a6"
FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", Arial, sans-serif'

_NUMBERS = {
    "de": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0€"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}


def score_colour(field: str) -> alt.Color:
    """Colour by a score; the scale is always the whole one, so pictures can be compared."""
    steps = [LOWEST + step for step in range(len(SCALE))]
    scale = alt.Scale(domain=steps, range=list(SCALE), interpolate="rgb", clamp=True)
    return alt.Color(f"{field}:Q", scale=scale, legend=None)


def score_axis(field: str, *, left: str, right: str) -> alt.X:
    """Place by a score, between two borders; the scale is always the whole one."""
    return alt.X(
        f"{field}:Q",
        axis=None,
        scale=alt.Scale(
            domain=[LOWEST, HIGHEST],
            range=[{"expr": left}, {"expr": right}],
            nice=False,
            zero=False,
            clamp=True,
        ),
    )


def down(field: str) -> alt.Y:
    """Place a mark by a length from the top."""
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def dressed(
    layers: Sequence[alt.Chart], lengths: Sequence[alt.Parameter], *, height: float
) -> alt.LayerChart:
    """One picture of these layers in the shared look: our letters, no frame, all the width."""
    chart: alt.LayerChart = (
        alt.LayerChart(layer=list(layers))
        .add_params(*lengths)
        .properties(
            width=1000,
            height=height,
            padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
            autosize=alt.AutoSizeParams(type="none", contains="padding"),
            background="transparent",
        )
        .configure(font=FONT, locale=alt.Locale(number=_NUMBERS[language()]))
        .configure_view(stroke=None, fill=None)
        .configure_axis(aria=False)
        .configure_legend(aria=False)
        .configure_mark(tooltip=None)
        .configure_text(font=FONT, fontSize=15, fill=INK, baseline="middle")
        .configure_rule(stroke=INK)
    )
    return chart
