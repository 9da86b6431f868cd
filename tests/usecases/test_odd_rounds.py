"""Odd rounds get an answer or a clear refusal, everywhere: never NaN, never an exception."""

import json

import numpy as np
import pytest

from lotsen.domain.departments import DepartmentKind, Level
from lotsen.scoring.fair import Comparable
from lotsen.usecases import (
    advising,
    closing,
    comparison,
    distances,
    dossier,
    proposal,
    rater_diagnostics,
    raters,
    sensitivity,
    shortlist_file,
)
from tests.makers import COORDINATOR, RATER

FAIR = ["fair", "correction", "error", "rank", "rank_low", "rank_high", "p_top_k"]
ROUNDS = {  # candidate, rater, mark
    "nobody is rated": ([], Comparable.NO),
    "one rater": ([(person, 0, 1 + person % 5) for person in range(6)], Comparable.CAUTION),
    "one candidate": ([(0, rater, 2 + rater) for rater in range(3)], Comparable.CAUTION),
    "all ratings alike": (
        [(person, rater, 4) for person in range(6) for rater in range(3)],
        Comparable.YES,
    ),
    "no spread between people": (
        [(person, rater, 2 + rater) for person in range(6) for rater in range(3)],
        Comparable.YES,
    ),
    "no spread between raters": (
        [(person, rater, 1 + person % 5) for person in range(6) for rater in range(3)],
        Comparable.YES,
    ),
    "one sheet each": ([(person, person, 1 + person % 5) for person in range(6)], Comparable.NO),
    "nothing observable": (
        [(person, rater, None) for person in range(6) for rater in range(3)],
        Comparable.NO,
    ),
    "disconnected": (
        [
            (person, 2 * (person // 3) + rater, 1 + (person + rater) % 5)
            for person in range(6)
            for rater in range(2)
        ],
        Comparable.NO,
    ),
    "twelve by three, complete": (
        [
            (person, rater, 1 + (person * 7 + rater * 3) % 5)
            for person in range(12)
            for rater in range(3)
        ],
        Comparable.YES,
    ),
}


@pytest.fixture(params=ROUNDS.values(), ids=ROUNDS)
def odd(town, request):
    """A round with these sheets; everybody is in one Dezernat."""
    sheets, town.comparable = request.param
    town.round_id = town.make_round(places=2)
    town.make_department("Dezernat I", kind=DepartmentKind.DEZERNAT)
    people = max((person for person, *_rest in sheets), default=3) + 1
    keys = [town.make_candidate(f"Person {number}") for number in range(people)]
    known = sorted({rater for _person, rater, _mark in sheets})
    who = {rater: town.make_person(f"Rita {rater}", RATER) for rater in known}
    for person, rater, mark in sheets:
        town.make_sheet(keys[person], who[rater], motivation=mark, vorbild=mark, agil=mark)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def ask(town, query, *more):
    return town.application.query(town.kim, query, town.round_id, *more)


def test_comparison_tells_numbers_or_why_there_are_none(odd):
    found = ask(odd, comparison.comparison)

    assert found.comparable == odd.comparable
    assert (found.comparable == Comparable.YES) == (not found.reasons)
    assert np.isfinite(found.frame["plain"].to_numpy(dtype=float)).all()
    if found.may_compare:
        assert np.isfinite(found.frame[FAIR].to_numpy(dtype=float)).all()
    else:
        assert set(FAIR) & set(found.frame.columns) == set()


def test_proposal_is_a_set_or_says_why_there_is_none(odd):
    found = ask(odd, proposal.of_round)

    assert (found.clash is None) == (len(found.chosen) == found.places)
    assert np.isfinite(found.people[["score", "plain"]].to_numpy(dtype=float)).all()
    assert found.clash is not None or np.isfinite(found.mean)


def test_list_that_is_signed_has_no_number_that_is_none(odd):
    record = ask(odd, closing.open_list).record

    assert json.loads(json.dumps(record, allow_nan=False)) == record
    (fair,) = [record["fair"]]
    assert fair["comparable"] == odd.comparable.value
    assert None not in [cell for cells in fair["candidates"].values() for cell in cells]


@pytest.mark.parametrize(
    ("query", "more"),
    [
        (advising.advice, ()),
        (distances.departments, (Level.DEZERNAT,)),
        (dossier.gather, ()),
        (rater_diagnostics.rater_diagnostics, ()),
        (raters.report, ()),
        (sensitivity.sensitivity, ()),
        (shortlist_file.listing, ()),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_every_other_reading_of_it_has_an_answer(odd, query, more):
    assert ask(odd, query, *more) is not None
