"""A statistician checks Lotsen on tables of their own."""

import numpy as np
import pandas as pd
import pytest

from tests.scoring.tables import MANIFEST, REFERENCE, published

DOUBLED = [
    (person, rater, f"{criterion},{(place * 7 + again * 3 + len(rater)) % 5 + 1}")
    for place, person in enumerate("abcdef")
    for rater in ("x", "yy", "zzz")
    for criterion in ("k", "l")
    for again in range(2)
]

KEYS = {
    *("method", "level", "n_ratings", "n_sheets", "reml_criterion", "mean", "sd", "raters"),
    *("candidates", "comparable", "reasons", "agreement"),
}


def test_published_data_give_the_published_numbers(analyse):
    lme4 = MANIFEST["penicillin.csv"]["expected"][1]["value"]

    found = analyse(
        REFERENCE / "penicillin.csv",
        *("--candidate", "sample", "--rater", "plate", "--value", "diameter", "--reml"),
    )

    assert found.keys() >= KEYS
    assert (found["n_ratings"], found["n_sheets"], found["comparable"]) == (144, 144, "yes")
    assert found["reml_criterion"] == pytest.approx(lme4["remlcrit"], abs=1e-6)
    spreads = {"candidate": "sample", "rater": "plate", "residual": "Residual"}
    for ours, theirs in spreads.items():
        assert found["sd"][ours] == pytest.approx(lme4["sd"][theirs], rel=1e-4)
    severities = {rater["id"]: rater["severity"] for rater in found["raters"]}
    assert severities == pytest.approx(lme4["ranef_plate"], abs=1e-4)


def ratings():
    """The ratings of real students, one row each, in alphabetical order."""
    table = published("sirt_ratings1.csv").melt(["idstud", "rater"], var_name="criterion")
    return table.rename(columns={"idstud": "candidate"})


def test_order_and_names_change_nothing(analyse, tmp_path):
    table = ratings()
    table.to_csv(tmp_path / "one.csv", index=False)
    renamed = {name: f"z{90 - place}" for place, name in enumerate(table["rater"].unique())}
    other = table.sample(frac=1, random_state=1).assign(rater=table["rater"].map(renamed))
    other.to_csv(tmp_path / "other.csv", index=False, sep=";", decimal=",")

    one, two = (analyse(tmp_path / name, "--places", 20) for name in ("one.csv", "other.csv"))

    people = [
        {person["id"]: person["p_top_k"] for person in each["candidates"]} for each in (one, two)
    ]
    assert people[0] == people[1]
    severities = {renamed[rater["id"]]: rater["severity"] for rater in one["raters"]}
    assert severities == pytest.approx(
        {rater["id"]: rater["severity"] for rater in two["raters"]}, abs=1e-9
    )
    assert two["reml_criterion"] == pytest.approx(one["reml_criterion"], abs=1e-8)


def test_what_must_not_be_compared_has_no_fair_score(analyse, file):
    found = analyse(file("person;rater;wert\na;x;1,5\nb;y;2\nb;y;n. b.\nc;z;\n"))

    assert found["comparable"] == "no"
    assert [reason["code"] for reason in found["reasons"]] == ["no_replicates"]
    assert [person["plain"] for person in found["candidates"]] == [1.5, 2.0]
    assert {person["fair"] for person in found["candidates"]} == {None}
    assert found["unrated"] == ["c"]


def test_table_without_a_single_value_is_answered(analyse, file):
    found = analyse(file("candidate,rater,value\na,x,NA\nb,y,n. b.\n"))

    assert (found["n_ratings"], found["candidates"], found["mean"]) == (0, [], None)
    assert [reason["code"] for reason in found["reasons"]] == ["no_sheets"]


def test_order_of_rows_says_nothing_where_a_cell_stands_twice(analyse, file):
    rows = [f"{person},{rater},{value}" for person, rater, value in DOUBLED]
    found = []
    for lines in (rows, rows[::-1]):
        table = file("\n".join(["candidate,rater,criterion,value", *lines]) + "\n")
        found.append(analyse(table))

    assert found[0]["reml_criterion"] == found[1]["reml_criterion"]
    assert found[0]["sd"] == found[1]["sd"]


def test_nothing_is_told_of_agreement_where_nobody_was_rated_twice(analyse, file):
    found = analyse(file("candidate,rater,value\na,x,4\nb,x,5\nc,y,2\nd,y,3\n"))

    told = ("icc_a1", "icc_c1", "sheets_for_80", "sheets_for_80_fair")
    assert [found["agreement"][name] for name in told] == [None] * 4


def test_correlations_of_one_and_of_several_sheets_are_told(analyse, tmp_path):
    exact = MANIFEST["shrout_fleiss_1979.csv"]["expected"][1]["value"]
    table = published("shrout_fleiss_1979.csv").melt("target", var_name="judge")
    table.to_csv(tmp_path / "t.csv", index=False)
    columns = ("--candidate", "target", "--reml")

    known, anybody = (
        analyse(tmp_path / "t.csv", *columns, *more)["agreement"]
        for more in (("--rater", "judge"), ())
    )

    assert (known["usual_sheets"], anybody["usual_sheets"]) == (4, 4)
    told = [anybody["icc_a1"], known["icc_a1"], known["icc_c1"]]
    assert told == pytest.approx([exact[name] for name in ("ICC1", "ICC2", "ICC3")], abs=1e-5)
    told = [anybody["icc_ak"], known["icc_ak"], known["icc_ck"]]
    assert told == pytest.approx([exact[name] for name in ("ICC1k", "ICC2k", "ICC3k")], abs=1e-5)


def test_same_cell_twice_is_a_second_sheet(analyse, file):
    rows = ["candidate,rater,criterion,value"]
    rows += [f"{a},{b},{c},{v}" for v, a in enumerate("pq", 1) for b in "xy" for c in "kl"] * 2

    found = analyse(file("\n".join(rows)))

    assert (found["n_ratings"], found["n_sheets"]) == (16, 8)


def test_departments_are_left_out_on_demand(analyse, tmp_path):
    random = np.random.default_rng(3)
    person, rater = np.divmod(np.arange(60), 3)
    table = pd.DataFrame({"candidate": person, "rater": rater, "department": person // 5})
    table["value"] = 10 + 5 * random.normal(size=60)
    table.to_csv(tmp_path / "t.csv", index=False)

    with_them, without = analyse(tmp_path / "t.csv"), analyse(tmp_path / "t.csv", "--no-department")

    assert "department" in with_them["sd"]
    assert "department" not in without["sd"]
    assert {person["department"] for person in without["candidates"]} == {""}


def test_single_ratings_are_fitted_as_lme4_does(analyse, tmp_path):
    lme4 = MANIFEST["sirt_ratings1.csv"]["expected"][0]["value"]
    ratings().to_csv(tmp_path / "t.csv", index=False)

    found = analyse(tmp_path / "t.csv", "--level", "cell", "--reml")

    assert (found["level"], found["n_ratings"], found["n_sheets"]) == ("cell", 1370, 274)
    assert found["reml_criterion"] == pytest.approx(lme4["remlcrit"], abs=1e-5)
    names = {
        "candidate": "id",
        "candidate_criterion": "id:crit",
        "sheet": "id:rater",
        "rater": "rater",
        "residual": "Residual",
    }
    theirs = {ours: lme4["sd"][theirs] for ours, theirs in names.items()}
    assert found["sd"] == pytest.approx(theirs, rel=2e-5)
    assert {rater["id"]: rater["severity"] for rater in found["raters"]} == pytest.approx(
        lme4["rater"], abs=1e-5
    )


def test_levels_of_single_ratings_do_not_hang_on_order_or_names(analyse, tmp_path):
    table = ratings()
    table.to_csv(tmp_path / "one.csv", index=False)
    other = table.sample(frac=1, random_state=1).assign(rater="r" + table["rater"].astype(str))
    other.to_csv(tmp_path / "other.csv", index=False)

    one, two = (analyse(tmp_path / name, "--level", "cell") for name in ("one.csv", "other.csv"))

    levels = [
        {(each["candidate"], each["criterion"]): each["level"] for each in found["levels"]}
        for found in (one, two)
    ]
    assert len(levels[0]) == table["candidate"].nunique() * table["criterion"].nunique()
    assert levels[0] == pytest.approx(levels[1], abs=1e-9)
    assert sum(each["n_ratings"] for each in one["levels"]) == one["n_ratings"]
    assert one["halo"] == pytest.approx(two["halo"], abs=1e-9)
    sd = {part: value**2 for part, value in one["sd"].items()}
    within = sd["sheet"] + sd["candidate_criterion"] + sd["residual"]
    assert one["halo"] == pytest.approx(sd["sheet"] / within)


def test_levels_are_not_told_where_nobody_may_be_compared(analyse, file):
    found = analyse(
        file("candidate,rater,criterion,value\na,x,k,4\na,x,l,5\nb,y,k,2\nb,y,l,3\n"),
        *("--level", "cell"),
    )

    assert (found["comparable"], found["levels"]) == ("no", [])
