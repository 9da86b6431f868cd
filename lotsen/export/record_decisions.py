"""The decisions as the record's template prints them."""

from collections.abc import Sequence
from typing import Any

from lotsen.domain.candidates import STANDING
from lotsen.domain.decisions import Decision, Outcome
from lotsen.i18n import formats, words
from lotsen.usecases.decision_board import TakenBack
from lotsen.usecases.dossier_views import CandidateFile

MOST_NAMES = 8
"""So many names are named where others were passed over; who wants all has the table."""

Data = dict[str, Any]


def by_outcome(people: Sequence[CandidateFile]) -> list[Data]:
    """The decisions by outcome, the reserve in its order, else in the order of names."""
    groups = []
    for outcome in Outcome:
        found = [
            (each.decision.reserve_order or 0, place, decision_data(each, each.decision))
            for place, each in enumerate(people)
            if each.decision is not None and each.decision.outcome == outcome
        ]
        if found:
            lines = [line for _order, _place, line in sorted(found, key=lambda each: each[:2])]
            groups.append({"outcome": words.outcome(outcome), "people": lines})
    return groups


def counts(people: Sequence[CandidateFile]) -> Data:
    """How many of those who stand have which outcome."""
    standing = [each.decision for each in people if each.state in STANDING]
    decided = [each.outcome for each in standing if each is not None]
    waiting = standing.count(None)
    return {outcome.value: str(decided.count(outcome)) for outcome in Outcome} | {
        "open": str(waiting)
    }


def back_line(file: CandidateFile, back: TakenBack) -> list[str]:
    """One decision that stands no longer."""
    who = by(back.taken_back_by, formats.moment(back.taken_back_at))
    return [file.name, words.outcome(back.outcome), back.reason, who]


def spread(people: Sequence[CandidateFile]) -> list[Data]:
    """The scores by outcome; of those without a decision only who has a score."""
    found: dict[str, list[float]] = {"": []}
    found = {words.outcome(each): [] for each in Outcome} | found
    for each in people:
        if each.n:
            name = "" if each.decision is None else words.outcome(each.decision.outcome)
            found[name].append(each.score)
    return [
        {
            "name": name,
            "values": sorted(round(each, 4) for each in scores),
            "lowest": formats.number(min(scores)),
            "highest": formats.number(max(scores)),
        }
        for name, scores in found.items()
        if scores
    ]


def outcome_text(decision: Decision) -> str:
    """What was decided, with the place in the reserve."""
    name = words.outcome(decision.outcome)
    return name if decision.reserve_order is None else f"{name} {decision.reserve_order}"


def decision_data(file: CandidateFile, decision: Decision) -> Data:
    """One decision for the template."""
    return {
        "name": file.name,
        "outcome": outcome_text(decision),
        "reason": decision.reason,
        "departure": decision.departure,
        "score": formats.number(file.score, decimals=2),
        "sheets": str(file.n),
        "fair": fair_line(file),
        "passed_over": [*file.passed_over[:MOST_NAMES]],
        "passed_over_more": max(0, len(file.passed_over) - MOST_NAMES),
        "by": by(decision.decided_by, formats.moment(decision.decided_at)),
    }


def fair_line(file: CandidateFile) -> str:
    """The fair score with its rank, nothing where there is none."""
    if file.fair is None:
        return ""
    found = file.fair
    fair, ranks = formats.number(found.fair, decimals=2), f"{found.rank_low} bis {found.rank_high}"
    return f"{fair}, Rang {found.rank} (plausibel {ranks})"


def by(name: str, moment: str) -> str:
    """Who did it, and when."""
    return f"{name}, {moment}" if name else moment
