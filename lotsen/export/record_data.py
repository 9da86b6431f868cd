"""What the record's template prints: everything as the German words that stand there."""

import math
from typing import Any

from lotsen.charts.palette import PERSON, SCALE
from lotsen.domain.candidates import STANDING
from lotsen.domain.phases import Phase
from lotsen.export.record_bias import bias_rows
from lotsen.export.record_decisions import (
    back_line,
    by,
    by_outcome,
    counts,
    decision_data,
    outcome_text,
    spread,
)
from lotsen.export.record_fair import fair_data
from lotsen.export.record_parts import parts_data
from lotsen.export.record_proposal import proposal_data
from lotsen.export.record_votes import votes_data
from lotsen.i18n import formats, orders, profile_changes, words
from lotsen.usecases.dossier_views import (
    CandidateFile,
    CriterionScore,
    Dossier,
    RecordedSheet,
)
from lotsen.usecases.round_profile import ProfileVersion
from lotsen.usecases.talk_changes import Minutes, RatingChange

Data = dict[str, Any]


def record_data(dossier: Dossier, reference: str) -> Data:
    """The whole record for the template."""
    stamp = dossier.anchor.at.astimezone(formats.TOWN_TIME)
    people = dossier.people
    return {
        **_head(dossier, reference),
        **_course(dossier),
        **_profile(dossier),
        "stamp": [stamp.year, stamp.month, stamp.day],
        "colours": {"person": PERSON, "bar": SCALE[2]},
        "people": [_file(each) for each in people],
        "gone": [
            [each.sorted_name, words.candidate_state(each.state), each.note or formats.NOTHING]
            for each in people
            if each.state not in STANDING
        ],
        **_panel(dossier),
        **parts_data(dossier),
        "spread": spread(people),
        "decisions": by_outcome(people),
        "fair": fair_data(dossier),
        "proposal": proposal_data(dossier),
        "votes": votes_data(people),
        "order": orders.order_kind(dossier.order),
        "counts": counts(people),
        "taken_back": [back_line(each, back) for each in people for back in each.taken_back],
        "proof": {"number": str(dossier.anchor.chain.number), "anchor": str(dossier.anchor.chain)},
    }


def _head(dossier: Dossier, reference: str) -> Data:
    round_ = dossier.round
    return {
        "town": round_.town,
        "title": round_.title,
        "reference": reference,
        "draft": dossier.is_draft,
        "as_of": formats.moment(dossier.anchor.at),
        "phase": words.phase(round_.phase),
        "places": str(round_.places),
        "people_count": len(dossier.people),
        "standing": sum(each.state in STANDING for each in dossier.people),
        "method": dossier.board.method,
        "method_version": dossier.board.version,
        "kept": dossier.board.kept,
        "revision": str(dossier.board.revision),
    }


def _course(dossier: Dossier) -> Data:
    """What was planned, what happened, and when candidacies came in."""
    round_ = dossier.round
    interest = round_.dates_of(Phase.INTEREST)
    days = sorted(each.received_on for each in dossier.people if each.received_on)
    return {
        "dates": [
            [
                words.phase(each.phase),
                f"{formats.day(each.starts_on)} – {formats.day(each.ends_on)}",
            ]
            for each in round_.dates
        ],
        "moves": [
            [formats.moment(each.at), f"{words.phase(each.old)} → {words.phase(each.new)}", each.by]
            for each in dossier.moves
        ],
        "call": [formats.day(interest.starts_on), formats.day(interest.ends_on)]
        if interest
        else None,
        "arrived": [formats.day(days[0]), formats.day(days[-1])] if days else None,
    }


def _profile(dossier: Dossier) -> Data:
    return {
        "profile": {
            "number": str(dossier.board.profile),
            "frozen_on": "" if dossier.frozen_on is None else formats.day(dossier.frozen_on),
        },
        "criteria": [
            [str(each.number), each.full_title or each.title, profile_changes.weight(each.weight)]
            for each in dossier.criteria
        ],
        "scale": [
            {
                "title": each.title,
                "definition": each.definition,
                "steps": [[str(step), text] for step, text in sorted(each.anchors.items())],
            }
            for each in dossier.criteria
        ],
        "versions": [_version(each) for each in dossier.versions],
    }


def _version(version: ProfileVersion) -> Data:
    decided = version.decided_at is not None
    return {
        "number": "" if version.number is None else str(version.number),
        "state": words.profile_state(version.state),
        "changes": "\n".join(profile_changes.said(each) for each in version.changes),
        "reason": version.reason,
        "proposed": by(version.proposed_by, formats.moment(version.proposed_at)),
        "decided": by(version.decided_by, formats.moment(version.decided_at)) if decided else "",
        "decided_reason": version.decided_reason,
    }


def _panel(dossier: Dossier) -> Data:
    """Who takes part, and who is biased."""
    return {
        "participants": [
            [
                each.name,
                ", ".join(sorted(words.role(role) for role in each.roles)) or formats.NOTHING,
                f"{each.handed_in} / {each.assigned}" if each.assigned else formats.NOTHING,
            ]
            for each in dossier.participants
        ],
        "biased": bias_rows(dossier.people),
        "participants_today": dossier.closing is not None and not dossier.participants_kept,
        "meetings": [
            [
                each.title,
                formats.NOTHING if each.planned_for is None else formats.moment(each.planned_for),
                each.place or formats.NOTHING,
                ", ".join(each.present) or formats.NOTHING,
            ]
            for each in dossier.meetings
        ],
        "sheets": str(sum(each.handed_in for each in dossier.participants)),
    }


def _file(file: CandidateFile) -> Data:
    return {
        "label": f"kandidatur-{file.id}",
        "name": file.name,
        "sorted": file.sorted_name,
        "function": file.function,
        "department": file.department,
        "path": file.path,
        "leader": file.leader,
        "state": words.candidate_state(file.state),
        "received": formats.day(file.received_on),
        "motivation": file.motivation,
        "projects": file.projects,
        "note": file.note,
        "outcome": formats.NOTHING if file.decision is None else outcome_text(file.decision),
        "score": formats.number(file.score, decimals=2),
        "spread": formats.number(file.spread, decimals=2),
        "sheets_counted": str(file.n),
        "decision": None if file.decision is None else decision_data(file, file.decision),
        "rated": file.n > 0,
        "profile": [_mark_of(each) for each in file.criteria],
        "criteria": [_line_of(each) for each in file.criteria],
        "criteria_fair": any(not math.isnan(each.fair) for each in file.criteria),
        "sheets": [_sheet(each) for each in file.sheets],
        "minutes": [_minutes(each) for each in file.minutes],
    }


def _mark_of(score: CriterionScore) -> Data:
    """One row of the picture."""
    return {
        "name": score.criterion,
        "score": _plain(score.score),
        "said": formats.number(score.score),
        "spread": _plain(score.spread),
        "town": _plain(score.town_mean),
    }


def _line_of(score: CriterionScore) -> list[str]:
    """One row of the table beside it."""
    return [
        score.criterion,
        formats.number(score.score, decimals=2),
        formats.number(score.fair, decimals=2),
        formats.number(score.spread, decimals=2),
        str(score.n),
        str(score.not_observable),
        formats.number(score.town_mean, decimals=2),
    ]


def _sheet(sheet: RecordedSheet) -> Data:
    return {
        "rater": sheet.rater,
        "by_leader": sheet.by_leader,
        "state": words.sheet_state(sheet.state),
        "day": "" if sheet.handed_in_on is None else formats.day(sheet.handed_in_on),
        "bias": sheet.bias_reason,
        "marks": [
            [each.criterion, "n. b." if each.value is None else str(each.value), each.evidence]
            for each in sheet.marks
        ],
        "changes": [_change(each) for each in sheet.changes],
    }


def _change(change: RatingChange) -> list[str]:
    """One mark that was changed after the talk: what, from what to what, why, and when."""
    old, new = ("n. b." if value is None else str(value) for value in (change.old, change.new))
    return [change.criterion, f"{old} → {new}", change.reason, formats.moment(change.at)]


def _minutes(minutes: Minutes) -> Data:
    heading = minutes.meeting
    if minutes.planned_for is not None:
        heading = f"{heading}, {formats.moment(minutes.planned_for)}"
    return {"heading": heading, "text": minutes.text}


def _plain(value: float) -> float | None:
    """A number as JSON has it: what is not there is nothing."""
    return None if value != value else round(value, 4)  # noqa: PLR0124  # NaN is not itself
