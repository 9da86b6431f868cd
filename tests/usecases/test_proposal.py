import pytest

from lotsen.domain.candidates import CandidateState
from lotsen.domain.departments import DepartmentKind, Level
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.shortlist_rules import (
    Attribute,
    CriterionRule,
    DepartmentRule,
    GroupRule,
    LevelRule,
    PersonRule,
    RuleKind,
    ShortlistRules,
)
from lotsen.shortlisting.problem import Side
from lotsen.usecases import departures, proposal, shortlist, shortlist_rules
from tests.makers import COORDINATOR, RATER

REASON = "Leitet das Pilotprojekt der E-Akte."


@pytest.fixture
def town(town):
    """Six people of two departments; the higher their letter, the lower their score."""
    town.round_id = town.make_round(places=3)
    town.north = town.make_department("Nord", kind=DepartmentKind.DEZERNAT)
    town.south = town.make_department("Süd", kind=DepartmentKind.DEZERNAT)
    raters = [town.make_person("Rita Roth", RATER), town.make_person("Rolf Rau", RATER)]
    town.people = {}
    for number, name in enumerate(["Ada", "Ben", "Cem", "Dora", "Eva", "Finn"]):
        department = town.north if number < 4 else town.south
        share = 0.5 if name in "Dora Finn" else 1.0
        key = town.make_candidate(f"{name} Muster", department=department, workload=share)
        town.people[name] = key
        for rater in raters:
            marks = {"motivation": 5 - number // 2, "vorbild": 5 - (number + 1) // 2}
            town.make_sheet(key, rater, **marks, agil=4 if name == "Eva" else 3)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def rule(town, seen=0, **rules):
    wanted = ShortlistRules(**{"places": 3, **rules})
    town.application.execute(town.kim, shortlist_rules.set_rules, town.round_id, wanted, seen=seen)


def ask(town, query, *more):
    return town.application.query(town.kim, query, town.round_id, *more)


def names(town, keys):
    return {name for name, key in town.people.items() if key in keys}


def proposed(town):
    return names(town, ask(town, proposal.of_round).chosen)


def test_without_rules_the_best_are_proposed(town):
    found = ask(town, proposal.of_round)

    assert names(town, found.chosen) == {"Ada", "Ben", "Cem"}
    assert (found.places, found.proven, found.clash) == (3, True, None)
    assert found.people["share"].sum() == pytest.approx(3)


def test_rule_for_every_department_is_kept_and_priced(town):
    rule(town, levels=(LevelRule(level=Level.DEZERNAT, least=1),))
    found = ask(town, proposal.of_round)

    assert names(town, found.chosen) == {"Ada", "Ben", "Eva"}
    (price,) = found.prices
    assert price.rule.kind == RuleKind.LEVEL
    assert names(town, price.enters) == {"Cem"}
    assert names(town, price.leaves) == {"Eva"}
    assert price.cost > 0
    eva = found.people.set_index("candidate_id").loc[town.people["Eva"]]
    assert [each.kind for each in eva["due_to"]] == [RuleKind.LEVEL]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"departments": "most"}, {"Ada", "Ben", "Eva"}),
        ({"criteria": (CriterionRule(criterion="agil", least=1),)}, {"Ada", "Ben", "Eva"}),
        (
            {"groups": (GroupRule(attribute=Attribute.PART_TIME, least=1),)},
            {"Ada", "Ben", "Dora"},
        ),
        ({"places": 1}, {"Ada"}),
    ],
)
def test_rule_changes_who_is_proposed(town, rules, expected):
    if rules == {"departments": "most"}:
        rules = {"departments": (DepartmentRule(department_id=town.north, most=2),)}
    rule(town, **rules)

    assert proposed(town) == expected


def test_person_who_must_be_in_is_in_and_who_must_be_out_is_out(town):
    rule(
        town,
        people=(
            PersonRule(candidate_id=town.people["Finn"], chosen=True, reason=REASON),
            PersonRule(candidate_id=town.people["Ada"], chosen=False, reason=REASON),
        ),
    )

    assert proposed(town) == {"Ben", "Cem", "Finn"}


def test_rules_that_conflict_are_named_and_nobody_is_proposed(town):
    rule(
        town,
        levels=(LevelRule(level=Level.DEZERNAT, most=1),),
        departments=(DepartmentRule(department_id=town.north, least=2),),
    )
    found = ask(town, proposal.of_round)

    assert found.chosen == ()
    assert {(each.subject, side) for each, side in found.clash.rules} == {
        ("Nord", Side.MOST),
        ("Nord", Side.LEAST),
    }


def test_person_without_a_score_is_counted_and_not_proposed(town):
    town.make_candidate("Gül Neu", department=town.north)

    found = ask(town, proposal.of_round)

    assert (found.unscored, len(found.people)) == (1, 6)


def test_person_who_withdrew_is_not_proposed(town):
    town.make_candidate("Gül Weg", department=town.north, state=CandidateState.WITHDRAWN)

    assert ask(town, proposal.of_round).unscored == 0


def test_proposal_marks_nobody(town):
    ask(town, proposal.of_round)

    assert not ask(town, shortlist.listing).frame["marked"].any()


def test_two_questions_get_the_same_answer_and_a_mark_changes_no_number(town):
    first = ask(town, proposal.of_round)
    town.application.execute(
        town.kim, shortlist.mark, town.round_id, town.people["Ada"], "", seen=0
    )

    assert ask(town, proposal.of_round) is first


def test_person_is_taken_over_one_by_one(town):
    town.application.execute(town.kim, proposal.take_over, town.round_id, town.people["Ada"])

    listed = ask(town, shortlist.listing).frame
    assert listed.loc[listed["marked"], "candidate_id"].tolist() == [town.people["Ada"]]


def test_person_who_is_not_proposed_cannot_be_taken_over(town):
    with pytest.raises(BadInput, match="not_in_it"):
        town.application.execute(town.kim, proposal.take_over, town.round_id, town.people["Finn"])


def test_second_click_takes_nobody_over_twice(town):
    town.application.execute(town.kim, proposal.take_over, town.round_id, town.people["Ada"])
    with pytest.raises(Outdated, match="repeated"):
        town.application.execute(town.kim, proposal.take_over, town.round_id, town.people["Ada"])


def test_own_choice_is_measured_like_the_proposal(town):
    rule(town, levels=(LevelRule(level=Level.DEZERNAT, least=1),))
    for name in ("Ada", "Ben"):
        town.application.execute(
            town.kim, shortlist.mark, town.round_id, town.people[name], "", seen=0
        )

    own = ask(town, proposal.own_choice)

    assert names(town, own.people) == {"Ada", "Ben"}
    assert [(each.rule.subject, each.count, each.limit) for each in own.broken] == [("Süd", 0, 1)]


def test_swap_tells_the_new_mean_and_what_breaks(town):
    rule(town, levels=(LevelRule(level=Level.DEZERNAT, least=1),))
    before = ask(town, proposal.of_round)

    after = ask(town, proposal.swapped, town.people["Eva"], town.people["Cem"])

    assert after.mean > before.mean
    assert [each.rule.subject for each in after.broken] == ["Süd"]


def test_swap_of_somebody_who_is_not_proposed_is_refused(town):
    with pytest.raises(BadInput, match="cannot_swap"):
        ask(town, proposal.swapped, town.people["Finn"], town.people["Ada"])


def test_rules_that_changed_in_another_tab_are_not_overwritten(town):
    rule(town, places=2)
    with pytest.raises(Outdated, match="outdated"):
        rule(town, places=1)
    assert ask(town, shortlist_rules.of_round).rules.places == 2


def test_rules_come_back_as_they_were_set(town):
    rules = {
        "levels": (LevelRule(level=Level.DEZERNAT, least=1, most=2),),
        "departments": (DepartmentRule(department_id=town.north, most=2),),
        "criteria": (CriterionRule(criterion="agil", least=1),),
        "groups": (GroupRule(attribute=Attribute.SITE, value="Rathaus", most=2),),
        "people": (PersonRule(candidate_id=town.people["Ada"], chosen=True, reason=REASON),),
    }
    rule(town, **rules)

    found = ask(town, shortlist_rules.of_round)

    assert found.rules == ShortlistRules(places=3, **rules)
    assert found.set_by == "Kim Kord"


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"places": 0}, "bad_places"),
        ({"levels": (LevelRule(level=Level.DEZERNAT, least=3, most=1),)}, "bad_bounds"),
        ({"criteria": (CriterionRule(criterion="agil", least=1),) * 2}, "twice"),
        (
            {"people": (PersonRule(candidate_id=1, chosen=True, reason="weil"),)},
            "too_short",
        ),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(town, rules, code):
    with pytest.raises(BadInput, match=code):
        rule(town, **rules)


@pytest.mark.parametrize(
    "rules",
    [
        {"criteria": (CriterionRule(criterion="fliegen", least=1),)},
        {"departments": (DepartmentRule(department_id=999, least=1),)},
        {"people": (PersonRule(candidate_id=999, chosen=True, reason=REASON),)},
    ],
)
def test_rule_about_what_is_not_there_is_refused(town, rules):
    with pytest.raises(NotFound):
        rule(town, **rules)


def test_rules_are_not_changed_after_the_decision(town):
    other = town.make_round(phase=Phase.NOTIFICATION, title="Digitallotsen 2025")
    with pytest.raises(WrongPhase):
        town.application.execute(
            town.kim, shortlist_rules.set_rules, other, ShortlistRules(places=3), seen=0
        )


def test_departure_is_kept_with_its_reason(town):
    key = town.people["Cem"]
    town.application.execute(
        town.kim, departures.explain, town.round_id, key, REASON, proposed=True, seen=0
    )

    (found,) = ask(town, departures.listing).values()
    assert (found.candidate_id, found.proposed, found.reason) == (key, True, REASON)
    assert found.explained_by == "Kim Kord"


def test_departure_that_changed_in_another_tab_is_not_overwritten(town):
    town.application.execute(
        town.kim, departures.explain, town.round_id, 1, REASON, proposed=True, seen=0
    )
    with pytest.raises(Outdated, match="outdated"):
        town.application.execute(
            town.kim, departures.explain, town.round_id, 1, "Ganz anders.", proposed=True, seen=0
        )


def test_departure_needs_a_reason(town):
    with pytest.raises(BadInput, match="too_short"):
        town.application.execute(
            town.kim, departures.explain, town.round_id, 1, "nein", proposed=True, seen=0
        )


def test_rater_sees_no_proposal(town):
    rater = town.make_actor("Ron Rau", RATER)
    for query in (proposal.of_round, proposal.own_choice, shortlist_rules.of_round):
        with pytest.raises(NotAllowed):
            town.application.query(rater, query, town.round_id)
