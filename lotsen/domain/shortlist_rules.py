"""The rules of a shortlist: what the town asks of the set, said before anybody is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from lotsen.domain.departments import Level
from lotsen.domain.errors import BadInput
from lotsen.domain.ids import CandidateId, DepartmentId
from lotsen.domain.texts import check_reason, check_signs

MOST_PLACES = 1_000


class Attribute(StrEnum):
    """What a group may be bounded by: neutral, and in the records anyway; the values are stored.

    Sex, age, origin, disability and the like are not here, and never will be.
    """

    PART_TIME = "part_time"
    SITE = "site"


class Objective(StrEnum):
    """Which scores a proposal makes as high as it can; the values are stored."""

    FAIR = "fair"
    PLAIN = "plain"


class RuleKind(StrEnum):
    """What a rule is about."""

    LEVEL = "level"
    DEPARTMENT = "department"
    CRITERION = "criterion"
    GROUP = "group"
    MUST_IN = "must_in"
    MUST_OUT = "must_out"


@dataclass(frozen=True, kw_only=True)
class SpokenRule:
    """A rule, or the part of it about one department, as it is spoken of.

    `subject` is the name of what it is about; for a level its number.
    """

    kind: RuleKind
    subject: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class LevelRule:
    """So many from each department of a level."""

    level: Level
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class DepartmentRule:
    """So many from one department and all below it."""

    department_id: DepartmentId
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class CriterionRule:
    """At least so many who are strong on a criterion."""

    criterion: str
    least: int


@dataclass(frozen=True, kw_only=True)
class GroupRule:
    """So many of a neutral group; `value` is the site, and "" for part-time."""

    attribute: Attribute
    value: str = ""
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonRule:
    """One person must be in, or must be out, for a reason."""

    candidate_id: CandidateId
    chosen: bool
    reason: str


Rules = Sequence[LevelRule | DepartmentRule | GroupRule]


@dataclass(frozen=True, kw_only=True)
class ShortlistRules:
    """All rules of a round; none at all means the best so many.

    The fair scores are meant unless the town says otherwise; where people cannot be compared,
    a proposal stands on the plain ones all the same.
    """

    places: int
    objective: Objective = Objective.FAIR
    levels: tuple[LevelRule, ...] = ()
    departments: tuple[DepartmentRule, ...] = ()
    criteria: tuple[CriterionRule, ...] = ()
    groups: tuple[GroupRule, ...] = ()
    people: tuple[PersonRule, ...] = ()


def check_rules(rules: ShortlistRules) -> ShortlistRules:
    """Give the rules back with their reasons trimmed; refuse those that cannot be meant."""
    if not 1 <= rules.places <= MOST_PLACES:
        raise BadInput("rules.bad_places", most=MOST_PLACES)
    bounded: Rules = (*rules.levels, *rules.departments, *rules.groups)
    for rule in bounded:
        if rule.least < 0 or (rule.most is not None and rule.most < rule.least):
            raise BadInput("rules.bad_bounds")
    if any(rule.least < 0 for rule in rules.criteria):
        raise BadInput("rules.bad_bounds")
    for group in rules.groups:
        check_signs(group.value)
    _check_once([rule.level for rule in rules.levels])
    _check_once([rule.department_id for rule in rules.departments])
    _check_once([rule.criterion for rule in rules.criteria])
    _check_once([(rule.attribute, rule.value) for rule in rules.groups])
    _check_once([rule.candidate_id for rule in rules.people])
    people = (replace(rule, reason=check_reason(rule.reason)) for rule in rules.people)
    return replace(rules, people=tuple(people))


def _check_once(subjects: Sequence[object]) -> None:
    if len(set(subjects)) < len(subjects):
        raise BadInput("rules.twice")


def as_json(rules: ShortlistRules) -> dict[str, Any]:
    """The rules as they are stored."""
    return asdict(rules)


def from_json(stored: Mapping[str, Any]) -> ShortlistRules:
    """The rules as they were stored."""
    return ShortlistRules(
        places=stored["places"],
        objective=Objective(stored.get("objective", Objective.FAIR)),  # rules of earlier days
        levels=tuple(
            LevelRule(level=Level(each["level"]), least=each["least"], most=each["most"])
            for each in stored["levels"]
        ),
        departments=tuple(DepartmentRule(**each) for each in stored["departments"]),
        criteria=tuple(CriterionRule(**each) for each in stored["criteria"]),
        groups=tuple(
            GroupRule(**{**each, "attribute": Attribute(each["attribute"])})
            for each in stored["groups"]
        ),
        people=tuple(PersonRule(**each) for each in stored["people"]),
    )
