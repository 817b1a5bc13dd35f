"""A sheet filled in: languages, marks, dates, what has no room, what our own copy says beside it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from tests.formats.papers import invented
from tests.formats.papers.invented import said

from nansen.errors import Rejected
from nansen.formats.papers import catalogue, sheets, wording
from nansen.formats.papers.model import Field, Filled, Mark, Piece, Sheet
from nansen.statements.model import Manner, Source, Speaker, Statement
from nansen.statements.values import Attachment, Instant, Measure, Place, Precision, Value

DAY = dt.date(2025, 1, 9)


def sheet(paper: str = "capture_card", **more: object) -> Sheet:
    fields: dict[str, object] = {"languages": ("uk", "ko"), "issued_on": invented.ISSUED, "office": invented.OFFICE}
    return sheets.of(more.pop("case", invented.case()), catalogue.paper(paper), **fields | more)  # type: ignore[arg-type]


def field(filled: Sheet, name: str) -> Filled:
    return next(one for one in filled.fields if one.name == name)


def statement(term: str, value: Value) -> tuple[Statement, Field]:
    found = invented.DICTIONARY.term(term)
    return (
        Statement(id="", term=term, value=value, source=Source(Speaker.HIMSELF), manner=Manner.SPOKEN),
        Field(name="x", terms=(found,), time=True, point=True),
    )


def worded(term: str, value: Value, *languages: str) -> list[list[str]]:
    said_of_him, place = statement(term, value)
    answers = wording.of(said_of_him, place, term=place.terms[0], languages=languages or ("en", "ko"))
    return [[piece.text for piece in answer] for answer in answers]


@pytest.mark.parametrize("languages", [("uk",), ("uk", "uk"), ("uk", "de"), ("uk", "ko", "en", "fr")])
def test_a_paper_is_printed_in_two_or_three_languages_that_we_have_words_in(languages: tuple[str, ...]) -> None:
    with pytest.raises(Rejected, match="two or three of ar, en, fr, ko, ru, uk"):
        sheet(languages=languages)


def test_an_office_has_a_name_that_fits() -> None:
    with pytest.raises(Rejected, match="office: expected words"):
        sheet(office=" ")
    with pytest.raises(Rejected, match="at most 80 characters"):
        sheet(office="x" * 81)


def test_names_keep_the_script_in_which_somebody_recorded_them() -> None:
    filled = sheet()

    assert field(filled, "surname").answers == ((Piece("Ri", "und-Latn"),),)
    assert field(filled, "own_script").answers == ((Piece("리철수", "ko"),),)


def test_a_date_is_printed_with_the_month_in_words_of_each_language() -> None:
    assert field(sheet(languages=("uk", "ko", "en")), "taken_on").answers == (
        (Piece("9 січ. 2025\u202fр.", "uk"), Piece("2025년 1월 9일", "ko"), Piece("9 Jan 2025", "en")),
    )


@pytest.mark.parametrize(
    ("precision", "last", "words"),
    [
        (Precision.YEAR, dt.date(2025, 12, 31), ["2025", "2025년"]),
        (Precision.MONTH, dt.date(2025, 1, 31), ["January 2025", "2025년 1월"]),
        (Precision.DAY, DAY, ["9 Jan 2025", "2025년 1월 9일"]),
        (
            Precision.INTERVAL,
            dt.date(2025, 1, 11),
            ["9 Jan 2025 – 11 Jan 2025", "2025년 1월 9일 – 2025년 1월 11일"],
        ),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(precision: Precision, last: dt.date, words: list[str]) -> None:
    assert [piece.text for piece in wording.dates(DAY, last, precision, languages=("en", "ko"))] == words


def test_what_two_languages_write_alike_stands_once() -> None:
    assert wording.dates(DAY, DAY, Precision.YEAR, languages=("en", "fr", "ru")) == (Piece("2025", "en"),)


def test_an_hour_is_printed_in_utc_where_the_paper_asks_for_it_and_somebody_knew_it() -> None:
    at = dt.datetime(2025, 1, 9, 10, 20, 5, tzinfo=dt.UTC)

    minute = worded("death.at", Instant(at, at, Precision.MINUTE), "en")
    second = worded("death.at", Instant(at, at, Precision.SECOND), "en")
    day = worded("death.at", Instant(at, at, Precision.DAY), "en")

    assert (minute, second, day) == (
        [["9 Jan 2025"], ["10:20 UTC"]], [["9 Jan 2025"], ["10:20:05 UTC"]], [["9 Jan 2025"]],
    )  # fmt: skip


def test_a_place_has_its_words_its_country_in_each_language_and_its_point() -> None:
    assert worded("death.burial_place", Place("Hill 4", "UA", 49.8, 24.0)) == [
        ["Hill 4"], ["Ukraine", "우크라이나"], ["49.800000, 24.000000"],
    ]  # fmt: skip
    assert worded("death.burial_place", Place("Hill 4", "disputed")) == [["Hill 4"], ["disputed", "다툼 있음"]]
    assert worded("death.burial_place", Place("Hill 4")) == [["Hill 4"]]


def test_a_picture_or_a_measure_has_no_words() -> None:
    assert worded("person.photo", Attachment("a" * 32, "image/jpeg", 3)) == []
    assert worded("person.height", Measure(Decimal(170), Decimal(170), "cm")) == []


def test_the_state_of_health_is_one_of_seven_words_the_others_struck_out() -> None:
    marks = {mark.words[0].text: mark.on for mark in field(sheet(), "health").marks}

    assert marks == {
        "здоровий": False, "не поранений": False, "одужав": False, "одужує": False, "хворий": False,
        "легко поранений": False, "тяжко поранений": True,
    }  # fmt: skip


def test_no_word_of_health_is_struck_out_where_nobody_answered() -> None:
    marks = field(sheet(case=invented.case(without=frozenset({"health.state"}))), "health").marks

    assert [mark.on for mark in marks] == [None] * 7


def test_the_certificate_offers_the_three_decisions_of_the_form_and_nc_is_a_new_examination() -> None:
    case = invented.case(said(f"mmc.decision@{1:032x}/m", "NC"), without=frozenset({"mmc.decision@m"}))

    marks = field(sheet("repatriation_certificate", case=case, languages=("en", "ko")), "decision").marks

    assert marks == (
        Mark((Piece("A: direct repatriation", "en"), Piece("A: 직접 송환", "ko")), on=False),
        Mark((Piece("B: stay in a neutral country", "en"), Piece("B: 중립국 수용", "ko")), on=False),
        Mark(
            (Piece("NC: new examination by the next commission", "en"), Piece("NC: 다음 위원회에서 재검사", "ko")),
            on=True,
        ),
    )


def test_what_has_no_room_goes_to_the_sheet_that_follows() -> None:
    long = invented.case(said("person.name_original", "가나다라마바사 아자차카타파하 " * 12))

    assert field(sheet(), "own_script").long is False
    assert field(sheet(case=long), "own_script").long is True


def test_a_syllable_of_hangul_takes_the_room_of_two_letters() -> None:
    assert (sheets.width("Kim"), sheets.width("김철수")) == (3, 6)


def test_only_our_own_copy_says_who_said_so() -> None:
    case = invented.case(
        said("service.rank", "Private", speaker=Speaker.CAPTOR, words="95th brigade"),
        without=frozenset({"service.rank"}),
    )

    ours = sheet(case=case, own_copy=True, languages=("en", "ko"))
    sent = sheet(case=case, languages=("en", "ko"))

    assert field(ours, "rank").basis == ("the captor: 95th brigade (2)",)
    assert field(ours, "surname").basis == ("himself (1)",)
    assert {one.basis for one in sent.fields} == {()}


def test_an_act_that_has_no_number_yet_is_named_without_one() -> None:
    case = invented.case()
    lines = {
        key: dataclasses.replace(line, said=tuple(dataclasses.replace(one, entry=None) for one in line.said))
        for key, line in case.lines.items()
    }

    ours = sheet(case=dataclasses.replace(case, lines=lines), own_copy=True, languages=("en", "ko"))

    assert field(ours, "surname").basis == ("himself",)


def test_the_day_of_issue_is_in_the_words_of_each_language() -> None:
    assert sheets.issued(sheet()) == (Piece("12 січ. 2025\u202fр.", "uk"), Piece("2025년 1월 12일", "ko"))


def test_a_code_without_words_is_printed_as_it_is() -> None:
    assert field(sheet("repatriation_certificate"), "annex1").answers == ((Piece("A2-f"),),)
