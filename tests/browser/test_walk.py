"""The whole way through the desk, in a real browser, on a real demonstration, served as an officer serves it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Axed, Shot

PHONE = {"width": 390, "height": 844}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that is being served: its address, its accounts, its cases, its environment."""

    url: str
    told: dict[str, Any]
    env: dict[str, str]

    def file(self, captive: str) -> str:
        return str(self.told["cases"][captive]["file"])

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "nansen.desk.command", *words],
            env=self.env | more, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Demonstration]:
    place = Path(tempfile.mkdtemp(prefix="nansen-walk-", dir="/dev/shm"))
    env = {key: value for key, value in os.environ.items() if not key.startswith("NANSEN_")} | {
        "NANSEN_DATA": str(place / "data"),
        "NANSEN_KEYS": str(place / "keys"),
        "NANSEN_OPEN_DIR": str(place / "open"),
    }
    command = [sys.executable, "-m", "nansen.desk.command"]
    made = subprocess.run(
        [*command, "demo", "--size", "60", "--json"], env=env, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*command, "serve", "--port", str(port), "--workers", "1"], env=env)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)

    yield Demonstration(f"http://127.0.0.1:{port}", json.loads(made.stdout), env)

    server.terminate()
    server.wait()
    shutil.rmtree(place, ignore_errors=True)


def sign_in(page: Page, shown: Demonstration, officer: str, purpose: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{shown.url}/account/login/")
    page.fill("input[name=login]", officer)
    page.fill("input[name=password]", shown.told["accounts"][officer]["password"])
    page.press("input[name=password]", "Enter")
    page.check(f"main input[name=purpose][value={purpose}]")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


def looked_at(page: Page, axe: Axed, shot: Shot, name: str) -> None:
    """Check a page as a reader with a screen reader, on a desk and on a phone."""
    axe(page)
    shot(page, name)
    before = page.viewport_size
    page.set_viewport_size(PHONE)
    assert page.evaluate(OVERFLOW) <= 0, name
    shot(page, f"{name}-phone")
    assert before is not None
    page.set_viewport_size(before)


def test_an_officer_walks_the_whole_way(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, tmp_path: Path
) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    looked_at(page, axe, shot, "desk")

    page.goto(f"{demonstration.url}/search/")
    page.fill("main input[name=query]", "Мороз 모로즈")
    page.press("main input[name=query]", "Enter")
    looked_at(page, axe, shot, "search")
    page.click("main form[action='/create/'] button >> nth=0")

    page.fill("[name='person.surname']", "Морозенко")
    page.fill("[name='person.first_names']", "Тарас")
    page.fill("[name='capture.at']", "9 січня 2026")
    page.fill("[name='capture.place.words']", "a wood north of the river")
    looked_at(page, axe, shot, "capture")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/file/[0-9a-f]{32}/$"))
    file = page.url.split("/")[-2]
    assert page.locator("bdi", has_text="Морозенко").count() >= 1
    assert "9 січня 2026" in page.content()
    looked_at(page, axe, shot, "case-new")

    page.select_option("select[name=staff]", label="H. Sol")
    page.click("form.case-assign button")
    sign_in(page, demonstration, "interviewer", "protection")

    page.goto(f"{demonstration.url}/file/{file}/form/interview/")
    page.fill("[name='interview.language--interview1']", "ko")
    page.fill("[name='interview.interpreter--interview1']", "Interpreter 7")
    page.check("[name='service.rank.absent'][value='declined']")
    looked_at(page, axe, shot, "interview")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/file/{file}/")

    page.goto(f"{demonstration.url}/file/{file}/form/wish/")
    page.check("[name='wish.wish--wish1'][value='unwilling_to_return']")
    page.check("input[name$='.manner'][value='nodded']")
    page.fill("[name='wish.interpreter--wish1']", "Interpreter 7")
    looked_at(page, axe, shot, "wish")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**/file/{file}/")

    panel = page.locator("#wish")
    assert "nodded" in panel.inner_text()
    assert "Interpreter 7" in panel.inner_text()
    assert "This stops every return" in panel.inner_text()
    looked_at(page, axe, shot, "case-wish")
    panel.locator("details summary").first.click()
    number = int(page.locator("#entries a[href^='/entry/']").last.inner_text())
    page.goto(f"{demonstration.url}/entry/{number}/")
    assert "nodded" in page.content()
    looked_at(page, axe, shot, "entry")

    with page.expect_download() as download:
        page.locator(f"a[href='/entry/{number}/proof/']:visible").last.click()
    proof = tmp_path / "entry.tlog-proof"
    download.value.save_as(proof)
    page.goto(f"{demonstration.url}/ledger/")
    looked_at(page, axe, shot, "ledger")
    with page.expect_download() as download:
        page.click("a[href='/ledger/vkey']")
    vkey = str(tmp_path / "vkey")
    download.value.save_as(vkey)
    checked = demonstration.run("verify", str(proof), "--vkey", vkey, "--json")
    assert (checked.returncode, json.loads(checked.stdout)["ok"]) == (0, True)
    proof.write_text(proof.read_text().replace(f"index {number}", f"index {number - 1}"))
    refused = demonstration.run("verify", str(proof), "--vkey", vkey)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr + refused.stdout


def test_the_two_captives_of_the_report_are_read_by_who_may(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration
) -> None:
    sign_in(page, demonstration, "decider-a", "identification")
    for captive in ("captive-a", "captive-b"):
        page.goto(f"{demonstration.url}/file/{demonstration.file(captive)}/")
        assert "No name known" in page.content()
        assert "This stops every return" in page.locator("#wish").inner_text()
        looked_at(page, axe, shot, captive)

    sign_in(page, demonstration, "protection", "protection")
    page.goto(f"{demonstration.url}/tasks/")
    looked_at(page, axe, shot, "tasks")


@pytest.mark.parametrize("language", ["uk", "ko", "ru", "fr", "ar"])
def test_every_language_shows_the_case_without_a_complaint(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, language: str
) -> None:
    sign_in(page, demonstration, "decider-a", "identification")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": demonstration.url}])

    page.goto(f"{demonstration.url}/file/{demonstration.file('captive-b')}/")

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    looked_at(page, axe, shot, f"case-{language}")
