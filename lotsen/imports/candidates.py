"""The list of candidates, as a town's personnel office keeps it."""

from typing import Any

import numpy as np
import pandas as pd

from lotsen.domain.files import FileKind
from lotsen.domain.findings import FindingCode
from lotsen.imports.cells import Flags
from lotsen.imports.checks import Checks, Parsed, Values
from lotsen.imports.duplicates import PERSON_TWICE, first_places, note_duplicates
from lotsen.imports.frames import day_column, number_column, text_column, usable
from lotsen.imports.names import read_names
from lotsen.imports.synonyms import fold
from lotsen.imports.values import day, digits, email, line, name, prose, salutation, state
from lotsen.imports.workloads import custom_of, is_taken_for_hours, workload_reader

_PLACES = ("department", "unit", "division")
_LINES = ("division", "unit", "department", "function", "site")
_PROSE = ("motivation", "projects", "note")


def parse_candidates(checks: Checks) -> Parsed:
    """Read candidates; who is named twice with the same words counts once."""
    is_blank = checks.require("email")
    _require_place(checks)
    addresses = checks.read("email", email)
    numbers = checks.read("personnel_number", digits)
    frame = _frame(checks, addresses, numbers)
    reachable = ~(is_blank | addresses.bad)
    first = first_places(addresses.as_array(), reachable)
    repeated = note_duplicates(checks, first, frame, "email", PERSON_TWICE)
    _note_numbers_twice(checks, numbers, first)
    _note_numbers_short(checks, numbers)
    _note_alike(checks, frame, reachable, first)
    return checks.parsed(FileKind.CANDIDATES, usable(checks, frame, without=repeated))


def _frame(checks: Checks, addresses: Values, numbers: Values) -> pd.DataFrame:
    names = read_names(checks)
    return pd.DataFrame(
        {
            "personnel_number": text_column(numbers),
            "salutation": text_column(checks.read("salutation", salutation)),
            **{field: pd.array(texts, dtype="str") for field, texts in names.items()},
            "email": text_column(addresses),
            "phone": text_column(checks.read("phone", digits)),
            "leader_name": text_column(checks.read("leader_name", name)),
            "leader_email": text_column(checks.read("leader_email", email)),
            "workload": _workloads(checks),
            "received_on": day_column(checks.read("received_on", day, blank=None)),
            "state": text_column(checks.read("state", state)),
            **{field: text_column(checks.read(field, line)) for field in _LINES},
            **{field: text_column(checks.read(field, prose)) for field in _PROSE},
        }
    )


def _require_place(checks: Checks) -> None:
    """Note rows that name no department on any level."""
    nowhere: Flags = np.ones(len(checks.raw), dtype=np.bool_)
    for field in _PLACES:
        nowhere &= ~checks.column(field).flag(bool)
    field = next(field for field in _PLACES if field in checks.mapping)
    checks.note(FindingCode.VALUE_MISSING, nowhere, field, {"field": field})


def _workloads(checks: Checks) -> "pd.Series[Any]":
    column = checks.column("workload")
    custom = custom_of(checks.heading("workload"), column.texts)
    values = checks.read("workload", workload_reader(custom), blank=np.nan)
    guessed = column.flag(lambda text: is_taken_for_hours(text, custom)) & ~values.bad
    checks.note(FindingCode.WORKLOAD_READ_AS_HOURS, guessed, "workload")
    return number_column(values)


def _note_numbers_twice(checks: Checks, numbers: Values, same_person: np.ndarray) -> None:
    """Note a personnel number that two addresses share."""
    texts = numbers.as_array()
    first = first_places(texts, numbers.column.flag(bool) & ~numbers.bad)
    code = FindingCode.PERSONNEL_NUMBER_TWICE
    _note_two_addresses(checks, code, "personnel_number", first, same_person)


def _note_numbers_short(checks: Checks, numbers: Values) -> None:
    """Note a number that is shorter than all that begin with 0: Excel takes such zeros away."""
    padded = {len(text) for text in numbers.column.texts if text.isdigit() and text[0] == "0"}
    if len(padded) == 1:
        (width,) = padded
        short = numbers.column.flag(lambda text: text.isdigit() and len(text) < width)
        checks.note(
            FindingCode.PERSONNEL_NUMBER_SHORT, short, "personnel_number", {"digits": width}
        )


def _note_alike(
    checks: Checks, frame: pd.DataFrame, reachable: Flags, same_person: np.ndarray
) -> None:
    """Note two addresses under one name in one department: they may be one person."""
    texts = (frame[name].astype(str).map(fold) for name in ("last_name", "first_name", *_PLACES))
    names = np.array(["\n".join(row) for row in zip(*texts, strict=True)], dtype=object)
    is_named = frame["last_name"].to_numpy(dtype=object) != ""
    first = first_places(names, reachable & is_named)
    _note_two_addresses(checks, FindingCode.PERSON_ALIKE, "email", first, same_person)


def _note_two_addresses(
    checks: Checks, code: FindingCode, column: str, first: np.ndarray, same_person: np.ndarray
) -> None:
    """Note rows that have the same as an earlier one, `first`, under another address."""
    checks.note(
        code,
        (first != np.arange(len(first))) & (same_person != same_person[first]),
        column,
        lambda row: {"first_row": checks.row_number(int(first[row]))},
    )
