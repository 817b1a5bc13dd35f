"""The pages that must stand when all else has fallen: they need no context, and fit a phone, the night and Arabic."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page, Route
from tests.browser.conftest import Axed, Shot

PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html")
ADDRESS = "http://desk.example/"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
STATIC = settings.DESK / "static"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def _assets() -> None:
    if not (STATIC / "built" / "govuk.css").is_file():
        absent = "the front-end assets are not built (make assets)"
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)


def answer(route: Route, html: str) -> None:
    """Answer as the desk would, with its policy: the page itself, and files out of the static folder."""
    path = urlsplit(route.request.url).path
    if not path.startswith("/static/"):
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
        return
    file = STATIC / path.removeprefix("/static/")
    kind = mimetypes.guess_type(file.name)[0] or "font/ttf"
    route.fulfill(status=200 if file.is_file() else 404, body=read(file), content_type=kind)


def read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def opened(page: Page, template: str, *, language: str = "en") -> None:
    with translation.override(language):
        html = render_to_string(template)
    page.route("**/*", lambda route: answer(route, html))
    page.goto(ADDRESS)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("template", PAGES)
def test_a_page_without_context_can_be_read_by_all(page: Page, axe: Axed, shot: Shot, template: str) -> None:
    opened(page, template)

    axe(page)
    assert page.locator("h1").count() == 1
    shot(page, template.removesuffix(".html"))


def test_a_page_turns_to_the_right_for_arabic_and_fits_a_phone(page: Page, axe: Axed, shot: Shot) -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    opened(page, "404.html", language="ar")

    name, phone = page.locator(".nansen-header__name").bounding_box(), page.viewport_size
    assert name is not None
    assert phone is not None
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert name["x"] > phone["width"] / 2
    assert page.evaluate(OVERFLOW) == 0
    axe(page)
    shot(page, "404-ar-phone")


def test_the_night_has_enough_contrast(page: Page, axe: Axed) -> None:
    page.emulate_media(color_scheme="dark")

    opened(page, "503.html")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(21, 28, 32)"
    axe(page)


def test_axe_sees_words_that_nobody_can_read(page: Page, axe: Axed) -> None:
    page.set_content(
        '<html lang="en"><title>t</title><main><p style="color:#bbb;background:#fff">faint</p></main></html>'
    )

    with pytest.raises(AssertionError, match="color-contrast"):
        axe(page)


def test_the_console_is_heard(page: Page, console: list[str]) -> None:
    page.evaluate("console.error('something broke')")

    assert console == ["something broke"]
    console.clear()
