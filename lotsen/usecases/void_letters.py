"""Letters that wait and must not leave: what they tell, or whom they are for, is no longer so."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, or_, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.domain.candidates import STANDING
from lotsen.domain.ids import LetterId, RoundId
from lotsen.domain.letters import ASKS, TELLS_A_RESULT, WAITING, Audience, LetterState
from lotsen.usecases.appointments import outdated
from lotsen.usecases.recipients import ADDRESSED_BY_ROLE, decisions_standing
from lotsen.usecases.served import letters_in
from lotsen.usecases.still_open import still_open

_NOT_LEFT = WAITING | {LetterState.BOUNCED}


class Void(StrEnum):
    """Why a letter is void; the code of a sentence."""

    NOT_CONCERNED = "letter.not_concerned"
    APPOINTMENT_CHANGED = "letter.appointment_changed"
    DECISION_CHANGED = "letter.decision_changed"
    NOMINATIONS_CHANGED = "letter.nominations_changed"


def void_of(
    reader: Reader, round_id: RoundId, letters: Collection[LetterId] | None = None
) -> Mapping[LetterId, Void]:
    """Why each of these letters is void, where it is; of all letters, where none are named."""
    gone = dict.fromkeys(_to_others(reader, round_id, letters), Void.NOT_CONCERNED)
    moved = dict.fromkeys(outdated(reader, round_id, letters), Void.APPOINTMENT_CHANGED)
    otherwise = dict.fromkeys(_decided_otherwise(reader, round_id, letters), Void.DECISION_CHANGED)
    return gone | moved | otherwise | _asks_otherwise(reader, round_id, letters)


def _asks_otherwise(
    reader: Reader, round_id: RoundId, letters: Collection[LetterId] | None
) -> dict[LetterId, Void]:
    """Letters that wait and ask for what is done, or name others than have named a person."""
    columns = (LetterRow.id, LetterRow.person_id, LetterRow.occasion, LetterTemplateRow.audience)
    asking = _waiting(round_id, letters, *columns).where(LetterTemplateRow.audience.in_(ASKS))
    rows = reader.session.execute(asking).all()
    open_ = {
        audience: {each.person.id: each.occasion for each in still_open(reader, round_id, audience)}
        for audience in {row.audience for row in rows}
    }
    found: dict[LetterId, Void] = {}
    for key, person, occasion, audience in rows:
        if person not in open_[audience]:
            found[LetterId(key)] = Void.NOT_CONCERNED
        elif audience == Audience.NOMINEES and open_[audience][person] != occasion:
            found[LetterId(key)] = Void.NOMINATIONS_CHANGED
    return found


def _decided_otherwise(
    reader: Reader, round_id: RoundId, letters: Collection[LetterId] | None
) -> list[LetterId]:
    """Letters that wait and tell a result which does not stand any more."""
    rows = reader.session.execute(
        _waiting(round_id, letters, LetterRow.id, LetterRow.about).where(
            LetterTemplateRow.audience.in_(TELLS_A_RESULT)
        )
    ).all()
    if not rows:
        return []
    standing = decisions_standing(reader, round_id)
    return [LetterId(key) for key, about in rows if tells_otherwise(about, standing)]


def tells_otherwise(about: Mapping[str, int], standing: Mapping[str, int]) -> bool:
    """Whether a letter tells a decision that is not, or is no longer, one of those that stand."""
    return any(standing.get(candidate) != decision for candidate, decision in about.items())


def _to_others(
    reader: Reader, round_id: RoundId, letters: Collection[LetterId] | None
) -> list[LetterId]:
    """Letters to people who do not belong to those any more whom such letters are for.

    A result has its decision to be held against, and a change of an appointment goes to whoever
    was invited.
    """
    standing = select(CandidateRow.person_id).where(
        CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING)
    )
    kind, person = LetterTemplateRow.audience, LetterRow.person_id
    others = [and_(kind == Audience.INTERESTED_PEOPLE, person.not_in(standing))]
    for audience, roles in ADDRESSED_BY_ROLE.items():
        addressed: Select[int] = select(PersonRow.id).where(
            PersonRow.active, PersonRow.roles.any(PersonRoleRow.role.in_(roles))
        )
        others.append(and_(kind == audience, person.not_in(addressed)))
    statement = _waiting(round_id, letters, LetterRow.id).where(or_(*others))
    return [LetterId(key) for key in reader.session.scalars(statement)]


def _waiting(round_id: RoundId, letters: Collection[LetterId] | None, *columns: Any) -> Select[Any]:
    """Columns of the letters that have not left; of all, where none are named."""
    found = letters_in(round_id, _NOT_LEFT, *columns)
    return found if letters is None else found.where(LetterRow.id.in_(letters))
