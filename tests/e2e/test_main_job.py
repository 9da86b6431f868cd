"""The main job, from the first start to the file in Excel; its pictures are those of the docs."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import town
from tests.e2e.accessibility import resize, settled
from tests.e2e.browsing import COORDINATOR, LAPTOP, LEADERSHIP, go, ready, visiting
from tests.e2e.doing import bring, choose, take
from tests.e2e.servers import running

pytestmark = pytest.mark.browser

WALL = (1600, 900)
NAME, SORTED = "Vera Özdemir-Groß", "Özdemir-Groß, Vera"
EMAIL = "vera.oezdemir@musterhausen.example"
RESERVE = "linh.tran@musterhausen.example"
NOT_SELECTED = "emre.yildiz@musterhausen.example"
DECIDED = {
    "Tran, Linh": (
        "Reserve",
        "Gut belegt; die breitere Erfahrung im Baubetrieb hat eine andere Person.",
    ),
    "Yıldız, Emre": (
        "nicht ausgewählt",
        "Erst zwei Bögen; andere aus dem Dezernat sind breiter belegt.",
    ),
    SORTED: (
        "ausgewählt",
        "Im Vergleich die breiteste Erfahrung mit der E-Akte, belegt in zwei Bögen.",
    ),
}
DEPART = {"Tran, Linh", "Yıldız, Emre"}
"""Whose fair score would give them a place."""
WEIGHS_MORE = "Die Belege aus dem Vorstellungsgespräch wiegen hier mehr als der Wert."
UNIT, CRITERION = "Dezernat I – Oberbürgermeisterin, Steuerung", "Motivation"
RATED = {
    "joern.haverkamp@musterhausen.example": "4343434343",
    "dagmar.ellerbrock@musterhausen.example": "3443344334",
}
REMARK = "Vorstellung am 22. Juni; bringt die E-Akte mit"

Picture = Callable[..., None]


@pytest.fixture
def picture(request) -> Picture:
    """Take a picture for the docs, where `--pictures FOLDER` asks for them."""
    folder = request.config.getoption("--pictures")

    def take(page: Page, name: str, size: tuple[int, int] = LAPTOP) -> None:
        if folder:
            resize(page, size)
            if page.get_by_test_id("stApp").count():
                look_from_the_top(page)
            page.screenshot(path=Path(folder) / f"{name}.png")
            resize(page, LAPTOP)

    return take


def look_from_the_top(page: Page) -> None:
    """Nothing is open, nothing is pointed at."""
    page.evaluate("() => document.activeElement.blur()")
    page.mouse.move(1, 1)
    ready(page)
    page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    settled(page)


def test_main_job_from_the_first_start_to_the_file_in_excel(chromium, tmp_path, picture):
    with running(tmp_path) as server, visiting(chromium, server) as visitors:
        stranger = visitors.open()
        stranger.goto("/")
        picture(stranger, "anmelden")
        page = visitors.open(COORDINATOR)
        expect(page.get_by_role("heading", level=1)).to_contain_text("2027")
        picture(page, "uebersicht")

        known_files_change_nothing(page)
        late_candidate_comes(page, tmp_path, picture)
        department_shows_the_late_candidate(page, picture)
        leadership_decides(visitors.open(LEADERSHIP), picture)
        mark_for_the_shortlist(page, picture)
        earliest = town.today(server.database_url)
        name, content = download(page)
        check_name(name, {earliest, town.today(server.database_url)})
        check_file(content)


def known_files_change_nothing(page: Page) -> None:
    for kind, name in town.FILES.items():
        bring(page, kind, town.FOLDER / name)

        expect(page.get_by_text("Alles aus dieser Datei ist schon bekannt.")).to_be_visible()
        expect(page.get_by_role("button", name="Alles übernehmen")).to_be_disabled()


def late_candidate_comes(page: Page, folder: Path, picture: Picture) -> None:
    late = town.read(town.CANDIDATES)[0] | {
        "Personalnummer": "09917",
        "Vorname": "Vera",
        "Nachname": "Özdemir-Groß",
        "E-Mail": EMAIL,
    }
    known = town.read(town.CANDIDATES)[1] | {"Telefon": "06200 123-999"}
    bring(page, "Kandidaturen", town.write([late, known], folder / "nachmeldung.csv"))
    expect(page.get_by_text("Was sich ändern würde")).to_be_visible()
    picture(page, "einlesen")
    take(page, "Kandidaturen eingelesen: 1 neu, 1 geändert, 0 unverändert.")

    ratings = late_ratings()
    bring(page, "Bewertungen", town.write(ratings, folder / "boegen.csv"))
    take(page, f"Bewertungen eingelesen: {len(ratings)} neu, 0 geändert, 0 unverändert.")


def late_ratings() -> town.Rows:
    """Two sheets for the late candidate."""
    first = town.read(town.RATINGS)[0] | {"E-Mail Kandidatur": EMAIL, "Beleg": ""}
    criteria = dict.fromkeys(row["Kriterium"] for row in town.read(town.RATINGS))
    return [
        first | {"E-Mail bewertende Person": rater, "Kriterium": criterion, "Bewertung": value}
        for rater, values in RATED.items()
        for criterion, value in zip(criteria, values, strict=True)
    ]


def department_shows_the_late_candidate(page: Page, picture: Picture) -> None:
    go(page, "/departments")
    picture(page, "abteilungen", WALL)
    page.get_by_test_id("stVegaLiteChart").first.click()
    expect(page.get_by_role("heading", level=3)).to_contain_text(" · ")

    choose(page, "Bereich", UNIT)
    expect(page.get_by_role("heading", level=3)).to_contain_text(f"{UNIT} · ")
    choose(page, "Kriterium", f"1 {CRITERION}")
    expect(page.get_by_role("heading", level=3)).to_have_text(f"{UNIT} · {CRITERION}")
    table = page.get_by_test_id("stExpander").last
    table.get_by_text("Als Tabelle").click()
    line = table.get_by_role("row").filter(has_text=NAME)
    expect(line.get_by_role("cell").nth(3)).to_have_text("3,5")
    table.get_by_text("Als Tabelle").click()
    picture(page, "abteilungen-zelle", WALL)

    choose(page, "Profil öffnen", NAME)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    ready(page)
    picture(page, "kandidatur")


def leadership_decides(page: Page, picture: Picture) -> None:
    go(page, "/decisions")
    for who, (outcome, reason) in DECIDED.items():
        fill_in(page, who, outcome, reason)
        picture(page, "entscheidung")
        save(page, who, outcome, reason)


def fill_in(page: Page, who: str, outcome: str, reason: str) -> None:
    choose(page, "Person", who)
    page.get_by_role("radio", name=outcome, exact=True).check(force=True)
    departure = page.get_by_role("textbox", name="Begründung der Abweichung")
    if who in DEPART:
        departure.fill(WEIGHS_MORE)
    else:
        ready(page)
        expect(departure).to_have_count(0)
    page.get_by_role("textbox", name="Begründung", exact=True).fill(reason)


def save(page: Page, who: str, outcome: str, reason: str) -> None:
    page.get_by_role("button", name="Entscheidung speichern").click()
    line = page.get_by_role("row").filter(has_text=who)
    expect(line).to_contain_text(reason)
    expect(line).to_contain_text(outcome)
    ready(page)


def mark_for_the_shortlist(page: Page, picture: Picture) -> None:
    go(page, "/shortlist")
    choose(page, "Person", SORTED)
    page.get_by_role("textbox", name="Bemerkung").fill(REMARK)
    page.get_by_role("button", name="Auf die Engere Wahl setzen").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    page.get_by_text("Nur die Engere Wahl").click()
    ready(page)
    picture(page, "engere-wahl")


def download(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV für Excel").first.click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def check_name(name: str, days: set[date]) -> None:
    """A file bears the town's day; midnight may have passed while it was made."""
    assert name in {f"{day}_Digitallotsen_Shortlist.csv" for day in days}


def check_file(content: bytes) -> None:
    """What German Excel needs, byte by byte, and the lines of all who are marked."""
    assert content.startswith(b"\xef\xbb\xbfAnrede;Briefanrede;")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    lines = {row["EMail"]: row for row in rows}
    assert sorted(row["EMail"] for row in rows) == sorted(
        [EMAIL, *(mark["kandidatur"] for mark in town.story()["engere_wahl"])]
    )
    assert {row["EngereWahl"] for row in rows} == {"ja"}
    assert all(re.fullmatch(r"[1-5],\d\d", row["Gesamtwert"]) for row in rows)
    assert lines[EMAIL]["Gesamtwert"] == "3,50"
    assert lines[EMAIL]["Personalnummer"] == "09917"
    assert lines[EMAIL]["Entscheidung"] == "ausgewählt"
    assert lines[EMAIL]["Bemerkung"] == REMARK
    assert lines[RESERVE]["Entscheidung"] == "Reserve"
    assert lines[RESERVE]["Reserveplatz"] == "2"
    assert lines[NOT_SELECTED]["Entscheidung"] == "nicht ausgewählt"
