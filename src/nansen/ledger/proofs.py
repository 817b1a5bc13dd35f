"""Proofs: that an entry is in a tree (inclusion), that one tree goes on another (consistency).

RFC 6962, section 2.1. A proof is made from the roots of complete subtrees, which a `HashReader` gives (from rows, from
tiles, from memory): it reads at most two runs of 256 hashes for every factor of 256 in the size, whatever the sizes
asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nansen.errors import Rejected
from nansen.ledger import tree
from nansen.ledger.model import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nansen.ledger.model import HashReader

    Node = Callable[[int, int], bytes]


def inclusion(index: int, size: int, *, hashes: HashReader) -> tuple[bytes, ...]:
    """Return the path of leaf `index` (from 0) in the tree of `size` leaves, the leaf's sibling first.

    Refuses (Rejected) an index that is not below the size. `hashes` must reach to `size`, it may reach further.
    """
    if not 0 <= index < size:
        raise Rejected.because("inclusion", expected=f"an entry below {size}", found=f"{index}")
    node = _nodes(size, hashes)
    path, start, stop = list[bytes](), 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(node(middle, stop))
            stop = middle
        else:
            path.append(node(start, middle))
            start = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, *, hashes: HashReader) -> tuple[bytes, ...]:
    """Return the proof that the tree of `new` leaves begins with the tree of `old` leaves.

    Refuses (Rejected) sizes out of order, and an old size of 0, from which nothing can be proved.
    """
    if not 0 < old <= new:
        raise Rejected.because("consistency", expected=f"an old size of 1 to {new}", found=f"{old}")
    node = _nodes(new, hashes)
    path, start, stop = list[bytes](), 0, new
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(node(middle, stop))
            stop = middle
        else:
            path.append(node(start, middle))
            start = middle
    # The old tree is itself a node of the new one where no left part was cut off: its root is known to who asks.
    return tuple(reversed([*path, node(start, stop)] if start else path))


def root(size: int, *, hashes: HashReader) -> bytes:
    """Return the root hash of the tree at a size, old or present."""
    return _nodes(size, hashes)(0, size) if size else tree.EMPTY_ROOT


def verify_inclusion(leaf: bytes, path: Sequence[bytes], *, index: int, size: int, root: bytes) -> bool:
    """Say whether the path proves that the leaf hash stands at `index` of the tree of this size and root.

    RFC 9162, section 2.1.3.2. A path that is too long, too short, or not of 32-byte hashes proves nothing.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    place, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = tree.node_hash(sibling, node)
            place, last = _climb(place, last)
        else:
            node = tree.node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(
    path: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> bool:
    """Say whether the path proves that the new tree begins with the old one.

    RFC 9162, section 2.1.4.2. From an old size of 0 nothing is proved; between equal sizes only an empty path with
    equal roots proves.
    """
    if not 0 < old_size <= new_size or not _are_hashes(old_root, new_root, *path):
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size & (old_size - 1) == 0:
        path = (old_root, *path)
    if not path:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = tree.node_hash(sibling, old), tree.node_hash(sibling, new)
            place, last = _climb(place, last)
        else:
            new = tree.node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _nodes(size: int, hashes: HashReader) -> Node:
    """Return a function that gives the hash over leaves [start, stop) of a tree of `size`.

    The range is one that proofs ask for: it begins at a multiple of the power of two at or above its length. Runs of
    hashes are read whole and kept while the proof is made, so that none is read twice.
    """
    runs: dict[tuple[int, int], Sequence[bytes]] = {}

    def run(level: int, number: int) -> Sequence[bytes]:
        if (level, number) not in runs:
            stop = min((number + 1) * tree.WIDTH, size >> (tree.HEIGHT * level))
            runs[level, number] = hashes(level, number * tree.WIDTH, stop)
        return runs[level, number]

    def node(start: int, stop: int) -> bytes:
        length = stop - start
        if length & (length - 1):
            middle = start + _split(length)
            return tree.node_hash(node(start, middle), node(middle, stop))
        level, height = divmod(length.bit_length() - 1, tree.HEIGHT)
        first = start >> (tree.HEIGHT * level)
        here = first % tree.WIDTH
        return tree.fold(run(level, first // tree.WIDTH)[here : here + (1 << height)])

    return node


def _split(length: int) -> int:
    """Return the largest power of two below a length of two or more."""
    return 1 << ((length - 1).bit_length() - 1)


def _climb(place: int, last: int) -> tuple[int, int]:
    """Go up past the levels at which a right-most node has no sibling."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
