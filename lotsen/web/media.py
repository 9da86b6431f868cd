"""Downloads: only the session that made a file fetches it, and no browser keeps it."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lotsen.export import handed_out
from lotsen.i18n import _

_PARTS = {b"range", b"if-range", b"accept-encoding"}
"""What would make the answer a part of the file, or packed: the whole file is compared."""


async def hand_over(app: ASGIApp, scope: Scope, receive: Receive, send: Send, session: str) -> None:
    """Hand the file over if this session has made it; for everybody else there is none."""
    whole = [(name, value) for name, value in scope["headers"] if name.lower() not in _PARTS]
    answer = _Held()
    await app({**scope, "method": "GET", "headers": whole}, receive, answer)
    if answer.status != 200 or not handed_out.belongs_to(answer.body, session):  # noqa: PLR2004
        await PlainTextResponse(_("Nicht gefunden"), status_code=404)(scope, receive, send)
        return
    headers = MutableHeaders(raw=list(answer.headers))
    headers["cache-control"] = "no-store"
    await send({"type": "http.response.start", "status": 200, "headers": headers.raw})
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})


class _Held:
    """An answer, held back until it is whole."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], message["headers"]
        else:
            self.body += message.get("body", b"")
