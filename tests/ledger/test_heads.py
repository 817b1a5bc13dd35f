"""Heads, signed and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Broken, Rejected
from nansen.ledger import heads, notes
from nansen.ledger.model import Head

SECRET = bytes(range(32))
HEAD = Head("nib.example/ledger", 70_000, bytes(range(32)))
VKEY = notes.write(notes.verifier(HEAD.origin, secret=SECRET))
LINES = "nib.example/ledger\n70000\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


def test_a_head_is_three_lines() -> None:
    assert heads.write(HEAD) == LINES


@given(st.integers(0, 10**18), st.binary(min_size=32, max_size=32))
def test_a_signed_head_comes_back(size: int, root: bytes) -> None:
    head = Head(HEAD.origin, size, root)
    checkpoint = heads.sign(head, SECRET)

    assert heads.verified(checkpoint, VKEY) == head
    assert heads.unverified(checkpoint) == head


def test_lines_after_the_third_are_passed_over() -> None:
    assert heads.parse(LINES + "more\n") == HEAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        LINES.rstrip("\n"),
        LINES + "\n",
        "\n".join(LINES.split("\n")[1:]),
        "\n" + LINES,
        LINES.replace("70000", "070000"),
        LINES.replace("70000", "-1"),
        LINES.replace("70000", "7e4"),
        LINES.replace("70000", "٧"),
        LINES.replace("70000", "1" * 20),
        LINES.replace("AAEC", ""),
        LINES.replace("AAEC", "AA C"),
        LINES.replace("Hh8=", "Hh9="),
    ],
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        heads.parse(text)


def test_a_head_of_another_log_is_refused_even_when_the_key_signed_it() -> None:
    checkpoint = notes.sign(LINES.replace("ledger", "other"), HEAD.origin, secret=SECRET)

    with pytest.raises(Rejected):
        heads.verified(checkpoint, VKEY)


def test_a_head_signed_by_another_is_refused() -> None:
    with pytest.raises(Broken):
        heads.verified(heads.sign(HEAD, bytes(32)), VKEY)
