"""Who types in a form says that he is here, at most every four minutes, with the token of his form."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Route

from nansen import desk

STATIC = Path(desk.__file__).parent / "static"
URL = "http://desk.example"
PAGE = """<!DOCTYPE html><html lang="en"><title>A form</title><link rel="icon" href="data:,">
<script src="/static/desk/desk.js" type="module"></script><body>
<form data-here="/here/"><input type="hidden" name="csrfmiddlewaretoken" value="abc"><input name="one"></form>
<form><input name="other"></form></body></html>"""
MINUTE = 60_000


def test_who_types_says_so_every_four_minutes_and_who_does_not_says_nothing(page: Page) -> None:
    said: list[tuple[str, str | None]] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(URL)
        if path == "/here/":
            said.append((route.request.method, route.request.headers.get("x-csrftoken")))
            route.fulfill(status=204)
        elif path == "/":
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            route.fulfill(path=STATIC / path.removeprefix("/static/"), content_type="text/javascript")

    page.route("**/*", answer)
    page.clock.install()
    page.goto(URL + "/")
    page.wait_for_function("document.body.classList.contains('js-enabled')")
    told: list[int] = []

    for minutes, field in ((3, "one"), (2, "one"), (1, "one"), (2, "one"), (2, "one"), (30, "other"), (0, "one")):
        page.clock.fast_forward(minutes * MINUTE)
        page.fill(f"input[name={field}]", str(len(told)))
        page.wait_for_timeout(100)
        told.append(len(said))

    assert told == [0, 1, 1, 1, 2, 2, 3]
    assert set(said) == {("POST", "abc")}
