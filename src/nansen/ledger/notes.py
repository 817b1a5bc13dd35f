"""Signed notes (C2SP signed-note): text under one or more signature lines, and the keys that make and check them.

A note is text that ends in a newline, an empty line, and lines `— <key name> <base64 of key id and signature>`. We sign
with Ed25519 (type 0x01, RFC 8032). A verifier key is written `<name>+<key id in hex>+<base64 of type and public key>`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from nansen.errors import Broken, Rejected

ED25519 = b"\x01"
KEY_BYTES = 32
KEY_ID_BYTES = 4
NOTE_CHARACTERS_MAX = 1_000_000
SIGNATURES_MAX = 100
_DASH = "— "
_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key that is known by name; `key_id` only tells signature lines apart, it proves nothing."""

    name: str
    key_id: bytes
    public: bytes


def sign(text: str, name: str, *, secret: bytes) -> str:
    """Return the note: `text` signed by the key `name`, whose 32 secret bytes are given.

    Refuses (Rejected) text that a note cannot hold and a name that a key cannot have.
    """
    _check_text(text)
    key_id = verifier(name, secret=secret).key_id
    signature = _private(secret).sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(key_id + signature).decode()}\n"


@lru_cache(maxsize=8)
def _private(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


def verified(note: str, vkey: str) -> str:
    """Return the text of a note that the key signed.

    Lines of unknown keys are passed over, as the format demands. Raises Rejected where the note or the key is
    malformed, Broken where no line is the key's or one of its lines does not verify.
    """
    body, lines = _parts(note)
    trusted = parse(vkey)
    ours = [signature for name, key_id, signature in lines if (name, key_id) == (trusted.name, trusted.key_id)]
    if not ours:
        raise Broken(f"note: no signature of {trusted.name}+{trusted.key_id.hex()}")
    public = Ed25519PublicKey.from_public_bytes(trusted.public)
    for signature in ours:
        try:
            public.verify(signature, body.encode())
        except InvalidSignature:
            raise Broken(
                f"note: the signature of {trusted.name}+{trusted.key_id.hex()} is not over this text"
            ) from None
    return body


def text(note: str) -> str:
    """Return the text of a note, whoever signed it; refuse (Rejected) what is not a note."""
    return _parts(note)[0]


@lru_cache(maxsize=8)
def verifier(name: str, *, secret: bytes) -> Verifier:
    """Return the public half of a key; the 32 secret bytes come from the caller's source of randomness."""
    _check_name(name)
    if len(secret) != KEY_BYTES:
        raise Rejected.because("key", expected="32 bytes", found=f"{len(secret)} bytes")
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    return Verifier(name, _key_id(name, public), public)


def write(key: Verifier) -> str:
    """Return the verifier key as the one line that is handed out (`vkey`)."""
    return f"{key.name}+{key.key_id.hex()}+{base64.b64encode(ED25519 + key.public).decode()}"


def parse(vkey: str) -> Verifier:
    """Read a verifier key; refuse (Rejected) what is malformed, of another type, or has the wrong key id."""
    name, _, rest = vkey.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    _check_name(name)
    data = decode64(encoded, "vkey")
    public = data[1:]
    if data[:1] != ED25519 or len(public) != KEY_BYTES:
        raise Rejected.because("vkey", expected="type 1 and 32 bytes of Ed25519", found=f"{len(data)} bytes")
    if key_id != _key_id(name, public).hex():
        raise Rejected.because("vkey", expected=f"key id {_key_id(name, public).hex()}", found=f"{key_id!r:.20}")
    return Verifier(name, bytes.fromhex(key_id), public)


def decode64(text: str, where: str) -> bytes:
    """Return the bytes of a base64 text (RFC 4648, section 4); refuse (Rejected) any but its one canonical spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or base64.b64encode(data).decode() != text:
        raise Rejected.because(where, expected="base64", found=f"{text!r:.20}")
    return data


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:KEY_ID_BYTES]


def _check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Rejected.because("key name", expected="a name without spaces or plus signs", found=f"{name!r:.40}")


def _check_text(lines: str) -> None:
    if not lines.endswith("\n") or len(lines) > NOTE_CHARACTERS_MAX or _UNFIT.search(lines):
        raise Rejected.because("note", expected="lines of UTF-8 without control characters", found=f"{lines!r:.40}")


def _parts(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """Return the text of a note and its signature lines as (name, key id, signature)."""
    _check_text(note)
    body, gap, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")[:-1]
    if not gap or not lines or len(lines) > SIGNATURES_MAX:
        raise Rejected.because("note", expected=f"1 to {SIGNATURES_MAX} signature lines", found=f"{len(lines)}")
    return body + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH):
        raise Rejected.because("note", expected="a signature line, with its dash", found=f"{line!r:.40}")
    _check_name(name)
    data = decode64(encoded, "signature")
    if len(data) <= KEY_ID_BYTES:
        raise Rejected.because("signature", expected="a key id and a signature", found=f"{len(data)} bytes")
    return name, data[:KEY_ID_BYTES], data[KEY_ID_BYTES:]
