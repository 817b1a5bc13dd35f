"""Receipts that are checked offline."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken, Fault, Rejected
from nansen.ledger import proofs, receipts, tree
from nansen.ledger.model import Receipt, Verdict

if TYPE_CHECKING:
    from tests.ledger.conftest import Log, MakeLog, MakeReader


HASH = "A" * 43 + "="
TEXT = f"c2sp.org/tlog-proof@v1\nextra YQ==\nindex 1\n{HASH}\n\ncheckpoint\n"


@pytest.fixture(scope="module")
def log(make_log: MakeLog) -> Log:
    return make_log(300)


@pytest.fixture(scope="module")
def receipt(log: Log, hash_reader: MakeReader) -> Receipt:
    hashes = hash_reader([tree.leaf_hash(entry.leaf) for entry in log.entries])
    path = proofs.inclusion(123, 300, hashes=hashes)
    return Receipt(123, path, log.checkpoint(300), log.entries[123].leaf)


def test_the_text_is_that_of_the_format() -> None:
    receipt = Receipt(1, (bytes(32),), "checkpoint\n", b"a")

    assert receipts.write(receipt) == TEXT
    assert receipts.parse(TEXT) == receipt


@given(
    st.builds(
        Receipt,
        st.integers(0, 10**18),
        st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
        st.text(),
        st.none() | st.binary(),
    )
)
def test_a_receipt_comes_back_from_its_text(receipt: Receipt) -> None:
    assert receipts.parse(receipts.write(receipt)) == receipt


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\n\n",
        TEXT.replace("v1", "v2"),
        TEXT.replace("index 1", "index 01"),
        TEXT.replace("index 1", "index -1"),
        TEXT.replace("index 1\n", ""),
        TEXT.replace("index 1", "Index 1"),
        TEXT.replace("extra YQ==\nindex 1", "index 1\nextra YQ=="),
        TEXT.replace("extra YQ==", "extra YQ"),
        TEXT.replace("extra", "Extra"),
        TEXT.replace("\n\n", "\n"),
        TEXT.replace(HASH, "YQ=="),
        TEXT.replace(HASH, HASH[:-1]),
        TEXT.replace(HASH, "\n".join([HASH] * 64)),
    ],
)
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        receipts.parse(text)


def test_a_receipt_holds_with_nothing_beside_it_but_the_key(log: Log, receipt: Receipt) -> None:
    verdict = receipts.verify(receipts.write(receipt), log.vkey)

    assert verdict == Verdict("receipt", 1, head=log.head(300))
    assert verdict.ok


def test_a_receipt_without_extra_holds_for_the_leaf_that_is_given(log: Log, receipt: Receipt) -> None:
    text = receipts.write(dataclasses.replace(receipt, extra=None))

    assert receipts.verify(text, log.vkey, leaf=log.entries[123].leaf).ok
    assert not receipts.verify(text, log.vkey, leaf=log.entries[124].leaf).ok
    assert receipts.verify(text, log.vkey).faults == (Fault("receipt", "the entry, given or carried as extra", "none"),)


def test_a_receipt_says_what_is_wrong_with_it(log: Log, receipt: Receipt) -> None:
    text = receipts.write(dataclasses.replace(receipt, index=124))

    assert receipts.verify(text, log.vkey) == Verdict(
        "receipt",
        0,
        faults=(
            Fault(
                "receipt",
                "a proof that holds",
                "receipt: the path does not lead from this entry at 124 to the head 300",
            ),
        ),
    )


@given(data=st.data())
def test_one_flipped_bit_anywhere_in_a_receipt_is_found(log: Log, receipt: Receipt, data: st.DataObject) -> None:
    text = bytearray(receipts.write(receipt).encode())
    bit = data.draw(st.integers(0, len(text) * 8 - 1))
    text[bit // 8] ^= 1 << bit % 8

    assert not receipts.verify(text.decode("utf-8", "replace"), log.vkey).ok


def test_a_malformed_key_is_refused(log: Log, receipt: Receipt) -> None:
    with pytest.raises(Rejected):
        receipts.verify(receipts.write(receipt), "no key")


def test_a_proof_of_something_that_is_no_leaf_is_a_fault(make_log: MakeLog) -> None:
    log = make_log(1)
    entry = dataclasses.replace(log.entries[0], leaf=b"something else")
    other = dataclasses.replace(log, entries=(entry,))
    receipt = Receipt(0, (), other.checkpoint(1), b"something else")

    assert receipts.prove(receipt, b"something else", vkey=log.vkey) == other.head(1)
    assert receipts.verify(receipts.write(receipt), log.vkey).faults == (
        Fault("leaf", "a canonical leaf of version 1", "14 other bytes"),
    )


def test_prove_raises_where_the_path_does_not_hold(log: Log, receipt: Receipt) -> None:
    with pytest.raises(Broken):
        receipts.prove(receipt, b"another", vkey=log.vkey)
