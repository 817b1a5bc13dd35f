"""Signing in: where sessions and second factors lie, who is locked out, and which addresses are there at all."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.conftest import Bureau
from tests.desk.conftest import PASSWORD

from nansen.desk import logs
from nansen.desk.pages import ledger
from nansen.errors import Broken
from nansen.office import index, seats

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]


def test_a_session_lies_on_tmpfs_and_not_in_the_database(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    files = list((settings.OPEN_DIR / "sessions").iterdir())
    assert len(files) == 1
    assert (settings.OPEN_DIR / "sessions").stat().st_mode & 0o777 == 0o700
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert "django_session" not in connection.introspection.table_names()
    index.drop()
    assert client.get("/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/").status_code == 302


def test_a_second_factor_is_sealed(bureau: Bureau) -> None:
    kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(Broken, match="not sealed"):
        get_adapter().decrypt("JBSWY3DPEHPK3PXP!")


def test_only_what_an_officer_needs_has_an_address(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    assert {
        Client().post(f"/account/{path}").status_code
        for path in ("password/reset/", "signup/", "email/", "confirm-email/", "password/set/", "inactive/")
    } == {404}
    assert client.get("/account/password/change/").status_code == 200
    assert client.get("/account/2fa/").status_code == 200
    assert client.get("/account/reauthenticate/").status_code == 200


def test_nobody_locks_an_officer_out_from_another_address(bureau: Bureau) -> None:
    cache.clear()
    seats.open_(bureau["registrar"], username="registrar", password=PASSWORD)
    for _ in range(6):
        Client().post("/account/login/", {"login": "registrar", "password": "wrong"}, REMOTE_ADDR="192.0.2.1")

    right = {"login": "registrar", "password": PASSWORD}
    assert Client().post("/account/login/", right, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert Client().post("/account/login/", right, REMOTE_ADDR="192.0.2.2").status_code == 302
    cache.clear()


def test_the_ledgers_page_is_there_only_for_those_who_may(bureau: Bureau, sign_in: SignIn) -> None:
    medical, protection, registrar = (
        sign_in(role, purpose)
        for role, purpose in (("medical", "care"), ("protection", "protection"), ("registrar", "intake"))
    )

    paths = ("/ledger/", "/ledger/checkpoint", "/ledger/vkey", "/entry/0/proof/")
    assert {medical.get(path).status_code for path in paths} == {404}
    assert {protection.get(path).status_code for path in paths} == {200}
    assert protection.post("/ledger/").status_code == 404
    assert "The ledger is whole" in registrar.post("/ledger/").content.decode()


def test_one_check_runs_at_a_time(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    with ledger._checking:
        busy = client.post("/ledger/").content.decode()

    assert "A check is running already" in busy
    assert "The ledger is whole" not in busy


def test_a_log_tells_the_place_and_no_word() -> None:
    try:
        get_adapter().decrypt("a name!")
    except Broken:
        said = logs.place(sys.exc_info()[2])

    assert said.startswith("nansen/office/keys.py:")
    assert said.endswith(" in reveal")
