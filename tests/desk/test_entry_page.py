"""The pages of a case and of its entries over a real register: what a reader may not see is not there for him."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Bureau
from tests.desk.invented import said

from nansen.office import write
from nansen.statements.model import Entry, Kind, Manner

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]


def card(bureau: Bureau) -> Entry:
    """Keep a capture card of the registrar, as a file of its own."""
    spoken = (said("person.full_name", "Taras"), said("person.eyes", "brown"))
    drafted = write.draft(
        None,
        spoken,
        kind=Kind.CAPTIVE,
        form="capture",
        officer=bureau["registrar"],
        purpose="intake",
        now=bureau.now,
    )
    (kept,) = write.once(drafted, officer=bureau["registrar"])
    return kept


def wish(bureau: Bureau, file: str) -> Entry:
    """Keep a wish that the protection officer heard."""
    nodded = said("wish.wish", "unwilling_to_return", manner=Manner.NODDED, item="w", at="2026-02-28")
    drafted = write.draft(
        file,
        (nodded,),
        kind=Kind.CAPTIVE,
        form="wish",
        officer=bureau["protection"],
        purpose="protection",
        now=bureau.now,
    )
    (kept,) = write.once(drafted, officer=bureau["protection"])
    return kept


def test_a_wish_that_a_reader_may_not_see_is_on_no_page_of_his(bureau: Bureau, sign_in: SignIn) -> None:
    first = card(bureau)
    heard = wish(bureau, first.file)
    registrar, protection = sign_in("registrar", "intake"), sign_in("protection", "protection")

    his, theirs = registrar.get(f"/file/{first.file}/"), protection.get(f"/file/{first.file}/")

    assert "He does not want to be returned" in theirs.content.decode()
    assert "or it is not yours to see" in his.content.decode()
    assert "He does not want to be returned" not in his.content.decode()
    assert f"/entry/{heard.number}/" not in his.content.decode()
    hidden, nobodys = registrar.get(f"/entry/{heard.number}/"), registrar.get("/entry/999999/")
    assert (hidden.status_code, nobodys.status_code) == (404, 404)
    assert protection.get(f"/entry/{heard.number}/").status_code == 200


def test_an_entry_shows_what_was_written_and_its_leaf(bureau: Bureau, sign_in: SignIn) -> None:
    first = card(bureau)

    page = sign_in("registrar", "intake").get(f"/entry/{first.number}/").content.decode()

    assert "Taras" in page
    assert "I. Tkach" in page
    assert "Capture card" in page
    assert f"/entry/{first.number}/proof/" in page


def test_a_read_entry_is_shown_to_the_auditor_with_the_files_that_it_opened(bureau: Bureau, sign_in: SignIn) -> None:
    first = card(bureau)
    registrar = sign_in("registrar", "intake")
    registrar.get(f"/file/{first.file}/")
    number = (first.number or 0) + 1

    audited = sign_in("auditor", "audit").get(f"/entry/{number}/")

    assert audited.status_code == 200
    assert first.file[:8] in audited.content.decode()
    assert registrar.get(f"/entry/{number}/").status_code == 404
