"""Compare a list of candidates with the records, and take it over."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.domain.candidates import OVER, CandidateState
from lotsen.domain.findings import FindingCode
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.usecases.departments import tree_of
from lotsen.usecases.import_people import (
    PERSONAL,
    Leaders,
    Places,
    people_by_email,
    who,
    write_person,
)
from lotsen.usecases.import_plan import Tally, differences

OF_PERSON = (*PERSONAL, "site", "personnel_number")
OF_CANDIDACY = ("state", "workload", "received_on", "motivation", "projects", "note")


@dataclass(eq=False)
class CandidateStep:
    """One candidate of the file: the rows there are, and what would become of them."""

    line: dict[str, Any]
    person: PersonRow | None
    candidate: CandidateRow | None
    department: DepartmentId | None
    leader: str
    different: dict[str, object]


@dataclass(kw_only=True)
class Known:
    """What the records hold, found by what a file says."""

    people: dict[str, PersonRow]
    candidates: dict[int, CandidateRow]
    numbers: dict[str, str]
    emails: dict[int, str]
    names: dict[int, str]
    places: Places
    leaders: Leaders


def compare_candidates(
    reader: Reader, round_id: RoundId, tally: Tally
) -> tuple[list[CandidateStep], Leaders]:
    """Say for each line whether it is new, changed or known; nothing is written."""
    people = people_by_email(reader)
    tree = tree_of(reader)
    candidates = reader.session.scalars(
        select(CandidateRow).where(CandidateRow.round_id == round_id)
    )
    known = Known(
        people=people,
        candidates={row.person_id: row for row in candidates},
        numbers={row.personnel_number: row.email for row in people.values()},
        emails={row.id: row.email for row in people.values()},
        names={department.id: department.name for department in tree.values()},
        places=Places(tree),
        leaders=Leaders(people, tally),
    )
    lines = tally.lines()
    return [_step(known, line, tally) for line in lines], known.leaders


def take_candidates(
    uow: UnitOfWork, round_id: RoundId, steps: list[CandidateStep], leaders: Leaders
) -> None:
    """Write what `compare_candidates` found."""
    for step in steps:
        if step.person is None:
            step.person = PersonRow(email=step.line["email"], last_name=step.line["last_name"])
            uow.session.add(step.person)
            leaders.know(step.person)
        write_person(
            step.person, {key: step.different[key] for key in OF_PERSON if key in step.different}
        )
    uow.session.flush()
    for step in steps:
        _write_candidacy(uow, round_id, step, leaders)


def _step(known: Known, line: dict[str, Any], tally: Tally) -> CandidateStep:
    person = known.people.get(line["email"])
    candidate = known.candidates.get(person.id) if person else None
    _check_number(known, line, tally)
    _check_reason(line, candidate, tally)
    path = [line["division"], line["unit"], line["department"]]
    column = next((name for name in ("department", "unit") if line[name]), "division")
    department = known.places.find(path, line["row"], column, tally)
    leader = known.leaders.expect(line, "leader_name", "leader_email")
    new = {name: line[name] for name in (*OF_PERSON, *OF_CANDIDACY)}
    new |= {"department": known.names.get(department or 0, ""), "leader": leader}
    if candidate is None:
        tally.new += 1
        different = new
        if person is not None:
            _show_changes(person, line, tally)
    else:
        assert person is not None
        old = _personal(person) | {name: getattr(candidate, name) for name in OF_CANDIDACY}
        old["department"] = known.names[candidate.department_id]
        old["leader"] = known.emails.get(candidate.leader_id or 0, "")
        different = tally.compare(line["row"], who(line), old, new)
    return CandidateStep(line, person, candidate, department, leader, different)


def _show_changes(person: PersonRow, line: dict[str, Any], tally: Tally) -> None:
    """Show what a new candidacy would change in somebody who is known already."""
    new = {name: line[name] for name in OF_PERSON}
    tally.show(line["row"], who(line), differences(_personal(person), new))


def _personal(person: PersonRow) -> dict[str, Any]:
    return {name: getattr(person, name) for name in OF_PERSON}


def _check_number(known: Known, line: dict[str, Any], tally: Tally) -> None:
    number = line["personnel_number"]
    holder = known.numbers.get(number) if number else None
    if holder is not None and holder != line["email"]:
        tally.find(
            FindingCode.PERSONNEL_NUMBER_TAKEN,
            line["row"],
            "personnel_number",
            number,
            holder=holder,
        )


def _check_reason(line: dict[str, Any], candidate: CandidateRow | None, tally: Tally) -> None:
    """Say where a candidacy is over, in the file or in the records, and nobody says why."""
    state = line["state"] or (CandidateState.INTERESTED if candidate is None else candidate.state)
    if state in OVER and not (line["note"] or (candidate is not None and candidate.note)):
        tally.find(FindingCode.CANDIDATE_WITHOUT_REASON, line["row"], "note", "")


def _write_candidacy(
    uow: UnitOfWork, round_id: RoundId, step: CandidateStep, leaders: Leaders
) -> None:
    assert step.person is not None
    values: dict[str, Any] = {
        key: step.different[key] for key in OF_CANDIDACY if key in step.different
    }
    if "leader" in step.different and (leader := leaders.written(uow, step.leader)):
        values["leader_id"] = leader.id
    if step.candidate is None:
        assert step.department is not None
        values["state"] = values["state"] or CandidateState.INTERESTED
        uow.session.add(
            CandidateRow(
                round_id=round_id,
                person_id=step.person.id,
                department_id=step.department,
                **values,
            )
        )
        return
    if "department" in step.different and step.department is not None:
        step.candidate.department_id = step.department
    for name, value in values.items():
        setattr(step.candidate, name, value)
