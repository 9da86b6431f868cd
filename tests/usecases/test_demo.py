"""The demo town: invented people, and everything in it that a real June brings."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.application.unit_of_work import TOWN_TIME
from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow
from lotsen.db.rounds import InstallationRow, RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.criteria import NEEDS_EVIDENCE
from lotsen.domain.errors import BadInput
from lotsen.domain.meetings import ItemKind, MeetingState
from lotsen.domain.ratings import SheetState
from lotsen.settings import DATA
from lotsen.usecases import candidates, demo, overview, profiles, scores
from lotsen.usecases.scores import CellState
from tests.makers import NOON


@pytest.fixture
def application(engine):
    return Application(engine=engine, clock=lambda: NOON)


@pytest.fixture
def round_id(application):
    return application.execute(SYSTEM, demo.load, DATA)


def test_town_has_people_in_every_state_that_a_june_knows(application, round_id):
    seen = application.query(SYSTEM, overview.overview, round_id)

    assert seen.candidates[CandidateState.INTERESTED] >= 50
    assert seen.candidates[CandidateState.WITHDRAWN] == 1
    assert seen.candidates[CandidateState.PROPOSED] == 2
    assert (seen.units, seen.sheets[SheetState.DRAFT]) == (30, 3)
    assert 0 < seen.units_covered < seen.units
    assert seen.unrated == 1
    assert sum(seen.decisions.values()) == 6


def test_town_has_a_meeting_ready_to_be_opened(application, round_id):
    with Session(application.engine) as session:
        meeting = session.scalars(select(MeetingRow)).one()
        agenda = session.scalars(select(AgendaItemRow).order_by(AgendaItemRow.position)).all()

    assert (meeting.state, meeting.place) == (MeetingState.PLANNED, "Rathaus, Zimmer 214")
    assert meeting.planned_for.isoformat() == "2027-06-22T08:00:00+00:00"
    assert [item.kind for item in agenda].count(ItemKind.CANDIDATE) == 6
    assert sum(item.minutes for item in agenda) == 165


def test_audit_log_of_the_town_begins_on_its_own_day(application, round_id):
    with Session(application.engine) as session:
        days = set(session.scalars(select(AuditRow.at)))

    assert {each.date().isoformat() for each in days} == {"2027-06-16"}


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 28, 21, 59, tzinfo=UTC),
        datetime(2026, 11, 28, 22, 0, tzinfo=UTC),
        datetime(2026, 11, 28, 22, 59, tzinfo=UTC),
        datetime(2026, 11, 28, 23, 0, tzinfo=UTC),
        datetime(2026, 7, 1, 21, 59, tzinfo=UTC),
        datetime(2026, 7, 1, 22, 0, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("day", [date(2027, 6, 16), date(2027, 1, 16)])
def test_town_begins_on_its_day_at_every_hour_of_the_night(day, now):
    shown = now + timedelta(days=demo.days_until(day, now))

    assert shown.astimezone(TOWN_TIME).date() == day


def test_town_has_a_unit_with_six_and_two_who_score_alike(application, round_id):
    listing = application.query(SYSTEM, candidates.listing, round_id, page_size=100)
    people = listing.frame

    assert people["fachbereich"].value_counts().max() == 6
    rated = people["score"].dropna().round(9)
    assert rated.duplicated().any()


def test_town_has_cells_without_anything_to_observe_and_without_ratings(application, round_id):
    frame = application.query(SYSTEM, scores.departments, round_id).frame

    assert set(frame["state"]) >= {CellState.RATED, CellState.NO_RATINGS}
    tables = [
        application.query(SYSTEM, profiles.profile, round_id, int(key)).criteria
        for key in application.query(SYSTEM, candidates.listing, round_id, page_size=100).frame[
            "candidate_id"
        ]
    ]
    nowhere = [(each["n"].eq(0) & each["not_observable"].gt(1)).any() for each in tables]
    assert any(nowhere)


def test_every_rating_that_needs_evidence_has_it(application, round_id):
    with Session(application.engine) as session:
        missing = session.scalar(
            select(func.count())
            .select_from(RatingRow)
            .where(RatingRow.value.in_(NEEDS_EVIDENCE), RatingRow.evidence == "")
        )
        every, blank = session.execute(
            select(func.count(), func.count().filter(RatingRow.value.is_(None))).select_from(
                RatingRow
            )
        ).one()
    assert missing == 0
    assert 0.03 < blank / every < 0.15


def test_town_lives_in_its_june(application, round_id):
    with Session(application.engine) as session:
        installation = session.get_one(InstallationRow, 1)
    assert installation.clock_offset_days == 0  # the clock of the test stands there already


def test_nobody_of_the_town_can_be_written_to(application, round_id):
    with Session(application.engine) as session:
        emails = session.scalars(select(PersonRow.email)).all()
    assert {email.rpartition(".")[2] for email in emails} == {"example"}


def test_town_is_not_loaded_twice(application, round_id):
    with pytest.raises(BadInput, match="not_empty"):
        application.execute(SYSTEM, demo.load, DATA)


def test_town_with_a_broken_file_is_not_loaded_at_all(application, tmp_path):
    (tmp_path / "criteria.yaml").write_bytes((DATA / "criteria.yaml").read_bytes())
    (tmp_path / "demo").mkdir()
    for path in (DATA / "demo").glob("*.*"):
        (tmp_path / "demo" / path.name).write_bytes(path.read_bytes())
    ratings = tmp_path / "demo" / "bewertungen.csv"
    ratings.write_bytes(ratings.read_bytes().replace(b";Motivation;4;", b";Motivation;9;", 1))

    with pytest.raises(BadInput):
        application.execute(SYSTEM, demo.load, tmp_path)
    with Session(application.engine) as session:
        counts = [
            session.scalar(select(func.count()).select_from(row))
            for row in (RoundRow, CandidateRow, PersonRow, AuditRow)
        ]
    assert counts == [0, 0, 0, 0]


def test_motivations_are_nobody_elses():
    people = pd.read_csv(DATA / "demo" / "kandidaturen.csv", sep=";", encoding="utf-8-sig")
    texts = people["Motivation"].dropna()
    assert texts.is_unique
    assert people["Projekte"].dropna().is_unique
