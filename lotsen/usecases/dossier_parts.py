"""Who had a part in the decisions: bodies, leaders, and those who signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.usecases.closed import standing_closing
from lotsen.usecases.closing_parts import answers_in, hearings_in
from lotsen.usecases.closing_record import open_record
from lotsen.usecases.dossier_views import (
    LeaderAnswer,
    Signature,
    Statement,
)
from lotsen.usecases.signing import signatures_of


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of the list that stands, closed or not yet."""

    statements: Sequence[Statement]
    answers: Sequence[LeaderAnswer]
    signatures: Sequence[Signature]


def parts_of(reader: Reader, round_id: RoundId) -> Parts:
    """Everything from the kept list where there is one; only signatures that count."""
    row = standing_closing(reader, round_id)
    record, list_hash = (
        open_record(reader, round_id) if row is None else (row.content, row.list_hash)
    )
    return Parts(
        statements=tuple(
            Statement(
                body=each.body,
                stage=each.stage,
                result=each.result,
                on=each.held_on,
                text=each.statement,
                recorded_by=each.recorded_by,
            )
            for each in hearings_in(record)
            if each.result is not None and each.held_on is not None
        ),
        answers=_answers(record),
        signatures=tuple(
            Signature(who=each.name, at=each.signed_at, not_for=names_in(record, each.not_for))
            for each in signatures_of(reader, round_id, list_hash)[::-1]
            if each.counts
        ),
    )


def names_in(record: Mapping[str, Any], keys: Collection[int]) -> Sequence[str]:
    """The names of some candidates of a list, in its order."""
    return tuple(each["name"] for each in record["candidacies"] if each["candidate_id"] in keys)


def _answers(record: Mapping[str, Any]) -> Sequence[LeaderAnswer]:
    return tuple(
        LeaderAnswer(
            name=each.name,
            answer=each.answer,
            reason=each.reason,
            given_by=each.given_by,
            recorded_by=each.recorded_by,
            at=each.given_at,
        )
        for each in answers_in(record)
        if each.answer is not None and each.given_at is not None
    )
