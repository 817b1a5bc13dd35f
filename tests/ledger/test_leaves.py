"""What an entry shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Rejected
from nansen.ledger import leaves
from nansen.ledger.model import Act, Leaf

HOURS = st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year >= 1000).map(leaves.hour)
LEAVES = st.builds(Leaf, st.sampled_from(Act), HOURS, st.binary(min_size=32, max_size=32))


def test_a_leaf_of_version_1_has_these_bytes_for_ever() -> None:
    leaf = Leaf(Act.READ, "2026-11-24T18Z", bytes(range(32)))

    data = leaves.encode(leaf)

    assert data == (
        b'{"act":"read","ct":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",'
        b'"hour":"2026-11-24T18Z","v":1}'
    )


def test_the_classes_of_acts_are_these_for_ever() -> None:
    assert [act.value for act in Act] == ["act", "read", "decision", "message", "erasure"]


@given(LEAVES)
def test_a_leaf_comes_back_from_its_bytes_and_these_are_canonical_json(leaf: Leaf) -> None:
    data = leaves.encode(leaf)

    assert leaves.decode(data) == leaf
    assert rfc8785.dumps(json.loads(data)) == data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":1.0'),
        (b'"v":1', b'"v":2'),
        (b'"v":1', b'"v":1,"w":1'),
        (b'"act":', b'"act": '),
        (b"read", b"reads"),
        (b"18Z", b"24Z"),
        (b"11-24", b"02-30"),
        (b"11-24", b"13-24"),
        (b"2026", b"+026"),
        (b"aa", b"AA"),
        (b"aa", b"a"),
        (b'"}', b'"}\n'),
        (b"}", b"}}"),
        (b'{"act":"read",', b"{"),
    ],
)
def test_bytes_that_are_no_canonical_leaf_are_refused(old: bytes, new: bytes) -> None:
    data = leaves.encode(Leaf(Act.READ, "2026-11-24T18Z", b"\xaa" * 32))
    changed = data.replace(old, new, 1) if data.count(old) else data + new

    with pytest.raises(Rejected):
        leaves.decode(changed)


@given(LEAVES, st.data())
def test_one_flipped_bit_is_another_leaf_or_none(leaf: Leaf, data: st.DataObject) -> None:
    changed = bytearray(leaves.encode(leaf))
    bit = data.draw(st.integers(0, len(changed) * 8 - 1))
    changed[bit // 8] ^= 1 << bit % 8

    try:
        found = leaves.decode(bytes(changed))
    except Rejected:
        return

    assert found != leaf
    assert leaves.encode(found) == bytes(changed)


@pytest.mark.parametrize(
    ("act", "hour", "shown", "version"),
    [
        (Act.ACT, "2026-11-24T18Z", bytes(31), 1),
        (Act.ACT, "2026-11-24T18Z", bytes(32), 2),
        (Act.ACT, "2026-11-24T18:00Z", bytes(32), 1),
        (Act.ACT, "2026-02-29T18Z", bytes(32), 1),
    ],
)
def test_a_leaf_that_cannot_be_is_not_built(act: Act, hour: str, shown: bytes, version: int) -> None:
    with pytest.raises(Rejected):
        Leaf(act, hour, shown, version)


def test_the_digest_of_a_body_is_sha_256_over_its_columns_parted_by_zeros() -> None:
    expected = hashlib.sha256(b"f1\0e1\0decision\x002026-11-24T18Z\0sealed").digest()

    assert leaves.digest("f1", "e1", act=Act.DECISION, hour="2026-11-24T18Z", sealed=b"sealed") == expected


def test_each_column_moves_the_digest() -> None:
    plain = {"file": "f", "entry_id": "e", "act": Act.ACT, "hour": "2026-11-24T18Z", "sealed": b"s"}
    others = {"file": "g", "entry_id": "f", "act": Act.READ, "hour": "2026-11-24T19Z", "sealed": b"t"}

    digests = {leaves.digest(**plain)} | {leaves.digest(**plain | {name: others[name]}) for name in plain}

    assert len(digests) == 6


def test_an_id_with_a_zero_byte_is_refused_for_it_could_pass_for_two_parts() -> None:
    for file, entry_id in (("a\0b", "c"), ("a", "b\0c")):
        with pytest.raises(Rejected):
            leaves.digest(file, entry_id, act=Act.ACT, hour="2026-11-24T18Z", sealed=b"")


def test_the_hour_is_cut_in_utc_not_rounded_and_not_local() -> None:
    kyiv = timezone(timedelta(hours=2))

    assert leaves.hour(datetime(2026, 11, 24, 18, 59, 59, tzinfo=UTC)) == "2026-11-24T18Z"
    assert leaves.hour(datetime(2026, 11, 25, 0, 30, tzinfo=kyiv)) == "2026-11-24T22Z"
