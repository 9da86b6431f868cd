"""Who has no session sees the sign-in page, and nothing of what lies behind it."""

import re
import sqlite3

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lotsen.bootstrap import SESSION_HEADER
from lotsen.web.cookies import SESSION
from tests.e2e.servers import ROOT, Server, running
from tests.e2e.town import betraying

PAGES = ["/", *(f"/{page.stem}" for page in sorted((ROOT / "pages").glob("*.py")))]
FILES = [
    "/media/0123456789abcdef.csv",
    "/app/static/lotsen.db",
    "/component/streamlit.table",
    "/_stcore/bidi-components/table.js",
    "/_stcore/upload_file/session/file",
    "/_stcore/host-config",
    "/_stcore/script-health-check",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/stream",
    "/candidates/_stcore/stream",
    "/auth/login",
    "/oauth2callback",
    "/static/../data/lotsen.db",
    "/static/%2e%2e/data/lotsen.db",
    "/data/demo/kandidaturen.csv",
    "/pages/candidates.py",
]
OPEN = ["/anmelden", "/gesundheit", "/_stcore/health", "/favicon.ico", "/lotsen/i18n-de.js"]
BROWSER = {"accept": "text/html,application/xhtml+xml"}
INVENTED = "an-invented-token-that-is-as-long-as-a-real-one"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A fresh one, at whose door nobody has been yet."""
    with running(tmp_path_factory.mktemp("strangers")) as server:
        yield server


@pytest.fixture(scope="module")
def client(server):
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def stranger(client):
    """Somebody whom this browser has never seen."""
    client.cookies.clear()
    return client


@pytest.fixture(scope="module")
def session(server):
    """The token of somebody who has signed in, and the hash of it that the records keep."""
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=20) as client:
        page = client.get("/anmelden").text
        form, person = (
            found(rf'name="{name}" value="([^"]+)"', page) for name in ("form", "person")
        )
        client.post("/anmelden", data={"form": form, "weiter": "/", "person": person})
        with sqlite3.connect(server.database_url.removeprefix("sqlite:///")) as records:
            (kept,) = records.execute("SELECT token_hash FROM sign_in").fetchone()
        records.close()
        return client.cookies[SESSION], kept


def found(pattern, text):
    return re.search(pattern, text)[1]


def betrayed(response):
    return {word for word in betraying() if word in response.text}


@pytest.mark.parametrize("path", PAGES)
def test_deep_link_leads_a_stranger_to_the_sign_in_page(stranger, path):
    response = stranger.get(f"{path}?q=1", headers=BROWSER)

    assert (response.status_code, response.text) == (303, "")
    assert response.headers["location"].startswith("/anmelden?weiter=")
    assert betrayed(stranger.get(response.headers["location"], headers=BROWSER)) == set()


@pytest.mark.parametrize("path", [*PAGES, *FILES])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_program_of_a_stranger_gets_no_word_of_the_app(stranger, method, path):
    response = stranger.request(method, path)

    assert response.status_code in {401, 404}
    assert response.text in {"Bitte melden Sie sich an.", "Nicht gefunden"}


@pytest.mark.parametrize("path", OPEN)
def test_what_is_open_to_all_names_no_candidate(stranger, path):
    response = stranger.get(path)

    assert response.status_code == 200
    assert betrayed(response) == set()


@pytest.mark.parametrize("path", PAGES)
def test_invented_session_opens_nothing(stranger, session, path):
    _token, kept = session
    for lie in (INVENTED, kept, ""):
        cookie = stranger.get(path, headers={"cookie": f"{SESSION}={lie}"})
        header = stranger.get(path, headers={SESSION_HEADER: kept, "cookie": f"{SESSION}={lie}"})

        assert (cookie.status_code, header.status_code) == (401, 401)


@pytest.mark.parametrize("path", ["/_stcore/stream", "/candidates/_stcore/stream", "/"])
def test_websocket_stays_closed_for_a_stranger(server, session, path):
    _token, kept = session
    for lie in ({}, {"cookie": f"{SESSION}={INVENTED}"}, {SESSION_HEADER: kept}):
        with pytest.raises(InvalidStatus) as refused, websocket(server, path, lie):
            pass

        assert refused.value.response.status_code == 403
        assert not refused.value.response.body


def test_websocket_opens_for_who_is_signed_in_until_they_leave(server, session):
    token, _kept = session
    mine = {"cookie": f"{SESSION}={token}"}

    with websocket(server, "/_stcore/stream", mine) as open_now:
        assert open_now.subprotocol == "streamlit"
    httpx2.post(f"{server.url}/abmelden", headers=mine, trust_env=False)

    with pytest.raises(InvalidStatus), websocket(server, "/_stcore/stream", mine):
        pass
    assert httpx2.get(f"{server.url}/candidates", headers=mine, trust_env=False).status_code == 401


def websocket(server: Server, path: str, headers: dict[str, str]):
    return connect(
        f"{server.url.replace('http', 'ws', 1)}{path}",
        additional_headers=headers,
        subprotocols=["streamlit"],
        proxy=None,
    )
