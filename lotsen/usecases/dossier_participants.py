"""Everybody with a part in a selection, as it is now or as a closing keeps it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import SheetRow
from lotsen.domain.ids import RoundId
from lotsen.domain.people import Role
from lotsen.domain.ratings import SheetState
from lotsen.domain.texts import folded
from lotsen.usecases.dossier_views import Participant
from lotsen.usecases.person_names import name_of

_ALWAYS_HAS_A_PART = frozenset({Role.COORDINATOR, Role.LEADERSHIP, Role.ADVISORY, Role.AUDITOR})
"""Raters have one with their sheets, and leaders where somebody of theirs stands."""


def participants_record(reader: Reader, round_id: RoundId) -> list[dict[str, Any]]:
    """Those with a part now, in the words of JSON; a closing keeps them."""
    return [
        {
            "name": each.name,
            "roles": sorted(role.value for role in each.roles),
            "function": each.function,
            "assigned": each.assigned,
            "handed_in": each.handed_in,
            "biased": each.biased,
        }
        for each in participants_of(reader, round_id)
    ]


def participants_in(content: Mapping[str, Any]) -> Sequence[Participant] | None:
    """Those whom a closing kept; None where it was made before they were kept with it."""
    if "participants" not in content:
        return None
    return tuple(
        Participant(**{**each, "roles": frozenset(Role(role) for role in each["roles"])})
        for each in content["participants"]
    )


def participants_of(reader: Reader, round_id: RoundId) -> Sequence[Participant]:
    """Everybody with a part and a role, in the order of names."""
    states: dict[int, Counter[SheetState]] = defaultdict(Counter)
    sheets = (
        select(SheetRow.rater_id, SheetRow.state)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    for rater, state in reader.session.execute(sheets):
        states[rater][state] += 1
    leaders = set(
        reader.session.scalars(
            select(CandidateRow.leader_id).where(CandidateRow.round_id == round_id)
        )
    )
    rows = reader.session.scalars(select(PersonRow).options(selectinload(PersonRow.roles)))
    found = [
        (folded(f"{row.last_name} {row.first_name}"), row.id, _participant(row, states[row.id]))
        for row in rows
        if row.id in leaders
        or states[row.id]
        or any(each.role in _ALWAYS_HAS_A_PART for each in row.roles)
    ]
    return tuple(person for _name, _key, person in sorted(found, key=lambda each: each[:2]))


def _participant(row: PersonRow, states: Counter[SheetState]) -> Participant:
    return Participant(
        name=name_of(row),
        roles=frozenset(each.role for each in row.roles),
        function=row.function,
        assigned=states.total(),
        handed_in=states[SheetState.HANDED_IN],
        biased=states[SheetState.BIASED],
    )
