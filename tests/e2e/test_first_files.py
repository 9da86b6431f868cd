"""An empty round, and the town's four files: looked at, mended, taken, and taken once only."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import town
from tests.e2e.browsing import COORDINATOR, go, visiting
from tests.e2e.doing import bring, choose, figure, take
from tests.e2e.servers import running

pytestmark = pytest.mark.browser

UNIT = "Dezernat I – Oberbürgermeisterin, Steuerung"
TAKEN = {
    "Abteilungen": "Abteilungen eingelesen: {rows} neu, 0 geändert, 0 unverändert.",
    "Beteiligte": "Beteiligte eingelesen: {new} neu, {known} geändert, 0 unverändert.",
    "Kandidaturen": "Kandidaturen eingelesen: {rows} neu, 0 geändert, 0 unverändert.",
    "Bewertungen": "Bewertungen eingelesen: {rows} neu, 0 geändert, 0 unverändert.",
}


def test_files_of_a_town_fill_its_empty_round(chromium, tmp_path):
    with (
        running(tmp_path, before=town.open_without_files) as server,
        visiting(chromium, server) as visitors,
    ):
        page = visitors.open(COORDINATOR)
        known = len(known_people())

        for kind, name in town.FILES.items():
            rows = len(town.read(name))
            bring(page, kind, town.FOLDER / name)
            assert figure(page, "Zeilen gelesen") == f"{rows:,}".replace(",", ".")
            assert figure(page, "Fehler") == "0"
            take(page, TAKEN[kind].format(rows=rows, known=known, new=rows - known))

        known_file_changes_nothing(page)
        wrong_file_is_refused(page, tmp_path)
        everybody_is_there(page)
        department_has_its_people(page)


def known_people() -> set[str]:
    """Who is there before the file of the people: those who begin, and those who lead."""
    begin = {row["E-Mail"] for row in town.beginners()}
    lead = {row["E-Mail Leitung"] for row in town.read(town.FILES["Abteilungen"])}
    return begin | lead - {""}


def known_file_changes_nothing(page: Page) -> None:
    bring(page, "Bewertungen", town.FOLDER / town.RATINGS)

    assert (figure(page, "neu"), figure(page, "geändert")) == ("0", "0")
    expect(page.get_by_text("Alles aus dieser Datei ist schon bekannt.")).to_be_visible()
    expect(page.get_by_role("button", name="Alles übernehmen")).to_be_disabled()


def wrong_file_is_refused(page: Page, folder) -> None:
    wrong = town.read(town.RATINGS)[0] | {"Bewertung": "7"}
    bring(page, "Bewertungen", town.write([wrong], folder / "falsch.csv"))

    assert figure(page, "Fehler") == "1"
    expect(page.get_by_text("Was an der Datei auffällt")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Bitte beheben Sie zuerst die Fehler")
    expect(page.get_by_role("button", name="Alles übernehmen")).to_be_disabled()


def everybody_is_there(page: Page) -> None:
    go(page, "/shortlist")

    everybody = len(town.read(town.CANDIDATES))
    expect(page.get_by_text(f"die Personen dieser Auswahl: {everybody}")).to_be_visible()


def department_has_its_people(page: Page) -> None:
    go(page, "/departments")
    choose(page, "Bereich", UNIT)
    choose(page, "Kriterium", "1 Motivation")

    expect(page.get_by_role("heading", level=3)).to_have_text(f"{UNIT} · Motivation")
    page.get_by_test_id("stExpander").last.get_by_text("Als Tabelle").click()
    lines = page.get_by_test_id("stExpander").last.get_by_role("row")
    expect(lines.filter(has_text="Marchetti")).to_be_visible()
