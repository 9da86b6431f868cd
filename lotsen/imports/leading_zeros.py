"""Leading zeros that a workbook only shows: 471 in the number format 00000 is a person's 00471."""

import re
from collections.abc import Mapping, Sequence

from lotsen.imports.sheet_xml import column_number

_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\s[^>]*?numFmtId="(\d+)"[^>]*?formatCode="(0{2,20})"')
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_FORMAT_OF_STYLE = re.compile(rb'\snumFmtId="(\d+)"')
_STYLED_CELL = re.compile(
    rb'<(?:\w+:)?c(?=[^>]*\sr="([A-Za-z]{1,3})([0-9]{1,7})")(?=[^>]*\ss="(\d+)")[^>]*>'
)

ShownZeros = tuple[int, int, int]
"""Row, column (both from 0) and the number of digits that are shown."""


def shown_widths(styles: bytes) -> dict[bytes, int]:
    """For each style of cells that shows leading zeros: how many digits it shows."""
    formats = {number: len(zeros) for number, zeros in _FORMAT.findall(styles)}
    block = _CELL_STYLES.search(styles)
    if block is None or not formats:
        return {}
    numbers = (_FORMAT_OF_STYLE.search(style) for style in _STYLE.findall(block[0]))
    return {
        str(place).encode(): formats[number[1]]
        for place, number in enumerate(numbers)
        if number is not None and number[1] in formats
    }


def shown_zeros(xml: bytes, widths: Mapping[bytes, int]) -> list[ShownZeros]:
    """The cells of a sheet that show leading zeros."""
    cells = _STYLED_CELL.findall(xml) if widths else ()
    return [
        (int(row) - 1, column_number(letters) - 1, widths[style])
        for letters, row, style in cells
        if style in widths
    ]


def restore_zeros(rows: list[list[str]], cells: Sequence[ShownZeros]) -> None:
    """Write numbers with the zeros that a person sees; changes `rows`."""
    for row, column, width in cells:
        if row < len(rows) and column < len(rows[row]) and rows[row][column].isdigit():
            rows[row][column] = rows[row][column].zfill(width)
