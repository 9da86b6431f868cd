import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.usecases import profiles, rating, scores
from tests.makers import LEADERSHIP, RATER

SEEN = "Hat die E-Akte eingeführt."
REASON = "Wir sind verschwägert."


@pytest.fixture
def town(town):
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.rita, town.rolf = (town.make_actor(name, RATER) for name in ("Rita Roth", "Rolf Rau"))
    for rater in (town.rita, town.rolf):
        town.make_sheet(town.ada, rater.id, state=SheetState.ASSIGNED)
    return town


def sheet(town, actor=None, candidate=None):
    return town.application.query(
        actor or town.rita, rating.sheet, town.round_id, candidate or town.ada
    )


def declare(town, actor=None, bias=None, tab="one"):
    actor = actor or town.rita
    seen = sheet(town, actor).version
    town.application.execute(
        actor, rating.declare, town.round_id, town.ada, bias=bias, seen=seen, tab=tab
    )


def save(town, criterion, mark, *, seen=None, tab="one", actor=None):
    actor = actor or town.rita
    seen = sheet(town, actor).version if seen is None else seen
    town.application.execute(
        actor, rating.save, town.round_id, town.ada, criterion, mark, seen=seen, tab=tab
    )


def hand_in(town, *, seen=None, tab="one"):
    seen = sheet(town).version if seen is None else seen
    town.application.execute(town.rita, rating.hand_in, town.round_id, town.ada, seen=seen, tab=tab)


def fill(town):
    declare(town)
    save(town, "motivation", Mark(value=5, evidence=SEEN))
    save(town, "vorbild", Mark(value=None))
    save(town, "agil", Mark(value=3))


def total(town):
    frame = town.application.query(SYSTEM, scores.departments, town.round_id).frame
    return frame.set_index("criterion").loc["motivation", ["mean", "ratings"]].to_list()


def test_draft_is_kept_mark_by_mark(town):
    declare(town)
    save(town, "motivation", Mark(value=5, evidence=SEEN))
    save(town, "motivation", Mark(value=4, evidence=SEEN))
    save(town, "vorbild", Mark(value=None))

    found = sheet(town)
    assert found.state == SheetState.DRAFT
    assert found.marks == {
        "motivation": Mark(value=4, evidence=SEEN),
        "vorbild": Mark(value=None),
    }


def test_mark_can_be_taken_away_again(town):
    declare(town)
    save(town, "motivation", Mark(value=4))

    save(town, "motivation", None)

    assert sheet(town).marks == {}


def test_draft_counts_nowhere_and_a_sheet_that_is_handed_in_counts(town):
    fill(town)
    assert total(town)[1] == 0

    hand_in(town)

    assert total(town) == [5.0, 1]
    assert sheet(town).state == SheetState.HANDED_IN


def test_audit_log_tells_that_something_was_saved_and_never_which_value(town):
    fill(town)
    hand_in(town)

    with Session(town.engine) as session:
        lines = session.execute(select(AuditRow.action, AuditRow.facts).order_by(AuditRow.id)).all()
    assert [action for action, _facts in lines] == [
        "bias_declared",
        *["sheet_saved"] * 3,
        "sheet_handed_in",
    ]
    assert SEEN not in str([facts for _action, facts in lines])


def test_sheet_opens_only_after_the_declaration(town):
    with pytest.raises(WrongPhase, match=r"sheet\.not_declared"):
        save(town, "motivation", Mark(value=3))


def test_bias_locks_the_sheet_and_takes_it_out_of_every_score(town):
    fill(town)
    declare(town, bias=REASON)

    assert (sheet(town).state, sheet(town).bias_reason) == (SheetState.BIASED, REASON)
    assert total(town)[1] == 0
    with pytest.raises(WrongPhase, match=r"sheet\.biased"):
        save(town, "motivation", Mark(value=3))
    with pytest.raises(WrongPhase, match=r"sheet\.biased"):
        hand_in(town)


def test_bias_needs_a_reason(town):
    with pytest.raises(BadInput, match=r"reason\.too_short"):
        declare(town, bias="ja")
    assert sheet(town).state == SheetState.ASSIGNED


def test_sheet_with_gaps_is_not_handed_in(town):
    declare(town)
    save(town, "motivation", Mark(value=5))

    with pytest.raises(BadInput) as refused:
        hand_in(town)

    assert refused.value.facts == {"unrated": 2, "without": 1}


def test_sheet_that_was_handed_in_is_not_changed_any_more(town):
    fill(town)
    hand_in(town)

    with pytest.raises(WrongPhase, match=r"sheet\.handed_in"):
        save(town, "motivation", Mark(value=1, evidence=SEEN))
    assert sheet(town).marks["motivation"].value == 5


def test_second_click_on_handing_in_is_no_mistake(town):
    fill(town)
    seen = sheet(town).version
    hand_in(town, seen=seen)

    with pytest.raises(Outdated, match=r"record\.repeated"):
        hand_in(town, seen=seen)


def test_other_tab_that_has_not_seen_the_change_is_told_and_overwrites_nothing(town):
    declare(town)
    seen = sheet(town).version
    save(town, "motivation", Mark(value=4), seen=seen, tab="one")

    with pytest.raises(Outdated, match=r"sheet\.outdated"):
        save(town, "motivation", Mark(value=2, evidence=SEEN), seen=seen, tab="two")

    assert sheet(town).marks["motivation"].value == 4


def test_same_tab_may_click_faster_than_the_page_comes(town):
    declare(town)
    seen = sheet(town).version

    save(town, "motivation", Mark(value=4), seen=seen)
    save(town, "vorbild", Mark(value=3), seen=seen)

    assert [mark.value for mark in sheet(town).marks.values()] == [4, 3]


def test_of_two_tabs_that_save_at_once_exactly_one_wins(town):
    declare(town)
    for turn in range(25):
        refused = both_at_once(town, [(f"one{turn}", 3), (f"two{turn}", 4)])

        assert len(refused) == 1
        assert sheet(town).marks["agil"].value == {3, 4}.difference(refused).pop()


def both_at_once(town, attempts):
    """Save from each tab at the same moment; gives the values that were refused."""
    seen, start, refused = sheet(town).version, threading.Barrier(len(attempts)), []

    def write(tab, value):
        start.wait()
        try:
            save(town, "agil", Mark(value=value), seen=seen, tab=tab)
        except Outdated:
            refused.append(value)

    threads = [threading.Thread(target=write, args=each) for each in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_nobody_opens_or_writes_on_a_sheet_of_others(town):
    fill(town)

    with pytest.raises(NotFound, match=r"sheet\.unknown"):
        sheet(town, town.make_actor("Fritz Fremd", RATER))
    assert sheet(town, town.rolf).marks == {}


def test_what_others_rated_stays_sealed_until_the_last_own_sheet_is_handed_in(town):
    fill(town)
    hand_in(town)
    seen_by_rolf = town.application.query(town.rolf, profiles.profile, town.round_id, town.ada)

    assert seen_by_rolf.criteria is None
    assert seen_by_rolf.evidence is None
    assert seen_by_rolf.sealed.facts == {"open": 1, "sheets": 1}


def test_whoever_is_biased_has_nothing_left_to_hand_in(town):
    town.make_sheet(town.ben, town.rolf.id, motivation=3)
    declare(town, town.rolf, bias=REASON)

    seen = town.application.query(town.rolf, profiles.profile, town.round_id, town.ben)

    assert seen.criteria is not None


def test_my_sheets_are_listed_with_what_is_on_them(town):
    town.make_sheet(town.ben, town.rita.id, motivation=3)
    declare(town)
    save(town, "motivation", Mark(value=3))

    lines = town.application.query(town.rita, rating.my_sheets, town.round_id)

    assert [(line.sorted_name, line.state, line.rated) for line in lines] == [
        ("Groß, Ben", SheetState.HANDED_IN, 1),
        ("Yıldız, Ada", SheetState.DRAFT, 1),
    ]


def test_nobody_rates_outside_of_the_phase(town):
    other = town.make_round(title="Runde 2028", phase=Phase.APPROACH)
    candidate = town.make_candidate("Cem Aksoy", round_id=other)
    town.make_sheet(candidate, town.rita.id, state=SheetState.ASSIGNED)

    with pytest.raises(WrongPhase, match=r"permission\.wrong_phase"):
        town.application.execute(
            town.rita, rating.declare, other, candidate, bias=None, seen=1, tab="one"
        )


def test_criterion_of_nobody_is_refused(town):
    declare(town)

    with pytest.raises(NotFound, match=r"criterion\.unknown"):
        save(town, "schönheit", Mark(value=3))


def test_leadership_has_no_sheets(town):
    with pytest.raises(NotAllowed):
        town.application.query(
            town.make_actor("Dr. Jana Weiß", LEADERSHIP), rating.my_sheets, town.round_id
        )


def test_no_row_is_left_of_what_was_refused(town):
    declare(town)
    with pytest.raises(BadInput):
        save(town, "motivation", Mark(value=9))

    with Session(town.engine) as session:
        assert session.scalars(select(RatingRow)).all() == []
        states = session.scalars(select(SheetRow.state).where(SheetRow.rater_id == town.rita.id))
        assert states.all() == [SheetState.ASSIGNED]
