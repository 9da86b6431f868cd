"""Closing the decisions: who was asked, who signs, and what must be there before."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from lotsen.domain.errors import BadInput, NotAllowed, WrongPhase
from lotsen.domain.ids import CandidateId, PersonId
from lotsen.domain.people import Actor, Role
from lotsen.domain.phases import Phase
from lotsen.domain.texts import check_reason, check_remark


class Answer(StrEnum):
    """What a leader says to somebody of their people taking on the task; stored."""

    AGREES = "agrees"
    OBJECTS = "objects"


class Body(StrEnum):
    """Who takes part without a vote; the values are stored."""

    STAFF_COUNCIL = "staff_council"
    DISABLED = "disabled"
    EQUALITY = "equality"


class Hearing(StrEnum):
    """How a body took part; the values are stored."""

    AGREED = "agreed"
    HEARD = "heard"
    OBJECTED = "objected"
    NOT_REQUIRED = "not_required"


class HearingStage(StrEnum):
    """What a body took part in; the values are stored."""

    CONCEPT = "concept"
    SELECTION = "selection"


STAGE_IN: Mapping[Phase, HearingStage] = {
    Phase.CONCEPT_REVIEW: HearingStage.CONCEPT,
    Phase.PRESENTATION: HearingStage.SELECTION,
}
"""In which phase bodies take part in what."""


class Gap(StrEnum):
    """What keeps the decisions from being closed."""

    UNDECIDED = "undecided"
    STANDS_NO_LONGER = "stands_no_longer"
    NOTHING_DECIDED = "nothing_decided"
    NO_DEPARTURE = "no_departure"
    NO_END_REASON = "no_end_reason"
    NOT_ASKED = "not_asked"
    NOT_HEARD = "not_heard"
    NOT_SIGNED = "not_signed"
    SIGNED_BY_BIASED = "signed_by_biased"
    MEETING_RUNS = "meeting_runs"


HEARD_FIRST: tuple[Body, ...] = (Body.STAFF_COUNCIL, Body.DISABLED)
"""The bodies without whose part nothing is signed; see the rules 10 and 12."""

HEARD_ON_CONCEPT: tuple[Body, ...] = (Body.STAFF_COUNCIL,)
"""The bodies without whose part nobody is approached; see rule 10."""

GIVES_REASON: frozenset[Hearing] = frozenset({Hearing.OBJECTED, Hearing.NOT_REQUIRED})


def check_answer(answer: Answer, reason: str) -> str:
    """Give the reason back; an objection needs one."""
    return check_reason(reason) if answer == Answer.OBJECTS else check_remark(reason)


def check_answers_for(actor: Actor, leader: str, *, own: bool) -> str:
    """Give the name back for whom an answer is written down, nothing for one's own answer.

    `own` tells that the actor leads the person. Only who coordinates writes for another leader.
    """
    name = check_remark(leader)
    if not name and not own:
        raise BadInput("agreement.whose")
    if name and Role.COORDINATOR not in actor.roles:
        raise NotAllowed("agreement.not_for_others")
    return name


def check_hearing(hearing: Hearing, statement: str) -> str:
    """Give the statement back; an objection, and leaving somebody out, need one."""
    text = statement.strip()
    return check_reason(text) if text or hearing in GIVES_REASON else ""


def check_nothing_closed(*, closed: bool) -> None:
    """Refuse to change what is closed."""
    if closed:
        raise WrongPhase("closing.stands")


def check_heard(heard: Collection[Body]) -> None:
    """Refuse a signature before those who must be heard were heard."""
    missing = [body for body in HEARD_FIRST if body not in heard]
    if missing:
        raise WrongPhase("closing.not_heard", bodies=missing)


def check_heard_on_concept(missing: Collection[Body]) -> None:
    """Refuse to go on from the concept before those who must be heard on it were heard."""
    if missing:
        raise WrongPhase("closing.concept_not_heard", bodies=list(missing))


def signed_by_two(deciders: Iterable[PersonId], signers: Collection[PersonId]) -> bool:
    """Whether somebody signed, and every decision also by another one than who took it."""
    return bool(signers) and all(set(signers) - {decider} for decider in deciders)


def signed_by_biased(
    deciders: Mapping[CandidateId, PersonId],
    signers: Collection[PersonId],
    biased: Mapping[CandidateId, Collection[PersonId]],
) -> list[CandidateId]:
    """Those whose decision was signed, beside whoever took it, by nobody who is not biased."""
    others = {key: set(signers) - {decider} for key, decider in deciders.items()}
    return [key for key, found in others.items() if found and not found - set(biased.get(key, ()))]


def check_complete(gaps: Mapping[Gap, object]) -> None:
    """Refuse to close while something is missing."""
    if gaps:
        raise WrongPhase("closing.incomplete", gaps=list(gaps))


def check_reopens(proposer: PersonId | None, actor: PersonId) -> None:
    """Refuse a reopening that nobody proposed, or that the proposer alone wants."""
    if proposer is None:
        raise BadInput("closing.nothing_proposed")
    if proposer == actor:
        raise NotAllowed("closing.own_proposal")
