"""Checking the whole ledger where it lies: leaves, bodies, tree, head."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from nansen.errors import Broken, NansenError
from nansen.ledger import leaves, tree, verify
from nansen.ledger.model import Verdict
from nansen.office import append, keys, prove
from nansen.store.models import Body

STEP = 256


def ledger() -> Verdict:
    """Return the verdict on the whole register.

    Of SQLite by the same Django-free check that outsiders run; of PostgreSQL through its connection, leaf by leaf.
    """
    if connection.vendor == "sqlite":
        return verify.path(Path(str(connection.settings_dict["NAME"])), vkey=keys.ring().vkey)
    return _through_connection()


def _through_connection() -> Verdict:
    size, edge, head = prove.size(), tree.EMPTY_EDGE, prove.head()
    for start in range(0, size, STEP):
        stop = min(start + STEP, size)
        try:
            edge = tree.extend(edge, _checked(start, stop)).edge
        except NansenError as error:
            raise Broken(f"The ledger is damaged between entries {start} and {stop - 1}: {error}") from error
    if edge != append.edge_now() or tree.root(edge) != head.root:
        raise Broken("The ledger's edge or head is not what its entries imply.")
    return Verdict("register", size, head=head)


def _checked(start: int, stop: int) -> list[bytes]:
    kept = prove.leaves(start, stop)
    bodies = {
        row[0]: row[1:]
        for row in Body.objects.filter(number__gte=start, number__lt=stop).values_list(
            "number", "file", "entry_id", "act", "sealed"
        )
    }
    if len(kept) != stop - start:
        raise Broken("an entry is missing")
    for number, data in enumerate(kept, start=start):
        leaf = leaves.decode(data)
        if number in bodies:
            file, entry_id, act, sealed = bodies[number]
            found = leaves.digest(file, entry_id, act=leaf.act, hour=leaf.hour, sealed=bytes(sealed))
            if found != leaf.ciphertext_sha256 or act != leaf.act.value:
                raise Broken(f"entry {number}: the body is not the one that its leaf shows")
    return [tree.leaf_hash(data) for data in kept]
