"""Any table gets an answer without a gap or a clear refusal, on both levels."""

import json

import numpy as np
import pandas as pd
import pytest

CRITERIA = ("k", "l", "m")
RANKED = ("fair", "se", "rank", "rank_low", "rank_high", "p_top_k")
KEYS = {
    *("method", "level", "n_ratings", "n_sheets", "reml_criterion", "mean", "sd", "raters"),
    *("candidates", "comparable", "reasons", "agreement"),
}
PARTS = {
    "sheet": {"candidate", "department", "rater", "residual"},
    "cell": {"candidate", "department", "rater", "candidate_criterion", "sheet", "residual"},
}


def table(pairs, value):
    """One row a rating; the value from the places of candidate, rater and criterion."""
    rows = [
        (f"p{person}", f"r{rater}", name, f"d{person % 2}", value(person, rater, place))
        for person, rater in pairs
        for place, name in enumerate(CRITERIA)
    ]
    columns = ["candidate", "rater", "criterion", "department", "value"]
    return pd.DataFrame(rows, columns=columns)


def everybody(people, raters):
    return [(person, rater) for person in range(people) for rater in range(raters)]


def some(person, rater, place):
    return 1 + (person * 7 + rater * 3 + place * 5 + person * rater) % 5


def alike(person, rater, place):
    return 4


def nothing(person, rater, place):
    return "n. b."


ODD = {
    "no spread but between people": table(everybody(5, 3), lambda person, _by, _at: 1 + person % 5),
    "no spread but between raters": table(everybody(5, 3), lambda _who, rater, _at: 2 + rater),
    "people and raters add up": table(everybody(4, 2), lambda who, by, _at: 1 + who + by / 2),
    "one rater": table(everybody(5, 1), some),
    "one candidate": table(everybody(1, 5), some),
    "one sheet": table(everybody(1, 1), some),
    "all alike": table(everybody(6, 3), alike),
    "one sheet each": table([(at, at) for at in range(6)], some),
    "one sheet each by two": table([(at, at % 2) for at in range(6)], some),
    "nothing observed": table(everybody(4, 3), nothing),
    "a criterion never observed": table(
        everybody(4, 3), lambda who, by, at: some(who, by, at) if at else "n. b."
    ),
    "a person never observed": table(
        everybody(4, 3), lambda who, by, at: some(who, by, at) if who else "n. b."
    ),
    "disconnected": table(
        [*everybody(3, 2), *((person + 3, rater + 2) for person, rater in everybody(3, 2))], some
    ),
    "twelve by three": table(everybody(12, 3), some),
}
ANSWERS = {
    "one sheet each": "no",
    "one sheet each by two": "no",
    "nothing observed": "no",
    "disconnected": "no",
    "twelve by three": "yes",
}


def refuse(name):
    pytest.fail(f"{name} is no number")


@pytest.fixture
def analyse(lotsen, tmp_path):
    def call(frame, *arguments):
        frame.to_csv(tmp_path / "table.csv", index=False)
        code, output, complaint = lotsen("analyse", tmp_path / "table.csv", *arguments)
        assert (code, complaint) == (0, "")
        return json.loads(output, parse_constant=refuse)

    return call


@pytest.mark.parametrize("reml", [(), ("--reml",)], ids=["priors", "reml"])
@pytest.mark.parametrize("departments", [(), ("--no-department",)], ids=["with", "without"])
@pytest.mark.parametrize("level", PARTS)
@pytest.mark.parametrize("name", ODD)
def test_odd_table_is_answered(analyse, name, level, departments, reml):
    frame = ODD[name]

    found = analyse(frame, "--level", level, *departments, *reml)

    assert found.keys() >= KEYS
    assert found["level"] == level
    assert found["n_ratings"] == pd.to_numeric(frame["value"], errors="coerce").notna().sum()
    assert found["sd"].keys() <= PARTS[level] - ({"department"} if departments else set())
    assert found["comparable"] in {"yes", "caution", "no"}
    assert found["comparable"] == ANSWERS.get(name, found["comparable"])
    assert bool(found["reasons"]) == (found["comparable"] != "yes")
    people = [*found["unrated"], *(each["id"] for each in found["candidates"])]
    assert sorted(people) == sorted(frame["candidate"].unique())
    for each in found["candidates"]:
        assert 1 - 1e-9 < each["plain"] < 5 + 1e-9
        told = {each[part] is None for part in RANKED}
        assert told == {found["comparable"] == "no"}
        if found["comparable"] != "no":
            assert each["rank_low"] <= each["rank"] <= each["rank_high"]
            assert 0 <= each["p_top_k"] <= 1


@pytest.mark.parametrize("level", PARTS)
def test_whoever_is_alike_has_one_rank(analyse, level):
    found = analyse(ODD["all alike"], "--level", level)

    assert {each["rank"] for each in found["candidates"]} == {1}
    assert {each["fair"] for each in found["candidates"]} == {4}
    assert found["agreement"]["alpha_ordinal"] is None


def town():
    """A rated town with gaps, in no order."""
    random = np.random.default_rng(7)
    pairs = [(who, by) for who, by in everybody(14, 5) if by == who % 2 or random.random() < 0.6]
    frame = table(pairs, lambda _who, _by, _at: int(random.integers(1, 6)))
    frame["value"] = frame["value"].astype(object)
    frame.loc[frame.index % 17 == 0, "value"] = "n. b."
    return frame


def renamed(frame):
    """Other names, which sort in another order, and other lines first."""
    random, names = np.random.default_rng(3), {}
    other = frame.sample(frac=1, random_state=5)
    for column in ("candidate", "rater", "criterion", "department"):
        old = sorted(frame[column].unique())
        new = [f"x{key}" for key in random.permutation(len(old)) + 10]
        names[column] = dict(zip(old, new, strict=True))
        other = other.assign(**{column: other[column].map(names[column])})
    return other, names


@pytest.mark.parametrize("reml", [(), ("--reml",)], ids=["priors", "reml"])
@pytest.mark.parametrize("level", PARTS)
def test_neither_order_nor_any_name_changes_a_number(analyse, level, reml):
    frame = town()
    other, names = renamed(frame)

    one, two = (analyse(each, "--level", level, *reml) for each in (frame, other))

    assert one["comparable"] == two["comparable"] != "no"
    assert one["sd"] == pytest.approx(two["sd"], abs=1e-9)
    assert one["agreement"] == pytest.approx(two["agreement"], abs=1e-9)
    for part in ("reml_criterion", "mean"):
        assert one[part] == pytest.approx(two[part], abs=1e-8)
    raters = {each["id"]: each for each in two["raters"]}
    for each in one["raters"]:
        same = raters[names["rater"][each["id"]]]
        assert each["severity"] == pytest.approx(same["severity"], abs=1e-9)
        assert each["se"] == pytest.approx(same["se"], abs=1e-9)
    people = {each["id"]: each for each in two["candidates"]}
    for each in one["candidates"]:
        same = people[names["candidate"][each["id"]]]
        for part in ("plain", "fair", "se"):
            assert each[part] == pytest.approx(same[part], abs=1e-9)
        for part in ("rank", "rank_low", "rank_high", "p_top_k", "n_sheets"):
            assert each[part] == same[part]
