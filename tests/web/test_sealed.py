"""What others rated does not reach a rater before the last own sheet is handed in."""

import pytest

from lotsen.domain.ratings import SheetState
from lotsen.ui.menu import NEEDS
from tests.makers import RATER
from tests.web.conftest import sign_in
from tests.web.tabs import tab

EVIDENCE, RATED_BY = "Beleg zu motivation", "Anders Andersen"
MEAN = "4,2"


@pytest.fixture
def rated(town):
    """Ada, rated by somebody else; the rater who looks has an empty sheet for her."""
    other = town.make_person(RATED_BY, RATER)
    ada = town.make_candidate("Ada Offen", department=town.department)
    ben = town.make_candidate("Ben Offen", department=town.department)
    town.make_sheet(ada, other, motivation=5, vorbild=4, agil=4)
    town.make_sheet(ben, other, motivation=4, vorbild=4, agil=4)
    town.ada, town.own = ada, town.make_sheet(ada, town.people[RATER], state=SheetState.ASSIGNED)
    return town


def everything_sent(browser, town):
    """All bytes that a tab gets on every page, and on Ada's profile."""
    sent = {}
    with tab(browser) as opened:
        for name in NEEDS:
            sent[name] = opened.open("" if name == "home" else name).sent
        sent["profile"] = opened.open("candidates", query=f"candidate={town.ada}").sent
    return sent


def where(sent, word):
    return [name for name, content in sent.items() if word.encode() in content]


def test_nothing_of_others_reaches_a_rater_with_an_open_sheet(browser, rated):
    sign_in(browser, rated.people[RATER])

    sent = everything_sent(browser, rated)

    assert where(sent, "Ada Offen") != []  # the rater may know who stands
    for word in (EVIDENCE, RATED_BY, MEAN):
        assert (word, where(sent, word)) == (word, [])


def test_the_same_reaches_whoever_has_handed_in_everything(browser, rated):
    reader = rated.make_person("Rita Fertig", RATER)
    rated.make_sheet(rated.ada, reader, motivation=4, vorbild=4, agil=4)
    sign_in(browser, reader)

    sent = everything_sent(browser, rated)

    assert where(sent, EVIDENCE) == ["rate", "profile"]  # on the own sheet it is the own one
    assert where(sent, RATED_BY) == ["profile"]
    assert where(sent, MEAN) != []
