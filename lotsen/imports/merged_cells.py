"""Cells that were merged for the eye, taken apart again."""

from collections.abc import Sequence

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Flaw

_MOST_FILLED = 2_000_000

Range = tuple[tuple[int, int], tuple[int, int]]


def fill_merged(
    rows: list[list[str]], merged: Sequence[Range], header: int, flaws: list[Flaw]
) -> set[int]:
    """Give each row its share of a tall merged cell; name the rows that are only a wide title.

    Changes `rows`, adds to `flaws`, and returns the places of the rows to leave out.
    """
    titles: set[int] = set()
    filled = 0
    width = sum(1 for cell in rows[header] if cell.strip())
    for (top, left), (bottom, right) in merged:
        if top <= header or top >= len(rows) or left >= len(rows[top]):
            continue
        last = min(bottom, len(rows) - 1)
        filled += last - top
        if filled > _MOST_FILLED:
            raise BadInput(FileRefusal.BROKEN)
        value = rows[top][left]
        is_title = (right - left + 1) * 2 > width
        code = FindingCode.ROW_MERGED if is_title else FindingCode.CELL_MERGED
        if value:
            flaws.append(Flaw(code=code, row=top + 1, column=left, value=value))
        if is_title:
            titles.update(range(top, last + 1))
        for place in range(top + 1, last + 1):
            rows[place][left] = value
    return titles
