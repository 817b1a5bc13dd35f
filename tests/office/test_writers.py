"""Many writers in many processes: one order, none starved, and what was acknowledged is kept though they are killed."""

from __future__ import annotations

import os
import time

import pytest
from tests.conftest import Bureau
from tests.office import forms, writers

from nansen.office import append, check, prove, rebuild, register, write
from nansen.statements.values import Text

pytestmark = pytest.mark.db

KILLS = int(os.environ.get("NANSEN_TEST_KILLS", "10"))


def test_a_writer_waits_for_the_lock_of_all_writers(bureau: Bureau) -> None:
    before = prove.size()

    with writers.locked():
        waiting = writers.start(bureau["registrar"], 1)
        time.sleep(0.6)
        assert prove.size() == before

    assert len(waiting.told()) == 1
    assert prove.size() == before + 1


@pytest.mark.parametrize("count", [2, 4])
def test_writers_in_many_processes_keep_all_that_they_were_told_is_kept(bureau: Bureau, count: int) -> None:
    shared = forms.opened(bureau["registrar"], "Kim Chol")

    running = [writers.start(bureau["registrar"], 40 // count, file=shared.file) for _ in range(count)]
    told = [writer.told() for writer in running]

    # Then nobody starved, every acknowledged entry is there under its number, without a gap, and the row knows all
    assert [writer.process.exitcode for writer in running] == [0] * count
    assert [len(lines) for lines in told] == [40 // count] * count
    acknowledged = {number: id_ for lines in told for number, id_, _ in lines}
    kept = {entry.number: entry.id for entry in register.entries(shared.file)}
    assert acknowledged | {shared.number: shared.id} == kept
    assert forms.asked("SELECT COUNT(*), MAX(number) + 1 FROM store_entry") == [(append.edge_now().size,) * 2]
    assert register.outline(shared.file).through == max(acknowledged)
    assert check.ledger().faults == ()
    assert rebuild.difference() == []


def test_a_writer_that_is_killed_in_the_middle_loses_nothing_that_it_told(bureau: Bureau) -> None:
    told: dict[int, str] = {}
    running = [writers.start(bureau["registrar"], 10_000) for _ in range(2)]
    for turn in range(KILLS):
        time.sleep(0.05 + 0.0137 * (turn % 5))
        running[0].kill()
        told |= {number: id_ for number, id_, _ in running.pop(0).told()}
        running.append(writers.start(bureau["registrar"], 10_000))
    for writer in running:
        writer.kill()
        told |= {number: id_ for number, id_, _ in writer.told()}

    assert len(told) >= KILLS
    assert dict(forms.asked("SELECT number, entry_id FROM store_body")).items() >= told.items()
    assert forms.asked("SELECT COUNT(*), MAX(number) + 1 FROM store_entry") == [(append.edge_now().size,) * 2]
    assert check.ledger().faults == ()
    assert rebuild.difference() == []


def test_long_streams_are_kept_in_batches_of_whole_files(bureau: Bureau) -> None:
    drafts = [
        forms.capture(bureau["registrar"], forms.said("person.marks", Text(f"{turn}")), file=f"{turn // 3:032x}")
        for turn in range(1_200)
    ]

    assert list(write.keep_many(drafts)) == [501, 1_002, 1_200]
    assert len(register.entries(f"{7:032x}")) == 3
    assert rebuild.difference() == []
