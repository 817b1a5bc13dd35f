"""Lengths of time as ISO 8601 writes them, counted by the calendar from a moment."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from nansen.errors import Misconfigured
from nansen.law.model import Duration

_FORM = re.compile(
    r"P(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?"
)
_EVER = dt.datetime.max.replace(tzinfo=dt.UTC, microsecond=0)
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def parse(text: str, *, where: str = "duration") -> Duration:
    """Return the length of time in a text such as P7D, PT24H, P3M; raise Misconfigured for a number without its unit.

    Source: ISO 8601-1:2019, 5.5.2. Years and months are of the calendar, a week is 168
    hours. A number has at most six digits.
    """
    found = _FORM.fullmatch(text)
    if not found or text in {"P", "PT"} or text.endswith("T"):
        raise Misconfigured(f"{where}: expected a length of time such as P7D or PT24H, found {text[:20]!r}.")
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    return Duration(years * 12 + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60)


def after(moment: dt.datetime, length: Duration) -> dt.datetime:
    """Return the moment so much later; the last day of a shorter month stands for one that it has not.

    A moment beyond the year 9999 is the last second of it.
    """
    try:
        return _months(moment, length.months) + dt.timedelta(seconds=length.seconds)
    except (OverflowError, ValueError):
        return _EVER


def before(moment: dt.datetime, length: Duration) -> dt.datetime:
    """Return the moment so much earlier; one before the year 1 is the first second of it."""
    try:
        return _months(moment, -length.months) - dt.timedelta(seconds=length.seconds)
    except (OverflowError, ValueError):
        return _NEVER


def _months(moment: dt.datetime, months: int) -> dt.datetime:
    if not months:
        return moment
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
