"""Tables of the documents, as Markdown has them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Lines = list[str]


def as_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    """A table as Markdown has it."""
    line = "| {} |"
    return [
        line.format(" | ".join(headings)),
        line.format(" | ".join("---" for _heading in headings)),
        *(line.format(" | ".join(cell.replace("|", r"\|") for cell in row)) for row in rows),
    ]
