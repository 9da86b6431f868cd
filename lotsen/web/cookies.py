"""The two cookies of the gate: who is signed in, and which form was ours."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from lotsen.domain.accounts import fingerprint

SESSION = "lotsen_session"
FORM = "lotsen_form"
LONGEST_SESSION = 10 * 60 * 60


def session_key(connection: HTTPConnection) -> str | None:
    """The fingerprint of the token that the browser brings, if it brings one."""
    token = connection.cookies.get(SESSION)
    return fingerprint(token) if token else None


def give_session(response: Response, token: str, request: Request) -> None:
    """Hand the token to the browser, out of reach of every script."""
    response.set_cookie(
        SESSION,
        token,
        max_age=LONGEST_SESSION,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )


def take_session(response: Response, request: Request) -> None:
    """Have the browser forget the token."""
    response.delete_cookie(SESSION, httponly=True, samesite="lax", secure=is_encrypted(request))


def give_form(response: Response, token: str, request: Request) -> None:
    """Hand out the token by which a form of ours is known again."""
    response.set_cookie(FORM, token, httponly=True, samesite="strict", secure=is_encrypted(request))


def is_encrypted(request: HTTPConnection) -> bool:
    """Whether the browser speaks https with us, or with the proxy in front of us."""
    return request.url.scheme in {"https", "wss"}
