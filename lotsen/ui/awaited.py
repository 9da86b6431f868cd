"""Numbers that take a while: worked out beside the page, once for all who wait for them.

A page whose numbers are there goes on at once. Else they are worked out in a thread of their
own; the page waits a moment, then says so and looks again every half second.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from contextlib import suppress
from typing import Any, Concatenate, Final, TypeVar

import streamlit as st

from lotsen.application.unit_of_work import Reader
from lotsen.domain.errors import LotsenError
from lotsen.domain.ids import RoundId
from lotsen.i18n import _
from lotsen.ui.page import Page
from lotsen.usecases import closing, fair_criteria, fair_scores

PATIENCE: Final = 0.9
"""Seconds that a page waits before it says that numbers are being worked out."""

FAIR: Final = "fair"
CRITERIA: Final = "criteria"
R = TypeVar("R")
_WORKERS: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="numbers")
_WORK: Final[dict[tuple[int, str, int, int], "Future[Any]"]] = {}
_LOCK: Final = threading.Lock()


def fair_numbers(page: Page) -> None:
    """Go on once the fair scores of what the records hold now are worked out."""
    _go_on(page, fair_scores.is_ready, fair_scores.prepare)


def has_fair_numbers(page: Page) -> bool:
    """Whether they are there; where not, the page goes on without and looks again by itself."""
    if page.query(fair_scores.is_ready, page.round_id):
        return True
    return _is_done(page, fair_scores.prepare, FAIR)


def has_fair_criteria(page: Page) -> bool:
    """The same for the scores on single criteria; true for whoever may see none."""
    try:
        ready = page.application.query(page.actor, fair_criteria.is_ready, page.round_id)
        return ready or _is_done(page, fair_criteria.prepare, CRITERIA)
    except LotsenError:  # sealed, or without the right: the page shows nothing of them
        return True


def more(page: Page, question: Callable[Concatenate[Reader, RoundId, ...], R]) -> R | None:
    """The answer to a question where it is worked out; else None, and the page looks again.

    The page only takes what is remembered for whoever looks. That somebody has asked already says
    nothing: their answer may be another one, or a refusal, and what it rests on may have changed.
    """
    found = page.recall(question, page.round_id)
    if found is not None:
        return found
    name = _name_of(question)
    done = True
    with suppress(LotsenError):  # of whoever asked first; the next run asks in its own name
        done = _is_done(page, question, name)
    found = page.recall(question, page.round_id)
    if found is None and done:
        _watch(page, name)
    return found


def answer(page: Page, question: Callable[Concatenate[Reader, RoundId, ...], R]) -> R:
    """The answer to a question, once it is worked out; until then the page ends here."""
    found = more(page, question)
    if found is None:
        st.stop()
    return found


def of_one_moment(*revisions: int) -> None:
    """Have the page begin anew where a rating came between its questions: no two moments mixed."""
    if len(set(revisions)) > 1:
        st.rerun()


def numbers_of_the_list(page: Page) -> None:
    """The same for those who see the list of decisions, whatever they see of scores."""
    _go_on(page, closing.is_ready, closing.prepare)


def _go_on(page: Page, is_ready: Callable[..., bool], prepare: Callable[..., None]) -> None:
    if page.query(is_ready, page.round_id):
        return
    if not _is_done(page, prepare, FAIR):
        st.stop()


def _is_done(page: Page, prepare: Callable[..., Any], name: str) -> bool:
    try:
        _work(page, prepare, name).result(timeout=PATIENCE)
    except StillRunning:
        _watch(page, name)
        return False
    return True


def _name_of(question: Callable[..., Any]) -> str:
    return f"{question.__module__}.{question.__name__}"


def _key(page: Page, name: str) -> tuple[int, str, int, int]:
    return (id(page.application), name, page.round_id, page.round.revision)


def _work(page: Page, prepare: Callable[..., Any], name: str) -> "Future[Any]":
    """The one piece of work of this name on this revision, whoever asked first."""
    key = _key(page, name)
    with _LOCK:
        for old in [each for each, work in _WORK.items() if work.done() and each[2:] != key[2:]]:
            del _WORK[old]
        work = _WORK.get(key)
        if work is not None and work.done() and work.exception() is not None:
            return _WORK.pop(key)  # the page tells the mistake; whoever comes next tries anew
        if work is None or work.done():
            work = _WORKERS.submit(page.application.query, page.actor, prepare, page.round_id)
            _WORK[key] = work
        return work


@st.fragment(run_every="0.5s")
def _watch(page: Page, name: str) -> None:
    if _work_is_done(page, name):
        st.rerun()
    said = (
        _("Die fairen Werte werden gerade berechnet. Bei vielen Bögen dauert das einige Sekunden.")
        if name == FAIR
        else _("Dieser Teil wird gerade berechnet. Bei vielen Bögen dauert das etwas.")
    )
    st.info(said, icon=":material/hourglass_top:")


def _work_is_done(page: Page, name: str) -> bool:
    with _LOCK:
        work = _WORK.get(_key(page, name))
    return work is None or work.done()
