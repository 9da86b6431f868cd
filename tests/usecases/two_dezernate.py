"""Two Dezernate with leaders of different severity, for whoever asks what can be compared."""

from lotsen.application.memory import Memory
from lotsen.application.unit_of_work import reading
from lotsen.bootstrap import SYSTEM
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.permissions import Permission
from lotsen.domain.shortlist_rules import ShortlistRules
from lotsen.usecases import shortlist_rules
from lotsen.usecases.fair_scores import fair_of
from tests.makers import COORDINATOR, RATER

CRITERIA = ("motivation", "vorbild", "agil")
NORTH = [(4, 4, 4), (3, 3, 3), (3, 2, 3), (2, 2, 2), (3, 3, 2), (2, 2, 3)]
SOUTH = [(5, 4, 4), (3, 3, 3), (3, 2, 3), (2, 2, 2), (3, 3, 2), (2, 2, 3)]
"""What everybody is worth: the best is in the south."""


def people_of(town, name, worth, leader, shift):
    """A Dezernat whose leader is mild or strict with all of the own people."""
    department = town.make_department(name, kind=DepartmentKind.DEZERNAT)
    keys = []
    for number, marks in enumerate(worth, start=1):
        keys.append(town.make_candidate(f"{name} {number}", department=department))
        moved = [min(5, max(1, mark + shift)) for mark in marks]
        town.make_sheet(keys[-1], leader, **dict(zip(CRITERIA, moved, strict=True)))
    return keys


def make_apart(town):
    """Two Dezernate for one place, each rated by its own leader alone."""
    town.round_id = town.make_round(places=1)
    town.north = people_of(town, "Nord", NORTH, town.make_person("Mia Mild", RATER), 1)
    town.south = people_of(town, "Süd", SOUTH, town.make_person("Stefan Streng", RATER), -1)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def link(apart, revision=1):
    """Let two of the committee rate everybody as they are worth."""
    members = [apart.make_person("Rita Roth", RATER), apart.make_person("Rolf Rau", RATER)]
    for keys, worth in ((apart.north, NORTH), (apart.south, SOUTH)):
        for key, marks in zip(keys, worth, strict=True):
            for member in members:
                rated = dict(zip(CRITERIA, marks, strict=True))
                apart.make_sheet(key, member, revision=revision, **rated)
    return apart


def link_weakly(apart):
    """One of the committee has seen one person of each: fair scores are worked out, and refused."""
    member = apart.make_person("Rita Roth", RATER)
    for keys, worth in ((apart.north, NORTH), (apart.south, SOUTH)):
        apart.make_sheet(keys[1], member, **dict(zip(CRITERIA, worth[1], strict=True)))
    return apart


def fair_numbers(town):
    """The fair scores of the town that nobody must see where the gate refuses, and the gate.

    Only those that are told apart from every plain number by two decimals.
    """
    with reading(
        town.engine, SYSTEM, Permission.SEE_SCORES, town.application.clock(), Memory()
    ) as reader:
        fair = fair_of(reader, town.round_id)
    plain = {f"{each:.2f}" for each in fair.plain}
    numbers = [*fair.fair.tolist(), *fair.correction.tolist()]
    return [each for each in numbers if f"{each:.2f}" not in plain], fair.gate.comparable


def link_by_turns(apart):
    """Two of the committee have seen three people of each, others each: that is compared."""
    members = [apart.make_person("Rita Roth", RATER), apart.make_person("Rolf Rau", RATER)]
    for keys, worth in ((apart.north, NORTH), (apart.south, SOUTH)):
        for place, (key, marks) in enumerate(zip(keys, worth, strict=True)):
            rated = dict(zip(CRITERIA, marks, strict=True))
            apart.make_sheet(key, members[place % 2], **rated)
    return apart


def want(town, objective):
    """Let the town's rules say which scores count: the fair ones or the plain ones."""
    rules = ShortlistRules(places=1, objective=objective)
    town.application.execute(town.kim, shortlist_rules.set_rules, town.round_id, rules, seen=0)
