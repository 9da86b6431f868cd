import pytest

from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.usecases import shortlist
from tests.makers import COORDINATOR, RATER


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.make_sheet(town.ada, town.make_person("Rita Roth", RATER), motivation=4, vorbild=3)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def mark(town, candidate, remark="", seen=0):
    town.application.execute(town.kim, shortlist.mark, town.round_id, candidate, remark, seen=seen)


def people(town, **more):
    return town.application.query(town.kim, shortlist.listing, town.round_id, **more).frame


def test_marked_person_stands_on_the_shortlist_with_the_remark(town):
    mark(town, town.ada, " bringt die E-Akte voran ")

    (line,) = people(town, only_marked=True).to_dict("records")
    assert (line["name"], line["remark"], line["marked"]) == (
        "Ada Yıldız",
        "bringt die E-Akte voran",
        True,
    )
    assert (line["criterion_motivation"], line["n"]) == (4.0, 1)


def test_everybody_is_listed_with_or_without_a_mark(town):
    mark(town, town.ada)

    assert people(town)[["name", "marked"]].values.tolist() == [
        ["Ben Groß", False],
        ["Ada Yıldız", True],
    ]


def test_unmarked_person_leaves_the_shortlist(town):
    mark(town, town.ada)
    seen = people(town, only_marked=True)["mark_version"].iloc[0]

    town.application.execute(town.kim, shortlist.unmark, town.round_id, town.ada, seen=int(seen))

    assert people(town, only_marked=True).empty


def test_mark_that_changed_in_another_tab_is_not_overwritten(town):
    mark(town, town.ada, "zuerst")
    with pytest.raises(Outdated):
        mark(town, town.ada, "zweitens")
    assert people(town, only_marked=True)["remark"].tolist() == ["zuerst"]


def test_person_who_withdrew_cannot_be_marked(town):
    gone = town.make_candidate("Gül Weg", state=CandidateState.WITHDRAWN)
    with pytest.raises(WrongPhase, match="does_not_stand"):
        mark(town, gone)


def test_unknown_candidate_cannot_be_marked(town):
    with pytest.raises(NotFound):
        mark(town, 999)


def test_remark_that_is_too_long_is_refused(town):
    with pytest.raises(BadInput, match=r"remark\.too_long"):
        mark(town, town.ada, "x" * 501)


def test_rater_does_not_see_the_shortlist(town):
    rater = town.make_actor("Rolf Rau", RATER)
    with pytest.raises(NotAllowed):
        town.application.query(rater, shortlist.listing, town.round_id)
