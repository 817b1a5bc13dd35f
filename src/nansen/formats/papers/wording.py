"""How values read on paper: captions and codes in our words, dates with the month in words, names as recorded."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale
from babel.dates import format_skeleton

from nansen.casefile import identity
from nansen.errors import Misconfigured
from nansen.formats.papers.catalogue import FOLDER
from nansen.formats.papers.model import LANGUAGES, Field, Piece, Wording
from nansen.statements.model import Statement
from nansen.statements.terms import Term
from nansen.statements.values import Code, Date, Instant, Name, Place, Precision, Text

DISPUTED = "disputed"
_SKELETONS = {Precision.YEAR: "y", Precision.MONTH: "yMMMM"}
_CLOCK = {Precision.MINUTE: "%H:%M UTC", Precision.SECOND: "%H:%M:%S UTC"}
# The day before the month: 9 Jan 2025, as everywhere but in one country.
_LOCALES = {"en": "en_GB"}


def of(statement: Statement, place: Field, *, term: Term, languages: Sequence[str]) -> tuple[Wording, ...]:
    """Return what a statement says, one answer or more: in its own words once, what we word in each language.

    Only spellings that somebody recorded: nothing is transliterated. A reference or attachment has no words.
    """
    match statement.value:
        case Name() as name:
            answer: Wording = (Piece(name.text, identity.language(name, statement.lang)),)
        case Text(text):
            answer = (Piece(text, statement.lang),)
        case Code(code):
            answer = named(code, term=term, languages=languages)
        case Date() as date:
            answer = dates(date.first, date.last, date.precision, languages=languages)
        case Instant() as time:
            return _instant(time, languages, clock=place.time)
        case Place() as where:
            return _place(where, statement.lang, languages, point=place.point)
        case _:
            return ()
    return (answer,)


def named(code: str, *, term: Term, languages: Sequence[str]) -> Wording:
    """Return a code in each language: a country by CLDR, another by words.toml, or as it is where it has no words."""
    if term.kind == "country":
        return _country(code, languages)
    words = shipped().get(f"{term.codes.name}.{code}" if term.codes else code)
    return _variants({language: words[language] for language in languages}) if words else (Piece(code),)


def dates(first: dt.date, last: dt.date, precision: Precision, *, languages: Sequence[str]) -> Wording:
    """Return a date in each language as exactly as it is known; of an interval both ends."""
    skeleton = _SKELETONS.get(precision, "yMMMd")
    texts = {language: _date(first, skeleton, language) for language in languages}
    if precision is Precision.INTERVAL:
        texts = {language: f"{text} – {_date(last, skeleton, language)}" for language, text in texts.items()}
    return _variants(texts)


@cache
def shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the words by key (`surname`, `health11.sick`) and language."""
    return read((FOLDER / "words.toml").read_text("utf-8"))


def read(text: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a file; raise Misconfigured, with the key, where one of the languages is missing."""
    found = tomllib.loads(text)
    for key, words in found.items():
        if missing := next((language for language in LANGUAGES if not words.get(language)), None):
            raise Misconfigured(f"words.toml, {key}: {missing} is missing.")
    return found


@cache
def _date(day: dt.date, skeleton: str, language: str) -> str:
    return format_skeleton(skeleton, day, locale=_LOCALES.get(language, language))


def _instant(time: Instant, languages: Sequence[str], *, clock: bool) -> tuple[Wording, ...]:
    day = dates(time.first.date(), time.last.date(), time.precision, languages=languages)
    shown = time.first.strftime(_CLOCK[time.precision]) if clock and time.precision in _CLOCK else ""
    return (day, (Piece(shown),)) if shown else (day,)


def _place(where: Place, lang: str, languages: Sequence[str], *, point: bool) -> tuple[Wording, ...]:
    found: list[Wording] = [(Piece(where.words, lang),)]
    if where.country:
        found.append(_country(where.country, languages))
    if point and where.latitude is not None:
        found.append((Piece(f"{where.latitude:.6f}, {where.longitude:.6f}"),))
    return tuple(found)


def _country(code: str, languages: Sequence[str]) -> Wording:
    if code == DISPUTED:
        return _variants({language: shipped()[DISPUTED][language] for language in languages})
    return _variants({language: str(Locale(language).territories.get(code, code)) for language in languages})


def _variants(texts: Mapping[str, str]) -> Wording:
    """Return a text in each language, once where two write it alike."""
    first = {text: language for language, text in reversed(list(texts.items()))}
    return tuple(Piece(text, language) for language, text in texts.items() if first[text] == language)
