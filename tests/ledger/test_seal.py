"""The seal on a body, and the wrapping of its key."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken, Misconfigured, Rejected
from nansen.ledger import seal
from nansen.ledger.model import Act
from nansen.ledger.seal import Kek, Wrapped

KEY, NONCE, AAD = bytes(range(32)), bytes(12), b"place"
KEK = Kek(3, bytes(range(40, 72)))
SEALED = seal.close(KEY, b"he nodded", aad=AAD, nonce=NONCE)


@given(st.binary(max_size=1000))
def test_what_was_closed_is_lifted_whatever_it_ends_in(plaintext: bytes) -> None:
    for content in (plaintext, plaintext + b"\x80", plaintext + b"\x80\x00", plaintext + b"\x00"):
        assert seal.lift(KEY, seal.close(KEY, content, aad=AAD, nonce=NONCE), aad=AAD) == content


def test_the_length_tells_only_the_step_of_256_bytes() -> None:
    lengths = [len(seal.close(KEY, bytes(count), aad=AAD, nonce=NONCE)) for count in (0, 1, 255, 256, 511, 512)]

    assert lengths == [285, 285, 285, 541, 541, 797]


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_one_flipped_bit_of_the_sealed_body_is_refused(bit: int) -> None:
    changed = bytearray(SEALED)
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Broken):
        seal.lift(KEY, bytes(changed), aad=AAD)


@given(st.integers(0, 255))
def test_one_flipped_bit_of_the_key_is_refused(bit: int) -> None:
    changed = bytearray(KEY)
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Broken):
        seal.lift(bytes(changed), SEALED, aad=AAD)


@given(st.integers(0, len(AAD) * 8 - 1))
def test_one_flipped_bit_of_the_place_is_refused(bit: int) -> None:
    changed = bytearray(AAD)
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Broken):
        seal.lift(KEY, SEALED, aad=bytes(changed))


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + SEALED[1:], SEALED[:13], SEALED[:28], SEALED[:-1]])
def test_a_cut_or_unknown_seal_is_refused(sealed: bytes) -> None:
    with pytest.raises(Broken):
        seal.lift(KEY, sealed, aad=AAD)


@pytest.mark.parametrize("padded", [b"", bytes(256), b"a\x80\x01" + bytes(253), b"a\x80" + bytes(255)])
def test_a_padding_that_is_not_ours_is_refused(padded: bytes) -> None:
    sealed = b"\x01" + NONCE + AESGCM(KEY).encrypt(NONCE, padded, b"\x01" + AAD)

    with pytest.raises(Broken, match="padding"):
        seal.lift(KEY, sealed, aad=AAD)


@pytest.mark.parametrize(("key", "nonce"), [(bytes(16), NONCE), (KEY, bytes(11))])
def test_a_key_or_nonce_of_another_length_is_refused(key: bytes, nonce: bytes) -> None:
    with pytest.raises(Broken):
        seal.close(key, b"", aad=AAD, nonce=nonce)


def test_a_binding_names_log_file_entry_and_act() -> None:
    assert seal.binding("nib.example", "f1", entry_id="e1", act=Act.ACT) == b"nib.example\0f1\0e1\0act"


@pytest.mark.parametrize("parts", [("a\0b", "c", "d"), ("a", "b\0c", "d"), ("a", "b", "c\0d")])
def test_a_binding_of_parts_with_zero_bytes_is_refused(parts: tuple[str, str, str]) -> None:
    with pytest.raises(Rejected):
        seal.binding(parts[0], parts[1], entry_id=parts[2], act=Act.ACT)


def test_a_wrapped_key_comes_back_and_says_under_which_kek() -> None:
    wrapped = seal.wrap(KEK, KEY)

    assert wrapped.kek_version == 3
    assert len(wrapped.data) == seal.WRAPPED_BYTES
    assert seal.unwrap(KEK, wrapped) == KEY


def test_the_wrapping_is_that_of_rfc_3394_section_4_6() -> None:
    kek = Kek(1, bytes.fromhex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F"))
    key = bytes.fromhex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")

    assert seal.wrap(kek, key).data.hex().upper() == (
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
    )


@given(st.integers(0, seal.WRAPPED_BYTES * 8 - 1))
def test_one_flipped_bit_of_a_wrapped_key_is_refused(bit: int) -> None:
    changed = bytearray(seal.wrap(KEK, KEY).data)
    changed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Broken):
        seal.unwrap(KEK, Wrapped(3, bytes(changed)))


@pytest.mark.parametrize(
    ("kek", "wrapped"),
    [
        (Kek(4, KEK.secret), seal.wrap(KEK, KEY)),
        (Kek(3, bytes(32)), seal.wrap(KEK, KEY)),
        (KEK, Wrapped(3, bytes(32))),
        (KEK, Wrapped(3, b"")),
    ],
)
def test_another_kek_or_another_length_is_refused(kek: Kek, wrapped: Wrapped) -> None:
    with pytest.raises(Broken):
        seal.unwrap(kek, wrapped)


def test_a_key_of_another_length_is_not_wrapped() -> None:
    with pytest.raises(Broken):
        seal.wrap(KEK, bytes(16))


def test_a_kek_of_another_length_is_a_wrong_installation() -> None:
    with pytest.raises(Misconfigured):
        Kek(1, bytes(16))
