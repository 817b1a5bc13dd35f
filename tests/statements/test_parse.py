from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import strategies

from nansen.errors import Rejected
from nansen.statements import parse
from nansen.statements.model import Kind, Sensitivity
from nansen.statements.terms import KINDS, CodeList, Term
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

ID = "0123456789abcdef" * 2
WISHES = CodeList(name="wish", labels={"return": "Return", "stay": "Stay"})
ASKED = "a value, or unknown, declined, not_asked"
DATES = "a date such as 2025-01-09, 2025-01, 2025 or 2025-01-03/2025-01-09"
TIMES = "a date, or a time with its zone such as 2025-01-09T14:30Z"


def term(kind: str, unit: str = "cm") -> Term:
    return Term(
        name=f"case.{kind}",
        label="",
        kind=kind,
        group="case",
        area="intake",
        many=False,
        sensitivity=Sensitivity.S1,
        source="invented",
        files=frozenset({Kind.CAPTIVE}),
        codes=WISHES if kind == "code" else None,
        unit=unit,
    )


def fault(kind: str, typed: Any, wording: parse.Reading | None = None) -> tuple[str, str]:  # noqa: ANN401 - also what is no text
    with pytest.raises(Rejected) as refusal:
        parse.value(term(kind), typed, wording=wording)
    (only,) = refusal.value.faults
    assert only.where == f"case.{kind}"
    return only.expected, only.found


def at(*numbers: int) -> dt.datetime:
    year, month, day, hour, minute, second = (*numbers, 0, 0, 0)[:6]
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("absence", Absence)
def test_unknown_declined_and_not_asked_answer_every_term(kind: str, absence: Absence) -> None:
    assert parse.value(term(kind), f" {absence} ") == Absent(absence)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("typed", ["", "  \r\n"])
def test_a_blank_is_no_answer(kind: str, typed: str) -> None:
    assert fault(kind, typed) == (ASKED, "a blank")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("typed", [None, 5, True, ["a"]])
def test_only_texts_and_tables_are_read(kind: str, typed: object) -> None:
    assert fault(kind, typed) == ("a text or a table", f"a value of type {type(typed).__name__}")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", " burnt\r\nhand ", Text("burnt\nhand")),
        ("name", "김철수", Name("김철수", "Hang")),
        ("name", {"text": " Kim ", "script": "Latn", "scheme": "mr"}, Name("Kim", "Latn", "mr")),
        ("name", {"text": "Kim", "script": "", "scheme": None}, Name("Kim", "Latn")),
        ("date", "2025-01-09", Date(dt.date(2025, 1, 9), dt.date(2025, 1, 9))),
        ("instant", "2025-01-09T14:30Z", Instant(at(2025, 1, 9, 14, 30), at(2025, 1, 9, 14, 30))),
        ("place", "a ford by the mill", Place("a ford by the mill")),
        ("place", {"words": "a ford"}, Place("a ford")),
        (
            "place",
            {"words": "a ford", "country": "ua", "latitude": "50.1", "longitude": 36, "uncertainty_m": "500"},
            Place("a ford", "UA", 50.1, 36.0, 500),
        ),
        ("place", {"words": "a ford", "country": "disputed", "latitude": ""}, Place("a ford", "disputed")),
        ("code", "return", Code("return")),
        ("country", "kp", Code("KP")),
        ("country", "disputed", Code("disputed")),
        ("language", "KO", Code("ko")),
        ("language", "tyv", Code("tyv")),
        ("reference", ID, Reference(ID)),
    ],
)
def test_what_is_typed_becomes_a_value_of_its_kind(kind: str, typed: str | Mapping[str, Any], value: Value) -> None:
    assert parse.value(term(kind), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "expected", "found"),
    [
        ("text", "a\x00b", "printable characters", "a control character"),
        ("text", "a" * 20_001, "at most 20000 characters", "20001"),
        ("name", "12", "at least one letter", "none"),
        ("name", {"script": "Latn"}, "a table with text", "one without"),
        ("name", {"text": "Kim", "script": "Latin"}, "an ISO 15924 code such as Hang", "5 signs"),
        ("name", {"words": "Kim"}, "text, script, scheme", "another table"),
        ("name", {"text": 5}, "words, and numbers for coordinates", "others"),
        ("date", "Kim Chol 1", DATES, "aaa aaaa 9"),
        ("date", "09/01/2025", DATES, "99/99/9999"),
        ("date", "2025-01-09/Kim", DATES, "9999-99-99/aaa"),
        ("date", "2025-02-30", "a day that the calendar has", "9999-99-99"),
        ("date", "31.04.2025", "a day that the calendar has", "99.99.9999"),
        ("date", "2025-00", "a day that the calendar has", "9999-99"),
        ("date", "0000", "a day that the calendar has", "9999"),
        ("date", "2025-01-09/2025-01-08", "an end on or after the beginning", "an end before it"),
        ("date", "2025-01-08/2025-01-09/2025-01-10", DATES, "9999-99-99/9999-99-99/9999-99-99"),
        ("instant", "2025-01-09T14:30", TIMES, "9999-99-99a99:99"),
        ("instant", "2025-02-30T14:30Z", TIMES, "9999-99-99a99:99a"),
        ("instant", "2025-02-30", TIMES, "9999-99-99"),
        ("instant", "2025-01-09T14:30Z/2025-01-10", TIMES, "9999-99-99a99:99a/9999-99-99"),
        ("instant", "2025-01-09T14:30Z/2025-01-09T14:29Z", "an end on or after the beginning", "an end before it"),
        ("instant", "0001-01-01T00:00+05:00", "a time of the years 1 to 9999", "one beyond"),
        ("place", {"country": "UA"}, "a table with words", "one without"),
        ("place", {"words": " "}, "words", "a blank"),
        ("place", {"words": "a", "city": "b"}, "words, country, latitude, longitude, uncertainty_m", "another table"),
        ("place", {"words": "a", "country": "ZZ"}, "a country code such as KP", "aa"),
        ("place", {"words": "a", "country": 7}, "words, and numbers for coordinates", "others"),
        ("place", {"words": "a", "latitude": "x", "longitude": 1}, "words, and numbers for coordinates", "others"),
        ("place", {"words": "a", "latitude": True, "longitude": 1}, "words, and numbers for coordinates", "others"),
        ("place", {"words": "a", "latitude": 1}, "both latitude and longitude", "one of them"),
        ("place", {"words": "a", "latitude": "nan", "longitude": 1}, "degrees between -90 and 90", "beyond"),
        ("place", {"words": "a", "latitude": 10**400, "longitude": 1}, "degrees between -90 and 90", "beyond"),
        ("place", {"words": "a", "uncertainty_m": 12.7}, "words, and numbers for coordinates", "others"),
        ("place", {"words": "a", "uncertainty_m": -1}, "0 to 20100000 metres", "beyond"),
        ("code", "retrun", "a code of the list wish", "aaaaaa"),
        ("code", {"code": "return"}, "a text", "a table"),
        ("country", "XX1", "a country code such as KP", "aa9"),
        ("country", "EU", "a country code such as KP", "aa"),
        ("language", "korean", "a language code such as ko", "aaaaaa"),
        ("reference", "7", "32 hexadecimal digits", "1 signs"),
        ("attachment", "face.jpg", "an uploaded file", "a text of 8 signs"),
    ],
)
def test_every_refusal_names_the_term_what_was_expected_and_what_was_found(
    kind: str, typed: str | Mapping[str, Any], expected: str, found: str
) -> None:
    assert fault(kind, typed) == (expected, found)


def test_a_wording_is_read_by_the_reader_that_is_given() -> None:
    feast = dt.date(2024, 8, 24)
    read = {"on the feast": (feast, feast)}.get

    when = parse.value(term("date"), "on the feast", wording=read)
    moment = parse.value(term("instant"), "on the feast", wording=read)

    assert when == Date(feast, feast, Precision.DAY, "on the feast")
    assert moment == Instant(at(2024, 8, 24), at(2024, 8, 24, 23, 59, 59), Precision.DAY, "on the feast")
    assert fault("date", "soon", read) == (DATES, "aaaa")
    assert fault("instant", "soon", read) == (TIMES, "aaaa")


@given(strategies.LETTERS, st.sampled_from(["date", "instant", "measure", "code", "country", "language"]))
def test_a_refusal_never_repeats_a_name(name: str, kind: str) -> None:
    expected, found = fault(kind, f"{name} 7")

    assert set(found) <= set("a9 ")
    assert name not in expected


def test_a_long_text_is_cut_in_a_refusal() -> None:
    assert fault("date", "x" * 41) == (DATES, f"{'a' * 40}… (41 characters)")
    assert fault("date", "x" * 40) == (DATES, "a" * 40)


@given(st.sampled_from(sorted(KINDS)), st.text())
def test_whatever_is_typed_is_read_or_refused(kind: str, typed: str) -> None:
    try:
        parse.value(term(kind), typed)
    except Rejected as refusal:
        assert refusal.faults[0].where == f"case.{kind}"  # noqa: PT017 - most of what is typed is no fault


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("170", "170", "170"),
        ("170 cm", "170", "170"),
        ("170,5cm", "170.5", "170.5"),
        ("-3.5", "-3.5", "-3.5"),
        ("170..180 cm", "170", "180"),
        ("170 – 180", "170", "180"),
        ("170/180.5", "170", "180.5"),
        ("1 170 000", "1170000", "1170000"),
        ("١٧٠", "170", "170"),
    ],
)
def test_a_number_or_a_range_has_the_unit_of_its_term(typed: str, low: str, high: str) -> None:
    assert parse.value(term("measure"), typed) == Measure(Decimal(low), Decimal(high), "cm")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("170 kg", "999 aa"),
        ("5 10", "9 99"),
        ("tall", "aaaa"),
        ("- cm", "- aa"),
        ("1e5", "9a9"),
        ("170..", "999.."),
        (f"1{' ' * 9_000}x y", f"9{' ' * 39}… (9004 characters)"),
    ],
)
def test_what_is_no_number_in_the_unit_is_refused(typed: str, found: str) -> None:
    assert fault("measure", typed) == ("a number or a range in cm", found)


def test_a_measure_without_a_unit_is_a_bare_number() -> None:
    assert parse.value(term("measure", unit=""), "3") == Measure(Decimal(3), Decimal(3), "")
    with pytest.raises(Rejected, match=r"^case\.measure: expected a number or a range in 1, found 9 aa"):
        parse.value(term("measure", unit=""), "3 cm")


@pytest.mark.parametrize(
    ("typed", "expected", "found"),
    [
        ("1" * 16, "a finite number below 10^15", "another"),
        ("180/170", "an upper end not below the lower", "one below it"),
    ],
)
def test_a_measure_that_cannot_be_is_refused(typed: str, expected: str, found: str) -> None:
    assert fault("measure", typed) == (expected, found)


def test_the_countries_are_those_of_the_standard_kosovo_and_disputed() -> None:
    known = parse.countries()

    assert len(known) == 249 + 2
    assert {"KP": "North Korea", "disputed": "Disputed"}.items() <= known.items()
    assert not {"EU", "UN", "ZZ", "AC", "IC"} & set(known)


def test_the_languages_have_two_or_three_letters() -> None:
    known = parse.languages()

    assert {"ko": "Korean", "uk": "Ukrainian", "tyv": "Tuvinian"}.items() <= known.items()
    assert all(code.isalpha() and len(code) in {2, 3} for code in known)
