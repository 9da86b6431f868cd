"""Speaking with the town's OpenID provider; Authlib sees to PKCE, state, nonce and signatures."""

import logging
from dataclasses import dataclass
from functools import cache, lru_cache
from ssl import SSLContext
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lotsen.bootstrap import provider
from lotsen.web.gate import PROVIDER_RETURN, SIGN_IN

SCOPE = "openid email"
"""Nothing else is asked for: names and roles are those of our own records."""

PATIENCE = 10.0
ALGORITHMS = frozenset(
    {"ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"}
)
"""Signatures with a key of the provider's own; never none, and never our shared secret."""

OF_THE_ADDRESS = ("email", "email_verified", "xms_edov")
_log = logging.getLogger(__name__)


class ProviderSilent(RuntimeError):
    """The provider cannot be reached, or does not answer as the one that was set."""


class BadAnswer(RuntimeError):
    """What came back belongs to no sign-in that this browser has begun, or proves nothing."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Who somebody is to the provider, checked; the token is what the sign-out shows again."""

    claims: dict[str, object]
    id_token: str


async def begin(request: Request) -> Response:
    """Send the browser to the provider, which asks anew who is there."""
    from httpx2 import HTTPError  # noqa: PLC0415  # a town without a provider never loads it

    try:
        client = await _client()
        answer: Response = await client.authorize_redirect(
            request, f"{_town().public_url}{PROVIDER_RETURN}", prompt="login"
        )
    except HTTPError as reason:
        raise _silent(reason) from reason
    return answer


async def finish(request: Request) -> Answer:
    """Exchange the code for an ID token and check it; each state is good for one attempt."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from httpx2 import HTTPError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        client = await _client()
        if request.query_params.get("iss", _town().issuer) != _town().issuer:
            raise BadAnswer("iss")
        token = await client.authorize_access_token(request)
        claims = dict(token["userinfo"])
        if "email" not in claims and client.server_metadata.get("userinfo_endpoint"):
            claims = _with_address(claims, await client.userinfo(token=token))
        return Answer(claims=claims, id_token=token["id_token"])
    except HTTPError as reason:
        raise _silent(reason) from reason
    except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as reason:
        _log.warning("Anmeldedienst: %s %.80r", type(reason).__name__, str(reason))
        raise BadAnswer(type(reason).__name__) from reason
    finally:
        request.session.clear()


async def farewell(id_token: str) -> str | None:
    """Where the provider ends its own session and sends the browser back to us, if it can."""
    from httpx2 import HTTPError  # noqa: PLC0415

    try:
        client = await _client()
    except HTTPError as reason:
        raise _silent(reason) from reason
    if not client.server_metadata.get("end_session_endpoint"):
        return None
    town = _town()
    way = await client.create_logout_url(
        post_logout_redirect_uri=f"{town.public_url}{SIGN_IN}",
        id_token_hint=id_token or None,
        client_id=town.client_id,
    )
    url: str = way["url"]
    return url


def _with_address(claims: dict[str, object], more: Any) -> dict[str, object]:
    """Take the address and what vouches for it from one and the same answer."""
    if more.get("sub") != claims.get("sub"):
        raise BadAnswer("sub")
    own = {name: value for name, value in claims.items() if name not in OF_THE_ADDRESS}
    return own | {name: more[name] for name in OF_THE_ADDRESS if name in more}


def _town() -> Any:
    town = provider()
    assert town is not None, "the doors of the provider are shut without one"
    return town


async def _client() -> Any:
    """Authlib's client, once the provider has said where its doors are."""
    town = _town()
    client = _made(town.issuer, town.client_id, town.client_secret)
    try:
        metadata = await client.load_server_metadata()
    except ValueError as reason:
        raise _silent(reason) from reason
    if metadata.get("issuer") != town.issuer:
        named = metadata.get("issuer")
        client.server_metadata.clear()
        _log.error("Der Anmeldedienst nennt sich %.200r; eingestellt ist %r.", named, town.issuer)
        raise ProviderSilent("issuer")
    offered = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
    metadata["id_token_signing_alg_values_supported"] = [
        name for name in offered if name in ALGORITHMS
    ]
    return client


@lru_cache(maxsize=4)
def _made(issuer: str, client_id: str, client_secret: str) -> Any:
    from authlib.integrations.starlette_client import OAuth  # noqa: PLC0415

    return OAuth().register(
        "lotsen",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": SCOPE,
            "code_challenge_method": "S256",
            "timeout": PATIENCE,
            "verify": _trusted(),
        },
    )


@cache
def _trusted() -> SSLContext:
    """Whom the server's system trusts, read once: it takes 0.2 seconds."""
    from httpx2 import create_ssl_context  # noqa: PLC0415

    return create_ssl_context()


def _silent(reason: Exception) -> ProviderSilent:
    _log.error("Der Anmeldedienst antwortet nicht: %s", type(reason).__name__)
    return ProviderSilent(type(reason).__name__)
