"""All ratings as CSV, in the form of the file from which they can be read back."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import BinaryIO

from lotsen.domain.files import guard_text
from lotsen.export.csv import GERMAN, LINE_END, MAY_BE_A_FORMULA, cell, written_day
from lotsen.usecases.exporting import RatingBlock

HEADER = (
    "E-Mail Kandidatur",
    "E-Mail bewertende Person",
    "Kriterium",
    "Bewertung",
    "Beleg",
    "Abgegeben am",
)
VALUES: Mapping[int | None, str] = {None: "n. b.", **{value: str(value) for value in range(1, 6)}}


class RatingsFile:
    """Writes blocks of ratings into an open file as they come."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.write((";".join(HEADER) + LINE_END).encode(GERMAN.encoding))

    def take(self, block: RatingBlock) -> None:
        """Write a block; what is the same in many lines is made once."""
        middles = {
            criterion: {value: f"{_cell(title)};{word};" for value, word in VALUES.items()}
            for criterion, title in block.criteria.items()
        }
        pieces: list[str] = []  # joined once; half a million lines of their own take longer
        current, start, end = None, "", ""
        for sheet, criterion, value, evidence in block.ratings:
            if sheet != current:
                candidate, rater, day = block.heads[sheet]
                start, end = f"{_cell(candidate)};{_cell(rater)};", f";{_day(day)}{LINE_END}"
                current = sheet
            note = _note(evidence) if evidence else ""
            pieces += (start, middles[criterion][value], note, end)
        self._file.write("".join(pieces).encode())


def _note(evidence: str) -> str:
    """A free text is always put in quotes: that is quicker than asking whether it needs them."""
    safe = guard_text(evidence) if evidence[0] in MAY_BE_A_FORMULA else evidence
    return '"' + safe.replace('"', '""') + '"'


@cache
def _day(day: date | None) -> str:
    return written_day(day, GERMAN)


def _cell(text: str) -> str:
    return cell(text, GERMAN)
