from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lotsen.scoring.assignment import components, propose

CANDIDATES = {1: 10, 2: 10, 3: 20, 4: 20, 5: 30}
RATERS = {101: 10, 102: 20, 103: 30, 104: 40}


def test_everybody_gets_as_many_sheets_as_were_asked_for():
    pairs = propose(CANDIDATES, RATERS, [], 3)

    assert Counter(candidate for candidate, _rater in pairs) == dict.fromkeys(CANDIDATES, 3)


def test_load_is_shared():
    pairs = propose(CANDIDATES, RATERS, [], 2)

    load = Counter(rater for _candidate, rater in pairs)
    assert max(load.values()) - min(load.values()) <= 2


def test_departments_hang_together_afterwards():
    pairs = propose(CANDIDATES, RATERS, [], 2)

    assert components(CANDIDATES, pairs) == 1


def test_leaders_who_rated_only_their_own_are_linked_by_what_is_proposed():
    known = [(1, 101), (2, 101), (3, 102), (4, 102), (5, 103)]
    assert components(CANDIDATES, known) == 3

    pairs = propose(CANDIDATES, RATERS, known, 2)

    assert components(CANDIDATES, [*known, *pairs]) == 1


def test_raters_of_another_department_come_first():
    pairs = propose({1: 10}, {101: 10, 102: 20}, [], 1)

    assert pairs == [(1, 102)]


def test_where_there_are_too_few_raters_everybody_rates():
    pairs = propose({1: 10, 2: 20}, {101: 10}, [], 3)

    assert sorted(pairs) == [(1, 101), (2, 101)]


def test_what_is_there_is_not_proposed_again():
    known = [(candidate, rater) for candidate in CANDIDATES for rater in RATERS]

    assert propose(CANDIDATES, RATERS, known, 9) == []


towns = st.tuples(
    st.dictionaries(st.integers(1, 30), st.integers(1, 5), max_size=15),
    st.dictionaries(st.integers(101, 110), st.integers(1, 5), max_size=6),
    st.integers(1, 4),
)


@given(towns, st.data())
def test_no_pair_comes_twice_and_nobody_gets_more_than_asked_for(town, data):
    candidates, raters, each = town
    every = [(candidate, rater) for candidate in candidates for rater in raters]
    known = data.draw(st.lists(st.sampled_from(every), unique=True) if every else st.just([]))

    pairs = propose(candidates, raters, known, each)

    assert len({*known, *pairs}) == len(known) + len(pairs)
    before, after = (Counter(key for key, _r in found) for found in (known, [*known, *pairs]))
    for candidate in candidates:
        assert after[candidate] == max(before[candidate], min(each, len(raters)))
