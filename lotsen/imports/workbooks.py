"""Excel workbooks (.xlsx): the first sheet with a table, its cells as a German would type them."""

import datetime as dt
import html
import io
import math
import re
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import python_calamine as calamine

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileRefusal
from lotsen.domain.findings import FindingCode
from lotsen.imports.archives import STYLES, WORKBOOK, repacked
from lotsen.imports.cells import Flaw, clean_text, column_of
from lotsen.imports.delimited import Body
from lotsen.imports.layout import LOOKED_AT, SURE, find_header
from lotsen.imports.leading_zeros import ShownZeros, restore_zeros, shown_widths, shown_zeros
from lotsen.imports.limits import Limits
from lotsen.imports.merged_cells import Range, fill_merged
from lotsen.imports.sheet_xml import below, cells_of, check_extent, flaws_of

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_RELATIONS = "xl/_rels/workbook.xml.rels"
_WHOLE_DIGITS = 15
"""Excel itself keeps no more digits of a number."""

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """The sheet that holds the table; `header` counts from 0."""

    name: str
    header: int
    headers: tuple[str, ...]
    body: Body


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """What the XML of a sheet tells beyond its cells."""

    flaws: Sequence[Flaw]
    zeros: Sequence[ShownZeros]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """A sheet in which a row of headings can be seen."""

    name: str
    rows: list[list[str]]
    merged: Sequence[Range]
    header: int
    score: int


def read_sheet(content: bytes, limits: Limits) -> Sheet:
    """Read the first visible sheet that has a row of headings."""
    unpacked = repacked(content, limits)
    with zipfile.ZipFile(unpacked) as archive:
        parts = _parts(archive, limits)
    sheets = _found_sheets(unpacked, parts.keys())
    if not sheets:
        raise BadInput(FileRefusal.NO_HEADER)
    chosen = next((sheet for sheet in sheets if sheet.score >= SURE), sheets[0])
    others = [sheet.name for sheet in sheets if sheet.score >= SURE and sheet is not chosen]
    return _sheet(chosen, parts[chosen.name], others)


def text_of(value: Value) -> str:
    """Write a typed cell as a German would type it."""
    text = str(value)
    match value:
        case bool():
            text = "WAHR" if value else "FALSCH"
        case int() | float():
            text = _number(value)
        case dt.datetime():
            is_day = value.time() == dt.time()
            text = value.strftime("%d.%m.%Y" if is_day else "%d.%m.%Y %H:%M:%S")
        case dt.date():
            text = value.strftime("%d.%m.%Y")
        case dt.time():
            text = value.strftime("%H:%M:%S")
        case dt.timedelta():
            text = f"{value // dt.timedelta(hours=1)}:{value.seconds // 60 % 60:02d}"
    return text


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 10**_WHOLE_DIGITS:
        return str(int(value))
    return f"{Decimal(f'{value:.{_WHOLE_DIGITS}g}'):f}".replace(".", ",")


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, _Part]:
    """Look into the XML of each worksheet before it is handed on; under the sheets' names."""
    styles = archive.read(STYLES) if STYLES in archive.namelist() else b""
    widths = shown_widths(styles)
    parts = {}
    for name, path in _paths(archive).items():
        xml = cells_of(archive.read(path))
        check_extent(xml, limits)
        parts[name] = _Part(flaws=flaws_of(xml), zeros=shown_zeros(xml, widths))
    return parts


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each sheet lies."""
    names = {name.lower(): name for name in archive.namelist()}
    if WORKBOOK not in names or _RELATIONS not in names:
        raise BadInput(FileRefusal.BROKEN)
    relations = {
        part["Id"]: part["Target"]
        for part in _tags(archive.read(names[_RELATIONS]), _RELATION)
        if {"Id", "Target"} <= part.keys()
    }
    paths = {}
    for sheet in _tags(archive.read(names[WORKBOOK]), _SHEET):
        key = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = relations.get(key, "").lstrip("/").removeprefix("xl/")
        path = names.get(f"xl/{target}".lower())
        if path is not None and "name" in sheet:
            paths[sheet["name"]] = path
    return paths


def _tags(xml: bytes, pattern: re.Pattern[str]) -> list[dict[str, str]]:
    text = xml.decode("utf-8", errors="replace")
    return [
        {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        for tag in pattern.findall(text)
    ]


def _found_sheets(unpacked: io.BytesIO, names: Collection[str]) -> list[_Found]:
    """Read all visible worksheets in which a row of headings can be seen."""
    unpacked.seek(0)
    try:
        with calamine.CalamineWorkbook.from_object(unpacked) as workbook:
            sheets = [
                _found(workbook.get_sheet_by_name(sheet.name))
                for sheet in workbook.sheets_metadata
                if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.name in names
            ]
    except calamine.CalamineError:
        raise BadInput(FileRefusal.BROKEN) from None
    return [sheet for sheet in sheets if sheet is not None]


def _found(sheet: calamine.CalamineSheet) -> _Found | None:
    rows = _texts(sheet)
    header = find_header(rows[:LOOKED_AT])
    if header is None:
        return None
    merged = sheet.merged_cell_ranges or []
    return _Found(name=sheet.name, rows=rows, merged=merged, header=header[0], score=header[1])


def _texts(sheet: calamine.CalamineSheet) -> list[list[str]]:
    """All cells as texts; equal texts are kept once, for there can be millions.

    The iterator gives blank rows for those above the first cell, but nothing to the left of it.
    """
    before = [""] * sheet.start[1] if sheet.start else []
    keep = dict[str, str]().setdefault
    return [
        before + [keep(cell, cell) if isinstance(cell, str) else text_of(cell) for cell in row]
        for row in sheet.iter_rows()
    ]


def _sheet(found: _Found, part: _Part, others: Sequence[str]) -> Sheet:
    restore_zeros(found.rows, part.zeros)
    flaws = below(part.flaws, found.header)
    dropped = fill_merged(found.rows, found.merged, found.header, flaws)
    flaws += [Flaw(code=FindingCode.SHEET_NOT_READ, row=None, value=name) for name in others]
    places = range(found.header + 1, len(found.rows))
    kept = [place for place in places if place not in dropped]
    columns = [
        column_of(cells) for cells in zip(*(found.rows[place] for place in kept), strict=True)
    ]
    return Sheet(
        name=found.name,
        header=found.header,
        headers=tuple(clean_text(cell) for cell in found.rows[found.header]),
        body=Body(columns=columns, rows=np.array(kept, dtype=np.int64) + 1, flaws=flaws),
    )
