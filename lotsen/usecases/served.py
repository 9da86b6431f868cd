"""Who has a letter of a kind already: one of a kind, one for an appointment, one for a result."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from lotsen.application.unit_of_work import Reader
from lotsen.db.letters import LetterRow, LetterTemplateRow
from lotsen.domain.ids import RoundId
from lotsen.domain.letters import (
    ASKS,
    REMINDERS,
    TELLS_A_CHANGE,
    TELLS_A_RESULT,
    WAITING,
    Audience,
    LetterState,
)
from lotsen.usecases.recipients import Recipient

Results = frozenset[tuple[str, int]]
"""Results that a letter tells: each the candidate's key, and the decision's."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """What people have of one kind of letter, but for what was discarded.

    `occasions`: person and occasion of each letter; `waiting`: whose letter has not left yet;
    `told`: the results in them, by person.
    """

    occasions: AbstractSet[tuple[int, str]] = frozenset()
    waiting: AbstractSet[int] = frozenset()
    told: Mapping[int, AbstractSet[tuple[str, int]]] = field(default_factory=dict)


def letters_in(round_id: RoundId, states: Collection[LetterState], *columns: Any) -> Select[Any]:
    """Columns of the letters of a round that are in these states, and of their templates."""
    return (
        select(*columns)
        .join_from(LetterRow, LetterTemplateRow, LetterTemplateRow.id == LetterRow.template_id)
        .where(LetterRow.round_id == round_id, LetterRow.state.in_(states))
    )


def served_by(reader: Reader, template: LetterTemplateRow) -> Served:
    """Who has a letter of this kind."""
    rows = reader.session.execute(
        select(LetterRow.person_id, LetterRow.occasion, LetterRow.about, LetterRow.state).where(
            LetterRow.template_id == template.id, LetterRow.state != LetterState.DISCARDED
        )
    ).all()
    told: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for row in rows:
        told[row.person_id] |= results_in(row.about)
    return Served(
        occasions={(row.person_id, row.occasion) for row in rows},
        waiting={row.person_id for row in rows if row.state in WAITING},
        told=told,
    )


def has_one(audience: Audience, recipient: Recipient, served: Served) -> bool:
    """Whether somebody has this letter: one of a kind, or one for each meeting and change.

    Of a letter that tells results: whether every one of them is told, as it stands now. A
    reminder comes once a day, and not while another one waits.
    """
    person = recipient.person.id
    if audience in ASKS:
        waits = audience in REMINDERS and person in served.waiting
        return waits or (person, recipient.occasion) in served.occasions
    if audience in TELLS_A_RESULT:
        return results_in(recipient.about) <= served.told.get(person, frozenset())
    if audience in TELLS_A_CHANGE | {Audience.COMMITTEE} and recipient.occasion:
        return (person, recipient.occasion) in served.occasions
    return person in {each for each, _occasion in served.occasions}


def results_in(about: Mapping[str, int]) -> Results:
    """The results that a letter tells."""
    return frozenset(about.items())


def mark_of(about: Mapping[str, int]) -> str:
    """What tells apart the letters by which one person hears of different results; "" of none."""
    if not about:
        return ""
    return hashlib.sha256(json.dumps(sorted(about.items())).encode()).hexdigest()
