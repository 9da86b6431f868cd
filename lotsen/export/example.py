"""The worked example as a workbook whose formulas anybody can follow, cell by cell."""

import io
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from lotsen.i18n import _
from lotsen.usecases.example_file import Example

FILE_NAME: Final = "So_rechnet_Lotsen.xlsx"
TOP, FIRST_SHEET = 4, 3
"""The row of the first criterion and the column of the first sheet, counted from 0."""


def example_bytes(example: Example) -> bytes:
    """The whole file; every score in it is a formula of ratings, weights and severities."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": _("So rechnet Lotsen")})
        _write(book, book.add_worksheet(_("Rechnung")), example)
    return content.getvalue()


def _write(book: Any, sheet: Any, example: Example) -> None:
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "0.0000"})
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, FIRST_SHEET + len(example.sheets), 16)
    sheet.write_string(0, 0, _("So rechnet Lotsen"), bold)
    sheet.write_string(
        1, 0, _("{person} aus der Übungsstadt; niemand ist echt.", person=example.person)
    )
    headings = [_("Kriterium"), _("Gewicht"), _("Mittel der Stadt")]
    headings += [_("Bogen {number}", number=place + 1) for place in range(len(example.sheets))]
    for column, heading in enumerate(headings):
        sheet.write_string(TOP - 1, column, heading, bold)
    for place, criterion in enumerate(example.criteria):
        sheet.write_string(TOP + place, 0, criterion.title)
        sheet.write_number(TOP + place, 1, criterion.weight)
        sheet.write_number(TOP + place, 2, criterion.mean, number)
    for place, each in enumerate(example.sheets):
        for row, rating in enumerate(each.ratings):
            cell = TOP + row, FIRST_SHEET + place
            if rating is None:
                sheet.write_string(*cell, _("n. b."))
            else:
                sheet.write_number(*cell, rating)
    _write_results(sheet, example, bold, number)


def _write_results(sheet: Any, example: Example, bold: Any, number: Any) -> None:
    """Below the ratings: sheet by sheet, then the mean of the sheets."""
    below = TOP + len(example.criteria) + 1
    titles = (_("Wert des Bogens"), _("Strenge (−) oder Milde (+)"), _("Wert ohne Strenge"))
    for row, title in enumerate(titles):
        sheet.write_string(below + row, 0, title)
    for place, each in enumerate(example.sheets):
        column = FIRST_SHEET + place
        name = xl_col_to_name(column)
        fair = each.score - each.severity
        sheet.write_formula(below, column, _sheet_formula(example, name), number, each.score)
        sheet.write_number(below + 1, column, each.severity, number)
        formula = f"={name}{below + 1}-{name}{below + 2}"
        sheet.write_formula(below + 2, column, formula, number, fair)
    first = xl_col_to_name(FIRST_SHEET)
    last = xl_col_to_name(FIRST_SHEET + len(example.sheets) - 1)
    results = (
        (_("Einfacher Wert"), below + 1, example.plain),
        (_("Mittlere Strenge oder Milde"), below + 2, example.plain - example.fair),
    )
    at = below + len(titles) + 1
    for row, (title, source, value) in enumerate(results):
        sheet.write_string(at + row, 0, title, bold)
        formula = f"=AVERAGE({first}{source}:{last}{source})"
        sheet.write_formula(at + row, 1, formula, number, value)
    sheet.write_string(at + 2, 0, _("Fairer Wert"), bold)
    sheet.write_formula(at + 2, 1, f"=B{at + 1}-B{at + 2}", number, example.fair)


def _sheet_formula(example: Example, column: str) -> str:
    """How far the sheet is from usual, plus what a usual sheet has; „n. b.“ counts nowhere."""
    top, bottom = TOP + 1, TOP + len(example.criteria)
    weights, means = f"$B${top}:$B${bottom}", f"$C${top}:$C${bottom}"
    ratings = f"{column}{top}:{column}{bottom}"
    seen = f"ISNUMBER({ratings})*1"
    own = f"SUMPRODUCT({weights},{ratings})-SUMPRODUCT({seen},{weights},{means})"
    usual = f"SUMPRODUCT({weights},{means})/SUM({weights})"
    return f"=({own})/SUMPRODUCT({seen},{weights})+{usual}"
