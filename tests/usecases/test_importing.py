"""Files become records: all of a file, or nothing of it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import DepartmentRow, LeadsRow, PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.files import FileKind
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import scores
from lotsen.usecases.importing import PLAN, TAKE
from tests.makers import LEADER, RATER
from tests.usecases.town_files import (
    CANDIDATES,
    DEPARTMENTS,
    PEOPLE,
    RATINGS,
    brought,
    count,
    plan,
    take,
)


def test_departments_stand_in_their_tree_whatever_the_order_of_the_rows(organised):
    with Session(organised.engine) as session:
        rows = {row.number: row for row in session.scalars(select(DepartmentRow))}
        leader = session.scalars(
            select(PersonRow).join(LeadsRow).where(LeadsRow.department_id == rows["33"].id)
        ).one()
        roles = [role.role for role in leader.roles]
    assert rows["33.1"].parent_id == rows["33"].id
    assert rows["33"].parent_id == rows["I"].id
    assert (leader.title, leader.first_name, leader.last_name) == ("Dr.", "Aylin", "Kaya")
    assert roles == [Role.LEADER]


def test_leader_of_a_department_may_be_named_without_an_address(organised):
    text = DEPARTMENTS.replace("aylin.kaya@musterhausen.example", "").replace(
        "33.1;Standesamt;Abteilung;33;;", "33.1;Standesamt;Abteilung;33;Rita Roth;"
    )

    take(organised, FileKind.DEPARTMENTS, text)

    with Session(organised.engine) as session:
        leaders = dict(
            session.execute(
                select(DepartmentRow.number, PersonRow.last_name)
                .join(LeadsRow, LeadsRow.department_id == DepartmentRow.id)
                .join(PersonRow, PersonRow.id == LeadsRow.person_id)
            ).all()
        )
    assert leaders == {"33": "Kaya", "33.1": "Roth"}


def test_candidates_find_their_department_and_leader(standing):
    with Session(standing.engine) as session:
        rows = session.execute(
            select(
                PersonRow.last_name,
                PersonRow.personnel_number,
                DepartmentRow.name,
                CandidateRow.workload,
                CandidateRow.state,
                CandidateRow.leader_id.is_not(None),
            )
            .join(CandidateRow, CandidateRow.person_id == PersonRow.id)
            .join(DepartmentRow, DepartmentRow.id == CandidateRow.department_id)
            .order_by(PersonRow.last_name)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("Groß", "00418", "Bürgerdienste", 0.5, CandidateState.INTERESTED, False),
        ("Yıldız", "00417", "Standesamt", 0.5, CandidateState.INTERESTED, True),
    ]


def test_candidate_may_lead_another_of_the_same_file(organised):
    text = CANDIDATES.replace(
        "ben@musterhausen.example;;;", "ben@musterhausen.example;;ada@musterhausen.example;"
    )

    take(organised, FileKind.CANDIDATES, text)

    with Session(organised.engine) as session:
        leader = session.scalars(
            select(PersonRow)
            .join(CandidateRow, CandidateRow.leader_id == PersonRow.id)
            .where(PersonRow.email == "ada@musterhausen.example")
        ).one()
        roles = [role.role for role in leader.roles]
    assert (leader.last_name, roles) == ("Yıldız", [Role.LEADER])


def test_ratings_make_sheets_handed_in_or_drafts(standing):
    result = take(standing, FileKind.RATINGS, RATINGS)

    assert (result.new, result.changed, result.unchanged) == (3, 0, 0)
    with Session(standing.engine) as session:
        states = session.scalars(select(SheetRow.state).order_by(SheetRow.id)).all()
        values = session.scalars(select(RatingRow.value).order_by(RatingRow.sheet_id)).all()
    assert states == [SheetState.HANDED_IN, SheetState.DRAFT]
    assert values == [5, None, 3]


def test_ratings_change_the_scores_at_once(standing):
    before = standing.application.query(SYSTEM, scores.departments, standing.round_id)
    take(standing, FileKind.RATINGS, RATINGS)
    after = standing.application.query(SYSTEM, scores.departments, standing.round_id)

    assert before.town.set_index("criterion")["ratings"]["motivation"] == 0
    assert after.town.set_index("criterion")["mean"]["motivation"] == 5.0


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FileKind.DEPARTMENTS, DEPARTMENTS),
        (FileKind.PEOPLE, PEOPLE),
        (FileKind.CANDIDATES, CANDIDATES),
        (FileKind.RATINGS, RATINGS),
    ],
)
def test_repeating_an_import_changes_nothing_and_says_so(standing, kind, text):
    if kind == FileKind.RATINGS:
        take(standing, kind, text)
    lines = count(standing, AuditRow)

    again = plan(standing, kind, text)

    assert again.does_nothing
    assert (again.new, again.changed) == (0, 0)
    with pytest.raises(BadInput, match="nothing_new"):
        take(standing, kind, text)
    assert count(standing, AuditRow) == lines


def test_changed_row_is_shown_as_old_and_new_before_it_is_taken(standing):
    text = CANDIDATES.replace("50 %", "80 %").replace("Standesbeamtin", "Leitung Standesamt")

    result = plan(standing, FileKind.CANDIDATES, text)

    assert (result.new, result.changed, result.unchanged) == (0, 1, 1)
    assert [(change.row, change.field, change.old, change.new) for change in result.changes] == [
        (2, "function", "Standesbeamtin", "Leitung Standesamt"),
        (2, "workload", 0.5, 0.8),
    ]


def test_new_candidacy_of_a_known_person_shows_what_it_changes_in_the_person(organised):
    text = CANDIDATES.replace("Yıldız;Ada", "Roth-Yıldız;Rita").replace("ada@", "rita.roth@")

    result = plan(organised, FileKind.CANDIDATES, text)

    assert (result.new, result.changed, result.unchanged) == (2, 0, 0)
    assert [(change.row, change.field, change.old, change.new) for change in result.changes] == [
        (2, "last_name", "Roth", "Roth-Yıldız"),
        (2, "function", "Sachbearbeitung", "Standesbeamtin"),
        (2, "personnel_number", "", "00417"),
    ]
    assert take(organised, FileKind.CANDIDATES, text).changes == result.changes


def test_changed_rating_is_shown_and_taken(standing):
    take(standing, FileKind.RATINGS, RATINGS)
    text = RATINGS.replace("Motivation;5;Hat die E-Akte eingeführt.", "Motivation;4;").replace(
        "Motivation;3;;", "Motivation;3;;15.06.2027"
    )

    result = take(standing, FileKind.RATINGS, text)

    assert [(change.field, change.old, change.new) for change in result.changes] == [
        ("value", "5", "4"),
        ("handed_in_on", None, date(2027, 6, 15)),
    ]
    with Session(standing.engine) as session:
        first = session.scalars(select(RatingRow).order_by(RatingRow.sheet_id)).first()
        sheets = session.scalars(select(SheetRow).order_by(SheetRow.id)).all()
        versions = [(sheet.state, sheet.version) for sheet in sheets]
    assert (first.value, first.evidence) == (4, "Hat die E-Akte eingeführt.")
    assert versions == [(SheetState.HANDED_IN, 2), (SheetState.HANDED_IN, 2)]


def test_empty_cell_takes_nothing_away(standing):
    text = CANDIDATES.replace("Ich mag Neues.", "").replace("00417", "")

    assert plan(standing, FileKind.CANDIDATES, text).does_nothing


def test_ratings_without_a_day_column_are_handed_in_today(standing):
    text = "\n".join(line.rsplit(";", 1)[0] for line in RATINGS.splitlines())

    take(standing, FileKind.RATINGS, text)

    with Session(standing.engine) as session:
        days = session.scalars(select(SheetRow.handed_in_on)).all()
    assert [str(day) for day in days] == ["2027-06-16", "2027-06-16"]


def test_file_seen_before_the_records_changed_is_refused(standing):
    seen = plan(standing, FileKind.RATINGS, RATINGS).revision
    take(standing, FileKind.PEOPLE, PEOPLE.replace("0123/45", "0123/99"))

    with pytest.raises(Outdated):
        take(standing, FileKind.RATINGS, RATINGS, seen=seen)
    assert count(standing, SheetRow) == 0


def test_import_stands_in_the_audit_log_with_the_digest_of_the_file(standing):
    with Session(standing.engine) as session:
        row = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert (row.actor, row.action) == ("Kim Kord", "file_imported")
    assert (row.facts["file"], row.facts["new"]) == ("candidates.csv", 2)
    assert len(row.facts["sha256"]) == 64


def test_only_the_coordinator_brings_files(standing):
    leader = standing.make_actor("Lea Leitner", LEADER, RATER)
    with pytest.raises(NotAllowed):
        standing.application.query(
            leader,
            PLAN[FileKind.RATINGS],
            standing.round_id,
            brought(standing, FileKind.RATINGS, RATINGS),
        )


def test_no_ratings_are_taken_before_people_expressed_interest(bringing):
    early = bringing.make_round(
        title="Digitallotsen 2028", phase=Phase.APPROACH, criteria=("motivation", "vorbild")
    )
    with pytest.raises(WrongPhase):
        bringing.application.execute(
            bringing.kim,
            TAKE[FileKind.RATINGS],
            early,
            brought(bringing, FileKind.RATINGS, RATINGS),
            seen=1,
        )


def test_brought_ratings_freeze_the_profile(standing):
    take(standing, FileKind.RATINGS, RATINGS)

    with Session(standing.engine) as session:
        assert session.get_one(RoundRow, standing.round_id).frozen_on == date(2027, 6, 14)
