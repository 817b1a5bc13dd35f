"""The faults of a form: all told at once, each at its field; what was typed stays in the page and out of the words."""

from __future__ import annotations

import pytest

from nansen.desk.forms import build, dates
from nansen.errors import Fault
from nansen.statements.model import Kind


def faults(name: str, kind: Kind = Kind.CAPTIVE, **typed: str) -> dict[str, str]:
    """Return the faults of a form that must not be kept, by the names of its fields and sections."""
    filled, form = build.statements(
        build.blank(name, kind, typed={name.replace("__", "."): text for name, text in typed.items()})
    )
    assert filled == ()
    return {found.name: found.error for found in form.errors} | {
        part.name: part.error for part in form.sections if part.error
    }


@pytest.mark.parametrize("wording", ["yesterday", "вчора", "9 січня", "January 2025", "soon", "5"])
def test_a_wording_that_names_no_whole_day_is_no_date(wording: str) -> None:
    assert dates.reading(wording) is None
    assert set(faults("capture", person__birth_date=wording)) == {"person.birth_date"}


def test_one_bad_line_among_many_is_a_fault_and_nothing_is_kept() -> None:
    assert set(faults("capture", person__nationality="KP\nAtlantis", person__surname="Ri")) == {"person.nationality"}


@pytest.mark.parametrize(
    "parts",
    [
        {"country": "RU"},
        {"words": "near Sudzha", "latitude": "51.19"},
        {"words": "near Sudzha", "latitude": "north", "longitude": "35"},
        {"words": "near Sudzha", "latitude": "91", "longitude": "35"},
        {"words": "near Sudzha", "country": "Atlantis"},
        {"words": "near Sudzha", "uncertainty_m": "12.7"},
    ],
)
def test_a_place_without_words_or_with_parts_that_are_none_is_a_fault_of_its_field(parts: dict[str, str]) -> None:
    typed = {f"capture.place.{part}": text for part, text in parts.items()}

    assert set(faults("capture", **typed)) == {"capture.place"}
    _, form = build.statements(build.blank("capture", Kind.CAPTIVE, typed=typed))
    assert {part: text for part, text in form.errors[0].parts.items() if text} == parts
    assert form.errors[0].target == "id_capture_place_words"


def test_both_a_value_and_an_answer_instead_is_a_fault_and_both_stay_in_the_field() -> None:
    typed = {"person.surname": "Ri", "person.surname.absent": "declined"}

    filled, form = build.statements(build.blank("capture", Kind.CAPTIVE, typed=typed))

    assert filled == ()
    (found,) = form.errors
    assert (found.name, found.typed, found.absent, found.target) == (
        "person.surname",
        "Ri",
        "declined",
        "id_person_surname",
    )
    assert found.error == "Expected: a value or an answer instead of it. Found: both."


def test_an_answer_that_is_none_of_the_three_is_a_fault() -> None:
    assert set(faults("capture", person__surname__absent="refused")) == {"person.surname"}


def test_every_fault_of_a_form_is_told_at_once_each_at_its_field_in_the_order_of_the_page() -> None:
    typed = {"person.height": "tall", "person.birth_date": "soon", "service.rank_grade": "XX", "s3.speaker": "nobody"}

    filled, form = build.statements(build.blank("capture", Kind.CAPTIVE, typed=typed | {"capture.at": "2026-02-21"}))

    assert filled == ()
    assert [found.name for found in form.errors] == ["person.birth_date", "service.rank_grade", "person.height"]
    assert [part.name for part in form.sections if part.error] == ["s3"]
    assert form.by_key["capture"].by_term["at"].typed == "2026-02-21"


def test_no_fault_repeats_what_was_typed() -> None:
    told = faults(
        "capture", person__birth_date="Ковальчук", person__height="Ковальчук", person__nationality="Ковальчук"
    )

    assert len(told) == 3
    assert "Ковальчук" not in str(told)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("speaker", "nobody"),
        ("manner", "sung"),
        ("said", "soon"),
        ("lang", "Klingonese"),
        ("words", "a\x00b"),
        ("interpreter", "a\x00b"),
        ("text", "a\x00b"),
    ],
)
def test_what_a_section_says_of_its_speaker_is_checked_as_the_fields_are(part: str, text: str) -> None:
    assert set(faults("capture", person__surname="Ri", **{f"s0.{part}": text})) == {"s0"}


def test_a_wording_without_a_field_is_a_fault_because_it_would_be_lost() -> None:
    told = faults("wish", s1__text="고개를 저었다")

    assert told == {"s1": "A wording is written down here, but no field that it belongs to."}


def test_faults_that_the_office_found_are_laid_to_their_fields_and_others_to_the_whole_form() -> None:
    form = build.blank("capture", Kind.CAPTIVE)

    told = build.with_faults(
        form, (Fault("statement 0, person.surname", "a value of kind name", "text"), Fault("entry", "a file", "none"))
    )

    assert [(found.name, found.error) for found in told.errors] == [
        ("person.surname", "Expected: a value of kind name. Found: text.")
    ]
    assert [part.error for part in told.sections if part.error] == ["entry: Expected: a file. Found: none."]
