"""The shell around every answer: German, with our own files, and closed to what is not ours."""

import html
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lotsen.i18n import _
from lotsen.web import assets, errors, policy

CLOSED = ("/_stcore/metrics", "/_stcore/agent")
AS_THEY_ARE = ("/static/", "/media/", "/_stcore/", "/component/", assets.PREFIX)
"""Addresses that never answer with a page."""

STYLES = (
    *("theme.css", "figures.css", "phases.css", "decisions.css", "profile.css", "stage.css"),
    "sheet.css",
)
SCRIPTS = ("i18n-de.js", "frame.js", "sheet.js")
"""Loaded once with the page; a run of a page sends none of it."""

HEADERS = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_CONDITIONS = {b"accept-encoding", b"if-modified-since", b"if-none-match"}


class Shell:
    """Puts every answer into its shell; plain ASGI, and it leaves websockets alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, in the shell; a mistake before the first word of an answer gets one of ours."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wrapped = _Answer(send)
        if scope["path"].startswith(CLOSED):
            nothing = PlainTextResponse(_("Nicht gefunden"), status_code=404)
            await nothing(scope, receive, wrapped)
            return
        try:
            await self._app(_asking_for_all(scope), receive, wrapped)
        except Exception as mistake:
            if wrapped.begun:
                raise
            await errors.answer(mistake)(scope, receive, _Answer(send))


def _asking_for_all(scope: Scope) -> Scope:
    """Have pages come whole and uncompressed: a page that is not sent keeps its old policy."""
    if scope["path"].startswith(AS_THEY_ARE):
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
    return {**scope, "headers": headers}


class _Answer:
    """One answer on its way out; Streamlit's page is held back until it is whole."""

    def __init__(self, send: Send) -> None:
        self.begun = False
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        match message["type"]:
            case "http.response.start":
                await self._start(message)
            case "http.response.body" if self._held:
                self._body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._finish(self._held)
            case "http.response.pathsend" if self._held:
                self._body = Path(message["path"]).read_bytes()  # noqa: ASYNC240  # 8 kB
                await self._finish(self._held)
            case _other:
                await self._send(message)

    async def _start(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message["headers"]))
        headers.update(HEADERS)
        message = {**message, "headers": headers.raw}
        is_page = headers.get("content-type", "").startswith("text/html")
        if is_page and "content-security-policy" not in headers:
            self._held = message
        else:
            self.begun = True
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        page = german(self._body)
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified"):
            del headers[name]
        headers["content-length"] = str(len(page))
        headers["content-security-policy"] = policy.of_streamlit(page)
        self.begun = True
        headers["cache-control"] = "no-store"  # nothing to see by going back after signing out
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": page})


def german(page: bytes) -> bytes:
    """Streamlit's page, in German and with our own files."""
    for pattern, replacement in _changes():
        page = pattern.sub(replacement, page, count=1)
    return page


def _stylesheet(name: str) -> str:
    return f'<link rel="stylesheet" href="{assets.address(name)}">'


def _script(name: str) -> str:
    return f'<script src="{assets.address(name)}"></script>'


def _changes() -> list[tuple[re.Pattern[bytes], bytes]]:
    description = _("Lotsen hilft einer Stadt, ihre Digitallotsen offen und fair auszuwählen.")
    no_script = _("Bitte schalten Sie JavaScript ein, um Lotsen zu benutzen.")
    head = (
        f'<meta name="description" content="{html.escape(description)}">'
        '<meta name="color-scheme" content="light dark">'
        f"{''.join(map(_stylesheet, STYLES))}"
        f"{''.join(map(_script, SCRIPTS))}</head>"
    )
    icon = f'<link rel="icon" href="{assets.address("favicon.png")}">'
    return [
        (re.compile(rb'<html lang="en">'), b'<html lang="de">'),
        (re.compile(rb"<title>.*?</title>", re.DOTALL), b"<title>Lotsen</title>"),
        (re.compile(rb'<link rel="shortcut icon"[^>]*>'), icon.encode()),
        (re.compile(rb'<link rel="service-desc"[^>]*>'), b""),
        (
            re.compile(rb"<noscript>.*?</noscript>", re.DOTALL),
            f"<noscript><p>{html.escape(no_script)}</p></noscript>".encode(),
        ),
        (re.compile(rb"</head>"), head.encode()),
    ]
