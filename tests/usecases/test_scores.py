import math
from contextlib import nullcontext

import pytest
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.candidates import CandidateRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import DepartmentKind, Level
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import scores
from lotsen.usecases.scores import TOTAL, CellState, Standing
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER


@pytest.fixture
def rated(town):
    """Two units under one Dezernat; Ada in a team of the first, Ben in the second."""
    town.round_id = town.make_round(weights={"motivation": 2.0})
    dezernat = town.make_department("Dezernat I", kind=DepartmentKind.DEZERNAT)
    town.unit = town.make_department("Bürgerdienste", number="33", parent=dezernat)
    town.other = town.make_department("Finanzen", number="20", parent=dezernat)
    team = town.make_department("Standesamt", kind=DepartmentKind.ABTEILUNG, parent=town.unit)
    town.ada = town.make_candidate("Ada Yıldız", department=team)
    town.ben = town.make_candidate("Ben Groß", department=town.other)
    town.mild = town.make_person("Mia Mild", RATER)
    town.strict = town.make_person("Stefan Streng", RATER)
    town.make_sheet(town.ada, town.mild, motivation=5, vorbild=4, agil=None)
    town.make_sheet(town.ada, town.strict, motivation=3, vorbild=2, agil=None)
    town.make_sheet(town.ben, town.strict, motivation=2, vorbild=3)
    return town


def line(frame, department, criterion):
    found = frame[(frame["department_id"] == department) & (frame["criterion"] == criterion)]
    return found.iloc[0]


def seen_by(town, actor=SYSTEM, **more):
    return town.application.query(actor, scores.departments, town.round_id, **more)


def test_department_counts_every_candidate_once(rated):
    frame = seen_by(rated).frame

    motivation = line(frame, rated.unit, "motivation")
    assert (motivation["mean"], motivation["candidates"], motivation["ratings"]) == (4.0, 1, 2)
    assert motivation["state"] == CellState.RATED


def test_not_observable_and_no_ratings_are_told_apart(rated):
    frame = seen_by(rated).frame

    assert line(frame, rated.unit, "agil")["state"] == CellState.NOT_OBSERVABLE
    assert line(frame, rated.other, "agil")["state"] == CellState.NO_RATINGS
    assert math.isnan(line(frame, rated.unit, "agil")["mean"])


def test_total_is_the_weighted_and_centred_mean_of_the_sheets(rated):
    town = seen_by(rated).town.set_index("criterion")
    frame = seen_by(rated).frame

    # means of the criteria over all sheets: motivation 10/3, vorbild 3; weights 2 and 1
    base = (2 * 10 / 3 + 3) / 3
    mild = (2 * (5 - 10 / 3) + (4 - 3)) / 3 + base
    strict = (2 * (3 - 10 / 3) + (2 - 3)) / 3 + base
    ben = (2 * (2 - 10 / 3) + (3 - 3)) / 3 + base
    ada = (mild + strict) / 2
    assert line(frame, rated.unit, TOTAL)["mean"] == pytest.approx(ada, abs=1e-12)
    assert line(frame, rated.other, TOTAL)["mean"] == pytest.approx(ben, abs=1e-12)
    assert town.loc[TOTAL, "mean"] == pytest.approx((ada + ben) / 2, abs=1e-12)


def test_levels_gather_what_is_below_them(rated):
    dezernate = seen_by(rated, level=Level.DEZERNAT).frame
    teams = seen_by(rated, level=Level.ABTEILUNG).frame

    assert dezernate["department"].unique().tolist() == ["Dezernat I"]
    assert dezernate["members"].iloc[0] == 2
    assert teams["department"].unique().tolist() == ["Standesamt"]


def test_drafts_do_not_count(rated):
    mona = rated.make_person("Mona Müller", RATER)
    rated.make_sheet(rated.ben, mona, state=SheetState.DRAFT, motivation=5)

    motivation = line(seen_by(rated).frame, rated.other, "motivation")
    assert (motivation["mean"], motivation["ratings"]) == (2.0, 1)


def test_withdrawn_people_count_only_where_asked_for(rated):
    gone = rated.make_candidate("Gül Weg", department=rated.other, state=CandidateState.WITHDRAWN)
    rated.make_sheet(gone, rated.strict, motivation=5)

    in_process = line(seen_by(rated).frame, rated.other, "motivation")
    everybody = line(seen_by(rated, standing=Standing.ALL).frame, rated.other, "motivation")
    assert (in_process["mean"], everybody["mean"]) == (2.0, 3.5)


def test_cell_compares_the_candidates_with_department_and_town(rated):
    cell = rated.application.query(SYSTEM, scores.cell, rated.round_id, rated.unit, "motivation")

    assert cell.frame[["name", "score", "n"]].values.tolist() == [["Ada Yıldız", 4.0, 2]]
    assert (cell.department_mean, cell.town_mean) == (4.0, 3.0)


def test_cell_of_an_unknown_department_is_refused(rated):
    with pytest.raises(NotFound):
        rated.application.query(SYSTEM, scores.cell, rated.round_id, 999, "motivation")


def test_leader_sees_only_what_is_below_the_own_department(rated):
    leader = rated.make_actor("Lea Leitner", LEADER, leads=[rated.unit])

    frame = seen_by(rated, leader).frame
    assert frame["department"].unique().tolist() == ["Bürgerdienste"]
    with pytest.raises(NotFound):
        rated.application.query(leader, scores.cell, rated.round_id, rated.other, "motivation")


def test_rater_sees_nothing_before_handing_in_everything(rated):
    rater = rated.make_actor("Rita Roth", RATER)
    with pytest.raises(NotAllowed, match=r"scores\.nothing_handed_in"):
        seen_by(rated, rater)

    rated.make_sheet(rated.ada, rater.id, motivation=3)
    assert len(seen_by(rated, rater).frame)

    rated.make_sheet(rated.ben, rater.id, state=SheetState.DRAFT, motivation=3)
    with pytest.raises(NotAllowed, match=r"scores\.sealed"):
        seen_by(rated, rater)


def test_a_second_role_does_not_break_the_seal(rated):
    both = rated.make_actor("Bea Beides", RATER, LEADERSHIP)
    rated.make_sheet(rated.ada, both.id, state=SheetState.DRAFT, motivation=3)

    with pytest.raises(NotAllowed, match=r"scores\.sealed"):
        seen_by(rated, both)


def test_a_draft_about_somebody_who_has_gone_seals_nobody(rated):
    rater = rated.make_actor("Rita Roth", RATER)
    rated.make_sheet(rated.ada, rater.id, motivation=3)
    gone = rated.make_candidate("Gül Weg", state=CandidateState.WITHDRAWN, department=rated.unit)
    rated.make_sheet(gone, rater.id, state=SheetState.DRAFT, motivation=3)

    assert len(seen_by(rated, rater).frame)


def test_who_has_nothing_but_a_draft_about_somebody_who_has_gone_sees_nothing(rated):
    rater = rated.make_actor("Rita Roth", RATER)
    gone = rated.make_candidate("Gül Weg", state=CandidateState.WITHDRAWN, department=rated.unit)
    rated.make_sheet(gone, rater.id, state=SheetState.DRAFT, motivation=3)

    with pytest.raises(NotAllowed, match=r"scores\.nothing_handed_in"):
        seen_by(rated, rater)


@pytest.mark.parametrize(
    ("phase", "sealed"),
    [
        (Phase.APPROACH, True),
        (Phase.PRESENTATION, True),
        (Phase.NOTIFICATION, False),
        (Phase.CLOSED, False),
    ],
)
def test_the_seal_ends_where_nothing_can_be_handed_in_any_more(rated, phase, sealed):
    both = rated.make_actor("Bea Beides", RATER, COORDINATOR)
    rated.make_sheet(rated.ada, both.id, state=SheetState.DRAFT, motivation=3)
    with Session(rated.engine) as session, session.begin():
        session.get_one(RoundRow, rated.round_id).phase = phase

    with pytest.raises(NotAllowed, match="sealed") if sealed else nullcontext():
        assert len(seen_by(rated, both).frame)


def test_a_sheet_about_oneself_seals_nobody(rated):
    rater = rated.make_actor("Rita Roth", RATER)
    rated.make_sheet(rated.ada, rater.id, motivation=3)
    with Session(rated.engine) as session, session.begin():
        session.get_one(CandidateRow, rated.ben).person_id = rater.id
    rated.make_sheet(rated.ben, rater.id, state=SheetState.DRAFT, motivation=5)

    assert len(seen_by(rated, rater).frame)


def test_who_may_not_rate_any_more_is_not_sealed_by_what_was_left_over(rated):
    kim = rated.make_actor("Kim Kord", COORDINATOR)
    rated.make_sheet(rated.ada, kim.id, state=SheetState.DRAFT, motivation=3)

    assert len(seen_by(rated, kim).frame)


def test_leader_sees_the_same_numbers_as_everybody(rated):
    leader = rated.make_actor("Lea Leitner", LEADER, leads=[rated.unit])

    whole, part = seen_by(rated).frame, seen_by(rated, leader).frame

    for criterion in ("motivation", "vorbild", TOTAL):
        assert (
            line(part, rated.unit, criterion)["mean"] == line(whole, rated.unit, criterion)["mean"]
        )


@pytest.mark.parametrize("role", [LEADERSHIP, ADVISORY])
def test_leadership_and_advisory_members_see_all_departments(rated, role):
    assert len(seen_by(rated, rated.make_actor("Uta Unger", role)).frame)


def test_auditor_sees_no_scores(rated):
    with pytest.raises(NotAllowed):
        seen_by(rated, rated.make_actor("Adam Akte", AUDITOR))


def test_town_without_candidates_has_a_board_without_numbers(town):
    town.round_id = town.make_round()
    town.make_department("Bürgerdienste")

    frame = seen_by(town).frame
    assert set(frame["state"]) == {CellState.NO_RATINGS}
    assert frame["mean"].isna().all()
