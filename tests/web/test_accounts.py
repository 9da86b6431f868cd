import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from lotsen.db.audit import AuditRow
from lotsen.db.people import SignInRow
from lotsen.domain.accounts import fingerprint
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.web.conftest import HERE, PAGE, choose, sign_in
from tests.web.provided import cookies_of
from tests.web.tabs import tab

FOREIGN_WAYS = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\tevil.example",
    "/ok\r\nset-cookie: a=b",
    "javascript:alert(1)",
    "evil.example",
    "",
    "/" + "a" * 3000,
    "/anmelden?weiter=/anmelden",
    "/abmelden",
]


def sessions(town):
    with Session(town.engine) as session:
        return list(session.scalars(select(SignInRow.token_hash)))


def test_page_shows_the_people_and_that_nobody_is_real(browser):
    page = browser.get("/anmelden", headers=PAGE)

    assert page.status_code == 200
    assert '<html lang="de">' in page.text
    assert "Stadt Musterhausen" in page.text
    assert "Alle Personen sind erfunden" in page.text
    assert page.text.count('<button name="person"') == 6
    assert "<script" not in page.text


def test_what_people_are_called_is_shown_as_text(browser, town):
    town.make_person("<b>Eve</b> <script>alert(1)</script>", RATER)

    page = browser.get("/anmelden", headers=PAGE)

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


def test_signing_in_leads_to_where_somebody_wanted_to_go(browser, town):
    answer = choose(browser, town.people[RATER], weiter="/candidates?person=7")

    assert (answer.status_code, answer.headers["location"]) == (303, "/candidates?person=7")


def test_way_survives_from_the_first_link_to_the_page(browser, town):
    refused = browser.get("/candidates?a=%C3%9C&b=%22", headers=PAGE)
    form = browser.get(refused.headers["location"], headers=PAGE)

    assert 'name="weiter" value="/candidates?a=%C3%9C&amp;b=%22"' in form.text


@pytest.mark.parametrize("way", FOREIGN_WAYS)
def test_signing_in_leads_nowhere_else(browser, town, way):
    answer = choose(browser, town.people[RATER], weiter=way)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert len(answer.headers.get_list("set-cookie")) == 1


@pytest.mark.parametrize("way", FOREIGN_WAYS)
def test_page_passes_no_foreign_way_on(browser, way):
    page = browser.get("/anmelden", params={"weiter": way}, headers=PAGE)

    assert 'name="weiter" value="/"' in page.text


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(browser, town):
    cookie = cookies_of(choose(browser, town.people[RATER]))["lotsen_session"]

    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("lax", "/", "")
    assert cookie["max-age"] == "36000"
    assert cookie["secure"] == ""
    assert len(cookie.value) == 43


def test_cookies_are_secure_where_the_connection_is(served, town):
    encrypted = TestClient(
        served.app, base_url="https://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    )

    page = encrypted.get("/anmelden", headers=PAGE)

    form = cookies_of(page)["lotsen_form"]
    assert (form["secure"], form["httponly"], form["samesite"]) == (True, True, "strict")


def test_only_the_hash_of_the_token_is_kept(browser, town):
    token = sign_in(browser, town.people[RATER])

    assert sessions(town) == [fingerprint(token)]
    assert token not in str(sessions(town))


def test_every_session_has_a_token_of_its_own(browser, town):
    assert sign_in(browser, town.people[RATER]) != sign_in(browser, town.people[RATER])


def test_signing_in_anew_ends_the_session_before(browser, town):
    sign_in(browser, town.people[RATER])
    token = sign_in(browser, town.people[LEADERSHIP])

    assert sessions(town) == [fingerprint(token)]


def test_signing_in_and_out_are_in_the_audit_log(browser, town):
    sign_in(browser, town.people[RATER])
    browser.post("/abmelden", headers={"origin": HERE})

    with Session(town.engine) as session:
        lines = [(row.action, row.subject) for row in session.scalars(select(AuditRow))]
    person = f"person:{town.people[RATER]}"
    assert lines == [("signed_in", person), ("signed_out", person)]


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("a" * 43, {}),
        ("ä", {}),
        (None, {"origin": "https://evil.example"}),
        (None, {"origin": "null"}),
        (None, {"origin": "http://127.0.0.1:9999"}),
        (None, {"sec-fetch-site": "cross-site"}),
        (None, {"sec-fetch-site": "same-site"}),
    ],
)
def test_form_of_another_site_signs_nobody_in(browser, town, token, headers):
    browser.get("/anmelden", headers=PAGE)
    mine = browser.cookies["lotsen_form"]
    fields = {"person": town.people[RATER], "form": mine if token is None else token}

    answer = browser.post("/anmelden", data=fields, headers=headers)

    assert answer.status_code == 403
    assert "lotsen_session" not in browser.cookies
    assert sessions(town) == []


def test_form_without_its_cookie_signs_nobody_in(browser, town):
    browser.get("/anmelden", headers=PAGE)
    token = browser.cookies["lotsen_form"]
    browser.cookies.clear()

    answer = browser.post("/anmelden", data={"person": town.people[RATER], "form": token})

    assert answer.status_code == 403


@pytest.mark.parametrize("person", ["", "x", "-1", "0", "999999999", "1.0", "²", "9" * 40])
def test_unknown_person_is_refused(browser, town, person):
    answer = choose(browser, person)

    assert answer.status_code == 403
    assert sessions(town) == []


def test_endless_form_is_refused(browser, town):
    assert choose(browser, town.people[RATER], more="a" * 10_000).status_code == 403


def test_town_in_production_has_no_way_in_without_a_password(browser, town, monkeypatch):
    monkeypatch.setenv("LOTSEN_MODE", "production")

    page, answer = browser.get("/anmelden", headers=PAGE), choose(browser, town.people[RATER])

    assert (page.status_code, answer.status_code) == (200, 403)
    assert "Kim" not in page.text + answer.text
    assert sessions(town) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "lotsen.example.de"},
        {"host": "evil.example:8501"},
        {"host": "127.0.0.1.evil.example"},
        {"x-forwarded-for": "10.0.0.7"},
        {"x-forwarded-host": "lotsen.example.de"},
        {"x-real-ip": "10.0.0.7"},
        {"forwarded": "for=10.0.0.7"},
        {"via": "1.1 proxy"},
    ],
)
def test_who_sits_elsewhere_sees_nobody_and_signs_nobody_in(browser, town, headers):
    browser.get("/anmelden", headers=PAGE)
    fields = {"person": town.people[RATER], "form": browser.cookies["lotsen_form"]}

    page = browser.get("/anmelden", headers=PAGE | headers)
    answer = browser.post("/anmelden", data=fields, headers=headers)

    assert (page.status_code, answer.status_code) == (403, 403)
    assert "nur an dem Rechner" in page.text
    assert "Kim" not in page.text
    assert sessions(town) == []


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.2", "2001:db8::1", "testclient"])
def test_who_comes_from_elsewhere_sees_nobody(served, town, address):
    elsewhere = TestClient(served.app, base_url=HERE, client=(address, 1), follow_redirects=False)

    assert elsewhere.get("/anmelden", headers=PAGE).status_code == 403


def test_signing_out_ends_the_session_and_forgets_the_token(browser, town):
    token = sign_in(browser, town.people[RATER])

    answer = browser.post("/abmelden", headers={"origin": HERE})

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")
    assert "lotsen_session" not in browser.cookies
    again = browser.get("/", headers=PAGE | {"cookie": f"lotsen_session={token}"})
    assert again.status_code == 303


def test_another_site_signs_nobody_out(browser, town):
    sign_in(browser, town.people[RATER])

    answer = browser.post("/abmelden", headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert len(sessions(town)) == 1


def test_link_signs_nobody_out(browser, town):
    sign_in(browser, town.people[RATER])

    assert browser.get("/abmelden", headers=PAGE).status_code == 405
    assert len(sessions(town)) == 1


def test_stranger_may_sign_out_too(browser):
    assert browser.post("/abmelden").status_code == 303


def test_signing_out_acts_at_once_in_a_tab_that_is_open(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    with tab(browser) as opened:
        assert "Geheim" in opened.open("candidates").text
        browser.post("/abmelden", headers={"origin": HERE})

        screen = opened.open("candidates")

    assert "Sie sind abgemeldet" in screen.text
    assert "Geheim" not in screen.text
    assert "Kim" not in screen.text


def test_button_in_the_frame_signs_out(browser, town):
    sign_in(browser, town.people[RATER])
    with tab(browser) as opened:
        button = opened.open().buttons["Abmelden"]

        screen = opened.open(click=button)

    assert "Sie sind abgemeldet" in screen.text
    assert sessions(town) == []


def test_click_in_a_tab_whose_session_has_ended_does_nothing(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    with tab(browser) as opened:
        button = opened.open().buttons["Abmelden"]
        browser.post("/abmelden", headers={"origin": HERE})

        opened.open(click=button)

    with Session(town.engine) as session:
        actions = [row.action for row in session.scalars(select(AuditRow))]
    assert actions == ["signed_in", "signed_out"]
