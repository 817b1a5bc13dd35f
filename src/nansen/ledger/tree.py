"""The tree: RFC 6962 hashing, and a right edge that grows at the cost of about two hashes an entry.

RFC 6962, section 2.1: a leaf is hashed behind a 0x00 byte, a node behind a 0x01 byte, so that neither can pass for the
other; the root of an empty tree is SHA-256 of nothing.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from nansen.errors import Broken
from nansen.ledger.model import HASH_BYTES, Edge, Growth, Subtree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
EMPTY_EDGE = Edge()
HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Leaves of a tile, and of a subtree of level 1 (C2SP tlog-tiles fixes the height at 8)."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's canonical bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two nodes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(edge: Edge, leaf: bytes) -> Edge:
    """Return the edge after one more leaf hash."""
    return extend(edge, (leaf,)).edge


def extend(edge: Edge, leaves: Iterable[bytes]) -> Growth:
    """Return the edge after these leaf hashes, in order, and every subtree of 256**level leaves that they complete.

    The subtrees come in the order in which they are completed. About two hashes an entry, whatever the size of the
    tree (a million in about a second); the leaves are read once, 256 at a time.
    """
    size, peaks, subtrees = edge.size, list(edge.hashes), list[Subtree]()
    stream = iter(leaves)
    while part := tuple(islice(stream, WIDTH - size % WIDTH)):
        if any(len(leaf) != HASH_BYTES for leaf in part):
            raise Broken("tree: a leaf hash has 32 bytes")
        if len(part) == WIDTH:
            size = _push(peaks, size, subtrees, node=fold(part), height=HEIGHT)
        else:
            for leaf in part:
                size = _push(peaks, size, subtrees, node=leaf, height=0)
    return Growth(Edge(size, tuple(peaks)), tuple(subtrees))


def root(edge: Edge) -> bytes:
    """Return the root hash of the tree that ends in this edge."""
    if not edge.hashes:
        return EMPTY_ROOT
    node = edge.hashes[-1]
    for peak in reversed(edge.hashes[:-1]):
        node = node_hash(peak, node)
    return node


def fold(nodes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of nodes of one height."""
    sha256 = hashlib.sha256
    while len(nodes) > 1:
        nodes = [sha256(b"\x01" + nodes[i] + nodes[i + 1]).digest() for i in range(0, len(nodes), 2)]
    return nodes[0]


def dump(edge: Edge) -> bytes:
    """Return the hashes of an edge as one string of bytes; the size is kept beside it."""
    return b"".join(edge.hashes)


def load(size: int, data: bytes) -> Edge:
    """Return the edge of a size from its dumped hashes; refuse (Broken) what cannot be one."""
    return Edge(size, tuple(data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)))


def _push(peaks: list[bytes], size: int, subtrees: list[Subtree], *, node: bytes, height: int) -> int:
    """Set a perfect subtree of 2**height leaves at the right of the peaks, merge equals, return the new size."""
    grown = size + (1 << height)
    if height == HEIGHT:
        subtrees.append(Subtree(1, size >> HEIGHT, node))
    while size >> height & 1:
        node = node_hash(peaks.pop(), node)
        height += 1
        if height % HEIGHT == 0:
            subtrees.append(Subtree(height // HEIGHT, size >> height, node))
    peaks.append(node)
    return grown
