"""A published log, checked from its files alone: `checkpoint`, `vkey`, `tile/<level>/...`, `tile/entries/...`.

The root is built from the entries and held against the signed head, the tiles against what the entries give. Memory
stays at one tile and the roots of the complete tiles, whatever the size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nansen.errors import Broken, NansenError, NotFound, Rejected
from nansen.ledger import audit, heads, leaves, tiles, tree
from nansen.ledger.audit import Findings, Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nansen.ledger.model import Head, Verdict

WHAT = "published log"
FILE_BYTES_MAX = tree.WIDTH * (tiles.ENTRY_BYTES_MAX + 2)


def verify(folder: Path, *, vkey: str | None = None, trusted: Head | None = None) -> Verdict:
    """Return the verdict on a published folder, naming the first bad entry or tile.

    `vkey` is the log's verifier key as it was handed over by another way; without it the folder's own is taken, and
    the verdict says so. `trusted` is an earlier head of this log, kept elsewhere: with it a history that was cut short
    or written anew under the log's own key is found.
    """
    findings = Findings()
    head = _head(folder, vkey, findings)
    if head is None:
        return audit.close(WHAT, Walk(()), head=None, findings=findings)
    marks = (head,) if trusted is None else (head, trusted)
    walk = Walk(tuple(mark.size for mark in marks))
    suspects = _entries(folder, walk, size=head.size, findings=findings)
    stands = audit.against(walk, head, name="checkpoint", findings=findings)
    audit.against_trusted(walk, trusted, head=head, findings=findings)
    for number, place in suspects:
        if stands:
            findings.other(place, expected=f"the hash of entry {number}", found="another hash")
        else:
            findings.entry(number, expected=f"the entry whose hash is in {place}", found="another entry")
    _upper(folder, walk, size=head.size, stands=stands, findings=findings)
    return audit.close(WHAT, walk, head=head, findings=findings)


def read(folder: Path, path: str) -> bytes:
    """Return the bytes of one file of the log; NotFound where it is not there, Broken where it is too long."""
    file = folder / path
    if not file.is_file():
        raise NotFound(f"{path}: no such file")
    if file.stat().st_size > FILE_BYTES_MAX:
        raise Broken(f"{path}: more than {FILE_BYTES_MAX} bytes")
    return file.read_bytes()


def _head(folder: Path, vkey: str | None, findings: Findings) -> Head | None:
    """Return the head of the folder, also where its signature is wrong (a fault); None where there is none to read."""
    if vkey is None:
        findings.unchecked.append("The key is the folder's own: whoever wrote the folder could have put it there.")
    try:
        checkpoint = read(folder, "checkpoint").decode("utf-8", "replace")
        key = read(folder, "vkey").decode("utf-8", "replace") if vkey is None else vkey
        try:
            return heads.verified(checkpoint, key)
        except Broken as error:
            findings.other("checkpoint", expected="the log's signature", found=str(error))
            return heads.unverified(checkpoint)
    except (Broken, NotFound, Rejected) as error:
        findings.other("checkpoint", expected="a checkpoint and its key", found=str(error))
    return None


def _entries(folder: Path, walk: Walk, *, size: int, findings: Findings) -> list[tuple[int, str]]:
    """Walk all entries; return those whose hash is not in their tile, as (number, tile): who is wrong shows later.

    A bundle that cannot be read to its end is judged by its tile at once; without that too the walk ends.
    """
    suspects: list[tuple[int, str]] = []
    for level, number, width in tiles.shape(size):
        if level:
            break
        kept = _hashes(folder, number, width, findings)
        built = _leaf_hashes(folder, number, width, findings)
        differing = [at for at, (left, right) in enumerate(zip(kept, built, strict=False)) if left != right]
        first = number * tree.WIDTH
        if len(built) == width:
            place = tiles.path(0, number, width=width)
            suspects.extend((first + at, place) for at in differing[: audit.FAULTS_MAX])
            walk.on(built)
            continue
        lost = first + min([*differing[:1], len(built)])
        findings.entry(lost, expected="an entry that can be read and has the hash in its tile", found="none")
        walk.on(kept or built)
        if not kept:
            walk.whole = False
            break
    return suspects


def _hashes(folder: Path, number: int, width: int, findings: Findings) -> Sequence[bytes]:
    """Return the hashes of a level 0 tile, none where it cannot be read (a fault)."""
    try:
        return tiles.tile(0, number, width=width, read=lambda path: read(folder, path))
    except NansenError as error:
        findings.other(tiles.path(0, number, width=width), expected="a tile", found=str(error))
    return ()


def _leaf_hashes(folder: Path, number: int, width: int, findings: Findings) -> Sequence[bytes]:
    """Return the hashes of the entries of a bundle as far as it can be read; each should be a leaf."""
    found = list[bytes]()
    # What came before the place where a bundle breaks stays in the list: that is how the first bad entry is found.
    try:
        found.extend(tiles.split(tiles.bundle_bytes(number, width=width, read=lambda path: read(folder, path))))
    except NansenError as error:
        place = tiles.bundle_path(number, width=width)
        findings.other(place, expected=f"a bundle of {width} entries", found=str(error))
        return [tree.leaf_hash(entry) for entry in found[:width]]
    if len(found) not in {width, tree.WIDTH}:
        place = tiles.bundle_path(number, width=width)
        findings.other(place, expected=f"a bundle of {width} entries", found=f"{len(found)} entries")
    for at, entry in enumerate(found[:width]):
        try:
            leaves.decode(entry)
        except Rejected as error:
            findings.entry(number * tree.WIDTH + at, expected="a leaf", found=str(error))
    return [tree.leaf_hash(entry) for entry in found[:width]]


def _upper(folder: Path, walk: Walk, *, size: int, stands: bool, findings: Findings) -> None:
    """Hold the tiles above level 0 against the subtrees that the entries built."""
    built = {(subtree.level, subtree.number): subtree.hash for subtree in walk.subtrees}
    kept = dict(_kept(folder, size, findings))
    if not stands:
        for start, stop in audit.differing(walk, kept, None):
            if not findings.within(start, stop):
                findings.entry(start, last=stop - 1, expected="what was signed", found="something else")
        return
    for (level, number), value in kept.items():
        if value != built[level, number]:
            findings.other(
                tiles.path(level, number // tree.WIDTH, width=_width(size, level, number)),
                expected=f"the root of the tile {tiles.path(level - 1, number)}",
                found="another hash",
            )


def _kept(folder: Path, size: int, findings: Findings) -> Iterator[tuple[tuple[int, int], bytes]]:
    for level, number, width in tiles.shape(size):
        if level == 0:
            continue
        try:
            found = tiles.tile(level, number, width=width, read=lambda path: read(folder, path))
        except NansenError as error:
            findings.other(tiles.path(level, number, width=width), expected="a tile", found=str(error))
            continue
        for at, value in enumerate(found):
            yield (level, number * tree.WIDTH + at), value


def _width(size: int, level: int, number: int) -> int:
    count = size >> (tree.HEIGHT * level)
    return min(tree.WIDTH, count - number // tree.WIDTH * tree.WIDTH)
