"""The one place where the ledger grows: lock, read the edge, insert leaves and bodies, sign the head, commit.

Raw SQL on purpose: the ORM alone costs four times the cryptography (benchmarks.md). One total order for all writers:
the entry's number is the size of the tree before it, and its primary key. PostgreSQL takes an advisory transaction
lock; SQLite takes a kernel file lock before BEGIN IMMEDIATE, because its busy handler starves writers.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from nansen.errors import Broken, Misconfigured
from nansen.ledger import heads, leaves, tree
from nansen.ledger.model import Act, Edge, Head, Leaf, Subtree
from nansen.office import keys

LOCK = 0x6E616E73  # "nans"
Row = tuple[int | str | bytes, ...]
_TOGETHER = 500
_SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3")}
_POSTGRES = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply")}
_CURRENT = ", ".join(f"current_setting('{name}')" for name in _POSTGRES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An entry ready to be appended: everything that is costly was done before the lock."""

    file: str
    entry_id: str
    act: Act
    hour: str
    body: bytes


def append(sealed: Sequence[Sealed], *, also: Callable[[int], None] | None = None) -> int:
    """Append these entries in order and return the number of the first; all of them are durable on return, or none.

    `also` is called inside the same transaction with the first number, for derived rows and keys. The head of the new
    size is signed in the same transaction, so that root(leaves) = edge = head holds at every commit. Raises
    Misconfigured where the database would lose acknowledged entries in a power cut.
    """
    rows = [(item, leaves.encode(_leaf(item))) for item in sealed]
    hashes = [tree.leaf_hash(leaf) for _, leaf in rows]
    with alone():
        edge = edge_now()
        growth = tree.extend(edge, hashes)
        with _in_one_go():
            _insert("store_entry (number, leaf)", [(edge.size + index, leaf) for index, (_, leaf) in enumerate(rows)])
            _insert(
                "store_body (number, file, act, entry_id, sealed)",
                [
                    (edge.size + index, item.file, item.act.value, item.entry_id, item.body)
                    for index, (item, _) in enumerate(rows)
                ],
            )
            _save(growth.edge, growth.subtrees)
        if also:
            also(edge.size)
    return edge.size


def edge_now() -> Edge:
    """Return the right edge as it is kept; raise Broken where the register has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, hashes FROM store_edge WHERE id = 1")
        row = cursor.fetchone()
    if row is None:
        raise Broken("The ledger has no edge: this is not a register, or it was damaged.")
    return tree.load(row[0], bytes(row[1]))


def start() -> None:
    """Write the edge and the signed head of an empty ledger, once."""
    with transaction.atomic():
        _run("INSERT INTO store_edge (id, size, hashes, head) VALUES (1, 0, %s, %s)", (b"", _signed(tree.EMPTY_EDGE)))


def require_durable() -> None:
    """Read back the settings that keep acknowledged entries through a power cut; raise Misconfigured if they do not.

    Asked at every append, for a setting can be changed on an open connection. SQLite: WAL and synchronous FULL;
    PostgreSQL: fsync, synchronous_commit and full_page_writes on.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, right in _SQLITE.items():
                cursor.execute(f"PRAGMA {name}")
                _require(name, right, str(cursor.fetchone()[0]))
            return
        cursor.execute(f"SELECT {_CURRENT}")
        for (name, right), found in zip(_POSTGRES.items(), cursor.fetchone(), strict=True):
            _require(name, right, str(found))


@contextmanager
def alone() -> Iterator[None]:
    """Run what follows as the only writer of ledger and derived rows, in one transaction that is durable at its end.

    Never inside another transaction: what that one may still take back would have been acknowledged. Raises
    Misconfigured as `require_durable` does; PostgreSQL tells its settings and gives the lock in one round trip.
    """
    if connection.vendor == "sqlite":
        require_durable()
    with _file_lock(), transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_xact_lock(%s), {_CURRENT}", (LOCK,))
                for (name, right), found in zip(_POSTGRES.items(), cursor.fetchone()[1:], strict=True):
                    _require(name, right, str(found))
        yield


def _require(setting: str, wanted: tuple[str, ...], found: str) -> None:
    if found not in wanted:
        raise Misconfigured(
            f"The register is read-only: the database has {setting} = {found}, expected {wanted[0]}. "
            "With this setting a power cut loses entries that were already acknowledged."
        )


@contextmanager
def _in_one_go() -> Iterator[None]:
    """Send statements that do not wait for each other's answers together; PostgreSQL is asked once, not four times.

    A refusal may be told only when the answers are fetched, at the end: it is raised there as Django's error too.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@contextmanager
def _file_lock() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _leaf(item: Sealed) -> Leaf:
    digest = leaves.digest(item.file, item.entry_id, act=item.act, hour=item.hour, sealed=item.body)
    return Leaf(item.act, item.hour, digest)


def _save(edge: Edge, subtrees: Sequence[Subtree]) -> None:
    if subtrees:
        kept: list[Row] = [(subtree.level, subtree.number, subtree.hash) for subtree in subtrees]
        _insert("store_subtree (level, number, hash)", kept)
    _run(
        "UPDATE store_edge SET size = %s, hashes = %s, head = %s WHERE id = 1",
        (edge.size, tree.dump(edge), _signed(edge)),
    )


def _signed(edge: Edge) -> str:
    ring = keys.ring()
    return heads.sign(Head(ring.origin, edge.size, tree.root(edge)), ring.log)


def _run(sql: str, row: Row) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, row)


def _insert(into: str, rows: list[Row]) -> None:
    """Insert rows: SQLite takes them one by one fastest, PostgreSQL many in a statement."""
    if not rows:
        return
    marks = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {into} VALUES {marks}", rows)  # noqa: S608 - our own table names
            return
        for start in range(0, len(rows), _TOGETHER):
            part = rows[start : start + _TOGETHER]
            values = [value for row in part for value in row]
            cursor.execute(f"INSERT INTO {into} VALUES {', '.join([marks] * len(part))}", values)  # noqa: S608
