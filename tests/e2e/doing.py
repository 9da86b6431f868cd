"""What people do on the pages, in the words in which they would tell it."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from tests.e2e import town
from tests.e2e.accessibility import settled
from tests.e2e.browsing import go, ready

PATIENT = 4
"""So often somebody types the same word again before giving up."""


def bring(page: Page, kind: str, file: Path) -> None:
    """Give a file, and wait until Lotsen has looked at it; nothing is taken yet."""
    go(page, "/imports")
    page.get_by_role("radio", name=kind).click()
    page.locator(f".st-key-import-file-{town.KINDS[kind]} input").set_input_files(file)
    page.get_by_role("button", name="Alles übernehmen").wait_for()
    ready(page)


def take(page: Page, said: str) -> None:
    """Take the file that was brought, and read what Lotsen says of it."""
    page.get_by_role("button", name="Alles übernehmen").click()
    expect(page.get_by_text(said)).to_be_visible(timeout=30_000)


def figure(page: Page, label: str) -> str:
    """One of the large figures of a page."""
    shown = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return shown.get_by_test_id("stMetricValue").inner_text().strip()


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a box by typing, as people do; a page that just changes takes the word away."""
    box = page.get_by_role("combobox", name=label)
    offered = page.get_by_role("option", name=option)
    for _attempt in range(PATIENT):
        box.scroll_into_view_if_needed()  # a page that scrolls closes the list
        settled(page)
        box.fill(option)
        with suppress(Error):
            offered.wait_for(timeout=3_000)
            break
        box.press("Escape")
        ready(page)
    expect(offered).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    ready(page)
