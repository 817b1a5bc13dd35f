"""Loading from a file: by the front door, whole or not at all; again, in any order, in pieces: nothing new."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Rejected
from nansen.office import check, load, read, rebuild, register
from nansen.statements.values import Name

pytestmark = pytest.mark.db

REPORT = (Path(__file__).parents[2] / "demo" / "report.jsonl").read_text("utf-8").splitlines()
CAPTURES = [line for line in REPORT if json.loads(line)["form"] in {"capture", "papers", "custody"}]


def line(key: str = "k1", **changes: object) -> str:
    row = {"key": key, "file": "man-1", "kind": "captive", "form": "capture", "statements": [statement()]}
    return json.dumps({name: value for name, value in (row | changes).items() if value is not None})


def statement(term: str = "person.full_name", value: object = "Kim Chol", **changes: object) -> dict[str, Any]:
    row = {"term": term, "value": value, "speaker": "himself", "manner": "spoken"} | changes
    return {name: kept for name, kept in row.items() if kept is not None}


def loaded(bureau: Bureau, lines: list[str], now: dt.datetime = NOW) -> load.Loaded:
    return load.lines(lines, officer=bureau["registrar"], purpose="intake", now=now)


def derived() -> dict[str, Any]:
    """Return all derived rows; of names that rank alike the order of the ledger is no part of what was said."""
    files = [file for (file,) in forms.asked("SELECT id FROM store_file")]
    rows = {file: row for file, (_, row) in register.rows(files).items()}
    return {file: row | {"names": sorted(map(repr, row.get("names", ())))} for file, row in rows.items()}


def test_the_report_is_kept_once_however_often_it_is_loaded(bureau: Bureau) -> None:
    first = loaded(bureau, CAPTURES)
    before, rows = forms.counts(), derived()

    again = loaded(bureau, CAPTURES, now=NOW + dt.timedelta(days=3))

    assert (len(first.new), first.known) == (len(CAPTURES), 0)
    assert (again.new, again.known, again.files) == ((), len(CAPTURES), first.files)
    assert (forms.counts(), derived()) == (before, rows)
    assert set(first.files) == {"captive-a", "captive-b"}
    assert check.ledger().ok
    assert rebuild.difference() == []


def test_what_was_loaded_is_what_the_line_said(bureau: Bureau) -> None:
    words = {"words": "A comrade", "interpreter": "NIS-1", "text": "My name is …", "lang": "ko", "said": "2025-01-09"}

    (entry,) = loaded(bureau, ["", line(reason="By post", statements=[statement(**words)]), "  "]).new

    (kept,) = register.entries(entry.file)[0].statements
    assert (entry.by, entry.at, entry.reason) == (bureau["registrar"].staff, NOW, "By post")
    assert (kept.value, kept.source.words, kept.source.interpreter) == (Name("Kim Chol"), "A comrade", "NIS-1")
    assert (kept.text, kept.lang, kept.said_at.first.date()) == ("My name is …", "ko", dt.date(2025, 1, 9))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ""),
        ({"recorded": ""}, ""),
        ({"reason": "By post"}, "By post"),
        ({"recorded": "2025-01-11"}, "Recorded by the sender on 2025-01-11."),
        ({"recorded": "2025-01-11", "reason": "By post"}, "By post. Recorded by the sender on 2025-01-11."),
        ({"recorded": "2025-01-11", "reason": "By post."}, "By post. Recorded by the sender on 2025-01-11."),
    ],
)
def test_the_day_on_which_the_sender_wrote_it_down_is_kept_in_the_reason(
    bureau: Bureau, given: dict[str, str], kept: str
) -> None:
    (entry,) = loaded(bureau, [line(**given)]).new

    (read,) = register.entries(entry.file)
    assert (read.reason, read.at) == (kept, NOW)


LINES = [
    line(
        f"k{number}",
        file=f"man-{number % 2}",
        recorded=f"2025-01-{number + 10}",
        statements=[
            statement(value=("Kim Chol", "Kim Chol Su", "Rim Song")[number % 3]),
            statement("health.state", ("sick", "good")[number // 2 % 2], said=f"2025-02-{20 - number}"),
            statement("person.birth_date", ("1999", "2001-03", "unknown")[number % 3]),
            statement("person.alias", f"Alias {chr(65 + number)}"),
        ],
    )
    for number in range(7)
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(LINES),
    repeated=st.lists(st.sampled_from(LINES), max_size=4),
    cuts=st.lists(st.integers(0, 11), max_size=3),
)
def test_in_any_order_in_pieces_and_repeated_it_comes_to_the_same(
    registers: Callable[[], AbstractContextManager[Bureau]], order: list[str], repeated: list[str], cuts: list[int]
) -> None:
    with registers() as bureau:
        loaded(bureau, LINES)
        expected = derived()

    lines = [*order, *repeated]
    stops = [0, *sorted(cuts), len(lines)]
    with registers() as bureau:
        for start, stop in pairwise(stops):
            loaded(bureau, lines[start:stop])
        found, entries = derived(), forms.counts()["Sent"]

    assert found == expected
    assert entries == len(LINES)


def test_lines_of_one_load_enter_in_the_order_in_which_they_were_recorded(bureau: Bureau) -> None:
    new = loaded(bureau, LINES[::-1]).new

    assert [int(entry.statements[3].value.text[-1], 36) - 10 for entry in new] == list(range(7))
    assert [entry.number for entry in new] == sorted(entry.number for entry in new)


DEEP = "[" * 100_000
FAULTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "no JSON": ("{", [("line", "one JSON object")]),
    "too deep": (DEEP, [("line", "one JSON object")]),
    "no object": ("[1]", [("line", "an object with its statements in an array")]),
    "no statements": (line(statements=[]), [("line", "an object with its statements in an array")]),
    "an unknown field": (line(colour="red"), [("field", "a known field")]),
    "missing fields": (line(file=None, form=None), [("file", "a value"), ("form", "a value")]),
    "a blank key": (line(key=""), [("key", "a value")]),
    "a key that is no text": (line(key=7), [("key", "a text")]),  # type: ignore[arg-type]
    "half a character": (line(file="\ud800"), [("file", "printable characters")]),
    "an unknown kind": (line(kind="horse"), [("kind", "a kind of file")]),
    "a kind that is no text": (line(kind=["captive"]), [("kind", "a text"), ("kind", "a kind of file")]),
    "an impossible day of recording": (line(recorded="2025-02-30"), [("recorded", "a date such as 2025-01-09")]),
    "a day of recording in another form": (line(recorded="20250211"), [("recorded", "a date such as 2025-01-09")]),
    "a month of recording": (line(recorded="2025-02"), [("recorded", "a date such as 2025-01-09")]),
    "a day of recording that is no text": (line(recorded=20250211), [("recorded", "a text")]),
    "a statement that is none": (line(statements=[3]), [("statement 0, statement", "an object")]),
    "an unknown term": (line(statements=[statement("person.shoe")]), [("statement 0, term", "a term of the data")]),
    "a term that is no text": (
        line(statements=[statement({})]),  # type: ignore[arg-type]
        [("statement 0, term", "a text"), ("statement 0, term", "a term of the data")],
    ),
    "an impossible date": (
        line(statements=[statement("person.birth_date", "2025-02-30")]),
        [("statement 0, person.birth_date", "a day that the calendar has")],
    ),
    "a number for a name": (line(statements=[statement(value=5)]), [("statement 0, person.full_name", "a text or a")]),
    "no value": (line(statements=[statement(value=None)]), [("statement 0, person.full_name", "a value, or unknown")]),
    "an unknown speaker": (line(statements=[statement(speaker="ghost")]), [("statement 0, speaker", "himself, paper")]),
    "a manner that is no text": (
        line(statements=[statement(manner=[])]),
        [("statement 0, manner", "a text"), ("statement 0, manner", "spoken, written")],
    ),
    "a time of saying that is none": (
        line(statements=[statement(said="yesterday, or so")]),
        [("statement 0, said", "a date, or a time")],
    ),
    "a time of saying that is a number": (line(statements=[statement(said=5)]), [("statement 0, said", "a text")]),
    "many at once": (
        line(statements=[statement(), statement("person.sex", "horse", speaker="ghost", said="never", lang=3)]),
        [
            ("statement 1, lang", "a text"),
            ("statement 1, speaker", "himself"),
            ("statement 1, person.sex", "a code of the list sex"),
            ("statement 1, said", "a date"),
        ],
    ),
    "a term of another form": (line(form="papers"), [("statement 0, person.full_name", "a term of the form papers")]),
    "an item that does not belong": (
        line(statements=[statement(item="a")]),
        [("statement 0, person.full_name", "no item")],
    ),
    "too many statements": (line(statements=[statement()] * 5_001), [("entry", "at most 5000 statements")]),
}


@pytest.mark.parametrize(("bad", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_bad_line_is_told_with_line_and_field_and_nothing_is_kept(
    bureau: Bureau, bad: str, expected: list[tuple[str, str]]
) -> None:
    before = forms.counts()

    with pytest.raises(Rejected) as refusal:
        loaded(bureau, [line("k0"), "", bad, line("k9")])

    faults = refusal.value.faults
    assert [(fault.line, fault.where) for fault in faults] == [(3, where) for where, _ in expected]
    for fault, (_, text) in zip(faults, expected, strict=True):
        assert fault.expected.startswith(text)
        assert fault.found
    assert forms.counts() == before


def test_the_faults_of_all_lines_are_told_at_once_and_none_repeats_what_was_written(bureau: Bureau) -> None:
    with pytest.raises(Rejected) as refusal:
        loaded(bureau, [line(kind="Kim Chol"), line("k2"), line("k3", statements=[statement("Kim Chol", "Kim Chol")])])

    assert [fault.line for fault in refusal.value.faults] == [1, 3]
    assert "Kim" not in str(refusal.value)


def test_two_different_lines_under_one_key_are_refused(bureau: Bureau) -> None:
    with pytest.raises(Rejected) as refusal:
        loaded(bureau, [line("k1"), line("k1", statements=[statement(value="Rim Song")])])

    assert [(fault.line, fault.where) for fault in refusal.value.faults] == [(2, "key")]


def test_an_officer_loads_only_what_he_might_write_by_hand(bureau: Bureau) -> None:
    before = forms.counts()

    with pytest.raises(Rejected, match=r"line \d+, form: expected an act of this officer"):
        loaded(bureau, REPORT)
    with pytest.raises(Rejected, match="line 2, form: "):
        loaded(bureau, [line(), line("k2", form="wish", statements=[statement("wish.wish", "stay", item="a")])])

    assert forms.counts() == before


def test_the_files_of_two_sites_are_two_whatever_the_senders_call_them(bureau: Bureau) -> None:
    north = loaded(bureau, [line()])
    south = load.lines([line()], officer=bureau["registrar2"], purpose="intake", now=NOW)

    assert north.files["man-1"] != south.files["man-1"]
    assert len(south.new) == 1


def test_more_lines_than_can_be_are_refused(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LINES_MAX", 3)
    before = forms.counts()

    with pytest.raises(Rejected, match="at most 3 lines"):
        loaded(bureau, [line(f"k{number}") for number in range(4)])

    assert forms.counts() == before


def test_two_loads_of_one_report_at_one_moment_keep_it_once(bureau: Bureau) -> None:
    barrier = threading.Barrier(2)
    done: list[load.Loaded | BaseException] = []

    def work() -> None:
        try:
            barrier.wait()
            done.append(loaded(bureau, CAPTURES))
        except BaseException as error:  # noqa: BLE001 - told below, by the test
            done.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(one) for one in done] == [load.Loaded] * 2
    assert sum(len(one.new) for one in done if isinstance(one, load.Loaded)) == len(CAPTURES)
    assert forms.counts()["Sent"] == len(CAPTURES)
    assert rebuild.difference() == []


def test_pieces_loaded_in_any_order_read_the_same(bureau: Bureau) -> None:
    early = line("k1", recorded="2026-01-05", statements=[statement("person.full_name", "Oren One")])
    late = line("k2", recorded="2026-02-05", statements=[statement("person.full_name", "Oren Two")])
    loaded(bureau, [late])
    (file,) = loaded(bureau, [early]).files.values()

    shown = read.case(file, officer=bureau["registrar"], purpose="intake", now=NOW).case.line("person.full_name")

    assert shown is not None
    assert [said.statement.value for said in shown.said] == [Name("Oren One"), Name("Oren Two")]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("lang", "klingon !!"),
        ("text", "a\u0000b"),
        ("words", "a\u202eb"),
        ("item", "Kim born 1999"),
        ("interpreter", "x" * 3000),
    ],
)
def test_what_stands_beside_a_value_is_checked_as_the_value_is(bureau: Bureau, field: str, text: str) -> None:
    before = forms.counts()

    with pytest.raises(Rejected, match="line 1, statement 0"):
        loaded(bureau, [line("k1", statements=[statement("person.surname", "Moroz") | {field: text}])])

    assert forms.counts() == before
