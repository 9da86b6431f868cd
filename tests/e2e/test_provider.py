"""Signing in through a certified OpenID provider, in a browser."""

import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from lotsen.domain.people import Role
from lotsen.web.cookies import SESSION
from lotsen.web.oidc import ON_THE_WAY
from tests.e2e.accessibility import too_wide, violations
from tests.e2e.browsing import LAPTOP, NARROW, PHONE, PROJECTOR, go, new_context, ready
from tests.e2e.providers import (
    KIM,
    cookies_of,
    enter,
    give_name,
    go_to_provider,
    provided,
    records,
    sessions,
    sign_in,
    town,
    visited,
)

pytestmark = pytest.mark.browser

OVER = "Diese Anmeldung ist nicht mehr gültig."


@pytest.fixture(scope="module")
def here(tmp_path_factory, chromium):
    with provided(tmp_path_factory.mktemp("provider"), town) as here:
        yield here


@pytest.fixture
def open_browser(chromium, here):
    """Opens browsers of people who have never been here."""
    contexts = []

    def new(size=LAPTOP):
        context = new_context(chromium, here.server.url, size)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_browser):
    return open_browser()


def test_person_signs_in_with_the_account_of_the_town(page, here):
    asked = visited(page, "/auth?")

    sign_in(page, "rita", "/anmelden?weiter=/rate")

    expect(page.get_by_text("Rita Roth")).to_be_visible()
    assert urlsplit(page.url).path == "/rate"
    given = {name: value[0] for name, value in parse_qs(urlsplit(asked[0]).query).items()}
    assert (given["code_challenge_method"], given["response_type"]) == ("S256", "code")
    assert (given["scope"], given["prompt"]) == ("openid email", "login")
    assert len(given["code_challenge"]) == 43
    assert len(given["nonce"]) >= 20
    assert len(given["state"]) >= 20
    kept = cookies_of(page)
    assert (kept[SESSION]["httpOnly"], kept[SESSION]["sameSite"]) == (True, "Lax")
    assert ON_THE_WAY not in kept


def test_sign_in_page_offers_the_provider_and_no_password(page, here):
    page.goto("/anmelden")

    expect(page.get_by_role("link", name="Mit Dienstkonto anmelden")).to_be_visible()
    assert page.locator("input").count() == 0
    page.goto("/einladung?code=" + "a" * 43)
    expect(page.get_by_text("Hier gibt es keine Kennwörter.")).to_be_visible()


@pytest.mark.parametrize("size", [PROJECTOR, LAPTOP, PHONE, NARROW], ids=str)
def test_everybody_can_use_the_sign_in_page_and_the_refusal(open_browser, size):
    page = open_browser(size)
    page.goto("/anmelden")
    assert violations(page) == []
    assert too_wide(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Mit Dienstkonto anmelden")).to_be_focused()

    page.goto("/anmelden/zurueck?code=a&state=b")

    assert violations(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize(
    ("name", "sentence", "reason"),
    [
        ("fremd", "in dieser Auswahl sind Sie nicht eingetragen", "identity.unknown"),
        ("unbestaetigt", "keine bestätigte E-Mail-Adresse", "identity.no_verified_email"),
    ],
)
def test_who_is_not_entered_is_refused_politely_and_logged(page, here, name, sentence, reason):
    before = sessions(here)

    go_to_provider(page)
    give_name(page, name)

    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("link", name="Erneut versuchen")).to_be_visible()
    assert SESSION not in cookies_of(page)
    assert sessions(here) == before
    lines = records(here, "SELECT action, subject, facts FROM audit ORDER BY id DESC LIMIT 1")
    assert lines[0][0] == "sign_in_failed"
    assert reason in lines[0][2]
    assert name not in str(lines)


def test_successor_with_the_same_address_is_somebody_else(page, open_browser, here):
    sign_in(page, "rita")
    other = open_browser()
    go_to_provider(other)
    give_name(other, "nachfolge")

    expect(other.get_by_text("gehört hier schon eine andere Anmeldung")).to_be_visible()
    assert SESSION not in cookies_of(other)


def test_who_is_refused_at_the_provider_reads_our_words_alone(page, here):
    go_to_provider(page)
    give_name(page, "niemand")

    expect(page.get_by_text(OVER)).to_be_visible()
    assert "nobody" not in page.content()


def test_sign_out_ends_both_sessions(page, here):
    asked = visited(page, "/auth?")
    sign_in(page, "rita")
    without_asking = asked[0].replace("&prompt=login", "")
    page.goto(without_asking)  # while the provider's session lives, it asks for no name
    expect(page.get_by_text(OVER)).to_be_visible()
    go(page, "/")

    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("button", name="Überall abmelden").click()

    expect(page.get_by_role("link", name="Mit Dienstkonto anmelden")).to_be_visible()
    assert page.url.startswith(f"{here.server.url}/anmelden")
    assert not {SESSION, "lotsen_dienst"} & set(cookies_of(page))
    assert page.request.get("/rate").status == 401
    page.goto(without_asking)
    expect(page.get_by_role("heading", name="Anmelden beim Dienst")).to_be_visible()


def test_way_out_is_shut_while_the_session_runs(page, here):
    sign_in(page, "rita")

    page.goto("/abmelden/dienst")
    ready(page)

    expect(page.get_by_text("Rita Roth")).to_be_visible()


def test_change_of_roles_acts_at_once(page, here):
    sign_in(page, "kim")
    section = page.get_by_role("button", name="Bewertung")
    section.click()
    expect(page.get_by_role("menuitem", name="Bewertungsstand")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Bewerten", exact=True)).to_have_count(0)

    enter(here.server.database_url, KIM, Role.RATER)
    page.get_by_role("menuitem", name="Bewertungsstand").click()
    expect(page).to_have_title("Bewertungsstand · Lotsen")
    ready(page)
    section.click()

    expect(page.get_by_role("menuitem", name="Bewerten", exact=True)).to_be_visible()


def test_block_acts_at_once_and_the_provider_does_not_help(page, here):
    sign_in(page, "kim")
    path = here.server.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE person SET active = 0 WHERE email = ?", (KIM,))
    connection.close()

    page.get_by_role("link", name="Kandidaturen", exact=True).click()
    expect(page.get_by_text("Sie sind abgemeldet")).to_be_visible()
    go_to_provider(page)
    give_name(page, "kim")

    expect(page.get_by_text("sind Sie nicht eingetragen")).to_be_visible()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE person SET active = 1 WHERE email = ?", (KIM,))
    connection.close()


def test_replayed_callback_opens_nothing(page, here):
    back = visited(page, "/anmelden/zurueck?")
    go_to_provider(page)
    on_the_way = cookies_of(page)[ON_THE_WAY]
    give_name(page, "rita")
    page.wait_for_url(f"{here.server.url}/")
    page.context.clear_cookies(name=SESSION)
    before = sessions(here)

    page.goto(back[0])
    expect(page.get_by_text(OVER)).to_be_visible()
    page.context.add_cookies([on_the_way])  # even somebody who has kept the cookie ...
    page.goto(back[0])
    expect(page.get_by_text(OVER)).to_be_visible()  # ... has a code that was used

    assert SESSION not in cookies_of(page)
    assert sessions(here) == before


def test_callback_of_one_browser_opens_nothing_in_another(page, open_browser, here):
    go_to_provider(page)
    asking = page.context.request
    named = asking.post(page.url, form={"name": "rita"}, max_redirects=0)
    sent_on = asking.get(named.headers["location"], max_redirects=0)
    stolen = sent_on.headers["location"]  # a code that nobody has used yet
    assert urlsplit(stolen).path == "/anmelden/zurueck"

    other = open_browser()
    other.goto(stolen)

    expect(other.get_by_text(OVER)).to_be_visible()
    assert SESSION not in cookies_of(other)
    page.goto(stolen)  # it was good, where it belonged
    assert SESSION in cookies_of(page)


@pytest.mark.parametrize("begun", [False, True])
def test_forged_state_opens_nothing(page, here, begun):
    asked = visited(page, "/auth?")
    if begun:
        go_to_provider(page)
    real = parse_qs(urlsplit(asked[0]).query)["state"][0] if begun else ""
    forgeries = [f"code=abc&state={real}"] if begun else []
    forgeries += ["code=abc&state=forged", "code=abc", "state=forged", "", "error=login_required"]

    for forgery in forgeries:
        answer = page.goto(f"/anmelden/zurueck?{forgery}")

        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_text(OVER)).to_be_visible()
    assert SESSION not in cookies_of(page)
