"""What sheets say of those who wrote them: severity and agreement, for the coordination alone."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import pandas as pd
from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.db.people import PersonRow
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.texts import folded
from lotsen.scoring.agreement import UNKNOWN, Metric, Reliability, alpha, reliability
from lotsen.scoring.fair import Comparable, FairScores
from lotsen.scoring.raters import ENOUGH, MARKED
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.methods import Method, method_of
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.sight import actors_sight


class Verdict(StrEnum):
    """What can be said of a rater's severity."""

    TOO_FEW = "too_few"
    USUAL = "usual"
    STRICTER = "stricter"
    MILDER = "milder"
    MUCH_STRICTER = "much_stricter"
    MUCH_MILDER = "much_milder"


@dataclass(frozen=True, kw_only=True)
class RaterReport:
    """Raters and their agreement.

    `frame`: rater_id, name, sheets, severity, low, high, verdict; the strictest first. Severity
    and its 90 % interval are NaN with fewer than `ENOUGH` sheets. It is None where nothing may
    be compared: there severity cannot be told from strength.
    `alpha` is Krippendorff's, ordinal; None where nobody was rated twice.
    """

    frame: pd.DataFrame | None
    alpha: float | None
    reliability: Reliability
    method: Method


@requires(Permission.SEE_RATERS)
def report(reader: Reader, round_id: RoundId) -> RaterReport:
    """Severity and agreement; remembered by revision, not to be changed."""
    actors_sight(reader, round_id)
    make = partial(_report, reader, round_id)
    found: RaterReport = reader.memory.recall(
        ("raters", round_id), revision_of(reader, round_id), make
    )
    return found


def _report(reader: Reader, round_id: RoundId, _older: RaterReport | None) -> RaterReport:
    fair = fair_of(reader, round_id)
    shown = fair.gate.comparable != Comparable.NO
    return RaterReport(
        frame=_frame(reader, fair) if shown else None,
        alpha=_alpha(reader, round_id, fair),
        reliability=reliability(fair.sd) if fair.gate.replicated else UNKNOWN,
        method=method_of(reader, round_id, fair),
    )


def _frame(reader: Reader, fair: FairScores) -> pd.DataFrame:
    raters = fair.raters
    known = names_of(reader, raters.ids.tolist())
    frame = pd.DataFrame(
        {
            "rater_id": raters.ids,
            "name": [known[int(key)] for key in raters.ids],
            "sheets": raters.sheets,
            "severity": raters.severity,
            "low": raters.low,
            "high": raters.high,
        }
    )
    frame.loc[frame["sheets"] < ENOUGH, ["severity", "low", "high"]] = np.nan
    columns = (frame[name] for name in ("severity", "low", "high"))
    frame["verdict"] = [verdict(*each).value for each in zip(*columns, strict=True)]
    frame = frame.sort_values("name", key=lambda names: names.map(folded), kind="stable")
    return frame.sort_values("severity", kind="stable", na_position="last", ignore_index=True)


def verdict(severity: float, low: float, high: float) -> Verdict:
    """Name a severity; only one whose interval leaves zero out is named strict or mild."""
    if np.isnan(severity):
        return Verdict.TOO_FEW
    if high < 0:
        return Verdict.MUCH_STRICTER if severity <= -MARKED else Verdict.STRICTER
    if low > 0:
        return Verdict.MUCH_MILDER if severity >= MARKED else Verdict.MILDER
    return Verdict.USUAL


def _alpha(reader: Reader, round_id: RoundId, fair: FairScores) -> float | None:
    """Over every candidate and criterion, on the sheets that count."""
    matrix = matrix_of(reader, round_id)
    counts = matrix.handed_in & np.isin(matrix.candidate_ids, fair.candidate_ids)
    marks = matrix.marks[counts]
    row, column = np.nonzero(marks > 0)
    units = matrix.candidate_ids[counts][row] * marks.shape[1] + column
    return alpha(units, marks[row, column].astype(np.float64), Metric.ORDINAL)


def names_of(reader: Reader, keys: Collection[int]) -> dict[int, str]:
    """The names of people, by key."""
    rows = reader.session.scalars(select(PersonRow).where(PersonRow.id.in_(keys)))
    return {row.id: name_of(row) for row in rows}
