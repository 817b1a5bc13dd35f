"""The seal: AES-256-GCM over a body under its file's key, and that key wrapped under the key-encryption key.

A sealed body is `version (1 byte) | nonce (12) | ciphertext and tag`. The plaintext is padded to steps of 256 bytes by
a 0x80 byte and zeros (ISO/IEC 7816-4), which is unambiguous for every content, so that its length tells next to
nothing. The version byte is authenticated with the rest; a later algorithm gets a later number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from nansen.errors import Broken, Misconfigured, Rejected

if TYPE_CHECKING:
    from nansen.ledger.model import Act

KEY_BYTES = 32
NONCE_BYTES = 12
STEP_BYTES = 256
WRAPPED_BYTES = 40
AES_256_GCM = b"\x01"
_HEAD_BYTES = 1 + NONCE_BYTES


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A file's key as it is kept: under which version of the key-encryption key, and the 40 bytes of RFC 3394."""

    kek_version: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Kek:
    """A key-encryption key: its version, counted up at each rotation, and its 32 bytes."""

    version: int
    secret: bytes

    def __post_init__(self) -> None:
        """Refuse (Misconfigured) a key of another length."""
        if len(self.secret) != KEY_BYTES:
            raise Misconfigured(f"KEK version {self.version}: expected 32 bytes, found {len(self.secret)}")


def close(key: bytes, plaintext: bytes, *, aad: bytes, nonce: bytes) -> bytes:
    """Return `plaintext` sealed under a file's key and bound to `aad` (see `binding`).

    The nonce is 12 random bytes, never used twice with one key.
    """
    _check(key, nonce)
    padded = plaintext + b"\x80"
    padded += bytes(-len(padded) % STEP_BYTES)
    return AES_256_GCM + nonce + AESGCM(key).encrypt(nonce, padded, AES_256_GCM + aad)


def lift(key: bytes, sealed: bytes, *, aad: bytes) -> bytes:
    """Return the plaintext under a seal; Broken where key, binding or one bit of the sealed body is not what it was."""
    if sealed[:1] != AES_256_GCM:
        raise Broken("seal: unknown version")
    nonce = sealed[1:_HEAD_BYTES]
    _check(key, nonce)
    try:
        padded = AESGCM(key).decrypt(nonce, sealed[_HEAD_BYTES:], AES_256_GCM + aad)
    except InvalidTag:
        raise Broken("seal: the body, its key or its place is not what was sealed") from None
    plaintext, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00") or len(padded) % STEP_BYTES:
        raise Broken("seal: the padding is not ours")
    return plaintext


def binding(origin: str, file: str, *, entry_id: str, act: Act) -> bytes:
    """Return the bytes that tie a sealed body to its place: log, file, entry and class of act, parted by zero bytes.

    A body moved to another entry, file or log no longer opens. Refuses (Rejected) a part that holds a zero byte.
    """
    parts = (origin, file, entry_id, act.value)
    if any("\0" in part for part in parts):
        raise Rejected.because("seal", expected="ids without a zero byte", found="a zero byte")
    return "\0".join(parts).encode()


def wrap(kek: Kek, key: bytes) -> Wrapped:
    """Return a file's key wrapped under the key-encryption key (RFC 3394)."""
    _check(key, bytes(NONCE_BYTES))
    return Wrapped(kek.version, aes_key_wrap(kek.secret, key))


def unwrap(kek: Kek, wrapped: Wrapped) -> bytes:
    """Return a file's key; Broken where the version is another or the wrapping does not hold."""
    if wrapped.kek_version != kek.version:
        raise Broken(f"key: wrapped under KEK version {wrapped.kek_version}, found KEK version {kek.version}")
    if len(wrapped.data) != WRAPPED_BYTES:
        raise Broken(f"key: expected {WRAPPED_BYTES} wrapped bytes, found {len(wrapped.data)}")
    try:
        return aes_key_unwrap(kek.secret, wrapped.data)
    except InvalidUnwrap:
        raise Broken("key: the wrapping does not hold: it was altered, or the KEK is another") from None


def _check(key: bytes, nonce: bytes) -> None:
    if len(key) != KEY_BYTES or len(nonce) != NONCE_BYTES:
        raise Broken(f"seal: expected a key of 32 and a nonce of 12 bytes, found {len(key)} and {len(nonce)}")
