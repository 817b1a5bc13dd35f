"""Who types says that he is here; who is away for a quarter of an hour is signed out all the same."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from tests.conftest import Bureau
from tests.desk.test_pages import CARD

from nansen.office import prove

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]
MINUTE = 60


def away(client: Client, minutes: float) -> None:
    """Let it be so many minutes since the last request."""
    session = client.session
    session["seen"] = time.time() - minutes * MINUTE
    session.save()


def test_the_idle_end_is_a_quarter_of_an_hour() -> None:
    assert settings.IDLE_SECONDS == 15 * MINUTE


def test_who_says_that_he_is_here_stays_signed_in(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    away(client, 14)

    said = client.post("/here/")

    assert (said.status_code, said.content) == (204, b"")
    assert time.time() - client.session["seen"] < MINUTE
    assert client.get("/").status_code == 200


def test_who_was_away_longer_is_signed_out_whatever_his_page_says(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    away(client, 15.1)

    said = client.post("/here/")

    assert said.status_code == 302
    assert "/account/login/" in said.headers["Location"]
    assert "seen" not in client.session


def test_it_takes_a_post_with_the_token_of_the_form_and_a_signed_in_officer(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert client.get("/here/").status_code == 405
    assert strict.post("/here/").status_code == 403
    assert Client().post("/here/").status_code == 302


def test_it_renews_no_purpose_and_leaves_no_entry(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    before, stated = prove.size(), client.session["purpose_at"]

    client.post("/here/")

    assert (prove.size(), client.session["purpose_at"]) == (before, stated)


def test_a_form_says_where_and_with_which_token_it_tells_that_somebody_types(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    client.post("/search/", {"query": CARD["person.surname"]})

    page = client.get("/new/captive/").content.decode()

    (form,) = [part for part in page.split("<form ") if "data-here" in part]
    assert 'data-here="/here/"' in form
    assert 'name="csrfmiddlewaretoken"' in form
