"""The steps to closed decisions, for whoever needs some."""

from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.closings import Answer, Body, Hearing, HearingStage
from lotsen.domain.decisions import Outcome
from lotsen.usecases import agreements, closing, decisions, hearings, reopening, signing
from lotsen.usecases.closing_parts import ASKED_FOR
from lotsen.usecases.decisions import Wish
from lotsen.usecases.hearings import Part
from lotsen.usecases.person_names import name_of
from tests.makers import COORDINATOR, LEADER, LEADERSHIP, NOON

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."


def open_list(town):
    return town.application.query(town.chief, closing.open_list, town.round_id)


def decide(town, candidate, outcome=Outcome.SELECTED, *, order=None, actor=None):
    wish = Wish(outcome=outcome, reason=REASON, reserve_order=order, departure=REASON)
    town.application.execute(actor or town.chief, decisions.decide, town.round_id, candidate, wish)


def ask(town, candidate, answer=Answer.AGREES, reason="", *, actor=None, leader=None, seen=0):
    actor = actor or town.kim
    if leader is None:
        leader = "" if LEADER in actor.roles else "Lea Amt"
    town.application.execute(
        actor,
        agreements.answer,
        town.round_id,
        candidate,
        answer,
        reason,
        leader=leader,
        seen=seen,
    )


def hear(town, body, result=Hearing.HEARD, statement="", *, actor=None, held_on=None):
    part = Part(body=body, result=result, held_on=held_on or NOON.date(), statement=statement)
    town.application.execute(
        actor or town.kim, hearings.hear, town.round_id, part, seen=open_list(town).list_hash
    )


def sign(town, actor=None, seen=None):
    town.application.execute(
        actor or town.deputy,
        signing.sign,
        town.round_id,
        seen=seen or open_list(town).list_hash,
    )


def close(town, actor=None):
    return town.application.execute(
        actor or town.kim, closing.close, town.round_id, seen=open_list(town).list_hash
    )


def own_leader(town, candidate):
    """The name of the own leader, where one is known."""
    with Session(town.engine) as session:
        key = session.get_one(CandidateRow, candidate).leader_id
        return None if key is None else name_of(session.get_one(PersonRow, key))


def close_everything(town):
    """Close decisions that were taken: everybody is asked and heard, and somebody signs."""
    town.deputy = town.make_actor("Paul Stell", LEADERSHIP)
    town.clerk = town.make_actor("Karla Kord", COORDINATOR)
    record = open_list(town).record
    answered = {each["candidate_id"] for each in record["answers"]}
    on_selection = [each for each in record["hearings"] if each["stage"] == HearingStage.SELECTION]
    heard = {each["body"] for each in on_selection}
    for each in record["decisions"]:
        if each["outcome"] in ASKED_FOR and each["candidate_id"] not in answered:
            leader = own_leader(town, each["candidate_id"])
            ask(town, each["candidate_id"], actor=town.clerk, leader=leader)
    for body in {Body.STAFF_COUNCIL, Body.DISABLED} - heard:
        hear(town, body, actor=town.clerk)
    sign(town)
    return close(town, town.clerk)


def close_a_town(town):
    """A town whose decisions are closed: one selected, one not."""
    town.round_id = town.make_round()
    town.make_department()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    decide(town, town.make_candidate("Ada Yıldız"))
    decide(town, town.make_candidate("Ben Groß"), Outcome.NOT_SELECTED)
    close_everything(town)
    return town


def reopen_decisions(town):
    """Let closed decisions change again: one proposes it, another agrees."""
    for step, actor in ((reopening.propose, town.clerk), (reopening.reopen, town.deputy)):
        newest = town.application.query(town.chief, reopening.closings, town.round_id)[0]
        why = [REASON] if step is reopening.propose else []
        town.application.execute(actor, step, town.round_id, *why, seen=newest.version)
