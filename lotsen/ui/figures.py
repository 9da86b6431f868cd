"""Figures: a name, a large number, and what else is to be said of it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from lotsen.i18n import _

Figure = tuple[str, str, str]
"""What is counted, the number, and what else is to be said of it: our own words, nothing typed."""


def show(figures: Sequence[Figure]) -> None:
    """Show figures in a row; on a phone two abreast."""
    st.html(as_html(figures))


def as_html(figures: Sequence[Figure]) -> str:
    """The figures as a list of terms, for whoever puts a larger piece together."""
    return f'<dl class="figures">{"".join(map(_figure, figures))}</dl>'


def part_of(part: int, whole: int) -> str:
    """A count, and what it is counted against."""
    return _("{part} von {whole}", part=part, whole=whole)


def _figure(figure: Figure) -> str:
    name, number, more = map(escape, figure)
    return f'<div><dt>{name}</dt><dd class="figure">{number}</dd><dd class="more">{more}</dd></div>'
