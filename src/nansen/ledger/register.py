"""A register in a SQLite file, checked by the standard library alone, while it may be in use.

Read in one transaction, entry by entry: the leaf, its body's digest, the tree above, the signed head, the kept roots,
the files' keys. Of the tables that `nansen.store` defines, the five of `TABLES` are looked at and no others.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from nansen.errors import Broken, Rejected
from nansen.ledger import audit, heads, keys, leaves, tree
from nansen.ledger.audit import Bare, Findings, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nansen.ledger.model import Edge, Head, Leaf, Verdict
    from nansen.ledger.seal import Kek

    BodyRow = tuple[int, object, object, object, object]

WHAT = "register"
BATCH = 1024
TABLES = ("store_entry", "store_body", "store_edge", "store_subtree", "store_key")
_ENTRIES = "SELECT number, leaf FROM store_entry ORDER BY number"
_BODIES = "SELECT number, file, act, entry_id, sealed FROM store_body ORDER BY number"
_EDGE = "SELECT id, size, hashes, head FROM store_edge ORDER BY id"
_SUBTREES = "SELECT level, number, hash FROM store_subtree ORDER BY level, number"
_BARE = """SELECT e.number FROM store_entry e WHERE e.number >= ? AND e.number < ?
    AND NOT EXISTS (SELECT 1 FROM store_body b WHERE b.number = e.number) ORDER BY e.number LIMIT 2"""
_KEYLESS = """SELECT MIN(number) FROM store_body WHERE file IN (SELECT d.file FROM
    (SELECT DISTINCT file FROM store_body) d WHERE NOT EXISTS (SELECT 1 FROM store_key k WHERE k.file = d.file))"""
_KEYS_ALONE = "SELECT file, kek_version, wrapped, NULL, NULL, NULL, NULL FROM store_key ORDER BY file"
_KEYS = """SELECT k.file, k.kek_version, k.wrapped, b.number, b.act, b.entry_id, b.sealed FROM store_key k
    LEFT JOIN (SELECT file, MIN(number) AS number FROM store_body GROUP BY file) f ON f.file = k.file
    LEFT JOIN store_body b ON b.number = f.number ORDER BY k.file"""


def verify(file: Path, *, vkey: str | None = None, trusted: Head | None = None, keks: Sequence[Kek] = ()) -> Verdict:
    """Return the verdict on a register, naming the first bad entry whatever was damaged.

    Without `vkey` the head's signature is not checked; without `trusted` (a head kept elsewhere) a history that was
    cut short or written anew by a holder of the log's key is not seen; without `keks` no file's key is opened. The
    verdict says so. An entry without its body is a fault, unless an erasure comes after it (`audit.Bare`). Memory stays
    at a batch of entries and one root for 256 of them.
    """
    findings, walk, head = Findings(), Walk(()), None
    if vkey is None:
        findings.unchecked.append("The signature of the head: no verifier key was given.")
    if not keks:
        findings.unchecked.append("What the files' keys open: no KEK was given.")
    try:
        with closing(_open(file)) as connection, ThreadPoolExecutor(1) as pool:
            pages = pool.submit(_pages, file)  # SQLite does this without Python's lock: a second core does it meanwhile
            edge, head = _state(connection, vkey, findings)
            walk.marks = tuple(mark.size for mark in (head, trusted) if mark is not None)
            _entries(connection, walk, findings)
            _tree(connection, walk, edge=edge, head=head, findings=findings)
            if head is not None:
                audit.against_trusted(walk, trusted, head=head, findings=findings)
            _keys(connection, keks, origin=None if head is None else head.origin, findings=findings)
            for table, message in pages.result():
                findings.other(table, expected="pages and indexes that agree", found=f"{message:.80}")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # The second where a damaged name of a table stands in SQLite's own message.
        findings.other(WHAT, expected="a readable SQLite file", found=f"{error!s:.80}")
    return audit.close(WHAT, walk, head=head, findings=findings)


def _open(file: Path) -> sqlite3.Connection:
    """Open the file for reading only, in one transaction, with what writers have committed so far.

    A file in write-ahead mode on a medium that cannot be written has no room for SQLite's own side files; if nothing
    waits in such a file, it is read as immutable.
    """
    address = file.resolve().as_uri()
    ahead = file.with_name(file.name + "-wal")
    try:
        return _connect(f"{address}?mode=ro")
    except sqlite3.OperationalError:
        if ahead.is_file() and ahead.stat().st_size:
            raise
        return _connect(f"{address}?immutable=1")


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    # A damaged text is read as far as it can be; it then differs from what it should be, which is a fault with a name.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _state(connection: sqlite3.Connection, vkey: str | None, findings: Findings) -> tuple[Edge | None, Head | None]:
    """Return the kept edge and head, None for what cannot be read (a fault)."""
    rows = connection.execute(_EDGE).fetchall()
    if [row[0] for row in rows] != [1]:
        findings.other("edge", expected="one row, of id 1", found=f"{len(rows)} rows")
        return None, None
    _, size, hashes, checkpoint = rows[0]
    if type(size) is not int or type(hashes) is not bytes or type(checkpoint) is not str:
        findings.other("edge", expected="a size, its hashes and a head", found="values of other kinds")
        return None, None
    edge = head = None
    try:
        edge = tree.load(size, hashes)
    except Broken as error:
        findings.other("edge", expected="an edge", found=str(error))
    try:
        head = heads.unverified(checkpoint)
        if vkey is not None:
            head = heads.verified(checkpoint, vkey)
    except (Broken, Rejected) as error:
        findings.other("head", expected="a checkpoint signed by the log's key", found=str(error))
    return edge, head


def _entries(connection: sqlite3.Connection, walk: Walk, findings: Findings) -> None:
    """Walk the entries in order with the bodies beside them; stop where a number is missing or a page unreadable."""
    bare, hashes = Bare(), list[bytes]()
    bodies = _bodies(connection, bare, findings)
    body = next(bodies, None)
    try:
        for at, (number, data) in enumerate(connection.execute(_ENTRIES)):
            if number != at:
                findings.entry(at, expected=f"number {at}", found=f"number {number!s:.20}")
                walk.whole = False
                break
            leaf = _leaf(number, data, findings)
            while body is not None and body[0] < number:
                findings.entry(body[0], expected="an entry to this body", found="none")
                body = next(bodies, None)
            bare.met(number, leaf, body=body is not None and body[0] == number)
            if body is not None and body[0] == number:
                if leaf is not None:
                    _body(body, leaf, findings)
                body = next(bodies, None)
            hashes.append(tree.leaf_hash(data if isinstance(data, bytes) else b""))
            if len(hashes) == BATCH:
                walk.on(hashes)
                hashes.clear()
    except sqlite3.DatabaseError as error:
        at = walk.edge.size + len(hashes)
        findings.entry(at, expected=f"a readable entry after entry {at - 1}", found=f"{error!s:.80}")
        walk.whole = False
    walk.on(hashes)
    if walk.whole:
        bare.close(findings)
        if body is not None:
            findings.entry(body[0], expected="an entry to this body", found="none")


def _leaf(number: int, data: object, findings: Findings) -> Leaf | None:
    if type(data) is not bytes:
        findings.entry(number, expected="the bytes of a leaf", found="a value of another kind")
        return None
    try:
        return leaves.decode(data)
    except Rejected as error:
        findings.entry(number, expected="a leaf", found=str(error))
    return None


def _bodies(connection: sqlite3.Connection, bare: Bare, findings: Findings) -> Iterator[BodyRow]:
    """Yield the bodies in order, as far as they can be read."""
    last = -1
    try:
        for row in connection.execute(_BODIES):
            if type(row[0]) is not int:
                findings.other("store_body", expected=f"a number after body {last}", found="a value of another kind")
                continue
            last = row[0]
            yield row
    except sqlite3.DatabaseError as error:
        bare.blind = True
        findings.entry(last + 1, expected=f"a readable body after entry {last}", found=f"{error!s:.80}")


def _body(row: BodyRow, leaf: Leaf, findings: Findings) -> None:
    """Hold a body against its leaf: the columns are what they should be, and digest to what the leaf shows."""
    number, file, act, entry_id, sealed = row
    if type(file) is not str or type(entry_id) is not str or type(sealed) is not bytes:
        findings.entry(number, expected="ids and a sealed body", found="values of other kinds")
    elif act != leaf.act:
        findings.entry(number, expected=f"the act {leaf.act} that its leaf shows", found=f"{act!r:.20}")
    elif "\0" in file or "\0" in entry_id:
        findings.entry(number, expected="ids without a zero byte", found="a zero byte")
    elif leaves.digest(file, entry_id, act=leaf.act, hour=leaf.hour, sealed=sealed) != leaf.ciphertext_sha256:
        findings.entry(number, expected="the body that its leaf shows the digest of", found="another body")


def _tree(
    connection: sqlite3.Connection, walk: Walk, *, edge: Edge | None, head: Head | None, findings: Findings
) -> None:
    """Hold what the entries built against head, edge and kept roots; where they differ, say in which entries."""
    built = {(subtree.level, subtree.number): subtree.hash for subtree in walk.subtrees}
    kept = {(level, number): value for level, number, value in connection.execute(_SUBTREES)}
    if head is not None and audit.against(walk, head, name="head", findings=findings):
        if head.size < walk.edge.size:
            findings.entry(head.size, expected=f"{head.size} entries, by the head", found="one more")
        if edge != walk.edge and edge is not None:
            findings.other("edge", expected=f"the edge of {walk.edge.size} entries", found=f"another, of {edge.size}")
        for level, number in sorted((key for key in built | kept if built.get(key) != kept.get(key)), key=str):
            findings.other(f"subtree {number} of level {level}", expected="what the entries give", found="another")
        return
    for start, stop in audit.differing(walk, kept, edge):
        if not findings.within(start, stop):
            _locate(connection, start, stop, findings)


def _locate(connection: sqlite3.Connection, start: int, stop: int, findings: Findings) -> None:
    """Name the changed entry of a range whose root is not the kept one, or the range.

    Every entry that has its body was checked against it. Where one entry only has none, that one it is.
    """
    bare = connection.execute(_BARE, (start, stop)).fetchall()
    if len(bare) == 1:
        findings.entry(bare[0][0], expected="the leaf that was signed", found="another leaf")
    else:
        findings.entry(start, last=stop - 1, expected="what was signed, in its order", found="something else")


def _keys(connection: sqlite3.Connection, keks: Sequence[Kek], *, origin: str | None, findings: Findings) -> None:
    number = connection.execute(_KEYLESS).fetchone()[0]
    if type(number) is int:
        findings.entry(number, expected="a key to the file of this body", found="none")
    for row in connection.execute(_KEYS if keks else _KEYS_ALONE):
        keys.check(row, keks, origin=origin, findings=findings)


def _pages(file: Path) -> list[tuple[str, str]]:
    """Ask SQLite whether pages and indexes of the tables agree: an index that lies hides entries from the desk."""
    with closing(_open(file)) as connection:
        asked = ((table, connection.execute(f"PRAGMA integrity_check({table})")) for table in TABLES)
        return [(table, message) for table, rows in asked for (message,) in rows if message != "ok"]
