"""No English is left: neither on a page, nor in anything that opens on it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import town
from tests.e2e.accessibility import settled
from tests.e2e.browsing import COORDINATOR, LEADERSHIP, go, ready, visiting
from tests.e2e.doing import choose
from tests.e2e.english import close_all, english, open_one, things_to_open
from tests.e2e.views import VIEWS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def names() -> list[str]:
    return town.names()


@pytest.fixture(scope="module", params=VIEWS)
def opened(request, chromium, server) -> Page:
    view = VIEWS[request.param]
    with visiting(chromium, server) as visitors:
        page = visitors.open(view.who)
        view.show(page)
        yield page


def test_page_is_german_and_so_is_all_that_opens_on_it(opened, names):
    found = {"page": english(opened, names)}
    for thing in things_to_open(opened):
        open_one(opened, thing)
        found[thing] = english(opened, names)
        close_all(opened)

    assert {where: texts for where, texts in found.items() if texts} == {}


def test_english_on_a_page_would_be_found(visitors, names):
    page = visitors.open(COORDINATOR)
    go(page, "/")
    page.evaluate("() => document.querySelector('h1').append(' and the rest')")
    page.evaluate("() => { document.querySelector('h1').title = 'Left by us' }")
    page.evaluate("() => document.querySelector('h1').append(document.createElement('b'))")
    page.evaluate("() => document.querySelector('h1 b').append('16.8KB')")

    found = {text for text, _place in english(page, names)}
    assert found == {"and the rest", "Left by us", "16.8KB"}


@pytest.mark.parametrize("tool", ["Suchen", "Spalten zeigen oder ausblenden", "Vollbild"])
def test_tools_of_a_grid_are_german(visitors, names, tool):
    page = visitors.open(COORDINATOR)
    go(page, "/candidates")
    page.get_by_test_id("stDataFrame").hover()
    page.get_by_role("button", name=tool).first.click()
    settled(page)

    assert english(page, names) == []


def test_menu_of_a_column_is_german(visitors, names):
    page = visitors.open(COORDINATOR)
    go(page, "/candidates")
    grid = page.get_by_test_id("stDataFrame")
    grid.hover(position={"x": 100, "y": 18})
    grid.click(position={"x": 194, "y": 18})  # the dots at the end of the heading
    expect(page.get_by_test_id("stDataFrameColumnMenu")).to_be_visible()

    assert english(page, names) == []


def test_number_out_of_range_is_refused_in_german(visitors, names):
    page = visitors.open(LEADERSHIP)
    go(page, "/decisions")
    choose(page, "Person", "Tran, Linh")
    page.get_by_role("radio", name="Reserve", exact=True).check(force=True)
    place = page.get_by_role("spinbutton", name="Platz in der Reserve")
    place.fill("0")
    assert english(page, names) == []
    place.press("Enter")
    ready(page)

    assert english(page, names) == []


def test_address_that_does_not_exist_is_told_in_german(visitors, names):
    page = visitors.open(COORDINATOR)
    page.goto("/nothing-here")
    expect(page.get_by_role("dialog")).to_be_visible()

    assert english(page, names) == []
    assert all("does not seem to exist" in each for each in visitors.complaints)
    visitors.complaints.clear()  # Streamlit tells the console as well


def test_file_of_another_kind_is_refused_in_german(visitors, names, tmp_path):
    page = visitors.open(COORDINATOR)
    go(page, "/imports")
    picture = tmp_path / "bild.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_role("alert")).to_contain_text("ein Bild")
    ready(page)

    assert english(page, names) == []


def test_whoever_asks_for_english_reads_no_german_of_streamlit(visitors):
    page = visitors.open(COORDINATOR)
    go(page, "/shortlist?lang=en")
    page.get_by_test_id("stDataFrame").hover()

    expect(page.get_by_role("textbox", name="Search")).to_be_visible()
    expect(page.get_by_role("button", name="Fullscreen")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Candidates").click()
    expect(page.get_by_role("heading", name="Candidates", level=1)).to_be_visible()
    ready(page)
    expect(page.get_by_role("textbox", name="Search")).to_be_visible()
