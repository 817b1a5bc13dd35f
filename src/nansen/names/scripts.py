"""The script of a name, and the normal form under which two spellings count as the same letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "HANGUL": "Hang",
    "CJK": "Hani",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "MONGOLIAN": "Mong",
    "DEVANAGARI": "Deva",
    "THAI": "Thai",
    "MODIFIER": "Zyyy",  # the apostrophe ʼ of Ukrainian names belongs to no script
}
_APART = str.maketrans(dict.fromkeys('-‐‑‒–—.,;:/\\()[]{}"«»“”„·•', " ") | dict.fromkeys("'’ʼ`ʹʺ´‘", ""))


@lru_cache(maxsize=4096)
def of_letter(letter: str) -> str:
    """Return the ISO 15924 code of one letter, `Zyyy` for what belongs to no script (digits, marks, spaces)."""
    if not letter.isalpha():
        return "Zyyy"
    # The wide and narrow forms of East Asian printing are named for their width; what they stand for has the script.
    plain = unicodedata.normalize("NFKC", letter)[0]
    return _SCRIPTS.get(unicodedata.name(plain, "").split(" ")[0].split("-")[0], "Zzzz")


def of(text: str) -> str:
    """Return the ISO 15924 code of the script that most letters of `text` are in, `Zyyy` where it has no letter.

    A tie goes to the script that comes first in the text.
    """
    counts = Counter(map(of_letter, text))
    del counts["Zyyy"]
    return counts.most_common(1)[0][0] if counts else "Zyyy"


def normal(text: str) -> str:
    """Return the normal form of a name: composed as by NFKC, case folded, accents of Latin letters off, single spaces.

    Apostrophes vanish, hyphens and other signs part words. Letters that are letters of their own (й, ё, ї) stay.
    """
    flat = unicodedata.normalize("NFKC", text).translate(_APART).casefold()
    return " ".join("".join(map(_plain, flat)).split())


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of the normal form in order, and after them the given name inside each whole Korean name.

    A Hangul word of three or four syllables is written without a space between surname and given name: 김철수 is found
    by 철수 too.
    """
    words = tuple(normal(text).split())
    given = tuple(word[1:] for word in words if 3 <= len(word) <= 4 and of(word) == "Hang")
    return words + given


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter.isspace():
        return " "
    if not letter.isprintable() or unicodedata.category(letter) in {"Cf", "Cc", "Mn"}:
        return ""
    if of_letter(letter) != "Latn":
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
