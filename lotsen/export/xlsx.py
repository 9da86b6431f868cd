"""Tables as XLSX: texts stay texts, numbers stay numbers, and a second sheet explains both."""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _

NARROWEST, WIDEST = 6, 48
PAGE = 160
"""So many signs stand side by side on a page and can still be read: A4 across, some 8 points."""
HEADER_ROOM = 3
"""The button of the filter covers as much of a heading."""


def xlsx_bytes(table: ExportTable, *, sheet: str, day: date) -> bytes:
    """The whole file; the same table on the same day gives the same bytes."""
    return book_bytes({sheet: table}, day=day)


def book_bytes(tables: Mapping[str, ExportTable], *, day: date) -> bytes:
    """Several tables by the names of their sheets, each explained on the last sheet."""
    content = io.BytesIO()
    first = next(iter(tables.values()))
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": first.title, "created": datetime.combine(day, time())})
        for sheet, table in tables.items():
            _write_table(book, book.add_worksheet(sheet), table)
        notes, top = book.add_worksheet(_("Erläuterung")), 0
        for table in tables.values():
            top = _write_notes(book, notes, table, top=top)
        _print(notes, pages=1)
        if len(tables) == 1:
            notes.freeze_panes(top - len(first.columns) - 1, 0)
    return content.getvalue()


def _write_table(book: Any, sheet: Any, table: ExportTable) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    styles = {
        ColumnKind.TEXT: book.add_format({"num_format": "@", "valign": "top"}),
        ColumnKind.DAY: book.add_format({"num_format": "@", "valign": "top"}),
        ColumnKind.WHOLE: book.add_format({"num_format": "0", "valign": "top"}),
        ColumnKind.DECIMAL: book.add_format({"num_format": "0.00", "valign": "top"}),
    }
    widths = [_width(column) for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, widths[place], styles[column.kind])
        sheet.write_string(0, place, column.name, heading)
        _write_cells(sheet, place, column, styles[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.rows, len(table.columns) - 1)
    first, last = _named_by(table)
    _print(sheet, pages=_pages(widths, sum(widths[first : last + 1])))
    sheet.repeat_rows(0)
    sheet.repeat_columns(first, last)


def _named_by(table: ExportTable) -> tuple[int, int]:
    """The places of the columns that say what a row is about."""
    if table.named_by is None:
        return 0, 0
    names = [column.name for column in table.columns]
    first, last = table.named_by
    return names.index(first), names.index(last)


def _pages(widths: Sequence[int], repeated: int) -> int:
    """How many pages a row takes side by side; each begins with what is repeated."""
    return max(1, math.ceil((sum(widths) - repeated) / (PAGE - repeated)))


def _print(sheet: Any, *, pages: int) -> None:
    """Across, as many pages side by side as it takes to be read, and as many below as there are."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.fit_to_pages(pages, 0)
    sheet.print_across()


def _write_cells(sheet: Any, place: int, column: Column, style: Any) -> None:
    match column.kind:
        case ColumnKind.TEXT | ColumnKind.DAY:
            for row, text in enumerate(_texts(column), start=1):
                if text:
                    sheet.write_string(row, place, text, style)
        case ColumnKind.WHOLE | ColumnKind.DECIMAL:
            for row, number in enumerate(column.cells, start=1):
                if number == number:  # noqa: PLR0124  # NaN is not itself
                    sheet.write_number(row, place, round(float(number), 2), style)


def _texts(column: Column) -> Sequence[str]:
    """Days are texts too: a mail merge would turn them into American ones."""
    if column.kind == ColumnKind.DAY:
        return ["" if day is None else day.strftime("%d.%m.%Y") for day in column.cells]
    return column.cells


def _width(column: Column) -> int:
    longest = len(column.name) + HEADER_ROOM
    if column.kind in {ColumnKind.TEXT, ColumnKind.DAY}:
        longest = max([longest, *(len(text) + 1 for text in _texts(column))])
    return min(max(longest, NARROWEST), WIDEST)


def _write_notes(book: Any, sheet: Any, table: ExportTable, *, top: int) -> int:
    """Explain one table from this row on; gives the row for the next one."""
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 96)
    sheet.write_string(top, 0, table.title, bold)
    for row, note in enumerate(table.notes, start=top + 1):
        sheet.write_string(row, 0, note)
    heading = top + len(table.notes) + 2
    sheet.write_string(heading, 0, _("Spalte"), bold)
    sheet.write_string(heading, 1, _("Bedeutung"), bold)
    for row, column in enumerate(table.columns, start=heading + 1):
        sheet.write_string(row, 0, column.name, plain)
        sheet.write_string(row, 1, column.meaning, plain)
    return heading + len(table.columns) + 2
