"""At night time alone opens duties and makes them late: the sweep puts that into every file's row, and the board."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms, lines

from nansen.office import due, policies, register, sweep
from nansen.office.due import Urgency
from nansen.statements.model import Kind
from nansen.store.models import File

pytestmark = pytest.mark.db
DAY = dt.timedelta(days=1)
CAME = ("capture.at = 2026-02-28", "custody.kind = camp @a", "custody.began = 2026-02-28T10:00Z @a")


def opened(bureau: Bureau) -> str:
    return lines.kept(bureau["registrar"], "person.surname = Kim", *CAME).file


def owed(file: str) -> dict[str, str]:
    _, row = register.rows([file])[file]
    return {one["rule"]: one["limit"] for one in row["due"]}


def test_what_time_alone_opened_stands_on_the_file_and_the_board_after_the_sweep(bureau: Bureau) -> None:
    file = opened(bureau)
    later = NOW + 30 * DAY

    done = list(sweep.run(now=later))

    _, row = register.rows([file])[file]
    assert done[-1] == File.objects.filter(kind__in=sweep.KINDS).count()
    assert row["as_of"] == later.isoformat().replace("+00:00", "Z")
    board = due.board(officer=bureau["registrar"], purpose="intake", now=later)
    assert board.rules["gc3-70-capture-card-soonest", Urgency.OVERDUE] == 1


def test_a_sweep_is_made_once_a_day(bureau: Bureau) -> None:
    opened(bureau)
    assert sweep.waits(today=NOW.date())

    list(sweep.run(now=NOW))

    assert not sweep.waits(today=NOW.date())
    assert list(sweep.run(now=NOW)) == []
    assert sweep.waits(today=NOW.date() + DAY)


def test_a_file_that_was_written_to_after_the_sweep_keeps_its_day(bureau: Bureau) -> None:
    file = opened(bureau)
    list(sweep.run(now=NOW))

    lines.kept(bureau["registrar"], "person.eyes = brown", file=file)

    assert not sweep.waits(today=NOW.date())


def test_a_changed_policy_reaches_every_limit_with_the_next_sweep(bureau: Bureau) -> None:
    file = opened(bureau)
    assert owed(file)["gc3-122-forward"] == (NOW + DAY).isoformat().replace("+00:00", "Z")

    policies.change("forward", "P2D", reason="The line is down.", officer=bureau["decider"], purpose="legal", now=NOW)
    list(sweep.run(now=NOW))

    assert owed(file)["gc3-122-forward"] == (NOW + 2 * DAY).isoformat().replace("+00:00", "Z")


def test_staff_and_files_on_which_nothing_is_owed_are_not_swept(bureau: Bureau) -> None:
    sought = forms.opened(bureau["registrar"], "Kim Chol", kind=Kind.SOUGHT).file

    list(sweep.run(now=NOW))

    assert File.objects.get(id=sought).sweep_on is None
    assert File.objects.get(id=bureau["registrar"].staff).sweep_on is None


def test_files_are_swept_in_chunks_and_told_one_chunk_at_a_time(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        opened(bureau)
    count = File.objects.filter(kind__in=sweep.KINDS).count()
    monkeypatch.setattr(sweep, "CHUNK", 2)

    assert list(sweep.run(now=NOW)) == [*range(2, count, 2), count]


def test_a_file_that_was_written_to_meanwhile_is_left_to_its_writer(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened(bureau)
    entries = register.entries
    written: list[str] = []

    def meanwhile(one: str, **how: bytes | None) -> tuple[object, ...]:
        found = entries(one, **how)
        if one == file and not written:
            written.append(file)
            lines.kept(bureau["registrar"], "person.eyes = brown", file=file)
        return found

    monkeypatch.setattr(register, "entries", meanwhile)

    list(sweep.run(now=NOW + DAY))

    outline, row = register.rows([file])[file]
    assert outline.through == entries(file)[-1].number
    assert row["as_of"] == NOW.isoformat().replace("+00:00", "Z")
    assert sweep.waits(today=NOW.date() + DAY)


def test_a_file_whose_entries_are_gone_is_passed_over(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    file = opened(bureau)
    entries = register.entries
    monkeypatch.setattr(register, "entries", lambda one, **how: () if one == file else entries(one, **how))

    done = list(sweep.run(now=NOW))

    assert done[-1] == File.objects.filter(kind__in=sweep.KINDS).count()
    assert File.objects.get(id=file).sweep_on is None
