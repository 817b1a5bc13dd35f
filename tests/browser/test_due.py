"""The due board, the rules and the policies in a real browser: looked at, followed by their numbers, on paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import DESKTOP, Axed, Shot
from tests.browser.test_walk import OVERFLOW, Demonstration, demonstration, looked_at, sign_in

__all__ = ["demonstration"]  # the fixture that the tests below ask for


def on_paper(page: Page, name: str) -> None:
    """Print the page and keep it, where pictures are kept."""
    page.emulate_media(media="print")
    assert page.locator("p.nansen-only-print").is_visible()
    assert not page.locator(".nansen-filter button, button[data-print]").first.is_visible()
    if folder := os.environ.get("NANSEN_SHOTS"):
        page.pdf(path=Path(folder, f"{name}.pdf"))
    page.emulate_media(media="screen")


def test_an_officer_finds_what_is_owed_by_its_numbers(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration
) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    page.goto(f"{demonstration.url}/")
    page.wait_for_selector("#due-counts dl")
    looked_at(page, axe, shot, "due-desk")

    page.click("#due-counts h2 a")
    page.wait_for_url("**/due/")
    looked_at(page, axe, shot, "due")
    on_paper(page, "due")

    number = page.locator("a.due-number[href*='rule=']").first
    counted = int(number.inner_text().replace(",", ""))
    number.click()
    page.wait_for_url("**/due/list/?rule=*")
    assert page.locator(".due-lines tbody tr").count() == min(counted, 50)
    looked_at(page, axe, shot, "due-list")
    on_paper(page, "due-list")

    page.locator(".due-lines a[href$='#owed']").first.click()
    page.wait_for_url("**/file/*/#owed")
    assert page.locator("#owed").is_visible()


def test_a_place_never_stands_in_an_address_and_its_list_needs_no_script(
    browser: Browser, demonstration: Demonstration
) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demonstration, "registrar", "intake")
    page.goto(f"{demonstration.url}/due/")
    row = page.locator("tr", has=page.locator("button.due-number")).first
    place = row.locator("th bdi").inner_text()
    counted = int(row.locator("button.due-number").first.inner_text().replace(",", ""))

    row.locator("button.due-number").first.click()

    assert page.url == f"{demonstration.url}/due/list/"
    assert page.locator(".due-asked bdi").inner_text() == place
    assert page.locator(".due-lines tbody tr").count() == min(counted, 50)
    page.select_option("#urgency", "")
    page.click(".nansen-filter button")
    assert page.locator(".due-asked bdi").inner_text() == place
    context.close()


def test_a_rule_is_read_and_a_policy_changed(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, console: list[str]
) -> None:
    sign_in(page, demonstration, "decider-a", "identification")
    page.goto(f"{demonstration.url}/rules/")
    looked_at(page, axe, shot, "rules")
    page.select_option("#effect", "HOLD")
    page.wait_for_url("**/rules/?effect=HOLD*")
    page.goto(f"{demonstration.url}/rules/gc3-70-capture-card/")
    page.wait_for_selector("#due-counts dl")
    looked_at(page, axe, shot, "rule")
    page.goto(f"{demonstration.url}/rules/gc3-118-unwilling/")
    looked_at(page, axe, shot, "rule-bar")

    page.goto(f"{demonstration.url}/policies/")
    looked_at(page, axe, shot, "policies")
    page.locator("#lead a.policy-change").click()
    assert page.locator("#id_value").input_value() == "PT24H"
    page.fill("#id_value", "a while")
    page.click("#change button")
    assert page.locator(".govuk-error-summary li").count() == 2
    looked_at(page, axe, shot, "policies-wrong")
    console.clear()  # the browser reports the 422 that was meant
    page.fill("#id_value", "PT48H")
    page.fill("#id_reason", "The nights are long.")
    page.click("#change button")
    assert "The nights are long." in page.locator("#lead").inner_text()
    assert "PT48H" in page.locator("#lead").inner_text()
    looked_at(page, axe, shot, "policies-changed")


def test_the_pages_hold_by_night(page: Page, axe: Axed, shot: Shot, demonstration: Demonstration) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    page.emulate_media(color_scheme="dark")

    for name in ("due", "due/list", "rules/gc3-118-unwilling", "policies"):
        page.goto(f"{demonstration.url}/{name}/")
        axe(page)
        shot(page, f"night-{name.replace('/', '-')}")


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_the_pages_hold_in_another_language(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, language: str
) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": demonstration.url}])

    for name in ("due", "due/list", "rules", "rules/gc3-70-capture-card", "policies"):
        page.goto(f"{demonstration.url}/{name}/")
        looked_at(page, axe, shot, f"{name.replace('/', '-')}-{language}")
        assert page.evaluate(OVERFLOW) <= 0
