"""A download belongs to the session that made it; nobody else gets it, and no browser keeps it."""

import pytest

from lotsen.export import handed_out
from tests.makers import COORDINATOR, LEADERSHIP
from tests.web.conftest import PAGE, sign_in
from tests.web.tabs import tab

BUTTON = "Alle Bewertungen: CSV für Excel"


@pytest.fixture
def made(browser, town):
    """Where the coordinator's browser finds the file that was just made."""
    rater = town.make_person("Anders Andersen", "rater")
    town.make_sheet(1, rater, motivation=5, vorbild=4, agil=4)
    sign_in(browser, town.people[COORDINATOR])
    with tab(browser) as opened:
        opened.open("shortlist")
        return opened.download(BUTTON)


def test_who_made_a_file_gets_it_and_the_browser_keeps_no_copy(browser, made):
    answer = browser.get(made)

    assert answer.status_code == 200
    assert "Beleg zu vorbild" in answer.content.decode("utf-8-sig")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_head_tells_of_the_file_without_it(browser, made):
    answer = browser.head(made)

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(browser.get(made).content)


def test_stranger_with_the_address_gets_nothing(browser, made):
    browser.cookies.clear()

    assert browser.get(made).status_code == 401
    assert browser.get(made, headers=PAGE).status_code == 303


@pytest.mark.parametrize("role", [LEADERSHIP, "rater", COORDINATOR])
def test_next_person_at_the_same_browser_gets_nothing(browser, town, made, role):
    browser.cookies.clear()
    sign_in(browser, town.people[role])

    for ask in ({}, {"range": "bytes=0-99"}):
        answer = browser.get(made, headers=ask)

        assert (answer.status_code, answer.text) == (404, "Nicht gefunden")


def test_who_asks_for_a_part_gets_the_whole(browser, made):
    answer = browser.get(made, headers={"range": "bytes=0-9"})

    assert (answer.status_code, answer.content) == (200, browser.get(made).content)


def test_oldest_files_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(handed_out, "MOST_KEPT", 2)
    for content in (b"1", b"2", b"3"):
        handed_out.note(content, "mine")

    assert [handed_out.belongs_to(content, "mine") for content in (b"1", b"2", b"3")] == [
        False,
        True,
        True,
    ]
    assert not handed_out.belongs_to(b"3", "yours")
