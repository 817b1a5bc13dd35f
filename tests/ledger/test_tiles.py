"""Tiles, bundles and their paths."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken, NotFound
from nansen.ledger import proofs, tiles, tree

if TYPE_CHECKING:
    from tests.ledger.conftest import MakeReader


def files(size: int, hash_reader: MakeReader, since: int = 0) -> dict[str, bytes]:
    data = [b"%d" % number for number in range(size)]
    hashes = hash_reader([tree.leaf_hash(leaf) for leaf in data])
    return dict(tiles.plan(size, leaves=lambda start, stop: data[start:stop], hashes=hashes, since=since))


def reading(kept: dict[str, bytes]) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        if path not in kept:
            raise NotFound(path)
        return kept[path]

    return read


def test_the_path_of_the_specification(vectors: dict) -> None:
    expected = vectors["tiles_of_70000"]["path_of_1234067"]

    assert tiles.path(0, 1234067) == f"tile/0/{expected}"
    assert tiles.bundle_path(1234067, width=7) == f"tile/entries/{expected}.p/7"
    assert tiles.path(63, 0) == "tile/63/000"


def test_the_tiles_of_70000_entries(vectors: dict) -> None:
    facts = vectors["tiles_of_70000"]
    shape = list(tiles.shape(70_000))

    assert shape == [
        *((0, number, 256) for number in range(facts["level0_full"])),
        (0, facts["level0_full"], facts["level0_partial_width"]),
        *((1, number, 256) for number in range(facts["level1_full"])),
        (1, facts["level1_full"], facts["level1_partial_width"]),
        (2, 0, facts["level2_partial_width"]),
    ]


def test_256_entries_are_one_full_tile_and_one_above() -> None:
    assert list(tiles.shape(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles.shape(0)) == []


def test_what_is_written_for_three_hundred_entries(hash_reader: MakeReader) -> None:
    written = files(300, hash_reader)

    assert {path: len(content) for path, content in written.items()} == {
        "tile/entries/000": sum(2 + len(str(n)) for n in range(256)),
        "tile/0/000": 8192,
        "tile/entries/001.p/44": 44 * 5,
        "tile/0/001.p/44": 44 * 32,
        "tile/1/000.p/1": 32,
    }
    assert tiles.entries(written["tile/entries/001.p/44"])[0] == b"256"


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_what_is_written_since_then_completes_what_was_written_then(
    hash_reader: MakeReader, one: int, two: int
) -> None:
    since, size = sorted((one, two))

    added = files(size, hash_reader, since=since)

    kept = files(since, hash_reader) | added
    whole = files(size, hash_reader)
    assert {path: kept[path] for path in whole} == whole
    assert not any(path in added for path in files(since, hash_reader) if ".p/" not in path)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_entries_come_back_from_their_bundle(entries: list[bytes]) -> None:
    assert tiles.entries(tiles.bundle(entries)) == tuple(entries)


def test_the_longest_entry_has_room_and_one_byte_more_has_not() -> None:
    assert tiles.entries(tiles.bundle([bytes(65_535)])) == (bytes(65_535),)
    with pytest.raises(Broken):
        tiles.bundle([bytes(65_536)])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00", b"\x00\x01a\x00\x01"])
def test_a_bundle_that_ends_within_an_entry_is_refused(data: bytes) -> None:
    with pytest.raises(Broken):
        tiles.entries(data)


def test_a_tile_of_half_a_hash_is_refused() -> None:
    with pytest.raises(Broken):
        tiles.hashes(bytes(33))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000])
def test_proofs_are_made_from_tiles_alone(size: int, hash_reader: MakeReader) -> None:
    hashes = [tree.leaf_hash(b"%d" % number) for number in range(size)]
    reader = tiles.reader(size, reading(files(size, hash_reader)))
    top = tree.root(tree.extend(tree.EMPTY_EDGE, hashes).edge)

    for index in range(0, size, 37):
        path = proofs.inclusion(index, size, hashes=reader)
        assert proofs.verify_inclusion(hashes[index], path, index=index, size=size, root=top)
    assert reader(0, size - 1, size) == (hashes[-1],)


def test_a_full_tile_answers_for_a_partial_one_that_was_removed(hash_reader: MakeReader) -> None:
    kept = files(256, hash_reader)
    read = reading(kept)

    assert tiles.tile(0, 0, width=100, read=read) == tiles.hashes(kept["tile/0/000"])[:100]
    assert tiles.leaves(0, width=100, read=read) == tiles.entries(kept["tile/entries/000"])[:100]


def test_a_tile_that_is_not_there_is_not_found() -> None:
    for width in (100, 256):
        with pytest.raises(NotFound):
            tiles.tile(0, 0, width=width, read=reading({}))


def test_a_tile_or_bundle_of_another_width_is_refused(hash_reader: MakeReader) -> None:
    read = reading({"tile/0/000.p/9": bytes(32 * 8), "tile/entries/000.p/9": tiles.bundle([b"a"] * 8)})

    with pytest.raises(Broken, match="expected 9 hashes, found 8"):
        tiles.tile(0, 0, width=9, read=read)
    with pytest.raises(Broken, match="expected 9 entries, found 8"):
        tiles.leaves(0, width=9, read=read)
