"""The tables come into being by migrations alone, whoever starts first."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from alembic import command
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from lotsen.db.closings import LeaderAnswerRow
from lotsen.db.engine import open_engine
from lotsen.db.meetings import RecusalRow
from lotsen.db.migrate import NewerDatabase, config_for, is_current, upgrade
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import CriterionRow, RoundRow
from lotsen.db.tables import metadata
from lotsen.domain.round_profiles import ProfileState
from lotsen.usecases import meeting, recusals
from lotsen.usecases.profile_versions import read
from tests.makers import NOON, Town
from tests.usecases import meetings


@pytest.fixture
def empty(empty_database_url):
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def test_migrations_reach_the_tables_of_the_code(empty):
    assert not is_current(empty)

    upgrade(empty)

    assert is_current(empty)
    config = config_for(empty)
    config.stdout = io.StringIO()  # the one it was made with may belong to another test
    command.check(config)


def test_migrating_again_changes_nothing(empty):
    upgrade(empty)
    upgrade(empty)

    assert is_current(empty)


def test_the_way_back_leaves_no_table_of_ours(empty):
    upgrade(empty)

    command.downgrade(config_for(empty), "base")

    assert inspect(empty).get_table_names() == ["alembic_version"]


def test_database_of_a_newer_lotsen_is_not_touched(empty):
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))

    with pytest.raises(NewerDatabase):
        upgrade(empty)


def test_of_many_processes_that_start_at_once_one_migrates_and_the_others_wait(
    empty_database_url,
):
    program = (
        "import sys; from lotsen.db.engine import open_engine; "
        "from lotsen.db.migrate import upgrade; upgrade(open_engine(sys.argv[1]))"
    )

    def start(_number):
        return subprocess.run(
            [sys.executable, "-c", program, empty_database_url],
            capture_output=True,
            check=False,
            text=True,
        )

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(start, range(4)))

    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 4
    engine = open_engine(empty_database_url)
    assert is_current(engine)
    engine.dispose()


def test_round_of_an_older_version_gets_its_profile_and_is_frozen_where_it_was_rated(empty):
    command.upgrade(config_for(empty), BEFORE_PROFILES)
    with empty.begin() as connection:
        for statement in OLDER_ROUND:
            connection.execute(text(statement), {"now": NOON})

    upgrade(empty)

    with Session(empty) as session:
        version = session.scalars(select(ProfileVersionRow)).one()
        assert (version.number, version.state) == (1, ProfileState.VALID)
        profile = read(version.content)
        assert (profile.places, [each.key for each in profile.criteria]) == (3, ["motivation"])
        assert profile.criteria[0].anchors == {5: "ganz"}
        assert session.get_one(RoundRow, 1).frozen_on == date(2027, 6, 14)
        assert session.get_one(CriterionRow, 1).in_use


def test_bias_said_in_a_meeting_survives_the_way_back_and_forth(empty):
    upgrade(empty)
    town = meetings.begin(meetings.furnish(Town(empty)))
    rita, rolf, _rosa = town.raters
    for rater in (rita, rolf):
        item = meetings.room(town).called.id
        recuse = (meeting.recuse, town.meeting, item, rater.id, meetings.REASON)
        meetings.do(town, rater, *recuse)
    word, *_others = town.application.query(rolf, recusals.to_take_back, town.meeting)
    meetings.do(town, rolf, recusals.take_back, town.meeting, word.id, meetings.REASON)

    command.downgrade(config_for(empty), BEFORE_TAKING_BACK)
    upgrade(empty)

    with Session(empty) as session:
        (row,) = session.scalars(select(RecusalRow)).all()
        assert (row.person_id, row.reason) == (rita.id, meetings.REASON)
        assert (row.said_at, row.taken_back_at) == (NOON, None)


BEFORE_TAKING_BACK = "e90b3c6f17d2"
BEFORE_PROFILES = "7d0f5a3c91be"
OLDER_ROUND = (
    (
        "INSERT INTO round (id, title, places, phase, created_at, changed_at, version)"
        " VALUES (1, 'R', 3, 'presentation', :now, :now, 1)"
    ),
    (
        "INSERT INTO criterion (id, round_id, key, number, title, full_title, title_en, definition,"
        " anchors, questions, hint, weight, created_at, changed_at, version) VALUES (1, 1,"
        " 'motivation', 1, 'Motivation', 'Motivation', 'Motivation', '', '{\"5\": \"ganz\"}', '[]',"
        " '', 1.0, :now, :now, 1)"
    ),
    (
        "INSERT INTO department (id, name, kind, number, created_at, changed_at, version)"
        " VALUES (1, 'Amt', 'amt', '', :now, :now, 1)"
    ),
    (
        "INSERT INTO person (id, email, last_name, first_name, title, salutation, phone,"
        " personnel_number, function, site, active, created_at, changed_at, version)"
        " VALUES (1, 'a@b.example', 'A', '', '', '', '', '', '', '', true, :now, :now, 1)"
    ),
    (
        "INSERT INTO candidate (id, round_id, person_id, department_id, state, motivation,"
        " projects, note, created_at, changed_at, version)"
        " VALUES (1, 1, 1, 1, 'interested', '', '', '', :now, :now, 1)"
    ),
    (
        "INSERT INTO sheet (id, candidate_id, rater_id, state, handed_in_on, revision, created_at,"
        " changed_at, version) VALUES (1, 1, 1, 'handed_in', '2027-06-14', 1, :now, :now, 1)"
    ),
)


def test_answers_of_leaders_stay_and_those_in_the_own_name_are_the_leaders_own(empty):
    command.upgrade(config_for(empty), BEFORE_ANSWERS)
    with empty.begin() as connection:
        for statement in (*OLDER_ROUND[:1], *OLDER_ROUND[2:4], *OLDER_ANSWERS):
            connection.execute(text(statement), {"now": NOON})

    upgrade(empty)

    with Session(empty) as session:
        found = session.scalars(select(LeaderAnswerRow).order_by(LeaderAnswerRow.id)).all()
        assert [(each.given_by, each.reason, each.leader_id) for each in found] == [
            ("Dr. Lea Amt", "Sie wird gebraucht.", 2),
            ("Uta Fern", "", None),
        ]
    with empty.begin() as connection:
        connection.execute(
            text("UPDATE leader_answer SET candidate_id = 1, given_at = :now"), {"now": NOON}
        )
    command.downgrade(config_for(empty), BEFORE_ANSWERS)
    with empty.connect() as connection:
        left = connection.scalars(text("SELECT given_by FROM leader_answer")).all()
    assert left == ["Uta Fern"]


BEFORE_ANSWERS = "2b8e64d1f7c3"
_PERSON = (
    "INSERT INTO person (id, email, last_name, first_name, title, salutation, phone,"
    " personnel_number, function, site, active, created_at, changed_at, version) VALUES "
)
_CANDIDATE = (
    "INSERT INTO candidate (id, round_id, person_id, department_id, state, motivation, projects,"
    " note, created_at, changed_at, version) VALUES "
)
_ANSWER = (
    "INSERT INTO leader_answer (id, candidate_id, answer, reason, given_by, given_at,"
    " recorded_by_id, created_at, changed_at, version) VALUES "
)
_REST = "'', '', '', '', '', true, :now, :now, 1)"
OLDER_ANSWERS = (
    _PERSON + "(2, 'l@b.example', 'Amt', 'Lea', 'Dr.', " + _REST,
    _PERSON + "(3, 'k@b.example', 'Kord', 'Kim', '', " + _REST,
    "INSERT INTO person_role (person_id, role) VALUES (2, 'leader')",
    "INSERT INTO person_role (person_id, role) VALUES (3, 'coordinator')",
    _CANDIDATE + "(1, 1, 1, 1, 'interested', '', '', '', :now, :now, 1)",
    _CANDIDATE + "(2, 1, 3, 1, 'interested', '', '', '', :now, :now, 1)",
    _ANSWER + "(1, 1, 'objects', 'Sie wird gebraucht.', 'Dr. Lea Amt', :now, 2, :now, :now, 1)",
    _ANSWER + "(2, 2, 'agrees', '', 'Uta Fern', :now, 3, :now, :now, 1)",
)


def test_older_statements_are_of_the_selection_and_the_newest_goes_back(empty):
    command.upgrade(config_for(empty), BEFORE_STAGES)
    with empty.begin() as connection:
        for statement in (OLDER_ROUND_OF_STAGES, OLDER_ROUND[3], _HEARD + _heard(1, "Ja.")):
            connection.execute(text(statement), {"now": NOON})

    upgrade(empty)

    with empty.begin() as connection:
        stages = connection.scalars(text("SELECT stage FROM hearing")).all()
        for key, said, stage in ((2, "Nein.", "selection"), (3, "Zum Konzept.", "concept")):
            connection.execute(text(_HEARD_ON + _heard(key, said)), {"now": NOON, "stage": stage})
    assert stages == ["selection"]
    command.downgrade(config_for(empty), BEFORE_STAGES)
    with empty.connect() as connection:
        left = connection.scalars(text("SELECT statement FROM hearing")).all()
    assert left == ["Nein."]


BEFORE_STAGES = "e90b3c6f17d2"
OLDER_ROUND_OF_STAGES = (
    OLDER_ROUND[0]
    .replace("(id, title,", "(id, reference, title,")
    .replace("(1, 'R',", "(1, '', 'R',")
)
_HEARD = (
    "INSERT INTO hearing (id, round_id, body, result, held_on, statement, recorded_by_id,"
    " recorded_at, created_at, changed_at, version) VALUES "
)
_HEARD_ON = _HEARD.replace(" version)", " version, stage)")


def _heard(key, said):
    stage = ", :stage)" if key > 1 else ")"
    return (
        f"({key}, 1, 'staff_council', 'heard', '2027-06-14', '{said}', 1, :now, :now, :now, 1"
        + stage
    )


def test_every_constraint_has_a_name():
    nameless = [
        (table.name, type(constraint).__name__)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
