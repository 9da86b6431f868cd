import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import ReviewAnswer
from lotsen.export.reviews import deliver_reviews, reviews_name
from lotsen.usecases import concept_review, rounds
from tests.makers import Town
from tests.usecases.survey_town import do, furnish


@pytest.fixture
def town(engine):
    return furnish(Town(engine), phase=Phase.CONCEPT_REVIEW)


def round_of(town):
    return town.application.query(town.kim, rounds.current)


def test_answers_leave_as_a_list_in_which_no_text_is_a_formula(town):
    comment = '=HYPERLINK("x"); zu viel'
    do(town, town.lea, concept_review.answer, ReviewAnswer.COMMENTS, comment, seen=0)

    file = deliver_reviews(town.application, town.kim, round_of(town)).decode("utf-8-sig")

    lines = file.split("\r\n")
    assert lines[0] == "Nachname;Vorname;EMail;Leitet;Antwort;Anmerkung;Gespeichert"
    assert lines[1] == (
        "Amt;Lea;person2@musterhausen.example;Bürgerdienste;mit Anmerkungen;"
        '"\'=HYPERLINK(""x""); zu viel";16.06.2027, 12:00'
    )
    assert lines[2] == "Öz;Ina;person3@musterhausen.example;Standesamt;;;"
    assert len(lines) == 6
    assert reviews_name(round_of(town)) == "2027-06-16_Digitallotsen_Konzept.csv"


def test_list_is_in_the_log_before_it_leaves_and_only_the_coordinator_gets_it(town):
    deliver_reviews(town.application, town.kim, round_of(town))

    with Session(town.engine) as session:
        assert session.scalars(select(AuditRow.action)).all()[-1] == "reviews_exported"
    with pytest.raises(NotAllowed):
        deliver_reviews(town.application, town.lea, round_of(town))
