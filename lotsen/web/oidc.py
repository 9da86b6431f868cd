"""Sign-in through the town's provider: away from here, back again, and out of both sessions."""

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lotsen.bootstrap import SYSTEM, application, provider
from lotsen.domain.accounts import fingerprint, new_token
from lotsen.domain.errors import LotsenError
from lotsen.domain.identities import Identity, identity_of
from lotsen.i18n import _, refusals
from lotsen.usecases import identities
from lotsen.web import accounts, cookies, forms, templates
from lotsen.web.gate import SIGN_IN
from lotsen.web.provider import BadAnswer, ProviderSilent, begin, farewell, finish

ON_THE_WAY = "lotsen_weg"
LONGEST_WAY = 10 * 60
"""Seconds that somebody may take at the provider."""

LONGEST_FURTHER = 800
"""The cookie has room for 4,096 letters, and holds more than this way."""

_KEY_OF_THE_COOKIE = b"lotsen: on the way to the provider"


class OnTheWay:
    """Binds what goes out to this browser: a signed cookie that no script reads; plain ASGI."""

    def __init__(self, endpoint: ASGIApp) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the door where a provider is set; elsewhere lead to the sign-in page."""
        town = provider()
        if town is None:
            await RedirectResponse(SIGN_IN, status_code=303)(scope, receive, send)
            return
        bound = SessionMiddleware(
            self._endpoint,
            secret_key=hmac.digest(town.client_secret.encode(), _KEY_OF_THE_COOKIE, "sha256").hex(),
            session_cookie=ON_THE_WAY,
            max_age=LONGEST_WAY,
            path=SIGN_IN,
            same_site="lax",
            https_only=town.public_url.startswith("https:"),
        )
        # a copy: Streamlit has a session of its own in the scope, and would keep ours in its cookie
        await bound({**scope}, receive, send)


class Begin(HTTPEndpoint):
    """The way out to the provider."""

    async def get(self, request: Request) -> Response:
        """Remember where somebody wanted to go, and send them to the provider."""
        further = forms.local(request.query_params.get(forms.FURTHER, "/"))
        try:
            answer = await begin(request)
        except ProviderSilent:
            return _silent()
        request.session[forms.FURTHER] = further if len(further) <= LONGEST_FURTHER else "/"
        return answer


class Return(HTTPEndpoint):
    """The way back from the provider."""

    async def get(self, request: Request) -> Response:
        """Begin a session for somebody whom the provider vouches for and the town has entered."""
        further = forms.local(str(request.session.get(forms.FURTHER, "/")))
        token = new_token()
        try:
            answer = await finish(request)
            identity = identity_of(answer.claims)
            await run_in_threadpool(_begin, identity, token, request)
        except ProviderSilent:
            return _silent()
        except BadAnswer:
            return templates.refused(
                _("Diese Anmeldung ist nicht mehr gültig. Bitte beginnen Sie sie von vorn.")
            )
        except LotsenError as reason:
            return templates.refused(refusals.sentence(reason))
        response = RedirectResponse(further, status_code=303)
        cookies.give_session(response, token, request)
        cookies.give_hint(response, answer.id_token, request)
        return response


class Farewell(HTTPEndpoint):
    """Where the sign-out goes on: to the provider, if the session came from there."""

    async def get(self, request: Request) -> Response:
        """End the provider's session too; for nobody whose own session still runs."""
        hint = cookies.hint_of(request)
        response = RedirectResponse(SIGN_IN, status_code=303)
        if not forms.is_from_here(request):
            return response
        if await run_in_threadpool(accounts.is_signed_in, request):
            return RedirectResponse("/", status_code=303)
        if hint is not None and provider() is not None:
            try:
                way = await farewell(hint)
            except ProviderSilent:
                return _silent()
            response = RedirectResponse(way or SIGN_IN, status_code=303)
        cookies.take_session(response, request)
        cookies.take_hint(response, request)
        return response


def _begin(identity: Identity, token: str, request: Request) -> None:
    """Begin a session, or record that somebody was refused."""
    house = application()
    try:
        house.execute(SYSTEM, identities.sign_in, identity, fingerprint(token))
    except LotsenError as reason:
        house.execute(SYSTEM, identities.note_refusal, identity, reason.code)
        raise
    accounts.end_session(request)  # who signs in anew leaves nothing open behind


def _silent() -> Response:
    return templates.refused(
        _(
            "Der Anmeldedienst Ihrer Stadt antwortet nicht. Bitte versuchen Sie es in einigen "
            "Minuten noch einmal."
        ),
        status=503,
    )
