"""A real browser for the pages: one Chromium a session, one clean context a test, and nothing red in the console.

Without Chromium these tests are skipped, with the reason; under `CI=true` that is a failure, so that a green run means
that the pages were looked at. `NANSEN_SHOTS=folder` keeps the pictures that tests take.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
FLAGS = (
    "--no-sandbox",  # CI runs as root, where Chromium starts in no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 20_000  # milliseconds; a busy machine of two cores needs seconds for a first page
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")

Axed = Callable[[Page], None]
Shot = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder `browser`; pytest hands over those of other folders too."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; Debian's, because Playwright's own would be a download."""
    chromium = shutil.which("chromium")
    if chromium is None:
        absent = "no Chromium on this machine (tools/debian.txt names the package)"
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def console() -> list[str]:
    """What the browser complained of in this test; a test that means to provoke a complaint clears it."""
    return []


@pytest.fixture
def page(browser: Browser, console: list[str]) -> Iterator[Page]:
    """A page in a context of its own; any error in the console or in a script fails the test."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            console.append(message.text)

    context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("console", hear)
    opened.on("pageerror", lambda error: console.append(str(error)))
    yield opened
    context.close()
    assert console == []


@pytest.fixture
def axe() -> Axed:
    """A check by axe: `axe(page)` asserts that no rule of WCAG 2.0 to 2.2, levels A and AA, is broken."""

    def check(page: Page) -> None:
        response = Axe().run(page, options={"runOnly": list(WCAG), "resultTypes": ["violations"]}).response
        broken = [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for rule in response["violations"]
            for node in rule["nodes"]
        ]
        assert broken == []

    return check


@pytest.fixture
def shot() -> Shot:
    """A picture of the whole page: `shot(page, name)` writes `$NANSEN_SHOTS/name.png`, or nothing if it is unset."""

    def take(page: Page, name: str) -> None:
        if folder := os.environ.get("NANSEN_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)

    return take
