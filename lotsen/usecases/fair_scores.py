"""The fair scores of a round, worked out once per revision and shared by all who look.

They are of the whole town, whoever asks: a part of the town sees a part of the same numbers.
What of them a person may see is decided by who takes them from here.
"""

import hashlib
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from lotsen.application.application import requires
from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring.designs import SheetTable
from lotsen.scoring.fair import FairScores, FairSettings
from lotsen.scoring.long_tables import SheetCells, counted_cells
from lotsen.scoring.severity import fit_fair
from lotsen.scoring.sheets import Floats
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import criteria_of, fetch_round, revision_of
from lotsen.usecases.scores import STATES_OF, Standing
from lotsen.usecases.sight import actors_sight

_FITS: Final = Memory(capacity=2)
"""Fits by the sheets they are made of: a mark or a decision changes none of them, and a command,
which remembers nothing of the records, finds here what a page has worked out."""


def fair_of(reader: Reader, round_id: RoundId) -> FairScores:
    """The fair scores of everybody in the process, for the use cases of this floor."""
    make = partial(_fit, reader, round_id)
    fair: FairScores = reader.memory.recall(_key(round_id), revision_of(reader, round_id), make)
    return fair


@requires(Permission.SEE_SCORES)
def is_ready(reader: Reader, round_id: RoundId) -> bool:
    """Whether the fair scores of this revision are worked out; refused to whoever sees none."""
    actors_sight(reader, round_id)
    return is_fitted(reader, round_id)


def is_fitted(reader: Reader, round_id: RoundId) -> bool:
    """Whether `fair_of` has its answer already, for the use cases of this floor."""
    return reader.memory.holds(_key(round_id), revision_of(reader, round_id))


@requires(Permission.SEE_SCORES)
def prepare(reader: Reader, round_id: RoundId) -> None:
    """Work the fair scores out, so that the next question finds them."""
    actors_sight(reader, round_id)
    fair_of(reader, round_id)


def counted_sheets(reader: Reader, round_id: RoundId) -> SheetTable:
    """The sheets that count, each with its plain score; departments are the Dezernate.

    A candidate whose place has no Dezernat above it counts to the place itself.
    """
    return single_ratings(reader, round_id).table


def single_ratings(reader: Reader, round_id: RoundId) -> SheetCells:
    """The sheets that count, with every rating on them."""
    return counted_cells(
        matrix_of(reader, round_id), homes_of(reader, round_id), weights_of(reader, round_id)
    )


def homes_of(reader: Reader, round_id: RoundId) -> dict[int, int]:
    """The Dezernat of everybody in the process, by candidate."""
    register = register_of(reader, round_id)
    people = register.loc[register["state"].isin(STATES_OF[Standing.IN_PROCESS])]
    homes = people["dezernat_id"].where(people["dezernat_id"] > 0, people["department_id"])
    return dict(zip(people["candidate_id"].tolist(), homes.tolist(), strict=True))


def weights_of(reader: Reader, round_id: RoundId) -> Floats:
    """The committee's weights. Shape (k,)."""
    return np.array([criterion.weight for criterion in criteria_of(reader, round_id)])


def _fit(reader: Reader, round_id: RoundId, _older: FairScores | None) -> FairScores:
    settings = FairSettings(
        places=fetch_round(reader, round_id).places, revision=revision_of(reader, round_id)
    )
    table = counted_sheets(reader, round_id)
    parts = (table.candidates, table.raters, table.departments, table.scores)
    key = (fingerprint(*parts), settings.places)
    found: FairScores = _FITS.recall(key, 0, lambda _older: fit_fair(table, settings))
    return replace(found, settings=settings)


def fingerprint(*parts: np.ndarray) -> bytes:
    """A name for a table: other sheets, or other values on them, have another one."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.digest()


def _key(round_id: RoundId) -> tuple[str, RoundId]:
    return ("fair", round_id)
