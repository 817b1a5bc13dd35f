from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from tests import strategies

from nansen.errors import Broken, Rejected
from nansen.statements import canonical
from nansen.statements.model import Act, Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import (
    Absence,
    Absent,
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

AT = dt.datetime(2025, 1, 9, 14, 30, tzinfo=dt.UTC)
ID, FILE, OFFICER = "a" * 32, "b" * 32, "c" * 32
PLAIN = Entry(
    id=ID, file=FILE, kind=Kind.STAFF, act=Act.READ, form="read", by=OFFICER, purpose="audit", at=AT, number=12
)
PLAIN_BYTES = (
    f'{{"act":"read","at":"2025-01-09T14:30:00Z","by":"{OFFICER}","file":"{FILE}","form":"read","id":"{ID}",'
    '"kind":"staff","purpose":"audit","v":1}'
).encode()


def said(value: Value, **more: Any) -> Statement:  # noqa: ANN401 - whatever a statement holds
    source = Source(Speaker.HIMSELF)
    return Statement(id=f"{ID}.0", term="wish.wish", value=value, source=source, manner=Manner.NODDED, **more)


def entry(statement: Statement, **more: Any) -> Entry:  # noqa: ANN401 - whatever an entry holds
    fields = {"kind": Kind.CAPTIVE, "act": Act.ACT, "form": "wish", "by": OFFICER, "purpose": "protection"}
    return Entry(id=ID, file=FILE, at=AT, statements=(statement,), **fields | more)


@given(strategies.values())
def test_every_value_comes_back_as_it_was(value: Value) -> None:
    row = json.loads(json.dumps(canonical.value_out(value)))

    assert canonical.value_in(row) == value


@given(strategies.entries())
def test_every_entry_comes_back_as_it_was(entry: Entry) -> None:
    data = canonical.encode(entry)

    back = canonical.decode(data, number=entry.number)

    assert back == entry
    assert back.number == entry.number
    assert canonical.encode(back) == data


@given(strategies.entries())
def test_the_bytes_are_those_of_the_standard(entry: Entry) -> None:
    data = canonical.encode(entry)

    assert data == rfc8785.dumps(json.loads(data))


@given(strategies.MOMENTS)
def test_every_instant_comes_back_in_whole_seconds(moment: dt.datetime) -> None:
    assert canonical.moment_in(canonical.moment_out(moment)) == moment.replace(microsecond=0)


def test_the_bytes_of_an_entry_leave_out_what_is_empty_and_its_number() -> None:
    assert canonical.encode(PLAIN) == PLAIN_BYTES
    assert canonical.decode(PLAIN_BYTES) == PLAIN
    assert canonical.decode(PLAIN_BYTES).number is None


def test_a_whole_entry_has_these_bytes() -> None:
    whole = entry(
        said(
            Code("unwilling_to_return"),
            item="wish-1",
            text="고개를 저었다",
            lang="ko",
            said_at=Instant(AT, AT),
            replaces=f"{'d' * 32}.0",
            withdraws=f"{'d' * 32}.1",
        ),
        site="e" * 32,
        reason="asked",
        shown=(FILE,),
        opened=Sensitivity.S4,
    )

    row = json.loads(canonical.encode(whole))

    assert row == {
        "v": 1,
        "id": ID,
        "file": FILE,
        "kind": "captive",
        "act": "act",
        "form": "wish",
        "by": OFFICER,
        "purpose": "protection",
        "at": "2025-01-09T14:30:00Z",
        "site": "e" * 32,
        "reason": "asked",
        "shown": [FILE],
        "opened": "S4",
        "statements": [
            {
                "term": "wish.wish",
                "value": {"code": "unwilling_to_return"},
                "source": {"speaker": "himself"},
                "manner": "nodded",
                "item": "wish-1",
                "text": "고개를 저었다",
                "lang": "ko",
                "said_at": {"instant": ["2025-01-09T14:30:00Z", "2025-01-09T14:30:00Z"], "precision": "minute"},
                "replaces": f"{'d' * 32}.0",
                "withdraws": f"{'d' * 32}.1",
            }
        ],
    }


@pytest.mark.parametrize(
    ("value", "row"),
    [
        (Absent(Absence.DECLINED), {"absent": "declined"}),
        (Text("a\nb"), {"text": "a\nb"}),
        (Name("김철수"), {"name": "김철수", "script": "Hang"}),
        (Name("Kim", "Latn", "mr"), {"name": "Kim", "script": "Latn", "scheme": "mr"}),
        (
            Date(dt.date(1999, 1, 1), dt.date(1999, 12, 31), Precision.YEAR, "the year of the hare"),
            {"date": ["1999-01-01", "1999-12-31"], "precision": "year", "wording": "the year of the hare"},
        ),
        (
            Instant(dt.datetime(987, 1, 1, tzinfo=dt.UTC), AT, Precision.INTERVAL),
            {"instant": ["0987-01-01T00:00:00Z", "2025-01-09T14:30:00Z"], "precision": "interval"},
        ),
        (Place("a ford"), {"place": "a ford"}),
        (
            Place("a ford", "disputed", 50.0, -0.00001, 0),
            {"place": "a ford", "country": "disputed", "at": [50, -0.00001], "within_m": 0},
        ),
        (Code("A1-a"), {"code": "A1-a"}),
        (Measure(Decimal(1000), Decimal("1000.50"), "kg"), {"measure": ["1000", "1000.5"], "unit": "kg"}),
        (Reference(FILE), {"reference": FILE}),
        (Attachment(FILE, "image/png", 0), {"attachment": FILE, "media_type": "image/png", "size": 0}),
    ],
)
def test_each_kind_of_value_has_its_form(value: Value, row: dict[str, object]) -> None:
    assert canonical.value_out(value) == row
    assert canonical.value_in(row) == value


def test_tiny_coordinates_are_written_without_an_exponent() -> None:
    on_the_meridian = entry(said(Place("Greenwich", "GB", 51.4779, 0.00001)))

    data = canonical.encode(on_the_meridian)

    assert b'"at":[51.4779,0.00001]' in data
    assert canonical.decode(data) == on_the_meridian


def test_words_that_look_like_tiny_coordinates_are_words() -> None:
    tricky = entry(said(Text('"at":[1e-5]')))

    assert canonical.decode(canonical.encode(tricky)) == tricky


def test_half_a_character_cannot_be_written() -> None:
    whole = entry(said(Code("return")), site="\ud800")

    with pytest.raises(Rejected, match="entry: expected printable characters, found half a character"):
        canonical.encode(whole)


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(PLAIN_BYTES) | fields).encode()


def with_value(value: object, **fields: object) -> bytes:
    row = {"term": "a.b", "value": value, "source": {"speaker": "himself"}, "manner": "spoken"}
    return changed(statements=[row | fields])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'"v"',
        b"null",
        b"[" * 100_000,
        PLAIN_BYTES[:-1],
        b'{"v":1}',
        changed(kind="nobody"),
        changed(act="deed"),
        changed(opened="S5"),
        changed(at="2025-01-09T14:30:00"),
        changed(at="2025-01-09T14:30:00+00:00"),
        changed(at="2025-01-09 14:30:00Z"),
        changed(at=0),
        changed(shown=5),
        changed(shown=["a"] * 51),
        changed(statements={"a": 1}),
        with_value({}),
        with_value(None),
        with_value({"text": ""}),
        with_value({"text": 5}),
        with_value({"code": "a b"}),
        with_value({"absent": "lost"}),
        with_value({"measure": ["x", "1"], "unit": "kg"}),
        with_value({"measure": ["1"], "unit": "kg"}),
        with_value({"date": ["2025-02-30", "2025-02-30"], "precision": "day"}),
        with_value({"place": "a", "at": [1]}),
        with_value({"place": "a", "at": ["1", "2"]}),
        with_value({"name": "Kim"}),
        with_value({"code": "a"}, manner="sung"),
        with_value({"code": "a"}, source={}),
        with_value({"code": "a"}, said_at={"code": "a"}),
    ],
)
def test_what_is_no_entry_is_broken(data: bytes) -> None:
    with pytest.raises(Broken, match=r"^These are not the bytes of an entry \(\w+\)\.$"):
        canonical.decode(data)


@pytest.mark.parametrize(
    ("version", "shown"), [(2, "2"), ("a long and private word", "a long an"), (None, "None"), (1.5, "1.5")]
)
def test_another_version_is_broken_whatever_else_it_holds(version: object, shown: str) -> None:
    with pytest.raises(Broken, match=f"^These bytes are of entry version {shown}, this software reads version 1"):
        canonical.decode(json.dumps({"v": version, "new": "field"}).encode())
