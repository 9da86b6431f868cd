"""The menu of somebody who may open many pages."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import COORDINATOR, PHONE, go, ready

pytestmark = pytest.mark.browser


def test_page_in_a_section_is_reached_by_keyboard(visitors):
    page = visitors.open(COORDINATOR)
    go(page, "/")
    section = page.get_by_role("button", name="Auswahl")
    section.focus()
    section.press("Enter")
    expect(page.get_by_role("menuitem", name="Engere Wahl")).to_be_focused()
    assert violations(page) == []

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_title("Sitzung · Lotsen")
    ready(page)


def test_menu_of_a_phone_shows_every_section(visitors):
    page = visitors.open(COORDINATOR, size=PHONE)
    go(page, "/")

    page.get_by_test_id("stExpandSidebarButton").click()

    menu = page.get_by_test_id("stSidebarNav")
    for title in ("Bewertung", "Auswahl", "Post", "Verwaltung"):
        expect(menu.get_by_text(title, exact=True)).to_be_visible()
    expect(menu.get_by_role("link", name="Protokoll")).to_have_count(1)
