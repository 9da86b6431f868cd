"""Close the decisions: they are kept with the scores they were taken on, and stay readable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.closings import ClosingRow
from lotsen.db.meetings import MeetingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import STANDING
from lotsen.domain.closings import (
    HEARD_FIRST,
    Gap,
    check_complete,
    signed_by_biased,
    signed_by_two,
)
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed, Outdated
from lotsen.domain.ids import CandidateId, PersonId, RoundId
from lotsen.domain.meetings import MeetingState
from lotsen.domain.permissions import Permission
from lotsen.usecases.candidates import sight_or_reason
from lotsen.usecases.closing_parts import ASKED_FOR, Answered, Heard, answers_in, hearings_in
from lotsen.usecases.closing_record import open_record, withheld
from lotsen.usecases.dossier_participants import participants_record
from lotsen.usecases.ended_candidacies import unexplained
from lotsen.usecases.fair_criteria import are_fitted, fair_criteria_of
from lotsen.usecases.fair_scores import fair_of, is_fitted
from lotsen.usecases.leaders import unasked
from lotsen.usecases.order_departures import Taken, departures_of
from lotsen.usecases.proposal_record import is_worked_out, proposal_record
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.score_order import order_in
from lotsen.usecases.signing import (
    Signature,
    biased_about_decided,
    counting,
    heard_bodies,
    signatures_of,
)

Gaps = Mapping[Gap, Sequence[str]]
"""What is missing, with the names (or stored words) of whom or what it is about."""


@dataclass(frozen=True, kw_only=True)
class OpenList:
    """The list as it would be signed and closed now.

    `record` is what `closing_record.record_of` gives; `list_hash` its check sum. Where the actor
    may see no scores yet, `sealed` tells why, and record and gaps tell nothing of scores.
    `not_for` names those decided on about whom the actor is biased: a signature does not count
    for them.
    """

    record: Mapping[str, Any]
    list_hash: str
    signatures: Sequence[Signature]
    gaps: Gaps
    answers: Sequence[Answered]
    hearings: Sequence[Heard]
    sealed: NotAllowed | None
    not_for: Sequence[str]


@requires(Permission.SEE_DECISIONS)
def is_ready(reader: Reader, round_id: RoundId) -> bool:
    """Whether the numbers that the list keeps are worked out."""
    return (
        is_fitted(reader, round_id)
        and are_fitted(reader, round_id)
        and is_worked_out(reader, round_id)
    )


@requires(Permission.SEE_DECISIONS)
def prepare(reader: Reader, round_id: RoundId) -> None:
    """Work them out, so that the next question finds them."""
    fair_of(reader, round_id)
    fair_criteria_of(reader, round_id)
    proposal_record(reader, round_id)


@requires(Permission.SEE_DECISIONS)
def open_list(reader: Reader, round_id: RoundId) -> OpenList:
    """What lies on the table, what is missing, and who has signed; of scores what may be seen."""
    listed = _whole_list(reader, round_id)
    _sight, sealed = sight_or_reason(reader, round_id)
    if sealed is None:
        return listed
    gaps = {gap: [""] if gap == Gap.NO_DEPARTURE else about for gap, about in listed.gaps.items()}
    return replace(listed, record=withheld(listed.record), gaps=gaps, sealed=sealed)


def _whole_list(reader: Reader, round_id: RoundId) -> OpenList:
    """Everything that would be closed, whoever asks."""
    record, list_hash = open_record(reader, round_id)
    signatures = signatures_of(reader, round_id, list_hash)
    return OpenList(
        record=record,
        list_hash=list_hash,
        signatures=signatures,
        gaps=_gaps(reader, round_id, record, signatures),
        answers=answers_in(record),
        hearings=hearings_in(record),
        sealed=None,
        not_for=[
            _names(record)[key]
            for key, people in biased_about_decided(reader, round_id).items()
            if reader.actor.id in people
        ],
    )


@requires(Permission.CLOSE)
def close(uow: UnitOfWork, round_id: RoundId, *, seen: str) -> int:
    """Close the decisions as they are; gives the number of the closing.

    What was known is kept whole: later changes of ratings, people or criteria change nothing.
    """
    row = fetch_round(uow, round_id)
    uow.require_phase(row)
    listed = _whole_list(uow, round_id)
    if listed.list_hash != seen:
        raise Outdated("record.outdated")
    check_complete(listed.gaps)
    number = _next_number(uow, round_id)
    uow.session.add(
        ClosingRow(
            round_id=round_id,
            number=number,
            content={
                **listed.record,
                "signatures": _written(listed.signatures),
                "participants": participants_record(uow, round_id),
                "proposal": proposal_record(uow, round_id),
            },
            list_hash=listed.list_hash,
            closed_by_id=uow.person(),
            closed_at=uow.now,
        )
    )
    uow.record(
        AuditAction.DECISIONS_CLOSED,
        f"round:{round_id}",
        closing=number,
        list_hash=listed.list_hash,
    )
    return number


def _next_number(reader: Reader, round_id: RoundId) -> int:
    newest = reader.session.scalar(
        select(func.max(ClosingRow.number)).where(ClosingRow.round_id == round_id)
    )
    return (newest or 0) + 1


def _written(signatures: Sequence[Signature]) -> list[dict[str, Any]]:
    return [
        {
            "person_id": each.person_id,
            "name": each.name,
            "signed_at": each.signed_at.isoformat(),
            "not_for": sorted(each.not_for),
        }
        for each in signatures
        if each.counts
    ]


def _gaps(
    reader: Reader, round_id: RoundId, record: Mapping[str, Any], signatures: Sequence[Signature]
) -> Gaps:
    deciders = {
        CandidateId(each["candidate_id"]): PersonId(each["decided_by_id"])
        for each in _decided(record)
    }
    signers, names = counting(signatures), _names(record)
    heard = heard_bodies(reader, round_id)
    found: dict[Gap, list[str]] = {
        Gap.NOTHING_DECIDED: [] if _decided(record) else [""],
        Gap.UNDECIDED: _undecided(record),
        Gap.STANDS_NO_LONGER: _gone(record),
        Gap.NO_DEPARTURE: _unexplained(record),
        Gap.NO_END_REASON: unexplained(reader, round_id),
        Gap.NOT_ASKED: _not_asked(reader, round_id, record),
        Gap.NOT_HEARD: [body.value for body in HEARD_FIRST if body not in heard],
        Gap.NOT_SIGNED: [] if signed_by_two(deciders.values(), signers) else [""],
        Gap.SIGNED_BY_BIASED: [
            names[key]
            for key in signed_by_biased(deciders, signers, biased_about_decided(reader, round_id))
        ],
        Gap.MEETING_RUNS: _running_meetings(reader, round_id),
    }
    return {gap: about for gap, about in found.items() if about}


def _running_meetings(reader: Reader, round_id: RoundId) -> list[str]:
    """Meetings in which minutes and votes can still be added to the record."""
    return list(
        reader.session.scalars(
            select(MeetingRow.title)
            .where(MeetingRow.round_id == round_id, MeetingRow.state == MeetingState.RUNNING)
            .order_by(MeetingRow.id)
        )
    )


def _undecided(record: Mapping[str, Any]) -> list[str]:
    decided = {each["candidate_id"] for each in record["decisions"]}
    return [
        each["name"]
        for each in record["candidacies"]
        if each["state"] in STANDING and each["candidate_id"] not in decided
    ]


def _decided(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The decisions about people who still stand: no letter could tell another."""
    standing = {each["candidate_id"] for each in record["candidacies"] if each["state"] in STANDING}
    return [each for each in record["decisions"] if each["candidate_id"] in standing]


def _gone(record: Mapping[str, Any]) -> list[str]:
    """Who was decided on and has withdrawn, or was excluded, since."""
    names, told = _names(record), _decided(record)
    return [names[each["candidate_id"]] for each in record["decisions"] if each not in told]


def _unexplained(record: Mapping[str, Any]) -> list[str]:
    """Who was decided on against the order of scores, as it is now, without a reason for it.

    Where one passes another over, the reason of either of the two explains it.
    """
    open_ = [
        Taken(
            candidate_id=CandidateId(each["candidate_id"]),
            outcome=Outcome(each["outcome"]),
            reserve_order=each["reserve_order"],
        )
        for each in record["decisions"]
        if not each["departure"]
    ]
    departs = departures_of(order_in(record), open_, places=record["round"]["places"])
    names = _names(record)
    return [
        names[each.candidate_id]
        for each in open_
        if departs.asks(each.candidate_id, each.outcome, each.reserve_order)
    ]


def _not_asked(reader: Reader, round_id: RoundId, record: Mapping[str, Any]) -> list[str]:
    """Who has a place or a reserve though no leader, or not the own one, has answered."""
    answered, missing = (
        {each["candidate_id"] for each in record["answers"]},
        unasked(reader, round_id),
    )
    names = _names(record)
    return [
        f"{names[key]} ({', '.join(missing[key])})" if key in missing else names[key]
        for each in _decided(record)
        if each["outcome"] in ASKED_FOR
        and ((key := each["candidate_id"]) not in answered or key in missing)
    ]


def _names(record: Mapping[str, Any]) -> dict[int, str]:
    return {each["candidate_id"]: each["name"] for each in record["candidacies"]}
