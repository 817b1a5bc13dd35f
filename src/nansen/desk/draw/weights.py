"""His weighings, drawn and in a table: what he weighed, when, and what he lost since the first (GC III 31).

The drawing says nothing that the table beside it does not say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel import numbers
from django.utils.translation import gettext as _

from nansen.casefile import answers
from nansen.casefile.model import Case
from nansen.desk.draw import words
from nansen.statements.values import Date, Measure

WIDTH, HEIGHT, MARGIN = 320, 120, 12
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One weighing: in words, the change since the first in percent, and its place in the drawing in pixels."""

    when: str
    weight: str
    change: str
    lost: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The weighings in the order of their days; `line` are the points of the drawing's line, for SVG."""

    rows: tuple[Weighed, ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT


def of(case: Case) -> Weights | None:
    """Return the weighings of a case with a day and one weight each, or None where this reader sees fewer than two.

    Of a range of kilograms the middle is drawn and told as it was written; contested weighings are left out.
    """
    found = sorted(_weighings(case), key=lambda one: one[0].first)
    if len(found) < 2:
        return None
    days = [date.first for date, _ in found]
    middles = [_middle(measure) for _, measure in found]
    rows = tuple(
        Weighed(
            words.date(date),
            words.value(measure, None),
            _change(middle, middles[0]) if middle is not middles[0] else "",
            middle < middles[0],
            _x(date.first, days),
            _y(middle, middles),
        )
        for (date, measure), middle in zip(found, middles, strict=True)
    )
    return Weights(rows, " ".join(f"{row.x:.1f},{row.y:.1f}" for row in rows))


def _weighings(case: Case) -> Iterator[tuple[Date, Measure]]:
    for item in case.items("weighing"):
        weight, day = (answers.of(case.line(f"weighing.{name}", item)) for name in ("weight", "weighed_on"))
        one, on = (next(iter(found), None) if len(found) == 1 else None for found in (weight, day))
        if isinstance(one, Measure) and isinstance(on, Date) and one.low > 0:
            yield on, one


def _middle(measure: Measure) -> Decimal:
    return (measure.low + measure.high) / 2


def _change(now: Decimal, first: Decimal) -> str:
    """Return the change since the first weighing in percent, with its sign, to a tenth."""
    percent = ((now - first) / first * 100).quantize(_TENTH, rounding=ROUND_HALF_UP)
    said = numbers.format_decimal(abs(percent), format="0.0", locale=words.locale())
    if not percent:
        return _("unchanged")
    return (_("lost %(percent)s %%") if percent < 0 else _("gained %(percent)s %%")) % {"percent": said}


def _x(day: dt.date, days: list[dt.date]) -> float:
    span = (days[-1] - days[0]).days or 1
    return MARGIN + (WIDTH - 2 * MARGIN) * (day - days[0]).days / span


def _y(weight: Decimal, weights: list[Decimal]) -> float:
    low, high = min(weights), max(weights)
    share = float((high - weight) / (high - low)) if high > low else 0.5
    return MARGIN + (HEIGHT - 2 * MARGIN) * share
