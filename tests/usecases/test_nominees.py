import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.surveys import NominationRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.domain.surveys import NominationState, Told
from lotsen.usecases import assigning, nominees, overview, rating
from tests.makers import RATER
from tests.usecases.survey_town import (
    OTHER_WHY,
    TODAY,
    answer,
    ask,
    do,
    furnish,
    go_to,
    inform,
    last_line,
    name,
    named,
    own,
)

EARLIER = TODAY - timedelta(days=20)
TAB = {"seen": 1, "tab": "t"}


@pytest.fixture
def town(town):
    return furnish(town)


def name_on(town, day, leader, person):
    name(town, leader, person)
    with Session(town.engine) as session, session.begin():
        session.execute(
            update(NominationRow).where(NominationRow.leader_id == leader.id).values(named_on=day)
        )


def candidacies(town):
    with Session(town.engine) as session:
        return [
            (row.person_id, row.state, row.department_id, row.leader_id, row.received_on)
            for row in session.scalars(select(CandidateRow).order_by(CandidateRow.id))
        ]


def test_whoever_has_to_be_told_first_comes_first_with_the_last_day(town):
    name(town, town.leo, town.ben)
    name_on(town, EARLIER, town.lea, town.ada)

    assert [(each.name, each.tell_by) for each in named(town)] == [
        ("Ada Yıldız", date(2027, 6, 27)),
        ("Ben Groß", date(2027, 7, 16)),
    ]
    found = ask(town, town.kim, overview.overview)
    assert (found.to_tell, found.tell_by) == (2, date(2027, 6, 27))


def test_telling_is_noted_with_the_day_and_the_way(town):
    name_on(town, EARLIER, town.lea, town.ada)

    inform(town, Told.IN_PERSON, EARLIER)

    (found,) = named(town)
    assert (found.state, found.tell_by) == (NominationState.INFORMED, None)
    assert [(each.informed_on, each.told) for each in found.named_by] == [(EARLIER, Told.IN_PERSON)]
    assert last_line(town) == (
        "nominee_informed",
        {"name": "Ada Yıldız", "told": "in_person", "informed_on": EARLIER.isoformat()},
    )
    with pytest.raises(Outdated, match=r"record\.repeated"):
        inform(town)


def test_person_is_told_neither_before_being_named_nor_in_the_future(town):
    name(town, town.lea, town.ada)

    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(BadInput, match=r"nomination\.bad_day"):
            inform(town, day=day)


def test_nomination_that_came_in_between_is_not_taken_for_told(town):
    name(town, town.ina, town.ada)
    seen = named(town)[0].version
    name(town, town.lea, town.ada, OTHER_WHY)

    with pytest.raises(Outdated, match=r"record\.outdated"):
        inform(town, seen=seen)


def test_whoever_is_named_once_more_is_told_once_more(town):
    name(town, town.ina, town.ada)
    inform(town)
    name(town, town.lea, town.ada)

    (found,) = named(town)

    assert (found.state, found.tell_by) == (NominationState.INFORMED, date(2027, 7, 16))
    inform(town)
    assert named(town)[0].tell_by is None


def test_nobody_answers_before_being_told(town):
    name(town, town.lea, town.ada)

    with pytest.raises(WrongPhase, match=r"nomination\.not_informed"):
        answer(town, agrees=True)
    assert candidacies(town) == []


def test_only_an_agreement_makes_a_candidacy(town):
    name(town, town.lea, town.ada)
    inform(town)
    assert candidacies(town) == []

    answer(town, agrees=True)

    assert candidacies(town) == [
        (town.ada, CandidateState.INTERESTED, town.amt, town.lea.id, TODAY)
    ]
    assert [each.state for each in own(town, town.lea)] == [NominationState.AGREES]
    assert last_line(town) == (
        "nominee_answered",
        {"name": "Ada Yıldız", "nominee": "agrees", "answered_on": TODAY.isoformat()},
    )


def test_whoever_declines_is_no_candidate(town):
    name(town, town.lea, town.ada)
    inform(town)

    answer(town, agrees=False)

    assert candidacies(town) == []
    assert named(town)[0].state == NominationState.DECLINES


def test_answer_can_be_put_right_and_the_candidacy_follows(town):
    name(town, town.lea, town.ada)
    inform(town)
    answer(town, agrees=True)

    answer(town, agrees=False)
    assert [each[1] for each in candidacies(town)] == [CandidateState.WITHDRAWN]
    with Session(town.engine) as session:
        (note,) = session.scalars(select(CandidateRow.note))
    assert re.fullmatch(r"Hat am \d\d\.\d\d\.2027 abgesagt\.", note)

    answer(town, agrees=True)
    assert [each[1] for each in candidacies(town)] == [CandidateState.INTERESTED]
    with pytest.raises(Outdated, match=r"record\.repeated"):
        answer(town, agrees=True)


def test_two_leaders_make_one_candidacy(town):
    name(town, town.ina, town.ada)
    name(town, town.lea, town.ada, OTHER_WHY)
    inform(town)

    answer(town, agrees=True)

    assert [each[0] for each in candidacies(town)] == [town.ada]
    assert {each.leader for each in named(town)[0].named_by} == {"Ina Öz", "Lea Amt"}


def test_candidacy_of_the_persons_own_is_not_touched(town):
    cem = town.make_candidate("Cem Demir", department=town.amt)
    with Session(town.engine) as session:
        person = session.get_one(CandidateRow, cem).person_id
        before = candidacies(town)
    name(town, town.lea, person)
    inform(town)

    for agrees in (True, False):
        answer(town, agrees=agrees)
        assert candidacies(town) == before


def test_rating_a_nominee_who_has_not_agreed_is_refused_with_the_reason(town):
    cem = town.make_candidate("Cem Demir", department=town.amt, state=CandidateState.PROPOSED)
    rita = town.make_actor("Rita Roth", RATER)
    town.make_sheet(cem, rita.id, state=SheetState.ASSIGNED)
    with Session(town.engine) as session:
        person = session.get_one(CandidateRow, cem).person_id
    name(town, town.lea, person)
    mark = Mark(value=3, evidence="")

    for step in (lambda: None, lambda: inform(town)):
        step()
        go_to(town, Phase.INTEREST)
        with pytest.raises(WrongPhase, match=r"candidate\.does_not_stand") as refused:
            do(town, rita, rating.save, cem, "agil", mark, **TAB)
        assert refused.value.facts == {"state": CandidateState.PROPOSED, "name": "Cem Demir"}

    answer(town, agrees=True)
    do(town, rita, rating.declare, cem, bias=None, **TAB)
    do(town, rita, rating.save, cem, "agil", mark, seen=2, tab="t")


def test_nobody_rates_a_nominee_without_a_candidacy(town):
    name(town, town.lea, town.ada)
    inform(town)
    rita = town.make_actor("Rita Roth", RATER)
    go_to(town, Phase.INTEREST)

    assert ask(town, town.kim, assigning.progress).candidates == {}
    with pytest.raises(NotFound, match=r"assign\.unknown"):
        do(town, town.kim, assigning.assign, [(1, rita.id)])


@pytest.mark.parametrize("phase", [Phase.CONCEPT_REVIEW, Phase.NOTIFICATION, Phase.CLOSED])
def test_after_the_decisions_nobody_becomes_a_candidate(town, phase):
    name(town, town.lea, town.ada)
    inform(town)
    go_to(town, phase)

    with pytest.raises(WrongPhase, match=r"permission\.wrong_phase"):
        answer(town, agrees=True)


def test_only_the_coordinator_sees_everybody_who_was_named(town):
    name(town, town.lea, town.ada)
    nominee = named(town)[0]

    for actor in (town.lea, town.leo, town.chief, town.make_actor("Rita Roth", RATER)):
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            ask(town, actor, nominees.listing)
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            do(town, actor, nominees.inform, nominee.id, Told.BY_LETTER, TODAY, seen=1)


def test_nominee_of_another_round_is_unknown_here(town):
    name(town, town.lea, town.ada)
    nominee = named(town)[0]
    other = town.make_round(title="Runde 2028", phase=Phase.APPROACH)

    with pytest.raises(NotFound, match=r"nomination\.unknown"):
        town.application.execute(
            town.kim, nominees.inform, other, nominee.id, Told.BY_LETTER, TODAY, seen=1
        )
