"""English that is left on a page, and everything there is to open in which it could hide."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.e2e.accessibility import settled
from tests.e2e.browsing import ready
from tests.e2e.servers import ROOT

HERE = Path(__file__)
TEXTS = HERE.with_name("texts.js").read_text(encoding="utf-8")
WORDS = frozenset(HERE.with_name("english.txt").read_text(encoding="utf-8").split())
"""Words that English texts have and German ones do not."""

SCRIPT = ROOT / "lotsen" / "web" / "static" / "i18n-de.js"
OF_STREAMLIT = frozenset(
    re.findall(r'^ {4}"((?:[^"\\]|\\.)+)":', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
)
"""What Streamlit says, as the script that puts German in its place knows it."""

TOOLS = '[data-testid="stElementToolbar"]'
EXPANDERS = '[data-testid="stExpander"] summary'
POPOVERS = '[data-testid="stPopoverButton"]:not([disabled])'
ENGLISH_SIZE = re.compile(r"\b\d+\.\d+ ?[KMGT]?B\b")
CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")  # of which any part may look like a word
LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def english(page: Page, names: Sequence[str]) -> list[tuple[str, str]]:
    """Every text on the page with an English word in it; `names` are what the town calls things."""
    return [
        (text, place)
        for text, place in page.evaluate(TEXTS)
        if is_english(text) and is_english(_without(text, names))
    ]


def is_english(text: str) -> bool:
    """Whether Streamlit says it, or there is an English word or an English number in it."""
    words = {word.lower() for word in LETTERS.findall(CHECKSUM.sub("", text))}
    return text in OF_STREAMLIT or bool(words & WORDS or ENGLISH_SIZE.search(text))


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def things_to_open(page: Page) -> list[str]:
    """What there is to open on the page; `open_one` opens it."""
    return [
        *(f"box {each}" for each in _names(page.get_by_role("combobox"))),
        *(f"tool {number}" for number in range(page.locator(TOOLS).count())),
        *(f"hint {number}" for number in range(_hints(page).count())),
        *(f"popover {number}" for number in range(page.locator(POPOVERS).count())),
        *(f"expander {number}" for number in _closed(page.locator(EXPANDERS))),
    ]


def open_one(page: Page, name: str) -> None:
    """Open what `things_to_open` has named."""
    kind, _space, which = name.partition(" ")
    match kind:
        case "box":
            page.get_by_role("combobox", name=which, exact=True).first.click(delay=100)
        case "tool":
            _owner(page.locator(TOOLS).nth(int(which))).hover(force=True)
        case "popover":
            page.locator(POPOVERS).nth(int(which)).click()
        case "expander":
            page.locator(EXPANDERS).nth(int(which)).click()
            ready(page)
        case _hint:
            _hints(page).nth(int(which)).hover()
    settled(page)


def close_all(page: Page) -> None:
    """Leave nothing open."""
    page.keyboard.press("Escape")
    page.mouse.move(1, 1)
    settled(page)


def _names(boxes: Locator) -> list[str]:
    return [each.get_attribute("aria-label") or "" for each in boxes.all()]


def _closed(expanders: Locator) -> list[int]:
    return [
        number
        for number, each in enumerate(expanders.all())
        if each.locator("xpath=..").get_attribute("open") is None
    ]


def _hints(page: Page) -> Locator:
    return page.locator('[data-testid="stTooltipIcon"]:visible')


def _owner(toolbar: Locator) -> Locator:
    """The grid or picture that the tools belong to; they come when the pointer is there."""
    return toolbar.locator("xpath=..")
