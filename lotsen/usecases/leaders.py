"""Who is asked, and told, about a person: the own leader, or the nearest above who can be."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lotsen.application.unit_of_work import Reader
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import LeaderAnswerRow
from lotsen.db.people import LeadsRow, PersonRow
from lotsen.domain.departments import Department, ancestors
from lotsen.domain.ids import DepartmentId, RoundId
from lotsen.domain.people import full_name, sorted_name
from lotsen.domain.texts import folded
from lotsen.usecases.departments import tree_of


@dataclass(frozen=True, kw_only=True)
class Leading:
    """Who leads what, of those who are not blocked."""

    tree: Mapping[DepartmentId, Department]
    leads: Mapping[DepartmentId, Sequence[int]]
    active: Collection[int]

    def leaders_of(self, candidate: CandidateRow) -> Sequence[int]:
        """The own leader; where that one is blocked, unknown, or the person, the nearest above."""
        own = candidate.leader_id
        if own is not None and own in self.active and own != candidate.person_id:
            return [own]
        for above in ancestors(self.tree, DepartmentId(candidate.department_id)):
            found = [each for each in self.leads.get(above.id, ()) if each != candidate.person_id]
            if found:
                return found
        return []


def leading(reader: Reader, tree: Mapping[DepartmentId, Department] | None = None) -> Leading:
    """Who leads what now."""
    active = set(reader.session.scalars(select(PersonRow.id).where(PersonRow.active)))
    leads: dict[DepartmentId, list[int]] = defaultdict(list)
    for row in reader.session.scalars(select(LeadsRow)):
        if row.person_id in active:
            leads[DepartmentId(row.department_id)].append(row.person_id)
    return Leading(tree=tree_of(reader) if tree is None else tree, leads=leads, active=active)


def unasked(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[str]]:
    """By candidate who has an own leader: whose answer is missing, by name.

    Whoever stands in is enough where several lead the same department. An answer that was
    written down counts for the leader whose name stands there.
    """
    rows = reader.session.scalars(
        select(CandidateRow).where(
            CandidateRow.round_id == round_id, CandidateRow.leader_id.is_not(None)
        )
    ).all()
    who_leads, given = leading(reader), _given(reader, round_id)
    concerned = {row.id: who_leads.leaders_of(row) for row in rows}
    keys = {key for leaders in concerned.values() for key in leaders}
    people = {
        row.id: row
        for row in reader.session.scalars(select(PersonRow).where(PersonRow.id.in_(keys)))
    }
    return {
        key: [_names(people[leader])[0] for leader in leaders]
        for key, leaders in concerned.items()
        if leaders and not any(_answered(people[each], given.get(key, ())) for each in leaders)
    }


def _given(reader: Reader, round_id: RoundId) -> Mapping[int, Sequence[LeaderAnswerRow]]:
    found: dict[int, list[LeaderAnswerRow]] = defaultdict(list)
    rows = reader.session.scalars(
        select(LeaderAnswerRow)
        .join(CandidateRow, CandidateRow.id == LeaderAnswerRow.candidate_id)
        .where(CandidateRow.round_id == round_id)
    )
    for row in rows:
        found[row.candidate_id].append(row)
    return found


def _answered(leader: PersonRow, answers: Sequence[LeaderAnswerRow]) -> bool:
    """Whether a leader gave an answer, or one stands under the leader's name."""
    names = {folded(name) for name in _names(leader)}
    return any(
        each.leader_id == leader.id or (each.leader_id is None and folded(each.given_by) in names)
        for each in answers
    )


def _names(person: PersonRow) -> Sequence[str]:
    """How a person may be called, the whole name first."""
    parts = {"first_name": person.first_name, "last_name": person.last_name}
    return [
        say(title=title, **parts)
        for say in (full_name, sorted_name)
        for title in (person.title, "")
    ]
