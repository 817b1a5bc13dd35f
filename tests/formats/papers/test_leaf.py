"""A plain leaf: a message or a letter as a page to read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from nansen.errors import Rejected
from nansen.formats.papers import leaf

FONTS = (Path(__file__).resolve().parents[3] / "src" / "nansen" / "desk" / "static" / "built" / "fonts",)
ON = dt.date(2026, 11, 24)


def text(pdf: bytes) -> str:
    """Return all that a PDF says."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_rows_and_lines_are_printed_in_every_script_and_are_never_code() -> None:
    made = leaf.pdf(
        "A message",
        [("Name", "김철수 #panic() *x*"), ("Місто", "Київ")],
        lines=["Dear Madam,", "", "Yes."],
        on=ON,
        fonts=FONTS,
    )

    told = text(made)
    assert all(word in told for word in ("A message", "김철수 #panic() *x*", "Київ", "Dear Madam,", "Yes."))
    assert b"pdfaid" in made


def test_the_same_leaf_is_the_same_bytes_and_a_long_one_has_several_pages() -> None:
    rows = [("Line", "word " * 200)] * 40

    once, again = (leaf.pdf("A message", rows, lang="uk", on=ON, fonts=FONTS) for _ in range(2))

    assert once == again
    assert len(pypdfium2.PdfDocument(once)) > 1


def test_an_arabic_leaf_is_set_from_the_right() -> None:
    assert leaf.pdf("رسالة", lines=["نعم"], lang="ar", on=ON, fonts=FONTS) != leaf.pdf(
        "رسالة", lines=["نعم"], on=ON, fonts=FONTS
    )


def test_letters_of_no_font_are_refused() -> None:
    with pytest.raises(Rejected, match="letters that the fonts hold"):
        leaf.pdf("A message", lines=["\U00012345"], on=ON, fonts=FONTS)
