"""Papers printed and a message on its way, in a real browser; effects, a death and a transfer as they are read."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page
from tests.browser.conftest import Axed, Shot
from tests.browser.test_pictures import url
from tests.browser.test_walk import Demonstration, demonstration, looked_at, sign_in
from tests.conftest import Bureau
from tests.office import forms

from nansen.office import seats, write
from nansen.statements.model import Kind
from nansen.statements.values import Code, Name, Reference

__all__ = ["demonstration", "url"]


def new_file(page: Page, shown: Demonstration, kind: str, **typed: str) -> str:
    """Open a file of a kind by its first form, after a search, and return its id."""
    page.goto(f"{shown.url}/search/")
    page.fill("main input[name=query]", "Ганна")
    page.press("main input[name=query]", "Enter")
    page.goto(f"{shown.url}/new/{kind}/")
    filled(page, **typed)
    page.wait_for_url(re.compile(r"/file/[0-9a-f]{32}/$"))
    return page.url.split("/")[-2]


def filled(page: Page, **typed: str) -> None:
    """Fill the fields of the form that stands open and send it; a dot is written `__`, an item's mark last."""
    for name, text in typed.items():
        term = name.removesuffix("__words").replace("__", ".")
        words = "[name$='.words']" if name.endswith("__words") else ""
        field = page.locator(f"[name='{term}']{words}, [name='{term}.words'], [name^='{term}--']{words}").first
        field.evaluate("field => { const box = field.closest('details'); if (box) box.open = true; }")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        elif field.get_attribute("type") == "radio":
            page.check(f"[name^='{name.replace('__', '.')}'][value='{text}']")
        else:
            field.fill(text)
    page.click("main form button[type=submit], main form button.govuk-button >> nth=-1")
    page.wait_for_load_state()


def test_a_card_is_chosen_and_printed(page: Page, axe: Axed, shot: Shot, demonstration: Demonstration) -> None:
    file = demonstration.file("captive-a")
    sign_in(page, demonstration, "registrar", "intake")
    page.goto(f"{demonstration.url}/file/{file}/")
    looked_at(page, axe, shot, "papers-case")

    page.goto(f"{demonstration.url}/file/{file}/papers/")
    looked_at(page, axe, shot, "papers-list")
    page.click("main a[href$='/papers/capture_card/']")
    looked_at(page, axe, shot, "papers-card")
    csrf = page.input_value("main form input[name=csrfmiddlewaretoken]")
    form: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": csrf,
        "do": "print",
        "language1": "uk",
        "language2": "ko",
    }
    answer = page.request.post(page.url, form=form, headers={"Referer": page.url})

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body().startswith(b"%PDF")


def test_a_message_goes_to_the_agency(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, console: list[str]
) -> None:
    file = demonstration.file("captive-b")
    sign_in(page, demonstration, "registrar", "notification")
    page.goto(f"{demonstration.url}/file/{file}/send/")
    page.check("#id_detriment_yes")
    page.fill("#id_detriment_note", "His family lives there.")
    page.click("button[value=look]")
    page.wait_for_load_state()
    looked_at(page, axe, shot, "send-look")
    page.check("#id_detriment_yes")
    page.click("button[value=write]")
    page.wait_for_load_state()
    looked_at(page, axe, shot, "send-out")
    with page.expect_download() as taken:
        page.click("button[value=note]")
    assert "nansen/message/1" in taken.value.path().read_text("utf-8")
    page.click("main form a.govuk-link")
    looked_at(page, axe, shot, "send-message")
    page.fill("#id_channel", "Secure box of the Agency")
    page.fill("#id_addressee", "Central Tracing Agency, Geneva")
    page.fill("#id_at", "2025-01-09T14:30Z")
    page.click("button[value=sent]")
    page.wait_for_load_state()
    assert "There is a problem" in page.content()  # it went before it was written
    looked_at(page, axe, shot, "send-refused")
    console.clear()  # the browser calls the refusal an error
    page.goto(f"{demonstration.url}/file/{file}/")
    assert page.locator("#messages .law-duty").count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_effects_of_the_dead_and_his_burial_are_read_in_one_place(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration, language: str
) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    file = new_file(
        page, demonstration, "remains", capture__at="2025-02-02", capture__place__words="a ditch by the mill"
    )
    for form, typed in REMAINS:
        page.goto(f"{demonstration.url}/file/{file}/form/{form}/")
        filled(page, **typed)
        assert page.url.endswith(f"/file/{file}/"), page.inner_text("main")[:600]
    page.context.add_cookies([{"name": "django_language", "value": language, "url": demonstration.url}])

    page.goto(f"{demonstration.url}/file/{file}/")

    block = page.locator("#effects .case-block")
    assert block.count() == 1
    assert {
        text in block.inner_text() for text in ("Letter in Korean", "엄마", "Mother", "Ri Sun", "Sapper unit 4")
    } == {True}
    assert block.locator("a[href*='/picture/effects.image/']").count() == 1
    looked_at(page, axe, shot, f"remains-{language}")


def test_a_captives_transfer_is_read_in_one_place(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration
) -> None:
    sign_in(page, demonstration, "registrar", "intake")
    file = new_file(page, demonstration, "captive", person__surname="Ганненко")
    page.goto(f"{demonstration.url}/file/{file}/form/transfer/")
    filled(
        page,
        transfer__from__words="Transit camp 1",
        transfer__to__words="Camp 4",
        transfer__departed_at="2025-02-10T06:00Z",
        transfer__arrived_at="2025-02-11T17:30Z",
    )

    assert page.locator("#transfer .case-block").count() == 1
    looked_at(page, axe, shot, "transfer")


def test_a_doctor_writes_what_he_found_and_the_weights_are_drawn(
    page: Page, axe: Axed, shot: Shot, demonstration: Demonstration
) -> None:
    sign_in(page, demonstration, "doctor", "care")
    file = demonstration.file("captive-a")
    for day, weight in (("2025-01-12", "61"), ("2025-02-12", "58.5"), ("2025-03-12", "53")):
        page.goto(f"{demonstration.url}/file/{file}/form/medical/")
        filled(page, weighing__weighed_on=day, weighing__weight=weight, finding__annex1_code="A1-a")

    page.goto(f"{demonstration.url}/file/{file}/")

    assert page.locator("#weights circle").count() == 3
    assert "lost 13.1 %" in page.inner_text("#weights")
    looked_at(page, axe, shot, "doctor")
    page.goto(f"{demonstration.url}/file/{file}/form/medical/")
    looked_at(page, axe, shot, "doctor-form")


def test_a_mother_is_answered(page: Page, axe: Axed, shot: Shot, bureau: Bureau, url: str) -> None:
    cache.clear()
    seats.open_(bureau["tracing"], username="tracing", password="night-watch-and-lamp")
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    chosen = (
        forms.said("kin.relation", Code("mother"), item="k"),
        forms.said("kin.contact_choice", Code("family"), item="k"),
    )
    officer = bureau["registrar"]
    write.record(forms.capture(officer, *chosen, file=kept.file, form="kin"), officer=officer)
    asked = (
        forms.said("request.enquirer", Name("Sun Hui")),
        forms.said("request.relation", Code("mother")),
        forms.said("request.enquirer_language", Code("ko")),
        forms.said("request.subject", Reference(kept.file)),
    )
    entry = forms.capture(bureau["tracing"], *asked, kind=Kind.REQUEST, form="enquiry", purpose="tracing")
    (request,) = write.record(entry, officer=bureau["tracing"])
    told = {"accounts": {"tracing": {"password": "night-watch-and-lamp"}}}
    sign_in(page, Demonstration(url, told, {}), "tracing", "notification")

    page.goto(f"{url}/file/{request.file}/")
    looked_at(page, axe, shot, "request")
    page.click("#messages a[href$='/answer/']")
    looked_at(page, axe, shot, "answer")
    page.check("#id_checked")
    page.click("main form button")
    page.wait_for_load_state()
    looked_at(page, axe, shot, "answer-out")
    code = page.inner_text("main .nansen-code")
    with page.expect_download() as taken:
        page.click("button[value=letter]")
    assert "전쟁 포로로" in taken.value.path().read_text("utf-8")
    page.click("main form a.govuk-link")
    page.fill("#id_code", code)
    page.click("form[action$='/genuine/'] button")
    page.wait_for_load_state()
    assert "it is genuine" in page.content()
    looked_at(page, axe, shot, "answer-genuine")


REMAINS = (
    (
        "effects",
        {
            "effects__item": "Letter in Korean",
            "effects__kind": "letter",
            "effects__found_at": "2025-02-02T09:00Z",
            "effects__found_where__words": "left breast pocket",
            "effects__found_by": "Sapper unit 4",
            "effects__text": "엄마, 나는 잘 있어요",
            "effects__lang": "ko",
            "effects__translation": "Mother, I am well",
            "effects__translator": "Translator 3",
            "effects__claimed_by": "Ri Sun",
            "effects__claim_relation": "mother",
        },
    ),
    (
        "death",
        {
            "death__at": "2025-02-01",
            "death__place__words": "near the mill",
            "death__cause": "Splinters",
            "death__burial_place__words": "Cemetery North",
            "death__grave_id": "N-12",
        },
    ),
)
