"""The register's rows, opened and sealed: entries of a file, its outline, its derived row."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from nansen.casefile.model import Subject
from nansen.errors import Broken, NotFound
from nansen.ledger import leaves, seal
from nansen.ledger.model import Act
from nansen.office import keys
from nansen.office.append import Sealed
from nansen.statements import canonical
from nansen.statements.model import Entry, Kind
from nansen.store.models import Body, File, Sent

DERIVED = "derived"
_AT_ONCE = 500
_ACTS = tuple(act.value for act in Act if act is not Act.READ)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file shows in clear, and the number of the last act that its derived row knows."""

    file: str
    kind: Kind
    site: str
    through: int

    @property
    def subject(self) -> Subject:
        """Return what access must know of it."""
        return Subject(file=self.file, kind=self.kind, site=self.site)


def outline(file: str) -> Outline:
    """Return the outline of a file; raise NotFound where there is none, Broken where it is not the sealed one."""
    found = rows([file])
    if file not in found:
        raise NotFound("There is no such file.")
    return found[file][0]


def exists(file: str) -> bool:
    """Return whether the register holds a file of that id, whoever may see it."""
    return File.objects.filter(id=file).exists()


def known(entry_ids: Sequence[str]) -> set[str]:
    """Return those of these entries, sent by a form or a load, that the ledger already holds."""
    found: set[str] = set()
    for start in range(0, len(entry_ids), _AT_ONCE):
        part = entry_ids[start : start + _AT_ONCE]
        found.update(Sent.objects.filter(entry_id__in=part).values_list("entry_id", flat=True))
    return found


def entries(file: str, *, key: bytes | None = None) -> tuple[Entry, ...]:
    """Return all that was done on a file, reads apart, in the order of the ledger.

    Raises Broken where a seal is, and where the act that the file's row knows last is not among them: a case without
    its last word - a wish, say - must not be shown as if it were whole. Who opens many files gives the `key` of each.
    """
    key, origin = key or keys.of_file(file), keys.ring().origin
    with connection.cursor() as cursor:
        cursor.execute(
            # In one statement: asked by itself, the row could know an act that was not there to be read.
            "SELECT b.number, b.entry_id, b.act, b.sealed, f.through FROM store_body b"
            " LEFT JOIN store_file f ON f.id = b.file"
            " WHERE b.file = %s AND b.act IN (%s, %s, %s, %s) ORDER BY b.number",
            (file, *_ACTS),
        )
        rows = cursor.fetchall()
    through = rows[0][4] if rows else File.objects.filter(id=file).values_list("through", flat=True).first()
    if through is not None and all(row[0] != through for row in reversed(rows)):
        raise Broken(f"Act {through}, the last of its file, is not in the register: its body is missing.")
    return tuple(_open(key, origin, file, row[:4]) for row in rows)


def entry(number: int) -> Entry:
    """Return the entry of that number, opened; raise NotFound where its body is not there."""
    row = Body.objects.filter(number=number).values_list("number", "entry_id", "act", "sealed", "file").first()
    if row is None:
        raise NotFound("There is no such entry.")
    return _open(keys.of_file(row[4]), keys.ring().origin, row[4], (row[0], row[1], row[2], bytes(row[3])))


def by_id(entry_id: str) -> Entry:
    """Return the entry of that id, opened; raise NotFound where it is not there."""
    number = Sent.objects.filter(entry_id=entry_id).values_list("number", flat=True).first()
    if number is None:
        raise NotFound("There is no such entry.")
    return entry(number)


def close(done: Entry, key: bytes) -> Sealed:
    """Return an entry sealed under its file's key, bound to its place, ready to be appended."""
    act, origin = Act(done.act.value), keys.ring().origin
    aad = seal.binding(origin, done.file, entry_id=done.id, act=act)
    body = seal.close(key, canonical.encode(done), aad=aad, nonce=secrets.token_bytes(seal.NONCE_BYTES))
    return Sealed(file=done.file, entry_id=done.id, act=act, hour=leaves.hour(done.at), body=body)


def close_row(of: Outline, row: dict[str, Any], key: bytes) -> bytes:
    """Return a file's derived row, sealed under its key and bound to its outline.

    Access asks the outline's clear columns: whoever alters one in the table breaks the seal.
    """
    plain = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
    return seal.close(key, plain, aad=_aad(of), nonce=secrets.token_bytes(seal.NONCE_BYTES))


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a derived row as it comes back from its seal: plain JSON."""
    found: dict[str, Any] = json.loads(json.dumps(row))
    return found


def rows(files: Iterable[str]) -> dict[str, tuple[Outline, dict[str, Any]]]:
    """Return the outlines and opened derived rows of these files, two queries; files without a key are left out.

    Raises Broken where a clear column - kind, site, last act - is not the one under which the row was sealed.
    """
    wanted = tuple(files)
    opened = keys.of_files(wanted)
    found = {}
    for row in File.objects.filter(id__in=wanted).values_list("id", "kind", "site", "through", "sealed"):
        if row[0] in opened:
            one = Outline(row[0], Kind(row[1]), row[2], row[3])
            found[row[0]] = one, json.loads(seal.lift(opened[row[0]], bytes(row[4]), aad=_aad(one)))
    return found


def _open(key: bytes, origin: str, file: str, row: tuple[int, str, str, bytes]) -> Entry:
    number, entry_id, act, sealed = row
    aad = seal.binding(origin, file, entry_id=entry_id, act=Act(act))
    return canonical.decode(seal.lift(key, bytes(sealed), aad=aad), number=number)


def _aad(of: Outline) -> bytes:
    place = f"{DERIVED}|{of.kind.value}|{of.site}|{of.through}"
    return seal.binding(keys.ring().origin, of.file, entry_id=place, act=Act.ACT)
