"""Weighings drawn: in the order of their days, in percent since the first, and no drawing where there is no course."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from tests.desk import invented

from nansen.casefile.model import Case
from nansen.desk.draw import weights
from nansen.statements.values import Date, Measure


def weighed(*rows: tuple[str, str, str]) -> Case:
    """Return a case with weighings, each with its item, its day and its kilograms (`a..b` for a range)."""
    found = []
    for item, day, kilograms in rows:
        low, _, high = kilograms.partition("..")
        on = dt.date.fromisoformat(day)
        weight = Measure(Decimal(low), Decimal(high or low), "kg")
        found.append(invented.said("weighing.weighed_on", Date(on, on), item=item))
        found.append(invented.said("weighing.weight", weight, item=item))
    return invented.of(*found)


def test_weighings_stand_in_the_order_of_their_days_with_what_was_lost() -> None:
    found = weights.of(weighed(("b", "2025-03-10", "63"), ("a", "2025-01-10", "70"), ("c", "2025-02-10", "70.7")))

    assert found is not None
    assert [(row.when, row.weight, row.change, row.lost) for row in found.rows] == [
        ("10 January 2025", "70 kg", "", False),
        ("10 February 2025", "70.7 kg", "gained 1.0 %", False),
        ("10 March 2025", "63 kg", "lost 10.0 %", True),
    ]
    assert [(round(row.x), round(row.y)) for row in found.rows] == [(12, 21), (168, 12), (308, 108)]


@pytest.mark.parametrize(
    "rows", [(), (("a", "2025-01-10", "70"),), (("a", "2025-01-10", "70"), ("b", "2025-02-10", "0"))]
)
def test_one_weighing_is_no_course(rows: tuple[tuple[str, str, str], ...]) -> None:
    assert weights.of(weighed(*rows)) is None


def test_the_same_weight_twice_on_one_day_is_drawn_in_the_middle() -> None:
    found = weights.of(weighed(("a", "2025-01-10", "70"), ("b", "2025-01-10", "69..71")))

    assert found is not None
    assert [(row.change, row.x, row.y) for row in found.rows] == [("", 12.0, 60.0), ("unchanged", 12.0, 60.0)]


def test_the_numbers_of_the_drawing_have_a_point_in_every_language() -> None:
    found = weights.of(weighed(("a", "2025-01-10", "70"), ("b", "2025-02-11", "69.5"), ("c", "2025-03-10", "60")))

    for language in ("fr", "ar", "uk"):
        with override(language):
            svg = render_to_string("case/weights.html", {"weights": found}).partition("</svg>")[0]
            assert found is not None
            assert f'cy="{found.rows[1].y:.1f}"' in svg
            assert f'points="{found.line}"' in svg
