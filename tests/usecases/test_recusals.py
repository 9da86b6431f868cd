"""A bias that was noted by mistake is taken back, and both stay."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated
from lotsen.domain.ids import RecusalId
from lotsen.domain.ratings import SheetState
from lotsen.usecases import (
    assigning,
    decisions,
    dossier,
    meeting,
    rating,
    recusals,
)
from tests.usecases.meetings import (
    REASON,
    YES,
    ask,
    begin,
    call,
    come,
    do,
    end,
    furnish,
    pulse,
    room,
    say,
    sign_in,
    stage,
)
from tests.usecases.test_biases import SELECT, score

MISTAKE = "Verwechselt mit einer Person gleichen Namens."


@pytest.fixture
def town(town):
    town = begin(furnish(town))
    town.rita, town.rolf, _rosa = town.raters
    return town


def recuse(town, about, actor=None):
    """Note a bias for the present item; gives the key of the word."""
    actor = actor or about
    do(town, actor, meeting.recuse, town.meeting, room(town, actor).called.id, about.id, REASON)
    return words(town, actor)[-1].id


def words(town, actor):
    return town.application.query(actor, recusals.to_take_back, town.meeting)


def take_back(town, actor, word, reason=MISTAKE):
    do(town, actor, recusals.take_back, town.meeting, word, reason)


def test_mean_and_lock_are_what_they_were_before(town):
    sheet = town.make_sheet(town.ada, town.rita.id, motivation=5, vorbild=5, agil=5)
    town.make_sheet(town.ada, town.rolf.id, motivation=2, vorbild=2, agil=2)
    with Session(town.engine) as session:
        before = session.get_one(SheetRow, sheet)
        kept = (before.handed_in_on, before.declared_on)
    word = recuse(town, town.rita)
    assert score(town, town.ada) == (2.0, 1)

    take_back(town, town.rita, word)

    assert score(town, town.ada) == (3.5, 2)
    with Session(town.engine) as session:
        row = session.get_one(SheetRow, sheet)
        assert (row.state, row.bias_reason) == (SheetState.HANDED_IN, "")
        assert (row.handed_in_on, row.declared_on) == kept
        marks = session.scalars(select(RatingRow.value).where(RatingRow.sheet_id == sheet))
        assert marks.all() == [5, 5, 5]


@pytest.mark.parametrize("state", [SheetState.ASSIGNED, SheetState.DRAFT])
def test_sheet_that_was_open_is_open_again(town, state):
    sheet = town.make_sheet(town.ada, town.rita.id, state=state)

    take_back(town, town.rita, recuse(town, town.rita))

    with Session(town.engine) as session:
        assert session.get_one(SheetRow, sheet).state == state


def test_room_and_device_are_open_again(town):
    sign_in(town, town.rita)
    word = recuse(town, town.rita)
    assert room(town, town.rita).leaves

    take_back(town, town.rita, word)

    seen = room(town, town.rita)
    assert (seen.leaves, seen.called.name) == (False, "Ada Yıldız")
    assert town.rita.id not in seen.called.away
    assert stage(town, town.rita).name == "Ada Yıldız"
    found = pulse(town)
    assert (found.leaves, found.step) == (False, seen.step)


def test_whoever_took_it_back_decides_again(town):
    word = recuse(town, town.chief)
    with pytest.raises(NotAllowed, match=r"decision\.biased"):
        do(town, town.chief, decisions.decide, town.round_id, town.ada, SELECT)

    take_back(town, town.chief, word)

    do(town, town.chief, decisions.decide, town.round_id, town.ada, SELECT)


def test_log_keeps_both_reasons_and_the_sheet_before_and_after(town):
    town.make_sheet(town.ada, town.rita.id)
    item = room(town).called.id

    take_back(town, town.rita, recuse(town, town.rita))

    with Session(town.engine) as session:
        line = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert (line.action, line.subject) == ("recusal_taken_back", f"item:{item}")
    assert line.facts == {
        "person": town.rita.id,
        "said": REASON,
        "reason": MISTAKE,
        "old": SheetState.BIASED,
        "new": SheetState.HANDED_IN,
    }


@pytest.mark.parametrize("who", ["rita", "chair", "chief"])
def test_what_the_chair_noted_takes_back_the_person_or_whoever_leads(town, who):
    word = recuse(town, town.rita, town.chair)

    take_back(town, getattr(town, who), word)

    assert not room(town, town.rita).leaves


def test_what_somebody_said_of_themselves_nobody_takes_back_for_them(town):
    word = recuse(town, town.rita)

    for other in (town.chair, town.rolf):
        assert words(town, other) == []
        with pytest.raises(NotAllowed, match=r"recusal\.not_yours"):
            take_back(town, other, word)


def test_other_members_take_back_nothing_that_the_chair_noted(town):
    word = recuse(town, town.rita, town.chair)
    with pytest.raises(NotAllowed, match=r"recusal\.not_yours"):
        take_back(town, town.rolf, word)


def test_whoever_leaves_the_room_finds_their_own_word_alone(town):
    recuse(town, town.rita, town.chair)
    own = recuse(town, town.chair)

    assert [(word.id, word.name) for word in words(town, town.chair)] == [(own, "Kord, Kim")]


@pytest.mark.parametrize("reason", ["", "  "])
def test_taking_back_needs_a_reason(town, reason):
    word = recuse(town, town.rita)
    with pytest.raises(BadInput):
        take_back(town, town.rita, word, reason)


def test_second_click_takes_nothing_back(town):
    word = recuse(town, town.rita)
    take_back(town, town.rita, word)
    with pytest.raises(Outdated, match=r"record\.repeated"):
        take_back(town, town.rita, word)


def test_word_that_nobody_said_is_not_taken_back(town):
    with pytest.raises(NotFound, match=r"recusal\.gone"):
        take_back(town, town.rita, RecusalId(77))


def test_it_can_be_said_anew_and_both_words_stay(town):
    take_back(town, town.rita, recuse(town, town.rita))
    recuse(town, town.rita)

    assert room(town, town.rita).leaves
    found = town.application.query(town.chair, dossier.gather, town.round_id)
    (ada,) = [file for file in found.people if file.id == town.ada]
    first, second = ada.recusals
    assert (first.taken_back.by, first.taken_back.reason) == ("Rita Roth", MISTAKE)
    assert second.taken_back is None


def test_nobody_comes_back_while_a_vote_is_taken(town):
    come(town, town.chief, *town.raters)
    word = recuse(town, town.rita)
    ballot = ask(town)
    with pytest.raises(NotAllowed, match=r"ballot\.is_taken"):
        take_back(town, town.rita, word)

    end(town, ballot)
    take_back(town, town.rita, word)


def test_vote_that_was_counted_stays_and_the_next_one_counts_whoever_is_back(town):
    come(town, town.chief, *town.raters)
    word = recuse(town, town.rita)
    ballot = ask(town)
    say(town, town.rolf, ballot, YES)
    end(town, ballot)

    take_back(town, town.rita, word)

    counted = room(town).called.ballot
    assert (counted.quorum.members, counted.quorum.biased) == (4, 1)
    again = ask(town)
    say(town, town.rita, again, YES)
    assert end(town, again).quorum.biased == 0


def test_it_is_taken_back_while_that_person_is_called(town):
    word = recuse(town, town.rita)
    call(town, 2)
    assert words(town, town.rita) == []
    call(town, 1)

    take_back(town, town.rita, word)

    assert not room(town, town.rita).leaves


def test_bias_on_the_sheet_stays_where_one_stands_there_already(town):
    sheet = town.make_sheet(town.ada, town.rita.id, state=SheetState.ASSIGNED)
    declare = (rating.declare, town.round_id, town.ada)
    do(town, town.rita, *declare, bias="Mein Bruder.", seen=1, tab="a")

    take_back(town, town.rita, recuse(town, town.rita))

    with Session(town.engine) as session:
        row = session.get_one(SheetRow, sheet)
        assert (row.state, row.bias_reason) == (SheetState.BIASED, "Mein Bruder.")
    assert room(town, town.rita).leaves


def test_sheet_that_came_later_is_the_coordinators_to_open(town):
    """It was declared biased on the sheet itself, and the word in the meeting is gone."""
    word = recuse(town, town.rita)
    do(town, town.chair, assigning.assign, town.round_id, [(town.ada, town.rita.id)])
    do(
        town,
        *(town.rita, rating.declare, town.round_id, town.ada),
        bias=REASON,
        seen=1,
        tab="a",
    )

    take_back(town, town.rita, word)

    pair = (town.ada, town.rita.id)
    do(town, town.chair, assigning.reopen, town.round_id, pair, MISTAKE, seen=2)
    with Session(town.engine) as session:
        (state,) = session.scalars(
            select(SheetRow.state).where(
                SheetRow.candidate_id == town.ada, SheetRow.rater_id == town.rita.id
            )
        )
        assert state == SheetState.DRAFT
