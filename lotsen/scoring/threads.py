"""One thread for linear algebra: quicker on small systems, and the same digits under any load."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import threadpool_limits

P = ParamSpec("P")
R = TypeVar("R")


def one_thread(work: Callable[P, R]) -> Callable[P, R]:
    """Let a function compute with one thread of BLAS."""

    @wraps(work)
    def pinned(*arguments: P.args, **named: P.kwargs) -> R:
        with threadpool_limits(limits=1, user_api="blas"):
            return work(*arguments, **named)

    return pinned
