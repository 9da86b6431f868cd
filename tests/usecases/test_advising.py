"""Which sheets are advised, and to whom nothing is said."""

import pytest
from sqlalchemy.orm import Session

from lotsen.application.memory import NotRemembered
from lotsen.db.people import PersonRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState
from lotsen.usecases import advising, assigning
from lotsen.usecases.advising import Advice, Why
from tests.makers import COORDINATOR, LEADERSHIP, RATER


@pytest.fixture
def town(town):
    """Two departments, each rated by its own leader; Mara has seen one person of each."""
    town.round_id = town.make_round(places=2)
    first, second = town.make_department("Bürgerdienste"), town.make_department("Finanzen")
    town.homes = {}
    for place, name in enumerate(("Ada Yıldız", "Ben Groß", "Cem Aksoy", "Dora Ähren")):
        home = first if place < 2 else second
        town.homes[town.make_candidate(name, department=home)] = home
    lotte = town.make_person("Lotte Lahm", RATER, department=first)
    timo = town.make_person("Timo Till", RATER, department=second)
    town.mara, town.nils = town.make_person("Mara Mai", RATER), town.make_person("Nils Nah", RATER)
    for person, value in zip(town.homes, (4, 3, 4, 2), strict=True):
        own = lotte if town.homes[person] == first else timo
        town.make_sheet(person, own, motivation=value, vorbild=value, agil=value)
    for person in [*town.homes][::2]:
        town.make_sheet(person, town.mara, motivation=4, vorbild=3, agil=4)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def advised(town, count=3, actor=None):
    return town.application.query(actor or town.kim, advising.advice, town.round_id).first(count)


def test_advised_sheets_are_new_and_can_be_assigned(town):
    found = advised(town)

    pairs = [each.pair for each in found.pairs]
    known = assigning_pairs(town)
    assert len(pairs) == 3
    assert not known & {*pairs}
    assert 0 < found.gain < 1
    assert town.application.execute(town.kim, assigning.assign, town.round_id, pairs) == 3


def assigning_pairs(town):
    frame = town.application.query(town.kim, assigning.progress, town.round_id).sheets
    return {*zip(frame["candidate_id"], frame["rater_id"], strict=True)}


def test_what_is_assigned_already_is_counted_on(town):
    first = advised(town, 2).pairs
    town.application.execute(town.kim, assigning.assign, town.round_id, [first[0].pair])

    assert advised(town, 1).pairs[0].pair == first[1].pair


def test_advice_goes_with_whoever_may_rate(town):
    before = {each.pair[1] for each in advised(town, 20).pairs}

    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, town.nils).active = False

    assert town.nils in before
    assert town.nils not in {each.pair[1] for each in advised(town, 20).pairs}


def test_nothing_is_told_of_open_places_where_nobody_is_compared(town):
    reasons = {each.why for each in advised(town, 5).pairs}

    assert reasons <= {Why.FEW_SHEETS, Why.LINKS, Why.SURER}
    assert Why.FEW_SHEETS in reasons


def test_open_places_are_told_where_people_are_compared(town):
    for place, person in enumerate([*town.homes]):
        town.make_sheet(person, town.nils, motivation=3, vorbild=2 + place % 2, agil=3)
        if place % 2:
            town.make_sheet(person, town.mara, motivation=2, vorbild=3, agil=3)

    assert Why.OPEN_PLACE in {each.why for each in advised(town, 2).pairs}


@pytest.fixture
def worked_out(town):
    """Whether the advice is there for somebody, so that nothing has to be worked out."""

    def ask(actor):
        try:
            return town.application.recall(actor, advising.advice, town.round_id)
        except NotRemembered:
            return None

    return ask


def test_advice_that_one_has_asked_for_is_there_for_all(town, worked_out):
    before = worked_out(town.kim)
    advised(town)

    assert before is None
    assert worked_out(town.make_actor("Kai Kamm", COORDINATOR)) == advised(town, 20)


def test_advice_is_not_there_because_somebody_sealed_has_asked(town, worked_out):
    both = town.make_actor("Rita Roth", COORDINATOR, RATER)
    town.make_sheet(next(iter(town.homes)), both.id, state=SheetState.DRAFT, motivation=3)
    assert advised(town, actor=both).sealed

    assert worked_out(town.kim) is None
    assert worked_out(both) == Advice(sealed=True)


def test_advice_is_not_there_any_more_once_somebody_is_blocked(town, worked_out):
    advised(town)
    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, town.nils).active = False

    assert worked_out(town.kim) is None


def test_whoever_has_own_sheets_to_hand_in_gets_no_answer(town):
    both = town.make_actor("Rita Roth", COORDINATOR, RATER)
    town.make_sheet(next(iter(town.homes)), both.id, state=SheetState.DRAFT, motivation=3)

    found = advised(town, actor=both)

    assert (found.sealed, found.pairs) == (True, ())


def test_without_any_rating_nothing_is_advised(town):
    other = town.make_round(title="Runde 2028")

    found = town.application.query(town.kim, advising.advice, other)

    assert (found.pairs, found.sealed) == ((), False)


def test_advice_is_the_coordinations_alone(town):
    with pytest.raises(NotAllowed):
        advised(town, actor=town.make_actor("Dr. Jana Weiß", LEADERSHIP))
