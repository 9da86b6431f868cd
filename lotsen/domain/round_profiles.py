"""The profile of a round: what is announced before anybody is rated, and how it may change.

Until the first sheet is handed in it can be changed at will; from then on a change is a new
version with a reason, and takes effect only when a second person approves it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from lotsen.domain.criteria import HIGHEST, LOWEST, Criterion
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.ids import PersonId
from lotsen.domain.texts import check_signs

MOST_PLACES = 1_000
HEAVIEST = 10.0
LONGEST_TITLE = 80
LONGEST_TEXT = 2_000

Value = bool | float | str | None


class ProfileState(StrEnum):
    """What has become of a version; the values are stored."""

    VALID = "valid"
    PROPOSED = "proposed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ProfileField(StrEnum):
    """What can change in a profile; the values are stored."""

    PLACES = "places"
    IN_USE = "in_use"
    WEIGHT = "weight"
    TITLE = "title"
    FULL_TITLE = "full_title"
    DEFINITION = "definition"
    ANCHOR = "anchor"
    QUESTIONS = "questions"


@dataclass(frozen=True, kw_only=True)
class RoundProfile:
    """How many places there are, and what every sheet asks; those not in use included."""

    places: int
    criteria: tuple[Criterion, ...]

    @property
    def in_use(self) -> tuple[Criterion, ...]:
        """The criteria that stand on the sheets."""
        return tuple(each for each in self.criteria if each.in_use)

    def with_criterion(self, criterion: Criterion) -> "RoundProfile":
        """The same profile, with one of its criteria as it should be."""
        both = tuple(criterion if each.key == criterion.key else each for each in self.criteria)
        return replace(self, criteria=both)


@dataclass(frozen=True, kw_only=True)
class ProfileChange:
    """One field, before and after; `old` is None where there was nothing.

    `criterion` is the key, `title` the title at that time; `step` is that of an anchor.
    """

    field: ProfileField
    old: Value
    new: Value
    criterion: str = ""
    title: str = ""
    step: int = 0


def differences(old: RoundProfile, new: RoundProfile) -> tuple[ProfileChange, ...]:
    """Everything in which two profiles differ, in the order of the criteria."""
    return tuple(_differences(old, new))


def _differences(old: RoundProfile, new: RoundProfile) -> Iterator[ProfileChange]:
    if old.places != new.places:
        yield ProfileChange(field=ProfileField.PLACES, old=old.places, new=new.places)
    known = {each.key: each for each in old.criteria}
    for each in new.criteria:
        before = _facts(known[each.key]) if each.key in known else {}
        title = known.get(each.key, each).title
        for (field, step), value in _facts(each).items():
            was = before.get((field, step))
            if was != value and (was or value):
                yield ProfileChange(
                    field=field,
                    old=was,
                    new=value,
                    criterion=each.key,
                    title=title,
                    step=step,
                )


def _facts(criterion: Criterion) -> Mapping[tuple[ProfileField, int], Value]:
    return {
        (ProfileField.IN_USE, 0): criterion.in_use,
        (ProfileField.WEIGHT, 0): criterion.weight,
        (ProfileField.TITLE, 0): criterion.title,
        (ProfileField.FULL_TITLE, 0): criterion.full_title,
        (ProfileField.DEFINITION, 0): criterion.definition,
        **{
            (ProfileField.ANCHOR, step): criterion.anchors.get(step, "")
            for step in range(LOWEST, HIGHEST + 1)
        },
        (ProfileField.QUESTIONS, 0): "\n".join(criterion.questions),
    }


def new_criterion(profile: RoundProfile, title: str, definition: str, weight: float) -> Criterion:
    """A criterion after all others; a key is never used twice, for nothing is ever deleted."""
    number = max((each.number for each in profile.criteria), default=0) + 1
    return Criterion(
        key=f"kriterium_{number}",
        number=number,
        title=title,
        full_title=title,
        title_en=title,
        definition=definition,
        anchors={},
        questions=(),
        hint="",
        weight=weight,
    )


def checked(profile: RoundProfile, old: RoundProfile) -> RoundProfile:
    """Give a profile back without blanks around its texts.

    Raises:
        BadInput: nobody could be rated or chosen by it.
        NotFound: a criterion of `old` is missing; criteria are taken out of use, never deleted.
    """
    if profile.places < 1:
        raise BadInput("round.needs_places")
    if profile.places > MOST_PLACES:
        raise BadInput("profile.too_many_places", most=MOST_PLACES)
    if {each.key for each in old.criteria} - {each.key for each in profile.criteria}:
        raise NotFound("criterion.unknown")
    before = {each.key: each for each in old.criteria}
    tidy = tuple(_checked(each, before.get(each.key)) for each in profile.criteria)
    used = [each for each in tidy if each.in_use]
    if not any(each.weight for each in used):
        raise BadInput("profile.needs_a_weight")
    if len({each.title.casefold() for each in used}) < len(used):
        raise BadInput("profile.same_title")
    return RoundProfile(places=profile.places, criteria=tidy)


def _checked(criterion: Criterion, old: Criterion | None) -> Criterion:
    """One criterion; its English title follows a new German one until somebody translates it."""
    if not isfinite(criterion.weight) or not 0 <= criterion.weight <= HEAVIEST:
        raise BadInput("profile.bad_weight", heaviest=HEAVIEST)
    title = criterion.title.strip()
    if not title or len(title) > LONGEST_TITLE or "\n" in title:
        raise BadInput("profile.needs_title", longest=LONGEST_TITLE)
    same = old is not None and old.title == title
    tidy = replace(
        criterion,
        title=title,
        title_en=criterion.title_en if same else title,
        full_title=criterion.full_title.strip() or title,
        definition=criterion.definition.strip(),
        anchors={step: text.strip() for step, text in criterion.anchors.items()},
        questions=tuple(text.strip() for text in criterion.questions if text.strip()),
    )
    for text in (title, tidy.full_title, tidy.definition, *tidy.anchors.values(), *tidy.questions):
        if len(text) > LONGEST_TEXT:
            raise BadInput("remark.too_long", longest=LONGEST_TEXT)
        check_signs(text)
    return tidy


def check_differs(changes: Sequence[ProfileChange]) -> None:
    """Refuse a version in which nothing is new."""
    if not changes:
        raise BadInput("profile.nothing_new")


def check_seen(number: int, seen: int, *, left_to_do: Sequence[ProfileChange]) -> None:
    """Refuse a change of a profile that is no longer the one that was seen."""
    if number != seen:
        raise Outdated("record.outdated" if left_to_do else "record.repeated")


def check_free(frozen_on: date | None) -> None:
    """Refuse a change by one person alone once a sheet was handed in."""
    if frozen_on is not None:
        raise WrongPhase("profile.frozen", since=frozen_on)


def check_frozen(frozen_on: date | None) -> None:
    """Refuse a proposal where nobody has to approve anything."""
    if frozen_on is None:
        raise WrongPhase("profile.not_frozen")


def check_second_person(proposed_by: PersonId | None, actor: PersonId) -> None:
    """Refuse that anybody decides on what they have proposed."""
    if proposed_by == actor:
        raise NotAllowed("profile.own_proposal")


def check_own(proposed_by: PersonId | None, actor: PersonId) -> None:
    """Refuse that anybody withdraws what somebody else has proposed."""
    if proposed_by != actor:
        raise NotAllowed("profile.not_own_proposal")


def written_changes(changes: Iterable[ProfileChange]) -> list[dict[str, Any]]:
    """Changes as they are stored, with the version and in the audit log."""
    return [asdict(each) | {"field": each.field.value} for each in changes]


def read_changes(stored: Sequence[Mapping[str, Any]]) -> tuple[ProfileChange, ...]:
    """Stored changes."""
    return tuple(ProfileChange(**{**each, "field": ProfileField(each["field"])}) for each in stored)
