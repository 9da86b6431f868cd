"""What a proposal stands on: the fair scores where people can be compared and the town wants it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.domain.permissions import Permission
from lotsen.domain.shortlist_rules import Objective, ShortlistRules, as_json, from_json
from lotsen.scoring.fair import Comparable, GateReason
from lotsen.usecases import comparison, proposal, shortlist, shortlist_file
from lotsen.usecases.fair_scores import fair_of
from tests.makers import NOON
from tests.usecases.two_dezernate import want


def ask(town, query):
    return town.application.query(town.kim, query, town.round_id)


def test_fair_scores_are_meant_unless_the_town_says_otherwise(linked):
    found = ask(linked, proposal.of_round)

    assert found.chosen == (linked.south[0],)
    grounds = found.grounds
    assert (grounds.objective, grounds.wanted) == (Objective.FAIR, Objective.FAIR)
    assert (grounds.method, grounds.version) == ("fair", "1")
    assert grounds.comparable != Comparable.NO


def test_fair_and_plain_score_stand_beside_each_other(linked):
    compared = ask(linked, comparison.comparison).frame.set_index("candidate_id")

    people = ask(linked, proposal.of_round).people.set_index("candidate_id")

    assert people["score"].to_dict() == compared.loc[people.index, "fair"].to_dict()
    assert people["plain"].to_numpy() == pytest.approx(compared.loc[people.index, "plain"])
    assert people["share"].sum() == pytest.approx(1)


def test_town_may_want_the_plain_scores(linked):
    want(linked, Objective.PLAIN)

    found = ask(linked, proposal.of_round)

    assert found.chosen == (linked.north[0],)
    grounds = found.grounds
    assert (grounds.objective, grounds.wanted) == (Objective.PLAIN, Objective.PLAIN)
    assert (grounds.method, grounds.comparable, grounds.reasons) == ("plain", None, ())
    assert (found.people["score"] == found.people["plain"]).all()


def test_where_nobody_can_be_compared_it_is_the_plain_scores_and_why(apart):
    found = ask(apart, proposal.of_round)

    assert found.chosen == (apart.north[0],)
    grounds = found.grounds
    assert (grounds.objective, grounds.wanted) == (Objective.PLAIN, Objective.FAIR)
    assert grounds.comparable == Comparable.NO
    assert GateReason.NO_REPLICATES in {each.reason for each in grounds.reasons}


def test_person_of_the_fair_proposal_is_taken_over_and_the_log_names_the_method(linked):
    linked.application.execute(linked.kim, proposal.take_over, linked.round_id, linked.south[0])

    with Session(linked.engine) as session:
        (row,) = session.scalars(select(AuditRow).where(AuditRow.action == "shortlist_taken_over"))
    assert (row.facts["method"], row.facts["method_version"]) == ("fair", "1")


def test_person_without_a_sheet_is_not_proposed_and_counted(linked):
    linked.make_candidate("Gül Neu", department=1)

    found = ask(linked, proposal.of_round)

    assert (found.unscored, len(found.people)) == (1, 12)


def test_rules_of_earlier_days_mean_the_fair_scores():
    stored = as_json(ShortlistRules(places=3, objective=Objective.PLAIN))
    assert from_json(stored).objective == Objective.PLAIN

    del stored["objective"]

    assert from_json(stored).objective == Objective.FAIR


def test_mark_fits_nothing_anew_and_the_revision_is_the_new_one(linked):
    def fitted():
        permission = Permission.SEE_SHORTLIST
        with reading(linked.engine, SYSTEM, permission, NOON, Memory()) as reader:
            return fair_of(reader, linked.round_id)

    before = fitted()
    linked.application.execute(
        linked.kim, shortlist.mark, linked.round_id, linked.south[0], "", seen=0
    )
    after = fitted()

    assert after.draws is before.draws
    assert after.settings.revision == before.settings.revision + 1


def test_file_has_the_fair_numbers_with_what_they_can_be_worked_out_from(linked):
    compared = ask(linked, comparison.comparison)
    known = compared.frame.set_index("candidate_id")

    found = ask(linked, shortlist_file.listing)

    frame = found.frame.set_index("candidate_id")
    for name in shortlist_file.FAIR:
        assert frame[name].to_dict() == known.loc[frame.index, name].to_dict()
    assert found.comparable == compared.comparable
    assert found.method == compared.method
    assert found.grounds.objective == Objective.FAIR


def test_file_has_no_fair_number_where_nobody_can_be_compared(apart):
    found = ask(apart, shortlist_file.listing)

    assert found.comparable == Comparable.NO
    assert found.frame[shortlist_file.FAIR].isna().all().all()
    assert found.frame["score"].notna().all()
