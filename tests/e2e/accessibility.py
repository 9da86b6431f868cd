"""What a machine can tell of whether everybody can use a page."""

from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from tests.e2e.streamlit_axe import KNOWN

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FOCUS = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
RUN = """async ([tags, known]) => {
    const found = await axe.run(document, {
        runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'passes'],
    });
    const ours = (rule, node) => !Object.keys(known[rule.id] ?? {})
        .some(place => document.querySelector(node.target[0]).closest(place));
    return {
        passes: found.passes.length,
        violations: found.violations.flatMap(rule => rule.nodes
            .filter(node => ours(rule, node))
            .map(node => [rule.id, node.html.slice(0, 160)])),
    };
}"""
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = element => element !== null && element.localName !== 'html' && (
        element.dataset.testid !== 'stMain'
        && /auto|scroll/.test(getComputedStyle(element).overflowX)
        || scrolls(element.parentElement));
    return [...document.querySelectorAll('body *:not([data-testid=stDataFrame] *)')]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > width + 1)
        .filter(each => each.getBoundingClientRect().width > 1 && !scrolls(each.parentElement))
        .map(each => `${each.localName} ${each.dataset.testid ?? ''} ${each.innerText ?? ''}`)
        .map(said => said.slice(0, 80));
}"""
GROUND = "{light: 'rgb(255, 255, 255)', dark: 'rgb(16, 22, 31)'}"
MOST_STEPS = 250


def violations(page: Page) -> list[tuple[str, str]]:
    """Rule and place of everything that axe-core finds, without what is known of Streamlit."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, [list(TAGS), KNOWN])
    assert found["passes"] > 5, "axe-core has not looked"
    return [(rule, place) for rule, place in found["violations"]]


def too_wide(page: Page) -> list[str]:
    """What sticks out to the right, where nobody can scroll it into sight."""
    with suppress(Error):  # a chart takes a moment to become as narrow as the page
        page.wait_for_function(f"() => ({TOO_WIDE})().length === 0", timeout=2_000)
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def settled(page: Page) -> None:
    """Let the browser lay out and paint what just changed, to the end of every transition."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    page.wait_for_function(
        "() => document.getAnimations().every(each => each.playState !== 'running')"
    )


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    settled(page)


def switch_colours(page: Page, scheme: Any) -> None:
    """Have the person's system turn light or dark, and the page follow."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "scheme => getComputedStyle(document.querySelector('.stApp') ?? document.body)"
        f".backgroundColor === ({GROUND})[scheme]",
        arg=scheme,
    )
    settled(page)


def follow_keyboard(page: Page) -> dict[str, Any]:
    """Go through the page with Tab: what was missed, and where one could not see where one is."""
    page.evaluate(FOCUS)
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        settled(page)
        if not page.evaluate("() => lotsenFocus.step()"):
            break
    found: dict[str, Any] = page.evaluate("() => lotsenFocus.result()")
    return found
