"""Bodies that are too long or too slow, and what an answer may tell and leave behind."""

import asyncio
import json

import pytest
from starlette.requests import Request
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from lotsen.web import forms
from tests.makers import COORDINATOR
from tests.web.conftest import PAGE, choose, sign_in
from tests.web.tabs import SOCKET, tab

PROTOCOL_ERROR, TOO_BIG = 1002, 1009
TOKEN = "t" * 43


def form(chunks, *, hold=False):
    """A form that arrives in these pieces; one that is held never ends."""
    waiting = iter(chunks)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/anmelden",
        "query_string": b"",
        "headers": [(b"cookie", f"lotsen_form={TOKEN}".encode())],
    }

    async def receive():
        piece = next(waiting, None)
        if piece is None and hold:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    return Request(scope, receive)


def test_form_that_comes_in_pieces_is_read():
    fields = asyncio.run(forms.fields(form([b"person=7&", f"form={TOKEN}".encode()])))

    assert fields == {"person": "7", "form": TOKEN}


def test_form_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(forms, "PATIENCE", 0.01)

    assert asyncio.run(forms.fields(form([b"person=7&"], hold=True))) is None


def test_endless_form_is_not_read_to_its_end():
    read = []

    def pieces():
        while True:
            read.append(1_000)
            yield b"x" * 1_000

    assert asyncio.run(forms.fields(form(pieces()))) is None
    assert sum(read) <= forms.LONGEST_FORM + 1_000


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"form=%00", b"{}", b"&".join([b"a=1"] * 11), "ä=ö".encode()]
)
def test_body_that_is_no_form_of_ours_is_refused_in_one_sentence(browser, town, body):
    browser.get("/anmelden", headers=PAGE)

    answer = browser.post("/anmelden", content=body)

    assert answer.status_code == 403
    assert "Das Formular ist nicht mehr gültig" in answer.text


def test_upload_needs_the_token_against_forgery_and_ends_at_the_limit(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    with tab(browser) as opened:
        opened.open("imports")
        place = f"/_stcore/upload_file/{opened.last.session}/file"

        assert browser.put(place, content=b"x").status_code == 403
        browser.get("/_stcore/script-health-check")
        forged = {"x-xsrftoken": "2|0|0|0"}
        assert browser.put(place, content=b"x", headers=forged).status_code == 403
        browser.get("/_stcore/health")
        token = {"x-xsrftoken": browser.cookies["_streamlit_xsrf"]}
        long = token | {"content-length": str(101 * 1024 * 1024)}
        assert browser.put(place, content=b"x", headers=long).status_code == 413


def test_cookies_of_the_gate_are_out_of_reach_of_scripts_and_of_other_sites(browser, town):
    page = browser.get("/anmelden", headers=PAGE)
    begun = choose(browser, town.people[COORDINATOR])

    (form_cookie,) = page.headers.get_list("set-cookie")
    (session,) = begun.headers.get_list("set-cookie")
    assert flags(form_cookie) == {"httponly", "path=/", "samesite=strict"}
    assert flags(session) == {"httponly", "max-age=36000", "path=/", "samesite=lax"}


def test_cookies_are_secure_behind_tls(browser, town):
    page = browser.get("https://127.0.0.1:8501/anmelden", headers=PAGE)

    assert "secure" in flags(page.headers["set-cookie"])


def test_query_never_widens_what_a_rater_sees(browser, town):
    sign_in(browser, town.people["rater"])
    asked = ("lang=en", "role=coordinator", "person=1", "embed=true", "candidate=1&candidate=2")

    with tab(browser) as opened:
        for query in asked:
            for page in ("progress", "shortlist", "imports", "people"):
                text = opened.open(page, query=query).text
                assert "Geheim" not in text
                assert "person1@" not in text


def test_streamlit_tells_a_browser_nothing_of_the_machine(browser, town):
    sign_in(browser, town.people[COORDINATOR])

    told = browser.get("/_stcore/host-config")

    assert json.loads(told.text)["metricsUrl"] == ""
    assert browser.get("/_stcore/agent/openapi.json").status_code == 404
    assert browser.get("/_stcore/metrics").status_code == 404


def listen(socket):
    while True:
        socket.receive_bytes()


@pytest.mark.parametrize("sign", [b"\xed\xa0\x80", b"\xff\xfe\xfd"], ids=["surrogate", "no UTF-8"])
def test_message_that_is_no_text_ends_the_connection_and_reaches_no_page(browser, town, sign):
    sign_in(browser, town.people[COORDINATOR])
    message = BackMsg()
    message.rerun_script.query_string = "q=AAA"

    with browser.websocket_connect(SOCKET, subprotocols=["streamlit"]) as socket:
        socket.send_bytes(message.SerializeToString().replace(b"AAA", sign))
        with pytest.raises(WebSocketDisconnect) as ended:
            listen(socket)

    assert ended.value.code == PROTOCOL_ERROR


def test_message_of_many_megabytes_ends_the_connection(browser, town):
    sign_in(browser, town.people[COORDINATOR])

    with browser.websocket_connect(SOCKET, subprotocols=["streamlit"]) as socket:
        socket.send_bytes(b"x" * 26_000_000)
        with pytest.raises(WebSocketDisconnect) as ended:
            listen(socket)

    assert ended.value.code == TOO_BIG


def flags(cookie):
    """What a cookie is sent with, beside its value."""
    return {part.strip().lower() for part in cookie.split(";")[1:]}
