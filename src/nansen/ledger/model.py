"""The nouns of the ledger: what an act shows of itself, the states of the tree, and what is proved of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from nansen.errors import Broken, Fault, Rejected

HASH_BYTES = 32
LEAF_VERSION = 1
_HOUR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3])Z")

HashReader = Callable[[int, int, int], Sequence[bytes]]
"""`hashes(level, start, stop)`: the roots of the complete subtrees of 256**level leaves, numbers start to stop - 1.

Level 0 are the leaf hashes. At most 256 are asked for at once, never across a multiple of 256.
"""

LeafReader = Callable[[int, int], Sequence[bytes]]
"""`leaves(start, stop)`: the canonical bytes of the leaves, numbers start to stop - 1, at most 256 at once."""


class Act(StrEnum):
    """The class of an act: all that a published leaf tells of what was done."""

    ACT = "act"
    READ = "read"
    DECISION = "decision"
    MESSAGE = "message"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What an entry shows to the world, for ever: its class, its hour (UTC, `2026-11-24T18Z`), its body's digest.

    Two leaves of one file share no value but class and hour. `ciphertext_sha256` is made by `leaves.digest`.
    """

    act: Act
    hour: str
    ciphertext_sha256: bytes
    version: int = LEAF_VERSION

    def __post_init__(self) -> None:
        """Refuse (Rejected) a version, an hour or a digest that no leaf can have."""
        if self.version != LEAF_VERSION:
            raise Rejected.because("leaf.v", expected=f"{LEAF_VERSION}", found=f"{self.version!r:.20}")
        if not _is_hour(self.hour):
            raise Rejected.because("leaf.hour", expected="an hour as 2026-11-24T18Z", found=f"{self.hour!r:.20}")
        if len(self.ciphertext_sha256) != HASH_BYTES:
            raise Rejected.because("leaf.ct", expected="32 bytes", found=f"{len(self.ciphertext_sha256)} bytes")


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a tree: the roots of its perfect subtrees, largest first, one for each 1 bit of `size`."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse (Broken) a number of hashes that does not go with the size, or a hash that is not 32 bytes."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise Broken(f"edge of size {self.size}: expected {self.size.bit_count()} hashes, found {len(self.hashes)}")
        if any(len(node) != HASH_BYTES for node in self.hashes):
            raise Broken(f"edge of size {self.size}: every hash has 32 bytes")


@dataclass(frozen=True, slots=True)
class Subtree:
    """The root of the complete subtree that covers leaves number * 256**level to (number + 1) * 256**level - 1."""

    level: int
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Growth:
    """What came of extending an edge: the new edge, and every subtree of 256**level leaves finished on the way."""

    edge: Edge
    subtrees: tuple[Subtree, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A state of one log: whose (`origin`), how many entries, and the root hash over them."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """A proof that one entry is in the log, to be checked offline (C2SP tlog-proof).

    `index` counts from 0, `path` runs from the leaf's sibling up, `checkpoint` is the signed head verbatim.
    `extra` is not authenticated by the format; ours holds the leaf's canonical bytes, which the path then proves.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: nothing wrong (`ok`), or the faults, first bad entry first.

    `size` is the number of entries that were checked, `head` the head they were held against, `first` the number of
    the first bad entry where one can be named. `unchecked` says in whole sentences what could not be looked at.
    """

    what: str
    size: int
    faults: tuple[Fault, ...] = ()
    head: Head | None = None
    first: int | None = None
    unchecked: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Say whether nothing wrong was found."""
        return not self.faults


@lru_cache(maxsize=4096)
def _is_hour(text: str) -> bool:
    match = _HOUR.fullmatch(text)
    if match is None:
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True
