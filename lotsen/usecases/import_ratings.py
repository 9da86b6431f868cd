"""Compare ratings with the records, on whole columns and never row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRoleRow, PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.rounds import CriterionRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.findings import FindingCode
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.imports.checks import MOST_KEPT
from lotsen.usecases.biases import biased_about
from lotsen.usecases.import_plan import Tally

NOT_STANDING: dict[CandidateState, FindingCode] = {
    CandidateState.PROPOSED: FindingCode.CANDIDATE_NOT_AGREED,
    CandidateState.WITHDRAWN: FindingCode.CANDIDATE_WITHDRAWN,
    CandidateState.EXCLUDED: FindingCode.CANDIDATE_EXCLUDED,
}
PAIR = ["candidate_id", "rater_id"]
UNKNOWN = -1
NB = 0
"""Stands for „n. b.“ in columns of whole numbers."""

_NOTHING = pd.DataFrame(
    {
        **{name: pd.Categorical([]) for name in ("candidate", "rater", "criterion")},
        "value": pd.array([], dtype="Int8"),
        "evidence": np.array([], dtype=object),
        "handed_in_on": np.array([], dtype="datetime64[s]"),
        "row": np.array([], dtype=np.int64),
    }
)
"""The table of a file in which no row can be used."""


@dataclass(eq=False, kw_only=True)
class RatingSteps:
    """What would become of each rating of the file.

    Attributes:
        frame: candidate_id, rater_id, criterion_id, value (`NB` is „n. b.“), evidence, day, row,
            sheet_id (0 where there is no sheet yet), old_value and old_evidence.
        fresh: the rows of `frame` that the records do not have yet.
        different: the rows of `frame` that would change a rating.
        days: the sheets whose day of handing in would become another one.
    """

    frame: pd.DataFrame
    fresh: NDArray[np.bool_]
    different: NDArray[np.bool_]
    days: pd.DataFrame


def compare_ratings(reader: Reader, round_id: RoundId, tally: Tally) -> RatingSteps:
    """Say for each rating whether it is new, changed or known; nothing is written."""
    frame = _without_own(reader, round_id, tally, _resolved(reader, round_id, tally))
    frame = frame.merge(sheets_of(reader.session, round_id), on=PAIR, how="left")
    frame["sheet_id"] = frame["sheet_id"].fillna(0).astype("int64")
    frame = _without_biased(reader, tally, frame)
    stored = _stored(reader.session, round_id, frame)
    frame = frame.merge(stored, on=["sheet_id", "criterion_id"], how="left")
    fresh = frame["old_value"].isna().to_numpy()
    says_more = (frame["evidence"] != "") & (frame["evidence"] != frame["old_evidence"])
    different = ~fresh & ((frame["value"] != frame["old_value"]) | says_more).to_numpy()
    days = _days(frame)
    tally.new += int(fresh.sum())
    tally.unchanged += int((~fresh & ~different).sum())
    _note_changes(frame.loc[different], tally)
    for row, who, old, new in columns_of(days, "row", "who", "old_day", "day"):
        tally.note(row, who, {"handed_in_on": (_day(old), _day(new))})
    return RatingSteps(frame=frame, fresh=fresh, different=different, days=days)


def _without_own(
    reader: Reader, round_id: RoundId, tally: Tally, frame: pd.DataFrame
) -> pd.DataFrame:
    """The rows without those in which somebody rates themselves; each such person is found."""
    rows = reader.session.execute(
        select(CandidateRow.id, CandidateRow.person_id).where(CandidateRow.round_id == round_id)
    )
    person_of: dict[int, int] = dict(rows.all())
    own = frame["candidate_id"].map(person_of) == frame["rater_id"]
    for _candidate, lines in frame.loc[own].groupby("candidate_id", sort=False):
        first = lines.iloc[0]
        tally.find(
            FindingCode.RATER_THEMSELVES,
            int(first["row"]),
            "rater",
            str(first["who"]),
            count=len(lines),
        )
    return frame.loc[~own].reset_index(drop=True)


def _without_biased(reader: Reader, tally: Tally, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that count; ratings of whoever is biased are found, once per sheet."""
    biased = biased_about(reader, frame["candidate_id"].unique().tolist())
    pairs = columns_of(frame, *PAIR)
    out = np.array([rater in biased[candidate] for candidate, rater in pairs], dtype=np.bool_)
    for _sheet, rows in frame.loc[out].groupby(PAIR, sort=False):
        first = rows.iloc[0]
        tally.find(
            FindingCode.RATER_BIASED, int(first["row"]), "rater", str(first["who"]), count=len(rows)
        )
    return frame.loc[~out].reset_index(drop=True)


def sheets_of(session: Session, round_id: RoundId) -> pd.DataFrame:
    """All sheets of the round: candidate_id, rater_id, sheet_id, old_day."""
    rows = session.execute(
        select(SheetRow.candidate_id, SheetRow.rater_id, SheetRow.id, SheetRow.handed_in_on)
        .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    frame = pd.DataFrame([tuple(row) for row in rows], columns=[*PAIR, "sheet_id", "old_day"])
    return frame.astype(dict.fromkeys((*PAIR, "sheet_id"), "int64")).astype(
        {"old_day": "datetime64[s]"}
    )


def columns_of(frame: pd.DataFrame, *names: str) -> Iterable[tuple[Any, ...]]:
    """Some columns of a table, row by row, as plain Python values."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _resolved(reader: Reader, round_id: RoundId, tally: Tally) -> pd.DataFrame:
    """The rows of the file with the keys of the records; those without one are found."""
    read = tally.parsed.frame if len(tally.parsed.frame) else _NOTHING
    candidates, out = _candidates(reader, round_id)
    raters, idle = _raters(reader)
    criteria = dict(
        reader.session.execute(
            select(CriterionRow.key, CriterionRow.id).where(
                CriterionRow.round_id == round_id, CriterionRow.in_use
            )
        ).all()
    )
    keys = {
        "candidate_id": _keys(read, "candidate", candidates, tally, FindingCode.CANDIDATE_UNKNOWN),
        "rater_id": _keys(read, "rater", raters, tally, FindingCode.RATER_UNKNOWN),
        "criterion_id": _keys(read, "criterion", criteria, tally, FindingCode.CRITERION_UNKNOWN),
    }
    frame = pd.DataFrame(
        {
            **keys,
            "value": read["value"].fillna(NB).to_numpy(dtype=np.int64),
            "evidence": read["evidence"].astype(object),
            "day": read["handed_in_on"].to_numpy(dtype="datetime64[s]"),
            "row": read["row"].to_numpy(dtype=np.int64),
            "who": read["candidate"],
        }
    )
    _find(tally, frame["candidate_id"], read, "candidate", out)
    without_role = dict.fromkeys(idle, FindingCode.RATER_WITHOUT_ROLE)
    _find(tally, frame["rater_id"], read, "rater", without_role)
    usable = (frame[[*PAIR, "criterion_id"]] != UNKNOWN).all(axis=1)
    return frame.loc[usable].reset_index(drop=True)


def _keys(
    read: pd.DataFrame, column: str, known: Mapping[str, int], tally: Tally, unknown: FindingCode
) -> NDArray[np.int64]:
    """The key of each row; each name that the records do not know is one finding."""
    names = read[column].cat.categories.tolist()
    codes = read[column].cat.codes.to_numpy()
    keys = np.array([known.get(name, UNKNOWN) for name in names], dtype=np.int64)
    for place in np.flatnonzero(keys == UNKNOWN).tolist()[:MOST_KEPT]:
        rows = np.flatnonzero(codes == place)
        if len(rows):
            row = int(read["row"].iloc[rows[0]])
            tally.find(unknown, row, column, str(names[place]), count=len(rows))
    return keys[codes]


def _find(
    tally: Tally,
    keys: "pd.Series[int]",
    read: pd.DataFrame,
    column: str,
    wrong: Mapping[int, FindingCode],
) -> None:
    """One finding for all rows of one person with whom something is wrong, at the first."""
    for key in [key for key in keys.unique().tolist() if key in wrong][:MOST_KEPT]:
        rows = np.flatnonzero(keys == key)
        row = int(read["row"].iloc[rows[0]])
        tally.find(wrong[key], row, column, str(read[column].iloc[rows[0]]), count=len(rows))


def _candidates(reader: Reader, round_id: RoundId) -> tuple[dict[str, int], dict[int, FindingCode]]:
    """Candidates by address and by personnel number, and those who do not stand."""
    rows = reader.session.execute(
        select(CandidateRow.id, CandidateRow.state, PersonRow.email, PersonRow.personnel_number)
        .join(PersonRow, PersonRow.id == CandidateRow.person_id)
        .where(CandidateRow.round_id == round_id)
    ).all()
    keys = {row.personnel_number: row.id for row in rows if row.personnel_number}
    keys |= {row.email: row.id for row in rows}
    return keys, {row.id: NOT_STANDING[row.state] for row in rows if row.state in NOT_STANDING}


def _raters(reader: Reader) -> tuple[dict[str, int], list[int]]:
    """People by address, and those who have no role in which they could rate."""
    people = dict(reader.session.execute(select(PersonRow.email, PersonRow.id)).all())
    may = set(
        reader.session.scalars(
            select(PersonRoleRow.person_id).where(
                PersonRoleRow.role.in_(GRANTED_TO[Permission.RATE])
            )
        )
    )
    return people, [key for key in people.values() if key not in may]


def _stored(session: Session, round_id: RoundId, frame: pd.DataFrame) -> pd.DataFrame:
    """The ratings of the round's sheets, where the file has any known sheet."""
    rows: Iterable[Any] = ()
    if (frame["sheet_id"] > 0).any():
        rows = session.execute(
            select(
                RatingRow.sheet_id,
                RatingRow.criterion_id,
                func.coalesce(RatingRow.value, NB),
                RatingRow.evidence,
            )
            .join(SheetRow, SheetRow.id == RatingRow.sheet_id)
            .join(CandidateRow, CandidateRow.id == SheetRow.candidate_id)
            .where(CandidateRow.round_id == round_id)
        )
    columns = ["sheet_id", "criterion_id", "old_value", "old_evidence"]
    stored = pd.DataFrame([tuple(row) for row in rows], columns=columns)
    return stored.astype({"sheet_id": "int64", "criterion_id": "int64", "old_value": "float64"})


def _days(frame: pd.DataFrame) -> pd.DataFrame:
    """Known sheets for which the file gives another day; a blank day takes nothing back."""
    first = frame.loc[frame["sheet_id"] > 0].drop_duplicates("sheet_id")
    return first.loc[first["day"].notna() & (first["day"] != first["old_day"])]


def _note_changes(changed: pd.DataFrame, tally: Tally) -> None:
    names = ("row", "who", "old_value", "value", "old_evidence", "evidence")
    for row, who, old_value, value, old_evidence, evidence in columns_of(changed, *names):
        different: dict[str, tuple[object, object]] = {}
        if old_value != value:
            different["value"] = (_mark(old_value), _mark(value))
        if evidence and old_evidence != evidence:
            different["evidence"] = (old_evidence, evidence)
        tally.note(row, str(who), different)


def _mark(value: float) -> str:
    return str(int(value)) if value else "n. b."


def _day(value: Any) -> object:
    return None if pd.isna(value) else value.date()
