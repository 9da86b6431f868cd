"""The fair scores as they are signed and closed with the list, and as they are read again.

Numbers are kept with six decimals: the check sum of a list must not hang on the last digit that
another processor would give. Where people cannot be compared nothing of a fair score is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.visibility import Sight
from lotsen.scoring.fair import Comparable, GateReason
from lotsen.scoring.sheets import Floats, Ints
from lotsen.usecases.comparison import Reason, reasons_of
from lotsen.usecases.fair_criteria import fair_criteria_of
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.methods import Method, method_of

DECIMALS = 6
PLAIN = ("sheets", "plain")
COMPARED = ("correction", "fair", "error", "rank", "rank_low", "rank_high", "p_top_k")

_EVERYTHING = Sight(departments=None, names_raters=False)


@dataclass(frozen=True, kw_only=True)
class FairLine:
    """One person's fair score, and the rank in the whole town with its 90 % interval.

    `criteria`: the same on single criteria, by key; none in lists that were kept without.
    """

    fair: float
    rank: int
    rank_low: int
    rank_high: int
    criteria: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FairOfRecord:
    """Whether people could be compared, why not or why with caution, and by what it was found."""

    comparable: Comparable
    reasons: tuple[Reason, ...]
    method: Method


def fair_record(reader: Reader, round_id: RoundId) -> dict[str, Any]:
    """The fair scores of the whole town in the words of JSON, in the order of candidates."""
    fair = fair_of(reader, round_id)
    may_compare = fair.gate.comparable != Comparable.NO
    names = (*PLAIN, *COMPARED) if may_compare else PLAIN
    reasons = reasons_of(reader, round_id, fair.gate, _EVERYTHING)
    return {
        "method": vars(method_of(reader, round_id, fair)),
        "comparable": fair.gate.comparable.value,
        "reasons": [
            {"reason": each.reason.value, "names": list(each.names), "amount": _amount(each)}
            for each in reasons
        ],
        "candidates": {
            "candidate_id": fair.candidate_ids.tolist(),
            **{name: _cells(getattr(fair, name)) for name in names},
        },
        "criteria": _criteria(reader, round_id),
    }


def _criteria(reader: Reader, round_id: RoundId) -> dict[str, Any] | None:
    """The fair scores on single criteria; None where people cannot be compared."""
    found = fair_criteria_of(reader, round_id)
    if found is None:
        return None
    return {
        "method": found.method,
        "version": found.version,
        "candidate_id": found.candidate_ids.tolist(),
        "scores": {key: _cells(found.score[:, place]) for place, key in enumerate(found.criteria)},
    }


def without_revision(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same, save for the count of changes."""
    method = {name: part for name, part in record["method"].items() if name != "revision"}
    return {**record, "method": method}


def fair_in(content: Mapping[str, Any]) -> FairOfRecord | None:
    """What a list says of comparing; None where it was closed before that was kept."""
    stored = content.get("fair")
    if stored is None:
        return None
    return FairOfRecord(
        comparable=Comparable(stored["comparable"]),
        reasons=tuple(
            Reason(
                reason=GateReason(each["reason"]),
                names=tuple(each["names"]),
                amount=each["amount"],
            )
            for each in stored["reasons"]
        ),
        method=Method(**stored["method"]),
    )


def lines_in(content: Mapping[str, Any]) -> dict[int, FairLine]:
    """The fair scores of a list by candidate; none where people could not be compared."""
    stored = (content.get("fair") or {}).get("candidates", {})
    if "fair" not in stored:
        return {}
    names = ("candidate_id", "fair", "rank", "rank_low", "rank_high")
    criteria = _criteria_in(content["fair"])
    return {
        key: FairLine(
            fair=fair, rank=rank, rank_low=low, rank_high=high, criteria=criteria.get(key, {})
        )
        for key, fair, rank, low, high in zip(*(stored[name] for name in names), strict=True)
    }


def _criteria_in(fair: Mapping[str, Any]) -> dict[int, dict[str, float]]:
    """What is kept of single criteria, by candidate."""
    stored = fair.get("criteria")
    if stored is None:
        return {}
    return {
        candidate: {
            key: cells[row] for key, cells in stored["scores"].items() if cells[row] is not None
        }
        for row, candidate in enumerate(stored["candidate_id"])
    }


def _amount(each: Reason) -> float | None:
    return None if each.amount is None else round(float(each.amount), DECIMALS)


def _cells(values: Floats | Ints) -> list[float | int | None]:
    rounded = np.round(values, DECIMALS)
    return [None if cell != cell else cell for cell in rounded.tolist()]  # noqa: PLR0124  # NaN
