"""What is derived can be dropped and comes back equal; what differs from the ledger is found."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from tests.conftest import NOW, Bureau
from tests.office import forms, writers
from tests.office.test_load import CAPTURES

from nansen.office import find, index, load, rebuild, register, write
from nansen.statements.values import Code

pytestmark = pytest.mark.db


@pytest.fixture
def lived(bureau: Bureau) -> Bureau:
    """A register in which something was done."""
    load.lines(CAPTURES, officer=bureau["registrar"], purpose="intake", now=NOW)
    for name in ("Kim Chol", "Rim Song"):
        kept = forms.opened(bureau["registrar"], name, forms.said("health.state", Code("sick")))
        find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)
        write.record(
            forms.capture(bureau["registrar"], *forms.named("Kim Su"), file=kept.file), officer=bureau["registrar"]
        )
    return bureau


def rows() -> dict[str, Any]:
    return register.rows([file for (file,) in forms.asked("SELECT id FROM store_file")])


def test_all_derived_rows_come_back_equal(lived: Bureau) -> None:
    before, sent = rows(), forms.asked("SELECT * FROM store_sent ORDER BY number")
    forms.run("DELETE FROM store_file")
    forms.run("DELETE FROM store_sent")

    done = list(rebuild.rows())

    assert done == [len(before)]
    assert rows() == before
    assert set(sent) <= set(forms.asked("SELECT * FROM store_sent"))
    assert rebuild.difference() == []
    assert not load.lines(CAPTURES, officer=lived["registrar"], purpose="intake", now=NOW).new


def test_a_rebuilt_register_changes_nothing_when_it_is_rebuilt_again(lived: Bureau) -> None:
    before = rows()

    for _ in range(2):
        list(rebuild.rows())

    assert rows() == before
    page = find.recent(officer=lived["registrar"], purpose="intake", now=NOW)
    assert len(page.found) == 4


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM store_file WHERE id = %s",
        "UPDATE store_file SET through = through - 1 WHERE id = %s",
        "UPDATE store_file SET site = 'south' WHERE id = %s",
        "UPDATE store_file SET kind = 'ours' WHERE id = %s",
    ],
)
def test_a_row_that_is_not_what_the_ledger_gives_is_found_and_mended(lived: Bureau, sql: str) -> None:
    kept = forms.opened(lived["registrar"], "Pak Min")
    assert rebuild.difference() == []

    forms.run(sql, kept.file)

    assert rebuild.difference() == [kept.file]
    list(rebuild.rows())
    assert rebuild.difference() == []


def test_an_old_row_under_a_new_number_is_found(lived: Bureau) -> None:
    kept = forms.opened(lived["registrar"], "Pak Min")
    ((sealed,),) = forms.asked("SELECT sealed FROM store_file WHERE id = %s", kept.file)
    write.record(forms.capture(lived["registrar"], *forms.named("Pak Su"), file=kept.file), officer=lived["registrar"])

    forms.run("UPDATE store_file SET sealed = %s WHERE id = %s", sealed, kept.file)

    assert rebuild.difference() == [kept.file]


def test_a_row_of_no_file_is_found_and_goes(lived: Bureau) -> None:
    forms.run(
        "INSERT INTO store_file (id, kind, site, through, sealed) SELECT 'stray', kind, site, 0, sealed"
        " FROM store_file WHERE through = 0"
    )

    assert rebuild.difference() == ["stray"]
    list(rebuild.rows())
    assert rebuild.difference() == []


def test_what_is_written_while_all_is_rebuilt_is_in_the_rows(lived: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "CHUNK", 1)
    shared = forms.opened(lived["registrar"], "Pak Min")
    running = writers.start(lived["registrar"], 60, file=shared.file)

    for _ in range(4):
        list(rebuild.rows())
    told = running.told()

    assert len(told) == 60
    assert rebuild.difference() == []
    assert register.outline(shared.file).through == told[-1][0]


def test_rebuilding_waits_for_the_lock_of_all_writers(lived: Bureau) -> None:
    done: list[int] = []

    def work() -> None:
        done.extend(rebuild.rows())
        index.close()
        connection.close()

    thread = threading.Thread(target=work)
    with writers.locked():
        thread.start()
        thread.join(0.6)
        assert done == []

    thread.join(20)
    assert len(done) == 1
