"""Measured figures and the table in which they are printed."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

HEADINGS = ("what", "p50", "p95", "limit", "baseline", "ratio", "verdict")
KEPT, MISSED, NO_LIMIT = "kept", "MISSED", "–"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure beside a baseline of the same run.

    Attributes:
        value: the median where there are several; `tail` is the 95th percentile.
        most: `value` must be below it; `most_tail`: `tail` must be.
        most_ratio: `value` may be at most so many times the baseline.
        most_above: `value` may be at most so much above the baseline.
        least: `value` must reach it; `least_ratio`: so many times the baseline.
        most_below: `value` may be at most so much below the baseline.
        errors: what went wrong; one is too many.
    """

    name: str
    value: float
    unit: str = "ms"
    tail: float | None = None
    most: float | None = None
    most_tail: float | None = None
    baseline: float | None = None
    against: str = ""
    most_ratio: float | None = None
    most_above: float | None = None
    least: float | None = None
    least_ratio: float | None = None
    most_below: float | None = None
    errors: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline it is."""
        return self.value / self.baseline if self.baseline else None

    @property
    def verdict(self) -> str:
        """Whether every limit is kept."""
        answers = [
            *_below(self.value, self.most),
            *_below(self.tail, self.most_tail),
            *_at_most(self.ratio, self.most_ratio),
            *_at_most(self.value - (self.baseline or 0), self.most_above),
            *_at_most(self.least, self.value),
            *_at_most(self.least_ratio, self.ratio),
            *_at_most((self.baseline or 0) - self.value, self.most_below),
            *([] if self.errors is None else [self.errors == 0]),
        ]
        if not answers:
            return NO_LIMIT
        return KEPT if all(answers) else MISSED

    def cells(self) -> tuple[str, ...]:
        """The figure as one line of the table."""
        errors = f" ({self.errors} errors)" if self.errors is not None else ""
        return (
            self.name + errors,
            self._written(self.value),
            "" if self.tail is None else self._written(self.tail),
            self._limits(),
            "" if self.baseline is None else f"{self._written(self.baseline)}, {self.against}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.verdict,
        )

    def _written(self, value: float) -> str:
        digits = 0 if abs(value) >= 100 else 1  # noqa: PLR2004  # three digits say enough
        return f"{value:,.{digits}f} {self.unit}"

    def _limits(self) -> str:
        limits = {
            "< {}": self.most,
            "p95 < {}": self.most_tail,
            "baseline + {}": self.most_above,
            "≥ {}": self.least,
            "≥ baseline − {}": self.most_below,
        }
        texts = [text.format(f"{most:g} {self.unit}") for text, most in limits.items() if most]
        if self.most_ratio is not None:
            texts.append(f"ratio ≤ {self.most_ratio:g}")
        if self.least_ratio is not None:
            texts.append(f"ratio ≥ {self.least_ratio:g}")
        if self.errors is not None:
            texts.append("no error")
        return ", ".join(texts)


def table(figures: Sequence[Figure]) -> str:
    """All figures as a table in Markdown."""
    lines = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rows = [
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    rows.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {row} |" for row in rows)


def machine() -> str:
    """On what all this was measured, and how busy it was with other things."""
    names = ("streamlit", "pandas", "sqlalchemy")
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in names),
    ]
    if hasattr(os, "getloadavg"):
        parts.append("load {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
    return ", ".join(parts)


def _below(value: float | None, most: float | None) -> list[bool]:
    return [] if value is None or most is None else [value < most]


def _at_most(value: float | None, most: float | None) -> list[bool]:
    return [] if value is None or most is None else [value <= most]
