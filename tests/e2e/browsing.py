"""People at their browsers; whatever goes wrong there is remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.e2e.servers import Server

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
PROJECTOR, LAPTOP, PHONE, NARROW = (1920, 1080), (1280, 800), (390, 844), (320, 640)

COORDINATOR = "Lindner"
LEADERSHIP = "Sonnenberg"
RATER = "Haverkamp"

# On a deep link, Streamlit's browser side asks below that page first, and then at the right place.
PROBES = ("/_stcore/health", "/_stcore/host-config")
ASKED = Path(__file__).with_name("asked.js")
STILL = """() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
    && !lotsenWaits()
    && ![...document.querySelectorAll('[data-testid=stAlert] [data-testid=stIconMaterial]')]
        .some(icon => icon.textContent.trim() === 'hourglass_top')  // of lotsen/ui/awaited.py
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
        .every(chart => chart.querySelector('canvas, svg'))
    && document.fonts.status === 'loaded'"""


@dataclass(kw_only=True)
class Visitors:
    """Opens browsers at one Lotsen and collects what they complain about."""

    browser: Browser
    server: Server
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self, who: str | None = None, *, size: tuple[int, int] = LAPTOP, scheme: Any = "light"
    ) -> Page:
        """A page for this person, signed in; for a stranger without a name."""
        page = self._new_page(self._cookies(who), size, scheme)
        if who is not None and who not in self.server.signed_in:
            sign_in(page, who)
            self.server.signed_in[who] = page.context.storage_state()
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _cookies(self, who: str | None) -> Any:
        return None if who is None else self.server.signed_in.get(who)

    def _new_page(self, state: Any, size: tuple[int, int], scheme: Any) -> Page:
        context = new_context(
            self.browser,
            self.server.url,
            size,
            timezone_id="Europe/Berlin",
            color_scheme=scheme,
            reduced_motion="reduce",
            storage_state=state,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("response", self._see)
        page.on("request", lambda request: self._watch(request.url))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not is_probe(message.location["url"], self.server):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _see(self, response: Response) -> None:
        if response.status >= 400 and not is_probe(response.url, self.server):
            self.complaints.append(f"{response.status}: {response.url}")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.server.url, "data:", "blob:")):
            self.complaints.append(f"called from outside: {url}")


def new_context(
    browser: Browser, url: str, size: tuple[int, int] = LAPTOP, **how: Any
) -> BrowserContext:
    """A browser that nobody has used yet, of whose pages `ready` can tell what they wait for."""
    context = browser.new_context(
        base_url=url, locale="de-DE", viewport={"width": size[0], "height": size[1]}, **how
    )
    context.set_default_timeout(15_000)
    context.add_init_script(path=ASKED)
    return context


@contextmanager
def visiting(browser: Browser, server: Server) -> Iterator[Visitors]:
    """Let people come, and complain at the end if anything went wrong in their browsers."""
    visitors = Visitors(browser=browser, server=server)
    try:
        yield visitors
    finally:
        visitors.close()
    assert visitors.complaints == [], visitors.complaints


def is_probe(url: str, server: Server) -> bool:
    return url.startswith(server.url) and url.endswith(PROBES)


def sign_in(page: Page, who: str) -> None:
    """Choose this person on the demo town's sign-in page."""
    if not page.url.startswith("http"):
        page.goto("/anmelden")
    page.get_by_role("button", name=who).click()
    ready(page)


def go(page: Page, path: str) -> None:
    page.goto(path)
    ready(page)


def ready(page: Page) -> None:
    """Wait until what was asked for has run and everything that it made is drawn."""
    page.locator("h1").first.wait_for()
    page.wait_for_function(STILL)
