"""The demo town's files, as the tests read and change them."""

import csv
import io
from pathlib import Path

from lotsen.domain.files import FileKind
from tests.e2e.servers import ROOT

FOLDER = ROOT / "data" / "demo"
CANDIDATES, RATINGS = "kandidaturen.csv", "bewertungen.csv"
FILES = {
    "Abteilungen": "abteilungen.csv",
    "Beteiligte": "beteiligte.csv",
    "Kandidaturen": CANDIDATES,
    "Bewertungen": RATINGS,
}
"""In the order in which they are brought."""
KINDS = dict(zip(FILES, FileKind, strict=True))

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """The rows of one of the town's files."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(rows: Rows, path: Path) -> Path:
    """A file as the town's Excel writes it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*rows[0]], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def names() -> list[str]:
    """What stands in the cells of the town's files, the longest first."""
    cells = {cell for name in FILES.values() for row in read(name) for cell in row.values()}
    return sorted((cell for cell in cells if len(cell) > 2), key=len, reverse=True)


def betraying() -> set[str]:
    """What would betray a candidate: e-mail, number, and the name either way round."""
    rows = read(CANDIDATES)
    return {
        *(row["E-Mail"] for row in rows),
        *(f"{row['Vorname']} {row['Nachname']}" for row in rows),
        *(f"{row['Nachname']}, {row['Vorname']}" for row in rows),
    }
