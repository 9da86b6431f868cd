"""Time, taken more than once: a machine that others use too tells the truth in the middle."""

import time
from collections.abc import Callable, Sequence

import numpy as np


def milliseconds(work: Callable[[], object]) -> float:
    """How long this takes, once."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def processor_milliseconds(work: Callable[[], object]) -> float:
    """How long this keeps the processor, once: what it would take if nobody else were there."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def times(work: Callable[[], object], count: int) -> list[float]:
    """How long this takes, again and again; the first time is not counted."""
    work()
    return [milliseconds(work) for _turn in range(count)]


def p50(values: Sequence[float]) -> float:
    """Half of the values are smaller."""
    return float(np.percentile(values, 50))


def p95(values: Sequence[float]) -> float:
    """Nineteen of twenty values are smaller."""
    return float(np.percentile(values, 95))
