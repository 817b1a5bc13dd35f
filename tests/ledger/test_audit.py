"""What an audit keeps of what it finds."""

from __future__ import annotations

from nansen.errors import Fault
from nansen.ledger import audit, tree
from nansen.ledger.audit import Findings, Walk
from nansen.ledger.model import Edge, Verdict


def test_of_very_many_faults_the_first_entries_and_the_first_others_are_kept() -> None:
    findings = Findings()
    for number in reversed(range(100)):
        findings.entry(number, expected="a", found="b")
        findings.other(f"tile {number}", expected="a", found="b")

    verdict = audit.close("log", Walk(()), head=None, findings=findings)

    assert verdict == Verdict(
        "log",
        0,
        faults=(
            *(Fault(f"entry {number}", "a", "b") for number in range(20)),
            *(Fault(f"tile {number}", "a", "b") for number in range(99, 79, -1)),
        ),
        first=0,
    )
    assert not verdict.ok


def test_of_one_entry_the_first_fault_is_kept() -> None:
    findings = Findings()
    findings.entry(5, expected="a leaf", found="none")
    findings.entry(5, expected="a body", found="none")

    assert findings.entries == {5: Fault("entry 5", "a leaf", "none")}
    assert findings.within(5, 6)
    assert not findings.within(6, 9)


def test_the_ranges_that_differ_are_256_entries_each_and_less_at_the_right_edge() -> None:
    walk = Walk(())
    walk.on([tree.leaf_hash(number.to_bytes(2, "big")) for number in range(700)])
    kept = {(row.level, row.number): row.hash for row in walk.subtrees} | {(1, 1): bytes(32)}
    changed = list(walk.edge.hashes)
    changed[0] = changed[2] = bytes(32)

    assert list(audit.differing(walk, kept, Edge(700, tuple(changed)))) == [(256, 512), (640, 672)]
    assert list(audit.differing(walk, kept, Edge(4, (bytes(32),)))) == [(256, 512)]
    assert list(audit.differing(walk, {}, None)) == []
