"""Our own files for the browser, each under an address that changes with its content."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).with_name("static")
PREFIX = "/lotsen/"
PATHS = frozenset(f"{PREFIX}{file.name}" for file in FOLDER.iterdir())
FOREVER = "public, max-age=31536000, immutable"


def address(name: str) -> str:
    """Where a browser finds the file; another content has another address."""
    return f"{PREFIX}{name}?v={_version(name)}"


async def serve(request: Request) -> Response:
    """Hand out one of our files."""
    path = request.url.path
    if path not in PATHS:
        return PlainTextResponse("Nicht gefunden", status_code=404)
    name = path.removeprefix(PREFIX)
    current = request.query_params.get("v") == _version(name)
    return Response(
        _content(name),
        media_type=mimetypes.guess_type(name)[0],
        headers={"cache-control": FOREVER if current else "no-cache"},
    )


async def favicon(_request: Request) -> Response:
    """Our mark, for browsers that ask for it without being told where it is."""
    return Response(
        _content("favicon.png"),
        media_type="image/png",
        headers={"cache-control": "public, max-age=86400"},
    )


@cache
def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@cache
def _version(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]
