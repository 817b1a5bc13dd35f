from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.names import scripts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kim Chol-su", "Latn"),
        ("Ким Чхоль Су", "Cyrl"),
        ("김철수", "Hang"),
        ("金哲洙", "Hani"),
        ("محمد", "Arab"),
        ("Ελένη", "Grek"),
        ("דוד", "Hebr"),
        ("გიორგი", "Geor"),
        ("Արամ", "Armn"),
        ("さくら", "Hira"),
        ("サクラ", "Kana"),
        ("ｻｸﾗ", "Kana"),  # narrow forms
        ("Ｋｉｍ", "Latn"),  # wide forms
        ("ᠪᠠᠲᠤ", "Mong"),
        ("राम", "Deva"),
        ("สมชาย", "Thai"),
        ("ᚠᚢᚦ", "Zzzz"),
        ("12 - 34 !", "Zyyy"),
        ("ʼ", "Zyyy"),  # the apostrophe of Ukrainian is a letter to Unicode, and of no script
        ("", "Zyyy"),
    ],
)
def test_a_name_shows_its_script(text: str, code: str) -> None:
    assert scripts.of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("12345 №7 김", "Hang"), ("김 Kim", "Latn"), ("Kim 김철수영", "Hang"), ("Ки Ki", "Cyrl"), ("Ki Ки", "Latn")],
)
def test_most_letters_decide_and_the_first_of_a_tie(text: str, code: str) -> None:
    assert scripts.of(text) == code


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  KIM   Chol-su ", "kim chol su"),
        ("Łódź Ñandú", "łodz nandu"),
        ("Мар’яна Соловʼєва", "маряна соловєва"),
        ("О'Коннор", "оконнор"),
        ("Сергий\u0306", "сергий"),  # a breve typed apart is composed into й first
        ("Ива\u0301н", "иван"),  # the stress mark of dictionaries
        ("Їжак Йосип Ёлкин", "їжак йосип ёлкин"),
        ("\u1100\u1175\u11b7", "김"),
        ("Ｋｉｍ", "kim"),
        ("Ki\u200bm\u00a0Un", "kim un"),
        ("Straße", "strasse"),
        ("İnan", "inan"),
        ("Smith, John (Jr.)", "smith john jr"),
        ("---", ""),
    ],
)
def test_two_spellings_of_the_same_letters_have_one_normal_form(text: str, normal: str) -> None:
    assert scripts.normal(text) == normal


@given(st.text(st.characters(codec="utf-8")))
def test_a_normal_form_has_single_spaces_and_no_capitals(text: str) -> None:
    normal = scripts.normal(text)

    assert normal == " ".join(normal.split())
    assert all(letter.isprintable() for letter in normal)


@given(st.text("AaÉéЇїЙйЁё김철수 -'ʼ金ßŁ"))
def test_a_normal_form_of_a_name_stays_as_it_is(text: str) -> None:
    normal = scripts.normal(text)

    assert scripts.normal(normal) == normal
    assert scripts.normal(text.upper()) == scripts.normal(text.lower())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("김철수", ("김철수", "철수")),
        ("남궁철수", ("남궁철수", "궁철수")),
        ("김 철수", ("김", "철수")),
        ("리설", ("리설",)),
        ("김철수 이영희", ("김철수", "이영희", "철수", "영희")),
        ("가나다라마", ("가나다라마",)),
        ("Kim Chol-Su", ("kim", "chol", "su")),
        ("", ()),
    ],
)
def test_the_tokens_of_a_name_hold_the_given_name_of_a_whole_korean_name(text: str, tokens: tuple[str, ...]) -> None:
    assert scripts.tokens(text) == tokens
