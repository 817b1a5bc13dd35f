"""Values in the words of a page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from tests import strategies

from nansen.desk.draw import words
from nansen.statements import parse, terms
from nansen.statements.values import Attachment, Measure, Name, Reference, Text, Value

SEALED = Attachment("a" * 32, "image/jpeg", 182_400)


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("2025", "en", "2025"),
        ("2025-01", "en", "January 2025"),
        ("2025-01-09", "en", "9 January 2025"),
        ("09.01.2025", "en", "9 January 2025"),
        ("2025-01-03/2025-01-09", "en", "3–9 January 2025"),
        ("2024-12-30/2025-01-09", "en", "30 December 2024 – 9 January 2025"),
        ("2025-02-12", "uk", "12 лютого 2025 р."),
        ("2025-01-03/2025-01-09", "uk", "3–9 січня 2025 р."),
        ("2025-02-12", "ru", "12 февраля 2025 г."),
        ("2025-01-03/2025-01-09", "ko", "2025년 1월 3–9일"),
        ("2025-01-03/2025-01-09", "ar", "3–9 يناير 2025"),
        ("2025-01", "fr", "janvier 2025"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(typed: str, language: str, shown: str) -> None:
    with translation.override(language):
        assert words.date(parse.date(typed)).replace("\u202f", " ").replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2025-01-09", "9 January 2025"),
        ("2025-01", "January 2025"),
        ("2025-01-03/2025-01-09", "3–9 January 2025"),
        ("2025-01-09T14:30Z", "9 January 2025, 14:30 UTC"),
        ("2025-01-09T14:30:05Z", "9 January 2025, 14:30:05 UTC"),
        ("2025-01-09T23:30-02:00", "10 January 2025, 01:30 UTC"),
        ("2025-01-09T14:30Z/2025-01-09T16:00Z", "9 January 2025, 14:30 UTC to 16:00 UTC"),
        ("2025-01-09T14:30Z/2025-01-10T06:00Z", "9 January 2025, 14:30 UTC to 10 January 2025, 06:00 UTC"),
    ],
)
def test_a_time_is_shown_in_utc_and_says_so(typed: str, shown: str) -> None:
    assert words.instant(parse.instant(typed)) == shown


def test_words_that_gave_a_date_stand_beside_it_and_figures_do_not() -> None:
    about = parse.date("about new year", wording=lambda _: (dt.date(2024, 12, 30), dt.date(2025, 1, 2)))

    assert words.date(about) == "30 December 2024 – 2 January 2025 (“about new year”)"
    assert words.date(parse.date("03.01.2025/09.01.2025")) == "3–9 January 2025"


def test_the_clock_keeps_its_order_on_a_page_that_runs_from_right_to_left() -> None:
    with translation.override("ar"):
        shown = words.moment(dt.datetime(2025, 1, 9, 14, 30, tzinfo=dt.UTC))

    assert shown == "9 يناير 2025, \u206614:30 UTC\u2069"


@pytest.mark.parametrize(
    ("term", "typed", "shown"),
    [
        ("person.surname", "declined", "declined"),
        ("person.surname", "not_asked", "not asked"),
        ("person.surname", "Мороз", "Мороз"),
        ("person.nationality", "KP", "North Korea"),
        ("person.nationality", "disputed", "disputed"),
        ("person.language", "uk", "Ukrainian"),
        ("service.rank_grade", "OR-1", "OR-1, private or recruit"),
        ("person.height", "168/172", "168–172 cm"),
        ("person.height", "168,5", "168.5 cm"),
        ("person.occupation", "baker", "baker"),
        ("capture.at", "2025-01", "January 2025"),
        ("person.birth_place", "Lviv", "Lviv"),
    ],
)
def test_a_value_is_shown_in_words(term: str, typed: str, shown: str) -> None:
    row = terms.shipped().term(term)

    assert words.value(parse.value(row, typed), row) == shown


def test_a_place_is_shown_with_its_country_and_its_doubt() -> None:
    row = terms.shipped().term("capture.place")
    typed = {"words": "a wood", "country": "RU", "latitude": 51.19, "longitude": 35.27, "uncertainty_m": 3000}

    assert words.value(parse.value(row, typed), row) == "a wood · Russia · \u206651.19, 35.27 ± 3000 m\u2069"
    assert words.value(parse.value(row, {"words": "a wood", "country": "disputed"}), row) == "a wood · disputed"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (Reference("7c1e90ab" + "0" * 24), "file 7c1e90ab"),
        (SEALED, "kept sealed (image/jpeg, 182 kB)"),
        (Measure(Decimal(3), Decimal(3), ""), "3"),
        (Text("so"), "so"),
    ],
)
def test_a_value_of_no_known_term_is_shown_too(found: Value, shown: str) -> None:
    assert words.value(found, None) == shown


@given(strategies.values())
def test_nothing_that_can_be_said_is_shown_as_a_blank(found: Value) -> None:
    with translation.override("uk"):
        assert words.value(found, None).strip()


@pytest.mark.parametrize(
    ("name", "stated", "tongue"),
    [("김철수", "", "ko"), ("Мороз", "uk", "uk"), ("Мороз", "", "und-Cyrl"), ("Kim", "ko", "und-Latn")],
)
def test_a_name_carries_the_language_of_its_letters(name: str, stated: str, tongue: str) -> None:
    assert words.language(Name(name), stated) == tongue
    assert words.language(Text(name), stated) == ""


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (dt.timedelta(days=2, hours=2, minutes=15), "2 days 2 hours"),
        (dt.timedelta(days=1), "1 day"),
        (dt.timedelta(hours=1, minutes=30), "1 hour 30 minutes"),
        (dt.timedelta(0), "0 minutes"),
    ],
)
def test_a_length_of_time_is_shown_in_its_two_largest_units(span: dt.timedelta, shown: str) -> None:
    assert words.length(span) == shown


def test_a_language_that_nobody_knows_is_shown_in_english() -> None:
    with translation.override("xx"):
        assert words.date(parse.date("2025-01-09")) == "9 January 2025"
