"""Leaving, in a town without a provider."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import LEADERSHIP, ready, sign_in

pytestmark = pytest.mark.browser


def test_button_leads_to_the_sign_in_page_and_closes_every_tab(visitors):
    page = visitors.open()
    sign_in(page, LEADERSHIP)
    other = page.context.new_page()
    other.goto("/")
    ready(other)

    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url(f"{visitors.server.url}/anmelden")
    expect(page.get_by_role("button", name=LEADERSHIP)).to_be_visible()

    other.goto("/candidates")
    assert other.url.startswith(f"{visitors.server.url}/anmelden")
