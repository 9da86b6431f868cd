"""Every page, at every size, in light and dark: German, accessible, and nothing sticks out."""

import pytest
from playwright.sync_api import Page, expect

from lotsen.web import assets
from tests.e2e.accessibility import (
    follow_keyboard,
    resize,
    switch_colours,
    too_wide,
    torn_words,
    violations,
)
from tests.e2e.browsing import LAPTOP, NARROW, PHONE, PROJECTOR, visiting
from tests.e2e.servers import ROOT
from tests.e2e.views import VIEWS, View

pytestmark = pytest.mark.browser

SIZES = {"projector": PROJECTOR, "laptop": LAPTOP, "phone": PHONE}


@pytest.fixture(scope="module", params=VIEWS)
def view(request) -> View:
    return VIEWS[request.param]


@pytest.fixture(scope="module")
def opened(chromium, server, view) -> Page:
    """The view, opened once; the tests of this file look at it and change nothing."""
    with visiting(chromium, server) as visitors:
        page = visitors.open(view.who)
        view.show(page)
        yield page


@pytest.fixture
def page(opened) -> Page:
    resize(opened, LAPTOP)
    return opened


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_page_has_no_barrier_that_a_machine_finds(opened, size):
    resize(opened, size)

    for scheme in ("light", "dark"):
        switch_colours(opened, scheme)

        assert (scheme, violations(opened)) == (scheme, [])


@pytest.mark.parametrize("size", [*SIZES.values(), NARROW], ids=[*SIZES, "at 400 %"])
def test_nothing_sticks_out(opened, size):
    resize(opened, size)

    assert too_wide(opened) == []


def test_words_in_headings_of_tables_stay_whole_on_a_phone(opened):
    resize(opened, PHONE)

    assert torn_words(opened) == []


def test_page_says_what_it_is_in_german(page, view):
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page).to_have_title(f"{view.title} · Lotsen")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("link[rel~=icon]")).to_have_attribute("href", assets.address("favicon.png"))


def test_keyboard_reaches_everything_and_shows_where_it_is(page):
    found = follow_keyboard(page)

    assert found["missed"] == []
    assert found["unseen"] == []
    assert found["steps"] > 3


def test_every_page_is_looked_at():
    files = {page.stem for page in (ROOT / "pages").glob("*.py")}

    assert files - {view.path.strip("/") or "home" for view in VIEWS.values()} == set()
