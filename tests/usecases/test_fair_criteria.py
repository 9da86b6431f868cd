"""Single criteria without severity: in the proposal, on the profile, in the record."""

import math

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.db.candidates import CandidateRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.domain.shortlist_rules import Objective
from lotsen.scoring.fair import CELL_METHOD
from lotsen.usecases import (
    closing,
    fair_criteria,
    fair_scores,
    profiles,
    proposal,
    rater_diagnostics,
)
from lotsen.usecases.fair_criteria import fair_criteria_of
from lotsen.usecases.fair_record import fair_record, lines_in
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.scores import TOTAL
from tests.makers import NOON, RATER
from tests.usecases.two_dezernate import CRITERIA, want


def known(town, question):
    with reading(town.engine, SYSTEM, Permission.SEE_SCORES, NOON, Memory()) as reader:
        return question(reader, town.round_id)


def ask(town, query, *asked):
    return town.application.query(town.kim, query, town.round_id, *asked)


def strong(town):
    people = ask(town, proposal.of_round).people.set_index("candidate_id")["strong"]
    return {key: set(criteria) for key, criteria in people.items()}


def test_same_ratings_by_strict_and_mild_raters_come_to_the_same(linked):
    found = known(linked, fair_criteria_of)
    score = dict(zip(found.candidate_ids.tolist(), found.score, strict=True))

    assert found.criteria[:3] == CRITERIA
    for north, south in zip(linked.north[1:5], linked.south[1:5], strict=True):
        gap = np.nanmean(score[north] - score[south])
        assert abs(gap) < 1 / 3  # of plain means it is 2 thirds


def test_score_is_the_mean_less_the_mean_severity_behind_it(linked):
    found = known(linked, fair_criteria_of)
    plain = ask(linked, profiles.profile, linked.south[1]).criteria.set_index("criterion")
    row = found.candidate_ids.tolist().index(linked.south[1])

    taken_out = plain.loc[list(CRITERIA), "score"].to_numpy() - found.score[row, :3]

    assert taken_out == pytest.approx([taken_out[0]] * 3)  # the same three raters on each
    assert taken_out[0] < 0  # one of them is strict


def also_rated(town, name, department, *marks):
    """One more candidate: rated by the department's own leader, then by the two members."""
    with Session(town.engine) as session:
        sheets = select(SheetRow.rater_id).where(SheetRow.candidate_id == department[0])
        raters = list(session.scalars(sheets.order_by(SheetRow.id)))
        home = session.get_one(CandidateRow, department[0]).department_id
    key = town.make_candidate(name, department=home)
    for rater, mark in zip(raters, marks, strict=True):
        town.make_sheet(key, rater, **dict.fromkeys(CRITERIA, mark))
    return key


def test_strong_is_told_without_severity_where_the_proposal_is_fair(linked):
    mild = also_rated(linked, "Nina Nord", linked.north, 5, 4, 3)
    strict = also_rated(linked, "Sven Süd", linked.south, 3, 4, 5)

    fair = strong(linked)
    want(linked, Objective.PLAIN)
    plain = strong(linked)

    assert plain[mild] == plain[strict] == set(CRITERIA)  # four on average
    assert (fair[mild], fair[strict]) == (set(), set(CRITERIA))


def test_where_nothing_compares_plain_means_tell_who_is_strong(apart):
    rita = apart.make_person("Rita Roth", RATER)
    apart.make_sheet(apart.north[0], rita, motivation=4, vorbild=4, agil=1)

    assert known(apart, fair_criteria_of) is None
    assert strong(apart)[apart.north[0]] == {"motivation", "vorbild"}


def test_profile_tells_them_once_they_are_worked_out(linked):
    before = ask(linked, profiles.profile, linked.south[0]).criteria
    assert before["fair"].isna().all()

    ask(linked, fair_criteria.prepare)

    assert ask(linked, fair_criteria.is_ready)
    after = ask(linked, profiles.profile, linked.south[0]).criteria.set_index("criterion")["fair"]
    found, fair = known(linked, fair_criteria_of), known(linked, fair_of)
    row = found.candidate_ids.tolist().index(linked.south[0])
    assert after[list(CRITERIA)].tolist() == found.score[row, :3].tolist()
    assert after[TOTAL] == fair.fair[fair.row_of(linked.south[0])]


def test_profile_of_whoever_has_no_sheet_has_none(linked):
    nobody = linked.make_candidate("Gül Neu", department=1)
    ask(linked, fair_criteria.prepare)

    assert ask(linked, profiles.profile, nobody).criteria["fair"].isna().all()


def test_profile_where_nothing_compares_has_none(apart):
    ask(apart, fair_criteria.prepare)

    assert ask(apart, profiles.profile, apart.north[0]).criteria["fair"].isna().all()


def test_sealed_rater_is_refused(linked):
    rater = linked.make_actor("Rosa Rein", RATER)
    linked.make_sheet(linked.north[0], rater.id, state=SheetState.DRAFT, motivation=3)

    for question in (fair_criteria.prepare, fair_criteria.is_ready):
        with pytest.raises(NotAllowed):
            linked.application.query(rater, question, linked.round_id)


def test_record_keeps_them_with_their_method(linked):
    kept = known(linked, fair_record)
    found = known(linked, fair_criteria_of)

    assert (kept["criteria"]["method"], found.method) == (CELL_METHOD, CELL_METHOD)
    lines = lines_in({"fair": kept})
    row = found.candidate_ids.tolist().index(linked.south[0])
    told = lines[linked.south[0]].criteria
    assert [told[key] for key in CRITERIA] == pytest.approx(found.score[row, :3], abs=1e-6)
    assert not any(math.isnan(value) for value in told.values())


def test_list_is_ready_only_with_what_it_keeps_of_criteria(linked):
    ask(linked, fair_scores.prepare)
    assert not ask(linked, closing.is_ready)

    ask(linked, closing.prepare)

    assert ask(linked, closing.is_ready)
    assert ask(linked, fair_criteria.is_ready)


def test_record_keeps_none_where_nothing_compares(apart):
    assert known(apart, fair_record)["criteria"] is None


def test_coordination_is_told_how_much_of_a_sheet_is_one_impression(linked):
    assert 0 <= ask(linked, rater_diagnostics.rater_diagnostics).halo <= 1


def test_of_what_does_not_compare_no_impression_is_told(apart):
    assert ask(apart, rater_diagnostics.rater_diagnostics).halo is None
