"""The tree and its right edge."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken
from nansen.ledger import tree
from nansen.ledger.model import Edge, Subtree

if TYPE_CHECKING:
    from collections.abc import Sequence


def naive(hashes: Sequence[bytes]) -> bytes:
    """Return MTH as RFC 6962, section 2.1 writes it."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + naive(hashes[:k]) + naive(hashes[k:])).digest()


def some(count: int) -> list[bytes]:
    return [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


def test_the_roots_of_the_reference_tree(vectors: dict) -> None:
    edge, roots = tree.EMPTY_EDGE, [tree.root(tree.EMPTY_EDGE).hex()]
    for leaf in vectors["leaves_hex"]:
        edge = tree.append(edge, tree.leaf_hash(bytes.fromhex(leaf)))
        roots.append(tree.root(edge).hex())

    assert roots == vectors["roots_by_size_hex"]


def test_the_rolling_hash_over_all_subtrees_up_to_130(vectors: dict) -> None:
    hashes = [tree.leaf_hash(bytes([number])) for number in range(130)]
    rolling = hashlib.sha256()
    for stop in range(131):
        for start in range(stop + 1):
            length = stop - start
            if length and start % (1 << (length - 1).bit_length()):
                continue
            root = tree.root(tree.extend(tree.EMPTY_EDGE, hashes[start:stop]).edge)
            rolling.update(f"[{start}, {stop}) {root.hex()}\n".encode())

    assert rolling.hexdigest() == vectors["rolling_sha256"]["subtree_hashes"]


def test_the_edge_gives_the_root_of_the_definition_at_every_size_to_600() -> None:
    hashes, edge = some(600), tree.EMPTY_EDGE

    for size in range(600):
        assert tree.root(edge) == naive(hashes[:size])
        edge = tree.append(edge, hashes[size])


@given(st.lists(st.integers(0, 700), max_size=5))
def test_it_is_the_same_in_one_piece_or_in_many(pieces: list[int]) -> None:
    hashes, edge, subtrees = some(sum(pieces)), tree.EMPTY_EDGE, []

    at = 0
    for piece in pieces:
        growth = tree.extend(edge, hashes[at : at + piece])
        edge, at = growth.edge, at + piece
        subtrees.extend(growth.subtrees)

    whole = tree.extend(tree.EMPTY_EDGE, iter(hashes))
    assert (edge, tuple(subtrees)) == (whole.edge, whole.subtrees)
    assert tree.root(edge) == naive(hashes)


def test_every_complete_subtree_of_256_to_a_power_is_named_once_in_order() -> None:
    hashes = some(65536 + 300)

    growth = tree.extend(tree.EMPTY_EDGE, hashes)

    level_1 = [Subtree(1, i, tree.fold(hashes[i * 256 : i * 256 + 256])) for i in range(257)]
    level_2 = Subtree(2, 0, naive(hashes[:65536]))
    assert growth.subtrees == (*level_1[:256], level_2, level_1[256])


def test_one_at_a_time_names_the_subtree_when_its_last_leaf_comes() -> None:
    hashes, edge = some(512), tree.EMPTY_EDGE

    named = []
    for number, leaf in enumerate(hashes):
        growth = tree.extend(edge, (leaf,))
        edge = growth.edge
        named.extend((number, subtree) for subtree in growth.subtrees)

    assert named == [(255, Subtree(1, 0, naive(hashes[:256]))), (511, Subtree(1, 1, naive(hashes[256:])))]


@given(st.integers(0, 2000))
def test_an_edge_comes_back_from_its_dump(size: int) -> None:
    edge = tree.extend(tree.EMPTY_EDGE, some(size)).edge

    assert tree.load(size, tree.dump(edge)) == edge


@pytest.mark.parametrize(
    ("size", "length"), [(3, 32), (3, 63), (3, 65), (3, 96), (0, 32), (-1, 32), (1, 0), (1, 31), (1, 33)]
)
def test_what_cannot_be_an_edge_is_refused(size: int, length: int) -> None:
    with pytest.raises(Broken):
        tree.load(size, bytes(length))


def test_a_leaf_hash_of_another_length_is_refused() -> None:
    with pytest.raises(Broken):
        tree.append(Edge(), b"short")


def test_the_work_for_an_entry_does_not_grow_with_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    made = random.Random(1)
    early, late = (Edge(size, tuple(made.randbytes(32) for _ in range(size.bit_count()))) for size in (1000, 10**9))
    count = 0

    def counted(left: bytes, right: bytes) -> bytes:
        nonlocal count
        count += 1
        return hashlib.sha256(b"\x01" + left + right).digest()

    monkeypatch.setattr(tree, "node_hash", counted)
    work = []
    for edge in (early, late):
        count = 0
        tree.extend(edge, some(250))
        work.append(count)

    assert max(work) < 300
