"""Letters: whole in every language, signed, known again by their code."""

from __future__ import annotations

import re

import pytest
from tests.formats.messages.invented import KEY, KNOWN, NOW, SEAL, VKEY

from nansen.errors import Broken, NansenError
from nansen.formats.messages import letters
from nansen.formats.messages.model import Answer, Fact, Telling

TOLD = Telling(Answer.IN_OUR_POWER, ((Fact.ALIVE, "2025-02-01"), (Fact.HEALTH, "sick")), (Fact.MAIL,))
WHO = {"office": "bureau.example/register", "reference": "7" * 32, "seal": SEAL}


def letter(telling: Telling = TOLD, lang: str = "en") -> str:
    return letters.text(telling, lang, now=NOW, **WHO)


def test_a_letter_says_who_when_what_is_known_and_what_is_not() -> None:
    assert letter().split("\n") == [
        "bureau.example/register",
        "Date: 2026-03-01",
        f"Our reference: {'7' * 32}",
        "",
        "The person you ask about is a prisoner of war in our hands.",
        "On 2025-02-01 this person was alive.",
        "State of health: sick.",
        "We do not know:",
        "- an address for letters",
        "",
        "This letter is signed. The office can tell you by its check code whether it is genuine. Seal:",
        SEAL,
        "",
    ]


def test_every_language_has_every_sentence() -> None:
    words = letters.shipped()

    assert set(words) == {"en", "uk", "ru", "ko", "fr", "ar"}
    for lang, table in words.items():
        assert set(table["answer"]) == set(Answer) == set(KNOWN.lists["enquiry_answer"].labels), lang
        assert set(table["fact"]) == set(table["name"]) == set(Fact), lang
        assert set(table["health"]) == set(KNOWN.lists["health11"].labels), lang
        assert all(text.count("{}") == 1 for text in (*table["fact"].values(), table["date"], table["reference"])), lang
        assert len({text for key in ("answer", "name", "health") for text in table[key].values()}) >= 17, lang


def test_a_language_that_we_do_not_write_is_answered_in_english() -> None:
    assert [letters.language(asked) for asked in ("ko-KP", "KO", "uk", "", "fi")] == ["ko", "ko", "uk", "en", "en"]
    assert letter(lang="fi") == letter()
    assert "전쟁 포로" in letter(lang="ko-KP")


@pytest.mark.parametrize("answer", list(Answer))
def test_every_answer_is_a_letter_that_can_be_signed(answer: Answer) -> None:
    for lang in letters.shipped():
        text = letter(Telling(answer), lang)

        assert letters.check(letters.sign(text, SEAL, key=KEY), VKEY) == text


def test_an_altered_letter_is_refused() -> None:
    data = letters.sign(letter(), SEAL, key=KEY)

    with pytest.raises(Broken):
        letters.check(data.replace(b"sick", b"good"), VKEY)
    with pytest.raises(NansenError):
        letters.check(data[:-3] + b"\xff\n", VKEY)


def test_a_check_code_is_short_and_of_one_letter_and_one_office() -> None:
    one, other = (letters.sign(letter(lang=lang), SEAL, key=KEY) for lang in ("en", "uk"))

    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", letters.code(one, key=KEY))
    assert letters.code(one, key=KEY) == letters.code(one, key=KEY)
    assert len({letters.code(one, key=KEY), letters.code(other, key=KEY), letters.code(one, key=bytes(32))}) == 3
