"""A score board as it is kept with the decisions: every number, and the way back.

Numbers are written with all their digits, so that reading gives the very same ones.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lotsen.scoring.board import GroupScores, ScoreBoard
from lotsen.scoring.plain import CandidateScores

_PARTS = {"candidates": CandidateScores, "departments": GroupScores, "town": GroupScores}


def written(board: ScoreBoard) -> dict[str, Any]:
    """A score board in the words of JSON; NaN becomes null."""
    return {
        name: _numbers(vars(value)) if name in _PARTS else _plain(value)
        for name, value in vars(board).items()
    }


def read(content: Mapping[str, Any]) -> ScoreBoard:
    """A kept score board, as it was."""
    parts = {
        name: kind(**{key: _array(each) for key, each in content[name].items()})
        for name, kind in _PARTS.items()
    }
    rest = {
        name: _array(value) if isinstance(value, dict) else value
        for name, value in content.items()
        if name not in _PARTS
    }
    return ScoreBoard(**{**rest, **parts, "criteria": tuple(content["criteria"])})


def _numbers(arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    return {name: _plain(each) for name, each in arrays.items()}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, np.ndarray):
        return value
    cells = [None if cell != cell else cell for cell in value.ravel().tolist()]  # noqa: PLR0124
    return {"kind": value.dtype.name, "shape": list(value.shape), "cells": cells}


def _array(stored: Mapping[str, Any]) -> np.ndarray:
    cells = [np.nan if cell is None else cell for cell in stored["cells"]]
    return np.array(cells, dtype=stored["kind"]).reshape(stored["shape"])
