"""The widths that the press trusts, held against the fonts: never too narrow, and seldom much too wide."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
import typst
from tests.formats.papers.invented import FONTS

from nansen.formats.papers import extents
from nansen.formats.papers.extents import Extent

SIGNS = tuple(
    chr(number)
    for number in (*range(0x21, 0x700), *range(0x1E00, 0x1F00), *range(0x2010, 0x2117), 0x2192, 0xAC00, 0xB9AC, 0xD7A3)
    if unicodedata.category(chr(number))[0] not in "CMZ"
)
ALPHABETS = {
    "latin": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèçœøßŁž -.'",
    "cyrillic": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ -.",
    "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی ",
    "korean": "가나다라마바사아자차카타파하힣 12",
}
MEASURE = """#let texts = json(bytes(sys.inputs.texts))
#set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans KR"), size: 100pt, hyphenate: false)
#context [#metadata(texts.map(one => calc.max(
  ..("regular", "bold").map(weight => measure(text(weight: weight, one)).width / 100pt))))<widths>]
"""

needs_fonts = pytest.mark.skipif(
    not (FONTS[0] / "NotoSansKR_700Bold.ttf").is_file(), reason="the fonts are not built: run `make assets`"
)


def widths(folder: Path, texts: list[str]) -> list[float]:
    """Return how wide texts are in the wider of the two weights, in ems."""
    (folder / "measure.typ").write_text(MEASURE)
    found = typst.query(
        str(folder / "measure.typ"), "<widths>", root=str(folder), ignore_system_fonts=True,
        font_paths=[str(fonts) for fonts in FONTS], sys_inputs={"texts": json.dumps(texts)},
    )  # fmt: skip
    return list(json.loads(found)[0]["value"])


def known(text: str) -> Extent:
    found = extents.of(text)
    assert found is not None
    return found


@needs_fonts
def test_no_sign_is_wider_than_its_row(tmp_path: Path) -> None:
    signs = [sign for sign in SIGNS if extents.of(sign) is not None]

    found = widths(tmp_path, signs)

    assert len(signs) > 800
    wider = [sign for sign, width in zip(signs, found, strict=True) if width > known(sign).text / 1.02 + 1e-6]
    assert wider == []


@needs_fonts
@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_no_word_is_wider_than_its_extent_nor_its_extent_much_wider_than_the_word(
    alphabet: str, tmp_path: Path
) -> None:
    letters = random.Random(alphabet)
    words = [
        "".join(letters.choices(ALPHABETS[alphabet], k=length)).strip() or "1"
        for length in (1, 2, 2, 3, 3, 4, 5, 8, 13, 30)
        for _ in range(100)
    ]

    found = widths(tmp_path, words)

    assert [word for word, width in zip(words, found, strict=True) if width > known(word).text] == []
    assert sum(known(word).text for word in words) < 1.3 * sum(found)


@needs_fonts
def test_every_pair_of_arabic_letters_has_room(tmp_path: Path) -> None:
    letters = ALPHABETS["arabic"].strip()
    pairs = [first + second for first in letters for second in letters]

    found = widths(tmp_path, pairs)

    assert [pair for pair, width in zip(pairs, found, strict=True) if width > known(pair).text] == []


@pytest.mark.parametrize("text", ["გიორგი", "漢", "x\u20dd", "a\nb", "ơ", "o\u031b", "Ri \U0001f600"])
def test_what_is_not_known_is_not_guessed_at(text: str) -> None:
    found = extents.of(text)

    assert found is None


def test_accents_take_no_room_whether_joined_or_apart() -> None:
    found = [extents.of(text) for text in ("e", "é", "e\u0301", "\u0301e")]

    assert found == [Extent(0.663, 0.663, extents.LINE)] * 4


def test_a_letter_of_arabic_is_narrow_before_one_that_it_joins_and_only_there() -> None:
    found = [known(text).text for text in ("با", "بَا", "بء", "ب ا", "اب")]

    assert found == [0.867, 0.867, 1.938, 1.989, 1.683]
    assert known("با").line == extents.ARABIC_LINE


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("aa aa", "aa"),
        ("aa\u00a0aa", "aa\u00a0aa"),
        ("aa / aa", "aa /"),
        ("aa ) aa", "aa )"),
        ("aa ( aa", "aa ( aa"),
        ("aa « aa", "aa « aa"),
        ("aa · aa", "aa ·"),
        ("aa\u200baa", "aa"),
    ],
)
def test_a_line_ends_only_where_it_is_sure_to(text: str, part: str) -> None:
    found = known(text).part

    assert found == known(part).text


def test_a_title_is_its_wider_line_and_both_lines_high() -> None:
    found = [extents.title("aa", "aa"), extents.title("a", "aaaa"), extents.title("ა", "a"), extents.title("a", "ა")]

    assert found == [Extent(1.856, 1.856, 2.996), Extent(2.122, 2.122, 2.996), None, None]
