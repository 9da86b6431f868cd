"""Decisions are signed by two, closed with their scores, and never told before."""

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.closings import ClosingRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import RevisionRow
from lotsen.domain.closings import Answer, Body, Gap, Hearing
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.scoring import frozen
from lotsen.usecases import agreements, closing, decision_board, decisions, reopening, rounds
from tests.makers import ADVISORY, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.usecases.closing_steps import ask, close, decide, hear, open_list, sign

OBJECTION = "Sie wird bis zum Sommer im Projekt gebraucht."


@pytest.fixture
def town(town):
    town.round_id = town.make_round(places=1)
    home = town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.deputy = town.make_actor("Paul Stell", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[home])
    town.council = town.make_actor("Pia Rat", ADVISORY)
    town.rita = town.make_actor("Rita Rat", RATER)
    town.sheet = town.make_sheet(town.ada, town.rita.id, motivation=5, vorbild=5, agil=4)
    town.make_sheet(town.ben, town.rita.id, motivation=2, vorbild=2, agil=None)
    return town


@pytest.fixture
def ready(town):
    """Everything is there but signatures."""
    decide(town, town.ada)
    decide(town, town.ben, Outcome.NOT_SELECTED)
    ask(town, town.ada, actor=town.lea)
    hear(town, Body.STAFF_COUNCIL, Hearing.AGREED)
    hear(town, Body.DISABLED, Hearing.NOT_REQUIRED, "Niemand hat die Beteiligung gewünscht.")
    return town


@pytest.fixture
def closed(ready):
    sign(ready)
    close(ready)
    return ready


def closings(town):
    return town.application.query(town.chief, reopening.closings, town.round_id)


def kept_board(town):
    return frozen.read(closings(town)[0].content["board"])


def act(town, use_case, *args, actor=None, **kwargs):
    town.application.execute(actor or town.kim, use_case, town.round_id, *args, **kwargs)


def test_everything_that_is_missing_is_named(town):
    decide(town, town.ada)

    gaps = open_list(town).gaps
    assert gaps == {
        Gap.UNDECIDED: ["Ben Groß"],
        Gap.NOT_ASKED: ["Ada Yıldız"],
        Gap.NOT_HEARD: ["staff_council", "disabled"],
        Gap.NOT_SIGNED: [""],
    }
    with pytest.raises(WrongPhase, match="incomplete"):
        close(town)


def test_without_a_decision_nothing_is_signed(town):
    with pytest.raises(BadInput, match="nothing_decided"):
        sign(town)


@pytest.mark.parametrize("body", [Body.STAFF_COUNCIL, Body.DISABLED])
def test_nobody_signs_before_those_are_heard_who_must_be(town, body):
    decide(town, town.ada)
    hear(town, body)
    with pytest.raises(WrongPhase, match="not_heard"):
        sign(town)


def test_leaving_a_body_out_is_explained(town):
    with pytest.raises(BadInput, match="too_short"):
        hear(town, Body.DISABLED, Hearing.NOT_REQUIRED)


def test_who_decided_cannot_be_the_only_one_to_sign(ready):
    sign(ready, ready.chief)
    assert list(open_list(ready).gaps) == [Gap.NOT_SIGNED]

    sign(ready, ready.deputy)

    assert open_list(ready).gaps == {}


def test_nobody_signs_twice_or_a_list_that_is_no_longer_so(ready):
    old = open_list(ready).list_hash
    sign(ready)
    with pytest.raises(Outdated, match="repeated"):
        sign(ready)

    ask(ready, ready.ada, Answer.OBJECTS, OBJECTION, actor=ready.lea, seen=1)
    with pytest.raises(Outdated, match="outdated"):
        sign(ready, ready.chief, seen=old)


def take_back(town):
    first = town.application.query(town.chief, decisions.listing, town.round_id)[-1]
    act(
        town,
        decisions.take_back,
        first.id,
        "Neue Unterlagen lagen vor.",
        seen=first.version,
        actor=town.chief,
    )
    decide(town, town.ada)


def object_to(town):
    ask(town, town.ada, Answer.OBJECTS, OBJECTION, actor=town.lea, seen=1)


def hear_again(town):
    hear(town, Body.STAFF_COUNCIL, Hearing.OBJECTED, "Wir sehen das anders als die Leitung.")


def rate_anew(town):
    with Session(town.engine) as session, session.begin():
        rating = session.scalars(select(RatingRow).where(RatingRow.sheet_id == town.sheet)).first()
        rating.value = 1
        revision = session.get_one(RevisionRow, town.round_id)
        revision.number += 1
        session.get_one(SheetRow, town.sheet).revision = revision.number


@pytest.mark.parametrize("change", [take_back, object_to, hear_again, rate_anew])
def test_any_change_makes_a_signature_void_and_it_stays_visible(ready, change):
    sign(ready)

    change(ready)

    listed = open_list(ready)
    assert [(each.name, each.counts) for each in listed.signatures] == [("Paul Stell", False)]
    assert Gap.NOT_SIGNED in listed.gaps
    sign(ready)
    assert [each.counts for each in open_list(ready).signatures] == [True, False]


def test_closing_keeps_the_scores_the_decisions_were_taken_on(closed):
    (kept,) = closings(closed)
    board = kept_board(closed)

    assert (board.method, board.version, board.profile) == ("plain", "1", 1)
    assert kept.content["seed"] is None
    assert kept.content["board"]["revision"] == board.revision > 1
    assert [each["name"] for each in kept.content["signatures"]] == ["Paul Stell"]


def test_a_later_reading_gives_the_same_numbers_whatever_changed(closed):
    read = kept_board(closed)
    before = open_list(closed).record["board"]["candidates"]["score"]["cells"]

    rate_anew(closed)

    again = kept_board(closed)
    for part in ("candidates", "departments", "town"):
        for name, array in vars(getattr(read, part)).items():
            np.testing.assert_array_equal(array, vars(getattr(again, part))[name], strict=True)
    assert again.candidates.score.tolist() == before
    assert open_list(closed).record["board"]["candidates"]["score"]["cells"] != before


def test_closed_decisions_do_not_change(closed):
    for change in (take_back, object_to, hear_again, sign):
        with pytest.raises(WrongPhase, match=r"closing\.stands"):
            change(closed)


def test_closing_twice_is_refused(closed):
    with pytest.raises(WrongPhase, match=r"closing\.stands"):
        close(closed)


def test_reopening_needs_two_persons_and_leaves_the_first_record_untouched(closed):
    (before,) = closings(closed)
    with pytest.raises(BadInput, match="nothing_proposed"):
        act(closed, reopening.reopen, seen=before.version)
    act(closed, reopening.propose, "Ein Beleg war falsch zugeordnet.", seen=before.version)
    (proposed,) = closings(closed)
    with pytest.raises(NotAllowed, match="own_proposal"):
        act(closed, reopening.reopen, seen=proposed.version)

    act(closed, reopening.reopen, seen=proposed.version, actor=closed.chief)

    (after,) = closings(closed)
    assert (after.stands, after.content, after.list_hash) == (
        False,
        before.content,
        before.list_hash,
    )
    take_back(closed)
    sign(closed)
    assert close(closed) == 2
    assert [each.number for each in closings(closed)] == [2, 1]


@pytest.mark.parametrize("steps", [1, 2])
def test_a_round_that_went_on_comes_back_when_it_is_reopened(closed, steps):
    for wanted in (Phase.NOTIFICATION, Phase.CLOSED)[:steps]:
        round_ = closed.application.query(closed.kim, rounds.current)
        act(closed, rounds.move_phase, wanted, seen=round_.version)
    (kept,) = closings(closed)
    act(closed, reopening.propose, "Ein Beleg war falsch zugeordnet.", seen=kept.version)
    (kept,) = closings(closed)

    act(closed, reopening.reopen, seen=kept.version, actor=closed.chief)

    assert closed.application.query(closed.kim, rounds.current).phase == Phase.PRESENTATION


def test_later_text_is_an_addendum(closed):
    (before,) = closings(closed)

    act(closed, reopening.add, "Die Urkunde wurde am 1. Juli überreicht.")

    (after,) = closings(closed)
    assert [(each.text, each.written_by) for each in after.addenda] == [
        ("Die Urkunde wurde am 1. Juli überreicht.", "Kim Kord")
    ]
    assert after.content == before.content


def test_nobody_is_told_before_closing(ready):
    round_ = ready.application.query(ready.kim, rounds.current)
    with pytest.raises(WrongPhase, match="not_closed"):
        act(ready, rounds.move_phase, Phase.NOTIFICATION, seen=round_.version)
    for query in (decisions.listing, decision_board.board, closing.open_list, reopening.closings):
        for actor in (ready.lea, ready.rita):
            with pytest.raises(NotAllowed):
                ready.application.query(actor, query, ready.round_id)
    asked = ready.application.query(ready.lea, agreements.asked, ready.round_id)
    assert [each.name for each in asked] == ["Ben Groß", "Ada Yıldız"]
    assert not {"outcome", "reserve_order", "decision"} & set(vars(asked[0]))
    assert ready.application.query(ready.council, decisions.listing, ready.round_id)


def test_leader_answers_for_own_people_alone(town):
    other = town.make_department("Finanzen")
    cem = town.make_candidate("Cem Demir", department=other)
    with pytest.raises(Exception, match=r"candidate\.unknown"):
        ask(town, cem, actor=town.lea)


def test_objection_needs_its_reason(town):
    with pytest.raises(BadInput, match="too_short"):
        ask(town, town.ada, Answer.OBJECTS, actor=town.lea)


def test_the_database_itself_wants_a_second_person(closed):
    with Session(closed.engine) as session:
        row = session.scalars(select(ClosingRow)).one()
        row.reopen_by_id = row.reopened_by_id = closed.kim.id
        row.reopen_reason, row.reopen_at, row.reopened_at = "Nur ich", row.closed_at, row.closed_at
        with pytest.raises(Exception, match="second_person"):
            session.flush()


@pytest.mark.parametrize("heard", [[], [Body.STAFF_COUNCIL], [Body.DISABLED]])
def test_decision_stays_a_proposal_until_those_are_heard_who_must_be(town, heard):
    for candidate, outcome in ((town.ada, Outcome.SELECTED), (town.ben, Outcome.NOT_SELECTED)):
        decide(town, candidate, outcome)
    ask(town, town.ada)
    for body in heard:
        hear(town, body)

    with pytest.raises(WrongPhase, match="not_heard"):
        sign(town)
    with pytest.raises(WrongPhase, match="incomplete"):
        close(town)
    round_ = town.application.query(town.kim, rounds.current)
    with pytest.raises(WrongPhase, match="not_closed"):
        act(town, rounds.move_phase, Phase.NOTIFICATION, seen=round_.version)
    with pytest.raises(NotAllowed):
        town.application.query(town.lea, decisions.listing, town.round_id)
