"""An audit under way: what the entries build, what was found wrong so far, and where to look.

`published` and `register` walk their entries through a `Walk`, note faults in `Findings`, and end with `close`. Both
change as the audit goes and live for one verdict only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nansen.errors import Fault
from nansen.ledger import tree
from nansen.ledger.model import Act, Edge, Head, Subtree, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nansen.ledger.model import Leaf

FAULTS_MAX = 20
"""Faults kept of each sort; a log that is wrong in a million places is told by its first ones."""


@dataclass(slots=True)
class Findings:
    """The faults of entries by their number, the other faults in the order found, and what could not be looked at."""

    entries: dict[int, Fault] = field(default_factory=dict)
    others: list[Fault] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def entry(self, number: int, *, expected: str, found: str, last: int | None = None) -> None:
        """Note what is wrong with an entry, or somewhere from it to the entry `last`; its first fault is kept."""
        where = f"entry {number}" if last is None else f"entries {number} to {last}"
        self.entries.setdefault(number, Fault(where, expected, found))
        if len(self.entries) > FAULTS_MAX:
            del self.entries[max(self.entries)]

    def other(self, where: str, *, expected: str, found: str) -> None:
        """Note what is wrong with anything else."""
        if len(self.others) < FAULTS_MAX:
            self.others.append(Fault(where, expected, found))

    def within(self, start: int, stop: int) -> bool:
        """Say whether a fault is known of an entry from `start` to `stop` - 1."""
        return any(start <= number < stop for number in self.entries)


@dataclass(slots=True)
class Walk:
    """The tree as the entries build it, with the root at each size of `marks` when it is passed.

    `whole` is set to False where the entries could not be read to their end: sizes that were not reached are then no
    faults of their own.
    """

    marks: tuple[int, ...]
    edge: Edge = tree.EMPTY_EDGE
    subtrees: list[Subtree] = field(default_factory=list)
    roots: dict[int, bytes] = field(default_factory=lambda: {0: tree.EMPTY_ROOT})
    whole: bool = True

    def on(self, hashes: Sequence[bytes]) -> None:
        """Take the next leaf hashes."""
        start = self.edge.size
        stops = sorted({mark for mark in self.marks if start < mark < start + len(hashes)} | {start + len(hashes)})
        for stop in stops:
            growth = tree.extend(self.edge, hashes[self.edge.size - start : stop - start])
            self.edge = growth.edge
            self.subtrees.extend(growth.subtrees)
            if stop in self.marks:
                self.roots[stop] = tree.root(growth.edge)


@dataclass(slots=True)
class Bare:
    """The first entries that have no body, and no `erasure` after them so far.

    A missing body is a fault unless the log holds a later entry of the class `erasure`. This version writes none, so
    here every missing body is a fault. A leaf does not show what it erased: by this rule an erasure covers all entries
    before it; a version that erases will say which. `blind` is set to True where bodies cannot be read any further:
    one that was not read is not missing.
    """

    numbers: list[int] = field(default_factory=list)
    blind: bool = False

    def met(self, number: int, leaf: Leaf | None, *, body: bool) -> None:
        """Take the next entry, its leaf (None where it is none), and whether its body is there."""
        if leaf is not None and leaf.act is Act.ERASURE:
            self.numbers.clear()
        if not body and not self.blind and len(self.numbers) < FAULTS_MAX:
            self.numbers.append(number)

    def close(self, findings: Findings) -> None:
        """Note them, at the end of a log that was read whole: an entry that was not read could be the erasure."""
        for number in self.numbers:
            findings.entry(number, expected="the body of an entry that no erasure covers", found="none")


def against(walk: Walk, head: Head, *, name: str, findings: Findings) -> bool:
    """Hold the entries against a head, note what differs, and say whether the head stands over them."""
    count = walk.edge.size
    if count < head.size:
        if walk.whole:
            findings.entry(count, expected=f"{head.size} entries, by the {name}", found=f"{count} entries")
        return False
    if walk.roots[head.size] != head.root:
        findings.other(name, expected=f"root {head.root.hex()}", found=f"root {walk.roots[head.size].hex()}")
        return False
    return True


def against_trusted(walk: Walk, trusted: Head | None, *, head: Head, findings: Findings) -> None:
    """Hold the entries against a head that was kept elsewhere, if there is one, and the two heads' names together."""
    if trusted is None:
        findings.unchecked.append("That nothing was cut off or written anew under the log's own key: no earlier head.")
        return
    against(walk, trusted, name="trusted head", findings=findings)
    if trusted.origin != head.origin:
        findings.other("head", expected=f"the log {trusted.origin}", found=f"{head.origin}")


def differing(walk: Walk, stored: Mapping[tuple[int, int], bytes], edge: Edge | None) -> Iterator[tuple[int, int]]:
    """Yield the ranges (start, stop) of entries whose kept hash is not what the entries give, in order.

    256 entries where a subtree's root is kept, less at the right edge. Every range that is yielded holds a changed
    entry or is judged by a changed hash.
    """
    for subtree in walk.subtrees:
        if subtree.level == 1 and stored.get((1, subtree.number), subtree.hash) != subtree.hash:
            yield subtree.number * tree.WIDTH, (subtree.number + 1) * tree.WIDTH
    if edge is None or edge.size != walk.edge.size:
        return
    start = 0
    for kept, built, length in zip(edge.hashes, walk.edge.hashes, _lengths(edge.size), strict=True):
        if length < tree.WIDTH and kept != built:
            yield start, start + length
        start += length


def close(what: str, walk: Walk, *, head: Head | None, findings: Findings) -> Verdict:
    """Return the verdict: faults of entries first, by number, then the others."""
    numbers = sorted(findings.entries)
    return Verdict(
        what,
        walk.edge.size,
        faults=(*(findings.entries[number] for number in numbers), *findings.others),
        head=head,
        first=numbers[0] if numbers else None,
        unchecked=tuple(findings.unchecked),
    )


def _lengths(size: int) -> Iterator[int]:
    return (1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1)
