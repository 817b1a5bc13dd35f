"""A register is made once, its first officers are named once, and none is opened that does not stand."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Misconfigured
from nansen.office import check, install, prove, read, register
from nansen.statements.model import Kind

pytestmark = pytest.mark.db


@pytest.fixture
def empty(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Bureau:
    """A place in which no register stands yet: a database without tables, no keys."""
    connection.close()
    monkeypatch.setattr(settings, "DATA", bureau.data / "new")
    monkeypatch.setattr(settings, "KEYS", bureau.data / "new-keys")
    if connection.vendor == "postgresql":
        forms.run("DROP SCHEMA public CASCADE")
        forms.run("CREATE SCHEMA public")
    else:
        monkeypatch.setitem(connection.settings_dict, "NAME", str(bureau.data / "new" / "register.db"))
    return bureau


def test_a_register_is_made_empty_whole_and_for_nobody_else(empty: Bureau) -> None:
    assert not install.exists()
    with pytest.raises(Misconfigured, match="no register here"):
        install.require_register()

    install.make(origin="new.example/log")

    assert install.exists()
    install.require_register()
    assert (prove.size(), prove.head().origin, check.ledger().faults) == (0, "new.example/log", ())
    assert settings.DATA.stat().st_mode & 0o777 == 0o700
    assert not (settings.DATA / install.DEMONSTRATION).exists()
    connection.close()


def test_a_demonstration_is_marked_as_one(empty: Bureau) -> None:
    install.make(origin="new.example/log", demonstration=True)

    assert (settings.DATA / "demonstration").exists()
    connection.close()


def test_a_second_register_is_not_made_over_the_first(bureau: Bureau) -> None:
    before, head = forms.counts(), prove.checkpoint()

    with pytest.raises(Misconfigured, match="already holds a register"):
        install.make(origin="another.example/log")

    assert (forms.counts(), prove.checkpoint()) == (before, head)


def test_the_keys_of_one_register_are_never_used_for_another(empty: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", empty.keys)

    with pytest.raises(Misconfigured, match="never used for another"):
        install.make(origin="new.example/log")

    assert not install.exists()
    connection.close()


def test_the_first_officers_are_named_once(bureau: Bureau) -> None:
    before = forms.counts()

    with pytest.raises(Misconfigured, match="first officers already"):
        install.first_officers([("X", "registrar", "north", ())], now=NOW)

    assert forms.counts() == before


def test_the_first_officers_are_in_the_ledger_as_what_they_are(bureau: Bureau) -> None:
    for officer in bureau.officers.values():
        (entry,) = register.entries(officer.staff)

        assert (entry.kind, entry.form, entry.by) == (Kind.STAFF, "staff", install.INSTALLATION.staff)
        assert read.staff(officer.staff) == officer


def test_officers_are_given_their_files(empty: Bureau) -> None:
    install.make(origin="new.example/log")

    (officer,) = install.first_officers([("D. Sore", "medical", "north", ("a" * 32, "b" * 32))], now=NOW)

    assert officer.assigned == {"a" * 32, "b" * 32}
    assert read.staff(officer.staff) == officer
    connection.close()
