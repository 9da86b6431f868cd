"""A meeting on phones: the vote, what came of a click, and the wall."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import COORDINATOR, PHONE, RATER, Visitors, go, ready, visiting
from tests.e2e.servers import running
from tests.e2e.views import hold_meeting

pytestmark = pytest.mark.browser

OTHER = "Thorwald-Haas"
PATIENCE = 20_000
CUT_OFF = """() => [...document.querySelectorAll(
        '.aspects th, .st-key-stage_who span, .st-key-stage_words span')]
    .filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth
        || each.scrollHeight > each.clientHeight + 1 && each.clientHeight)
    .map(each => each.innerText)"""


@pytest.fixture(scope="module")
def people(chromium, tmp_path_factory) -> Iterator[Visitors]:
    """A meeting is on; members have phones."""
    with (
        running(tmp_path_factory.mktemp("phones")) as server,
        visiting(chromium, server) as visitors,
    ):
        chair = visitors.open(COORDINATOR)
        go(chair, "/meeting")
        hold_meeting(chair)
        yield visitors


def at(visitors: Visitors, who: str, path="/meeting", **how) -> Page:
    page = visitors.open(who, **how)
    go(page, path)
    return page


def in_view(page: Page, shown: Locator) -> bool:
    """Whether all of it is seen, between the head and the line at the foot, without scrolling."""
    box, head = shown.bounding_box(), page.locator(".stAppHeader").bounding_box()
    foot = page.locator(".st-key-frame_demo").bounding_box()
    assert box is not None
    assert head is not None
    assert foot is not None
    return head["y"] + head["height"] <= box["y"] and box["y"] + box["height"] <= foot["y"]


def test_open_and_secret_vote_are_taken_on_phones(people):
    chair = at(people, COORDINATOR)
    first, second = (at(people, who, size=PHONE) for who in (RATER, OTHER))
    third = at(people, "Feldhaus", size=PHONE)
    for phone in (first, second, third):
        phone.get_by_role("button", name="Ich bin anwesend").click()
        expect(phone.get_by_role("button", name="Ich gehe")).to_be_visible()

    chair.get_by_role("button", name="Offen abstimmen").click()
    yes = first.get_by_role("button", name="Ja", exact=True)
    expect(yes).to_be_visible(timeout=PATIENCE)
    ready(first)
    assert in_view(first, yes)
    yes.click()
    expect(first.get_by_text("Ihre Stimme: Ja")).to_be_visible()
    chair.get_by_role("button", name="Abstimmung beenden und auszählen").click()
    expect(second.get_by_text(re.compile(r"Ja\s1, Nein\s0"))).to_be_visible(timeout=PATIENCE)

    chair.get_by_role("button", name="Geheim abstimmen").click()
    no = second.get_by_role("button", name="Nein", exact=True)
    no.click(timeout=PATIENCE)
    expect(second.get_by_text("Ihre Stimme ist abgegeben.")).to_be_visible()
    expect(no).to_have_count(0)
    chair.get_by_role("button", name="Abstimmung beenden und auszählen").click()
    expect(second.get_by_text(re.compile(r"Ja\s0, Nein\s1"))).to_be_visible(timeout=PATIENCE)


def test_next_item_is_seen_from_its_top_by_whoever_had_scrolled_down(people):
    chair, phone = at(people, COORDINATOR), at(people, RATER, size=PHONE)
    main, name = phone.get_by_test_id("stMain"), phone.get_by_role("heading", level=2).first
    before = name.inner_text()
    main.evaluate("main => main.scrollTo(0, 400)")
    assert not in_view(phone, name)

    chair.get_by_role("button", name="Weiter", exact=True).click()

    expect(name).not_to_have_text(before, timeout=PATIENCE)
    ready(phone)
    assert in_view(phone, name)


def test_refusal_is_in_view_below_a_long_page(people):
    phone = at(people, RATER, size=PHONE)
    phone.get_by_text("Ich bin befangen").click()
    declare = phone.get_by_role("button", name="Befangenheit erklären")
    declare.scroll_into_view_if_needed()
    phone.get_by_test_id("stMain").evaluate("main => main.scrollBy(0, 400)")

    declare.click()

    refusal = phone.locator(".st-key-notices").get_by_test_id("stAlert")
    expect(refusal).to_contain_text("Bitte begründen Sie mit eigenen Worten")
    assert in_view(phone, refusal)


def test_wall_on_a_phone_shows_everything_to_whoever_scrolls(people):
    wall = at(people, COORDINATOR, "/meeting?wand=1", size=PHONE)

    assert wall.evaluate(CUT_OFF) == []
    following = wall.get_by_role("button", name="Weiter")
    following.scroll_into_view_if_needed()
    ready(wall)
    box, foot = following.bounding_box(), wall.locator(".st-key-frame_demo").bounding_box()
    assert box is not None
    assert foot is not None
    assert box["y"] + box["height"] <= foot["y"]
    assert wall.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
