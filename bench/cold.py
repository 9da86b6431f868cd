"""From the start of the process to the first page in a browser, against an empty page.

The sum of the imports is taken in a run of its own: Python is slower while it keeps that book.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench import large_town, servers, towns
from bench.clock import p50
from bench.figures import Figure
from tests.e2e.browsing import ARGUMENTS
from tests.system import need

TURNS = 5
MOST_ABOVE = 600.0
SHOWN = 8
START = """
import asyncio
import streamlit.web.cli
from lotsen.web.warm_start import lifespan
import app
asyncio.run(lifespan(app.app).__aenter__())
"""


def run() -> Iterator[Figure]:
    """Measure both, in turns; then say which packages the start is spent on."""
    with large_town.folder() as folder, sync_playwright() as playwright:
        settings = towns.settings(towns.demo_url(folder))
        with towns.served(towns.demo_url(folder)) as town:
            cookie = town.cookie  # the session stays in the database
        chromium = playwright.chromium.launch(executable_path=need("chromium"), args=[*ARGUMENTS])
        with closing(chromium):
            ours, empty = [], []
            for _turn in range(TURNS):
                empty.append(_seen(chromium, servers.EMPTY, "", "Lotsen", {}))
                ours.append(_seen(chromium, servers.LOTSEN, cookie, "Was auf Sie wartet", settings))
        yield Figure(
            name="start to first page in Chromium",
            value=p50(ours),
            tail=max(ours),
            baseline=p50(empty),
            against="an empty page",
            most_above=MOST_ABOVE,
        )
        yield from _imports(settings)


def _seen(
    chromium: Browser, script: Path, cookie: str, text: str, settings: dict[str, str]
) -> float:
    """How long until this text stands on the page, in milliseconds from the process's start."""
    with servers.starting(script, **settings) as server, closing(chromium.new_context()) as context:
        _let_in(context, server.url, cookie)
        page = context.new_page()
        servers.wait_for(server)
        page.goto(server.url)
        page.get_by_text(text, exact=True).first.wait_for()
        return (time.perf_counter() - server.started) * 1000


def _let_in(context: BrowserContext, url: str, cookie: str) -> None:
    for name, morsel in SimpleCookie(cookie).items():
        context.add_cookies([{"name": name, "value": morsel.value, "url": url}])


def _imports(settings: dict[str, str]) -> Iterator[Figure]:
    """The time of each package's own modules, the largest first."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", START],
        cwd=servers.ROOT,
        env=os.environ | settings,
        check=True,
        capture_output=True,
        text=True,
    )
    own: Counter[str] = Counter()
    for line in done.stderr.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and parts[0].strip().isdecimal():
            own[parts[2].strip().partition(".")[0]] += int(parts[0])
    yield Figure(name="all imports of the start", value=own.total() / 1000)
    for package, microseconds in own.most_common(SHOWN):
        yield Figure(name=f"… of these, {package}", value=microseconds / 1000)
