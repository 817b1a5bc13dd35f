"""Heads: the signed states of a log (C2SP tlog-checkpoint).

A checkpoint is a signed note of three lines: origin, size in decimal, root hash in base64. Its key bears the origin's
name. We write no extension lines and pass over those of others.
"""

from __future__ import annotations

import base64
import re

from nansen.errors import Rejected
from nansen.ledger import notes
from nansen.ledger.model import HASH_BYTES, Head

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def sign(head: Head, secret: bytes) -> str:
    """Return the checkpoint of a head, signed by the log's key (32 secret bytes) under the name of its origin."""
    return notes.sign(write(head), head.origin, secret=secret)


def verified(checkpoint: str, vkey: str) -> Head:
    """Return the head that the key signed.

    Raises Rejected where the text is not a checkpoint, or not of the log that the key is named for; Broken where the
    signature is missing or wrong.
    """
    head = parse(notes.verified(checkpoint, vkey))
    name = notes.parse(vkey).name
    if head.origin != name:
        raise Rejected.because("checkpoint", expected=f"the log {name}", found=f"{head.origin!r:.40}")
    return head


def unverified(checkpoint: str) -> Head:
    """Return the head that a checkpoint claims, whoever signed it: to show it or to find its key, not to trust it."""
    return parse(notes.text(checkpoint))


def write(head: Head) -> str:
    """Return the three lines of a head, unsigned."""
    return f"{head.origin}\n{head.size}\n{base64.b64encode(head.root).decode()}\n"


def parse(text: str) -> Head:
    """Read the lines of a head; refuse (Rejected) all that is not exactly what the format allows."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or "" in lines:
        raise Rejected.because("checkpoint", expected="three lines, each ended", found=f"{len(lines)} lines")
    origin, size, root = lines[:3]
    if not _DECIMAL.fullmatch(size):
        raise Rejected.because("checkpoint", expected="a size in decimal", found=f"{size!r:.40}")
    data = notes.decode64(root, "root hash")
    if len(data) != HASH_BYTES:
        raise Rejected.because("root hash", expected="32 bytes", found=f"{len(data)} bytes")
    return Head(origin, int(size), data)
