import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.usecases import assigning, scores
from tests.makers import COORDINATOR, LEADERSHIP, RATER

REASON = "Ein Beleg gehört zu einer anderen Person."


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.rita = town.make_person("Rita Roth", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def progress(town):
    return town.application.query(town.kim, assigning.progress, town.round_id)


def states(town):
    frame = progress(town).sheets
    return dict(zip(frame["candidate"], frame["state"], strict=True))


def assign(town, *candidates, rater=None, actor=None):
    pairs = [(candidate, rater or town.rita) for candidate in candidates]
    return town.application.execute(actor or town.kim, assigning.assign, town.round_id, pairs)


def version(town, candidate):
    frame = progress(town).sheets
    return int(frame.loc[frame["candidate_id"] == candidate, "version"].iloc[0])


def change(town, command, candidate, *more, seen=None):
    seen = version(town, candidate) if seen is None else seen
    pair = (candidate, town.rita)
    town.application.execute(town.kim, command, town.round_id, pair, *more, seen=seen)


def test_raters_get_empty_sheets(town):
    assert assign(town, town.ada, town.ben) == 2

    assert states(town) == {"Groß, Ben": "assigned", "Yıldız, Ada": "assigned"}


def test_assigning_again_adds_only_what_is_missing(town):
    assign(town, town.ada)

    assert assign(town, town.ada, town.ben) == 1
    with pytest.raises(BadInput, match=r"assign\.nothing_new"):
        assign(town, town.ada, town.ben)


def test_audit_log_names_who_rates_whom(town):
    assign(town, town.ada)

    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow)).one()
    assert (row.action, row.facts) == ("sheets_assigned", {"sheets": ["Roth, Rita: Yıldız, Ada"]})


def test_only_who_may_rate_and_only_who_stands_is_brought_together(town):
    gone = town.make_candidate("Cem Aksoy", state=CandidateState.WITHDRAWN)
    with pytest.raises(NotFound, match=r"assign\.unknown"):
        assign(town, gone)
    with pytest.raises(NotFound, match=r"assign\.unknown"):
        assign(town, town.ada, rater=town.make_person("Dr. Jana Weiß", LEADERSHIP))
    assert states(town) == {}


def test_empty_sheet_is_taken_back(town):
    assign(town, town.ada)

    change(town, assigning.withdraw, town.ada)

    assert states(town) == {}


def test_sheet_with_something_on_it_is_not_taken_back(town):
    town.make_sheet(town.ada, town.rita, state=SheetState.DRAFT, motivation=3)

    with pytest.raises(BadInput, match=r"sheet\.begun"):
        change(town, assigning.withdraw, town.ada)
    assert states(town) == {"Yıldız, Ada": "draft"}


def test_reopened_sheet_counts_nowhere_and_keeps_what_stands_on_it(town):
    town.make_sheet(town.ada, town.rita, motivation=3)

    change(town, assigning.reopen, town.ada, REASON)

    assert states(town) == {"Yıldız, Ada": "draft"}
    frame = town.application.query(SYSTEM, scores.departments, town.round_id).frame
    assert frame["ratings"].sum() == 0


def test_reopening_needs_a_reason_and_what_was_seen(town):
    town.make_sheet(town.ada, town.rita, motivation=3)

    with pytest.raises(BadInput, match=r"reason\.too_short"):
        change(town, assigning.reopen, town.ada, "ja")
    with pytest.raises(Outdated, match=r"record\.outdated"):
        change(town, assigning.reopen, town.ada, REASON, seen=99)
    assert states(town) == {"Yıldız, Ada": "handed_in"}


def test_open_sheet_is_not_opened_again(town):
    assign(town, town.ada)

    with pytest.raises(BadInput, match=r"sheet\.is_open"):
        change(town, assigning.reopen, town.ada, REASON)


def test_nobody_assigns_outside_of_the_phase(town):
    other = town.make_round(title="Runde 2028", phase=Phase.CONCEPT_REVIEW)
    candidate = town.make_candidate("Cem Aksoy", round_id=other)

    with pytest.raises(WrongPhase):
        town.application.execute(town.kim, assigning.assign, other, [(candidate, town.rita)])


def test_progress_and_assigning_are_the_coordinators(town):
    rater = town.make_actor("Rolf Rau", RATER)

    with pytest.raises(NotAllowed):
        town.application.query(rater, assigning.progress, town.round_id)
    with pytest.raises(NotAllowed):
        assign(town, town.ada, actor=rater)


def test_progress_has_no_value_of_any_sheet(town):
    town.make_sheet(town.ada, town.rita, motivation=3)

    assert list(progress(town).sheets.columns) == [
        "candidate_id",
        "candidate",
        "rater_id",
        "rater",
        "state",
        "version",
        "stays_locked",
    ]


def test_proposal_gives_everybody_their_sheets_from_other_departments(town):
    finance = town.make_department("Finanzen")
    cem = town.make_candidate("Cem Aksoy", department=finance)
    near = town.make_person("Nora Nah", RATER, department=finance)

    pairs = town.application.query(town.kim, assigning.proposal, town.round_id, 1)

    assert dict(pairs) == {town.ada: near, town.ben: town.rita, cem: town.rita}
    town.application.execute(town.kim, assigning.assign, town.round_id, pairs)
    assert set(states(town).values()) == {"assigned"}
