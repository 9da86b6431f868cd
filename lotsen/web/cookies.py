"""The cookies of the gate: who is signed in, which form was ours, and what ends both sessions."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from lotsen.domain.accounts import fingerprint

SESSION = "lotsen_session"
FORM = "lotsen_form"
HINT = "lotsen_dienst"
OF_SIGN_OUT = "/abmelden"
LONGEST_HINT = 3_800
"""A browser keeps 4,096 letters with name and attributes."""
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


def give_hint(response: Response, id_token: str, request: Request) -> None:
    """Leave with the browser what the provider wants to see again at the sign-out, and then only.

    Too long a token is left out; the provider then asks whether it was meant.
    """
    response.set_cookie(
        HINT,
        id_token if len(id_token) <= LONGEST_HINT else "-",
        max_age=LONGEST_SESSION,
        path=OF_SIGN_OUT,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request),
    )


def hint_of(request: Request) -> str | None:
    """The provider's token; empty where it was too long, None where no provider was asked."""
    hint = request.cookies.get(HINT)
    return "" if hint == "-" else hint


def take_hint(response: Response, request: Request) -> None:
    """Have the browser forget it."""
    response.delete_cookie(
        HINT, path=OF_SIGN_OUT, httponly=True, samesite="lax", secure=is_encrypted(request)
    )


def is_encrypted(request: HTTPConnection) -> bool:
    """Whether the browser speaks https with us, or with the proxy in front of us."""
    return request.url.scheme in {"https", "wss"}
