"""What the first places hang on: weights, single criteria, single raters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.scoring import sensitivity as scoring
from lotsen.scoring.fair import Comparable
from lotsen.scoring.sensitivity import Change, Variant
from lotsen.usecases.comparison import sees_raters
from lotsen.usecases.fair_scores import fair_of, single_ratings, weights_of
from lotsen.usecases.methods import Method, method_of
from lotsen.usecases.raters import names_of
from lotsen.usecases.register import register_of
from lotsen.usecases.rounds import criteria_of, revision_of
from lotsen.usecases.sight import actors_sight

Names = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """One thing done otherwise; names of those in sight.

    `name` is the criterion's or the rater's; „“ for equal weights and where no rater is named.
    """

    change: Change
    name: str
    enters: Names
    leaves: Names
    unrated: Names

    @property
    def changes(self) -> bool:
        """Whether anybody comes in or drops out."""
        return bool(self.enters or self.leaves or self.unrated)


@dataclass(frozen=True, kw_only=True)
class Firmness:
    """With how many of the drawn weights somebody is among the first."""

    name: str
    first: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class SensitivityView:
    """How firm the first places are; empty where nothing is comparable.

    `people` are those in sight who are in with some weights and out with others, and all who
    are among the first; from the firmest on.
    """

    comparable: Comparable
    places: int
    method: Method
    what_if: tuple[WhatIf, ...] = ()
    people: tuple[Firmness, ...] = ()
    draws: int = 0
    whole_town: bool = True


@requires(Permission.SEE_SCORES)
def sensitivity(reader: Reader, round_id: RoundId) -> SensitivityView:
    """What changes the first places; raters are named to the coordination alone."""
    sight = actors_sight(reader, round_id)
    fair = fair_of(reader, round_id)
    view = SensitivityView(
        comparable=fair.gate.comparable,
        places=fair.settings.places,
        method=method_of(reader, round_id, fair),
        whole_town=sight.departments is None,
    )
    if fair.gate.comparable == Comparable.NO:
        return view
    make = partial(_sensitivity, reader, round_id)
    found: scoring.Sensitivity = reader.memory.recall(
        ("sensitivity", round_id), revision_of(reader, round_id), make
    )
    register = register_of(reader, round_id)
    if sight.departments is not None:
        register = register.loc[register["department_id"].isin(sight.departments)]
    people = dict(zip(register["candidate_id"].tolist(), register["name"], strict=True))
    return replace(
        view,
        what_if=_what_if(reader, round_id, found, people),
        people=_firmness(found, people),
        draws=found.draws,
    )


def _sensitivity(
    reader: Reader, round_id: RoundId, _older: scoring.Sensitivity | None
) -> scoring.Sensitivity:
    cells, weights = single_ratings(reader, round_id), weights_of(reader, round_id)
    return scoring.sensitivity(cells, weights, fair_of(reader, round_id))


def _what_if(
    reader: Reader, round_id: RoundId, found: scoring.Sensitivity, people: Mapping[int, str]
) -> tuple[WhatIf, ...]:
    criteria = criteria_of(reader, round_id)
    keys = [each.key for each in found.variants if each.change == Change.WITHOUT_RATER]
    raters = names_of(reader, [key for key in keys if key is not None])
    named = sees_raters(reader.actor)

    def name_of(variant: Variant) -> str:
        if variant.key is None:
            return ""
        if variant.change == Change.WITHOUT_CRITERION:
            return criteria[variant.key].title
        return raters[variant.key] if named else ""

    return tuple(
        WhatIf(
            change=variant.change,
            name=name_of(variant),
            enters=_named(variant.enters, people),
            leaves=_named(variant.leaves, people),
            unrated=_named(variant.unrated, people),
        )
        for variant in found.variants
        if named or variant.change != Change.WITHOUT_RATER
    )


def _named(keys: tuple[int, ...], people: Mapping[int, str]) -> Names:
    return tuple(people[key] for key in keys if key in people)


def _firmness(found: scoring.Sensitivity, people: Mapping[int, str]) -> tuple[Firmness, ...]:
    rows = np.argsort(-found.acceptance, kind="stable")
    return tuple(
        Firmness(
            name=people[int(found.candidate_ids[row])],
            first=bool(found.first[row]),
            share=float(found.acceptance[row]),
        )
        for row in rows
        if int(found.candidate_ids[row]) in people
        and (found.first[row] or found.acceptance[row] > 0)
    )
