"""What the reader of workbooks does not tell: formulas, errors, hidden rows, and the true extent.

A sheet is looked at as bytes. A cell that does not name its place in the plain way in which Excel
and LibreOffice do makes the file a broken one: the reader lays sheets out as full rectangles, and
two cells in far corners would cost more memory than there is.
"""

import re
from collections.abc import Iterator, Sequence

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Flaw
from lotsen.imports.limits import Limits

_ATTRIBUTES = rb'(?:\s+(?:s|t|cm|vm|ph)="\w*")*'
_PLACE = rb'\s+r="([A-Za-z]{1,3})([0-9]{1,7})"'
_CELL = re.compile(rb"<(?:\w+:)?c" + _ATTRIBUTES + _PLACE + _ATTRIBUTES + rb"\s*(/?)>")
_FORMULA = re.compile(_CELL.pattern + rb"\s*<(?:\w+:)?f[\s/>]")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ERROR = b't="e"'
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*\bhidden="(?:1|true)"')
_ROW_PLACE = re.compile(rb'\sr="([0-9]{1,7})"')
_HIDDEN = FindingCode.SHEET_HIDDEN_ROWS
_CHUNK = 4 * 1024 * 1024


def check_extent(xml: bytes, limits: Limits) -> None:
    """Refuse a sheet whose cells span more than the limits, or hide where they stand."""
    if xml[:2] in {b"\xff\xfe", b"\xfe\xff"} or xml[1:2] == b"\x00":
        raise BadInput(FileRefusal.BROKEN)
    last_row, columns = 0, set[bytes]()
    for chunk in _chunks(xml):
        cells = _CELL.findall(chunk)
        if len(cells) != len(_ANY_CELL.findall(chunk)):
            raise BadInput(FileRefusal.BROKEN)
        full = [(letters, row) for letters, row, empty in cells if not empty]
        columns.update({letters for letters, _row in full})
        last_row = max(last_row, max(map(int, {row for _letters, row in full}), default=0))
    last_column = max(map(column_number, columns), default=0)
    if last_row > limits.rows:
        raise BadInput(FileRefusal.TOO_MANY_ROWS, limit=limits.rows)
    if last_column > limits.columns:
        raise BadInput(FileRefusal.TOO_MANY_COLUMNS, limit=limits.columns)
    if last_row * last_column > limits.cells:
        raise BadInput(FileRefusal.TOO_MANY_ROWS, limit=limits.cells // last_column)


def column_number(letters: bytes) -> int:
    """Count a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def cells_of(xml: bytes) -> bytes:
    """Cut off what follows the cells; there, formulas of other kinds stand."""
    return xml[: xml.rfind(b"sheetData>")]


def flaws_of(xml: bytes) -> list[Flaw]:
    """Formulas, error values and hidden rows."""
    expected = len(_ANY_FORMULA.findall(xml))
    cells = _FORMULA.finditer(xml) if expected else ()
    formulas = [_flaw(cell, FindingCode.CELL_FORMULA) for cell in cells]
    if len(formulas) != expected:
        raise BadInput(FileRefusal.BROKEN)
    places = {(flaw.row, flaw.column) for flaw in formulas}
    cells = _CELL.finditer(xml) if _ERROR in xml else ()
    errors = (_flaw(cell, FindingCode.CELL_ERROR) for cell in cells if _ERROR in cell[0])
    flaws = formulas + [flaw for flaw in errors if (flaw.row, flaw.column) not in places]
    hidden = (_ROW_PLACE.search(row[0]) for row in _HIDDEN_ROW.finditer(xml))
    flaws += [Flaw(code=_HIDDEN, row=int(place[1])) for place in hidden if place is not None]
    return flaws


def below(flaws: Sequence[Flaw], header: int) -> list[Flaw]:
    """What stands below the row of headings (counted from 0); hidden rows are only counted."""
    kept = [flaw for flaw in flaws if flaw.row is not None and flaw.row > header + 1]
    hidden = sum(1 for flaw in kept if flaw.code == _HIDDEN)
    kept = [flaw for flaw in kept if flaw.code != _HIDDEN]
    return [*kept, Flaw(code=_HIDDEN, row=None, count=hidden)] if hidden else kept


def _flaw(cell: re.Match[bytes], code: FindingCode) -> Flaw:
    return Flaw(code=code, row=int(cell[2]), column=column_number(cell[1]) - 1)


def _chunks(xml: bytes) -> Iterator[bytes]:
    """Cut between tags, so that no cell falls between two chunks."""
    start = 0
    while start < len(xml):
        stop = xml.find(b"<", start + _CHUNK)
        stop = len(xml) if stop == -1 else stop
        yield xml[start:stop]
        start = stop
