"""Tiles: the log as plain files that anyone can fetch, copy and check (C2SP tlog-tiles, height 8).

`tile/<level>/<number>` holds 256 hashes of 32 bytes, `tile/entries/<number>` 256 leaves, each behind its length in two
bytes, big-endian. The last of each row may be partial: `<number>.p/<width>`. Numbers are written in groups of three
digits, all but the last behind an x: 1234067 is `x001/x234/067`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nansen.errors import Broken, NotFound
from nansen.ledger import tree
from nansen.ledger.model import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nansen.ledger.model import HashReader, LeafReader

    FileReader = Callable[[str], bytes]

ENTRY_BYTES_MAX = 0xFFFF
_LENGTH_BYTES = 2


def path(level: int, number: int, *, width: int = tree.WIDTH) -> str:
    """Return the path of a tile of hashes, partial where the width is below 256."""
    return f"tile/{level}/{_place(number, width)}"


def bundle_path(number: int, *, width: int = tree.WIDTH) -> str:
    """Return the path of a bundle of entries, partial where the width is below 256."""
    return f"tile/entries/{_place(number, width)}"


def shape(size: int, *, since: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield (level, number, width) of every tile of a tree of `size`, level by level from 0.

    With `since`, only the tiles that a tree of that size did not have whole: what must be written when the log grew.
    """
    level = 0
    while size:
        for number in range(since >> tree.HEIGHT, (size + tree.WIDTH - 1) >> tree.HEIGHT):
            yield level, number, min(tree.WIDTH, size - number * tree.WIDTH)
        level, size, since = level + 1, size >> tree.HEIGHT, since >> tree.HEIGHT


def plan(size: int, *, leaves: LeafReader, hashes: HashReader, since: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every tile and bundle of the log at `size`, one at a time: memory stays at one tile.

    With `since`, only what a log published at that size does not already hold whole. Upper levels come last, so that
    a reader who finds a tile finds those below it.
    """
    for level, number, width in shape(size, since=since):
        start = number * tree.WIDTH
        if level == 0:
            yield bundle_path(number, width=width), bundle(leaves(start, start + width))
        yield path(level, number, width=width), b"".join(hashes(level, start, start + width))


def bundle(entries: Sequence[bytes]) -> bytes:
    """Return the bytes of a bundle; refuse (Broken) an entry of more than 65,535 bytes, which has no room in it."""
    if any(len(entry) > ENTRY_BYTES_MAX for entry in entries):
        raise Broken(f"bundle: an entry of more than {ENTRY_BYTES_MAX} bytes")
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in entries)


def entries(data: bytes) -> tuple[bytes, ...]:
    """Return the entries of a bundle in order; refuse (Broken) one that ends within an entry."""
    return tuple(split(data))


def split(data: bytes) -> Iterator[bytes]:
    """Yield the entries of a bundle in order, as far as they can be read; then Broken if it ends within an entry."""
    at = count = 0
    while at < len(data):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start], "big")
        if max(start, at) > len(data):
            raise Broken(f"bundle: it ends within entry {count}")
        yield data[start:at]
        count += 1


def hashes(data: bytes) -> tuple[bytes, ...]:
    """Return the hashes of a tile in order; refuse (Broken) a length that is not of whole hashes."""
    if len(data) % HASH_BYTES:
        raise Broken(f"tile: expected whole hashes of {HASH_BYTES} bytes, found {len(data)} bytes")
    return tuple(data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES))


def tile(level: int, number: int, *, width: int, read: FileReader) -> tuple[bytes, ...]:
    """Return the first `width` hashes of a tile from `read(path)`, which raises NotFound for a file that is not there.

    A partial tile may have been removed once the full one was there, so the full one answers for it. Refuses (Broken)
    a file of another length.
    """
    found = hashes(_whole_or_part(path(level, number), path(level, number, width=width), read))
    if len(found) not in {width, tree.WIDTH}:
        raise Broken(f"{path(level, number, width=width)}: expected {width} hashes, found {len(found)}")
    return found[:width]


def leaves(number: int, *, width: int, read: FileReader) -> tuple[bytes, ...]:
    """Return the first `width` entries of a bundle from `read(path)`, as `tile` does for hashes."""
    found = entries(bundle_bytes(number, width=width, read=read))
    if len(found) not in {width, tree.WIDTH}:
        raise Broken(f"{bundle_path(number, width=width)}: expected {width} entries, found {len(found)}")
    return found[:width]


def bundle_bytes(number: int, *, width: int, read: FileReader) -> bytes:
    """Return the file of a bundle, the full one where the partial one was removed."""
    return _whole_or_part(bundle_path(number), bundle_path(number, width=width), read)


def reader(size: int, read: FileReader) -> HashReader:
    """Return the reader of hashes that proofs need, from the tiles of a log published at `size`."""

    def part(level: int, start: int, stop: int) -> tuple[bytes, ...]:
        number = start // tree.WIDTH
        width = min(tree.WIDTH, (size >> (tree.HEIGHT * level)) - number * tree.WIDTH)
        return tile(level, number, width=width, read=read)[start % tree.WIDTH : stop - number * tree.WIDTH]

    return part


def _whole_or_part(whole: str, part: str, read: FileReader) -> bytes:
    try:
        return read(part)
    except NotFound:
        if part == whole:
            raise
        return read(whole)


def _place(number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    end = "" if width == tree.WIDTH else f".p/{width}"
    return "/".join(reversed(groups)) + end
