import base64
import hashlib
import re

import pytest

from lotsen.web import assets
from lotsen.web.gate import BUNDLE
from lotsen.web.shell import HEADERS, SCRIPTS, STYLES, german
from tests.makers import COORDINATOR
from tests.web.conftest import PAGE, sign_in

FROM_STREAMLIT = (BUNDLE / "index.html").read_bytes()


@pytest.fixture
def page(browser, town):
    sign_in(browser, town.people[COORDINATOR])
    return browser.get("/departments", headers=PAGE | {"if-none-match": "*"})


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def text_of(page):
    """What a person may read: without comments, addresses of scripts, and tags."""
    return re.sub(r"<!--.*?-->|<[^>]*>", "", page, flags=re.DOTALL)


def test_shell_is_german(page):
    assert '<html lang="de">' in page.text
    assert "<title>Lotsen</title>" in page.text
    assert "JavaScript ein" in page.text
    assert "Lotsen hilft einer Stadt" in page.text
    assert not re.search(r"streamlit|need to enable", text_of(page.text), re.IGNORECASE)


def test_nothing_of_streamlits_page_is_missed():
    """Each of our changes finds its place; another Streamlit may have moved it."""
    shell = german(FROM_STREAMLIT)

    assert shell.count(b"/lotsen/") == len(STYLES) + len(SCRIPTS) + 1
    assert b"service-desc" not in shell
    assert b"/_stcore/agent" not in shell
    assert b"favicon.png?v=" in shell


def test_policy_lets_in_the_scripts_of_the_page_and_no_others(page):
    policy = page.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)

    assert f"script-src 'self' {digest(script)};" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "//" not in policy


def test_policy_of_the_sign_in_page_lets_in_no_script(browser):
    page = browser.get("/anmelden", headers=PAGE)
    policy = page.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)

    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert f"style-src 'self' {digest(style)};" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address", ["/", "/anmelden", "/gesundheit", "/media/x", "/_stcore/health", "/_stcore/metrics"]
)
def test_every_answer_carries_the_headers(browser, address):
    answer = browser.get(address)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_page_is_not_kept_for_whoever_goes_back_after_signing_out(page, browser):
    assert page.headers["cache-control"] == "no-store"
    assert browser.get("/anmelden", headers=PAGE).headers["cache-control"] == "no-store"
    assert "etag" not in page.headers


@pytest.mark.parametrize(
    "address",
    ["/_stcore/metrics", "/_stcore/agent", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"],
)
def test_inner_rooms_of_streamlit_are_closed_to_everybody(browser, town, address):
    sign_in(browser, town.people[COORDINATOR])

    for method in ("GET", "POST"):
        assert browser.request(method, address).status_code == 404


def test_files_keep_for_ever_under_an_address_that_changes_with_them(browser):
    for name in (*STYLES, *SCRIPTS, "gate.css", "favicon.png", "mark.svg"):
        kept = browser.get(assets.address(name))
        asked = browser.get(f"/lotsen/{name}?v=old")

        assert (kept.status_code, asked.status_code) == (200, 200)
        assert "immutable" in kept.headers["cache-control"]
        assert asked.headers["cache-control"] == "no-cache"
        assert kept.content == asked.content


@pytest.mark.parametrize("address", ["/favicon.ico", "/favicon.png"])
def test_mark_is_ours(browser, address):
    assert browser.get(address).content == browser.get(assets.address("favicon.png")).content
