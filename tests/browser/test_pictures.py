"""A picture's way in a real browser: added, shown when asked for, covered by hand and by keys, and without scripts."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from PIL import Image
from playwright.sync_api import Browser, Page
from tests import drawn
from tests.browser.conftest import DESKTOP, Axed, Shot
from tests.conftest import Bureau
from tests.office import forms

from nansen.office import register, seats, write
from nansen.statements.values import Attachment, Text

PASSWORD = "night-watch-and-lamp"
WALL = (600, 200)  # a place in the picture where nobody is


class Quiet(WSGIRequestHandler):
    """A handler that does not write every request down."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@pytest.fixture
def url(bureau: Bureau) -> Iterator[str]:
    """The desk over the test's register, served by a thread of this process."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def file(bureau: Bureau) -> str:
    """A captive's file with a publication in it."""
    file = forms.opened(bureau["registrar"], "Kim Chol").file
    officer = bureau["protection"]
    said = forms.said("publication.channel", Text("A channel"), item="post")
    write.record(forms.capture(officer, said, file=file, purpose="protection", form="publication"), officer=officer)
    cache.clear()
    seats.open_(officer, username="protection", password=PASSWORD)
    return file


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/account/login/")
    page.fill("input[name=login]", "protection")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.check("main input[name=purpose][value=protection]")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


def added(page: Page, url: str, file: str, tmp_path: Path) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(drawn.file(drawn.portrait(), "JPEG"))
    page.goto(f"{url}/file/{file}/")
    page.click("#publication a:has-text('Add a picture')")
    page.set_input_files("input[type=file]", picture)
    page.click("text=Keep the picture")
    page.wait_for_url(f"{url}/file/{file}/")


def loaded(page: Page) -> None:
    page.wait_for_url(re.compile(r"/picture/[0-9a-f]{32}/$"))
    page.wait_for_load_state("load")
    assert page.evaluate("document.querySelector('.picture-stage img').naturalWidth") == 900


def boxes(page: Page) -> list[tuple[int, ...]]:
    """Return the boxes that the page draws."""
    told = page.locator("svg .picture-box").evaluate_all(
        "rects => rects.map(rect => ['x', 'y', 'width', 'height'].map(side => Number(rect.getAttribute(side))))"
    )
    return [tuple(one) for one in told]


def copy(page: Page, url: str, file: str) -> Image.Image:
    """Return the covered copy as the desk sends it."""
    (id_,) = [
        said.value.id
        for entry in register.entries(file)
        for said in entry.statements
        if said.term == "publication.redacted" and isinstance(said.value, Attachment)
    ]
    return Image.open(io.BytesIO(page.request.get(f"{url}/file/{file}/picture/{id_}/image").body()))


def black(image: Image.Image, box: tuple[int, ...]) -> bool:
    part = image.crop((box[0], box[1], box[0] + box[2], box[1] + box[3]))
    return part.getcolors() == [(box[2] * box[3], (0, 0, 0))]


def test_a_picture_is_added_shown_and_covered_by_hand_and_by_keys(
    page: Page, axe: Axed, shot: Shot, url: str, file: str, tmp_path: Path
) -> None:
    sign_in(page, url)
    added(page, url, file, tmp_path)
    shot(page, "picture-case")
    axe(page)
    page.click("text=Show picture (S4)")
    loaded(page)
    axe(page)
    shot(page, "picture-shown")
    page.click("a:has-text('For this publication')")
    page.wait_for_selector("[data-add]:visible")
    (proposed,) = boxes(page)
    axe(page)
    shot(page, "picture-proposed")

    # By hand: a box over the wall, then moved.
    svg = page.locator("form[data-boxes] svg").bounding_box()
    assert svg is not None
    scale = svg["width"] / 900
    page.mouse.move(svg["x"] + 500 * scale, svg["y"] + 100 * scale)
    page.mouse.down()
    page.mouse.move(svg["x"] + 700 * scale, svg["y"] + 300 * scale, steps=4)
    page.mouse.up()
    wall = boxes(page)[1]
    assert all(abs(found - wanted) <= 2 for found, wanted in zip(wall, (500, 100, 200, 200), strict=True))
    # By keys: the box in focus is moved and made larger; one more is added, and taken away.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert boxes(page)[1] == (wall[0] + 8, wall[1], wall[2], wall[3] + 8)
    page.focus("[data-add]")
    page.keyboard.press("Enter")
    assert boxes(page)[2] == (360, 280, 180, 140)
    page.keyboard.press("Delete")
    assert boxes(page) == [proposed, (wall[0] + 8, wall[1], wall[2], wall[3] + 8)]
    page.fill("tbody tr:nth-child(2) input[name=left]", "560")
    shot(page, "picture-covered")
    wanted = boxes(page)
    assert wanted[1][0] == 560

    page.click("text=Make the covered copy")
    page.wait_for_url(f"{url}/file/{file}/")
    found = copy(page, url, file)

    assert all(black(found, box) for box in wanted)
    original = drawn.portrait()
    assert found.size == original.size
    assert not black(original, wanted[1])
    page.click("text=Show picture (S3)")
    loaded(page)
    shot(page, "picture-copy")


def test_the_page_holds_on_a_phone(page: Page, shot: Shot, url: str, file: str, tmp_path: Path) -> None:
    sign_in(page, url)
    added(page, url, file, tmp_path)
    page.click("text=Show picture (S4)")
    page.click("a:has-text('For this publication')")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector("[data-add]:visible")

    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    shot(page, "picture-phone")
    assert wide <= 0


def test_without_scripts_the_numbers_do_the_same(
    browser: Browser, shot: Shot, url: str, file: str, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, url)
    added(page, url, file, tmp_path)
    page.click("text=Show picture (S4)")
    page.click("a:has-text('For this publication')")
    row = page.locator("tbody tr").nth(1)
    for side, number in zip(("left", "top", "width", "height"), (*WALL, 120, 96), strict=True):
        row.locator(f"input[name={side}]").fill(str(number))
    with page.expect_navigation(wait_until="load"):
        page.click("text=Show the boxes")
    shot(page, "picture-without-scripts")

    assert boxes(page)[1] == (*WALL, 120, 96)
    page.click("text=Make the covered copy")
    page.wait_for_url(re.compile(rf"/file/{file}/$"))

    assert black(copy(page, url, file), (*WALL, 120, 96))
    context.close()
