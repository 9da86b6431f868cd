"""The proposal for the shortlist as it is closed with the list, and as it is read again.

It is no part of what is signed: people decide, and the record says what lay beside it. Shares
are kept with six decimals, as the fair scores are.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow, ShortlistMarkRow
from lotsen.domain.ids import RoundId
from lotsen.domain.shortlist_rules import Objective, RuleKind, SpokenRule
from lotsen.domain.visibility import Sight
from lotsen.scoring.fair import Comparable, GateReason
from lotsen.usecases import departures, shortlist_rules
from lotsen.usecases.comparison import Reason
from lotsen.usecases.departures import Departure
from lotsen.usecases.fair_record import DECIMALS
from lotsen.usecases.proposal import Worked, worked_in
from lotsen.usecases.proposal_problem import Question, level_key
from lotsen.usecases.proposal_view import Grounds
from lotsen.usecases.rounds import revision_of
from lotsen.usecases.shortlist_rules import RulesOfRound

_EVERYTHING = Sight(departments=None, names_raters=False)


@dataclass(frozen=True, kw_only=True)
class RuleOfRecord:
    """A rule that was in force, and why, where a rule is about one person."""

    rule: SpokenRule
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProposedLine:
    """One person beside the proposal; `share` is NaN where nothing is known of it.

    `departure` says why the person is marked though not proposed, or the other way round.
    """

    proposed: bool
    share: float
    marked: bool
    departure: str
    explained_by: str


@dataclass(frozen=True, kw_only=True)
class ProposalOfRecord:
    """What the rules in force proposed, and by what it was found.

    `clash` tells that the rules could not all be kept, so nobody was proposed; `proven` that no
    better set exists; `unscored` how many stood without a score, and so could not be proposed.
    """

    places: int
    rules: tuple[RuleOfRecord, ...]
    set_by: str
    set_at: datetime | None
    grounds: Grounds
    draws: int
    revision: int
    proven: bool
    clash: bool
    unscored: int


def proposal_record(reader: Reader, round_id: RoundId) -> dict[str, Any] | None:
    """The proposal of now in the words of JSON; None where nobody asked for one.

    Nobody did as long as no rules are saved and no departure from a proposal is explained.
    """

    def make(_older: object) -> dict[str, Any] | None:
        rules = shortlist_rules.of_round(reader, round_id)
        said = departures.listing(reader, round_id)
        if not rules.version and not said:
            return None
        worked = worked_in(reader, round_id, _EVERYTHING)
        return {
            **_found(worked, rules),
            "revision": revision_of(reader, round_id),
            "people": _people(worked, _marked(reader, round_id), said),
        }

    found: dict[str, Any] | None = reader.memory.recall(
        _key(round_id), revision_of(reader, round_id), make
    )
    return found


def is_worked_out(reader: Reader, round_id: RoundId) -> bool:
    """Whether `proposal_record` has its answer already."""
    return reader.memory.holds(_key(round_id), revision_of(reader, round_id))


def proposal_in(content: Mapping[str, Any]) -> ProposalOfRecord | None:
    """What a list says of the proposal; None where there was none, or it was not kept yet."""
    stored = content.get("proposal")
    if stored is None:
        return None
    return ProposalOfRecord(
        places=stored["places"],
        rules=tuple(
            RuleOfRecord(
                rule=SpokenRule(**{**each["rule"], "kind": RuleKind(each["rule"]["kind"])}),
                reason=each["reason"],
            )
            for each in stored["rules"]
        ),
        set_by=stored["set_by"],
        set_at=None if stored["set_at"] is None else datetime.fromisoformat(stored["set_at"]),
        grounds=_grounds_in(stored["grounds"]),
        draws=stored["draws"],
        revision=stored["revision"],
        proven=stored["proven"],
        clash=stored["clash"],
        unscored=stored["unscored"],
    )


def proposed_in(content: Mapping[str, Any]) -> dict[int, ProposedLine]:
    """Everybody who could be proposed, or is marked, by candidate."""
    people = (content.get("proposal") or {}).get("people", ())
    return {
        each["candidate_id"]: ProposedLine(
            proposed=each["proposed"],
            share=float("nan") if each["share"] is None else each["share"],
            marked=each["marked"],
            departure=each["departure"],
            explained_by=each["explained_by"],
        )
        for each in people
    }


def _key(round_id: RoundId) -> tuple[str, RoundId]:
    return ("proposal_record", round_id)


def _found(worked: Worked, rules: RulesOfRound) -> dict[str, Any]:
    found = worked.proposal
    return {
        "places": found.places,
        "rules": list(_rules(worked.question)),
        "set_by": rules.set_by,
        "set_at": None if rules.set_at is None else rules.set_at.isoformat(),
        "grounds": _grounds(found.grounds),
        "draws": found.draws,
        "proven": found.proven,
        "clash": found.clash is not None,
        "unscored": found.unscored,
    }


def _rules(asked: Question) -> Iterable[dict[str, Any]]:
    """Every rule in force as it is spoken of, in the order of the form."""
    rules = asked.rules
    keys = [
        *((level_key(each), "") for each in rules.levels),
        *((f"department:{each.department_id}", "") for each in rules.departments),
        *((f"criterion:{each.criterion}", "") for each in rules.criteria),
        *((f"group:{each.attribute}:{each.value}", "") for each in rules.groups),
        *((f"person:{each.candidate_id}", each.reason) for each in rules.people),
    ]
    for key, reason in keys:
        if key in asked.spoken:  # a criterion that is off the sheet asks for nothing
            yield {"rule": vars(asked.spoken[key]), "reason": reason}


def _grounds(found: Grounds) -> dict[str, Any]:
    return {
        **vars(found),
        "reasons": [
            {
                "reason": each.reason.value,
                "names": list(each.names),
                "amount": None if each.amount is None else round(float(each.amount), DECIMALS),
            }
            for each in found.reasons
        ],
    }


def _grounds_in(stored: Mapping[str, Any]) -> Grounds:
    said = stored["comparable"]
    return Grounds(
        objective=Objective(stored["objective"]),
        wanted=Objective(stored["wanted"]),
        comparable=None if said is None else Comparable(said),
        reasons=tuple(
            Reason(
                reason=GateReason(each["reason"]), names=tuple(each["names"]), amount=each["amount"]
            )
            for each in stored["reasons"]
        ),
        method=stored["method"],
        version=stored["version"],
        seed=stored["seed"],
    )


def _people(
    worked: Worked, marked: frozenset[int], said: Mapping[Any, Departure]
) -> list[dict[str, Any]]:
    """Everybody who could be proposed, and whoever is marked without a score."""
    people = worked.proposal.people
    known = dict(
        zip(
            people["candidate_id"].tolist(),
            zip(people["proposed"].tolist(), people["share"].tolist(), strict=True),
            strict=True,
        )
    )
    possible = worked.proposal.clash is None
    lines = []
    for key in sorted(known.keys() | marked):
        proposed, share = known.get(key, (False, float("nan")))
        why = _answer(said.get(key), proposed=proposed, marked=key in marked) if possible else None
        lines.append(
            {
                "candidate_id": key,
                "proposed": proposed,
                "share": None if math.isnan(share) else round(share, DECIMALS),
                "marked": key in marked,
                "departure": "" if why is None else why.reason,
                "explained_by": "" if why is None else why.explained_by,
            }
        )
    return lines


def _answer(said: Departure | None, *, proposed: bool, marked: bool) -> Departure | None:
    """The departure where it answers what is proposed and marked now."""
    return said if said is not None and said.proposed == proposed != marked else None


def _marked(reader: Reader, round_id: RoundId) -> frozenset[int]:
    return frozenset(
        reader.session.scalars(
            select(ShortlistMarkRow.candidate_id)
            .join(CandidateRow, CandidateRow.id == ShortlistMarkRow.candidate_id)
            .where(CandidateRow.round_id == round_id)
        )
    )
