"""Forms that were ours, and ways that stay here."""

import asyncio
import hmac
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from lotsen.domain.accounts import new_token
from lotsen.domain.ids import PersonId
from lotsen.i18n import _
from lotsen.web import cookies
from lotsen.web.nearness import is_from_elsewhere

FURTHER = "weiter"
LONGEST_FORM = 8_000
PATIENCE = 20.0
"""Seconds; whoever sends a form more slowly than this keeps us waiting on purpose."""
LONGEST_WAY = 2_000
_KEY = re.compile(r"[0-9]{1,9}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_NO_WAY = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, kw_only=True)
class SignInForm:
    """What the sign-in page sends."""

    person: PersonId
    further: str


def token_of(request: Request) -> str:
    """The token of this browser's forms; a new one where there is none yet."""
    token = request.cookies.get(cookies.FORM, "")
    return token if _TOKEN.fullmatch(token) else new_token()


async def read(request: Request) -> SignInForm | None:
    """Read the sign-in form, or None if it is not one of ours."""
    found = await fields(request)
    if found is None or not _KEY.fullmatch(found.get("person", "")):
        return None
    person = PersonId(int(found["person"]))
    return SignInForm(person=person, further=local(found.get(FURTHER, "/")))


async def fields(request: Request) -> dict[str, str] | None:
    """What a form of ours sends, or None if it is not one of ours."""
    found = await _fields(request)
    token = request.cookies.get(cookies.FORM, "")
    if (
        found is None
        or not _TOKEN.fullmatch(token)
        or not hmac.compare_digest(token.encode(), found.get("form", "").encode())
        or not is_from_here(request)
    ):
        return None
    return found


def not_ours() -> str:
    """The sentence for a form that is not one of ours."""
    return _("Das Formular ist nicht mehr gültig. Bitte laden Sie die Seite neu.")


def is_from_here(request: Request) -> bool:
    """Whether a page of ours sent the form, as far as the browser tells."""
    return not is_from_elsewhere(request) and request.headers.get(
        "sec-fetch-site", "same-origin"
    ) in {"same-origin", "none"}


def local(way: str) -> str:
    """A way inside Lotsen; anything else leads to the first page."""
    ours = (
        way.startswith("/")
        and not way.startswith(("//", "/anmelden", "/abmelden"))
        and len(way) <= LONGEST_WAY
        and not _NO_WAY.search(way)
    )
    return way if ours else "/"


async def _fields(request: Request) -> dict[str, str] | None:
    """The fields of a plain form; None if it is too long, too slow or no form at all."""
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LONGEST_FORM:
                    return None
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=10))
    except (TimeoutError, ValueError):
        return None
