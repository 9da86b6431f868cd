"""Every closing of a round for its record: who signed, who closed, who opened it again, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.closings import AddendumRow, ClosingRow
from lotsen.db.people import PersonRow
from lotsen.domain.ids import RoundId
from lotsen.usecases.closing_anchors import anchors_of
from lotsen.usecases.dossier_parts import names_in
from lotsen.usecases.dossier_views import Addendum, ClosedList, Reopening, Signature
from lotsen.usecases.person_names import name_of
from lotsen.usecases.reopening import with_people


def closings_of(reader: Reader, round_id: RoundId) -> Sequence[ClosedList]:
    """The first closing first; only the last one can stand."""
    addenda, anchors = _addenda(reader, round_id), anchors_of(reader, round_id)
    rows = reader.session.execute(with_people(round_id)).all()
    return tuple(
        ClosedList(
            number=row.number,
            at=row.closed_at,
            by=name_of(closer),
            list_hash=row.list_hash,
            anchor=anchors.get(row.number),
            signatures=_signatures(row),
            reopening=_reopening(row, proposer, opener),
            addenda=addenda.get(row.id, ()),
        )
        for row, closer, proposer, opener in reversed(rows)
    )


def _signatures(row: ClosingRow) -> Sequence[Signature]:
    """The signatures that it was closed with, the first one first."""
    found = [
        Signature(
            who=each["name"],
            at=datetime.fromisoformat(each["signed_at"]),
            not_for=names_in(row.content, each.get("not_for", ())),
        )
        for each in row.content["signatures"]
    ]
    return tuple(sorted(found, key=lambda each: each.at))


def _reopening(
    row: ClosingRow, proposer: PersonRow | None, opener: PersonRow | None
) -> Reopening | None:
    if proposer is None or row.reopen_at is None:
        return None
    return Reopening(
        proposed_by=name_of(proposer),
        proposed_at=row.reopen_at,
        reason=row.reopen_reason or "",
        agreed_by="" if opener is None else name_of(opener),
        agreed_at=row.reopened_at,
    )


def _addenda(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[Addendum]]:
    rows = reader.session.execute(
        select(AddendumRow, PersonRow)
        .join(PersonRow, PersonRow.id == AddendumRow.written_by_id)
        .join(ClosingRow, ClosingRow.id == AddendumRow.closing_id)
        .where(ClosingRow.round_id == round_id)
        .order_by(AddendumRow.id)
    )
    found: dict[int, list[Addendum]] = defaultdict(list)
    for row, person in rows:
        found[row.closing_id].append(Addendum(text=row.text, by=name_of(person), at=row.written_at))
    return found
