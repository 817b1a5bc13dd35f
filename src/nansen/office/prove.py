"""Proof for outsiders: the head, the receipt of one entry, and the whole log as a folder of C2SP tiles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from nansen.errors import NotFound, Rejected
from nansen.ledger import heads, proofs, receipts, tiles, tree
from nansen.ledger.leaves import decode
from nansen.ledger.model import Head, Leaf, Receipt
from nansen.office import keys
from nansen.store.models import Edge, Entry, File, Subtree


def head() -> Head:
    """Return the last head; every committed entry is in it."""
    return heads.verified(checkpoint(), keys.ring().vkey)


def checkpoint() -> str:
    """Return the last head as it is signed (C2SP checkpoint)."""
    return str(Edge.objects.values_list("head", flat=True).get(id=1))


def vkey() -> str:
    """Return the public key of this register's heads (C2SP vkey)."""
    return keys.ring().vkey


def shown(start: int, stop: int) -> list[tuple[int, Leaf]]:
    """Return numbers and leaves from the last to the first: what the world may see of these entries."""
    found = [(start + index, decode(data)) for index, data in enumerate(leaves(start, stop))]
    return found[::-1]


def receipt(number: int) -> str:
    """Return the proof that entry `number` is in the log (C2SP tlog-proof), for `nansen verify` or any other checker.

    It tells the act's class, its hour and a digest, and nothing else of anybody. Raises NotFound beyond the log.
    """
    signed = checkpoint()
    size = heads.verified(signed, keys.ring().vkey).size
    if not 0 <= number < size:
        raise NotFound("There is no such entry.")
    path = proofs.inclusion(number, size, hashes=hashes)
    return receipts.write(Receipt(number, path, signed, leaves(number, number + 1)[0]))


def publish(folder: Path) -> int:
    """Write the log to a folder (checkpoint, vkey, tile/, tile/entries/) and return its size.

    A folder that already holds this log only grows; each file is replaced whole, the checkpoint last, so that a reader
    never sees a head without its tiles. Raises Rejected where the folder holds another log, or a history of this one
    that is not the beginning of ours: a register that was restored from an old backup must not publish a fork.
    """
    vkey = keys.ring().vkey
    if (folder / "vkey").exists() and (folder / "vkey").read_text().strip() != vkey:
        raise Rejected.because("folder", expected="an empty folder, or this log", found="another log's key")
    signed = checkpoint()
    size = heads.verified(signed, vkey).size
    since = _published(folder, vkey, size)
    for path, data in tiles.plan(size, leaves=leaves, hashes=hashes, since=since):
        _replace(folder / path, data)
    _replace(folder / "vkey", f"{vkey}\n".encode())
    _replace(folder / "checkpoint", signed.encode())
    return size


def _published(folder: Path, vkey: str, size: int) -> int:
    if not (folder / "checkpoint").exists():
        return 0
    before = heads.verified((folder / "checkpoint").read_text(), vkey)
    if before.size > size or proofs.root(before.size, hashes=hashes) != before.root:
        raise Rejected.because(
            "folder", expected=f"an earlier state of this log of {size} entries", found=f"another of {before.size}"
        )
    return before.size


def leaves(start: int, stop: int) -> Sequence[bytes]:
    """Return the bytes of leaves start to stop - 1, from the tables."""
    rows = Entry.objects.filter(number__gte=start, number__lt=stop).order_by("number").values_list("leaf", flat=True)
    return [bytes(leaf) for leaf in rows]


def hashes(level: int, start: int, stop: int) -> Sequence[bytes]:
    """Return the roots of the complete subtrees of 256**level leaves, numbers start to stop - 1, from the tables."""
    if level == 0:
        return [tree.leaf_hash(leaf) for leaf in leaves(start, stop)]
    rows = Subtree.objects.filter(level=level, number__gte=start, number__lt=stop).order_by("number")
    return [bytes(node) for node in rows.values_list("hash", flat=True)]


def files() -> int:
    """Return how many files the register has, of every kind."""
    return File.objects.count()


def size() -> int:
    """Return how many entries the ledger has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM store_edge WHERE id = 1")
        return int(cursor.fetchone()[0])


def _replace(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(data)
    os.replace(fresh, file)  # noqa: PTH105 - replaces whole, in one step
