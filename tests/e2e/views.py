"""What people get to see: every page, and what opens on it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e import town
from tests.e2e.browsing import COORDINATOR, LEADERSHIP, RATER, go, ready
from tests.e2e.doing import choose


def nothing_more(_page: Page) -> None:
    """The page as it opens."""


def bring_candidates(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(town.FOLDER / town.CANDIDATES)
    page.get_by_role("button", name="Alles übernehmen").wait_for()
    page.get_by_text("Spalten prüfen").click()
    ready(page)


def open_sheet(page: Page) -> None:
    """The sheet is open once nobody is biased; the first view of a server declares it."""
    declared = page.get_by_role("button", name="Ich bin nicht befangen")
    if declared.count():
        declared.click()
        page.get_by_role("radiogroup").first.wait_for()
        ready(page)


def hold_meeting(page: Page) -> None:
    """A meeting is on; the first view of a server plans and opens it."""
    if page.get_by_text("Es ist noch keine Sitzung geplant.").count():
        page.get_by_role("button", name="Neue Sitzung").click()
        page.get_by_label("Bezeichnung").fill("Vorstellungen")
        page.get_by_label("Bezeichnung").press("Enter")
        page.get_by_role("button", name="Sitzung planen").click()
        page.get_by_text("Auf die Tagesordnung setzen").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Kandidaturen aufnehmen").click()
        page.get_by_text("Reihenfolge und Dauer").wait_for()
        page.get_by_role("button", name="Sitzung eröffnen").click()
    page.get_by_role("button", name="Sitzung beenden").wait_for()
    ready(page)


def plan_meeting(page: Page) -> None:
    """Another meeting of which only the agenda is made."""
    hold_meeting(page)
    if not page.get_by_role("combobox", name="Sitzung").count():
        page.get_by_role("button", name="Neue Sitzung").click()
        page.get_by_label("Bezeichnung").fill("Zweiter Tag")
        page.get_by_label("Bezeichnung").press("Enter")
        page.get_by_role("button", name="Sitzung planen").click()
        page.get_by_role("combobox", name="Sitzung").wait_for()
        page.keyboard.press("Escape")
        ready(page)
    choose(page, "Sitzung", "Zweiter Tag")
    page.get_by_text("Auf die Tagesordnung setzen").wait_for()
    ready(page)


def show_on_the_wall(page: Page) -> None:
    hold_meeting(page)
    go(page, "/meeting?wand=1")


@dataclass(frozen=True, kw_only=True)
class View:
    """One thing to see: an address, who looks, and what they do there."""

    path: str
    title: str
    who: str | None = COORDINATOR
    then: Callable[[Page], None] = nothing_more

    def show(self, page: Page) -> None:
        if self.who is None:
            page.goto(self.path)
        else:
            go(page, self.path)
        self.then(page)


VIEWS = {
    "sign-in": View(path="/anmelden", title="Anmelden", who=None),
    "home": View(path="/", title="Übersicht"),
    "departments": View(path="/departments", title="Abteilungen"),
    "candidates": View(path="/candidates", title="Kandidaturen"),
    "rate": View(path="/rate", title="Bewerten", who=RATER, then=open_sheet),
    "progress": View(path="/progress", title="Bewertungsstand"),
    "shortlist": View(path="/shortlist", title="Engere Wahl"),
    "meeting": View(path="/meeting", title="Sitzung", then=hold_meeting),
    "meeting-plan": View(path="/meeting", title="Sitzung", then=plan_meeting),
    "meeting-wall": View(path="/meeting", title="Sitzung", then=show_on_the_wall),
    "meeting-member": View(path="/meeting", title="Sitzung", who=RATER),
    "decisions": View(path="/decisions", title="Entscheidung", who=LEADERSHIP),
    "imports": View(path="/imports", title="Dateien einlesen"),
    "people": View(path="/people", title="Beteiligte"),
    "imports-file": View(path="/imports", title="Dateien einlesen", then=bring_candidates),
}
