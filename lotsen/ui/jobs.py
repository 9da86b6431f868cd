"""Work that takes longer than a click should: it runs beside the page, which shows how far it is.

A second click, a reload or a closed tab does not end it; a transaction is whole or nothing.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass, field
from secrets import token_hex

import streamlit as st

from lotsen.domain.errors import LotsenError
from lotsen.i18n import refusals
from lotsen.ui import notices

PATIENCE = 1.5
"""Seconds that a click waits before the page shows progress instead."""

_KEY = "job"
_WORKERS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="job")
_JOBS: dict[str, "Job"] = {}
_LOCK = threading.Lock()


@dataclass(kw_only=True)
class Job:
    """One piece of work; `share` tells how much of it is done."""

    done: Callable[[object], str]
    share: float = 0.0
    future: "Future[object] | None" = field(default=None)

    def tell(self, share: float) -> None:
        """Take note of how far the work is."""
        self.share = share


def start(work: Callable[[Callable[[float], None]], object], done: Callable[[object], str]) -> None:
    """Begin a piece of work, in a callback; `done` turns its result into a sentence.

    A session has one piece of work at a time; a click while it runs is let pass.
    """
    if st.session_state.get(_KEY) in _JOBS:
        return
    job, key = Job(done=done), token_hex(8)
    job.future = _WORKERS.submit(work, job.tell)
    with _LOCK:
        _JOBS[key] = job
    try:
        job.future.exception(timeout=PATIENCE)
    except StillRunning:
        st.session_state[_KEY] = key
        return
    _finish(key)


def show(label: str) -> bool:
    """Show the running work, if there is any; tells whether there is."""
    key = st.session_state.get(_KEY)
    if key not in _JOBS:
        return False
    _watch(key, label)
    return True


@st.fragment(run_every="0.5s")
def _watch(key: str, label: str) -> None:
    job = _JOBS.get(key)
    if job is None or job.future is None or job.future.done():
        _finish(key)
        st.rerun()
    st.progress(min(1.0, job.share), text=label)


def _finish(key: str) -> None:
    with _LOCK:
        job = _JOBS.pop(key, None)
    st.session_state.pop(_KEY, None)
    if job is None or job.future is None:
        return
    problem = job.future.exception()
    if problem is None:
        notices.leave(job.done(job.future.result()))
    elif isinstance(problem, LotsenError):
        notices.leave(refusals.sentence(problem), refused=True)
    else:
        raise problem
