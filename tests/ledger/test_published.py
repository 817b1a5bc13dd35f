"""A published folder, checked from its files."""

from __future__ import annotations

import dataclasses
import shutil
from typing import TYPE_CHECKING

import pytest

from nansen.errors import Broken, Fault, NotFound
from nansen.ledger import heads, leaves, published, tiles, tree
from nansen.ledger.model import Act, Leaf, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Log, MakeLog, WriteLog

SIZE = 700
NO_HEAD = "That nothing was cut off or written anew under the log's own key: no earlier head."


@pytest.fixture(scope="module")
def log(make_log: MakeLog) -> Log:
    return make_log(SIZE)


@pytest.fixture
def folder(log: Log, write_folder: WriteLog, tmp_path: Path) -> Path:
    write_folder(log, tmp_path / "log")
    return tmp_path / "log"


def flip(file: Path, at: int, bit: int = 1) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= bit
    file.write_bytes(data)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 513])
def test_a_published_log_of_any_size_holds(
    size: int, make_log: MakeLog, write_folder: WriteLog, tmp_path: Path
) -> None:
    log = make_log(size)
    write_folder(log, tmp_path)

    verdict = published.verify(tmp_path, vkey=log.vkey, trusted=log.head(size // 2))

    assert verdict == Verdict("published log", size, head=log.head(size))


def test_a_log_of_more_than_65536_entries_holds(make_log: MakeLog, write_folder: WriteLog, tmp_path: Path) -> None:
    shown = [leaves.encode(Leaf(Act.READ, "2026-11-24T18Z", n.to_bytes(32, "big"))) for n in range(66_000)]
    first = make_log(1)
    log = dataclasses.replace(first, entries=tuple(dataclasses.replace(first.entries[0], leaf=leaf) for leaf in shown))
    write_folder(log, tmp_path)

    assert published.verify(tmp_path, vkey=log.vkey, trusted=log.head(65_537)).ok
    flip(tmp_path / "tile/2/000.p/1", 0)
    assert published.verify(tmp_path, vkey=log.vkey).faults == (
        Fault("tile/2/000.p/1", "the root of the tile tile/1/000", "another hash"),
    )


def test_without_a_key_the_folders_own_is_taken_and_the_verdict_says_so(log: Log, folder: Path) -> None:
    verdict = published.verify(folder)

    assert verdict.ok
    assert verdict.unchecked == (
        "The key is the folder's own: whoever wrote the folder could have put it there.",
        NO_HEAD,
    )


def test_a_changed_entry_is_named(log: Log, folder: Path) -> None:
    flip(folder / "tile/entries/001", 2 + 300)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.first == 258
    assert verdict.faults[0].where == "entry 258"


def test_a_changed_entry_that_is_no_leaf_any_more_is_named_as_such(log: Log, folder: Path) -> None:
    flip(folder / "tile/entries/001", 3)

    verdict = published.verify(folder, vkey=log.vkey)

    length = len(log.entries[256].leaf)
    assert verdict.faults[0] == Fault(
        "entry 256", "a leaf", f"leaf: expected a canonical leaf of version 1, found {length} other bytes"
    )


def test_a_changed_tile_is_named_and_no_entry_is(log: Log, folder: Path) -> None:
    flip(folder / "tile/0/001", 32 * 9)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.first is None
    assert verdict.faults == (Fault("tile/0/001", "the hash of entry 265", "another hash"),)


def test_a_changed_upper_tile_is_named(log: Log, folder: Path) -> None:
    flip(folder / "tile/1/000.p/2", 40)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.faults == (Fault("tile/1/000.p/2", "the root of the tile tile/0/001", "another hash"),)


def test_entries_and_tile_changed_together_are_narrowed_to_the_tile(log: Log, folder: Path) -> None:
    entries = list(tiles.entries((folder / "tile/entries/001").read_bytes()))
    entries[5], entries[6] = entries[6], entries[5]
    (folder / "tile/entries/001").write_bytes(tiles.bundle(entries))
    (folder / "tile/0/001").write_bytes(b"".join(map(tree.leaf_hash, entries)))

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.first == 256
    assert verdict.faults[0] == Fault("entries 256 to 511", "what was signed", "something else")
    assert verdict.faults[1].where == "checkpoint"


def test_a_whole_log_of_another_history_is_told_by_the_checkpoint(
    log: Log, folder: Path, make_log: MakeLog, write_folder: WriteLog
) -> None:
    signed = (folder / "checkpoint").read_text("utf-8")
    write_folder(make_log(SIZE, seed=2), folder)
    (folder / "checkpoint").write_text(signed, "utf-8")

    verdict = published.verify(folder, vkey=log.vkey)

    assert [fault.where for fault in verdict.faults] == ["checkpoint"]


def test_missing_files_are_named_and_the_rest_is_checked(log: Log, folder: Path) -> None:
    (folder / "tile/entries/000").unlink()
    (folder / "tile/0/001").unlink()
    (folder / "tile/1/000.p/2").unlink()

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.size == SIZE
    assert verdict.faults == (
        Fault("entry 0", "an entry that can be read and has the hash in its tile", "none"),
        Fault("tile/entries/000", "a bundle of 256 entries", "tile/entries/000: no such file"),
        Fault("tile/0/001", "a tile", "tile/0/001: no such file"),
        Fault("tile/1/000.p/2", "a tile", "tile/1/000: no such file"),
    )


def test_where_tile_and_bundle_are_missing_the_walk_ends(log: Log, folder: Path) -> None:
    (folder / "tile/entries/001").unlink()
    (folder / "tile/0/001").unlink()

    verdict = published.verify(folder, vkey=log.vkey, trusted=log.head(600))

    assert verdict.size == 256
    assert [fault.where for fault in verdict.faults] == ["entry 256", "tile/0/001", "tile/entries/001"]


def test_a_file_without_end_is_not_read(log: Log, folder: Path) -> None:
    with (folder / "tile/entries/001").open("ab") as file:
        file.truncate(published.FILE_BYTES_MAX + 1)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.faults == (
        Fault("entry 256", "an entry that can be read and has the hash in its tile", "none"),
        Fault("tile/entries/001", "a bundle of 256 entries", "tile/entries/001: more than 16777472 bytes"),
    )


def test_a_bundle_cut_short_is_named_with_its_first_lost_entry(log: Log, folder: Path) -> None:
    data = (folder / "tile/entries/002.p/188").read_bytes()
    (folder / "tile/entries/002.p/188").write_bytes(data[:-1])

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.faults == (
        Fault("entry 699", "an entry that can be read and has the hash in its tile", "none"),
        Fault("tile/entries/002.p/188", "a bundle of 188 entries", "bundle: it ends within entry 187"),
    )


def test_a_bundle_of_too_few_or_too_many_entries_is_a_fault(log: Log, folder: Path) -> None:
    file = folder / "tile/entries/002.p/188"
    entries = list(tiles.entries(file.read_bytes()))

    file.write_bytes(tiles.bundle(entries[:100]))
    few = published.verify(folder, vkey=log.vkey)
    file.write_bytes(tiles.bundle([*entries, b"more"]))
    many = published.verify(folder, vkey=log.vkey)

    assert few.faults == (
        Fault("entry 612", "an entry that can be read and has the hash in its tile", "none"),
        Fault("tile/entries/002.p/188", "a bundle of 188 entries", "100 entries"),
    )
    assert many.faults == (Fault("tile/entries/002.p/188", "a bundle of 188 entries", "189 entries"),)


def test_a_length_that_swallows_the_rest_is_named_by_its_entry(log: Log, folder: Path) -> None:
    at = sum(2 + len(entry.leaf) for entry in log.entries[256:300])
    flip(folder / "tile/entries/001", at)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.first == 300


def test_a_wrong_signature_is_a_fault_and_the_entries_are_checked_all_the_same(log: Log, folder: Path) -> None:
    forged = heads.sign(log.head(SIZE), bytes(32))
    (folder / "checkpoint").write_text(forged, "utf-8")
    flip(folder / "tile/entries/000", 50)

    verdict = published.verify(folder, vkey=log.vkey)

    assert verdict.first == 0
    assert verdict.faults[-2].expected == "the log's signature"


@pytest.mark.parametrize("name", ["checkpoint", "vkey"])
def test_without_checkpoint_or_key_there_is_nothing_to_hold_against(name: str, log: Log, folder: Path) -> None:
    (folder / name).unlink()

    verdict = published.verify(folder)

    assert verdict.faults == (Fault("checkpoint", "a checkpoint and its key", f"{name}: no such file"),)
    assert verdict.head is None


def test_a_malformed_checkpoint_is_a_fault(log: Log, folder: Path) -> None:
    (folder / "checkpoint").write_bytes(b"\xff")

    verdict = published.verify(folder, vkey=log.vkey)

    assert [fault.expected for fault in verdict.faults] == ["a checkpoint and its key"]


def test_a_history_cut_short_and_signed_anew_is_found_by_a_trusted_head(
    log: Log, make_log: MakeLog, write_folder: WriteLog, tmp_path: Path
) -> None:
    write_folder(dataclasses.replace(log, entries=log.entries[:500]), tmp_path)

    assert published.verify(tmp_path, vkey=log.vkey).ok
    verdict = published.verify(tmp_path, vkey=log.vkey, trusted=log.head(600))
    assert verdict.faults == (Fault("entry 500", "600 entries, by the trusted head", "500 entries"),)


def test_a_history_written_anew_is_found_by_a_trusted_head(
    log: Log, make_log: MakeLog, write_folder: WriteLog, tmp_path: Path
) -> None:
    entries = (*log.entries[:100], *make_log(600, seed=2).entries)
    write_folder(dataclasses.replace(log, entries=entries), tmp_path)

    assert published.verify(tmp_path, vkey=log.vkey, trusted=log.head(100)).ok
    verdict = published.verify(tmp_path, vkey=log.vkey, trusted=log.head(101))
    assert [fault.where for fault in verdict.faults] == ["trusted head"]


def test_the_trusted_head_of_another_log_is_a_fault(log: Log, folder: Path) -> None:
    trusted = dataclasses.replace(log.head(10), origin="other.example")

    verdict = published.verify(folder, vkey=log.vkey, trusted=trusted)

    assert verdict.faults == (Fault("head", "the log other.example", "nib.example/ledger"),)


def test_a_log_that_is_wrong_everywhere_is_told_by_its_first_faults(
    log: Log, make_log: MakeLog, write_folder: WriteLog, tmp_path: Path
) -> None:
    write_folder(log, tmp_path)
    other = tmp_path / "other"
    write_folder(make_log(SIZE, seed=2), other)
    shutil.rmtree(tmp_path / "tile/entries")
    shutil.copytree(other / "tile/entries", tmp_path / "tile/entries")

    verdict = published.verify(tmp_path, vkey=log.vkey)

    assert [fault.where for fault in verdict.faults[:20]] == [f"entry {number}" for number in range(20)]


def test_one_file_is_read_and_a_missing_or_endless_one_refused(folder: Path, tmp_path: Path) -> None:
    with (tmp_path / "long").open("wb") as file:
        file.truncate(published.FILE_BYTES_MAX + 1)

    assert published.read(folder, "vkey").startswith(b"nib.example/ledger+")
    with pytest.raises(NotFound):
        published.read(folder, "nothing")
    with pytest.raises(Broken):
        published.read(tmp_path, "long")
