"""The main job, from the first start to the file in Excel; its pictures are those of the docs."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import town
from tests.e2e.accessibility import resize
from tests.e2e.browsing import COORDINATOR, LAPTOP, LEADERSHIP, go, ready, visiting
from tests.e2e.servers import running

pytestmark = pytest.mark.browser

WALL = (1600, 900)
NAME, SORTED = "Vera Özdemir-Groß", "Özdemir-Groß, Vera"
EMAIL = "vera.oezdemir@musterhausen.example"
UNIT, CRITERION = "Dezernat I – Oberbürgermeisterin, Steuerung", "Motivation"
RATED = {
    "joern.haverkamp@musterhausen.example": "4343434343",
    "dagmar.ellerbrock@musterhausen.example": "3443344334",
}
REMARK = "Vorstellung am 22. Juni; bringt die E-Akte mit"
REASON = "Im Vergleich die breiteste Erfahrung mit der E-Akte, belegt in zwei Bögen."

Picture = Callable[..., None]


@pytest.fixture
def picture(request) -> Picture:
    """Take a picture for the docs, where `--pictures FOLDER` asks for them."""
    folder = request.config.getoption("--pictures")

    def take(page: Page, name: str, size: tuple[int, int] = LAPTOP) -> None:
        if folder:
            resize(page, size)
            if page.get_by_test_id("stApp").count():
                ready(page)
            page.screenshot(path=Path(folder) / f"{name}.png")
            resize(page, LAPTOP)

    return take


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
        check_file(*download(page))


def known_files_change_nothing(page: Page) -> None:
    for kind, name in town.FILES.items():
        bring(page, kind, town.FOLDER / name)

        expect(page.get_by_text("Alles aus dieser Datei ist schon bekannt.")).to_be_visible()
        expect(page.get_by_role("button", name="Alles übernehmen")).to_be_disabled()


def late_candidate_comes(page: Page, folder: Path, picture: Picture) -> None:
    candidate = town.read(town.CANDIDATES)[0] | {
        "Personalnummer": "09917",
        "Vorname": "Vera",
        "Nachname": "Özdemir-Groß",
        "E-Mail": EMAIL,
    }
    known = town.read(town.CANDIDATES)[1] | {"Telefon": "06200 123-999"}
    bring(page, "Kandidaturen", town.write([candidate, known], folder / "nachmeldung.csv"))
    expect(page.get_by_text("Was sich ändern würde")).to_be_visible()
    picture(page, "einlesen")
    take(page, "Kandidaturen eingelesen: 1 neu, 1 geändert, 0 unverändert.")

    criteria = list(dict.fromkeys(row["Kriterium"] for row in town.read(town.RATINGS)))
    ratings = [
        town.read(town.RATINGS)[0]
        | {
            "E-Mail Kandidatur": EMAIL,
            "E-Mail bewertende Person": rater,
            "Kriterium": criterion,
            "Bewertung": value,
            "Beleg": "",
        }
        for rater, values in RATED.items()
        for criterion, value in zip(criteria, values, strict=True)
    ]
    bring(page, "Bewertungen", town.write(ratings, folder / "boegen.csv"))
    take(page, f"Bewertungen eingelesen: {len(ratings)} neu, 0 geändert, 0 unverändert.")


def department_shows_the_late_candidate(page: Page, picture: Picture) -> None:
    go(page, "/departments")
    picture(page, "abteilungen", WALL)
    page.get_by_test_id("stVegaLiteChart").first.click()
    expect(page.get_by_role("heading", level=3)).to_contain_text(" · ")

    choose(page, "Bereich", UNIT)
    choose(page, "Kriterium", f"1 {CRITERION}")
    expect(page.get_by_role("heading", level=3)).to_have_text(f"{UNIT} · {CRITERION}")
    table = page.get_by_test_id("stExpander").last
    table.get_by_text("Als Tabelle").click()
    line = table.get_by_role("row").filter(has_text=NAME)
    expect(line.get_by_role("cell").nth(3)).to_have_text("3,5")
    table.get_by_text("Als Tabelle").click()
    picture(page, "abteilungen-zelle")

    choose(page, "Profil öffnen", NAME)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    ready(page)
    picture(page, "kandidatur")


def leadership_decides(page: Page, picture: Picture) -> None:
    go(page, "/decisions")
    decide(page, SORTED, "ausgewählt")
    expect(page.get_by_role("row").filter(has_text=SORTED)).to_contain_text(REASON)
    picture(page, "entscheidung")


def decide(page: Page, who: str, outcome: str) -> None:
    choose(page, "Person", who)
    page.get_by_role("radio", name=outcome, exact=True).check(force=True)
    page.get_by_role("textbox", name="Begründung").fill(REASON)
    page.get_by_role("button", name="Entscheidung speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
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


def check_file(name: str, content: bytes) -> None:
    """What German Excel needs, byte by byte, and the late candidate's line."""
    assert name.endswith("_Digitallotsen_Shortlist.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    [line] = [row for row in rows if row["EMail"] == EMAIL]

    assert line["Gesamtwert"] == "3,50"
    assert line["Entscheidung"] == "ausgewählt"
    assert line["Bemerkung"] == REMARK


def bring(page: Page, kind: str, file: Path) -> None:
    go(page, "/imports")
    page.get_by_role("radio", name=kind).click()
    page.locator(f".st-key-import-file-{town.KINDS[kind]} input").set_input_files(file)
    page.get_by_role("button", name="Alles übernehmen").wait_for()
    ready(page)


def take(page: Page, said: str) -> None:
    page.get_by_role("button", name="Alles übernehmen").click()
    expect(page.get_by_text(said)).to_be_visible(timeout=30_000)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a box by typing, as people do."""
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    expect(page.get_by_role("option", name=option)).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    ready(page)
