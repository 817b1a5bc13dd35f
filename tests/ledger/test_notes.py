"""Signed notes."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken, Rejected
from nansen.ledger import notes
from nansen.ledger.notes import Verifier

NAME = "nib.example/ledger"
SECRET = bytes(range(32))
VKEY = notes.write(notes.verifier(NAME, secret=SECRET))
TEXT = "one\n\nthree\n"
NOTE = notes.sign(TEXT, NAME, secret=SECRET)


def line(name: str, data: bytes) -> str:
    return f"— {name} {base64.b64encode(data).decode()}\n"


def test_the_worked_example_of_the_specification_verifies(vectors: dict) -> None:
    example = vectors["signed_note"]
    note = f"{example['text']}\n{example['signature_line']}\n"

    assert notes.verified(note, example["vkey"]) == example["text"]
    assert notes.text(note) == example["text"]
    assert notes.write(notes.parse(example["vkey"])) == example["vkey"]


def test_a_note_verifies_under_its_key_and_no_other() -> None:
    other = notes.write(notes.verifier(NAME, secret=bytes(32)))

    assert notes.verified(NOTE, VKEY) == TEXT
    with pytest.raises(Broken, match="no signature"):
        notes.verified(NOTE, other)


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_one_flipped_bit_anywhere_is_refused(bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[bit // 8] ^= 1 << bit % 8

    with pytest.raises((Broken, Rejected)):
        notes.verified(data.decode("utf-8", "replace"), VKEY)


def test_lines_of_unknown_keys_are_passed_over() -> None:
    ours = notes.parse(VKEY)
    strange = (
        line("witness.example", bytes(80)) + line(NAME, bytes(40)) + line("other.example", ours.key_id + bytes(64))
    )

    assert notes.verified(NOTE + strange, VKEY) == TEXT


def test_a_bad_line_of_a_known_key_is_refused_even_beside_a_good_one() -> None:
    bad = line(NAME, notes.parse(VKEY).key_id + bytes(64))

    with pytest.raises(Broken, match="not over this text"):
        notes.verified(NOTE + bad, VKEY)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        NOTE.rstrip("\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", ""),
        NOTE.replace("one", "o\tne"),
        NOTE.replace("one", "o\ud800ne"),
        NOTE.replace(NAME, "two words"),
        NOTE.replace(NAME, "a+b"),
        NOTE + "— \n",
        NOTE + "— name\n",
        NOTE + "— name !!!!\n",
        NOTE + "— name é\n",
        NOTE + "— name AAAAAAB=\n",
        NOTE + "— name AAAAAA==\n",
        NOTE + line("other", bytes(68)) * 100,
        "a" * 1_000_000 + NOTE,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(Rejected):
        notes.verified(note, VKEY)


def test_a_hundred_lines_are_read() -> None:
    assert notes.verified(NOTE + line("other", bytes(68)) * 99, VKEY) == TEXT


@pytest.mark.parametrize("text", ["", "no end", "tab\t\n", "a" * 1_000_001 + "\n"])
def test_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(Rejected):
        notes.sign(text, NAME, secret=SECRET)


@pytest.mark.parametrize(("name", "secret"), [("", SECRET), ("a b", SECRET), ("a+b", SECRET), (NAME, bytes(31))])
def test_a_key_that_cannot_be_is_not_made(name: str, secret: bytes) -> None:
    with pytest.raises(Rejected):
        notes.sign("text\n", name, secret=secret)


def test_a_verifier_key_may_hold_plus_signs_in_its_base64() -> None:
    secret = next(secret for secret in (bytes([n]) * 32 for n in range(99)) if "+" in encoded(secret))

    assert notes.parse(notes.write(notes.verifier(NAME, secret=secret))) == notes.verifier(NAME, secret=secret)


def encoded(secret: bytes) -> str:
    return base64.b64encode(b"\x01" + notes.verifier(NAME, secret=secret).public).decode()


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        VKEY.replace("+", " ", 1),
        VKEY.replace(NAME, "nib.example/other"),
        VKEY[:-4],
        notes.write(Verifier(NAME, bytes(4), notes.parse(VKEY).public)),
        f"{NAME}+{notes.parse(VKEY).key_id.hex()}+{base64.b64encode(bytes([4]) + notes.parse(VKEY).public).decode()}",
    ],
)
def test_a_malformed_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(Rejected):
        notes.parse(vkey)
