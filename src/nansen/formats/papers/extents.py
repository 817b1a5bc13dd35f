"""How much room a text takes at the most, so that the press need not measure what is sure to fit.

To measure is what costs: a letter size is found by setting a text again and again. The widths here are not below those
of the three families of Noto that papers are set in, in regular and in bold (`tests/formats/papers/test_extents.py`
holds them against the fonts). A text with a sign that is not here is not guessed at; it is measured.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Widths in ems: no sign is wider than its row says.
_ROWS = {
    0.0: "\u2068\u2069\u200b",
    0.3: "'‘’.,:;!·¡ \u00a0\u202f\u2009",
    0.35: "jliıłJ-‐‑[]()јіІЈ،؛",
    0.4: "`´ªºfI{}•",
    0.5: '/\\_“”"°tr?¿zг',
    0.6: "§scѕтґзсэє–„F*S|EŁLvy$+0123456789<=>^~¢£¥±×÷TZxЅЕГуТхҐеьЗав؟",
    0.65: "eak«»øPoYðÞbdgpqþCđ#якоРлбрдчУСЬ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    0.7: "Vhnuµ¶RħKBXAпцџЄђћЭнВХъиЯКАБ",
    0.8: "ßG&DÐĐUHOQЧЛĦЪПЂЏНДЦОЋИ",
    0.95: "NØЫwM@æюы…љмфФњМж",
    1.05: "%mÆWŒœшщЖЮЉ—→№",
    1.15: "ЊШЩ",
}
# Letters of Arabic within a word, and at its end or alone, where they are wider; those in no row of _WITHIN do not
# join what follows.
_WITHIN = {0.45: "لنبتثيىپٹی", 0.6: "كکگہفقعغه", 0.7: "مجحخچ", 0.8: "طظ", 1.05: "سشصض"}
_AT_THE_END = {
    0.4: "ا",
    0.65: "رزڑژءو",
    0.7: "دذڈعغةہ",
    0.85: "مهجحخچ",
    0.95: "لنىيیقطظے",
    1.05: "كکگ",
    1.25: "فبتثٹپ",
    1.55: "سشصض",
}
_UNJOINED = "ء"
_HORN = "\u031b"
_HANGUL, _HANGUL_EM = range(0xAC00, 0xD7A4), 0.95
# From the ascender to the descender of a line, Noto Sans KR being lower than Noto Sans, which is in every line.
LINE, ARABIC_LINE = 1.362, 2.112
# A line can end here for certain; it may elsewhere too (UAX 14: never before a stroke, nor after what opens).
_BREAK = re.compile(r"(?<=[\w.,:;)·/]) (?=\w)|\u200b")
_ARABIC = re.compile("[\u0600-\u06ff]")
# What kerning, which also drives letters apart, may add.
_SPARE = 1.02


class Extent(NamedTuple):
    """At the most: a text's width in one line, its widest part without a place to break, and the height of a line.

    All three in ems, of the letters that the text is set in.
    """

    text: float
    part: float
    line: float


def of(text: str) -> Extent | None:
    """Return the extent of a text, None where it has a sign of unknown width; it costs a look-up a sign."""
    parts = [_width(part) for part in _BREAK.split(text)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    whole = sum(known) + (len(known) - 1) * _WIDTHS[" "]
    return Extent(round(whole * _SPARE, 3), round(max(known) * _SPARE, 3), _line(text))


def title(first: str, others: str) -> Extent | None:
    """Return the extent of a title, taken for one part: its first line is a heading of 1.4 em, the next has 0.8 em."""
    above, below = of(first), of(others)
    if above is None or below is None:
        return None
    width = round(max(1.4 * above.text, 0.8 * below.text), 3)
    return Extent(width, width, round(1.4 * above.line + 0.8 * below.line, 3))


def _width(part: str) -> float | None:
    whole = 0.0
    for place, sign in enumerate(part):
        width = _WIDTHS.get(sign)
        if width is None:
            width = _other(sign, part[place + 1 :])
            if width is None:
                return None
        whole += width
    return whole


def _other(sign: str, rest: str) -> float | None:
    """Return the width of a sign by what it is made of: a syllable, a letter with its accents, a letter of Arabic."""
    if ord(sign) in _HANGUL:
        return _HANGUL_EM
    if unicodedata.combining(sign) and sign != _HORN:
        return 0.0
    letter = _letter(sign)
    following = next((_letter(one) for one in rest if not unicodedata.combining(one)), "")
    if letter in _JOINED and following in _ENDS and following != _UNJOINED:
        return _JOINED[letter]
    return _ENDS.get(letter, _WIDTHS.get(letter))


def _letter(sign: str) -> str:
    """Return a sign without its accents, but as it is where they make it wider, as the horn of ơ does."""
    made_of = unicodedata.normalize("NFD", sign)
    return sign if _HORN in made_of else made_of[0]


def _line(text: str) -> float:
    return ARABIC_LINE if _ARABIC.search(text) else LINE


_WIDTHS = {sign: width for width, signs in _ROWS.items() for sign in signs}
_JOINED = {sign: width for width, signs in _WITHIN.items() for sign in signs}
_ENDS = {sign: width for width, signs in _AT_THE_END.items() for sign in signs}
