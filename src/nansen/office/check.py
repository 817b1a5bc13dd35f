"""Checking the whole ledger where it lies: leaves, bodies, tree, head, kept roots, keys, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection

from nansen.errors import Fault, NansenError
from nansen.ledger import audit, leaves, tree, verify
from nansen.ledger import keys as kept_keys
from nansen.ledger.audit import Bare, Findings, Walk
from nansen.ledger.model import Head, Verdict
from nansen.office import append, attach, keys, prove
from nansen.store.models import Body, Entry, Subtree

STEP = 1024
UNCHECKED = "That nothing was cut off or written anew under the log's own key: no earlier head."
_KEYLESS = """
SELECT MIN(number) FROM store_body b WHERE NOT EXISTS (SELECT 1 FROM store_key k WHERE k.file = b.file)
"""
_KEYS = """
SELECT k.file, k.kek_version, k.wrapped, b.number, b.act, b.entry_id, b.sealed FROM store_key k
LEFT JOIN (SELECT file, MIN(number) AS number FROM store_body GROUP BY file) f ON f.file = k.file
LEFT JOIN store_body b ON b.number = f.number ORDER BY k.file
"""


def ledger() -> Verdict:
    """Return the verdict on the whole register, with its faults, first bad entry first.

    Of SQLite by the same Django-free check that outsiders run; of PostgreSQL through its connection, entry by entry.
    Every file's key and every attachment is opened too. Memory stays at a batch of entries.
    """
    verdict = _of_the_log()
    try:
        missing = tuple(islice(attach.faults(), audit.FAULTS_MAX))
    except NansenError as error:
        missing = (Fault("attachments", "keys that open", str(error)),)
    return replace(verdict, faults=verdict.faults + missing)


def _of_the_log() -> Verdict:
    ring = keys.ring()
    if connection.vendor == "sqlite":
        return verify.path(Path(str(connection.settings_dict["NAME"])), vkey=ring.vkey, keks=ring.keks)
    return _through_connection()


def _through_connection() -> Verdict:
    findings = Findings(unchecked=[UNCHECKED])
    head = _head(findings)
    walk, bare = Walk((head.size,) if head else ()), Bare()
    while rows := list(
        Entry.objects.filter(number__gte=walk.edge.size).order_by("number").values_list("number", "leaf")[:STEP]
    ):
        start = walk.edge.size
        missing = next((at for at, row in enumerate(rows, start) if row[0] != at), None)
        good = [bytes(leaf) for _, leaf in rows[: None if missing is None else missing - start]]
        _bodies(start, good, bare=bare, findings=findings)
        walk.on([tree.leaf_hash(leaf) for leaf in good])
        if missing is not None:
            findings.entry(missing, expected=f"number {missing}", found="none")
            walk.whole = False
            break
    if walk.whole:
        bare.close(findings)
    _state(walk, head, findings)
    _keys(findings)
    return audit.close("register", walk, head=head, findings=findings)


def _head(findings: Findings) -> Head | None:
    try:
        return prove.head()
    except NansenError as error:
        findings.other("head", expected="a checkpoint signed by the log's key", found=str(error))
        return None


def _bodies(start: int, kept: Sequence[bytes], *, bare: Bare, findings: Findings) -> None:
    """Hold leaves against the bodies beside them; an entry without one is for `bare` to judge."""
    bodies = Body.objects.filter(number__gte=start, number__lt=start + len(kept))
    rows = {row[0]: row[1:] for row in bodies.values_list("number", "file", "entry_id", "act", "sealed")}
    for number, data in enumerate(kept, start):
        try:
            leaf = leaves.decode(data)
        except NansenError as error:
            findings.entry(number, expected="a leaf", found=str(error))
            continue
        bare.met(number, leaf, body=number in rows)
        if number in rows:
            file, entry_id, act, sealed = rows[number]
            digest = leaves.digest(file, entry_id, act=leaf.act, hour=leaf.hour, sealed=bytes(sealed))
            if digest != leaf.ciphertext_sha256 or act != leaf.act:
                findings.entry(number, expected="the body that its leaf shows the digest of", found="another body")


def _state(walk: Walk, head: Head | None, findings: Findings) -> None:
    """Hold the tree that the entries build against head, edge and kept roots."""
    size = walk.edge.size
    kept = {
        (level, number): bytes(node) for level, number, node in Subtree.objects.values_list("level", "number", "hash")
    }
    built = {(subtree.level, subtree.number): subtree.hash for subtree in walk.subtrees}
    if head is not None:
        held = audit.against(walk, head, name="head", findings=findings)
        if held and head.size < size:
            findings.entry(head.size, expected=f"{head.size} entries, by the head", found="one more")
    if walk.whole:
        try:
            if append.edge_now() != walk.edge:
                findings.other("edge", expected=f"the edge of {size} entries", found="another")
        except NansenError as error:
            findings.other("edge", expected="an edge", found=str(error))
        for level, number in sorted(key for key in built | kept if built.get(key) != kept.get(key)):
            findings.other(f"subtree {number} of level {level}", expected="what the entries give", found="another")
        beyond = Body.objects.filter(number__gte=size).order_by("number").values_list("number", flat=True).first()
        if beyond is not None:
            findings.entry(beyond, expected="an entry to this body", found="none")


def _keys(findings: Findings) -> None:
    ring = keys.ring()
    with connection.cursor() as cursor:
        cursor.execute(_KEYLESS)
        (keyless,) = cursor.fetchone() or (None,)
        if keyless is not None:
            findings.entry(keyless, expected="a key to the file of this body", found="none")
        cursor.execute(_KEYS)
        for file, version, wrapped, number, act, entry_id, sealed in cursor:
            row = (file, version, _bytes(wrapped), number, act, entry_id, _bytes(sealed))
            kept_keys.check(row, ring.keks, origin=ring.origin, findings=findings)


def _bytes(kept: Any) -> bytes | None:  # noqa: ANN401 - a driver gives bytes or a view of them
    return None if kept is None else bytes(kept)
