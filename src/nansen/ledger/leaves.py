"""What an entry shows: the canonical bytes of a leaf, and the digest that ties it to its sealed body.

A leaf is RFC 8785 JSON, for example `{"act":"read","ct":"<64 hex digits>","hour":"2026-11-24T18Z","v":1}`. These bytes
are hashed into the tree and published: the form of version 1 can never change.
"""

from __future__ import annotations

import hashlib
import re
from binascii import unhexlify
from datetime import UTC, datetime

from nansen.errors import Rejected
from nansen.ledger.model import Act, Leaf

_ACTS = {act.encode(): act for act in Act}
# The canonical form of version 1 has one spelling, so a pattern reads it five times as fast as a JSON parser that must
# afterwards write it again to compare.
_CANONICAL = re.compile(
    rb'\{"act":"(%b)","ct":"([0-9a-f]{64})","hour":"([-0-9TZ]{14})","v":1\}' % b"|".join(_ACTS),
)


def encode(leaf: Leaf) -> bytes:
    """Return the canonical bytes of a leaf (RFC 8785).

    Written by hand, because nothing in a leaf needs quoting and a JSON library costs more than all cryptography of an
    append; a test holds it against the library.
    """
    digest_hex = leaf.ciphertext_sha256.hex()
    return f'{{"act":"{leaf.act.value}","ct":"{digest_hex}","hour":"{leaf.hour}","v":{leaf.version}}}'.encode()


def decode(data: bytes) -> Leaf:
    """Return the leaf that encodes to exactly these bytes; refuse (Rejected) any other bytes."""
    match = _CANONICAL.fullmatch(data)
    if match is None:
        raise Rejected.because("leaf", expected="a canonical leaf of version 1", found=f"{len(data)} other bytes")
    act, digest_hex, hour_text = match.groups()
    return Leaf(_ACTS[act], hour_text.decode(), unhexlify(digest_hex))


def digest(file: str, entry_id: str, *, act: Act, hour: str, sealed: bytes) -> bytes:
    """Return the 32 bytes that a leaf shows of its entry: SHA-256 over ids, class, hour and ciphertext.

    The parts are parted by zero bytes, the ciphertext last, so that no two entries give the same input. A changed byte
    in any column of a body, or in its leaf, is therefore found without any key. It is a digest of random ids and of
    ciphertext under a random nonce only: nothing of the plaintext can be guessed from it, and two entries of one file
    share nothing. Refuses (Rejected) an id that holds a zero byte.
    """
    head = f"{file}\0{entry_id}\0{act}\0{hour}\0"
    if "\0" in file or "\0" in entry_id:
        raise Rejected.because("entry", expected="ids without a zero byte", found="a zero byte")
    return hashlib.sha256(head.encode() + sealed).digest()


def hour(now: datetime) -> str:
    """Return the UTC hour of an aware time as a leaf shows it: `2026-11-24T18Z`."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%HZ")
