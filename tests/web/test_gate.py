import re

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.websockets import WebSocketDisconnect

from lotsen.bootstrap import SESSION_HEADER
from lotsen.db.people import PersonRow, SignInRow
from lotsen.domain.accounts import fingerprint
from lotsen.web import cookies
from lotsen.web.gate import BUNDLE, OPEN
from tests.makers import COORDINATOR, NOON, RATER
from tests.web.conftest import HERE, PAGE, sign_in
from tests.web.tabs import SOCKET, tab

PAGES = ["/departments", "/candidates", "/shortlist", "/decisions", "/imports", "/irgendwas"]
FILES = [
    "/media/0123456789abcdef.csv",
    "/component/anything/index.html",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/_stcore/script-health-check",
    "/app/static/anything.txt",
    "/index.html",
    "/manifest.json",
    "/static/nothing.js",
    "/static/../index.html",
    "/static/js/../../index.html",
    "//static/js",
    "/lotsen/../index.html",
    "/lotsen/nothing.css",
    "/anmelden/",
    "/anmelden/mehr",
    "/gesundheit/mehr",
]
BUNDLED = {path.relative_to(BUNDLE / "static").as_posix() for path in BUNDLE.rglob("static/*/*")}
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]


@pytest.mark.parametrize("address", PAGES)
def test_stranger_at_a_page_is_shown_the_way_to_sign_in(browser, address):
    answer = browser.get(f"{address}?person=7", headers=PAGE)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/anmelden?weiter={address}%3Fperson%3D7"


def test_stranger_at_the_front_door_is_shown_the_way_to_sign_in(browser):
    answer = browser.get("/", headers=PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")


@pytest.mark.parametrize("address", ["/", *FILES])
def test_stranger_gets_nothing_by_any_method(browser, address):
    answers = {method: browser.request(method, address) for method in METHODS}

    assert {method: answer.status_code for method, answer in answers.items()} == dict.fromkeys(
        METHODS, 401
    )
    assert {answer.text for answer in answers.values()} == {"", "Bitte melden Sie sich an."}


@pytest.mark.parametrize("socket", [SOCKET, "/", "/anmelden", "/gesundheit", "/_stcore/health"])
def test_stranger_gets_no_websocket(browser, socket):
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(socket):
        pass


def test_what_streamlit_gives_to_everybody_is_open(browser):
    file = next((BUNDLE / "static" / "js").glob("index.*.js"))

    answer = browser.get(f"/static/js/{file.name}")

    assert (answer.status_code, answer.content) == (200, file.read_bytes())


@pytest.mark.parametrize("door", sorted(OPEN - {f"/static/{name}" for name in BUNDLED}))
def test_open_door_never_leads_past_itself(browser, door):
    answers = [browser.request(method, door, headers=PAGE) for method in METHODS]

    assert [answer.url.path for answer in answers if 'id="root"' in answer.text] == []


def test_nothing_open_comes_from_the_pages():
    unexpected = {
        path
        for path in OPEN
        if not path.startswith(("/static/js/", "/static/css/", "/static/media/", "/lotsen/"))
    }

    assert unexpected == {
        *("/anmelden", "/abmelden", "/einladung", "/gesundheit"),
        *("/anmelden/dienst", "/anmelden/zurueck", "/abmelden/dienst"),
        *("/favicon.ico", "/favicon.png", "/_stcore/health"),
    }


@pytest.mark.parametrize("name", [SESSION_HEADER, SESSION_HEADER.upper()])
def test_stranger_who_claims_a_session_is_a_stranger(browser, town, name):
    token = sign_in(browser, town.people[COORDINATOR])
    browser.cookies.clear()
    claim = {name: fingerprint(token)}

    answer = browser.get("/", headers=PAGE | claim)

    assert answer.status_code == 303
    with pytest.raises(WebSocketDisconnect), tab(browser, **claim):
        pass


def test_nobody_becomes_somebody_else_by_claiming_a_session(browser, town):
    others = fingerprint(sign_in(browser, town.people[COORDINATOR]))
    browser.cookies.clear()
    sign_in(browser, town.people[RATER])

    with tab(browser, **{SESSION_HEADER: others}) as opened:
        screen = opened.open()

    assert "Kim Rater" in screen.text
    assert "Kim Coordinator" not in screen.text


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "ä", "' OR 1=1 --"])
def test_guessed_token_opens_nothing(browser, town, token):
    sign_in(browser, town.people[COORDINATOR])
    browser.cookies.clear()

    answer = browser.get("/", headers=PAGE | {"cookie": f"lotsen_session={token}".encode()})

    assert answer.status_code == 303


def test_hash_of_a_token_is_no_token(browser, town):
    token = sign_in(browser, town.people[COORDINATOR])
    browser.cookies.clear()
    browser.cookies.set(cookies.SESSION, fingerprint(token))

    assert browser.get("/", headers=PAGE).status_code == 303


def test_session_that_has_ended_opens_nothing(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    with Session(town.engine) as session, session.begin():
        session.execute(update(SignInRow).values(ends_at=NOON.replace(year=2000)))

    assert browser.get("/", headers=PAGE).status_code == 303


def test_person_who_is_blocked_is_out_at_once(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    with tab(browser) as opened:
        assert "Kim Coordinator" in opened.open().text
        with Session(town.engine) as session, session.begin():
            session.execute(update(PersonRow).values(active=False))

        screen = opened.open()

    assert "Sie sind abgemeldet" in screen.text
    assert browser.get("/", headers=PAGE).status_code == 303


@pytest.mark.parametrize("address", ["/", *PAGES])
def test_who_is_signed_in_is_let_in(browser, town, address):
    sign_in(browser, town.people[COORDINATOR])

    answer = browser.get(address, headers=PAGE)

    assert answer.status_code == 200
    assert '<div id="root">' in answer.text


FOREIGN = [
    "http://evil.example",
    "http://localhost:3000",
    "http://127.0.0.1:8502",
    "null",
    "http://[",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_page_from_elsewhere_opens_no_websocket_and_lotsen_asks_nobody_about_it(
    browser, town, monkeypatch, origin
):
    asked = []
    monkeypatch.setattr(
        "streamlit.net_util._make_blocking_http_get", lambda *where, **_more: asked.append(where)
    )
    sign_in(browser, town.people[COORDINATOR])

    with pytest.raises(WebSocketDisconnect), tab(browser, origin=origin):
        pass

    assert asked == []


def test_our_own_page_opens_a_websocket(browser, town):
    sign_in(browser, town.people[COORDINATOR])

    with tab(browser, origin=HERE) as opened:
        assert "Kim Coordinator" in opened.open().text


@pytest.mark.parametrize("origin", FOREIGN)
def test_form_from_elsewhere_begins_no_session(browser, town, origin):
    page = browser.get("/anmelden", headers=PAGE)
    token = re.search(r'name="form" value="([^"]+)"', page.text)[1]
    fields = {"person": town.people[COORDINATOR], "weiter": "/", "form": token}

    answer = browser.post("/anmelden", data=fields, headers={"origin": origin})

    assert answer.status_code == 403
    assert "lotsen_session" not in browser.cookies
