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


def room(page: Page, name: str) -> None:
    """Go to a part of the page; one that has just changed may take the click away."""
    ready(page)
    page.get_by_role("radio", name=name, exact=True).click()
    expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    ready(page)
    ready(page)


def hand_over_letter(page: Page) -> None:
    """One letter given out as a file, of which nobody has noted yet whether it was sent."""
    panel = page.get_by_role("button", name="1 Schreiben als versendet vermerken")
    if not panel.count():
        room(page, "Anlegen")
        choose(page, "Schreiben", "4b Einladung an die Auswahlkommission")
        choose(page, "Nur für diese Personen", "Haverkamp")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Entwurf anlegen").click()
        page.get_by_text("Gespeichert.").wait_for()
        room(page, "Ausgang")
        page.get_by_role("textbox", name="Suchen").fill("Haverkamp")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="1 Schreiben freigeben").click()
        with page.expect_download():
            page.get_by_role("button", name="E-Mail-Entwürfe (ZIP)").click()
        page.get_by_role("button", name="Datei gespeichert: weiter").click()
    panel.wait_for()
    page.get_by_text("Doch nicht versendet").click()
    page.locator("h1").first.click()
    ready(page)
