"""Whose ratings a person may see. Asked inside the queries; there is no second way."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import DepartmentId
from lotsen.domain.people import Actor, Role

SEES_EVERYTHING = frozenset({Role.COORDINATOR, Role.LEADERSHIP, Role.ADVISORY})

_OFFICE = frozenset({Role.COORDINATOR})
_DECIDING = _OFFICE | {Role.LEADERSHIP}

PROFILE_READ_BY: Mapping[str, frozenset[Role]] = {
    "email": _OFFICE,
    "phone": _OFFICE,
    "note": _DECIDING,
    "received_on": _DECIDING | {Role.ADVISORY},
    "workload": _DECIDING | {Role.ADVISORY, Role.LEADER},
}
"""Who needs which part of a profile (Art. 25 DSGVO); what is not named here, whoever opens it.

Whoever rates reads neither what the office noted about a person nor how to reach one; and the
workload never enters a score.
"""


def kept_from(actor: Actor) -> frozenset[str]:
    """The parts of a profile that an actor does not see."""
    if actor.id is None:
        return frozenset()
    return frozenset(part for part, roles in PROFILE_READ_BY.items() if not roles & actor.roles)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What of the ratings a person sees.

    `departments` is None where all departments are in sight.
    """

    departments: frozenset[DepartmentId] | None
    names_raters: bool

    def covers(self, department: DepartmentId) -> bool:
        """Whether a department is in sight."""
        return self.departments is None or department in self.departments


def sight_of(actor: Actor, *, led: frozenset[DepartmentId], sheets: int, open_sheets: int) -> Sight:
    """Tell what an actor sees, or refuse.

    `led` are the departments that the actor leads, with all below them; `sheets` are the
    actor's own rating sheets, `open_sheets` those not yet handed in. Whoever rates sees
    what others think only after handing in everything: this also holds for a person
    with a second role.
    """
    if open_sheets:
        raise NotAllowed("scores.sealed", open=open_sheets, sheets=sheets)
    if actor.roles & SEES_EVERYTHING:
        return Sight(departments=None, names_raters=True)
    if Role.RATER in actor.roles and sheets:
        return Sight(departments=None, names_raters=True)
    if Role.LEADER in actor.roles and led:
        return Sight(departments=led, names_raters=False)
    if Role.RATER in actor.roles:
        raise NotAllowed("scores.nothing_handed_in")
    raise NotAllowed("scores.no_department")
