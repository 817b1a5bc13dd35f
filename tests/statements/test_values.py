from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from tests import strategies

from nansen.errors import Fault, Rejected
from nansen.statements import values
from nansen.statements.values import (
    Attachment,
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

NEW_YEAR = dt.date(2025, 1, 1)
NOON = dt.datetime(2025, 1, 9, 12, tzinfo=dt.UTC)
ID = "0123456789abcdef" * 2


def fault(make: Callable[..., object], *given_: object) -> Fault:
    with pytest.raises(Rejected) as refusal:
        make(*given_)
    (only,) = refusal.value.faults
    return only


@pytest.mark.parametrize("text", ["", " \n\t "])
@pytest.mark.parametrize(("make", "where"), [(Text, "text"), (Name, "name"), (Place, "place")])
def test_blank_words_are_refused(make: Callable[..., Value], where: str, text: str) -> None:
    assert fault(make, text) == Fault(where, "words", "a blank")


@pytest.mark.parametrize(
    ("make", "where", "longest"), [(Text, "text", 20_000), (Place, "place", 20_000), (Name, "name", 400)]
)
def test_words_have_a_longest(make: Callable[..., Value], where: str, longest: int) -> None:
    assert make("a" * longest)
    assert fault(make, "a" * (longest + 1)) == Fault(where, f"at most {longest} characters", str(longest + 1))


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\r", "\x1f", "\ud800", chr(0xDFFF)])
@pytest.mark.parametrize(("make", "where"), [(Text, "text"), (Name, "name"), (Place, "place")])
def test_control_characters_and_half_characters_are_refused(make: Callable[..., Value], where: str, sign: str) -> None:
    assert fault(make, f"a{sign}b") == Fault(where, "printable characters", "a control character")


def test_lines_and_tabs_are_words() -> None:
    assert Text("a\n\tb \ue000 \ud7ff").text == "a\n\tb \ue000 \ud7ff"


@pytest.mark.parametrize(("text", "script"), [("Kim", "Latn"), ("김철수", "Hang"), ("Соловʼєва", "Cyrl")])
def test_a_name_knows_its_script(text: str, script: str) -> None:
    assert Name(text) == Name(text, script)


def test_the_script_that_is_given_stands() -> None:
    assert Name("Kim", "Hang", "mr").script == "Hang"


@pytest.mark.parametrize("script", ["latn", "Latin", "LATN", "La", "Latn\n"])
def test_a_script_is_a_code_of_four_letters(script: str) -> None:
    assert fault(Name, "Kim", script) == Fault("script", "an ISO 15924 code such as Hang", f"{len(script)} signs")


@pytest.mark.parametrize("text", ["12", "- 7 -", "ʼ"])
def test_a_name_without_letters_is_refused(text: str) -> None:
    assert fault(Name, text) == Fault("name", "at least one letter", "none")


def test_a_date_may_not_end_before_it_begins() -> None:
    day_before = dt.date(2024, 12, 31)

    assert Date(NEW_YEAR, NEW_YEAR).precision is Precision.DAY
    assert fault(Date, NEW_YEAR, day_before) == Fault("date", "an end on or after the beginning", "an end before it")


def test_an_instant_is_kept_in_utc_and_whole_seconds() -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))

    kept = Instant(NOON.replace(microsecond=5).astimezone(seoul), NOON.astimezone(seoul))

    assert kept == Instant(NOON, NOON)
    assert (kept.first.tzinfo, kept.last.tzinfo) == (dt.UTC, dt.UTC)


def test_an_instant_without_a_zone_is_refused_at_either_end() -> None:
    bare = NOON.replace(tzinfo=None)

    for ends in ((bare, NOON), (NOON, bare)):
        assert fault(Instant, *ends) == Fault("time", "a time with its zone", "a time without one")


def test_an_instant_may_not_end_before_it_begins() -> None:
    assert fault(Instant, NOON, NOON - dt.timedelta(seconds=1)) == Fault(
        "time", "an end on or after the beginning", "an end before it"
    )


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5))),
        dt.datetime(9999, 12, 31, 23, tzinfo=dt.timezone(-dt.timedelta(hours=5))),
    ],
)
def test_a_time_that_no_calendar_has_in_utc_is_refused(moment: dt.datetime) -> None:
    assert fault(values.utc, moment) == Fault("time", "a time of the years 1 to 9999", "one beyond")


def test_coordinates_keep_six_decimals_and_no_negative_zero() -> None:
    place = Place("a ford", "UA", -0.00000001, 36, 500)

    assert place == Place("a ford", "UA", 0.0, 36.0, 500)
    assert (repr(place.latitude), repr(place.longitude)) == ("0.0", "36.0")


@pytest.mark.parametrize("half", [(50.0, None), (None, 36.0)])
def test_half_a_coordinate_is_refused(half: tuple[float | None, float | None]) -> None:
    assert fault(Place, "a ford", "", *half) == Fault("coordinates", "both latitude and longitude", "one of them")


@pytest.mark.parametrize(
    ("at", "where", "limit"),
    [
        ((90.000001, 0), "latitude", 90),
        ((-91, 0), "latitude", 90),
        ((float("nan"), 0), "latitude", 90),
        ((0, 180.000001), "longitude", 180),
        ((0, float("inf")), "longitude", 180),
    ],
)
def test_a_place_off_the_globe_is_refused(at: tuple[float, float], where: str, limit: int) -> None:
    assert Place("the pole", "", 90, -180).longitude == -180
    assert fault(Place, "nowhere", "", *at) == Fault(where, f"degrees between -{limit} and {limit}", "beyond")


@pytest.mark.parametrize("metres", [-1, 20_100_001])
def test_an_uncertainty_beyond_the_earth_is_refused(metres: int) -> None:
    assert Place("somewhere", uncertainty_m=0).uncertainty_m == 0
    assert fault(Place, "somewhere", "", None, None, metres) == Fault("uncertainty", "0 to 20100000 metres", "beyond")


@pytest.mark.parametrize("code", ["A1-a", "return", "110-1-1", "4A1", "a.b_c", "x" * 64])
def test_a_code_is_letters_digits_and_few_signs(code: str) -> None:
    assert Code(code).code == code


@pytest.mark.parametrize("code", ["", " a", "-a", "a b", "ä", "x" * 65, "a\n"])
def test_what_cannot_be_a_code_is_refused(code: str) -> None:
    assert fault(Code, code) == Fault("code", "letters, digits, _ . -", f"{len(code)} signs")


def test_a_measure_drops_idle_zeros() -> None:
    measure = Measure(Decimal("-0.00"), Decimal("180.50"), "cm")

    assert (str(measure.low), str(measure.high)) == ("0", "180.5")


def test_a_range_may_not_end_below_its_beginning() -> None:
    assert fault(Measure, Decimal(2), Decimal(1), "kg") == Fault(
        "range", "an upper end not below the lower", "one below it"
    )


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-1E+15", "1000000000000000"])
def test_what_is_no_number_or_far_too_large_is_refused(number: str) -> None:
    for ends in ((Decimal(number), Decimal(1)), (Decimal(1), Decimal(number))):
        assert fault(Measure, *ends, "kg") == Fault("number", "a finite number below 10^15", "another")


@pytest.mark.parametrize("file", ["", ID[:-1], f"{ID}0", ID.upper(), f"{ID}\n"])
def test_another_file_is_named_by_its_id(file: str) -> None:
    assert Reference(ID).file == ID
    assert fault(Reference, file) == Fault("file", "32 hexadecimal digits", f"{len(file)} signs")
    assert fault(Attachment, file, "image/png", 1) == Fault("attachment", "32 hexadecimal digits", f"{len(file)} signs")


@pytest.mark.parametrize(
    ("media_type", "size"), [("image", 1), ("Image/png", 1), ("image/png", -1), ("image/png", 2**53)]
)
def test_an_attachment_has_a_media_type_and_a_size(media_type: str, size: int) -> None:
    assert Attachment(ID, "image/svg+xml", 0).size == 0
    assert fault(Attachment, ID, media_type, size) == Fault("attachment", "a media type and a size", "others")


@given(strategies.values())
def test_values_can_be_compared_kept_in_sets_and_never_changed(value: Value) -> None:
    field = type(value).__slots__[0]

    assert {value, value} == {value}
    with pytest.raises(AttributeError):
        setattr(value, field, None)
