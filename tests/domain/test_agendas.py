"""In which order candidates are spoken about."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.agendas import AgendaOrder, Proposal, arranged, leavings
from lotsen.domain.ids import CandidateId


def proposal(key, *, biased=(), name="", place=0, disagreement=0.0):
    return Proposal(
        candidate_id=CandidateId(key),
        sorted_name=name or f"Person {key:02}",
        place=place,
        disagreement=disagreement,
        biased=frozenset(biased),
    )


def keys(proposals):
    return [each.candidate_id for each in proposals]


def test_names_are_ordered_as_in_a_german_list():
    people = [
        proposal(1, name="Zorn, A"),
        proposal(2, name="Öztürk, B"),
        proposal(3, name="Ott, C"),
    ]

    assert keys(arranged(people, AgendaOrder.NAME)) == [3, 2, 1]


def test_departments_stand_as_in_the_tree_and_names_within_them():
    people = [proposal(1, place=2), proposal(2, place=1, name="B"), proposal(3, place=1, name="A")]

    assert keys(arranged(people, AgendaOrder.DEPARTMENT)) == [3, 2, 1]


def test_where_raters_are_furthest_apart_comes_first():
    people = [proposal(1, disagreement=0.5), proposal(2, disagreement=2.5)]

    assert keys(arranged(people, AgendaOrder.DISAGREEMENT)) == [2, 1]


def test_whoever_is_biased_twice_leaves_once():
    people = [proposal(1, biased=[7]), proposal(2), proposal(3, biased=[7])]

    ordered = arranged(people, AgendaOrder.LEAVING)

    assert leavings([each.biased for each in ordered]) == 1


groups = st.lists(st.frozensets(st.integers(1, 5)), min_size=1, max_size=6)


@given(groups)
def test_people_leave_as_seldom_as_in_the_best_of_all_orders(biased):
    people = [proposal(key, biased=each) for key, each in enumerate(biased)]

    ordered = [each.biased for each in arranged(people, AgendaOrder.LEAVING)]

    assert sorted(map(sorted, ordered)) == sorted(map(sorted, biased))
    assert leavings(ordered) == min(map(leavings, permutations(biased)))


@given(st.lists(st.frozensets(st.integers(1, 8)), min_size=11, max_size=24))
def test_many_groups_are_all_there_and_no_worse_than_in_the_order_of_names(biased):
    people = [proposal(key, biased=each) for key, each in enumerate(biased)]

    ordered = [each.biased for each in arranged(people, AgendaOrder.LEAVING)]

    assert sorted(map(sorted, ordered)) == sorted(map(sorted, biased))
    assert leavings(ordered) <= leavings(biased)
