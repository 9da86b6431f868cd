"""A tired rater at a sheet: by keyboard alone, on a phone, and when the line or the server goes."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import PHONE, RATER, go, new_context, ready, visiting
from tests.e2e.servers import free_port, running
from tests.e2e.views import open_sheet

pytestmark = pytest.mark.browser

SEEN = "Hat die neue Ablage eingeführt."
PATIENT = 10
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("rating")) as server:
        yield server


@pytest.fixture
def rater(chromium, server):
    """A rater at an open sheet."""
    with visiting(chromium, server) as visitors:
        page = visitors.open(RATER)
        opened(page)
        yield page


def opened(page):
    go(page, "/rate")
    open_sheet(page)


def scale(page, place):
    return page.get_by_role("radiogroup").nth(place)


def chosen(page, place):
    return [each.is_checked() for each in scale(page, place).get_by_role("radio").all()]


def only(place):
    return [each == place for each in range(6)]


def note(page, place=0):
    return page.get_by_label("Beleg").nth(place)


def kept(page, text):
    """Read the sheet anew until it says this; gives what it said at last."""
    for _turn in range(PATIENT):
        opened(page)
        if note(page).input_value() == text:
            break
    return note(page).input_value()


def name(page):
    return page.locator(".st-key-rate_stand").inner_text().splitlines()[0]


def test_marks_are_chosen_by_their_own_keys(rater):
    for key, place in (("2", 1), ("5", 4), ("n", 5), ("3", 2)):
        scale(rater, 0).get_by_role("radio").first.focus()

        rater.keyboard.press(key)

        expect(scale(rater, 0).get_by_role("radio").nth(place)).to_be_checked()
        ready(rater)
    assert chosen(rater, 0) == only(2)
    opened(rater)
    assert chosen(rater, 0) == only(2)


def test_note_is_kept_at_a_pause_while_its_field_has_the_focus(rater):
    note(rater).fill("")
    note(rater).press_sequentially(SEEN)

    assert kept(rater.context.new_page(), SEEN) == SEEN
    expect(note(rater)).to_be_focused()


def test_note_is_kept_when_somebody_would_load_the_page_anew_amid_a_word(rater):
    """The browser asks; who is slower than a pause is not asked, and has the note kept already."""
    rater.once("dialog", lambda dialog: dialog.dismiss())
    note(rater).fill("")
    note(rater).press_sequentially("Amid a wor")

    rater.evaluate("() => { setTimeout(() => location.reload()) }")

    assert kept(rater.context.new_page(), "Amid a wor") == "Amid a wor"


def test_note_that_is_written_without_a_pause_is_kept_meanwhile(rater):
    """Each sign comes long before a pause is over; what is typed during a save is not lost."""
    text = "Ohne Atem zu holen schreibt diese Person immer weiter, Zeile um Zeile, bis ans Ende."
    note(rater).fill("")
    note(rater).press_sequentially(text, delay=50, timeout=60_000)
    assert note(rater).input_value() == text
    other = rater.context.new_page()
    rater.close()  # without a question, as a browser that crashes

    opened(other)

    found = note(other).input_value().strip()
    assert text.startswith(found)
    assert len(found) > len("Ohne Atem")


GOES = {
    "key": "new KeyboardEvent('keydown', {key: 'Control', bubbles: true})",
    "pointer": "new MouseEvent('mouseleave')",
}
"""What a page hears when somebody is about to close it."""


@pytest.mark.parametrize("sign", GOES.values(), ids=GOES)
def test_note_is_kept_before_somebody_closes_the_window(rater, sign):
    """Amid a word the browser would ask; after the sign nothing is left to be asked about."""
    note(rater).fill("")
    note(rater).press_sequentially("Und schon we")

    asked = rater.evaluate(
        f"""() => {{
            document.activeElement.dispatchEvent(new InputEvent('input', {{bubbles: true}}));
            document.documentElement.dispatchEvent({sign});
            return !window.dispatchEvent(new Event('beforeunload', {{cancelable: true}}));
        }}"""
    )

    assert asked is False
    assert kept(rater.context.new_page(), "Und schon we") == "Und schon we"


def test_key_to_the_next_person_keeps_the_note_and_begins_at_the_top(rater):
    first = name(rater)
    note(rater).fill("")
    note(rater).press_sequentially("Vor dem Blättern")

    rater.keyboard.press("Alt+ArrowRight")

    expect(rater.locator("h3").first).not_to_have_text(first)
    open_sheet(rater)
    rater.get_by_role("button", name="Vorige Person").scroll_into_view_if_needed()
    expect(rater.get_by_role("heading", name="Bewerten")).not_to_be_in_viewport()
    rater.keyboard.press("Alt+ArrowLeft")
    expect(rater.locator("h3").first).to_have_text(first)
    ready(rater)
    assert rater.evaluate(SCROLLED) == 0
    assert note(rater).input_value() == "Vor dem Blättern"


def test_who_it_is_about_stays_in_sight_on_a_phone(chromium, server):
    with visiting(chromium, server) as visitors:
        page = visitors.open(RATER, size=PHONE)
        opened(page)
        page.get_by_role("radiogroup").nth(6).scroll_into_view_if_needed()

        expect(page.locator(".st-key-rate_stand")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_note_that_the_server_had_not_heard_of_is_kept_when_it_is_back(chromium, tmp_path):
    port = free_port()
    with running(tmp_path, port=port) as first:
        page = new_context(chromium, first.url).new_page()
        page.goto("/anmelden")
        page.get_by_role("button", name=RATER).click()
        ready(page)
        opened(page)
        more = f"{note(page).input_value()} Und noch etwas."
        note(page).press("Control+End")
        note(page).press_sequentially(" Und noch etwas.")
    with running(tmp_path, port=port, database_url=first.database_url):
        expect(note(page)).to_be_enabled(timeout=60_000)

        assert kept(page.context.new_page(), more) == more
    page.context.close()
