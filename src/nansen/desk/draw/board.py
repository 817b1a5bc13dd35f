"""A table of files: each derived row of the open index in the words of the page."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nansen.desk import labels
from nansen.office.find import Found

NAMES_MAX = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A file as a line of a table: names with their language, kind, site, dates and the last wish in words.

    Of `wish` an empty text means none, or none for this reader. `stops` says that some wish, not only the last one,
    stops a return. Dates are as exact as they are known: a year, a month, a day, or two days with a dash; `changed` is
    a day (UTC).
    """

    file: str
    names: tuple[Mapping[str, str], ...]
    kind: str
    site: str
    birth: tuple[str, ...]
    captured: tuple[str, ...]
    state: str
    wish: str
    stops: bool
    changed: str


def lines(found: Iterable[Found]) -> tuple[Line, ...]:
    """Return the lines of a table in the order in which the files were found."""
    return tuple(line(one) for one in found)


def line(found: Found) -> Line:
    """Return one file as a line."""
    row = found.row
    return Line(
        file=found.file,
        names=tuple(row.get("names") or ())[:NAMES_MAX],
        kind=_(labels.KINDS.get(found.kind, found.kind)),
        site=found.site,
        birth=tuple(map(span, row.get("birth") or ())),
        captured=tuple(map(span, row.get("captured") or ())),
        state=_word("health11", row.get("state")),
        wish=_wish(row.get("wish") or {}),
        stops=bool(row.get("stopped")),
        changed=(row.get("changed") or "")[:10],
    )


def span(ends: Iterable[str]) -> str:
    """Return a date or an instant, as the index keeps it by its two ends, as short as it is exact."""
    days = [end[:10] for end in ends if end]
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return first
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if (
        first[:7] == last[:7]
        and first.endswith("-01")
        and int(last[8:]) == monthrange(int(first[:4]), int(first[5:7]))[1]
    ):
        return first[:7]
    return f"{first} – {last}"


def _word(name: str, code: str | None) -> str:
    return _(labels.codes(name).get(code, code)) if code else ""


def _wish(wish: Mapping[str, Any]) -> str:
    said = _word("wish", wish.get("code"))
    where = wish.get("destination")
    return f"{said}: {labels.country(where)}" if where and where != "disputed" else said
