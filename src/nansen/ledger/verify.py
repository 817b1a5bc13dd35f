"""Say whether it is all still true.

One verdict on a published folder, a register or a receipt, from files alone. Needs no Django, no network and no running
register; `nansen verify` prints what this returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nansen.errors import NotFound, Rejected
from nansen.ledger import heads, notes, published, receipts, register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nansen.ledger.model import Verdict
    from nansen.ledger.seal import Kek

RECEIPT_SUFFIX = ".tlog-proof"
RECEIPT_BYTES_MAX = 2_000_000


def path(
    target: Path,
    *,
    vkey: str | None = None,
    trusted: str | None = None,
    keks: Sequence[Kek] = (),
    leaf: bytes | None = None,
) -> Verdict:
    """Return the verdict on what lies at a path: a folder, a receipt by its suffix, or else a SQLite register.

    `vkey` is the text of the log's verifier key, `trusted` an earlier checkpoint of the same log kept elsewhere; it is
    worth nothing without the key (Rejected). `keks` open the keys of a register, `leaf` replaces the leaf that a
    receipt carries. Whatever is wrong with the log is a fault of the verdict; what is wrong with the question is
    raised: NotFound where nothing is there, Rejected for a malformed key or trusted checkpoint, Broken for a trusted
    checkpoint that the key did not sign.
    """
    if not target.exists():
        raise NotFound("verify: nothing is there")
    if trusted is not None and vkey is None:
        raise Rejected.because("vkey", expected="the log's verifier key", found="none")
    if vkey is not None:
        notes.parse(vkey)
    mark = None if vkey is None or trusted is None else heads.verified(trusted, vkey)
    if target.is_dir():
        return published.verify(target, vkey=vkey, trusted=mark)
    if target.suffix == RECEIPT_SUFFIX:
        return _receipt(target, vkey, leaf)
    return register.verify(target, vkey=vkey, trusted=mark, keks=keks)


def _receipt(target: Path, vkey: str | None, leaf: bytes | None) -> Verdict:
    if vkey is None:
        raise Rejected.because("vkey", expected="the log's verifier key", found="none")
    if target.stat().st_size > RECEIPT_BYTES_MAX:
        raise Rejected.because("receipt", expected=f"at most {RECEIPT_BYTES_MAX} bytes", found="more")
    return receipts.verify(target.read_text("utf-8", "replace"), vkey, leaf=leaf)
