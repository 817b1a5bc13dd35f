"""The kept keys of files, checked: that each opens under its key-encryption key, and opens what it should open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nansen.errors import NansenError
from nansen.ledger import seal
from nansen.ledger.model import Act
from nansen.ledger.seal import Wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nansen.ledger.audit import Findings
    from nansen.ledger.seal import Kek

    KeyRow = tuple[object, object, object, int | None, object, object, object]
    """File, KEK version, wrapped key; number, act, entry id and sealed body of the file's first entry, if any."""

_ACTS = frozenset(Act)


def check(row: KeyRow, keks: Sequence[Kek], *, origin: str | None, findings: Findings) -> None:
    """Note what is wrong with the kept key of one file.

    Without a KEK only its form is looked at. With it the key is unwrapped and tried on the file's first body: a key
    that was exchanged with another file's unwraps, but opens nothing. That is not tried without an `origin` (the head
    could not be read), nor on a body that is known to be wrong.
    """
    file, version, wrapped, number, act, entry_id, sealed = row
    where = f"key of file {file!s:.40}"
    if type(file) is not str or type(version) is not int or type(wrapped) is not bytes:
        findings.other(where, expected="a file, a KEK version and a wrapped key", found="values of other kinds")
        return
    if len(wrapped) != seal.WRAPPED_BYTES:
        findings.other(where, expected=f"{seal.WRAPPED_BYTES} wrapped bytes", found=f"{len(wrapped)}")
        return
    if not keks:
        return
    kek = next((kek for kek in keks if kek.version == version), None)
    if kek is None:
        findings.other(where, expected="a version of the KEKs that were given", found=f"version {version}")
        return
    try:
        key = seal.unwrap(kek, Wrapped(version, wrapped))
        if origin is None or number in findings.entries:
            return
        if type(act) is str and act in _ACTS and type(entry_id) is str and type(sealed) is bytes:
            seal.lift(key, sealed, aad=seal.binding(origin, file, entry_id=entry_id, act=Act(act)))
    except NansenError as error:
        findings.other(where, expected="a key that opens the file's first body", found=str(error))
