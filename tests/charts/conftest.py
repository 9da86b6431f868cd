"""A small town whose means anybody can work out."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts.titles import criterion_titles
from lotsen.db.engine import open_engine
from lotsen.domain.departments import Level
from lotsen.usecases import rounds, scores
from tests.makers import RATER, Town


@pytest.fixture
def town(sqlite_url):
    """Bürgerdienste with three rated people, Finanzen with one, Schulen with nobody."""
    town = Town(open_engine(sqlite_url))
    town.round_id = town.make_round()
    town.first = town.make_department("Bürgerdienste", number="33")
    town.second = town.make_department("Finanzen", number="20")
    town.third = town.make_department("Schulen", number="40")
    raters = [town.make_person(f"Rater {letter}", RATER) for letter in "AB"]
    for name, value in (("Ada Yıldız", 5), ("Ben Groß", 3), ("Cem Aksoy", 4)):
        candidate = town.make_candidate(name, department=town.first)
        for rater in raters:
            town.make_sheet(candidate, rater, motivation=value, vorbild=value, agil=value)
    town.dora = town.make_candidate("Dora Ähren", department=town.second)
    town.make_sheet(town.dora, raters[0], motivation=2, vorbild=None)
    yield town
    town.engine.dispose()


@pytest.fixture
def board(town):
    return town.application.query(SYSTEM, scores.departments, town.round_id, Level.FACHBEREICH)


@pytest.fixture
def titles(town):
    return criterion_titles(town.application.query(SYSTEM, rounds.criteria, town.round_id))
