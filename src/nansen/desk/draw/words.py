"""Values in the words of the page: a code by its label, a date as exactly as it is known, a name in its own script."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nansen.casefile import identity
from nansen.desk import labels
from nansen.statements.terms import Term
from nansen.statements.values import (
    Absent,
    Attachment,
    Code,
    Date,
    Instant,
    Measure,
    Name,
    Place,
    Precision,
    Reference,
    Value,
)

_LTR, _END = "\u2066", "\u2069"  # Unicode isolates: figures inside keep their order on a page from right to left
_MIDNIGHT, _LAST_SECOND = dt.time.min, dt.time(23, 59, 59)


def value(found: Value, term: Term | None) -> str:
    """Return a value in the language of the page, never blank; codes of an unknown term as they are kept."""
    match found:
        case Code():
            shown = labels.code(term, found.code) if term else found.code
        case Absent():
            shown = phrase(labels.ABSENCES[found.reason])
        case Date():
            shown = date(found)
        case Instant():
            shown = instant(found)
        case Place():
            shown = _place(found)
        case Measure():
            shown = _measure(found)
        case Reference():
            shown = _("file %(number)s") % {"number": found.file[:8]}
        case Attachment():
            shown = _attachment(found)
        case _:
            shown = found.text
    return shown


def language(found: Value, stated: str = "") -> str:
    """Return the BCP 47 tag of the words of a value: of a name by its script and the language stated, else none."""
    return identity.language(found, stated) if isinstance(found, Name) else ""


def date(found: Date) -> str:
    """Return a date as exactly as it is known: a year, a month, a day, or two ends; with the words of an unsure one."""
    if found.precision is Precision.INTERVAL or (found.precision is Precision.DAY and found.first != found.last):
        return _worded(_span(found.first, found.last), found.wording)
    return _worded(_day(found.first, found.precision), found.wording)


def instant(found: Instant) -> str:
    """Return a time in UTC as exactly as it is known; whole days without their hours."""
    whole = found.first.time() == _MIDNIGHT and found.last.time() == _LAST_SECOND
    if whole or found.precision in {Precision.YEAR, Precision.MONTH, Precision.DAY}:
        first, last = found.first.date(), found.last.date()
        span = first != last and found.precision not in {Precision.YEAR, Precision.MONTH}
        return _worded(_span(first, last) if span else _day(first, found.precision), found.wording)
    if found.first == found.last:
        return _worded(moment(found.first, seconds=found.precision is Precision.SECOND), found.wording)
    same = found.first.date() == found.last.date()
    ends = {"first": moment(found.first), "last": _clock(found.last, "%H:%M") if same else moment(found.last)}
    return _worded(_("%(first)s to %(last)s") % ends, found.wording)


def moment(at: dt.datetime, *, seconds: bool = False) -> str:
    """Return a point in time, in UTC and to the minute, with the zone behind it."""
    at = at.astimezone(dt.UTC)
    return f"{_long(at.date(), locale())}, {_clock(at, '%H:%M:%S' if seconds else '%H:%M')}"


def length(span: dt.timedelta) -> str:
    """Return a length of time in days and hours, or in hours and minutes below one day."""
    minutes = int(span.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = ((days, _days), (hours, _hours)) if days else ((hours, _hours), (rest, _minutes))
    return " ".join(said(count) for count, said in parts if count) or _minutes(0)


def phrase(english: str) -> str:
    """Return a label in the language of the page; remembered, for a page asks for the same few by the hundred."""
    return _phrase(english, get_language() or "en")


def lettered(text: str) -> bool:
    """Return whether a wording holds words, and not figures alone."""
    return re.search(r"[^\W\d_]{2}", text) is not None


def locale() -> Locale:
    """Return the page's locale: English in its British manner (day before month), any other as CLDR has it."""
    return _locale(get_language() or "en")


@cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse("en_GB" if code == "en" else code.replace("-", "_"))
    except UnknownLocaleError:
        return Locale("en", "GB")


@lru_cache(maxsize=8192)
def _phrase(english: str, language: str) -> str:  # noqa: ARG001 - the language is what it is remembered by
    return _(english)


@lru_cache(maxsize=1024)
def _long(on: dt.date, tongue: Locale) -> str:
    return dates.format_date(on, "long", tongue)


def _day(first: dt.date, precision: Precision) -> str:
    if precision is Precision.YEAR:
        return dates.format_skeleton("y", first, locale=locale())
    if precision is Precision.MONTH:
        return dates.format_skeleton("yMMMM", first, locale=locale())
    return _long(first, locale())


def _span(first: dt.date, last: dt.date) -> str:
    """Return two days with their month in full: within one month as `3–9 January 2025`, else both in full.

    CLDR's own intervals cut the month short; the day's place is taken from the language's long date.
    """
    if first == last:
        return _long(first, locale())
    if (first.year, first.month) != (last.year, last.month):
        return f"{_long(first, locale())} – {_long(last, locale())}"
    # Every second piece of the pattern stands in quotes and is words, such as de in Spanish.
    pieces = str(locale().date_formats["long"].pattern).split("'")
    pieces[::2] = [re.sub(r"d+", f"'{first.day}–{last.day}'", piece) for piece in pieces[::2]]
    rebuilt = "'".join(pieces).replace("''", "")
    return str(dates.format_date(first, rebuilt, locale()))


def _worded(shown: str, wording: str) -> str:
    return f"{shown} (“{wording}”)" if lettered(wording) else shown


def _clock(at: dt.datetime, pattern: str) -> str:
    """Return hours and minutes with their zone, kept together from left to right on a page that runs the other way."""
    return (
        f"{_LTR}{at.strftime(pattern)} UTC{_END}" if locale().text_direction == "rtl" else f"{at.strftime(pattern)} UTC"
    )


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _place(found: Place) -> str:
    parts = [found.words]
    if found.country:
        parts.append(_("disputed") if found.country == "disputed" else labels.country(found.country))
    if found.latitude is not None:
        near = f" ± {found.uncertainty_m} m" if found.uncertainty_m else ""
        parts.append(f"{_LTR}{found.latitude:g}, {found.longitude:g}{near}{_END}")
    return " · ".join(parts)


def _attachment(found: Attachment) -> str:
    size = numbers.format_decimal(max(1, round(found.size / 1000)), locale=locale())
    return _("kept sealed (%(kind)s, %(size)s kB)") % {"kind": found.media_type, "size": size}


def _measure(found: Measure) -> str:
    low, high = (numbers.format_decimal(end, locale=locale()) for end in (found.low, found.high))
    return f"{low if found.low == found.high else f'{low}–{high}'} {_(found.unit) if found.unit else ''}".rstrip()
