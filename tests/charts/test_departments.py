"""The numbers in the department picture are those of the score board, and nothing else."""

import pytest

from lotsen.charts import cells, departments, headings, readings
from lotsen.charts.grid import TOWN
from lotsen.usecases.scores import CellState


@pytest.fixture
def shown(town, board, titles):
    rows = [town.second, town.first, town.third]
    return departments.departments(board, rows, titles).data


def cell(shown, department, criterion):
    lines = shown[cells.DATA].set_index(["department_id", "criterion"])
    return lines.loc[(department, criterion)]


def test_mean_is_written_as_germans_write_it_and_coloured_by_its_value(town, shown):
    found = cell(shown, town.first, "motivation")

    assert (found["score"], found["text"], found["detail"]) == (4.0, "4,0", "n 3 · ±1,0")
    assert found["description"] == "33 Bürgerdienste, Motivation: 4,0, 3 Personen"


def test_what_cannot_safely_be_compared_is_hatched_and_told(town, board, titles):
    rows = [town.second, town.first]
    found = departments.departments(board, rows, titles, hatched={town.first}).data

    unsure, sure = (cell(found, key, "motivation") for key in (town.first, town.second))
    assert (unsure["hatched"], sure["hatched"]) == (True, False)
    assert unsure["description"] == (
        "33 Bürgerdienste, Motivation: 4,0, nicht sicher vergleichbar, 3 Personen"
    )
    assert not cell(found, TOWN, "motivation")["hatched"]


def test_every_number_is_that_of_the_board(board, shown):
    rated = board.frame[board.frame["state"] == CellState.RATED]

    assert len(rated) > 1
    for line in rated.itertuples():
        assert cell(shown, line.department_id, line.criterion)["score"] == line.mean


def test_row_of_the_town_is_the_mean_of_all_people(shown):
    found = cell(shown, TOWN, "motivation")

    assert (found["score"], found["detail"]) == (3.5, "n 4 · ±1,3")


def test_mean_of_few_people_is_marked(town, shown):
    assert cell(shown, town.second, "motivation")["few"]
    assert not cell(shown, town.first, "motivation")["few"]


def test_not_observable_and_no_rating_have_no_number_and_their_own_signs(town, shown):
    unobservable, silent = (
        cell(shown, town.second, criterion) for criterion in ("vorbild", "agil")
    )

    assert (unobservable["state"], unobservable["text"]) == ("not_observable", "n. b.")
    assert (silent["state"], silent["text"]) == ("no_ratings", "–")
    assert unobservable.isna()["score"]
    assert silent.isna()["score"]


def test_department_without_candidates_has_no_cell_and_says_so(town, shown):
    assert town.third not in shown[cells.DATA]["department_id"].to_list()

    names = shown[headings.ROWS].astype(str).agg(" ".join, axis="columns")
    assert names.str.contains("Schulen").any()


def test_rows_stand_in_the_order_that_was_asked_for(town, shown):
    tops = shown[cells.DATA].drop_duplicates("department_id").sort_values("top")

    assert tops["department_id"].to_list() == [TOWN, town.second, town.first]


def test_who_does_not_see_the_picture_reads_no_comparison_that_it_does_not_make(
    town, board, titles
):
    everybody = {town.first, town.second, town.third}

    told, unsure = (readings.of_departments(board, titles, hatched) for hatched in ((), everybody))

    assert "Höchster Wert: Bürgerdienste" in told
    assert "Höchster Wert" not in unsure
    assert "Nicht sicher vergleichbar: " in unsure
