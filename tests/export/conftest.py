import pytest
from sqlalchemy.orm import Session

from lotsen.db.engine import open_engine
from lotsen.db.people import PersonRow
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.ids import CandidateId
from lotsen.usecases import rounds, shortlist_file
from tests.makers import COORDINATOR, LEADERSHIP, RATER, Town

ADA = {
    "salutation": "Frau",
    "title": "Dr.",
    "personnel_number": "00417",
    "phone": "+49 7071 204-123",
    "function": "Standesbeamtin",
}
BEN = {"salutation": "Herr", "personnel_number": "00418", "function": "=1+1"}


@pytest.fixture
def town(sqlite_url):
    """Two candidates, one of them rated, one of them dangerous to spreadsheets."""
    engine = open_engine(sqlite_url)
    town = Town(engine)
    town.make_round(criteria=("motivation", "vorbild"))
    dezernat = town.make_department("Dezernat II", kind=DepartmentKind.DEZERNAT)
    office = town.make_department("Bürgerdienste", number="33", parent=dezernat)
    town.ada = person(town, "Ada Yıldız", office, ADA)
    town.ben = person(town, "Ben Groß", office, BEN)
    town.rita = town.make_person("Rita Roth", RATER, email="rita@musterhausen.example")
    town.rolf = town.make_person("Rolf Rau", RATER, email="rolf@musterhausen.example")
    town.make_sheet(town.ada, town.rita, motivation=4, vorbild=5)
    town.make_sheet(town.ada, town.rolf, motivation=3, vorbild=None)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.round = town.application.query(town.kim, rounds.current)
    yield town
    engine.dispose()


@pytest.fixture
def found(town):
    return town.application.query(town.kim, shortlist_file.listing, town.round.id)


def person(town, name, department, more) -> CandidateId:
    """A candidate with what the maker leaves out."""
    key = town.make_candidate(name, department=department)
    with Session(town.engine) as session, session.begin():
        row = session.query(PersonRow).order_by(PersonRow.id.desc()).first()
        for field, value in more.items():
            setattr(row, field, value)
    return key
