import pytest

from lotsen.domain.errors import BadInput, Outdated, WrongPhase
from lotsen.domain.ratings import (
    Mark,
    SheetState,
    check_complete,
    check_declared,
    check_open,
    check_seen,
    checked,
)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_value_off_the_scale_is_refused(value):
    with pytest.raises(BadInput, match=r"rating\.not_on_scale"):
        checked(Mark(value=value))


def test_blanks_around_the_evidence_are_left_out():
    assert checked(Mark(value=None, evidence="  gesehen \n")) == Mark(
        value=None, evidence="gesehen"
    )


@pytest.mark.parametrize("evidence", ["x" * 1001, "\x00", "\ud800"])
def test_evidence_that_cannot_be_kept_is_refused(evidence):
    with pytest.raises(BadInput):
        checked(Mark(value=3, evidence=evidence))


@pytest.mark.parametrize(
    ("marks", "refused"),
    [
        ({"a": Mark(value=3), "b": Mark(value=None)}, False),
        ({"a": Mark(value=3)}, True),
        ({"a": Mark(value=3), "b": Mark(value=5)}, True),
        ({"a": Mark(value=3), "b": Mark(value=5, evidence="gesehen")}, False),
        ({"a": Mark(value=1), "b": Mark(value=4)}, True),
    ],
)
def test_sheet_is_complete_with_every_criterion_and_the_evidence_that_is_needed(marks, refused):
    if refused:
        with pytest.raises(BadInput, match=r"sheet\.incomplete"):
            check_complete(["a", "b"], marks)
    else:
        check_complete(["a", "b"], marks)


@pytest.mark.parametrize(
    ("state", "code"),
    [(SheetState.HANDED_IN, "sheet.handed_in"), (SheetState.BIASED, "sheet.biased")],
)
def test_locked_sheet_is_not_written_on(state, code):
    with pytest.raises(WrongPhase, match=code):
        check_open(state)


def test_sheet_stays_shut_before_the_declaration():
    with pytest.raises(WrongPhase, match=r"sheet\.not_declared"):
        check_declared(declared=False)


def test_tab_that_wrote_last_may_be_ahead_of_what_it_shows():
    check_seen(7, 5, own=True)
    with pytest.raises(Outdated, match=r"sheet\.outdated"):
        check_seen(7, 5, own=False)
