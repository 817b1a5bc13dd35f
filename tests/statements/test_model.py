from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from nansen.errors import Rejected
from nansen.statements.model import PERSONS, Act, Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import Text

AT = dt.datetime(2025, 1, 9, 14, 30, tzinfo=dt.UTC)
ID = "a" * 32
PLAIN = Entry(
    id=ID, file="b" * 32, kind=Kind.CAPTIVE, act=Act.ACT, form="capture", by="c" * 32, purpose="intake", at=AT
)


def statement(id_: str) -> Statement:
    return Statement(
        id=id_, term="person.build", value=Text("slight"), source=Source(Speaker.OFFICER), manner=Manner.OBSERVED
    )


def entry(**changed: Any) -> Entry:  # noqa: ANN401 - whatever an entry holds
    return replace(PLAIN, **changed)


def test_persons_are_captives_the_sought_our_own_and_the_dead() -> None:
    assert {kind.value for kind in PERSONS} == {"captive", "sought", "ours", "remains"}


def test_sensitivities_have_an_order() -> None:
    assert Sensitivity.S1 < Sensitivity.S2 < Sensitivity.S3 < Sensitivity.S4


def test_an_entry_keeps_its_time_in_utc_and_whole_seconds() -> None:
    written = entry(at=dt.datetime(2025, 1, 9, 16, 30, 0, 999, tzinfo=dt.timezone(dt.timedelta(hours=2))))

    assert written == entry(at=AT)
    assert written.at.tzinfo is dt.UTC


def test_an_entry_without_a_zone_is_refused() -> None:
    with pytest.raises(Rejected, match="time: expected a time with its zone, found a time without one"):
        entry(at=dt.datetime(2025, 1, 9))  # noqa: DTZ001 - this is what is refused


def test_the_number_of_an_entry_is_no_part_of_what_it_says() -> None:
    assert entry(number=7) == entry(number=8)


def test_an_entry_holds_five_thousand_statements_and_no_more() -> None:
    statements = tuple(statement(f"{ID}.{index}") for index in range(5_001))

    assert len(entry(statements=statements[:-1]).statements) == 5_000
    with pytest.raises(Rejected, match="entry: expected at most 5000 statements, found 5001"):
        entry(statements=statements)


def test_a_read_entry_shows_one_page_of_fifty_files_and_no_more() -> None:
    shown = tuple(f"{index:032x}" for index in range(51))

    assert entry(shown=shown[:-1]).shown == shown[:-1]
    with pytest.raises(Rejected, match="read entry: expected at most 50 files, found 51"):
        entry(shown=shown)


@pytest.mark.parametrize("id_", [f"{ID}.0", f"{ID}.2", f"{'b' * 32}.1", "1", ""])
def test_a_statement_bears_the_id_of_its_entry_and_its_place_in_it(id_: str) -> None:
    first, second = statement(f"{ID}.0"), statement(f"{ID}.1")

    assert entry(statements=(first, second)).statements == (first, second)
    with pytest.raises(Rejected, match=r"statement 1: expected the id entry\.index, found another id"):
        entry(statements=(first, statement(id_)))


def test_a_source_file_is_named_by_its_id() -> None:
    with pytest.raises(Rejected, match="source: expected 32 hexadecimal digits"):
        Source(Speaker.PUBLISHED, "A paper", file="the paper of Monday")


@pytest.mark.parametrize(("field", "text"), [("lang", "klingon !!"), ("item", "Kim born 1999"), ("text", " ")])
def test_what_stands_beside_a_value_is_checked_too(field: str, text: str) -> None:
    said = Statement(
        id="", term="a.b", value=Text("x"), source=Source(Speaker.HIMSELF), manner=Manner.SPOKEN, lang="ko", item="a"
    )

    with pytest.raises(Rejected, match=f"{field}: expected"):
        replace(said, **{field: text})
