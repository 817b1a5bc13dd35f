"""The law on the case page, a hold lifted and a decision by two, in a real browser, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Axed, Shot
from tests.browser.test_walk import Demonstration, demonstration, looked_at, sign_in

__all__ = ["demonstration"]


def test_a_case_tells_what_is_owed_and_which_gates_are_shut(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration
) -> None:
    sign_in(page, demonstration, "decider-a", "protection")
    page.goto(f"{demonstration.url}/file/{demonstration.file('captive-b')}/")
    page.select_option("#id_act", "EXCH")
    page.select_option("#id_to", "RU")
    page.click(".law-look button")
    page.wait_for_load_state()

    assert re.search(r"\?act=EXCH&to=RU#ways$", page.url)
    assert page.locator(".law-way").first.locator(".law-gate:visible").count() == 10
    assert "Stopped by" in page.locator(".law-way__summary").first.inner_text()
    assert "Nobody can lift this" in page.locator("#ways").inner_text()
    assert "Not reviewed by counsel." in page.locator("#ways .law-pack").inner_text()
    looked_at(page, axe, shot, "law-case")
    page.emulate_media(color_scheme="dark")
    axe(page)
    shot(page, "law-case-dark")
    page.emulate_media(color_scheme="light", media="print")
    shot(page, "law-case-print")
    page.emulate_media(media="screen")

    page.locator("#ways a", has_text="Lift it").first.click()
    page.wait_for_load_state()
    looked_at(page, axe, shot, "law-release")
    page.fill("#id_reason", "Two officers have compared the pictures.")
    page.click("main form button.govuk-button >> nth=-1")
    page.wait_for_url(re.compile(r"/file/[0-9a-f]{32}/$"))
    assert "The hold is lifted for this act and destination." in page.content()


def test_two_people_decide_and_the_gates_answer_the_first(
    page: Page, axe: Axed, shot: Shot, console: list[str], demonstration: Demonstration
) -> None:
    file = demonstration.file("captive-b")
    sign_in(page, demonstration, "decider-a", "protection")

    page.goto(f"{demonstration.url}/file/{file}/propose/disposition/?act=EXCH&to=RU")
    page.fill("#id_ground", "The other side asks for him.")
    looked_at(page, axe, shot, "law-propose")
    page.click("main form button.govuk-button >> nth=-1")
    page.wait_for_load_state()
    assert "There is a problem" in page.content()
    looked_at(page, axe, shot, "law-refused")
    console.clear()  # the browser complains of the refusal's 422, which is meant

    page.goto(f"{demonstration.url}/file/{file}/propose/disposition/?act=CONT")
    page.fill("#id_ground", "The hostilities go on.")
    page.click("main form button.govuk-button >> nth=-1")
    page.wait_for_url(re.compile(r"/decision/[0-9a-f]{32}/$"))
    looked_at(page, axe, shot, "law-decision-own")
    decision = page.url

    sign_in(page, demonstration, "decider-b", "protection")
    page.goto(decision)
    looked_at(page, axe, shot, "law-decision")
    page.click("button[value=sign]")
    page.wait_for_url(f"**/file/{file}/")
    assert "Signed by two" in page.content()
    looked_at(page, axe, shot, "law-signed")


@pytest.mark.parametrize("language", ["uk", "ar"])
def test_every_direction_shows_the_gates_without_a_complaint(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, language: str
) -> None:
    sign_in(page, demonstration, "decider-a", "protection")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": demonstration.url}])

    page.goto(f"{demonstration.url}/file/{demonstration.file('captive-b')}/?act=THIRD&to=KR")

    assert page.locator(".law-way").first.locator(".law-gate:visible").count() == 10
    looked_at(page, axe, shot, f"law-{language}")
