"""The leadership signs the whole list; a signature counts only for the list that was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import HearingRow, SignatureRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import Body, HearingStage, check_heard
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.ids import CandidateId, PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.usecases.biases import biased_about
from lotsen.usecases.closing_record import hash_of, record_of
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import fetch_round
from lotsen.usecases.sight import actors_sight


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Somebody's signature; void once the list is no longer the one that was signed.

    It does not count for the decisions about those in `not_for`: the signer is biased about them.
    """

    person_id: PersonId
    name: str
    signed_at: datetime
    counts: bool
    not_for: frozenset[CandidateId]


@requires(Permission.SIGN)
def sign(uow: UnitOfWork, round_id: RoundId, *, seen: str) -> None:
    """Sign the list; `seen` is the check sum of the list that was on the screen."""
    uow.require_phase(fetch_round(uow, round_id))
    actors_sight(uow, round_id)  # nobody signs numbers that they may not read
    record = record_of(uow, round_id)
    list_hash = hash_of(record)
    if list_hash != seen:
        raise Outdated("record.outdated")
    if not record["decisions"]:
        raise BadInput("closing.nothing_decided")
    check_heard(heard_bodies(uow, round_id))
    if uow.person() in counting(signatures_of(uow, round_id, list_hash)):
        raise Outdated("record.repeated")
    uow.session.add(
        SignatureRow(
            round_id=round_id, person_id=uow.person(), list_hash=list_hash, signed_at=uow.now
        )
    )
    uow.record(
        AuditAction.DECISIONS_SIGNED,
        f"round:{round_id}",
        decisions=len(record["decisions"]),
        list_hash=list_hash,
    )


def heard_bodies(reader: Reader, round_id: RoundId) -> set[Body]:
    """The bodies whose part in the selection is written down."""
    return set(
        reader.session.scalars(
            select(HearingRow.body).where(
                HearingRow.round_id == round_id, HearingRow.stage == HearingStage.SELECTION
            )
        )
    )


def signatures_of(reader: Reader, round_id: RoundId, list_hash: str) -> list[Signature]:
    """All signatures, the newest first, and which of them count for this list."""
    biased = biased_about_decided(reader, round_id)
    rows = reader.session.execute(
        select(SignatureRow, PersonRow)
        .join(PersonRow, PersonRow.id == SignatureRow.person_id)
        .where(SignatureRow.round_id == round_id)
        .order_by(SignatureRow.signed_at.desc(), SignatureRow.id.desc())
    )
    return [
        Signature(
            person_id=PersonId(row.person_id),
            name=name_of(person),
            signed_at=row.signed_at,
            counts=row.list_hash == list_hash,
            not_for=frozenset(key for key, people in biased.items() if person.id in people),
        )
        for row, person in rows
    ]


def biased_about_decided(
    reader: Reader, round_id: RoundId
) -> Mapping[CandidateId, frozenset[PersonId]]:
    """Who is biased about whom a decision stands."""
    decided = reader.session.scalars(
        select(DecisionRow.candidate_id)
        .join(CandidateRow, CandidateRow.id == DecisionRow.candidate_id)
        .where(CandidateRow.round_id == round_id, DecisionRow.taken_back_at.is_(None))
    ).all()
    found = biased_about(reader, decided)
    return {
        CandidateId(key): frozenset(PersonId(each) for each in people)
        for key, people in found.items()
    }


def counting(signatures: Sequence[Signature]) -> set[PersonId]:
    """Whose signatures count."""
    return {each.person_id for each in signatures if each.counts}
