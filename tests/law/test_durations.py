"""Lengths of time: a number has its unit, months are the calendar's, nothing leads out of the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from nansen.errors import Misconfigured
from nansen.law import durations
from nansen.law.model import Duration

DAY = 24 * 3600


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P7D", Duration(0, 7 * DAY)),
        ("PT24H", Duration(0, DAY)),
        ("P2W", Duration(0, 14 * DAY)),
        ("P3M", Duration(3)),
        ("P1Y2M3W4DT5H6M", Duration(14, 25 * DAY + 5 * 3600 + 360)),
        ("PT0H", Duration()),
        ("P999999D", Duration(0, 999_999 * DAY)),
    ],
)
def test_a_length_of_time_is_read_as_it_is_written(text: str, length: Duration) -> None:
    assert durations.parse(text) == length


@pytest.mark.parametrize(
    "text",
    ["7", "P7", "PT", "P", "P1DT", "", "7D", "P1.5D", "p7d", "P7D ", "P٧D", "P1000000D", "PT5S", "P1D1M"],
)
def test_a_number_without_its_unit_and_what_else_is_none_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        durations.parse(text, where="rules/1.toml, line 4")

    assert str(refused.value) == (
        f"rules/1.toml, line 4: expected a length of time such as P7D or PT24H, found {text[:20]!r}."
    )


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}T10:00:00+00:00")


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2025-01-31", "P1M", "2025-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2025-11-30", "P3M", "2026-02-28"),
        ("2025-03-29", "P1W", "2025-04-05"),
        ("2025-01-31", "P1M1D", "2025-03-01"),
    ],
)
def test_months_are_of_the_calendar_and_a_week_is_168_hours(start: str, length: str, end: str) -> None:
    assert durations.after(moment(start), durations.parse(length)) == moment(end)


def test_before_counts_back() -> None:
    assert durations.before(moment("2025-03-31"), durations.parse("P1M")) == moment("2025-02-28")
    assert durations.before(moment("2025-01-01"), durations.parse("P1D")) == moment("2024-12-31")


@pytest.mark.parametrize("length", ["P999999Y", "P999999W", "P8000Y", "P7990Y999999D"])
def test_nothing_leads_out_of_the_calendar(length: str) -> None:
    start, long = moment("2025-01-01"), durations.parse(length)

    assert durations.after(start, long) == dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
    assert durations.before(start, long) == dt.datetime(1, 1, 1, tzinfo=dt.UTC)
