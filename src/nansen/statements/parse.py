"""From what was typed or imported to a value of the kind that its term asks for, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale

from nansen.errors import Rejected
from nansen.statements.terms import Term
from nansen.statements.values import (
    Absence,
    Absent,
    Code,
    Date,
    Instant,
    Measure,
    Name,
    Place,
    Precision,
    Reference,
    Text,
    Value,
)

Reading = Callable[[str], tuple[dt.date, dt.date] | None]
DISPUTED = "disputed"
_SHOWN = 40
_ABSENT: Mapping[str, Value] = {absence.value: Absent(absence) for absence in Absence}
# What CLDR names and ISO 3166-1 does not assign. XK stays: people come from there, and no other code names it.
_NO_COUNTRY = ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")


def value(term: Term, typed: str | Mapping[str, Any], *, wording: Reading | None = None) -> Value:
    """Return the value that `typed` gives for a term.

    `typed` is a text, or for a place a table of `words country latitude longitude uncertainty_m`, or for a name one of
    `text script scheme`. `unknown`, `declined` and `not_asked` are answers of every term. `wording` reads a date in a
    human tongue where the ISO forms fail. Raises Rejected with the term's name, what was expected, what was found.
    """
    with _named(term.name):
        if isinstance(typed, Mapping):
            return _from_table(term, typed)
        if not isinstance(typed, str):
            raise Rejected.because(
                term.name, expected="a text or a table", found=f"a value of type {type(typed).__name__}"
            )
        text = typed.replace("\r\n", "\n").strip()  # a text box in a browser sends CRLF
        if not text:
            raise Rejected.because(term.name, expected="a value, or unknown, declined, not_asked", found="a blank")
        return _ABSENT.get(text) or _BY_KIND[term.kind](term, text, wording)


def date(text: str, *, where: str = "date", wording: Reading | None = None) -> Date:
    """Return the date in `text`: YYYY, YYYY-MM, YYYY-MM-DD, DD.MM.YYYY, two of them with `/` between, or a wording.

    The original text is kept as the wording where it is not already the ISO form.
    """
    with _named(where):
        parts = text.split("/")
        known = [found for part in parts if (found := _one_date(part))]
        if len(known) == len(parts) == 1:
            return known[0]
        if len(known) == len(parts) == 2:
            first, last = known[0].first, known[1].last
            return Date(first, last, Precision.INTERVAL, "" if text == f"{first}/{last}" else text)
        read = wording(text) if wording else None
        if read is None:
            raise Rejected.because(
                where, expected="a date such as 2025-01-09, 2025-01, 2025 or 2025-01-03/2025-01-09", found=_form(text)
            )
        return Date(*read, Precision.DAY if read[0] == read[1] else Precision.INTERVAL, text)


def instant(text: str, *, where: str = "time", wording: Reading | None = None) -> Instant:
    """Return the instant in `text`: an ISO time with its zone, two with `/` between, or any date (whole days, UTC).

    The original text is kept as the wording of days, and of times that are not in UTC already.
    """
    with _named(where):
        parts = text.split("/")
        known = [found for part in parts if (found := _one_moment(part.strip()))]
        if len(known) == len(parts) <= 2:
            kept = "" if all(part.strip().endswith("Z") for part in parts) else text
            precision = known[0][1] if len(known) == 1 else Precision.INTERVAL
            return Instant(known[0][0], known[-1][0], precision, kept)
        try:
            day = date(text, wording=wording)
        except Rejected as refusal:
            raise Rejected.because(
                where, expected="a date, or a time with its zone such as 2025-01-09T14:30Z", found=_form(text)
            ) from refusal
        first = dt.datetime.combine(day.first, dt.time.min, dt.UTC)
        last = dt.datetime.combine(day.last, dt.time(23, 59, 59), dt.UTC)
        return Instant(first, last, day.precision, day.wording or text)


@cache
def countries() -> Mapping[str, str]:
    """Return the countries of ISO 3166-1 alpha-2, and XK, with their English names (CLDR), and `disputed`."""
    territories = Locale("en").territories
    codes = {code: name for code, name in territories.items() if re.fullmatch(r"[A-Z]{2}", code)}
    return {code: name for code, name in codes.items() if code not in _NO_COUNTRY} | {DISPUTED: "Disputed"}


@cache
def languages() -> Mapping[str, str]:
    """Return the languages of BCP 47 by their two- or three-letter codes with their English names (CLDR)."""
    return {code: name for code, name in Locale("en").languages.items() if re.fullmatch(r"[a-z]{2,3}", code)}


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Give every refusal the name of the field that it is about: a value knows its kind, not its term."""
    try:
        yield
    except Rejected as refusal:
        raise Rejected(*(replace(fault, where=where) for fault in refusal.faults)) from refusal


def _measure(term: Term, text: str) -> Measure:
    number = r"(-?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?)"
    match = re.fullmatch(rf"{number}(?: ?(?:\.\.|–|/) ?{number})? ?([^\d ]*)", " ".join(text.split()))
    if not match or match.group(3) not in {"", term.unit}:
        raise Rejected.because(term.name, expected=f"a number or a range in {term.unit or '1'}", found=_form(text))
    low, high = (
        Decimal(end.replace(" ", "").replace(",", ".")) for end in (match.group(1), match.group(2) or match.group(1))
    )
    return Measure(low, high, term.unit)


def _listed(term: Term, text: str) -> Code:
    assert term.codes is not None  # noqa: S101 - terms.read refuses a code without its list
    if text not in term.codes.labels:
        raise Rejected.because(term.name, expected=f"a code of the list {term.codes.name}", found=_form(text))
    return Code(text)


def _language(text: str) -> Code:
    code = text.lower()
    if code not in languages():
        raise Rejected.because("language", expected="a language code such as ko", found=_form(text))
    return Code(code)


def _country(text: str) -> str:
    code = text if text == DISPUTED else text.upper()
    if code not in countries():
        raise Rejected.because("country", expected="a country code such as KP", found=_form(text))
    return code


def _attachment(term: Term, text: str, _: Reading | None) -> Value:
    raise Rejected.because(term.name, expected="an uploaded file", found=f"a text of {len(text)} signs")


_BY_KIND: Mapping[str, Callable[[Term, str, Reading | None], Value]] = {
    "text": lambda _, text, __: Text(text),
    "name": lambda _, text, __: Name(text),
    "date": lambda _, text, wording: date(text, wording=wording),
    "instant": lambda _, text, wording: instant(text, wording=wording),
    "place": lambda _, text, __: Place(text),
    "measure": lambda term, text, _: _measure(term, text),
    "reference": lambda _, text, __: Reference(text),
    "attachment": _attachment,
    "code": lambda term, text, _: _listed(term, text),
    "country": lambda _, text, __: Code(_country(text)),
    "language": lambda _, text, __: _language(text),
}


def _from_table(term: Term, row: Mapping[str, Any]) -> Value:
    fields, first = _TABLES.get(term.kind, ({}, ""))
    if not fields:
        raise Rejected.because(term.name, expected="a text", found="a table")
    if set(row) - set(fields):
        raise Rejected.because(term.name, expected=", ".join(fields), found="another table")
    try:
        known = {key: convert(row[key]) for key, convert in fields.items() if row.get(key) not in (None, "")}
    except (ValueError, TypeError) as error:
        raise Rejected.because(term.name, expected="words, and numbers for coordinates", found="others") from error
    if first not in known:
        raise Rejected.because(term.name, expected=f"a table with {first}", found="one without")
    return Place(**known) if term.kind == "place" else Name(**known)


def _words(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(type(given).__name__)
    return given.replace("\r\n", "\n").strip()


# Numbers are read from their text, so that 12.7 metres are refused and not cut to 12, and true is no number.
_TABLES: Mapping[str, tuple[Mapping[str, Callable[[Any], Any]], str]] = {
    "place": (
        {
            "words": _words,
            "country": lambda given: _country(_words(given)),
            "latitude": lambda given: float(str(given)),
            "longitude": lambda given: float(str(given)),
            "uncertainty_m": lambda given: int(str(given)),
        },
        "words",
    ),
    "name": ({"text": _words, "script": _words, "scheme": _words}, "text"),
}


def _one_date(text: str) -> Date | None:
    text = text.strip()
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text)
    year, month, day = match.groups() if match else (None, None, None)
    if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        day, month, year = dotted.groups()
    if not year:
        return None
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise Rejected.because("date", expected="a day that the calendar has", found=_form(text)) from error
    wording = "" if text == first.isoformat()[: len(text)] else text
    if day:
        return Date(first, first, Precision.DAY, wording)
    if month:
        return Date(first, first.replace(day=monthrange(first.year, first.month)[1]), Precision.MONTH, wording)
    return Date(first, first.replace(month=12, day=31), Precision.YEAR, wording)


def _one_moment(text: str) -> tuple[dt.datetime, Precision] | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    seconds = re.search(r"[T ]\d\d:?\d\d:?\d\d", text)
    return (moment, Precision.SECOND if seconds else Precision.MINUTE) if moment.tzinfo else None


def _form(text: str) -> str:
    """Return the form of a text and nothing that it says: every digit a 9, every letter an a, at most 40 signs."""
    shown = "".join("9" if sign.isdigit() else sign if sign in " -.,:;/+" else "a" for sign in text[:_SHOWN])
    return shown if len(text) <= _SHOWN else f"{shown}… ({len(text)} characters)"
