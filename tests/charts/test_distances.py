"""The picture of distances: signs, hatching, and words for those without a score."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import distances, intervals
from lotsen.domain.departments import Level
from lotsen.i18n import formats
from lotsen.usecases import comparison
from lotsen.usecases import distances as asked


@pytest.fixture
def found(town):
    query = (asked.departments, town.round_id, Level.FACHBEREICH)
    return town.application.query(SYSTEM, *query)


def shown(found, *, fair):
    rows = found.frame["department_id"].tolist()
    picture = distances.distances(found, rows, fair=fair)
    return picture.data[intervals.DATA].set_index("label")


def test_departments_that_cannot_be_compared_are_hatched_and_said_to_be(found):
    rows = shown(found, fair=False)

    assert not found.may_compare
    assert rows.loc["33 Bürgerdienste", "hatched"]
    assert rows.loc["33 Bürgerdienste", "said"].endswith("nicht sicher vergleichbar")


def test_distances_carry_the_method_they_were_worked_out_with(town, found):
    compared = town.application.query(SYSTEM, comparison.comparison, town.round_id)

    assert found.method == compared.method


def test_department_without_a_score_has_no_dot_and_says_why(found):
    line = shown(found, fair=False).loc["40 Schulen"]

    assert line["said"] == "keine Bewertung"
    assert line.isna()["place"]


@pytest.mark.parametrize(("value", "text"), [(0.25, "+ 0,25"), (-1.5, "− 1,50")])
def test_distance_carries_its_sign(value, text):
    assert formats.signed(value) == text
