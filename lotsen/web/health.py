"""Whether Lotsen can work: for the town's monitoring."""

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from lotsen.bootstrap import SYSTEM, CannotStart, opened
from lotsen.domain.errors import Unavailable
from lotsen.i18n import _
from lotsen.usecases import rounds
from lotsen.web.warm_start import warmth


async def health(_request: Request) -> PlainTextResponse:
    """Say whether the records can be reached, once pages run; nothing about what is in them."""
    await warmth()
    try:
        await run_in_threadpool(_ask)
    except (CannotStart, SQLAlchemyError, Unavailable):
        return PlainTextResponse(_("Die Datenbank antwortet nicht."), status_code=503)
    return PlainTextResponse(_("Lotsen läuft."))


def _ask() -> None:
    opened().query(SYSTEM, rounds.current)
