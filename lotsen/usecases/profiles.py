"""One candidate, as far as the person who looks may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.application.views import leaves
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.audit import AuditAction, AuditLine
from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import BELOW
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.domain.ids import CandidateId, DepartmentId, RoundId
from lotsen.domain.people import Actor, full_name
from lotsen.domain.permissions import Permission
from lotsen.domain.ratings import SheetState
from lotsen.domain.visibility import Sight, kept_from
from lotsen.usecases.candidates import EVERYBODY, matching, sight_or_reason
from lotsen.usecases.fair_criteria import if_ready
from lotsen.usecases.fair_scores import fair_of
from lotsen.usecases.scores import TOTAL, Standing, board_in, candidate_column
from lotsen.usecases.talk_changes import RatingChange, changes_of

_EMPTY = {"workload": None, "received_on": None}
_LEVELS = ("dezernat", "fachbereich", "abteilung", "sachgebiet")


@dataclass(frozen=True, kw_only=True)
class CandidateProfile:
    """One candidate, with what was observed where the actor may see it.

    `criteria`: criterion, score, spread, n, not_observable, department_mean, town_mean, fair; one
    row per criterion and `TOTAL`; `fair` is without severity, NaN where people cannot be compared,
    or while it is not worked out yet. `evidence`: criterion, rater, value ("n. b." is NA),
    evidence, by_leader. Both are None where the actor may not see ratings, and `changes`, those
    after the talk, are empty; `sealed` tells why. `town_mean` is of all that is in sight;
    `whole_town` tells whether that is the whole town. Empty is what `kept_from` names.
    """

    candidate_id: CandidateId
    name: str
    function: str
    department: str
    path: str
    leader: str
    state: CandidateState
    workload: float | None
    site: str
    email: str
    phone: str
    received_on: date | None
    motivation: str
    projects: str
    note: str
    version: int
    criteria: pd.DataFrame | None
    evidence: pd.DataFrame | None
    whole_town: bool
    sealed: NotAllowed | None
    changes: tuple[RatingChange, ...] = ()


def _opened(found: CandidateProfile) -> AuditLine:
    subject = f"candidate:{found.candidate_id}"
    return AuditLine(action=AuditAction.PROFILE_OPENED, subject=subject, facts={"name": found.name})


@requires(Permission.SEE_CANDIDATES)
@leaves(_opened)
def profile(reader: Reader, round_id: RoundId, candidate_id: CandidateId) -> CandidateProfile:
    """Everything about one candidate that the actor may see."""
    row, line = _found(reader, round_id, candidate_id)
    sight, sealed = _sight_of(reader, row)
    return _with_what_is_needed(
        reader.actor,
        CandidateProfile(
            candidate_id=candidate_id,
            name=line["name"],
            function=line["function"],
            department=line["department"],
            path=BELOW.join(line[level] for level in _LEVELS if line[level]),
            leader=line["leader"],
            state=CandidateState(line["state"]),
            workload=row.workload,
            site=line["site"],
            email=line["email"],
            phone=line["phone"],
            received_on=row.received_on,
            motivation=row.motivation,
            projects=row.projects,
            note=row.note,
            version=row.version,
            criteria=None if sight is None else _criteria(reader, round_id, row, sight),
            evidence=None if sight is None else _evidence(reader, row, sight),
            whole_town=sight is not None and sight.departments is None,
            sealed=sealed,
            changes=changes_of(reader, candidate_id, sight),
        ),
    )


def _found(
    reader: Reader, round_id: RoundId, candidate_id: CandidateId
) -> tuple[CandidateRow, pd.Series]:
    """The candidate's row, and the line of the register, where the actor may see it."""
    register = matching(reader, round_id, EVERYBODY)
    lines = register.loc[register["candidate_id"] == candidate_id]
    row = reader.session.get(CandidateRow, candidate_id)
    if row is None or row.round_id != round_id or lines.empty:
        raise NotFound("candidate.unknown")
    return row, lines.iloc[0]


def _with_what_is_needed(actor: Actor, whole: CandidateProfile) -> CandidateProfile:
    """The profile without the parts that this person has no need of."""
    empty: dict[str, Any] = {part: _EMPTY.get(part, "") for part in kept_from(actor)}
    return replace(whole, **empty)


def _sight_of(reader: Reader, row: CandidateRow) -> tuple[Sight | None, NotAllowed | None]:
    """What the actor sees of this person's ratings; None where nothing, with the reason if any."""
    sight, sealed = sight_or_reason(reader, RoundId(row.round_id))
    if sight is None or not sight.covers(DepartmentId(row.department_id)):
        return None, sealed
    return sight, None


def _criteria(reader: Reader, round_id: RoundId, row: CandidateRow, sight: Sight) -> pd.DataFrame:
    """One row per criterion and the total; means are of everybody still in the process."""
    everybody = board_in(reader, round_id, Standing.ALL, sight)
    compared = board_in(reader, round_id, Standing.IN_PROCESS, sight)
    own = everybody.row_of(row.id)
    place = int(np.flatnonzero(compared.department_ids == row.department_id)[0])
    columns = (*everybody.criteria, TOTAL)
    parts = [candidate_column(everybody, [own], column) for column in columns]
    return pd.DataFrame(
        {
            "criterion": columns,
            **{name: [part[name][0] for part in parts] for name in parts[0]},
            "department_mean": compared.departments.mean[place],
            "town_mean": compared.town.mean[0],
            "fair": _without_severity(reader, round_id, row.id, everybody.criteria),
        }
    )


def _without_severity(
    reader: Reader, round_id: RoundId, candidate_id: int, criteria: Sequence[str]
) -> list[float]:
    """One score per criterion and the fair score; NaN where there is none."""
    found = if_ready(reader, round_id)
    if found is None or candidate_id not in found.candidate_ids:
        return [np.nan] * (len(criteria) + 1)
    fair, own = fair_of(reader, round_id), found.score[found.candidate_ids == candidate_id][0]
    by_key = dict(zip(found.criteria, own.tolist(), strict=True))
    return [*(by_key[key] for key in criteria), float(fair.fair[fair.row_of(candidate_id)])]


def _evidence(reader: Reader, row: CandidateRow, sight: Sight) -> pd.DataFrame:
    """What raters noted on handed-in sheets, criterion by criterion."""
    rater = aliased(PersonRow)
    rows = reader.session.execute(
        select(
            CriterionRow.key,
            rater.title,
            rater.first_name,
            rater.last_name,
            RatingRow.value,
            RatingRow.evidence,
            SheetRow.rater_id,
            SheetRow.id,
        )
        .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
        .join(CriterionRow, CriterionRow.id == RatingRow.criterion_id)
        .join(rater, rater.id == SheetRow.rater_id)
        .where(SheetRow.candidate_id == row.id, SheetRow.state == SheetState.HANDED_IN)
        .where(CriterionRow.in_use)
        .order_by(CriterionRow.number, SheetRow.id)
    )
    lines = [
        (key, full_name(title=title, first_name=first, last_name=last), value, text, by)
        for key, title, first, last, value, text, by, _sheet in rows
    ]
    frame = pd.DataFrame(lines, columns=["criterion", "rater", "value", "evidence", "by_leader"])
    frame["by_leader"] = (frame["by_leader"] == row.leader_id).astype("bool")
    frame["value"] = frame["value"].astype("Int8")
    if not sight.names_raters:
        frame["rater"], frame["by_leader"] = "", False
    return frame
