"""The handbook as it lies in the repository: Markdown of our own, read without a network."""

import re
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pandas as pd
import streamlit as st

HANDBOOK: Final = Path(__file__).parents[2] / "docs" / "handbuch"
FIRST: Final = "start"
PARAMETER: Final = "seite"

READABLE: Final = 760
"""Pixels: about ninety letters in a line."""

_TABLE = re.compile(r"((?:^\|.*\n?)+)", re.MULTILINE)
_WAY = re.compile(r"\]\(([\w-]+)\.md\)")
_WAY_OUT = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")
_HEADING = re.compile(r"^(?=#+ )", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\n*")


@cache
def chapters() -> dict[str, str]:
    """Every chapter with its title: the first steps, the pages in their order, then the rest."""
    names = [
        FIRST,
        *_WAY.findall(_text(FIRST)),
        *sorted(path.stem for path in HANDBOOK.glob("*.md")),
    ]
    return {
        name: _text(name).partition("\n")[0].removeprefix("# ") for name in dict.fromkeys(names)
    }


@cache
def body(chapter: str) -> str:
    """A chapter below its title, headings a step lower; ways lead here, pictures are left out."""
    text = _PICTURE.sub("", _text(chapter).partition("\n")[2])
    text = _WAY.sub(_way, _WAY_OUT.sub(r"\1", text))
    return _HEADING.sub("#", text).strip()


def _way(link: re.Match[str]) -> str:
    return f"](/handbook?{PARAMETER}={quote(chapters()[link[1]])})"


def show(chapter: str) -> None:
    """One chapter, at a width that can be read."""
    title = chapters()[chapter]
    with st.container(width=READABLE):
        st.header(title, anchor=False)
        for part in _TABLE.split(body(chapter)):
            if part.startswith("|"):
                st.table(_table(part), border="horizontal", hide_index=True, alt=title)
            elif part.strip():
                st.markdown(part, anchors=False)


def _table(part: str) -> pd.DataFrame:
    head, _line, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()
    )
    return pd.DataFrame(rows, columns=head)


def _text(chapter: str) -> str:
    return (HANDBOOK / f"{chapter}.md").read_text(encoding="utf-8")
