"""The forms: each term that names a form is a field of it; what was typed comes back as statements, or as faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from nansen.desk.forms import build, codes
from nansen.errors import NotFound
from nansen.statements import terms
from nansen.statements.model import Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Absence, Absent, Code, Date, Instant, Measure, Name, Place, Precision, Text, Value

FORMS = [(name, Kind(kind)) for name, table in build.tables().items() for kind in table["kinds"]]


def said(name: str, kind: Kind = Kind.CAPTIVE, **typed: str) -> tuple[Statement, ...]:
    """Return the statements of a form that must have no fault; `__` stands for the dot in a field's name."""
    filled, form = build.statements(build.blank(name, kind, typed=dotted(typed)))
    assert not form.faulty, [*form.errors, *(part.error for part in form.sections)]
    return filled


def dotted(typed: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "."): text for name, text in typed.items()}


def values(found: tuple[Statement, ...]) -> Iterator[Value]:
    return (statement.value for statement in found)


@pytest.mark.parametrize(("name", "kind"), FORMS)
def test_every_form_has_each_term_that_names_it_once_for_each_item(name: str, kind: Kind) -> None:
    form = build.blank(name, kind)

    names = [found.name for found in form.fields]
    assert len(names) == len(set(names))
    asked = {term.name for term in terms.shipped().of_form(name, kind)}
    assert asked <= {found.term.name for found in form.fields}


def test_every_form_that_a_term_names_has_a_page_except_those_of_the_office_itself() -> None:
    named = {form for term in terms.shipped().by_name.values() for form in term.forms}

    assert named - set(build.tables()) == {"staff", "task"}
    assert set(build.tables()) <= named


def test_places_rules_agreements_and_enquiries_have_their_forms() -> None:
    others = {Kind.PLACE, Kind.POLICY, Kind.DEAL, Kind.REQUEST}

    assert {(name, kind) for name, kind in FORMS if kind in others} == {
        ("camp", Kind.PLACE),
        ("office", Kind.POLICY),
        ("office", Kind.DEAL),
        ("enquiry", Kind.REQUEST),
    }


def test_a_complaint_is_said_by_himself_and_of_ours_reported_by_the_family() -> None:
    spoken = {kind: build.blank("complaint", kind).by_key["said"] for kind in (Kind.CAPTIVE, Kind.OURS)}

    assert (spoken[Kind.CAPTIVE].speaker, spoken[Kind.CAPTIVE].manner) == ("himself", "spoken")
    assert (spoken[Kind.OURS].speaker, spoken[Kind.OURS].manner) == ("family", "reported")


@pytest.mark.parametrize(("name", "kind"), FORMS)
def test_every_form_begins_empty_and_says_so_when_it_is_sent_empty(name: str, kind: Kind) -> None:
    form = build.blank(name, kind)

    filled, sent = build.statements(form)

    assert not form.faulty
    assert not any(found.typed or found.absent or any(found.parts.values()) for found in form.fields)
    assert filled == ()
    assert [part.error for part in sent.sections] == ["Nothing is filled in yet."] + [""] * (len(form.sections) - 1)


@pytest.mark.parametrize(("name", "kind"), FORMS)
def test_every_field_takes_unknown_declined_and_not_asked(name: str, kind: Kind) -> None:
    for answer in Absence:
        form = build.blank(name, kind)
        typed = {f"{found.name}.absent": answer.value for found in form.fields}

        filled, sent = build.statements(build.blank(name, kind, typed=typed))

        assert not sent.faulty
        assert [statement.term for statement in filled] == [found.term.name for found in form.fields]
        assert {statement.value for statement in filled} == {Absent(answer)}


@pytest.mark.parametrize(
    ("name", "kind"), [("no-such-form", Kind.CAPTIVE), ("wish", Kind.SOUGHT), ("capture", Kind.STAFF)]
)
def test_a_form_that_there_is_not_for_this_kind_is_not_found(name: str, kind: Kind) -> None:
    with pytest.raises(NotFound):
        build.blank(name, kind)


def test_what_was_typed_comes_back_as_statements_with_their_speaker_and_wording() -> None:
    found = said(
        "capture",
        person__surname=" Ковальчук ",
        s0__speaker="witness",
        s0__manner="reported",
        s0__words="a comrade",
        s0__interpreter="I. Mann",
        s0__text="Так його звали.",
        s0__lang="uk",
        s0__said="2026-02-21",
    )

    assert found == (
        Statement(
            id="",
            term="person.surname",
            value=Name("Ковальчук"),
            source=Source(Speaker.WITNESS, "a comrade", "I. Mann"),
            manner=Manner.REPORTED,
            text="Так його звали.",
            lang="uk",
            said_at=Instant(
                dt.datetime(2026, 2, 21, tzinfo=dt.UTC),
                dt.datetime(2026, 2, 21, 23, 59, 59, tzinfo=dt.UTC),
                Precision.DAY,
                "2026-02-21",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("person.build", "slight", Text("slight")),
        ("person.sex", "male", Code("male")),
        ("person.height", "168,5", Measure(Decimal("168.5"), Decimal("168.5"), "cm")),
        ("person.height", "165..170", Measure(Decimal(165), Decimal(170), "cm")),
        ("person.nationality", "kp", Code("KP")),
        ("person.language", "ko", Code("ko")),
        ("person.birth_date", "2005", Date(dt.date(2005, 1, 1), dt.date(2005, 12, 31), Precision.YEAR)),
    ],
)
def test_each_kind_of_field_gives_its_kind_of_value(field: str, text: str, value: Value) -> None:
    assert tuple(values(said("capture", **{field: text}))) == (value,)


@pytest.mark.parametrize(
    "wording",
    [
        "9 січня 2025",
        "9 січня 2025 року",
        "9 января 2025",
        "9 января 2025 г.",
        "2025년 1월 9일",
        "9 January 2025",
        "9 janvier 2025",
    ],
)
def test_a_date_in_words_of_many_tongues_is_that_day_and_keeps_its_wording(wording: str) -> None:
    found = said("capture", person__birth_date=wording)

    assert tuple(values(found)) == (Date(dt.date(2025, 1, 9), dt.date(2025, 1, 9), Precision.DAY, wording),)


def test_several_lines_are_several_values_and_blank_lines_are_none() -> None:
    found = said("capture", person__marks="scar on the left hand\r\n\r\n  tattoo, right arm \r\n")

    assert tuple(values(found)) == (Text("scar on the left hand"), Text("tattoo, right arm"))


def test_lines_in_a_field_of_one_value_stay_one_value() -> None:
    found = said("capture", capture__circumstances="alone\nin the snow")

    assert tuple(values(found)) == (Text("alone\nin the snow"),)


def test_a_country_and_a_language_may_be_typed_by_name_in_english_or_the_language_of_the_page() -> None:
    with translation.override("uk"):
        found = said("capture", person__nationality="Північна Корея\nSouth Korea\nUA", person__language="корейська")

    assert tuple(values(found)) == (Code("KP"), Code("KR"), Code("UA"), Code("ko"))


def test_a_name_in_a_language_that_is_not_the_pages_is_no_country() -> None:
    with translation.override("fr"):
        assert codes.meant("country", "Corée du Nord") == "KP"
        assert codes.meant("country", "Північна Корея") == "Північна Корея"


def test_a_language_of_the_page_without_a_locale_leaves_english_names() -> None:
    with translation.override("en-x-none"):
        assert codes.meant("country", "Ukraine") == "UA"
        assert codes.meant("text", "Ukraine") == "Ukraine"


def test_a_place_is_its_parts_with_a_decimal_comma_and_a_countrys_name() -> None:
    parts = {
        "words": "near Sudzha",
        "country": "Russia",
        "latitude": "51,19",
        "longitude": "35.27",
        "uncertainty_m": "5000",
    }

    found = said("capture", **{f"capture.place.{part}": text for part, text in parts.items()})

    assert tuple(values(found)) == (Place("near Sudzha", "RU", 51.19, 35.27, 5000),)


def test_the_rarer_questions_of_a_section_stay_open_where_one_is_answered() -> None:
    form = build.blank("capture", Kind.CAPTIVE, typed={"s1.interpreter": "I. Mann"})

    assert [part.name for part in form.sections if part.more] == ["s1"]


def test_the_two_halves_of_a_wish_are_one_item() -> None:
    found = said(
        "wish", **{"wish.language--wish1": "ko", "wish.wish--wish1": "unwilling_to_return", "s1.manner": "nodded"}
    )

    assert [(one.term, one.item, one.source.speaker, one.manner) for one in found] == [
        ("wish.language", "wish1", Speaker.OFFICER, Manner.WRITTEN),
        ("wish.wish", "wish1", Speaker.HIMSELF, Manner.NODDED),
    ]


def test_two_papers_on_one_form_are_two_items() -> None:
    found = said("papers", **{"document.number--document1": "AB 1", "document.number--document2": "CD 2"})

    assert [(one.item, one.value) for one in found] == [("document1", Text("AB 1")), ("document2", Text("CD 2"))]


@pytest.mark.parametrize(
    ("kind", "speaker", "manner"),
    [
        (Kind.CAPTIVE, Speaker.HIMSELF, Manner.SPOKEN),
        (Kind.OURS, Speaker.POWER, Manner.REPORTED),
        (Kind.REMAINS, Speaker.OFFICER, Manner.OBSERVED),
    ],
)
def test_nobody_is_said_to_have_spoken_who_cannot_have(kind: Kind, speaker: Speaker, manner: Manner) -> None:
    (found,) = said("capture", kind, person__surname="Ri")

    assert (found.source.speaker, found.manner) == (speaker, manner)


def test_the_capture_card_asks_for_next_of_kin_and_for_the_place_where_he_is_now() -> None:
    asked = {found.term.name for found in build.blank("capture", Kind.CAPTIVE).fields}

    assert {"kin.name", "kin.address", "card.to", "captive.camp", "captive.address_for_mail"} <= asked


def test_only_the_four_things_that_are_owed_stand_in_their_part_of_the_interview() -> None:
    owed = build.blank("interview", Kind.CAPTIVE).by_key["owed"]

    assert set(owed.by_term) == {"surname", "first_names", "rank", "birth_date", "number"}
