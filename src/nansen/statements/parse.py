"""From what was typed or imported to a value of the kind that its term asks for, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
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


def value(term: Term, typed: str | Mapping[str, Any], *, wording: Reading | None = None) -> Value:
    """Return the value that `typed` gives for a term.

    `typed` is a text, or for a place a table of `words country latitude longitude uncertainty_m`, or for a name one of
    `text script scheme`. `unknown`, `declined` and `not_asked` are answers of every term. `wording` reads a date in a
    human tongue where the ISO forms fail. Raises Rejected with field, expected, found.
    """
    if isinstance(typed, str) and typed.strip() in set(Absence):
        return Absent(Absence(typed.strip()))
    if isinstance(typed, Mapping):
        return _from_table(term, typed)
    text = typed.strip()
    if not text:
        raise Rejected.because(term.name, expected="a value, or unknown, declined, not_asked", found="a blank")
    match term.kind:
        case "text":
            return Text(text)
        case "name":
            return Name(text)
        case "date":
            return date(text, where=term.name, wording=wording)
        case "instant":
            return instant(text, where=term.name, wording=wording)
        case "place":
            return Place(text)
        case "measure":
            return _measure(term, text)
        case "reference":
            return Reference(text)
        case "attachment":
            raise Rejected.because(term.name, expected="an uploaded file", found="text")
        case _:
            return _code(term, text)


def date(text: str, *, where: str = "date", wording: Reading | None = None) -> Date:
    """Return the date in `text`: YYYY, YYYY-MM, YYYY-MM-DD, DD.MM.YYYY, two of them with `/` between, or a wording.

    The original text is kept as the wording where it is not already the ISO form.
    """
    ends = [_one_date(part) for part in text.split("/")]
    whole = ends[0] if len(ends) == 1 else None
    if len(ends) == 2 and ends[0] and ends[1]:
        return Date(ends[0].first, ends[1].last, Precision.INTERVAL, text)
    if whole:
        return whole
    read = wording(text) if wording else None
    if read is None:
        raise Rejected.because(
            where, expected="a date such as 2025-01-09, 2025-01, 2025 or 2025-01-03/2025-01-09", found=_cut(text)
        )
    exact = read[0] == read[1]
    return Date(read[0], read[1], Precision.DAY if exact else Precision.INTERVAL, text)


def instant(text: str, *, where: str = "time", wording: Reading | None = None) -> Instant:
    """Return the instant in `text`: an ISO time with its zone, two with `/` between, or any date (the whole day, UTC)."""
    moments = [_one_moment(part) for part in text.split("/")]
    if all(moments) and len(moments) <= 2:
        first, last = moments[0], moments[-1]
        assert first is not None  # noqa: S101 - all() has just said so
        assert last is not None  # noqa: S101
        return Instant(first, last, Precision.MINUTE if len(moments) == 1 else Precision.INTERVAL)
    try:
        day = date(text, where=where, wording=wording)
    except Rejected as refusal:
        raise Rejected.because(
            where, expected="a date, or a time with its zone such as 2025-01-09T14:30Z", found=_cut(text)
        ) from refusal
    first = dt.datetime.combine(day.first, dt.time.min, dt.UTC)
    last = dt.datetime.combine(day.last, dt.time(23, 59, 59), dt.UTC)
    return Instant(first, last, day.precision, day.wording or text)


@cache
def countries() -> Mapping[str, str]:
    """Return the countries of ISO 3166-1 alpha-2 with their English names (CLDR), and `disputed`."""
    territories = Locale("en").territories
    codes = {code: name for code, name in territories.items() if re.fullmatch(r"[A-Z]{2}", code)}
    for no_country in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
        codes.pop(no_country, None)
    return codes | {DISPUTED: "Disputed"}


@cache
def languages() -> Mapping[str, str]:
    """Return the languages of BCP 47 by their two- or three-letter codes with their English names (CLDR)."""
    return {code: name for code, name in Locale("en").languages.items() if re.fullmatch(r"[a-z]{2,3}", code)}


def _code(term: Term, text: str) -> Code:
    known: Mapping[str, str]
    if term.kind == "country":
        known, what = countries(), "a country code such as KP"
        text = text if text == DISPUTED else text.upper()
    elif term.kind == "language":
        known, what = languages(), "a language code such as ko"
        text = text.lower()
    else:
        assert term.codes is not None  # noqa: S101 - terms.read refuses a code without its list
        known, what = term.codes.labels, f"a code of the list {term.codes.name}"
    if text not in known:
        raise Rejected.because(term.name, expected=what, found=_cut(text))
    return Code(text)


def _measure(term: Term, text: str) -> Measure:
    match = re.fullmatch(r"(-?[\d ]+(?:[.,]\d+)?)(?:\s*(?:\.\.|–|/)\s*(-?[\d ]+(?:[.,]\d+)?))?\s*(\S*)", text)
    unit = match.group(3) if match else ""
    if not match or unit not in {"", term.unit}:
        raise Rejected.because(term.name, expected=f"a number in {term.unit}", found=_cut(text))
    try:
        low, high = (
            Decimal(end.replace(" ", "").replace(",", "."))
            for end in (match.group(1), match.group(2) or match.group(1))
        )
    except InvalidOperation as error:
        raise Rejected.because(term.name, expected=f"a number in {term.unit}", found=_cut(text)) from error
    return Measure(low, high, term.unit)


def _from_table(term: Term, row: Mapping[str, Any]) -> Value:
    fields = {"place": _PLACE, "name": _NAME}.get(term.kind)
    if fields is None or set(row) - set(fields):
        raise Rejected.because(
            term.name, expected="a text" if fields is None else ", ".join(fields), found="another table"
        )
    try:
        known = {key: convert(row[key]) for key, convert in fields.items() if row.get(key) not in (None, "")}
    except (ValueError, TypeError) as error:
        raise Rejected.because(term.name, expected="numbers for coordinates", found="text") from error
    return Place(**known) if term.kind == "place" else Name(**known)


_PLACE: Mapping[str, Callable[[Any], Any]] = {
    "words": str,
    "country": lambda text: _country(str(text)),
    "latitude": float,
    "longitude": float,
    "uncertainty_m": int,
}
_NAME: Mapping[str, Callable[[Any], Any]] = {"text": str, "script": str, "scheme": str}


def _country(text: str) -> str:
    code = text if text == DISPUTED else text.upper()
    if code not in countries():
        raise Rejected.because("country", expected="a country code such as KP", found=_cut(text))
    return code


def _one_date(text: str) -> Date | None:
    text = text.strip()
    numbers = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if not numbers and not dotted:
        return None
    year, month, day = numbers.groups() if numbers else reversed(dotted.groups()) if dotted else ()
    try:
        first = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise Rejected.because("date", expected="a day that the calendar has", found=_cut(text)) from error
    wording = "" if numbers and text == first.isoformat()[: len(text)] else text
    if day:
        return Date(first, first, Precision.DAY, wording)
    if month:
        return Date(first, _month_end(first), Precision.MONTH, wording)
    return Date(first, first.replace(month=12, day=31), Precision.YEAR, wording)


def _month_end(first: dt.date) -> dt.date:
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _one_moment(text: str) -> dt.datetime | None:
    if "T" not in text and ":" not in text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
