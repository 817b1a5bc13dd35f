"""One flipped bit anywhere: in a register, in a published folder. And pages that cannot be read at all."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from nansen.ledger import published, register
from nansen.ledger.seal import Kek

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Log, MakeLog, WriteLog

SIZE = 700
KEK = Kek(7, bytes(range(100, 132)))


@pytest.fixture(scope="module")
def log(make_log: MakeLog) -> Log:
    return make_log(SIZE)


@pytest.fixture(scope="module")
def kept(log: Log, write_register: WriteLog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "nansen.sqlite3"
    write_register(log, path)
    return path


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    shutil.copy(kept, tmp_path / "copy.sqlite3")
    return tmp_path / "copy.sqlite3"


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_one_flipped_bit_anywhere_in_a_folder_is_found(
    make_log: MakeLog, write_folder: WriteLog, tmp_path: Path
) -> None:
    log, folder = make_log(600), tmp_path
    write_folder(log, folder)
    names = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "vkey")
    chance = random.Random(1)
    for _ in range(120):
        file = chance.choice(names)
        data = file.read_bytes()
        bit = chance.randrange(len(data) * 8)
        file.write_bytes(flipped(data, bit))
        verdict = published.verify(folder, vkey=log.vkey)
        file.write_bytes(data)

        assert not verdict.ok
        if "entries" in file.parts:
            entry, at = 256 * int(file.relative_to(folder).parts[2][:3]), bit // 8
            while (at := at - 2 - len(log.entries[entry].leaf)) >= 0:
                entry += 1
            assert verdict.first == entry
    assert published.verify(folder, vkey=log.vkey).ok


@pytest.mark.parametrize("table", ["store_entry", "store_body"])
def test_an_unreadable_page_is_told_by_the_entry_it_follows(table: str, log: Log, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    page = leaf_pages(path, size, table)[5]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x00" * 8)

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.first is not None
    assert 0 < verdict.first < SIZE
    assert verdict.faults[0].found == "database disk image is malformed"
    assert verdict.faults[0].expected.endswith(f"after entry {verdict.first - 1}")
    assert [fault.expected for fault in verdict.faults if "no erasure" in fault.expected] == []


def leaf_pages(path: Path, size: int, table: str) -> list[int]:
    """Return the leaf pages of a table in order, read from its root page (SQLite file format, section 1.6)."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    data = path.read_bytes()[(root - 1) * size : root * size]
    assert data[0] == 5  # an interior table page
    count = int.from_bytes(data[3:5], "big")
    cells = [int.from_bytes(data[12 + 2 * i : 14 + 2 * i], "big") for i in range(count)]
    return [int.from_bytes(data[cell : cell + 4], "big") for cell in cells]


def test_an_index_that_hides_an_entry_is_found(log: Log, path: Path) -> None:
    file = log.entries[7].file.encode()
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        rows = "SELECT rootpage FROM sqlite_schema WHERE name = 'body_of_file'"
        root = connection.execute(rows).fetchone()[0]
    child = int.from_bytes(data[(root - 1) * size + 8 : (root - 1) * size + 12], "big")  # its right-most page
    at = data.find(file[:4], (child - 1) * size)
    path.write_bytes(data[:at] + b"~" + data[at + 1 :])

    verdict = register.verify(path, vkey=log.vkey)

    assert "store_body" in [fault.where for fault in verdict.faults]


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    """Return all rows of the five tables, texts as bytes."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = bytes
        # The types too: a bit can make a text of bytes that read the same.
        tables = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in register.TABLES]  # noqa: S608
        types = connection.execute(
            "SELECT typeof(leaf) FROM store_entry UNION ALL SELECT typeof(file) || typeof(act)"
            " || typeof(entry_id) || typeof(sealed) FROM store_body UNION ALL SELECT typeof(size) || typeof(hashes) ||"
            " typeof(head) FROM store_edge UNION ALL SELECT typeof(hash) FROM store_subtree UNION ALL SELECT"
            " typeof(file) || typeof(kek_version) || typeof(wrapped) FROM store_key"
        ).fetchall()
        return [*tables, types]


def first_difference(old: list[tuple[object, ...]], new: list[tuple[object, ...]]) -> set[int]:
    """Return the numbers under which the first differing row may be named."""
    for left, right in zip(old, new, strict=False):
        if left != right:
            return {number for number in (left[0], right[0]) if isinstance(number, int)}
    return {len(old), len(new)}


@pytest.mark.parametrize("numbers", ["bigint", "integer"])
def test_one_flipped_bit_anywhere_that_changes_a_record_is_found_and_located(
    numbers: str, make_log: MakeLog, write_register: WriteLog, tmp_path: Path
) -> None:
    log, path = make_log(270), tmp_path / "r"
    write_register(log, path, (5, 100), numbers)
    data, before, chance = path.read_bytes(), rows(path), random.Random(5)
    changed = located = exact = 0
    for _ in range(300):
        bit = chance.randrange(len(data) * 8)
        path.write_bytes(flipped(data, bit))
        try:
            after = rows(path)
        except (sqlite3.Error, UnicodeDecodeError):
            after = None
        verdict = register.verify(path, vkey=log.vkey, keks=[KEK])

        if after == before:
            continue
        changed += 1
        assert not verdict.ok, bit
        if after is not None and after[:2] != before[:2]:
            expected = set[int]()
            for old, new in zip(before[:2], after[:2], strict=True):
                expected |= first_difference(old, new) if old != new else set()
            if not expected:  # the number itself became something else: no entry can be named
                continue
            located += 1
            exact += verdict.first in expected
            assert verdict.first is not None, bit
            assert verdict.first <= max(expected), bit
    assert changed > 150
    assert exact >= located * 0.95 > 120
