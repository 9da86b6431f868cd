import pytest

from lotsen.domain.files import FileKind
from tests.makers import COORDINATOR, Town
from tests.usecases.town_files import CANDIDATES, DEPARTMENTS, PEOPLE, take


@pytest.fixture
def town(engine):
    return Town(engine)


@pytest.fixture
def bringing(town):
    town.round_id = town.make_round(criteria=("motivation", "vorbild"))
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def organised(bringing):
    take(bringing, FileKind.DEPARTMENTS, DEPARTMENTS)
    take(bringing, FileKind.PEOPLE, PEOPLE)
    return bringing


@pytest.fixture
def standing(organised):
    take(organised, FileKind.CANDIDATES, CANDIDATES)
    return organised
