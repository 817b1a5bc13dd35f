"""The kept keys, checked one by one."""

from __future__ import annotations

import pytest

from nansen.errors import Fault
from nansen.ledger import keys, seal
from nansen.ledger.audit import Findings
from nansen.ledger.model import Act
from nansen.ledger.seal import Kek

KEK = Kek(7, bytes(range(100, 132)))
KEY = bytes(range(32))
WRAPPED = seal.wrap(KEK, KEY).data
AAD = seal.binding("nib.example", "f", entry_id="e", act=Act.ACT)
SEALED = seal.close(KEY, b"a line", aad=AAD, nonce=bytes(12))


def found(row: keys.KeyRow, *, origin: str | None = "nib.example", bad: int | None = None) -> list[Fault]:
    findings = Findings()
    if bad is not None:
        findings.entry(bad, expected="a", found="b")
    keys.check(row, [KEK], origin=origin, findings=findings)
    return findings.others


def test_a_key_that_opens_the_first_body_of_its_file_is_good() -> None:
    assert found(("f", 7, WRAPPED, 3, "act", "e", SEALED)) == []


def test_a_key_that_does_not_open_it_is_a_fault() -> None:
    assert found(("f", 7, WRAPPED, 3, "read", "e", SEALED)) == [
        Fault(
            "key of file f",
            "a key that opens the file's first body",
            "seal: the body, its key or its place is not what was sealed",
        )
    ]


def test_an_entry_id_that_cannot_be_is_a_fault_and_no_crash() -> None:
    assert len(found(("f", 7, WRAPPED, 3, "act", "e\0", SEALED))) == 1


@pytest.mark.parametrize(
    "body",
    [(None, None, None, None), (3, "nonsense", "e", SEALED), (3, "act", b"e", SEALED), (3, "act", "e", "text")],
)
def test_where_there_is_no_body_to_open_the_wrapping_alone_is_tried(
    body: tuple[int | None, object, object, object],
) -> None:
    assert found(("f", 7, WRAPPED, *body)) == []
    assert len(found(("f", 7, bytes(40), *body))) == 1


def test_a_key_is_not_blamed_for_a_body_that_is_known_to_be_wrong_or_for_a_lost_head() -> None:
    row = ("f", 7, WRAPPED, 3, "act", "e", SEALED[:-1] + b"x")

    assert len(found(row)) == 1
    assert found(row, bad=3) == []
    assert found(row, origin=None) == []
