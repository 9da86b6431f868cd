"""Vergleich: the ranking for who may see it, and none where nothing can be compared."""

import pytest

from lotsen.domain.ratings import SheetState
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, RATER
from tests.pages.shown import TYPED, read_as_markdown, words


@pytest.fixture
def rated(town):
    """Two departments of three, rated by two people who both rate everybody."""
    town.make_round(places=2)
    town.first = town.make_department("Bürgerdienste")
    second = town.make_department("Finanzen")
    names = ("Ada Yıldız", "Ben Groß", "Cem Aksoy", TYPED, "Eva Ost", "Finn West")
    town.folk = [
        town.make_candidate(name, department=town.first if place < 3 else second)
        for place, name in enumerate(names)
    ]
    town.mild = town.make_person("Mia Mild", RATER)
    for rater, less in ((town.mild, 0), (town.make_person("Stefan Streng", RATER), 2)):
        for person, value in zip(town.folk, (5, 4, 4, 5, 4, 3), strict=True):
            town.make_sheet(person, rater, motivation=value - less, vorbild=value - less)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def opened(page, *tables):
    for table in tables:
        page.session_state[table] = True
    return page.run()


def test_coordinator_sees_ranking_waterfall_and_raters(rated, open_as):
    page = opened(open_as(rated.kim, "comparison"), "comparison_table", "waterfall_table")

    assert not page.exception
    said = words(page)
    assert "plausibel" in said
    assert "Fairer Wert" in said
    assert "Mia Mild" in said
    assert "Bewertende" in [each.value for each in page.subheader]


def test_step_upwards_is_no_list_in_markdown(rated, open_as):
    page = opened(open_as(rated.kim, "comparison"), "waterfall_table")

    points = [
        cell for table in page.table if "Punkte" in table.value for cell in table.value["Punkte"]
    ]
    assert any(cell.startswith("\\+") for cell in points)
    assert not any(cell.startswith("+") for cell in points)


def test_numbers_can_be_worked_out_again_and_have_their_spread(rated, open_as):
    page = opened(open_as(rated.kim, "comparison"), "comparison_table", "crossing_table")

    assert "Startwert 2026" in words(page)
    heads = [list(table.value.columns) for table in page.table]
    assert any("Streuung" in head for head in heads)


def test_committee_sees_no_severity_of_anybody(rated, open_as):
    page = opened(
        open_as(rated.make_actor("Ada Rat", ADVISORY), "comparison"),
        "comparison_table",
        "waterfall_table",
        "severity_table",
    )

    assert not page.exception
    assert "Fairer Wert" in words(page)
    assert "Mia Mild" not in words(page)
    assert "Bewertende" not in [each.value for each in page.subheader]


def test_where_nothing_can_be_compared_there_is_no_ranking(town, open_as):
    town.make_round()
    for place, value in (("Bürgerdienste", 5), ("Finanzen", 2)):
        person = town.make_candidate(f"Person {value}", department=town.make_department(place))
        town.make_sheet(person, town.make_person(f"Rater {value}", RATER), motivation=value)

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "comparison")

    assert not page.exception
    assert "Nicht vergleichbar" in page.error[0].value
    assert "Rang" not in words(page)
    assert "Fairer Wert" not in words(page)
    assert {"5,00", "2,00"} <= {
        cell for table in page.table for cell in table.value.to_numpy().ravel()
    }


def test_where_nobody_is_rated_it_says_so_and_by_which_method(town, open_as):
    town.make_round()
    town.make_candidate("Ada Yıldız", department=town.make_department())

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "comparison")

    assert not page.exception
    assert "noch kein Bogen abgegeben, der zählt" in page.error[0].value
    assert "Verfahren fair 1, Startwert 2026" in page.caption[-1].value.replace("\\", "")
    assert "Rang" not in words(page)


def test_rater_with_open_sheets_sees_nothing(rated, open_as):
    rater = rated.make_actor("Rita Offen", RATER)
    rated.make_sheet(rated.folk[0], rater.id, state=SheetState.DRAFT, motivation=3)

    page = open_as(rater, "comparison")

    assert "Ada Yıldız" not in words(page)
    assert page.info[0].value.startswith("Sie sehen die Bewertungen der anderen erst")


def test_names_that_somebody_typed_are_shown_as_text(rated, open_as):
    page = opened(open_as(rated.kim, "comparison"), "comparison_table", "waterfall_table")

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


@pytest.mark.parametrize("role", [AUDITOR, None])
def test_who_may_not_see_scores_sees_none(rated, open_as, role):
    page = open_as(None if role is None else rated.make_actor("Ari Fremd", role), "comparison")

    assert "Ada Yıldız" not in words(page)
