"""Tables as German Excel writes them: semicolons, UTF-8 with a mark, CRLF."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml


def read(path: Path) -> Any:
    """Read one of the hand-made lists."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def write(path: Path, header: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table; every row has exactly the fields of the header."""
    lines = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(lines)


def german(day: date) -> str:
    """Write a day as TT.MM.JJJJ."""
    return day.strftime("%d.%m.%Y")


def as_day(written: date | str | None) -> date | None:
    """Read a day, be it from YAML or written as TT.MM.JJJJ."""
    if not written or isinstance(written, date):
        return written or None
    if "." in written:
        day, month, year = map(int, written.split("."))
        return date(year, month, day)
    return date.fromisoformat(written)
