"""A file that is refused at the click says so, in German, and what to do."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import COORDINATOR, go, ready, sign_in

pytestmark = pytest.mark.browser

REFUSED = (
    "Die Datei entstand nicht. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."
)


def test_download_after_signing_out_elsewhere_is_refused_in_german(visitors):
    page = visitors.open()
    sign_in(page, COORDINATOR)
    go(page, "/shortlist")
    other = page.context.new_page()
    other.goto("/")
    ready(other)
    other.get_by_role("button", name="Abmelden").click()
    other.wait_for_url(f"{visitors.server.url}/anmelden")

    page.get_by_role("button", name="CSV für Excel", exact=True).click()

    expect(page.get_by_test_id("stDownloadButtonError")).to_have_text(REFUSED)
