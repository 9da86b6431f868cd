"""A provider that says what a test wants it to say, truth or lie, over real HTTP on loopback."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

SECRET = "a secret of at least thirty-two bytes, shared with the provider"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@dataclass(kw_only=True)
class FalseProvider:
    """What it will say, and what it was asked."""

    url: str
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    key: Any = field(default_factory=lambda: KEY)
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    garbage: frozenset[str] = frozenset()
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, path: str, body: str) -> Any:
        """What stands at this address."""
        if path in self.garbage:
            return b"<html>"
        match path:
            case "/.well-known/openid-configuration":
                return self._about() | self.metadata
            case "/jwks":
                return {"keys": [KEY.as_dict(private=False)]}
            case "/token":
                self.asked.append(parse_qs(body))
                return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()}
            case "/me":
                return self.userinfo
        return None

    def id_token(self) -> str:
        """A token with the claims of a test over those that are right."""
        now = int(time.time())
        right = {"iss": self.url, "aud": "lotsen", "sub": "7f3a", "iat": now, "exp": now + 60}
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        if self.header["alg"] == "none":
            return ".".join([*map(_part, (self.header, claims)), ""])
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])

    def sign_with_our_secret(self) -> None:
        """Sign as somebody would who takes the client secret for a key."""
        self.key, self.header = OctKey.import_key(SECRET), {"alg": "HS256"}
        self.metadata["id_token_signing_alg_values_supported"] = ["HS256", "RS256"]

    def sign_with_nothing(self) -> None:
        """Leave the signature out, and say that this is how it is done here."""
        self.header = {"alg": "none"}
        self.metadata["id_token_signing_alg_values_supported"] = ["none", "RS256"]

    def _about(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/me",
            "end_session_endpoint": f"{self.url}/end",
            "id_token_signing_alg_values_supported": ["RS256"],
        }


def _part(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@contextmanager
def false_provider() -> Iterator[FalseProvider]:
    """Have it listen for as long as a test lasts."""
    provider = FalseProvider(url="")

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            said = provider.answer(self.path, self.rfile.read(length).decode())
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(404 if said is None else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

        do_GET, do_POST = answer, answer  # noqa: N815  # the names are Python's own

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
