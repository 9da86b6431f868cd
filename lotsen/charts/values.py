"""How a mean is written: with its people and its spread, and what stands where there is none."""

import math

from lotsen.i18n import _
from lotsen.i18n.formats import NOTHING, number
from lotsen.usecases.scores import CellState


def state_of(n: int, not_observable: int) -> CellState:
    """Why there is a number, or none."""
    if n:
        return CellState.RATED
    return CellState.NOT_OBSERVABLE if not_observable else CellState.NO_RATINGS


def written(state: CellState, mean: float) -> str:
    """In a cell: the number, „n. b.“, or a dash where nobody was rated."""
    match state:
        case CellState.RATED:
            return number(mean)
        case CellState.NOT_OBSERVABLE:
            return _("n. b.")
        case CellState.NO_RATINGS:
            return NOTHING


def spoken(state: CellState, mean: float) -> str:
    """Where there is room for words."""
    match state:
        case CellState.RATED:
            return number(mean)
        case CellState.NOT_OBSERVABLE:
            return _("nicht beobachtbar (n. b.)")
        case CellState.NO_RATINGS:
            return _("keine Bewertung")


def founded(n: int, spread: float) -> str:
    """On how many a mean is founded, and how far apart they are."""
    if not n:
        return ""
    if math.isnan(spread):
        return _("n {count}", count=n)
    return _("n {count} · ±{spread}", count=n, spread=number(spread))
