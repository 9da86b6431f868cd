"""The comparison: who sees which of the fair numbers, and when there are none."""

import math

import numpy as np
import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.ratings import SheetState
from lotsen.scoring.fair import Comparable, GateReason
from lotsen.usecases import comparison, fair_scores, raters
from lotsen.usecases.raters import Verdict
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER

FAIR = {"fair", "correction", "error", "rank", "rank_low", "rank_high", "p_top_k", "group"}


def rate(town, people, rater, values):
    for person, value in zip(people, values, strict=True):
        town.make_sheet(person, rater, motivation=value, vorbild=value, agil=value)


@pytest.fixture
def rated(town):
    """Two departments of three; Stefan is strict with all, Mia mild, both rate everybody."""
    town.round_id = town.make_round(places=2)
    town.first = town.make_department("Bürgerdienste")
    town.second = town.make_department("Finanzen")
    names = ("Ada Yıldız", "Ben Groß", "Cem Aksoy", "Dora Ähren", "Eva Ost", "Finn West")
    town.folk = [
        town.make_candidate(name, department=town.first if place < 3 else town.second)
        for place, name in enumerate(names)
    ]
    town.mild = town.make_person("Mia Mild", RATER)
    town.strict = town.make_person("Stefan Streng", RATER)
    rate(town, town.folk, town.mild, (5, 4, 4, 5, 4, 3))
    rate(town, town.folk, town.strict, (3, 2, 2, 3, 2, 1))
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def apart(town):
    """Two departments, each rated by its own leader alone."""
    town.round_id = town.make_round()
    town.first = town.make_department("Bürgerdienste")
    town.second = town.make_department("Finanzen")
    ada = town.make_candidate("Ada Yıldız", department=town.first)
    ben = town.make_candidate("Ben Groß", department=town.second)
    town.ada = ada
    rate(town, [ada], town.make_person("Mia Mild", RATER), [5])
    rate(town, [ben], town.make_person("Stefan Streng", RATER), [2])
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def seen(town, actor=SYSTEM):
    return town.application.query(actor, comparison.comparison, town.round_id)


def test_fair_score_is_the_plain_one_without_the_severity_of_those_who_rated(rated):
    frame = seen(rated).frame

    assert frame["fair"].to_numpy() == pytest.approx(
        (frame["plain"] - frame["correction"]).to_numpy(), abs=1e-12
    )
    assert frame["rank"].is_monotonic_increasing
    assert (frame["rank_low"] <= frame["rank"]).all()
    assert (frame["rank"] <= frame["rank_high"]).all()


def test_steps_of_one_person_lead_exactly_from_plain_to_fair(rated):
    ada = rated.folk[0]

    steps = rated.application.query(rated.kim, comparison.person, rated.round_id, ada)

    assert sorted(steps.names) == ["Mia Mild", "Stefan Streng"]
    assert steps.plain + math.fsum(steps.amounts) == pytest.approx(steps.fair, abs=1e-12)


@pytest.mark.parametrize("role", [LEADERSHIP, ADVISORY])
def test_severity_of_single_raters_is_told_to_the_coordination_alone(rated, role):
    other = rated.make_actor("Olga Ohne", role)

    steps = rated.application.query(other, comparison.person, rated.round_id, rated.folk[0])

    assert steps.names == ("",)
    assert steps.plain + steps.amounts[0] == pytest.approx(steps.fair, abs=1e-12)
    with pytest.raises(NotAllowed):
        rated.application.query(other, raters.report, rated.round_id)


def test_leader_sees_the_own_people_with_the_numbers_of_the_whole_town(rated):
    leader = rated.make_actor("Lea Ode", LEADER, leads=[rated.first])
    rest = (rated.round_id, rated.folk[3])

    own, whole = seen(rated, leader), seen(rated)

    assert set(own.frame["department"]) == {"Bürgerdienste"}
    assert (own.compared, own.whole_town) == (6, False)
    both = own.frame.merge(whole.frame, on="candidate_id")
    assert (both["fair_x"] == both["fair_y"]).all()
    assert (both["rank_x"] == both["rank_y"]).all()
    with pytest.raises(NotFound):
        rated.application.query(leader, comparison.person, *rest)


def test_whoever_still_rates_sees_nothing_of_it(rated):
    rater = rated.make_actor("Rita Roth", RATER, COORDINATOR)
    rated.make_sheet(rated.folk[0], rater.id, state=SheetState.DRAFT, motivation=5)

    for asked in (comparison.comparison, raters.report, fair_scores.prepare, fair_scores.is_ready):
        with pytest.raises(NotAllowed, match=r"scores\.sealed"):
            rated.application.query(rater, asked, rated.round_id)


def test_auditor_sees_no_comparison(rated):
    with pytest.raises(NotAllowed):
        seen(rated, rated.make_actor("Ari Fremd", AUDITOR))


def test_where_nothing_can_be_compared_no_fair_number_leaves_the_house(apart):
    found = seen(apart)

    assert found.comparable == Comparable.NO
    assert {each.reason for each in found.reasons} == {GateReason.NO_REPLICATES}
    assert FAIR & set(found.frame.columns) == set()
    assert apart.application.query(apart.kim, comparison.person, apart.round_id, apart.ada) is None
    assert apart.application.query(apart.kim, raters.report, apart.round_id).frame is None


def test_numbers_are_worked_out_once_for_all_who_look(rated):
    assert not rated.application.query(rated.kim, fair_scores.is_ready, rated.round_id)

    rated.application.query(rated.kim, fair_scores.prepare, rated.round_id)

    other = rated.make_actor("Olga Ohne", LEADERSHIP)
    assert rated.application.query(other, fair_scores.is_ready, rated.round_id)
    assert seen(rated, rated.kim) is seen(rated, other)


def test_strict_and_mild_are_named_only_where_sheets_are_sure(rated):
    few = rated.make_person("Fritz Wenig", RATER)
    rate(rated, rated.folk[:1], few, [4])

    found = rated.application.query(rated.kim, raters.report, rated.round_id)

    verdicts = found.frame.set_index("name")
    assert verdicts.loc["Fritz Wenig", "verdict"] == Verdict.TOO_FEW
    assert np.isnan(verdicts.loc["Fritz Wenig", "severity"])
    assert verdicts.loc["Mia Mild", "severity"] > verdicts.loc["Stefan Streng", "severity"]
    assert found.alpha is not None


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((-0.6, -0.9, -0.3), Verdict.MUCH_STRICTER),
        ((-0.3, -0.5, -0.1), Verdict.STRICTER),
        ((-0.3, -0.7, 0.1), Verdict.USUAL),
        ((0.3, 0.1, 0.5), Verdict.MILDER),
        ((0.6, 0.3, 0.9), Verdict.MUCH_MILDER),
        ((math.nan, math.nan, math.nan), Verdict.TOO_FEW),
    ],
)
def test_severity_is_named_in_plain_words(numbers, expected):
    assert raters.verdict(*numbers) == expected
