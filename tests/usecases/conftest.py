import pytest

from lotsen.domain.files import FileKind
from tests.makers import COORDINATOR, Town
from tests.usecases.town_files import CANDIDATES, DEPARTMENTS, PEOPLE, take
from tests.usecases.two_dezernate import link, make_apart


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


@pytest.fixture
def apart(town):
    """Two Dezernate, each rated by its own leader alone."""
    return make_apart(town)


@pytest.fixture
def linked(apart):
    """The same with two of the committee who rated everybody."""
    return link(apart)
