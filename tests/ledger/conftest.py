"""Logs, registers and readers of hashes, made of invented entries by seed."""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nansen.ledger import heads, leaves, notes, seal, tiles, tree
from nansen.ledger.model import Act, Head, Leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nansen.ledger.model import HashReader

    MakeReader = Callable[[Sequence[bytes]], HashReader]
    MakeLog = Callable[..., "Log"]
    WriteLog = Callable[..., None]

ORIGIN = "nib.example/ledger"
SECRET = bytes(range(32))
KEK = seal.Kek(7, bytes(range(100, 132)))
HOUR = "2026-11-24T18Z"
# As Django writes the tables of nansen.store. Its big numbers are no row ids, other number types are: both must hold.
SCHEMA = """
CREATE TABLE store_entry (number bigint NOT NULL PRIMARY KEY, leaf BLOB NOT NULL);
CREATE TABLE store_body (number bigint NOT NULL PRIMARY KEY, file varchar(32) NOT NULL, act varchar(8) NOT NULL,
    entry_id varchar(32) NOT NULL UNIQUE, sealed BLOB NOT NULL);
CREATE INDEX body_of_file ON store_body (file, act, number);
CREATE TABLE store_edge (id smallint NOT NULL PRIMARY KEY, size bigint NOT NULL, hashes BLOB NOT NULL,
    head TEXT NOT NULL, CONSTRAINT edge_is_one CHECK (id = 1));
CREATE TABLE store_subtree (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, level smallint NOT NULL,
    number bigint NOT NULL, hash BLOB NOT NULL, CONSTRAINT subtree_once UNIQUE (level, number));
CREATE TABLE store_key (file varchar(32) NOT NULL PRIMARY KEY, kek_version INTEGER NOT NULL, wrapped BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry before it is written: what is published, and the columns of its body."""

    leaf: bytes
    file: str
    act: str
    entry_id: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Log:
    """Some entries with all that is made of them."""

    entries: tuple[Entry, ...]
    keys: tuple[tuple[str, int, bytes], ...]
    vkey: str

    def checkpoint(self, size: int) -> str:
        """Return the signed head at a size."""
        return heads.sign(self.head(size), SECRET)

    def head(self, size: int) -> Head:
        """Return the head at a size."""
        hashes = (tree.leaf_hash(entry.leaf) for entry in self.entries[:size])
        return Head(ORIGIN, size, tree.root(tree.extend(tree.EMPTY_EDGE, hashes).edge))


@pytest.fixture(scope="session")
def vectors() -> dict:
    return json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def hash_reader() -> MakeReader:
    """Return a maker of readers over leaf hashes in memory, that hold callers to the contract of HashReader."""

    def make(hashes: Sequence[bytes]) -> HashReader:
        levels = [list(hashes)]
        while len(levels[-1]) >= tree.WIDTH:
            whole = len(levels[-1]) // tree.WIDTH
            levels.append([tree.fold(levels[-1][i * 256 : i * 256 + 256]) for i in range(whole)])

        def read(level: int, start: int, stop: int) -> list[bytes]:
            assert 0 <= start < stop <= len(levels[level])
            assert start // tree.WIDTH == (stop - 1) // tree.WIDTH
            return levels[level][start:stop]

        return read

    return make


@pytest.fixture(scope="session")
def make_log() -> MakeLog:
    """Return a maker of logs of some entries over seven files."""

    def make(size: int, seed: int = 1, acts: tuple[Act, ...] = tuple(Act)) -> Log:
        chance = random.Random(seed)
        files = [(chance.randbytes(16).hex(), chance.randbytes(32)) for _ in range(7)]
        entries = []
        for number in range(size):
            file, key = files[number % 7]
            act, entry_id = chance.choice(acts), chance.randbytes(16).hex()
            aad = seal.binding(ORIGIN, file, entry_id=entry_id, act=act)
            sealed = seal.close(key, b"a line", aad=aad, nonce=chance.randbytes(12))
            shown = leaves.digest(file, entry_id, act=act, hour=HOUR, sealed=sealed)
            entries.append(Entry(leaves.encode(Leaf(act, HOUR, shown)), file, act.value, entry_id, sealed))
        keys = tuple((file, KEK.version, seal.wrap(KEK, key).data) for file, key in files[:size])
        return Log(tuple(entries), keys, notes.write(notes.verifier(ORIGIN, secret=SECRET)))

    return make


@pytest.fixture(scope="session")
def write_register() -> WriteLog:
    """Return a writer of a log as a SQLite register; the bodies of `erased` entries are left out."""

    def write(log: Log, path: Path, erased: Sequence[int] = (), numbers: str = "bigint") -> None:
        growth = tree.extend(tree.EMPTY_EDGE, (tree.leaf_hash(entry.leaf) for entry in log.entries))
        size, dump = growth.edge.size, tree.dump(growth.edge)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(SCHEMA.replace("number bigint NOT NULL P", f"number {numbers} NOT NULL P"))
        connection.execute("BEGIN")
        for number, entry in enumerate(log.entries):
            connection.execute("INSERT INTO store_entry VALUES (?, ?)", (number, entry.leaf))
            if number not in erased:
                row = (number, entry.file, entry.act, entry.entry_id, entry.sealed)
                connection.execute("INSERT INTO store_body VALUES (?, ?, ?, ?, ?)", row)
        connection.executemany("INSERT INTO store_key VALUES (?, ?, ?)", log.keys)
        connection.executemany(
            "INSERT INTO store_subtree (level, number, hash) VALUES (?, ?, ?)",
            [(row.level, row.number, row.hash) for row in growth.subtrees],
        )
        connection.execute("INSERT INTO store_edge VALUES (1, ?, ?, ?)", (size, dump, log.checkpoint(size)))
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    return write


@pytest.fixture(scope="session")
def write_folder(hash_reader: MakeReader) -> WriteLog:
    """Return a writer of a log as a published folder."""

    def write(log: Log, folder: Path) -> None:
        data = [entry.leaf for entry in log.entries]
        hashes = hash_reader([tree.leaf_hash(leaf) for leaf in data])
        for path, content in tiles.plan(len(data), leaves=lambda start, stop: data[start:stop], hashes=hashes):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        folder.mkdir(exist_ok=True)
        (folder / "checkpoint").write_text(log.checkpoint(len(data)), "utf-8")
        (folder / "vkey").write_text(log.vkey + "\n", "utf-8")

    return write
