"""Abteilungen: what the ratings say, as far as whoever looks may see it."""

import pytest

from lotsen import bootstrap
from lotsen.domain.departments import Level
from lotsen.domain.ratings import SheetState
from lotsen.usecases import fair_scores
from tests.makers import AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED, read_as_markdown, words


@pytest.fixture
def rated(town):
    """Two departments: one with ratings, one whose only criterion could not be observed."""
    town.make_round()
    town.first = town.make_department("Bürgerdienste", number="33")
    town.second = town.make_department("Finanzen", number="20")
    town.rita = town.make_person("Rita Roth", RATER)
    ada = town.make_candidate("Ada Yıldız", department=town.first)
    ben = town.make_candidate("Ben Groß", department=town.second)
    town.make_sheet(ada, town.rita, motivation=4, vorbild=3, agil=5)
    town.make_sheet(ben, town.rita, motivation=2, vorbild=None)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def apart(rated):
    """Nobody is rated by two people."""
    gul = rated.make_candidate("Gül Weg", department=rated.second)
    rated.make_sheet(gul, rated.make_person("Rolf Rau", RATER), motivation=3)
    return rated


def test_distances_say_who_cannot_be_compared(apart, open_as):
    page = on_level(open_as(apart.kim, "departments"))
    page.session_state["distances_table"] = True

    page.segmented_control(key="departments_view").set_value("plain").run()

    assert not page.exception
    assert page.table[0].value["Aussage"].str.contains("nicht sicher vergleichbar").all()
    assert not page.table[0].value["Abstand zum Mittelwert"].str.startswith("+").any()
    assert not [box for box in page.selectbox if box.key == "departments_order"]


def with_fair_scores(page):
    """The view of the criteria, after another one has waited for the fair scores."""
    for view in ("plain", "criteria"):
        page.segmented_control(key="departments_view").set_value(view).run()
    return on_level(page)


def test_criteria_are_hatched_where_nothing_can_be_compared(apart, open_as):
    page = with_fair_scores(open_as(apart.kim, "departments"))
    page.session_state["departments_table"] = True
    page.run()

    rows = page.table[0].value["Bereich"].str.contains("nicht sicher vergleichbar")
    assert not rows[0]  # the town as a whole
    assert rows[1:].all()
    assert "Schraffiert: nicht sicher vergleichbar." in words(page)
    assert "In keinem Bereich sind" not in words(page)


def test_fair_distances_are_refused_where_nothing_can_be_compared(apart, open_as):
    page = on_level(open_as(apart.kim, "departments"))

    page.segmented_control(key="departments_view").set_value("fair").run()

    assert page.error[0].value.startswith("Nicht vergleichbar")
    assert not page.get("arrow_vega_lite_chart")


def test_scores_beside_each_other_say_where_nobody_can_be_compared(apart, open_as):
    page = open_as(apart.kim, "departments")
    bootstrap.application().query(apart.kim, fair_scores.prepare, 1)

    page.run()

    assert page.warning[0].value.startswith("Nicht vergleichbar")


SEALED = (
    "Sie sehen die Bewertungen der anderen erst, wenn Sie Ihre eigenen Bögen abgegeben haben. "
    "Noch offen: 1 von 1."
)


def on_level(page, level=Level.FACHBEREICH):
    return page.segmented_control(key="departments_level").set_value(level).run()


def as_table(page):
    page.session_state["departments_table"] = True
    return page.run().table[0].value.map(lambda cell: cell.replace("\\", ""))


def test_table_tells_low_not_observable_and_not_rated_apart(rated, open_as):
    table = as_table(on_level(open_as(rated.kim, "departments"))).set_index("Bereich")

    assert table.loc["20 Finanzen"].to_dict() == {
        "Personen": "1",
        "Gesamtwert": "2,7 (n 1)",
        "Motivation": "2,0 (n 1)",
        "Vorbild": "nicht beobachtbar (n. b.)",
        "Agil": "keine Bewertung",
    }


def test_chosen_cell_shows_its_people_against_both_means(rated, open_as):
    page = on_level(open_as(rated.kim, "departments"))
    page.selectbox(key="departments_department").set_value(rated.first)
    page.selectbox(key="departments_criterion").set_value("motivation").run()

    assert [each.value.replace("\\", "") for each in page.subheader] == [
        "Bürgerdienste · Motivation"
    ]
    assert "Ada Yıldız" in words(page)
    assert "Ben Groß" not in words(page)


def test_town_without_candidates_says_so(town, open_as):
    town.make_round()
    town.make_department("Bürgerdienste")

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "departments")

    assert not page.exception
    assert "Es gibt noch keine Kandidatur, die hier zählt." in words(page)
    assert [link.proto.label for link in page.get("page_link")] == ["Dateien einlesen"]


@pytest.mark.parametrize("name", ["candidates", "shortlist"])
def test_list_without_anybody_says_what_comes_next(town, open_as, name):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), name)
    assert [link.proto.label for link in page.get("page_link")] == ["Dateien einlesen"]

    page = open_as(town.make_actor("Dr. Jana Weiß", LEADERSHIP), name)
    assert not page.exception
    assert "Die Koordination bringt die Liste der Stadt" in words(page)


def test_names_that_somebody_typed_are_shown_as_text(town, open_as):
    town.make_round()
    unit = town.make_department(TYPED)
    town.make_sheet(town.make_candidate(TYPED, department=unit), town.make_person(), motivation=3)
    page = on_level(open_as(town.make_actor("Kim Kord", COORDINATOR), "departments"))
    page.session_state["departments_table"] = True
    page.session_state["people_table"] = True
    page.selectbox(key="departments_department").set_value(unit).run()

    assert [each for each in read_as_markdown(page) if TYPED in each] == []
    assert TYPED in words(page)


def test_rater_with_open_sheets_sees_no_score(rated, open_as):
    ben = rated.make_candidate("Cem Aksoy", department=rated.first)
    rater = rated.make_actor("Ria Offen", RATER)
    rated.make_sheet(ben, rater.id, state=SheetState.DRAFT, motivation=3)

    page = open_as(rater, "departments")

    assert [each.value.replace("\\", "") for each in page.info] == [SEALED]
    assert "Bürgerdienste" not in words(page)


def test_leader_sees_the_own_department_alone(rated, open_as):
    leader = rated.make_actor("Lea Ode", LEADER, leads=[rated.first])

    table = as_table(on_level(open_as(leader, "departments")))

    assert table["Bereich"].tolist() == ["Ihre Bereiche gesamt", "33 Bürgerdienste"]


@pytest.mark.parametrize("role", [AUDITOR, None])
def test_who_may_not_see_scores_sees_none(rated, open_as, role):
    page = open_as(None if role is None else rated.make_actor("Ari Fremd", role), "departments")

    assert "Bürgerdienste" not in words(page)
    assert not page.get("arrow_vega_lite_chart")
