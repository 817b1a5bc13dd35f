from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.errors import Fault, Rejected
from nansen.statements import parse
from nansen.statements.values import Date, Instant, Precision

DATES = "a date such as 2025-01-09, 2025-01, 2025 or 2025-01-03/2025-01-09"
TIMES = "a date, or a time with its zone such as 2025-01-09T14:30Z"


def day(*numbers: int) -> dt.date:
    return dt.date(*numbers)


def at(*numbers: int) -> dt.datetime:
    year, month, day, hour, minute, second = (*numbers, 0, 0, 0)[:6]
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision", "wording"),
    [
        ("2025", day(2025, 1, 1), day(2025, 12, 31), Precision.YEAR, ""),
        ("2025-02", day(2025, 2, 1), day(2025, 2, 28), Precision.MONTH, ""),
        ("2024-2", day(2024, 2, 1), day(2024, 2, 29), Precision.MONTH, "2024-2"),
        ("9999-12", day(9999, 12, 1), day(9999, 12, 31), Precision.MONTH, ""),
        ("2024-02-29", day(2024, 2, 29), day(2024, 2, 29), Precision.DAY, ""),
        ("2025-1-9", day(2025, 1, 9), day(2025, 1, 9), Precision.DAY, "2025-1-9"),
        ("9.1.2025", day(2025, 1, 9), day(2025, 1, 9), Precision.DAY, "9.1.2025"),
        ("2025-01-03/2025-01-09", day(2025, 1, 3), day(2025, 1, 9), Precision.INTERVAL, ""),
        ("2025-01 / 2025-02", day(2025, 1, 1), day(2025, 2, 28), Precision.INTERVAL, "2025-01 / 2025-02"),
        ("1990/1992", day(1990, 1, 1), day(1992, 12, 31), Precision.INTERVAL, "1990/1992"),
    ],
)
def test_a_date_keeps_how_exact_it_is_and_how_it_was_written(
    typed: str, first: dt.date, last: dt.date, precision: Precision, wording: str
) -> None:
    assert parse.date(typed) == Date(first, last, precision, wording)


@given(st.dates())
def test_a_day_in_its_iso_form_is_that_day(when: dt.date) -> None:
    assert parse.date(when.isoformat()) == Date(when, when)


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision", "wording"),
    [
        ("2025-01-09T14:30Z", (14, 30), (14, 30), Precision.MINUTE, ""),
        ("2025-01-09 14:30:00Z", (14, 30), (14, 30), Precision.SECOND, ""),
        ("2025-01-09T16:30+02:00", (14, 30), (14, 30), Precision.MINUTE, "2025-01-09T16:30+02:00"),
        ("2025-01-09T14:30:05+00:00", (14, 30, 5), (14, 30, 5), Precision.SECOND, "2025-01-09T14:30:05+00:00"),
        ("2025-01-09T14:30Z / 2025-01-09T15Z", (14, 30), (15,), Precision.INTERVAL, ""),
        (
            "2025-01-09T14:30Z/2025-01-09T17:00+02:00",
            (14, 30),
            (15,),
            Precision.INTERVAL,
            "2025-01-09T14:30Z/2025-01-09T17:00+02:00",
        ),
        ("2025-01-09", (0,), (23, 59, 59), Precision.DAY, "2025-01-09"),
        ("09.01.2025", (0,), (23, 59, 59), Precision.DAY, "09.01.2025"),
    ],
)
def test_an_instant_keeps_how_exact_it_is_and_how_it_was_written(
    typed: str, first: tuple[int, ...], last: tuple[int, ...], precision: Precision, wording: str
) -> None:
    assert parse.instant(typed) == Instant(at(2025, 1, 9, *first), at(2025, 1, 9, *last), precision, wording)


def test_dates_and_instants_that_are_read_alone_name_their_field() -> None:
    for read, expected in ((parse.date, DATES), (parse.instant, TIMES)):
        with pytest.raises(Rejected) as refusal:
            read("soon", where="found_on")
        assert refusal.value.faults == (Fault("found_on", expected, "aaaa"),)


def test_a_wording_is_read_by_the_reader_that_is_given() -> None:
    harvest = {"at harvest": (day(2024, 8, 1), day(2024, 9, 30)), "on the feast": (day(2024, 8, 24), day(2024, 8, 24))}

    span = parse.date("at harvest", wording=harvest.get)
    point = parse.date("on the feast", wording=harvest.get)
    moment = parse.instant("on the feast", wording=harvest.get)

    assert span == Date(day(2024, 8, 1), day(2024, 9, 30), Precision.INTERVAL, "at harvest")
    assert point == Date(day(2024, 8, 24), day(2024, 8, 24), Precision.DAY, "on the feast")
    assert moment == Instant(at(2024, 8, 24), at(2024, 8, 24, 23, 59, 59), Precision.DAY, "on the feast")
    with pytest.raises(Rejected, match=r"expected a date such as .*, found aaaa$"):
        parse.date("soon", wording=harvest.get)
