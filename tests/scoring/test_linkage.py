"""When candidates may be compared, and why not."""

import numpy as np
import pytest

from lotsen.scoring.bridges import cut_nodes
from lotsen.scoring.designs import design_of
from lotsen.scoring.fair import Comparable, FairSettings, GateReason
from lotsen.scoring.linkage import components
from lotsen.scoring.severity import fit_fair
from tests.scoring.tables import sheets, town


def gate(table):
    return fit_fair(table, FairSettings(places=3, draws=200)).gate


def reasons(table):
    return {finding.reason for finding in gate(table).findings}


@pytest.mark.parametrize(
    ("members", "links", "comparable"),
    [
        (2, 3, Comparable.YES),
        (3, 5, Comparable.YES),
        (1, 5, Comparable.CAUTION),
        (1, 4, Comparable.NO),
        (2, 2, Comparable.NO),
        (0, 0, Comparable.NO),
    ],
)
def test_design_rule_decides(members, links, comparable):
    assert gate(town(3, members=members, links=links)[0]).comparable == comparable


def test_weak_departments_are_named():
    table, _true = town(3)
    outside = (table.raters >= 6) & (table.departments == 4)
    keep = ~outside | (np.cumsum(outside) <= 2)

    found = gate(sheets(*(part[keep] for part in (table.candidates, table.raters, table.scores))))
    weak = gate(type(table)(**{name: part[keep] for name, part in vars(table).items()}))

    assert found.comparable != Comparable.NO  # without departments there is no rule for them
    (finding,) = weak.findings
    assert (finding.reason, finding.ids) == (GateReason.WEAK_DESIGN, (4,))


def test_leaders_with_one_sheet_elsewhere_link_nothing():
    own = [(person, person // 6) for person in range(12)]
    crossing = [(6, 0), (0, 1)]
    people, raters = zip(*own, *crossing, strict=True)

    table = sheets(people, raters, np.arange(14.0) % 5, departments=np.array(people) // 6)

    assert GateReason.WEAK_DESIGN in reasons(table)


def test_small_departments_need_all_their_people_seen_by_two():
    people, raters = [0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 8, 9, 1, 8, 9, 2, 8, 9]

    table = sheets(people, raters, np.arange(9.0) % 5, departments=people)

    assert GateReason.WEAK_DESIGN not in reasons(table)


def test_pieces_are_counted_and_the_largest_is_the_first():
    table = sheets([1, 2, 3, 4, 4, 5], [9, 9, 9, 7, 8, 8], [1.0, 2, 3, 4, 5, 3])

    of_candidates, of_raters = components(design_of(table))

    assert sorted(of_candidates.tolist()) == [0, 0, 0, 1, 1]
    assert sorted(of_raters.tolist()) == [0, 1, 1]
    (finding,) = gate(table).findings
    assert (finding.reason, finding.amount) == (GateReason.DISCONNECTED, 2)


def cuts(pairs):
    people, raters = np.array(pairs).T
    return [part.tolist() for part in cut_nodes(people, raters)]


def test_person_on_whom_a_link_hangs_is_found():
    pairs = [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1), (4, 1)]

    assert cuts(pairs) == [[2], []]


def test_rater_on_whom_links_hang_is_found():
    pairs = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]

    assert cuts(pairs) == [[0, 1], [1]]


def test_person_with_a_single_rater_hangs_on_nobody():
    assert cuts([(0, 0), (1, 0), (2, 0), (1, 1), (2, 1), (3, 1)]) == [[], []]


def test_cuts_are_those_found_by_leaving_each_out():
    random = np.random.default_rng(5)
    for _turn in range(40):
        people, raters = (random.integers(0, size, 9) for size in (5, 4))
        people, raters = (np.unique(part, return_inverse=True)[1] for part in (people, raters))

        found = cut_nodes(people, raters)

        for kind, (mine, places) in enumerate(zip(found, (people, raters), strict=True)):
            slow = [key for key in range(places.max() + 1) if parts(people, raters, kind, key)]
            assert mine.tolist() == slow


def parts(people, raters, kind, left_out):
    """Whether leaving this one out makes more pieces that hold a rater than there were."""
    before = pieces(people, raters, range(raters.max() + 1))
    keep = (people, raters)[kind] != left_out
    rest = [key for key in range(raters.max() + 1) if not (kind and key == left_out)]
    alone = kind and pieces(people, raters, [left_out], only=left_out)
    after = pieces(people[keep], raters[keep], rest)
    own = 1 if kind and (alone and not shares(people, raters, left_out)) else 0
    return after > before - own


def shares(people, raters, rater):
    """Whether a rater rated somebody whom another rated too."""
    own = people[raters == rater]
    return np.isin(people[raters != rater], own).any()


def pieces(people, raters, known, only=None):
    """How many groups of raters there are, hanging together by the people they share."""
    groups = [{key} for key in known]
    for person in np.unique(people):
        seen = set(raters[people == person].tolist()) & set(known)
        joined = [group for group in groups if group & seen]
        groups = [group for group in groups if not group & seen]
        if joined:
            groups.append(set.union(*joined))
    return len(groups) if only is None else any(only in group for group in groups)
