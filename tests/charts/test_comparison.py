"""The pictures of the comparison, and the sentences beside them."""

import itertools
import math

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import comparison_readings as readings
from lotsen.charts import intervals, ranking, severity, slope, waterfall
from lotsen.scoring.fair import GateReason
from lotsen.usecases import comparison, raters
from lotsen.usecases.comparison import Reason
from lotsen.usecases.raters import Verdict
from tests.makers import RATER


@pytest.fixture
def found(town):
    """Thirty people in two departments, rated by a strict, a mild and a middling rater."""
    panel = [town.make_person(f"Rater {letter}", RATER) for letter in "XYZ"]
    for number in range(30):
        place = town.second if number % 2 else town.third
        person = town.make_candidate(f"Person {number:02}", department=place)
        value = 1 + number % 4
        for step, rater in enumerate(panel):
            if step != number % 3:
                town.make_sheet(person, rater, motivation=min(5, value + step))
    for person in (*range(1, town.dora), town.dora):  # those who were there before
        for rater in panel[:2]:
            town.make_sheet(person, rater, motivation=3)
    return town.application.query(SYSTEM, comparison.comparison, town.round_id)


def test_ranking_shows_at_most_25_people_a_page(found):
    shown = [len(ranking.page_of(found, page)) for page in (1, 2)]

    assert ranking.pages(found) == 2
    assert shown == [25, len(found.frame) - 25]


def test_ranking_says_rank_interval_and_sheets_beside_every_dot(found):
    rows = ranking.ranking(found, 1).data[intervals.DATA].dropna(subset=["place"])
    first = found.frame.iloc[0]

    assert found.may_compare
    assert len(rows) == 25
    assert rows.iloc[0]["said"] == (
        f"Rang {first['rank']}, plausibel {first['rank_low']} bis {first['rank_high']}; "
        f"{first['sheets']} Bögen"
    )
    assert (rows["low"] <= rows["low_half"]).all()
    assert (rows["high_half"] <= rows["high"]).all()


def test_every_group_of_a_page_has_a_heading(found):
    rows = ranking.ranking(found, 1).data[intervals.DATA]
    groups = ranking.page_of(found, 1)["group"].nunique()

    assert (rows["title"] != "").sum() == groups


def test_line_of_the_places_stands_after_the_last_place(found):
    line = ranking.ranking(found, 1).data[ranking.LINE]

    assert line["place"].tolist() == [found.places + 0.5]


def test_scale_of_ranks_ends_at_the_number_of_those_who_were_rated(found):
    ticks = ranking.ranking(found, 1).data[intervals.TICKS]["place"].tolist()

    assert (ticks[0], ticks[-1]) == (1, found.compared)


def test_waterfall_goes_from_plain_to_fair_without_a_gap(town, found):
    key = int(found.frame["candidate_id"].iloc[0])
    steps = town.application.query(SYSTEM, comparison.person, town.round_id, key)

    lines = waterfall.lines(steps)

    assert lines[0]["end"] == steps.plain
    assert [line["begin"] for line in lines[1:-1]] == [line["end"] for line in lines[:-2]]
    assert lines[-2]["end"] == pytest.approx(steps.fair, abs=1e-12)


def test_slope_shows_those_alone_who_cross_the_line(found):
    crossing = slope.crossing(found)

    up = (crossing["plain_rank"] > found.places) & (crossing["rank"] <= found.places)
    down = (crossing["plain_rank"] <= found.places) & (crossing["rank"] > found.places)
    assert (up | down).all()
    assert len(slope.slope(found).data[slope.SLOPES]) == len(crossing)


def test_names_of_the_slope_do_not_meet(found):
    heights = sorted(slope.slope(found).data[slope.SLOPES]["left"])

    assert len(heights) > 1
    assert all(high - low >= 20 for low, high in itertools.pairwise(heights))


def test_raters_stand_from_strict_to_mild(town, found):
    report = town.application.query(SYSTEM, raters.report, town.round_id)

    places = severity.severity(report).data[intervals.DATA]["place"].tolist()

    assert len(places) == 3
    assert places == sorted(places)
    assert not any(math.isnan(place) for place in places)


@pytest.mark.parametrize("why", list(GateReason))
def test_every_reason_of_the_gate_has_a_sentence(why):
    said = readings.reason(Reason(reason=why, names=(), amount=2.0))

    assert said.endswith(".")
    assert "{" not in said


def test_many_names_are_counted():
    names = tuple("ABCDEFGH")
    said = readings.reason(Reason(reason=GateReason.UNSURE_DIFFERENCE, names=names, amount=0.3))

    assert "A, B, C, D, E und 3 weitere" in said


@pytest.mark.parametrize("found", list(Verdict))
def test_every_verdict_is_a_neutral_word(found):
    assert readings.verdict(found)
