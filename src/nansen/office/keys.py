"""The key folder: key-encryption keys, the ledger's signing secret and the secret of repeatable ids.

`kek-1`, `kek-2` ... hold 64 hexadecimal digits each, the highest number is in use; `log` the Ed25519 seed; `ids` the
secret under which imports get the same id twice; `origin` the name under which the ledger is signed; `policy` the
Ed25519 seed that signs what the office says: messages, letters, its book of rules. Files are 0600 in a 0700 folder
outside the data folder, and are no part of a backup of it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nansen.errors import Broken, Misconfigured, NotFound
from nansen.ledger import notes, seal
from nansen.ledger.seal import Kek, Wrapped
from nansen.store.models import Key

_AT_ONCE = 500
_SECOND = b"nansen|second factor|1"


@dataclass(frozen=True, slots=True)
class Ring:
    """What opens and signs the register of one data folder; `keks` newest last."""

    origin: str
    keks: tuple[Kek, ...]
    log: bytes
    ids: bytes
    seed: bytes = b""

    @property
    def policy(self) -> bytes:
        """Return the secret that signs what the office says; raise Misconfigured where there is none yet."""
        if not self.seed:
            raise Misconfigured(
                "The key folder has no file policy, which signs messages and letters: put 64 hexadecimal digits of a"
                " random source into it (openssl rand -hex 32), mode 0600, and hand out its public key."
            )
        return self.seed

    @property
    def policy_vkey(self) -> str:
        """Return the public key that messages and letters of the office are checked with (C2SP vkey)."""
        return notes.write(notes.verifier(f"{self.origin}/policy", secret=self.policy))

    @property
    def vkey(self) -> str:
        """Return the public key that outsiders check the ledger's heads with (C2SP vkey)."""
        return notes.write(notes.verifier(self.origin, secret=self.log))


def make(folder: Path, *, origin: str) -> None:
    """Make the key folder of a new register; raise Misconfigured where one is already there."""
    if (folder / "log").exists():
        raise Misconfigured("The key folder already holds keys; they are never overwritten.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in ("kek-1", "log", "ids", "policy", "session-secret"):
        _put(folder / name, secrets.token_hex(32))
    _put(folder / "origin", origin)


def ring() -> Ring:
    """Return the keys of this register; raise Misconfigured where the key folder is missing or open to others."""
    return _ring(settings.KEYS)


@lru_cache(maxsize=4)
def _ring(folder: Path) -> Ring:
    try:
        if folder.stat().st_mode & 0o077:
            raise Misconfigured("The key folder can be read by others: set its mode to 0700.")
        keks = sorted(folder.glob("kek-*"), key=lambda file: int(file.name.removeprefix("kek-")))
        if not keks:
            raise Misconfigured("The key folder holds no key-encryption key: put the register's kek files back.")
        return Ring(
            origin=(folder / "origin").read_text().strip(),
            keks=tuple(Kek(int(file.name.removeprefix("kek-")), bytes.fromhex(file.read_text())) for file in keks),
            log=bytes.fromhex((folder / "log").read_text()),
            ids=bytes.fromhex((folder / "ids").read_text()),
            seed=bytes.fromhex((folder / "policy").read_text()) if (folder / "policy").exists() else b"",
        )
    except (OSError, ValueError) as error:
        raise Misconfigured(
            f"The key folder cannot be read ({type(error).__name__}): set NANSEN_KEYS to the register's key folder."
        ) from error


def forget() -> None:
    """Drop every key held in memory, as after a rotation or an erasure."""
    _ring.cache_clear()
    _opened.cache_clear()


def of_file(file: str) -> bytes:
    """Return the data key of a file; raise NotFound where it has none (erased, or never there).

    Cached.
    """
    return _opened(settings.KEYS, str(settings.DATABASES["default"]["NAME"]), file)


def of_files(files: tuple[str, ...]) -> dict[str, bytes]:
    """Return the data keys of many files, one query for every 500; those without a key are left out.

    Raises Misconfigured where the key-encryption key of a file is not in the key folder, Broken where it is another.
    """
    found: dict[str, bytes] = {}
    for start in range(0, len(files), _AT_ONCE):
        rows = Key.objects.filter(file__in=files[start : start + _AT_ONCE]).values_list(
            "file", "kek_version", "wrapped"
        )
        found |= {file: _unwrapped(version, bytes(data)) for file, version, data in rows}
    return found


def _unwrapped(version: int, data: bytes) -> bytes:
    kek = next((kek for kek in ring().keks if kek.version == version), None)
    if kek is None:
        raise Misconfigured(f"The key folder has no file kek-{version}, under which keys of this register are wrapped.")
    return seal.unwrap(kek, Wrapped(version, data))


@lru_cache(maxsize=8192)
def _opened(folder: Path, database: str, file: str) -> bytes:  # noqa: ARG001 - the register is part of the cache's key
    found = of_files((file,))
    if file not in found:
        raise NotFound("There is no such file.")
    return found[file]


def new() -> tuple[bytes, Wrapped]:
    """Return a fresh data key and its wrapping under the newest key-encryption key."""
    key = secrets.token_bytes(seal.KEY_BYTES)
    return key, seal.wrap(ring().keks[-1], key)


def mac(what: str) -> str:
    """Return the 64 hexadecimal digits of HMAC-SHA-256 under the secret of ids."""
    return hmac.new(ring().ids, what.encode(), hashlib.sha256).hexdigest()


def repeatable_id(what: str) -> str:
    """Return the id that the same import key always gets in this register, and that tells nothing to others.

    32 hexadecimal digits of HMAC-SHA-256 under the secret of ids.
    """
    return mac(what)[:32]


def conceal(text: str) -> str:
    """Return a short secret of an account, such as a second factor's, sealed under the key folder: base64."""
    sealed = seal.close(_second(), text.encode(), aad=_SECOND, nonce=secrets.token_bytes(seal.NONCE_BYTES))
    return base64.b64encode(sealed).decode()


def reveal(concealed: str) -> str:
    """Return what was concealed; raise Broken where it was not, was altered, or under another key folder."""
    try:
        sealed = base64.b64decode(concealed, validate=True)
    except ValueError as error:
        raise Broken("second factor: what is kept is not sealed") from error
    return seal.lift(_second(), sealed, aad=_SECOND).decode()


def _second() -> bytes:
    return hmac.new(ring().ids, _SECOND, hashlib.sha256).digest()


def _put(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text + "\n")
