"""Who is biased about whom: by sheet, by word in a meeting of the round, or as the person."""

from collections.abc import Iterable

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.meetings import AgendaItemRow, RecusalRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ratings import SheetState


def biased_about(reader: Reader, candidates: Iterable[int]) -> dict[int, frozenset[int]]:
    """The people who are biased about each of these candidates, whatever told of it."""
    people: dict[int, set[int]] = {key: set() for key in candidates}
    sheets = select(SheetRow.candidate_id, SheetRow.rater_id).where(
        SheetRow.candidate_id.in_(people), SheetRow.state == SheetState.BIASED
    )
    themselves = select(CandidateRow.id, CandidateRow.person_id).where(CandidateRow.id.in_(people))
    said = (
        select(CandidateRow.id, RecusalRow.person_id)
        .join(AgendaItemRow, AgendaItemRow.candidate_id == CandidateRow.id)
        .join(RecusalRow, RecusalRow.item_id == AgendaItemRow.id)
        .where(CandidateRow.id.in_(people))
    )
    for statement in (sheets, themselves, said):
        for candidate, person in reader.session.execute(statement):
            people[candidate].add(person)
    return {candidate: frozenset(biased) for candidate, biased in people.items()}


def check_not_biased(reader: Reader, candidate_id: int, *, name: str) -> None:
    """Refuse to let somebody decide about a person about whom they are biased."""
    if reader.actor.id in biased_about(reader, [candidate_id])[candidate_id]:
        raise NotAllowed("decision.biased", name=name)
