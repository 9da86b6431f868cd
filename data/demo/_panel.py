"""Who rates whom, and when: few sheets each, across departments, none for late comers."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from _candidates import INTERESTED, Candidate
from _people import Person

DAYS = tuple(date(2027, 6, day) for day in (8, 9, 10, 11, 14, 15))
_RUSH = (1, 2, 3, 4, 6, 5)
_SHEETS, _HOW_OFTEN = (2, 3, 4, 5), (22, 42, 25, 11)
_DRAFTS = (2, 1)
_ENOUGH = 3
_OWN, _NEAR, _FAR = 30.0, 2.0, 1.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet before it is filled in; `handed_in_on` is None for a draft."""

    candidate: Candidate
    rater: Person
    is_own: bool
    handed_in_on: date | None


def deal(
    candidates: Sequence[Candidate], raters: Sequence[Person], rng: random.Random
) -> list[Sheet]:
    """Deal the sheets: the latest candidate has none yet, the one before a single one."""
    waiting = [person for person in candidates if person.state == INTERESTED and person.received_on]
    waiting.sort(key=lambda person: person.received_on or date.max)
    wanted = {person.number: rng.choices(_SHEETS, _HOW_OFTEN)[0] for person in waiting[:-2]}
    wanted[waiting[-2].number] = 1
    load: Counter[str] = Counter()
    pairs: list[tuple[Candidate, Person]] = []
    for candidate in candidates:
        for rater in _raters(candidate, raters, wanted.get(candidate.number, 0), load, rng):
            load[rater.name.email] += 1
            pairs.append((candidate, rater))
    days = {rater.name.email: _days(rng) for rater in raters}
    drafts = _drafts(pairs, raters, rng)
    return [
        Sheet(
            candidate=candidate,
            rater=rater,
            is_own=_leads(rater, candidate),
            handed_in_on=None
            if (candidate.number, rater.name.email) in drafts
            else _day(candidate, days[rater.name.email], rng),
        )
        for candidate, rater in pairs
    ]


def link(sheets: Sequence[Sheet]) -> Sheet:
    """Add one sheet that ties the smallest division to the others.

    The coordination asked for it: a rater who had judged two people there takes a third.
    """
    people = {(each.candidate.number, each.candidate.place.division) for each in sheets}
    sizes = Counter(division for _number, division in people)
    smallest = min(sizes, key=lambda division: (sizes[division], division))
    inside = [each for each in sheets if each.candidate.place.division == smallest]
    load = Counter(each.rater.name.email for each in inside if each.handed_in_on)
    seen = {(each.candidate.number, each.rater.name.email) for each in inside}
    for each in sorted(inside, key=lambda one: (one.rater.name.email, one.candidate.number)):
        if load[each.rater.name.email] != _ENOUGH - 1:
            continue
        for other in inside:
            if (other.candidate.number, each.rater.name.email) not in seen:
                return Sheet(
                    candidate=other.candidate,
                    rater=each.rater,
                    is_own=_leads(each.rater, other.candidate),
                    handed_in_on=DAYS[-1],
                )
    raise ValueError("nobody has judged two people there")


def _leads(rater: Person, candidate: Candidate) -> bool:
    """Whether the candidate works in the unit that the rater leads."""
    return rater.place.leader == rater.name and rater.place.unit == candidate.place.unit


def _raters(
    candidate: Candidate,
    raters: Sequence[Person],
    wanted: int,
    load: Counter[str],
    rng: random.Random,
) -> list[Person]:
    free = [rater for rater in raters if rater.name.email != candidate.name.email]
    taken: list[Person] = []
    while len(taken) < wanted:
        weights = [
            _closeness(rater, candidate) / (1 + load[rater.name.email]) ** 2 for rater in free
        ]
        taken.append(free.pop(rng.choices(range(len(free)), weights)[0]))
    return taken


def _closeness(rater: Person, candidate: Candidate) -> float:
    """How likely the rater has seen the candidate at work."""
    if rater.place.unit == candidate.place.unit:
        return _OWN
    return _NEAR if rater.place.division == candidate.place.division else _FAR


def _days(rng: random.Random) -> list[date]:
    """The days on which a rater sits down to it, most of them late."""
    return sorted(set(rng.choices(DAYS, _RUSH, k=3)))


def _day(candidate: Candidate, days: Sequence[date], rng: random.Random) -> date:
    """Choose a day on which the candidacy was known for at least a day."""
    known = (candidate.received_on or DAYS[0]) + timedelta(days=1)
    own = [day for day in days if day >= known]
    return rng.choice(own) if own else min(day for day in DAYS if day >= known)


def _drafts(
    pairs: Sequence[tuple[Candidate, Person]], raters: Sequence[Person], rng: random.Random
) -> set[tuple[str, str]]:
    """Choose the sheets of two raters that are still drafts; two others must be there."""
    sheets = Counter(candidate.number for candidate, _ in pairs)
    found: set[tuple[str, str]] = set()
    for rater, count in zip(rng.sample(raters, len(_DRAFTS)), _DRAFTS, strict=True):
        email = rater.name.email
        open_to = [
            one.number for one, who in pairs if who == rater and sheets[one.number] >= _ENOUGH
        ]
        for number in open_to[-count:]:
            sheets[number] -= 1
            found.add((number, email))
    return found
