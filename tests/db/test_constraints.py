"""What the database itself refuses, whoever comes past the code."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.makers import LEADERSHIP, RATER, Town

DECISION = (
    "INSERT INTO decision (candidate_id, outcome, reason, decided_by_id, decided_at,"
    " reserve_order, taken_back_at, created_at, changed_at, version)"
    " VALUES (:candidate, {outcome}, {reason}, :person, '2027-06-16', {order}, {back},"
    " '2027-06-16', '2027-06-16', 1)"
)

SECOND_INSTALLATION = (
    "INSERT INTO installation (id, town, kind, clock_offset_days) VALUES (2, 'B', 'demo', 0)"
)


def decision(outcome="'selected'", reason="'weil'", order="NULL", back="NULL"):
    return DECISION.format(outcome=outcome, reason=reason, order=order, back=back)


@pytest.fixture
def town(engine):
    town = Town(engine)
    town.make_round()
    town.make_department()
    town.person = town.make_person("Rita Roth", RATER, LEADERSHIP)
    town.candidate = town.make_candidate()
    town.sheet = town.make_sheet(town.candidate, town.person, motivation=3)
    return town


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE rating SET value = 6", "ck_rating_value_on_scale"),
        ("UPDATE rating SET value = 0", "ck_rating_value_on_scale"),
        ("UPDATE candidate SET workload = 1.5", "ck_candidate_workload_is_a_share"),
        ("UPDATE candidate SET state = 'gone'", "ck_candidate_candidatestate"),
        ("UPDATE round SET places = 0", "ck_round_places_positive"),
        ("UPDATE round SET phase = 'party'", "ck_round_phase"),
        ("UPDATE criterion SET weight = -1", "ck_criterion_weight_not_negative"),
        ("UPDATE person SET email = 'A@B.example' WHERE id = 1", "ck_person_email_lower"),
        ("UPDATE department SET parent_id = id", "ck_department_not_its_own_parent"),
        ("UPDATE sheet SET handed_in_on = NULL", "ck_sheet_handed_in_has_a_date"),
        ("UPDATE phase_dates SET ends_on = '2027-06-01'", "ck_phase_dates_ends_after_start"),
        (SECOND_INSTALLATION, "ck_installation_only_one"),
        (decision(reason="'  '"), "ck_decision_reason_given"),
        (decision(outcome="'maybe'"), "ck_decision_outcome"),
        (decision(order="1"), "ck_decision_only_reserve_has_order"),
        (decision(outcome="'reserve'"), "ck_decision_only_reserve_has_order"),
        (decision(outcome="'reserve'", order="0"), "ck_decision_order_positive"),
        (decision(back="'2027-06-17'"), "ck_decision_taken_back_whole"),
    ],
)
def test_broken_row_is_refused_by_the_database(town, statement, constraint):
    names = {"candidate": town.candidate, "person": town.person}
    with (
        pytest.raises(IntegrityError, match=constraint),
        town.engine.begin() as connection,
    ):
        connection.execute(text(statement), names if ":candidate" in statement else {})


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM candidate",
        "DELETE FROM criterion",
        "DELETE FROM sheet",
        "UPDATE candidate SET department_id = 999",
        "UPDATE sheet SET rater_id = 999",
    ],
)
def test_row_that_others_refer_to_stays(town, statement):
    with (
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        town.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_only_one_decision_about_a_person_stands(town):
    names = {"candidate": town.candidate, "person": town.person}
    with town.engine.begin() as connection:
        connection.execute(text(decision()), names)
    with (
        pytest.raises(IntegrityError, match=r"(?i)unique"),
        town.engine.begin() as connection,
    ):
        connection.execute(text(decision()), names)
