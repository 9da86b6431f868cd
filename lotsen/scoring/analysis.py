"""All numbers of one long table, in the form in which the command line prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lotsen.scoring.agreement import UNKNOWN, Metric, alpha, of_mean, reliability
from lotsen.scoring.fair import (
    CELL_METHOD,
    CellScores,
    Comparable,
    FairScores,
    FairSettings,
    Gate,
    GateReason,
)
from lotsen.scoring.long_tables import LongTable, SheetCells, cells_of
from lotsen.scoring.profiles import fit_cells
from lotsen.scoring.severity import fit_fair
from lotsen.scoring.sheets import Floats

LOWEST, HIGHEST = 1.0, 5.0
STEPS = HIGHEST - LOWEST
SHARE = 4
"""Without a number of places, every fourth candidate gets one."""


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """How a table is to be analysed.

    Attributes:
        cells: single ratings rather than whole sheets.
        priors: whether variances are integrated under the priors; else plain REML.
        places: k of the best k; None for a quarter of the candidates.
    """

    cells: bool = False
    priors: bool = True
    places: int | None = None


def analyse(table: LongTable, asked: Analysis) -> dict[str, Any]:
    """Compute everything; nothing in the answer is NaN, what cannot be said is None."""
    sheets = cells_of(table)
    rated = len(np.unique(sheets.table.candidates))
    places = asked.places if asked.places is not None else max(1, round(rated / SHARE))
    unit = unit_of(sheets.values)
    settings = FairSettings(places=places, unit=unit, priors=asked.priors)
    cells = fit_cells(sheets, settings) if asked.cells else None
    fit = fit_fair(sheets.table, settings) if cells is None else cells.fair
    return {
        **_how(settings, fit, asked),
        "n_ratings": int((~np.isnan(sheets.values)).sum()),
        "n_sheets": len(sheets.values),
        "n_candidates": rated,
        "n_raters": len(fit.raters.ids),
        "reml_criterion": fit.reml_criterion,
        "mean": fit.mean if rated else None,
        "sd": _spreads(fit),
        "raters": _raters(fit, table.raters),
        "candidates": _candidates(fit, table),
        "unrated": _unrated(fit, table),
        "comparable": str(fit.gate.comparable),
        "reasons": _reasons(fit.gate, table),
        "agreement": _agreement(sheets, fit),
        **({} if cells is None else _profiles(cells, sheets, table)),
    }


def _how(settings: FairSettings, fit: FairScores, asked: Analysis) -> dict[str, Any]:
    return {
        "method": fit.method,
        "version": fit.version,
        "level": "cell" if asked.cells else "sheet",
        "priors": settings.priors and not asked.cells,
        "seed": settings.seed,
        "draws": settings.draws,
        "places": settings.places,
        "unit": settings.unit,
    }


def _unrated(fit: FairScores, table: LongTable) -> list[str]:
    rated = {*fit.candidate_ids.tolist()}
    return [name for place, name in enumerate(table.candidates) if place not in rated]


def unit_of(values: Floats) -> float:
    """One step of a scale from 1 to 5; of another scale, a quarter of what was used of it."""
    seen = values[~np.isnan(values)]
    if not len(seen) or (seen.min() >= LOWEST and seen.max() <= HIGHEST):
        return 1.0
    return float(np.ptp(seen) / STEPS) or 1.0


def _spreads(fit: FairScores) -> dict[str, float]:
    """The spreads that there are, by name."""
    return {part: value for part, value in vars(fit.sd).items() if value is not None}


def _raters(fit: FairScores, names: Sequence[str]) -> list[dict[str, Any]]:
    raters = fit.raters
    return [
        {
            "id": names[int(key)],
            "severity": float(raters.severity[row]),
            "se": float(raters.error[row]),
            "n_sheets": int(raters.sheets[row]),
            "component": int(raters.component[row]),
        }
        for row, key in enumerate(raters.ids)
    ]


def _candidates(fit: FairScores, table: LongTable) -> list[dict[str, Any]]:
    shown = fit.gate.comparable != Comparable.NO
    return [
        {
            "id": table.candidates[int(key)],
            "department": table.departments[int(fit.department_ids[row])],
            "plain": float(fit.plain[row]),
            "fair": float(fit.fair[row]) if shown else None,
            "se": float(fit.error[row]) if shown else None,
            "rank": int(fit.rank[row]) if shown else None,
            "rank_low": int(fit.rank_low[row]) if shown else None,
            "rank_high": int(fit.rank_high[row]) if shown else None,
            "p_top_k": float(fit.p_top_k[row]) if shown else None,
            "n_sheets": int(fit.sheets[row]),
            "component": int(fit.component[row]),
        }
        for row, key in enumerate(fit.candidate_ids)
    ]


def _profiles(cells: CellScores, sheets: SheetCells, table: LongTable) -> dict[str, Any]:
    """Levels on single criteria, severity taken out, where people may be compared; and halo."""
    counts = np.zeros((len(table.candidates), len(table.criteria)), dtype=np.int64)
    np.add.at(counts, sheets.table.candidates, ~np.isnan(sheets.values))
    shown = cells.fair.gate.comparable != Comparable.NO
    rows, columns = np.nonzero(~np.isnan(cells.level)) if shown else ((), ())
    return {
        "levels": [
            {
                "candidate": table.candidates[int(cells.fair.candidate_ids[row])],
                "criterion": table.criteria[int(column)],
                "fair": _or_none(cells.criterion[row, column]),
                "level": float(cells.level[row, column]),
                "se": float(cells.level_error[row, column]),
                "n_ratings": int(counts[cells.fair.candidate_ids[row], column]),
            }
            for row, column in zip(rows, columns, strict=True)
        ],
        "halo": cells.halo,
    }


def _reasons(gate: Gate, table: LongTable) -> list[dict[str, Any]]:
    """Why not, or why only with caution."""
    of = {
        GateReason.HANGS_ON_ONE_CANDIDATE: table.candidates,
        GateReason.HANGS_ON_ONE_RATER: table.raters,
    }
    return [
        {
            "code": str(finding.reason),
            "ids": [of.get(finding.reason, table.departments)[key] for key in finding.ids],
            "amount": finding.amount,
        }
        for finding in gate.findings
    ]


def _agreement(sheets: SheetCells, fit: FairScores) -> dict[str, Any]:
    """Alpha over candidates and criteria; reliability of whole sheets."""
    row, column = np.nonzero(~np.isnan(sheets.values))
    units = sheets.table.candidates[row] * sheets.values.shape[1] + column
    values = sheets.values[row, column]
    alphas = {f"alpha_{metric}": alpha(units, values, metric) for metric in Metric}
    criteria = sheets.values.shape[1] if fit.method == CELL_METHOD else 1
    told = reliability(fit.sd, criteria) if fit.gate.replicated else UNKNOWN
    usual = float(1 / (1 / fit.sheets).mean()) if len(fit.sheets) else None
    return {
        **alphas,
        "icc_a1": told.icc,
        "icc_c1": told.consistency,
        "icc_ak": _of_usual(told.icc, usual),
        "icc_ck": _of_usual(told.consistency, usual),
        "usual_sheets": usual,
        "sheets_for_80": told.sheets,
        "sheets_for_80_fair": told.sheets_fair,
    }


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _of_usual(single: float | None, sheets: float | None) -> float | None:
    return None if single is None or sheets is None else of_mean(single, sheets)
