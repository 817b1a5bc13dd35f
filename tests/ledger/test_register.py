"""A register in a SQLite file, checked by the standard library."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from nansen.errors import Fault
from nansen.ledger import audit, heads, leaves, register
from nansen.ledger.model import Act, Verdict
from nansen.ledger.seal import Kek

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Log, MakeLog, WriteLog

SIZE = 700
ERASED = (3, 300, 301, 600)
KEK = Kek(7, bytes(range(100, 132)))
NO_HEAD = "That nothing was cut off or written anew under the log's own key: no earlier head."
Change = tuple[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def log(make_log: MakeLog) -> Log:
    return make_log(SIZE)


@pytest.fixture(scope="module")
def kept(log: Log, write_register: WriteLog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "nansen.sqlite3"
    write_register(log, path, ERASED)
    return path


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    shutil.copy(kept, tmp_path / "copy.sqlite3")
    return tmp_path / "copy.sqlite3"


@pytest.fixture(scope="module")
def loose(log: Log, kept: Path) -> Path:
    """Return the register without the constraints of its tables, which a damaged file does not keep either."""
    path = kept.with_name("loose.sqlite3")
    with closing(sqlite3.connect(kept)) as whole, closing(sqlite3.connect(path)) as free:
        for table in register.TABLES:
            columns = [row[1] for row in whole.execute(f"PRAGMA table_info({table})")]
            found = whole.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            key = "INTEGER PRIMARY KEY" if columns[0] in {"number", "id"} else ""
            free.execute(f"CREATE TABLE {table} ({columns[0]} {key}, {', '.join(columns[1:])})")
            free.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", found)  # noqa: S608
        free.commit()
    assert register.verify(path, vkey=log.vkey).ok
    return path


def change(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(sql, values)


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, register.BATCH + 1])
def test_a_register_of_any_size_holds(size: int, make_log: MakeLog, write_register: WriteLog, tmp_path: Path) -> None:
    log = make_log(size)
    write_register(log, tmp_path / "r")

    verdict = register.verify(tmp_path / "r", vkey=log.vkey, trusted=log.head(size // 2), keks=[KEK])

    assert verdict == Verdict("register", size, head=log.head(size))


def test_bodies_that_a_later_erasure_covers_are_no_fault(log: Log, kept: Path) -> None:
    verdict = register.verify(kept, vkey=log.vkey, trusted=log.head(SIZE), keks=[Kek(6, bytes(32)), KEK])

    assert verdict == Verdict("register", SIZE, head=log.head(SIZE))


def bare(number: int) -> Fault:
    return Fault(f"entry {number}", "the body of an entry that no erasure covers", "none")


@pytest.fixture(scope="module")
def forms(log: Log, make_log: MakeLog) -> Log:
    """Return a log as this version writes it: no erasure in it."""
    return make_log(SIZE, acts=(Act.ACT, Act.READ))


@pytest.mark.parametrize("number", [0, 7, 255, 256, 650, SIZE - 1])
def test_an_entry_without_its_body_is_named(number: int, forms: Log, write_register: WriteLog, tmp_path: Path) -> None:
    write_register(forms, tmp_path / "r", (number,))

    verdict = register.verify(tmp_path / "r", vkey=forms.vkey, trusted=forms.head(SIZE), keks=[KEK])

    assert verdict == Verdict("register", SIZE, faults=(bare(number),), head=forms.head(SIZE), first=number)


def test_a_register_without_any_body_is_told_by_its_first_ones(
    forms: Log, write_register: WriteLog, tmp_path: Path
) -> None:
    write_register(forms, tmp_path / "r", range(SIZE))

    verdict = register.verify(tmp_path / "r", vkey=forms.vkey, keks=[KEK])

    assert verdict.faults == tuple(bare(number) for number in range(audit.FAULTS_MAX))


def test_an_erasure_covers_what_stands_before_it_and_nothing_after(
    forms: Log, make_log: MakeLog, write_register: WriteLog, tmp_path: Path
) -> None:
    (erasure,) = make_log(1, 2, (Act.ERASURE,)).entries
    mixed = dataclasses.replace(forms, entries=(*forms.entries[:300], erasure, *forms.entries[301:]))
    write_register(mixed, tmp_path / "r", (7, 299, 300, 301))

    verdict = register.verify(tmp_path / "r", vkey=forms.vkey)

    assert verdict.faults == (bare(300), bare(301))


def test_an_erasure_that_is_slipped_in_covers_nothing_unseen(
    forms: Log, write_register: WriteLog, tmp_path: Path
) -> None:
    write_register(forms, tmp_path / "r", (7,))
    leaf = dataclasses.replace(leaves.decode(forms.entries[500].leaf), act=Act.ERASURE)
    set_leaf(tmp_path / "r", 500, leaves.encode(leaf))

    verdict = register.verify(tmp_path / "r", vkey=forms.vkey)

    assert (verdict.ok, verdict.first) == (False, 500)


def test_beyond_a_gap_no_body_is_missed(forms: Log, write_register: WriteLog, tmp_path: Path) -> None:
    write_register(forms, tmp_path / "r", (7,))
    change(tmp_path / "r", "DELETE FROM store_entry WHERE number = 400")

    assert register.verify(tmp_path / "r", vkey=forms.vkey).faults == (Fault("entry 400", "number 400", "number 401"),)


def test_what_was_not_looked_at_is_said(log: Log, kept: Path) -> None:
    verdict = register.verify(kept)

    assert verdict.ok
    assert verdict.unchecked == (
        "The signature of the head: no verifier key was given.",
        "What the files' keys open: no KEK was given.",
        NO_HEAD,
    )


def test_a_register_in_use_is_read_as_far_as_it_is_committed(log: Log, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("DELETE FROM store_body WHERE number = 7")
        assert path.with_name(path.name + "-wal").stat().st_size
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM store_entry WHERE number > 10")

        during = register.verify(path, vkey=log.vkey)
        writer.execute("UPDATE store_body SET entry_id = 'x' WHERE number = 6")
        writer.execute("COMMIT")
        after = register.verify(path, vkey=log.vkey)

    assert (during.ok, during.size) == (True, SIZE)
    assert (after.first, after.size) == (6, 11)


def test_a_register_on_a_medium_that_cannot_be_written_is_read(log: Log, path: Path) -> None:
    path.with_name(path.name + "-wal").mkdir()  # SQLite cannot make its side files here

    assert register.verify(path, vkey=log.vkey).ok


def test_a_register_whose_side_file_cannot_be_used_is_not_judged_by_half(log: Log, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("DELETE FROM store_body WHERE number = 7")
        copy = path.with_name("copy2.sqlite3")
        shutil.copy(path, copy)
        shutil.copy(path.with_name(path.name + "-wal"), copy.with_name(copy.name + "-wal"))
    copy.with_name(copy.name + "-shm").symlink_to(copy.parent / "nowhere" / "shm")

    verdict = register.verify(copy, vkey=log.vkey)

    assert verdict.faults == (Fault("register", "a readable SQLite file", "unable to open database file"),)


@pytest.mark.parametrize("content", [b"", b"something else", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_register_is_a_fault(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "r").write_bytes(content)

    verdict = register.verify(tmp_path / "r")

    assert [fault.where for fault in verdict.faults] == ["register"]


@pytest.mark.parametrize("number", [0, 1, 255, 256, 512, 640, 695, 698, 699])
@pytest.mark.parametrize("column", ["leaf", "file", "act", "entry_id", "sealed", "number"])
def test_one_changed_column_names_its_entry(number: int, column: str, log: Log, path: Path) -> None:
    entry = log.entries[number]
    table = "store_entry" if column == "leaf" else "store_body"
    value = {
        "leaf": entry.leaf.replace(b"T18Z", b"T19Z"),
        "file": log.entries[number - 1].file,
        "act": "read" if entry.act != "read" else "act",
        "entry_id": entry.entry_id[:-1] + "g",
        "sealed": flipped(entry.sealed, 999),
        "number": -5,
    }[column]
    change(path, f"UPDATE {table} SET {column} = ? WHERE number = ?", value, number)  # noqa: S608

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.first == (-5 if column == "number" else number)


@pytest.mark.parametrize(
    ("sql", "first", "fault"),
    [
        ("DELETE FROM store_entry WHERE number = 400", 400, Fault("entry 400", "number 400", "number 401")),
        ("DELETE FROM store_entry WHERE number = 0", 0, Fault("entry 0", "number 0", "number 1")),
        ("UPDATE store_entry SET number = -1 WHERE number = 9", 0, Fault("entry 0", "number 0", "number -1")),
        ("DELETE FROM store_entry WHERE number > 400", 401, None),
        ("DELETE FROM store_entry", 0, Fault("entry 0", "an entry to this body", "none")),
        ("UPDATE store_entry SET leaf = NULL WHERE number = 5", 5, None),
        (
            "UPDATE store_entry SET leaf = CAST(leaf AS TEXT) WHERE number = 5",
            5,
            Fault("entry 5", "the bytes of a leaf", "a value of another kind"),
        ),
        ("UPDATE store_entry SET leaf = leaf || x'0a' WHERE number = 5", 5, None),
        (
            "UPDATE store_body SET sealed = CAST(sealed AS TEXT) WHERE number = 5",
            5,
            Fault("entry 5", "ids and a sealed body", "values of other kinds"),
        ),
        ("UPDATE store_body SET file = CAST(file AS BLOB) WHERE number = 5", 5, None),
        ("UPDATE store_body SET entry_id = CAST(entry_id AS BLOB) WHERE number = 5", 5, None),
        ("UPDATE store_body SET act = CAST(act AS BLOB) WHERE number = 5", 5, None),
        ("UPDATE store_body SET entry_id = 'a' || char(0) WHERE number = 5", 5, None),
        (
            "UPDATE store_body SET number = 9000 WHERE number = 500",
            9000,
            Fault("entry 9000", "an entry to this body", "none"),
        ),
        ("DELETE FROM store_key WHERE file = (SELECT file FROM store_body WHERE number = 2)", 2, None),
        (
            "UPDATE store_key SET file = 'other' WHERE file = (SELECT file FROM store_body WHERE number = 2)",
            2,
            Fault("entry 2", "a key to the file of this body", "none"),
        ),
        (
            "UPDATE store_entry SET leaf = replace(CAST(leaf AS TEXT), 'T18Z', 'T17Z') || '' WHERE number = 3",
            3,
            None,
        ),
    ],
)
def test_whatever_is_damaged_the_first_bad_entry_is_named(
    sql: str, first: int, fault: Fault | None, log: Log, loose: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r"
    shutil.copy(loose, path)
    change(path, sql)

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.first == first
    if fault is not None:
        assert verdict.faults[0] == fault


@pytest.mark.parametrize("value", [b"3", "x"])
def test_a_number_that_is_none_is_a_fault_and_no_crash(value: object, log: Log, path: Path) -> None:
    change(path, "UPDATE store_body SET number = ? WHERE number = 3 OR number = 7", value)
    change(path, "UPDATE store_subtree SET number = ? WHERE number = 1", value)
    change(path, "UPDATE store_key SET file = ? WHERE rowid = 2", value)

    verdict = register.verify(path, vkey=log.vkey, keks=[KEK])

    assert Fault("store_body", "a number after body 699", "a value of another kind") in verdict.faults


def test_an_entry_whose_number_is_none_is_missing(log: Log, path: Path) -> None:
    change(path, "UPDATE store_entry SET number = ? WHERE number = 5", b"5")

    assert register.verify(path, vkey=log.vkey).faults[0] == Fault("entry 5", "number 5", "number 6")


def test_after_a_gap_nothing_is_judged_that_was_not_read(log: Log, path: Path) -> None:
    change(path, "DELETE FROM store_entry WHERE number = 400")

    verdict = register.verify(path, vkey=log.vkey, trusted=log.head(600))

    assert verdict.size == 400
    assert verdict.faults == (Fault("entry 400", "number 400", "number 401"),)


def set_leaf(path: Path, number: int, leaf: bytes) -> None:
    change(path, "UPDATE store_entry SET leaf = ? WHERE number = ?", leaf, number)


def test_the_leaf_of_an_erased_entry_is_named_where_it_alone_has_no_body(log: Log, path: Path) -> None:
    set_leaf(path, 3, log.entries[3].leaf.replace(b"T18Z", b"T19Z"))

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.faults[0] == Fault("entry 3", "the leaf that was signed", "another leaf")
    assert verdict.faults[1].where == "head"


def test_of_several_erased_entries_the_range_is_named(log: Log, path: Path) -> None:
    set_leaf(path, 301, log.entries[301].leaf.replace(b"T18Z", b"T19Z"))

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.first == 256
    assert verdict.faults[0] == Fault("entries 256 to 511", "what was signed, in its order", "something else")


def test_at_the_right_edge_the_range_is_smaller(log: Log, path: Path) -> None:
    set_leaf(path, 600, log.entries[600].leaf.replace(b"T18Z", b"T19Z"))

    assert register.verify(path, vkey=log.vkey).first == 600


def test_two_entries_that_changed_places_with_their_bodies_are_narrowed(log: Log, path: Path) -> None:
    for table in ("store_entry", "store_body"):
        for old, new in ((650, -1), (651, 650), (-1, 651)):
            change(path, f"UPDATE {table} SET number = ? WHERE number = ?", new, old)  # noqa: S608

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.faults[0].where == "entries 640 to 671"


def test_a_range_whose_bad_entry_is_known_is_not_named_again(log: Log, path: Path) -> None:
    set_leaf(path, 400, log.entries[400].leaf.replace(b"T18Z", b"T19Z"))

    verdict = register.verify(path, vkey=log.vkey)

    assert [fault.where for fault in verdict.faults] == ["entry 400", "head"]


@pytest.mark.parametrize(
    ("sql", "faults"),
    [
        ("UPDATE store_subtree SET hash = zeroblob(32) WHERE number = 1", ("subtree 1 of level 1",)),
        ("DELETE FROM store_subtree WHERE number = 1", ("subtree 1 of level 1",)),
        ("INSERT INTO store_subtree VALUES (99, 2, 0, zeroblob(32))", ("subtree 0 of level 2",)),
        ("UPDATE store_edge SET size = 701", ("edge",)),
        ("UPDATE store_edge SET size = 'x'", ("edge",)),
        ("UPDATE store_edge SET hashes = substr(hashes, 2) || x'00'", ("edge",)),
        ("UPDATE store_edge SET hashes = substr(hashes, 2)", ("edge",)),
        ("UPDATE store_edge SET hashes = zeroblob(length(hashes))", ("edge",)),
        ("DELETE FROM store_edge", ("edge",)),
        ("UPDATE store_edge SET head = replace(head, 'ledger', 'Ledger')", ("head",)),
        ("UPDATE store_edge SET head = ''", ("head",)),
        ("UPDATE store_key SET wrapped = zeroblob(39) WHERE rowid = 1", ("key of file",)),
        ("UPDATE store_key SET wrapped = 'text' WHERE rowid = 1", ("key of file",)),
        ("UPDATE store_key SET kek_version = 'text' WHERE rowid = 1", ("key of file",)),
    ],
)
def test_what_is_not_an_entry_is_named_as_itself(sql: str, faults: tuple[str, ...], log: Log, path: Path) -> None:
    change(path, sql)

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.first is None
    assert tuple(fault.where[: len(name)] for fault, name in zip(verdict.faults, faults, strict=True)) == faults


def test_a_head_that_another_signed_is_a_fault_and_the_entries_are_held_against_it(log: Log, path: Path) -> None:
    change(path, "UPDATE store_edge SET head = ?", heads.sign(log.head(SIZE), bytes(32)))

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.head == log.head(SIZE)
    assert [fault.where for fault in verdict.faults] == ["head"]


def test_entries_beyond_the_signed_head_are_named(log: Log, path: Path) -> None:
    change(path, "UPDATE store_edge SET head = ?", log.checkpoint(690))

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.faults == (Fault("entry 690", "690 entries, by the head", "one more"),)


def test_entries_that_are_cut_off_are_named(log: Log, path: Path) -> None:
    for table in ("store_entry", "store_body"):
        change(path, f"DELETE FROM {table} WHERE number >= 690")  # noqa: S608

    verdict = register.verify(path, vkey=log.vkey)

    assert verdict.faults == (Fault("entry 690", "700 entries, by the head", "690 entries"),)


def test_a_history_written_anew_by_a_holder_of_the_key_is_found_by_a_trusted_head(
    log: Log, make_log: MakeLog, write_register: WriteLog, tmp_path: Path
) -> None:
    entries = (*log.entries[:100], *make_log(600).entries[101:])
    write_register(dataclasses.replace(log, entries=entries), tmp_path / "r")

    assert register.verify(tmp_path / "r", vkey=log.vkey, trusted=log.head(100)).ok
    verdict = register.verify(tmp_path / "r", vkey=log.vkey, trusted=log.head(SIZE))
    assert verdict.faults == (Fault("entry 599", "700 entries, by the trusted head", "599 entries"),)
    verdict = register.verify(tmp_path / "r", vkey=log.vkey, trusted=log.head(599))
    assert [fault.where for fault in verdict.faults] == ["trusted head"]


def test_the_keys_are_tried(log: Log, path: Path) -> None:
    (one, _, data), (other, _, _), *_ = log.keys
    changes = {
        "UPDATE store_key SET wrapped = ? WHERE file = ?": (flipped(data, 100), one),
        "UPDATE store_key SET wrapped = ?1 WHERE file = ?2": (data, other),
        "UPDATE store_key SET kek_version = ? WHERE file = ?": (8, one),
    }
    for sql, values in changes.items():
        shutil.copy(path, path.with_name("r"))
        change(path.with_name("r"), sql, *values)

        assert register.verify(path.with_name("r"), vkey=log.vkey).ok
        verdict = register.verify(path.with_name("r"), vkey=log.vkey, keks=[KEK])
        assert [fault.where for fault in verdict.faults] == [f"key of file {values[1]}"]


def test_without_its_head_a_register_has_no_place_to_try_keys_in(log: Log, path: Path) -> None:
    change(path, "DELETE FROM store_edge")

    verdict = register.verify(path, vkey=log.vkey, keks=[KEK])

    assert verdict.faults[0] == Fault("edge", "one row, of id 1", "0 rows")
    assert len(verdict.faults) == 1
