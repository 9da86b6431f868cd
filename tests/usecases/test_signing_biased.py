"""A signature does not count for decisions about people about whom the signer is biased."""

import pytest

from lotsen.domain.closings import Body, Gap
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import WrongPhase
from lotsen.usecases import closing, dossier, meeting, recusals
from tests.makers import LEADERSHIP
from tests.usecases.closing_steps import close, decide, hear, open_list, sign
from tests.usecases.meetings import REASON, begin, do, furnish, room
from tests.usecases.test_biases import as_the_person, on_the_sheet


@pytest.fixture
def town(town):
    """The chief has decided about everybody; nobody has signed."""
    town = furnish(town)
    town.kim = town.chair
    town.deputy = town.make_actor("Paul Stell", LEADERSHIP)
    for candidate in (town.ada, town.ben, town.cem):
        decide(town, candidate, Outcome.NOT_SELECTED)
    for body in (Body.STAFF_COUNCIL, Body.DISABLED):
        hear(town, body)
    return town


def in_a_meeting(town):
    begin(town)
    actor, item = town.deputy, room(town).called.id
    do(town, actor, meeting.recuse, town.meeting, item, actor.id, REASON)
    do(town, town.chair, meeting.close, town.meeting, seen=room(town).version)
    return actor


EVERY_WAY = pytest.mark.parametrize("biased", [on_the_sheet, in_a_meeting, as_the_person])


@EVERY_WAY
def test_decision_that_only_somebody_biased_has_signed_keeps_from_closing(town, biased):
    actor = biased(town)
    sign(town, actor)

    gaps = open_list(town).gaps
    assert [(gap, len(about)) for gap, about in gaps.items()] == [(Gap.SIGNED_BY_BIASED, 1)]
    with pytest.raises(WrongPhase, match="incomplete"):
        close(town)

    sign(town, town.make_actor("Uta Frei", LEADERSHIP))
    assert open_list(town).gaps == {}
    close(town)


def test_whoever_decided_is_not_the_second_one_either(town):
    actor = on_the_sheet(town)
    sign(town, actor)
    sign(town, town.chief)

    assert open_list(town).gaps == {Gap.SIGNED_BY_BIASED: ["Ada Yıldız"]}


@EVERY_WAY
def test_list_tells_beforehand_and_afterwards_for_whom_a_signature_does_not_count(town, biased):
    actor = biased(town)
    (before,) = asked(town, actor).not_for
    assert asked(town, town.chief).not_for == []

    sign(town, actor)

    (signature,) = open_list(town).signatures
    assert (before, signature.not_for) == (name_of(town, town.ada), {town.ada})


def asked(town, actor):
    return town.application.query(actor, closing.open_list, town.round_id)


def name_of(town, candidate):
    found = open_list(town).record["candidacies"]
    return next(each["name"] for each in found if each["candidate_id"] == candidate)


def test_signature_that_came_before_the_bias_does_not_count_either(town):
    sign(town, town.deputy)
    assert open_list(town).gaps == {}

    in_a_meeting(town)

    assert open_list(town).gaps == {Gap.SIGNED_BY_BIASED: ["Ada Yıldız"]}


def test_bias_that_was_a_mistake_gives_the_signature_its_weight_back(town):
    sign(town, town.deputy)
    begin(town)
    actor, item = town.deputy, room(town).called.id
    do(town, actor, meeting.recuse, town.meeting, item, actor.id, REASON)
    (word,) = town.application.query(actor, recusals.to_take_back, town.meeting)
    do(town, actor, recusals.take_back, town.meeting, word.id, REASON)

    assert list(open_list(town).gaps) == [Gap.MEETING_RUNS]


def test_record_keeps_for_whom_a_signature_does_not_count(town):
    actor = on_the_sheet(town)
    free = town.make_actor("Uta Frei", LEADERSHIP)
    for each in (actor, free):
        sign(town, each)
    draft = gathered(town).signatures
    close(town)

    expected = {"Boris Boss": ("Ada Yıldız",), "Uta Frei": ()}
    for signatures in (draft, gathered(town).signatures, gathered(town).closings[0].signatures):
        assert {each.who: each.not_for for each in signatures} == expected


def gathered(town):
    return town.application.query(town.chair, dossier.gather, town.round_id)
