"""Make the demo town: `python data/demo/generate.py`.

From the hand-made lists beside it come the four files that a town brings. The same seed gives the
same files, to the byte. Nobody in them is real.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import _candidates
import _marks
import _panel
import _people
import _ratings
import _tables
import _town
from _candidates import Candidate
from _evidence import shuffle
from _names import Extensions
from _people import RATER, Person

HERE = Path(__file__).resolve().parent
SEED = 5844
_UNSEEN_BY_ALL = ("04356", "mobil")


def generate(source: Path, target: Path, *, seed: int = SEED) -> None:
    """Write all files of the town."""
    town = _town.build(HERE.parent / "organisation.yaml", source / "leitungen.yaml")
    book = Extensions(town.units, random.Random(seed))
    people = _people.gather(source, town, book)
    candidates = _candidates.gather(source, town, book)
    _tables.write(target / "abteilungen.csv", _town.HEADER, _town.rows(town))
    _tables.write(target / "beteiligte.csv", _people.HEADER, _people.rows(people))
    _tables.write(
        target / "kandidaturen.csv", _candidates.HEADER, _candidates.rows(candidates, town)
    )
    raters = [person for person in people if RATER in person.roles]
    _write_ratings(source, target / "bewertungen.csv", candidates, raters, seed)


def _write_ratings(
    source: Path,
    target: Path,
    candidates: Sequence[Candidate],
    raters: Sequence[Person],
    seed: int,
) -> None:
    """Deal the sheets, fill them in and write them down; each step has its own luck."""
    titles = {
        entry["id"]: entry["titel_kurz"]
        for entry in _tables.read(HERE.parent / "criteria.yaml")["kriterien"]
    }
    sheets = _panel.deal(candidates, raters, random.Random(seed + 1))
    gifts = _tables.read(source / "neigungen.yaml")
    luck = random.Random(seed + 2)
    leanings = _marks.draw(candidates, raters, list(titles), gifts, luck)
    filled = [
        _ratings.Filled(sheet=sheet, marks=_marks.fill_in(sheet, leanings, luck))
        for sheet in sheets
    ]
    filled = _ratings.hide_from_all(filled, *_UNSEEN_BY_ALL)
    filled = [_ratings.leave_open(one, luck) for one in filled]
    link = _panel.link(sheets)
    marks = _marks.fill_in(link, leanings, random.Random(seed + 5))
    filled.append(_ratings.Filled(sheet=link, marks=marks))
    notes = shuffle(source, random.Random(seed + 3))
    rows = _ratings.rows(filled, titles, notes, random.Random(seed + 4))
    _tables.write(target, _ratings.HEADER, rows)


if __name__ == "__main__":
    generate(HERE, HERE)
