"""What the process remembers is never older than what the records say."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.application.application import REGISTER
from lotsen.bootstrap import SYSTEM
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RevisionRow, RoundRow
from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.domain.permissions import Permission
from lotsen.usecases import candidates, rounds, scores, shortlist
from lotsen.usecases.scores import Standing, board_of
from tests.makers import COORDINATOR, RATER
from tests.usecases.town_files import take


@pytest.fixture
def rated(town):
    town.round_id = town.make_round()
    unit = town.make_department()
    town.ada = town.make_candidate("Ada Yıldız", department=unit)
    town.ben = town.make_candidate("Ben Groß", department=unit)
    town.rater = town.make_person("Rita Roth", RATER)
    town.sheet = town.make_sheet(town.ada, town.rater, motivation=2, vorbild=2, agil=2)
    town.make_sheet(town.ben, town.rater, motivation=4, vorbild=4, agil=4)
    return town


def motivation(town):
    frame = town.application.query(SYSTEM, scores.departments, town.round_id).frame
    return frame.set_index("criterion").loc["motivation", "mean"]


def change_rating(town, value):
    """As a command does it: the sheet notes the revision that it raises."""
    with Session(town.engine) as session, session.begin():
        number = session.scalars(
            update(RevisionRow).values(number=RevisionRow.number + 1).returning(RevisionRow.number)
        ).one()
        session.execute(update(SheetRow).where(SheetRow.id == town.sheet).values(revision=number))
        session.execute(
            update(RatingRow).where(RatingRow.sheet_id == town.sheet).values(value=value)
        )


def test_a_changed_sheet_changes_the_scores(rated):
    assert motivation(rated) == 3.0

    change_rating(rated, 5)

    assert motivation(rated) == 4.5


def test_only_changed_sheets_are_read_again(rated):
    motivation(rated)
    with Session(rated.engine) as session, session.begin():
        other = select(SheetRow.id).where(SheetRow.candidate_id == rated.ben)
        session.execute(update(RatingRow).where(RatingRow.sheet_id.in_(other)).values(value=1))

    change_rating(rated, 5)

    assert motivation(rated) == 4.5  # Ben's sheet did not tell that it changed


def test_every_command_of_a_round_raises_its_revision(rated):
    coordinator = rated.make_actor("Kim Kord", COORDINATOR)
    before = rated.application.query(SYSTEM, rounds.current).revision

    rated.application.execute(coordinator, shortlist.mark, rated.round_id, rated.ada, "", seen=0)

    assert rated.application.query(SYSTEM, rounds.current).revision == before + 1


def test_what_an_undone_command_saw_is_never_taken_for_the_records(rated):
    """Both commands make the same revision; only the second is kept."""
    coordinator = rated.make_actor("Kim Kord", COORDINATOR)
    with pytest.raises(BadInput):
        rated.application.execute(
            coordinator, shortlist.mark, rated.round_id, rated.ada, "x" * 501, seen=0
        )
    change_rating(rated, 5)

    assert motivation(rated) == 4.5


def test_command_does_not_leave_its_own_view_behind(rated, monkeypatch):
    def look_then_fail(uow):
        uow.require_phase(uow.session.get_one(RoundRow, rated.round_id))
        board_of(uow, rated.round_id, Standing.IN_PROCESS)
        raise BadInput("reason.too_short", shortest=10)

    monkeypatch.setitem(REGISTER, look_then_fail, Permission.MARK_SHORTLIST)
    coordinator = rated.make_actor("Kim Kord", COORDINATOR)
    with pytest.raises(BadInput):
        rated.application.execute(coordinator, look_then_fail)
    change_rating(rated, 5)

    assert motivation(rated) == 4.5


def test_people_brought_into_another_round_are_seen_in_this_one(rated):
    older, rated.kim = rated.round_id, rated.make_actor("Kim Kord", COORDINATOR)
    assert functions(rated, older) == ["", ""]
    rated.round_id = rated.make_round(title="Auswahl 2028")

    take(rated, FileKind.PEOPLE, PEOPLE_OF_ANOTHER_ROUND)

    assert functions(rated, older) == ["", "Standesbeamtin"]


PEOPLE_OF_ANOTHER_ROUND = """\
Vorname;Nachname;E-Mail;Funktion;Rollen
Ada;Yıldız;person1@musterhausen.example;Standesbeamtin;Bewertung
"""


def functions(town, round_id):
    people = town.application.query(SYSTEM, candidates.listing, round_id).frame
    return people["function"].tolist()
