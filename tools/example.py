"""The worked example of the method, taken from the demo town: `python -m tools.example`.

It writes `data/example.yaml`; a test holds the file against the demo town.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from lotsen.application.application import Application
from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import Reader, reading
from lotsen.bootstrap import SYSTEM
from lotsen.db.engine import open_engine
from lotsen.db.migrate import upgrade
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring.fair import FairScores
from lotsen.scoring.sheets import Ints, Marks
from lotsen.settings import DATA
from lotsen.usecases import demo
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.matrix import matrix_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import criteria_of

SHEETS, FILE = 3, "example.yaml"
NOON = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)


def write(target: Path) -> None:
    """Write the example."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/example.db")
        upgrade(engine)
        town = Application(engine=engine, clock=lambda: NOON)
        round_id = town.execute(SYSTEM, demo.load, DATA)
        with reading(engine, SYSTEM, Permission.SEE_SCORES, NOON, Memory()) as reader:
            found = example(reader, round_id)
        engine.dispose()
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)
    target.write_text(text, encoding="utf-8")


def example(reader: Reader, round_id: RoundId) -> dict[str, Any]:
    """One person with three sheets and one „n. b.“, whose raters were furthest from average."""
    fair, matrix = fair_of(reader, round_id), matrix_of(reader, round_id)
    counts = matrix.handed_in & np.isin(matrix.candidate_ids, fair.candidate_ids)
    who, raters = matrix.candidate_ids[counts], matrix.rater_ids[counts]
    marks = matrix.marks[counts]
    row = _chosen(fair, who, marks)
    key = int(fair.candidate_ids[row])
    names = register_of(reader, round_id).set_index("candidate_id")["name"]
    criteria = zip(criteria_of(reader, round_id), _means(marks), strict=True)
    own = fair.rows.candidate_ids == key
    parts = (fair.rows.rater_ids[own], fair.rows.plain[own], fair.rows.severity[own])
    return {
        "person": str(names[key]),
        "kriterien": [
            {"titel": each.title, "gewicht": each.weight, "mittel": mean} for each, mean in criteria
        ],
        "boegen": [
            _sheet(marks[(who == key) & (raters == rater)][0], plain, severity)
            for rater, plain, severity in zip(*parts, strict=True)
        ],
        "einfach": float(fair.plain[row]),
        "fair": float(fair.fair[row]),
    }


def _chosen(fair: FairScores, who: Ints, marks: Marks) -> int:
    """The row of the person who suits best."""
    suits = [
        row
        for row, key in enumerate(fair.candidate_ids)
        if fair.sheets[row] == SHEETS and (marks[who == key] < 0).sum() == 1
    ]
    return max(suits, key=lambda row: abs(fair.correction[row]))


def _sheet(marks: Marks, plain: float, severity: float) -> dict[str, Any]:
    return {
        "bewertungen": [int(mark) if mark > 0 else None for mark in marks],
        "bogenwert": float(plain),
        "strenge": float(severity),
    }


def _means(marks: Marks) -> list[float]:
    """The mean of each criterion over all sheets."""
    return [float(column[column > 0].mean()) for column in marks.T]


if __name__ == "__main__":
    write(DATA / FILE)
