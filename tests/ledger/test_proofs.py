"""Inclusion and consistency."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nansen.errors import Rejected
from nansen.ledger import proofs, tree
from nansen.ledger.model import HashReader

if TYPE_CHECKING:
    from tests.ledger.conftest import MakeReader


SIZE = 70_000
HASHES = [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(SIZE)]
OTHER = tree.leaf_hash(b"other")


@pytest.fixture(scope="module")
def reader(hash_reader: MakeReader) -> HashReader:
    return hash_reader(HASHES)


def root(size: int) -> bytes:
    return tree.root(tree.extend(tree.EMPTY_EDGE, HASHES[:size]).edge)


def altered(path: Sequence[bytes], *more: bytes) -> Iterator[tuple[bytes, ...]]:
    """Yield paths that are not this one: a bit flipped in each, one left out, doubled, added at either end, swapped."""
    whole = tuple(path)
    for at, node in enumerate(whole):
        yield (*whole[:at], bytes([node[0] ^ 8]) + node[1:], *whole[at + 1 :])
        yield (*whole[:at], node[:-1] + bytes([node[-1] ^ 1]), *whole[at + 1 :])
        yield (*whole[:at], *whole[at + 1 :])
        yield (*whole[:at], node, *whole[at:])
        yield (*whole[:at], node + b"\x00", *whole[at + 1 :])
    for node in (b"", OTHER, *more):
        yield (*whole, node)
        yield (node, *whole)
    for at in range(len(whole) - 1):
        yield (*whole[:at], whole[at + 1], whole[at], *whole[at + 2 :])


def test_the_published_inclusion_proofs_are_ours_and_hold(vectors: dict, hash_reader: MakeReader) -> None:
    hashes = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in vectors["leaves_hex"]]
    for case in vectors["inclusion"]:
        index, size = case["index"], case["size"]
        path = tuple(map(bytes.fromhex, case["path"]))
        top = bytes.fromhex(vectors["roots_by_size_hex"][size])

        assert proofs.inclusion(index, size, hashes=hash_reader(hashes)) == path
        assert proofs.verify_inclusion(hashes[index], path, index=index, size=size, root=top)


def test_the_published_alterations_of_inclusion_proofs_are_refused(vectors: dict) -> None:
    hashes = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in vectors["leaves_hex"]]
    held = []
    for case in vectors["inclusion"]:
        index, size, leaf = case["index"], case["size"], hashes[case["index"]]
        path = tuple(map(bytes.fromhex, case["path"]))
        top = bytes.fromhex(vectors["roots_by_size_hex"][size])
        probes = [(leaf, path, at, size, top) for at in (index - 1, index + 1, index ^ 2)]
        probes += [(leaf, path, index, wrong, top) for wrong in (size * 2, size // 2)]
        probes += [(b"WrongLeaf", path, index, size, top), (b"", path, index, size, top)]
        probes += [(leaf, path, index, size, wrong) for wrong in (tree.EMPTY_ROOT, OTHER, b"")]
        probes += [(leaf, wrong, index, size, top) for wrong in altered(path, top)]
        held += [
            probe
            for probe in probes
            if proofs.verify_inclusion(*probe[:2], index=probe[2], size=probe[3], root=probe[4])
        ]

    assert held == []


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 0), (2, 1), (1, 1), (-1, 1)])
def test_no_entry_is_in_a_tree_too_small_for_it(index: int, size: int, reader: HashReader) -> None:
    for leaf, top in ((OTHER, b""), (b"", tree.EMPTY_ROOT), (OTHER, tree.EMPTY_ROOT), (OTHER, OTHER)):
        assert not proofs.verify_inclusion(leaf, (), index=index, size=size, root=top)
    with pytest.raises(Rejected):
        proofs.inclusion(index, size, hashes=reader)


def test_a_path_longer_than_the_tree_is_high_is_refused_even_where_it_hashes_to_the_root() -> None:
    top = tree.node_hash(HASHES[0], HASHES[1])

    assert proofs.verify_inclusion(HASHES[1], (HASHES[0],), index=1, size=2, root=top)
    assert not proofs.verify_inclusion(HASHES[1], (HASHES[0],), index=0, size=1, root=top)


def test_the_published_consistency_proofs_are_ours_and_hold(vectors: dict, hash_reader: MakeReader) -> None:
    hashes = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in vectors["leaves_hex"]]
    for case in vectors["consistency"]:
        old, new = case["old"], case["new"]
        path = tuple(map(bytes.fromhex, case["path"]))
        old_root, new_root = (bytes.fromhex(vectors["roots_by_size_hex"][size]) for size in (old, new))

        assert proofs.consistency(old, new, hashes=hash_reader(hashes)) == path
        assert proofs.verify_consistency(path, old_size=old, old_root=old_root, new_size=new, new_root=new_root)


def test_the_published_alterations_of_consistency_proofs_are_refused(vectors: dict) -> None:
    held = []
    for case in vectors["consistency"]:
        old, new = case["old"], case["new"]
        path = tuple(map(bytes.fromhex, case["path"]))
        first, last = (bytes.fromhex(vectors["roots_by_size_hex"][size]) for size in (old, new))
        probes = [(path, wrong, first, new, last) for wrong in (old - 1, old + 1, old ^ 2, 0)]
        probes += [(path, old, first, wrong, last) for wrong in (new * 2, new // 2)]
        probes += [(path, old, b"WrongRoot", new, last), (path, old, first, new, b"WrongRoot")]
        probes += [(wrong, old, first, new, last) for wrong in altered(path, first, last)]
        if old != new:
            probes += [(path, old, last, new, first), ((), old, first, new, last)]
        held += [
            probe
            for probe in probes
            if proofs.verify_consistency(
                probe[0], old_size=probe[1], old_root=probe[2], new_size=probe[3], new_root=probe[4]
            )
        ]

    assert held == []


@pytest.mark.parametrize(
    ("old", "new", "path", "first", "last"),
    [
        (0, 0, (), tree.EMPTY_ROOT, tree.EMPTY_ROOT),
        (0, 1, (), tree.EMPTY_ROOT, OTHER),
        (0, 1, (), OTHER, OTHER),
        (0, 0, (OTHER,), OTHER, OTHER),
        (1, 1, (OTHER,), OTHER, OTHER),
        (1, 1, (), OTHER, HASHES[0]),
        (1, 0, (), OTHER, OTHER),
        (2, 1, (), OTHER, OTHER),
        (1, 2, (), OTHER, HASHES[0]),
        (3, 4, (), OTHER, OTHER),
    ],
)
def test_what_shows_no_growth_proves_none(
    old: int, new: int, path: tuple[bytes, ...], first: bytes, last: bytes
) -> None:
    assert not proofs.verify_consistency(path, old_size=old, old_root=first, new_size=new, new_root=last)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (6, 5), (-1, 5)])
def test_a_consistency_proof_from_nothing_or_backwards_is_not_made(old: int, new: int, reader: HashReader) -> None:
    with pytest.raises(Rejected):
        proofs.consistency(old, new, hashes=reader)


def test_the_rolling_hash_over_all_inclusion_proofs_up_to_130(vectors: dict, hash_reader: MakeReader) -> None:
    hashes = [tree.leaf_hash(bytes([number])) for number in range(130)]
    rolling = hashlib.sha256()
    for stop in range(131):
        for start in range(stop):
            length = stop - start
            if start % (1 << (length - 1).bit_length()):
                continue
            read = hash_reader(hashes[start:stop])
            for index in range(length):
                path = proofs.inclusion(index, length, hashes=read)
                tail = "".join(f" {node.hex()}" for node in path)
                rolling.update(f"{start + index} [{start}, {stop}){tail}\n".encode())

    assert rolling.hexdigest() == vectors["rolling_sha256"]["inclusion_proofs"]


def test_every_proof_up_to_130_holds_and_for_no_other_place(reader: HashReader) -> None:
    roots = [root(size) for size in range(131)]
    for size in range(1, 131):
        for index in range(size):
            path = proofs.inclusion(index, size, hashes=reader)
            places = range(size) if size <= 40 else {index ^ 1, index, index ^ 2, index + 1, size - 1 - index}
            held = [
                place
                for place in places
                if proofs.verify_inclusion(HASHES[index], path, index=place, size=size, root=roots[size])
            ]
            assert held == [index]
        for old in range(1, size + 1):
            path = proofs.consistency(old, size, hashes=reader)
            ends = {"new_size": size, "new_root": roots[size]}
            assert proofs.verify_consistency(path, old_size=old, old_root=roots[old], **ends)
            assert not proofs.verify_consistency(path, old_size=old, old_root=OTHER, **ends)


SIZES = st.one_of(st.sampled_from([255, 256, 257, 511, 65_535, 65_536, 65_537]), st.integers(1, SIZE))


@given(SIZES, st.data())
def test_proofs_of_any_size_hold_and_altered_ones_do_not(reader: HashReader, size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = index + 1
    top, below = proofs.root(size, hashes=reader), proofs.root(old, hashes=reader)

    path = proofs.inclusion(index, size, hashes=reader)
    grown = proofs.consistency(old, size, hashes=reader)

    assert proofs.verify_inclusion(HASHES[index], path, index=index, size=size, root=top)
    assert proofs.verify_consistency(grown, old_size=old, old_root=below, new_size=size, new_root=top)
    assert not any(
        proofs.verify_inclusion(HASHES[index], wrong, index=index, size=size, root=top)
        for wrong in altered(path, top)
        if wrong != path
    )
    assert not any(
        proofs.verify_consistency(wrong, old_size=old, old_root=below, new_size=size, new_root=top)
        for wrong in altered(grown, top, below)
        if wrong != grown
    )


@settings(max_examples=25)
@given(SIZES)
def test_the_root_of_an_old_size_is_read_from_the_whole_log(reader: HashReader, size: int) -> None:
    assert proofs.root(size, hashes=reader) == root(size)


def test_the_root_of_nothing_is_read_from_nothing(reader: HashReader) -> None:
    assert proofs.root(0, hashes=reader) == tree.EMPTY_ROOT


def test_a_proof_reads_few_runs_and_none_twice(reader: HashReader) -> None:
    asked: list[tuple[int, int, int]] = []

    def counted(level: int, start: int, stop: int) -> Sequence[bytes]:
        asked.append((level, start, stop))
        return reader(level, start, stop)

    proofs.inclusion(12_345, SIZE, hashes=counted)

    assert asked == [(1, 256, 273), (0, 69_888, 70_000), (1, 0, 256), (0, 12_288, 12_544)]
