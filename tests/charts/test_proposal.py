"""The pictures of the proposal: twenty dots a person, and criteria by people."""

import pytest

from lotsen.bootstrap import SYSTEM
from lotsen.charts import chances, coverage
from lotsen.usecases import proposal


@pytest.fixture
def found(town):
    return town.application.query(SYSTEM, proposal.of_round, town.round_id)


@pytest.mark.parametrize(("share", "cases"), [(0, 0), (0.001, 1), (0.5, 10), (0.999, 19), (1, 20)])
def test_no_chance_is_rounded_to_never_or_always(share, cases):
    assert chances.cases_of(share) == cases


def test_every_person_has_twenty_dots(found):
    shown = chances.shown(found)
    picture = chances.chances(shown)

    dots = picture.data["cases"]
    assert len(dots) == 20 * len(shown)
    assert dots["filled"].sum() == sum(map(chances.cases_of, shown["share"]))


def test_proposed_stand_first_in_the_picture(found):
    shown = chances.shown(found)

    assert shown["proposed"].tolist() == sorted(shown["proposed"], reverse=True)
    assert shown["proposed"].sum() == found.places


def test_coverage_has_a_cell_for_every_criterion_and_person(found):
    picture = coverage.coverage(found)

    cells = picture.data["cells"]
    assert len(cells) == len(found.coverage) * found.places
    counts = cells.groupby("centre")["strong"].sum().tolist()
    assert counts == found.coverage["count"].tolist()


@pytest.mark.parametrize(
    ("count", "least", "said"),
    [
        (2, 0, "keine Vorgabe"),
        (2, 3, "zu wenig: mindestens 3"),
        (3, 3, "erfüllt: mindestens 3"),
    ],
)
def test_coverage_says_whether_the_rule_is_kept(count, least, said):
    assert coverage.asked(count, least) == said
