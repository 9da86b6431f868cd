"""What a click does: a command with what was seen, as a button takes it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.ui.page import Page

P = ParamSpec("P")
Click = Callable[[], None]


def keeping(
    page: Page,
    command: Callable[Concatenate[UnitOfWork, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Click:
    """Carry it out without a word; what comes of it is seen at once."""

    def click() -> None:
        page.keep(command, *args, **kwargs)

    return click


def saving(
    page: Page,
    command: Callable[Concatenate[UnitOfWork, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Click:
    """Carry it out, and say that it is saved."""

    def click() -> None:
        page.execute(command, *args, **kwargs)

    return click
