"""The colours of the pictures, and the look that all of them share.

Marks and letters on the page take `INK`: the browser puts in the text colour of the page,
so that one picture fits light, dark and paper. Coloured cells bring their own letters.
"""

from collections.abc import Mapping, Sequence

import altair as alt

from lotsen.charts.letters import LENGTHS
from lotsen.charts.marks import by
from lotsen.domain.criteria import LOWEST
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
WIDTH = 1400
"""On paper; on a screen a picture is as wide as there is room."""

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", Arial, sans-serif'

_NUMBERS = {
    "de": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0€"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}


def score_colour() -> alt.Color:
    """Colour by the score; the scale is always the whole one, so pictures can be compared."""
    steps = [LOWEST + step for step in range(len(SCALE))]
    scale = alt.Scale(domain=steps, range=list(SCALE), interpolate="rgb", clamp=True)
    return alt.Color(field="score", type="quantitative", scale=scale, legend=None)


def letters(coloured: str) -> dict[str, str]:
    """The colour of letters: on a cell where `coloured` holds, on the page elsewhere."""
    light = f"datum.score >= {LIGHT_LETTERS_FROM}"
    on_colour = f"({light} ? '{LIGHT_LETTERS}' : '{DARK_LETTERS}')"
    return by(f"{coloured} ? {on_colour} : '{INK}'")


def dressed(layers: Sequence[alt.Chart], lengths: Mapping[str, str]) -> alt.LayerChart:
    """One picture of these layers in the shared look: our letters, no frame, all the width.

    `lengths` are those that depend on how wide the picture is, beside those of its letters; the
    browser works them out.
    """
    lengths = {**LENGTHS, **lengths}
    return alt.LayerChart(
        layer=list(layers),
        params=[alt.VariableParameter(name=name, expr=how) for name, how in lengths.items()],
        width=WIDTH,
        padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
        autosize=alt.AutoSizeParams(type="none", contains="padding"),
        background="transparent",
        config=alt.Config(
            font=FONT,
            locale=alt.Locale(number=_NUMBERS[language()]),
            view=alt.ViewConfig(stroke=None, fill=None),
            axis=alt.AxisConfig(aria=False),
            legend=alt.LegendConfig(aria=False),
            mark=alt.MarkConfig(tooltip=None),
            text=alt.MarkConfig(font=FONT, fill=INK, baseline="middle"),
            rule=alt.MarkConfig(stroke=INK),
        ),
    )
