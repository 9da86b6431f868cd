"""The gate: without a session, nothing of Lotsen is served: no page, no websocket, no file."""

from pathlib import Path
from urllib.parse import quote

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lotsen.bootstrap import SESSION_HEADER, SYSTEM, application
from lotsen.i18n import _
from lotsen.usecases import accounts
from lotsen.web import assets, cookies, media
from lotsen.web.nearness import is_from_elsewhere
from lotsen.web.warm_start import no_half_warmth, somebody_asks

SIGN_IN, SIGN_OUT, INVITATION = "/anmelden", "/abmelden", "/einladung"
PROVIDER_BEGIN, PROVIDER_RETURN = f"{SIGN_IN}/dienst", f"{SIGN_IN}/zurueck"
FAREWELL = f"{SIGN_OUT}/dienst"
OWN_PASSWORD = "/kennwort"  # noqa: S105  # an address; behind the gate, for whoever is signed in
OUR_DOORS = frozenset(
    {
        *(SIGN_IN, SIGN_OUT, INVITATION, PROVIDER_BEGIN, PROVIDER_RETURN, FAREWELL),
        *("/gesundheit", "/favicon.ico", "/favicon.png"),
    }
)
MEDIA = "/media/"
HEALTH_OF_STREAMLIT = "/_stcore/health"
BUNDLE = Path(streamlit.__file__).with_name("static")
"""What Streamlit gives to every browser; no word of ours is in it."""

OPEN = (
    OUR_DOORS
    | assets.PATHS
    | {HEALTH_OF_STREAMLIT}
    | {
        f"/{file.relative_to(BUNDLE).as_posix()}"
        for file in (BUNDLE / "static").rglob("*")
        if file.is_file()
    }
)
_HEADER = SESSION_HEADER.encode()
_REFUSED = 1008


class Gate:
    """Stands before Streamlit and lets in who has a session; plain ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or send to the sign-in page."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket" and is_from_elsewhere(HTTPConnection(scope)):
            # Streamlit would let every page of this machine in, and at an origin that it does not
            # know it asks a stranger on the internet for its own address, and everybody waits
            await _refuse(scope, receive, send)
            return
        somebody_asks()
        scope = {**scope, "headers": _checked_headers(scope)}
        if scope["type"] == "http" and scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        key = cookies.session_key(HTTPConnection(scope))
        if key is None or not await run_in_threadpool(_is_running, key):
            await _refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":  # a page runs through it
            await no_half_warmth()
        named = {**scope, "headers": [*scope["headers"], (_HEADER, key.encode())]}
        if scope["path"].startswith(MEDIA):
            await media.hand_over(self._app, named, receive, send, key)
            return
        await self._app(named, receive, send)


def _checked_headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What may be passed on: a client never names itself."""
    return [(name, value) for name, value in scope["headers"] if name.lower() != _HEADER]


def _is_running(key: str) -> bool:
    return application().query(SYSTEM, accounts.actor_of, key) is not None


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": _REFUSED})
        return
    await _answer(scope)(scope, receive, send)


def _answer(scope: Scope) -> Response:
    accepted = dict(scope["headers"]).get(b"accept", b"")
    if scope["method"] in {"GET", "HEAD"} and b"text/html" in accepted:
        return RedirectResponse(_way_to_sign_in(scope), status_code=303)
    return PlainTextResponse(_("Bitte melden Sie sich an."), status_code=401)


def _way_to_sign_in(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    return SIGN_IN if wanted == "/" else f"{SIGN_IN}?weiter={quote(wanted, safe='/')}"
