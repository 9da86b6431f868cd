"""Letters that wait and must not leave: what they tell, or whom they are for, is no longer so."""

import json
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, select

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

NOT_LEFT = WAITING | {LetterState.BOUNCED}
EMPTY = "{}"


class NotLeft(NamedTuple):
    """A letter that could be void; `about` and `appointment` are JSON as the records keep it."""

    id: LetterId
    person_id: int
    audience: Audience
    occasion: str
    about: str
    appointment: str | None


class Void(StrEnum):
    """Why a letter is void; the code of a sentence."""

    NOT_CONCERNED = "letter.not_concerned"
    APPOINTMENT_CHANGED = "letter.appointment_changed"
    DECISION_CHANGED = "letter.decision_changed"
    NOMINATIONS_CHANGED = "letter.nominations_changed"


def void_of(
    reader: Reader, round_id: RoundId, letters: Collection[LetterId]
) -> Mapping[LetterId, Void]:
    """Why each of these letters is void, where it is."""
    if not letters:
        return {}
    columns: list[Any] = [
        *(LetterRow.id, LetterRow.person_id, LetterTemplateRow.audience, LetterRow.occasion),
        *(cast(LetterRow.about, Text), cast(LetterRow.appointment, Text)),
    ]
    rows = reader.session.execute(
        letters_in(round_id, NOT_LEFT, *columns).where(LetterRow.id.in_(letters))
    )
    return void_among(reader, round_id, [NotLeft(*row) for row in rows])


def void_among(
    reader: Reader, round_id: RoundId, letters: Sequence[NotLeft]
) -> Mapping[LetterId, Void]:
    """Why each of these letters is void, where it is."""
    appointments = [
        (each.id, each.person_id, json.loads(each.appointment))
        for each in letters
        if each.appointment is not None
    ]
    gone = dict.fromkeys(_to_others(reader, round_id, letters), Void.NOT_CONCERNED)
    moved = dict.fromkeys(outdated(reader, round_id, appointments), Void.APPOINTMENT_CHANGED)
    otherwise = dict.fromkeys(_decided_otherwise(reader, round_id, letters), Void.DECISION_CHANGED)
    return gone | moved | otherwise | _asks_otherwise(reader, round_id, letters)


def _asks_otherwise(
    reader: Reader, round_id: RoundId, letters: Sequence[NotLeft]
) -> dict[LetterId, Void]:
    """Letters that ask for what is done, or name others than have named a person."""
    asking = [each for each in letters if each.audience in ASKS]
    open_ = {
        audience: {each.person.id: each.occasion for each in still_open(reader, round_id, audience)}
        for audience in {each.audience for each in asking}
    }
    found: dict[LetterId, Void] = {}
    for each in asking:
        occasions = open_[each.audience]
        if each.person_id not in occasions:
            found[each.id] = Void.NOT_CONCERNED
        elif each.audience == Audience.NOMINEES and occasions[each.person_id] != each.occasion:
            found[each.id] = Void.NOMINATIONS_CHANGED
    return found


def _decided_otherwise(
    reader: Reader, round_id: RoundId, letters: Sequence[NotLeft]
) -> list[LetterId]:
    """Letters that tell a result which does not stand any more."""
    telling = [each for each in letters if each.audience in TELLS_A_RESULT and each.about != EMPTY]
    if not telling:
        return []
    standing = decisions_standing(reader, round_id)
    return [each.id for each in telling if tells_otherwise(json.loads(each.about), standing)]


def tells_otherwise(about: Mapping[str, int], standing: Mapping[str, int]) -> bool:
    """Whether a letter tells a decision that is not, or is no longer, one of those that stand."""
    return any(standing.get(candidate) != decision for candidate, decision in about.items())


def _to_others(reader: Reader, round_id: RoundId, letters: Sequence[NotLeft]) -> list[LetterId]:
    """Letters to people who do not belong to those any more whom such letters are for.

    A result has its decision to be held against, and a change of an appointment goes to whoever
    was invited.
    """
    kinds = {each.audience for each in letters}
    belong: dict[Audience, set[int]] = {}
    if Audience.INTERESTED_PEOPLE in kinds:
        standing = select(CandidateRow.person_id).where(
            CandidateRow.round_id == round_id, CandidateRow.state.in_(STANDING)
        )
        belong[Audience.INTERESTED_PEOPLE] = set(reader.session.scalars(standing))
    for audience in kinds & ADDRESSED_BY_ROLE.keys():
        addressed = select(PersonRow.id).where(
            PersonRow.active,
            PersonRow.roles.any(PersonRoleRow.role.in_(ADDRESSED_BY_ROLE[audience])),
        )
        belong[audience] = set(reader.session.scalars(addressed))
    return [
        each.id
        for each in letters
        if each.audience in belong and each.person_id not in belong[each.audience]
    ]
