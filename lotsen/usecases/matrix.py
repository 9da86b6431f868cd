"""All sheets of a round as a matrix; after a change only the changed sheets are read."""

from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import Select, func, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.ids import RoundId
from lotsen.domain.ratings import SheetState
from lotsen.scoring.sheets import NOT_OBSERVABLE, SheetMatrix, empty_matrix, merge
from lotsen.usecases.rounds import revision_of

Remembered = tuple[int, tuple[int, ...], SheetMatrix]


def matrix_of(reader: Reader, round_id: RoundId) -> SheetMatrix:
    """Every sheet of the round, drafts included; who may see what is decided after it."""
    revision = revision_of(reader, round_id)
    make = partial(_load, reader, round_id, revision)
    remembered: Remembered = reader.memory.recall(("matrix", round_id), revision, make)
    return remembered[2]


def _load(reader: Reader, round_id: RoundId, revision: int, older: Remembered | None) -> Remembered:
    criteria = tuple(
        reader.session.scalars(
            select(CriterionRow.id)
            .where(CriterionRow.round_id == round_id, CriterionRow.in_use)
            .order_by(CriterionRow.number)
        )
    )
    known, matrix = -1, empty_matrix(len(criteria))
    if older is not None and older[1] == criteria:
        known, matrix = older[0], older[2]
    return revision, criteria, merge(matrix, _changed(reader, round_id, known, criteria))


def _changed(
    reader: Reader, round_id: RoundId, known: int, criteria: tuple[int, ...]
) -> SheetMatrix:
    """The sheets that changed after the revision `known`."""
    heads = select(
        SheetRow.id,
        SheetRow.candidate_id,
        SheetRow.rater_id,
        SheetRow.state == SheetState.HANDED_IN,
    )
    sheets = _integers(reader, _of_round(heads, round_id, known), 4)
    value = func.coalesce(RatingRow.value, NOT_OBSERVABLE)
    cells = (
        select(RatingRow.sheet_id, RatingRow.criterion_id, value)
        .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
        .where(RatingRow.criterion_id.in_(criteria))
    )
    ratings = _integers(reader, _of_round(cells, round_id, known), 3)
    marks = np.zeros((len(sheets), len(criteria)), dtype=np.int8)
    order = np.argsort(criteria)
    columns = order[np.searchsorted(np.array(criteria)[order], ratings[:, 1])]
    marks[np.searchsorted(sheets[:, 0], ratings[:, 0]), columns] = ratings[:, 2]
    return SheetMatrix(
        sheet_ids=sheets[:, 0],
        candidate_ids=sheets[:, 1],
        rater_ids=sheets[:, 2],
        handed_in=sheets[:, 3].astype(np.bool_),
        marks=marks,
    )


def _of_round(
    columns: Select[*tuple[Any, ...]], round_id: RoundId, known: int
) -> Select[*tuple[Any, ...]]:
    return (
        columns.join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id, SheetRow.revision > known)
        .order_by(SheetRow.id)
    )


def _integers(reader: Reader, statement: Select[*tuple[Any, ...]], width: int) -> np.ndarray:
    """Rows of integers as an array of shape (rows, width)."""
    rows = [tuple(row) for row in reader.session.execute(statement)]
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)
