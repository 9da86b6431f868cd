"""A browser at the real thing: marked `browser`, and left out where there is no Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browsing import ARGUMENTS, Visitors, visiting
from tests.e2e.servers import Server, running
from tests.system import need


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Lotsen to look at; who writes in it takes a fresh one instead."""
    with running(tmp_path_factory.mktemp("lotsen")) as server:
        yield server


@pytest.fixture(scope="module")  # while it lives, no event loop of others can run in this thread
def chromium() -> Iterator[Browser]:
    program = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS])
        yield browser
        browser.close()


@pytest.fixture
def visitors(chromium: Browser, server: Server) -> Iterator[Visitors]:
    with visiting(chromium, server) as visitors:
        yield visitors
