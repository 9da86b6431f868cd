"""Every page, at every size, in light and dark: German, accessible, and nothing sticks out."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import follow_keyboard, settled, switch_colours, too_wide, violations
from tests.e2e.browsing import LAPTOP, NARROW, PHONE, PROJECTOR, visiting
from tests.e2e.servers import ROOT
from tests.e2e.views import VIEWS, View

pytestmark = pytest.mark.browser

SIZES = {"projector": PROJECTOR, "laptop": LAPTOP, "phone": PHONE}


@pytest.fixture(scope="module", params=VIEWS)
def view(request) -> View:
    return VIEWS[request.param]


@pytest.fixture(scope="module", params=SIZES)
def page(request, chromium, server, view) -> Page:
    """The view at one size; the tests of this file look, and change nothing."""
    with visiting(chromium, server) as visitors:
        page = visitors.open(view.who, size=SIZES[request.param])
        view.show(page)
        yield page


@pytest.fixture(params=["light", "dark"])
def scheme(request, page):
    switch_colours(page, request.param)
    return request.param


def test_page_has_no_barrier_that_a_machine_finds(page, scheme):
    assert violations(page) == []


def test_page_says_what_it_is_in_german(page, view):
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page).to_have_title(f"{view.title} · Lotsen")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_nothing_sticks_out(page, view):
    assert too_wide(page) == []


@pytest.fixture
def resized(page):
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    settled(page)
    yield page
    page.set_viewport_size(before)
    settled(page)


def test_nothing_sticks_out_when_the_letters_are_four_times_as_large(resized):
    assert too_wide(resized) == []  # 1280 pixels at 400 % are 320


def test_keyboard_reaches_everything_and_shows_where_it_is(chromium, server, view):
    with visiting(chromium, server) as visitors:
        page = visitors.open(view.who)
        view.show(page)

        found = follow_keyboard(page)
        has_grid = page.get_by_test_id("stDataFrame").count() > 0

    if not has_grid:  # a grid takes the Tab for its own cells, where this walk ends
        assert found["missed"] == []
    assert found["unseen"] == []
    assert found["steps"] > 3


def test_every_page_is_looked_at():
    files = {page.stem for page in (ROOT / "pages").glob("*.py")}

    assert files - {view.path.strip("/") or "home" for view in VIEWS.values()} == set()
