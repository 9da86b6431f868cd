"""The register of a round: every candidate with name, place and state, as one table."""

from functools import partial

import pandas as pd
from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.departments import Department, Level, ancestors
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.people import full_name, sorted_name
from lotsen.domain.texts import folded
from lotsen.usecases.departments import tree_of
from lotsen.usecases.rounds import revision_of

COLUMNS = (
    "candidate_id",
    "person_id",
    "department_id",
    "state",
    "workload",
    "received_on",
    "version",
    "salutation",
    "title",
    "first_name",
    "last_name",
    "email",
    "phone",
    "personnel_number",
    "function",
    "site",
    "leader",
    "leader_email",
)
SEARCHED = ("sorted_name", "name", "email", "department", "fachbereich", "function")
LEVELS = {
    Level.DEZERNAT: "dezernat",
    Level.FACHBEREICH: "fachbereich",
    Level.ABTEILUNG: "abteilung",
    Level.SACHGEBIET: "sachgebiet",
}


def register_of(reader: Reader, round_id: RoundId) -> pd.DataFrame:
    """All candidates of the round, sorted by name; not to be changed by who gets it.

    The columns are `COLUMNS`, then `name`, `sorted_name`, `department` (its own name),
    `number` (of its Fachbereich), one name per level of the tree ("" where there is none)
    and, for grouping, one key per level (`dezernat_id` and so on, 0 where there is none).
    """
    make = partial(_load, reader, round_id)
    register: pd.DataFrame = reader.memory.recall(
        ("register", round_id), revision_of(reader, round_id), make
    )
    return register


def _load(reader: Reader, round_id: RoundId, _older: pd.DataFrame | None) -> pd.DataFrame:
    rows = _rows(reader, round_id)
    frame = pd.DataFrame([tuple(row) for row in rows], columns=[*COLUMNS, *_LEADER_PARTS])
    frame["leader"] = [
        full_name(
            title=row.leader_title or "",
            first_name=row.leader_first_name or "",
            last_name=row.leader or "",
        )
        for row in rows
    ]
    frame["leader_email"] = without_gaps(frame["leader_email"])
    frame["name"] = [
        full_name(title=row.title, first_name=row.first_name, last_name=row.last_name)
        for row in rows
    ]
    frame["sorted_name"] = [
        sorted_name(title=row.title, first_name=row.first_name, last_name=row.last_name)
        for row in rows
    ]
    frame = frame.drop(columns=list(_LEADER_PARTS))
    places = _places(tree_of(reader))
    frame = frame.merge(places, on="department_id", how="left", validate="many_to_one")
    return frame.sort_values("sorted_name", key=_folded, kind="stable", ignore_index=True)


_LEADER_PARTS = ("leader_title", "leader_first_name")


def _rows(reader: Reader, round_id: RoundId) -> list[Row[tuple[object, ...]]]:
    leader = aliased(PersonRow)
    return list(
        reader.session.execute(
            select(
                CandidateRow.id.label("candidate_id"),
                CandidateRow.person_id,
                CandidateRow.department_id,
                CandidateRow.state,
                CandidateRow.workload,
                CandidateRow.received_on,
                CandidateRow.version,
                PersonRow.salutation,
                PersonRow.title,
                PersonRow.first_name,
                PersonRow.last_name,
                PersonRow.email,
                PersonRow.phone,
                PersonRow.personnel_number,
                PersonRow.function,
                PersonRow.site,
                leader.last_name.label("leader"),
                leader.email.label("leader_email"),
                leader.title.label("leader_title"),
                leader.first_name.label("leader_first_name"),
            )
            .join(PersonRow, PersonRow.id == CandidateRow.person_id)
            .outerjoin(leader, leader.id == CandidateRow.leader_id)
            .where(CandidateRow.round_id == round_id)
        )
    )


def _places(tree: dict[DepartmentId, Department]) -> pd.DataFrame:
    """Where each department stands: names and keys of all levels above it."""
    names = list(LEVELS.values())
    blank: dict[str, object] = {**dict.fromkeys(names, ""), "number": ""}
    blank |= dict.fromkeys([f"{name}_id" for name in names], 0)
    lines = []
    for department in tree.values():
        line = {"department_id": department.id, "department": department.name, **blank}
        for above in ancestors(tree, department.id):
            line[LEVELS[above.level]] = above.name
            line[f"{LEVELS[above.level]}_id"] = above.id
            if above.level == Level.FACHBEREICH:
                line["number"] = above.number
        lines.append(line)
    frame = pd.DataFrame(lines, columns=["department_id", "department", *blank])
    return frame.astype({"department_id": "int64"})


def without_gaps(texts: pd.Series) -> pd.Series:
    """A column of texts with "" where the records have nothing."""
    return texts.astype(object).where(texts.notna(), "")


def searched_of(reader: Reader, round_id: RoundId) -> pd.Series:
    """For each line of the register what a search looks through, `folded`."""

    def load(_older: pd.Series | None) -> pd.Series:
        register = register_of(reader, round_id)
        texts = register[list(SEARCHED)].astype(str).agg("\n".join, axis="columns")
        return _folded(texts)

    return reader.memory.recall(("searched", round_id), revision_of(reader, round_id), load)


def _folded(names: pd.Series) -> pd.Series:
    return names.astype(str).map(folded)
