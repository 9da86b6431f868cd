"""An agreement counts only where the person's candidacy is not over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.surveys import NomineeRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import WrongPhase
from lotsen.domain.surveys import NominationState
from lotsen.i18n import refusals
from tests.usecases.survey_town import TODAY, answer, furnish, inform, last_line, name, named


@pytest.fixture
def town(town):
    return furnish(town)


def candidacies(town):
    with Session(town.engine) as session:
        return [(row.person_id, row.state) for row in session.scalars(select(CandidateRow))]


OVER = [CandidateState.WITHDRAWN, CandidateState.EXCLUDED]


def nominate_candidate(town, state):
    cem = town.make_candidate("Cem Demir", department=town.amt, state=state)
    with Session(town.engine) as session:
        person = session.get_one(CandidateRow, cem).person_id
    name(town, town.lea, person)
    inform(town)
    return cem


def yesterday(town):
    """The answer was noted for the day before, which the coordinator now puts right."""
    day = TODAY - timedelta(days=1)
    with Session(town.engine) as session, session.begin():
        session.execute(update(NomineeRow).values(answered_on=day))


def end_candidacies(town, state):
    """As a file of the coordinator does it."""
    with Session(town.engine) as session, session.begin():
        session.execute(update(CandidateRow).values(state=state))


@pytest.mark.parametrize("state", OVER)
def test_agreement_of_whoever_stands_no_longer_is_refused_and_not_counted(town, state):
    nominate_candidate(town, state)
    before = candidacies(town)

    with pytest.raises(WrongPhase, match=r"nomination\.candidacy_is_over") as refused:
        answer(town, agrees=True)

    assert refusals.sentence(refused.value).startswith("Die Kandidatur von Cem Demir ist ")
    assert candidacies(town) == before
    assert named(town)[0].state == NominationState.INFORMED
    assert last_line(town)[0] == "nominee_informed"


@pytest.mark.parametrize("state", OVER)
def test_refusal_of_whoever_stands_no_longer_is_noted(town, state):
    nominate_candidate(town, state)
    before = candidacies(town)

    answer(town, agrees=False)

    assert candidacies(town) == before
    assert named(town)[0].state == NominationState.DECLINES


@pytest.mark.parametrize("state", OVER)
def test_putting_the_day_right_brings_no_candidacy_back_that_ended_elsewhere(town, state):
    name(town, town.lea, town.ada)
    inform(town)
    answer(town, agrees=True)
    yesterday(town)
    end_candidacies(town, state)

    with pytest.raises(WrongPhase, match=r"nomination\.candidacy_is_over"):
        answer(town, agrees=True)

    assert [each[1] for each in candidacies(town)] == [state]
