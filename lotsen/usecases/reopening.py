"""Closed decisions are read, added to, and with two persons opened again; the record stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.closings import AddendumRow, ClosingRow
from lotsen.db.people import PersonRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.audit_chain import ChainAnchor
from lotsen.domain.closings import check_reopens
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed, NotFound, Outdated
from lotsen.domain.ids import PersonId, RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.phases import Phase
from lotsen.domain.texts import check_reason
from lotsen.scoring import frozen
from lotsen.usecases.candidates import sight_or_reason
from lotsen.usecases.closed import standing_closing
from lotsen.usecases.closing_anchors import anchors_of
from lotsen.usecases.closing_record import withheld
from lotsen.usecases.person_names import name_if_any, name_of
from lotsen.usecases.rounds import fetch_round


@dataclass(frozen=True, kw_only=True)
class Addendum:
    """What was written to closed decisions afterwards."""

    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """One decision as it was kept, with the score it was taken on; NaN where there was none."""

    name: str
    department: str
    outcome: Outcome
    reserve_order: int | None
    score: float
    reason: str
    departure: str


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Decisions as they were closed, with what came after.

    `content` is what was kept; `stands` is false once they were opened again. Where the actor
    may see no scores yet, `sealed` tells why, and neither content nor lines have any. `anchor` is
    the line of the audit log that tells of the closing.
    """

    number: int
    content: Mapping[str, Any]
    lines: Sequence[KeptLine]
    list_hash: str
    closed_by: str
    closed_at: datetime
    proposed_by_id: PersonId | None
    proposed_by: str
    reason: str
    reopened_by: str
    reopened_at: datetime | None
    addenda: Sequence[Addendum]
    version: int
    sealed: NotAllowed | None
    anchor: ChainAnchor | None = None

    @property
    def stands(self) -> bool:
        """Whether these are the decisions that hold."""
        return self.reopened_at is None


@requires(Permission.SEE_DECISIONS)
def closings(reader: Reader, round_id: RoundId) -> list[Closing]:
    """Every closing of the round, the newest first; of scores what the actor may see."""
    _sight, sealed = sight_or_reason(reader, round_id)
    anchors = anchors_of(reader, round_id)
    rows = reader.session.execute(with_people(round_id))
    return [
        Closing(
            number=row.number,
            content=row.content if sealed is None else withheld(row.content),
            lines=_kept(row.content, shown=sealed is None),
            list_hash=row.list_hash,
            closed_by=name_of(closed_by),
            closed_at=row.closed_at,
            proposed_by_id=None if row.reopen_by_id is None else PersonId(row.reopen_by_id),
            proposed_by=name_if_any(proposed_by),
            reason=row.reopen_reason or "",
            reopened_by=name_if_any(opened_by),
            reopened_at=row.reopened_at,
            addenda=_addenda(reader, row),
            version=row.version,
            sealed=sealed,
            anchor=anchors.get(row.number),
        )
        for row, closed_by, proposed_by, opened_by in rows
    ]


def with_people(
    round_id: RoundId,
) -> Select[ClosingRow, PersonRow, PersonRow, PersonRow]:
    """Every closing with who closed it, who proposed to open it again, and who agreed."""
    closer, proposer, opener = aliased(PersonRow), aliased(PersonRow), aliased(PersonRow)
    return (
        select(ClosingRow, closer, proposer, opener)
        .join(closer, closer.id == ClosingRow.closed_by_id)
        .outerjoin(proposer, proposer.id == ClosingRow.reopen_by_id)
        .outerjoin(opener, opener.id == ClosingRow.reopened_by_id)
        .where(ClosingRow.round_id == round_id)
        .order_by(ClosingRow.number.desc())
    )


@requires(Permission.REOPEN)
def propose(uow: UnitOfWork, round_id: RoundId, reason: str, *, seen: int) -> None:
    """Propose to open the decisions again; nothing changes until a second person agrees."""
    uow.require_phase(fetch_round(uow, round_id))
    row = _standing(uow, round_id)
    text = check_reason(reason)
    if row.reopen_by_id == uow.actor.id and row.reopen_reason == text:
        raise Outdated("record.repeated")  # the second of two clicks
    if row.version != seen:
        raise Outdated("record.outdated")
    row.reopen_by_id, row.reopen_reason, row.reopen_at = uow.person(), text, uow.now
    uow.record(AuditAction.REOPENING_PROPOSED, f"round:{round_id}", closing=row.number, reason=text)


@requires(Permission.REOPEN)
def reopen(uow: UnitOfWork, round_id: RoundId, *, seen: int) -> None:
    """Open the decisions again, as the second person; the round goes back to its decisions."""
    round_ = fetch_round(uow, round_id)
    uow.require_phase(round_)
    row = _standing(uow, round_id)
    if row.version != seen:
        raise Outdated("record.outdated")
    proposer = None if row.reopen_by_id is None else PersonId(row.reopen_by_id)
    check_reopens(proposer, uow.person())
    row.reopened_by_id, row.reopened_at = uow.person(), uow.now
    old, round_.phase = round_.phase, Phase.PRESENTATION
    uow.record(
        AuditAction.DECISIONS_REOPENED,
        f"round:{round_id}",
        closing=row.number,
        old=old,
        new=Phase.PRESENTATION,
        reason=row.reopen_reason,
    )


@requires(Permission.REOPEN)
def add(uow: UnitOfWork, round_id: RoundId, text: str) -> None:
    """Add a text to the closed decisions; what was closed stays as it is."""
    uow.require_phase(fetch_round(uow, round_id))
    row = _standing(uow, round_id)
    said = check_reason(text)
    newest = _addenda(uow, row)[-1:]
    if [(each.text, each.written_by) for each in newest] == [(said, uow.actor.name)]:
        raise Outdated("record.repeated")  # the second of two clicks
    uow.session.add(
        AddendumRow(closing_id=row.id, text=said, written_by_id=uow.person(), written_at=uow.now)
    )
    uow.record(AuditAction.ADDENDUM_WRITTEN, f"round:{round_id}", closing=row.number, text=said)


def _standing(reader: Reader, round_id: RoundId) -> ClosingRow:
    row = standing_closing(reader, round_id)
    if row is None:
        raise NotFound("closing.unknown")
    return row


def _kept(content: Mapping[str, Any], *, shown: bool) -> list[KeptLine]:
    scores = _scores(content) if shown else {}
    people = {each["candidate_id"]: each for each in content["candidacies"]}
    return [
        KeptLine(
            name=people[each["candidate_id"]]["name"],
            department=people[each["candidate_id"]]["department"],
            outcome=Outcome(each["outcome"]),
            reserve_order=each["reserve_order"],
            score=scores.get(each["candidate_id"], float("nan")),
            reason=each["reason"],
            departure=each["departure"] if shown else "",
        )
        for each in content["decisions"]
    ]


def _scores(content: Mapping[str, Any]) -> dict[int, float]:
    board = frozen.read(content["board"])
    return dict(zip(board.candidate_ids.tolist(), board.candidates.score.tolist(), strict=True))


def _addenda(reader: Reader, closing: ClosingRow) -> list[Addendum]:
    rows = reader.session.execute(
        select(AddendumRow, PersonRow)
        .join(PersonRow, PersonRow.id == AddendumRow.written_by_id)
        .where(AddendumRow.closing_id == closing.id)
        .order_by(AddendumRow.id)
    )
    return [
        Addendum(text=row.text, written_by=name_of(person), written_at=row.written_at)
        for row, person in rows
    ]
