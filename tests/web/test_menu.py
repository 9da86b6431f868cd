import pytest

from lotsen.domain.permissions import GRANTED_TO
from lotsen.ui.menu import NEEDS, PAGES
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, LEADER, LEADERSHIP, RATER
from tests.web.conftest import sign_in
from tests.web.tabs import tab

ROLES = [COORDINATOR, LEADERSHIP, RATER, LEADER, ADVISORY, AUDITOR]
TITLES = {
    "home": "Übersicht",
    "departments": "Abteilungen",
    "candidates": "Kandidaturen",
    "survey": "Umfrage",
    "rate": "Bewerten",
    "progress": "Bewertungsstand",
    "comparison": "Vergleich",
    "shortlist": "Engere Wahl",
    "meeting": "Sitzung",
    "agreements": "Absprache",
    "decisions": "Entscheidung",
    "closing": "Abschluss",
    "round": "Auswahlrunde",
    "inbox": "Posteingang",
    "outbox": "Mitteilungen",
    "imports": "Dateien einlesen",
    "people": "Beteiligte",
    "audit": "Protokoll",
    "handbook": "Handbuch",
    "method": "So rechnet Lotsen",
}


def address(name):
    return "" if name == "home" else name


def test_every_page_needs_a_permission():
    assert {path.stem for path in PAGES.glob("*.py")} == set(NEEDS)


@pytest.mark.parametrize("role", ROLES)
def test_menu_shows_what_the_person_may_open(browser, town, role):
    sign_in(browser, town.people[role])

    with tab(browser) as opened:
        screen = opened.open()

    assert screen.menu == [TITLES[name] for name in NEEDS if role in GRANTED_TO[NEEDS[name]]]


def test_many_pages_are_folded_into_sections(browser, town):
    sign_in(browser, town.people[COORDINATOR])

    with tab(browser) as opened:
        screen = opened.open()

    assert screen.sections == {
        "": ["Übersicht", "Abteilungen", "Kandidaturen"],
        "Bewertung": ["Bewertungsstand", "Vergleich", "So rechnet Lotsen"],
        "Auswahl": ["Engere Wahl", "Sitzung", "Absprache", "Entscheidung", "Abschluss"],
        "Post": ["Umfrage", "Posteingang", "Mitteilungen"],
        "Verwaltung": ["Auswahlrunde", "Beteiligte", "Dateien einlesen", "Protokoll", "Handbuch"],
    }


@pytest.mark.parametrize("role", [RATER, LEADER, AUDITOR])
def test_few_pages_stand_side_by_side(browser, town, role):
    sign_in(browser, town.people[role])

    with tab(browser) as opened:
        screen = opened.open()

    assert list(screen.sections) == [""]


def test_no_section_is_empty(browser, town):
    sign_in(browser, town.people[ADVISORY])

    with tab(browser) as opened:
        screen = opened.open()

    assert len(screen.sections) > 1
    assert all(screen.sections.values())


@pytest.mark.parametrize("role", ROLES)
def test_page_that_a_person_may_not_open_says_so(browser, town, role):
    sign_in(browser, town.people[role])
    closed = [name for name in NEEDS if role not in GRANTED_TO[NEEDS[name]]]

    with tab(browser) as opened:
        screens = {name: opened.open(address(name)).text for name in closed}

    assert [name for name in closed if "Dazu sind Sie nicht berechtigt" not in screens[name]] == []
    assert [name for name in closed if "Geheim" in screens[name]] == []


@pytest.mark.parametrize("name", NEEDS)
def test_page_has_a_title_of_its_own(browser, town, name):
    sign_in(browser, town.people[COORDINATOR])

    with tab(browser) as opened:
        screen = opened.open(address(name))

    assert screen.title == f"{TITLES[name]} · Lotsen"


def test_frame_says_who_is_signed_in_and_that_nobody_is_real(browser, town):
    sign_in(browser, town.people[RATER])

    with tab(browser) as opened:
        screen = opened.open()

    assert "Kim Rater" in screen.text
    assert "Bewertung" in screen.text
    assert "Übungsstadt: Alle Personen sind erfunden. Heute ist hier der" in screen.text


def test_page_runs_under_the_frame_even_when_it_is_the_first(browser, town):
    """Streamlit's old folder of pages would run it alone, without the frame."""
    sign_in(browser, town.people[AUDITOR])

    with tab(browser) as opened:
        screen = opened.open("shortlist")

    assert "Kim Auditor" in screen.text
    assert "Dazu sind Sie nicht berechtigt" in screen.text
