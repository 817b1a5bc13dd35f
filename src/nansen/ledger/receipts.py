"""Receipts: a proof in one text file that an entry is in the log, for a family or a lawyer to check offline.

The format is C2SP tlog-proof: a first line, an optional `extra` line, `index`, the path one hash a line, an empty line
and the checkpoint verbatim. Ours carry the leaf's canonical bytes as extra, so that the file needs nothing beside it
but the log's verifier key.
"""

from __future__ import annotations

import base64
import re

from nansen.errors import Broken, Fault, NansenError, Rejected
from nansen.ledger import heads, leaves, notes, proofs, tree
from nansen.ledger.model import HASH_BYTES, Head, Receipt, Verdict

TITLE = "c2sp.org/tlog-proof@v1"
PATH_MAX = 63
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


def write(receipt: Receipt) -> str:
    """Return the text of a receipt."""
    extra = () if receipt.extra is None else (f"extra {_encode(receipt.extra)}",)
    lines = (TITLE, *extra, f"index {receipt.index}", *map(_encode, receipt.path), "")
    return "\n".join(lines) + "\n" + receipt.checkpoint


def parse(text: str) -> Receipt:
    """Read a receipt; refuse (Rejected) all that is not exactly what the format allows.

    Proves nothing yet.
    """
    top, gap, checkpoint = text.partition("\n\n")
    title, *lines = top.split("\n")
    if title != TITLE or not gap:
        raise Rejected.because("receipt", expected=TITLE, found=f"{title!r:.40}")
    extra = lines.pop(0).removeprefix("extra ") if lines and lines[0].startswith("extra ") else None
    index = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if index is None or len(lines) > PATH_MAX:
        raise Rejected.because("receipt", expected="an index and at most 63 hashes", found=f"{len(lines)} lines more")
    path = tuple(notes.decode64(line, "receipt") for line in lines)
    if any(len(node) != HASH_BYTES for node in path):
        raise Rejected.because("receipt", expected="hashes of 32 bytes", found="another length")
    return Receipt(int(index[1]), path, checkpoint, None if extra is None else notes.decode64(extra, "receipt"))


def prove(receipt: Receipt, leaf: bytes, *, vkey: str) -> Head:
    """Return the signed head under which the leaf (its canonical bytes) is proved to stand at the receipt's index.

    Raises Rejected where the checkpoint or the key is malformed, Broken where signature or path does not hold.
    """
    head = heads.verified(receipt.checkpoint, vkey)
    held = proofs.verify_inclusion(
        tree.leaf_hash(leaf), receipt.path, index=receipt.index, size=head.size, root=head.root
    )
    if not held:
        raise Broken(f"receipt: the path does not lead from this entry at {receipt.index} to the head {head.size}")
    return head


def verify(text: str, vkey: str, *, leaf: bytes | None = None) -> Verdict:
    """Return the verdict on a receipt: signature, path, and that the leaf is one of ours.

    The leaf is the one given, or else the one that the receipt carries. Needs no network and no register. A malformed
    key is refused (Rejected); whatever is wrong with the receipt is a fault of the verdict.
    """
    notes.parse(vkey)
    try:
        receipt = parse(text)
        shown = receipt.extra if leaf is None else leaf
        if shown is None:
            raise Rejected.because("receipt", expected="the entry, given or carried as extra", found="none")
        head = prove(receipt, shown, vkey=vkey)
        leaves.decode(shown)
    except NansenError as error:
        fault = Fault("receipt", "a proof that holds", str(error))
        return Verdict("receipt", 0, error.faults if isinstance(error, Rejected) else (fault,))
    return Verdict("receipt", 1, head=head)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
