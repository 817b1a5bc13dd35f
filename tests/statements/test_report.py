"""The report of the demonstration: every line can enter by the front door, and no living man is named in it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nansen.statements import parse, terms
from nansen.statements.model import Kind, Manner, Speaker
from nansen.statements.values import Absence, Absent, Code, Name

REPORT = Path(__file__).parents[2] / "demo" / "report.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in REPORT.read_text("utf-8").splitlines()]
FIELDS = {"term", "value", "speaker", "words", "interpreter", "manner", "text", "lang", "said", "item"}
SAID = [(line, row) for line in LINES for row in line["statements"]]


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["key"]))
def test_a_line_parses_and_its_form_asks_for_what_it_says(line: dict[str, Any]) -> None:
    assert set(line) == {"file", "kind", "form", "key", "recorded", "statements"}
    assert line["kind"] == Kind.CAPTIVE
    parse.instant(line["recorded"])
    for row in line["statements"]:
        term = terms.shipped().term(row["term"])
        parse.value(term, row["value"])
        assert line["form"] in term.forms, row["term"]
        assert Kind.CAPTIVE in term.files
        assert bool(row.get("item")) == terms.shipped().by_group[term.group].repeats, row["term"]
        assert set(row) <= {
            "term",
            "value",
            "speaker",
            "words",
            "interpreter",
            "manner",
            "text",
            "lang",
            "said",
            "item",
        }
        assert row["speaker"] in set(Speaker)
        assert row["manner"] in set(Manner)
        assert len(row["words"]) > 8
        assert ("text" in row) == ("lang" in row)
        assert row.get("said", "2025-01-01")[:10] <= line["recorded"]
        if "said" in row:
            parse.instant(row["said"])


def test_the_report_is_of_two_men_in_the_order_in_which_it_came_and_no_line_stands_twice() -> None:
    keys = [line["key"] for line in LINES]
    days = [line["recorded"] for line in LINES]

    assert {line["file"] for line in LINES} == {"captive-a", "captive-b"}
    assert len(set(keys)) == len(keys) >= 40
    assert days == sorted(days)


def test_nothing_identifies_a_living_man() -> None:
    text = REPORT.read_text("utf-8")
    kept = [(row["term"], parse.value(terms.shipped().term(row["term"]), row["value"])) for _, row in SAID]
    personal = re.compile(r"person\.(birth|home|age|photo|.*name|alias|call)|document\..*birth|kin\.|service\.number")

    assert not [term for term, value in kept if isinstance(value, Name)]
    assert {value for term, value in kept if personal.match(term)} == {Absent(Absence.UNKNOWN)}
    assert not re.search(r"\b(19\d\d|20[01]\d)\b|https?:|[가-힣]", text)


def test_wishes_change_and_contradict_each_other_and_all_of_them_stay() -> None:
    def wishes(file: str) -> list[tuple[str, str, str]]:
        rows = [row for line, row in SAID if line["file"] == file and row["term"] == "wish.wish"]
        return [(row["said"], row["value"], row["manner"]) for row in rows]

    assert wishes("captive-a") == [
        ("2025-01-12", "declined", "silent"),
        ("2025-01-12", "return", "nodded"),
        ("2025-01-12", "return", "reported"),
        ("2025-01-12", "unknown", "reported"),
        ("2025-02-19", "third_country", "reported"),
        ("2025-02-25", "third_country", "reported"),
        ("2025-02-25", "unwilling_to_return", "reported"),
        ("2025-10-28", "third_country", "reported"),
        ("2025-10", "third_country", "written"),
    ]
    assert wishes("captive-b") == [
        ("2025-01-12", "unknown", "reported"),
        ("2025-01-12", "stay", "video"),
        ("2025-01-12", "undecided", "reported"),
        ("2025-02-19", "undecided", "reported"),
        ("2025-02-25", "undecided", "reported"),
        ("2025-10-28", "third_country", "reported"),
        ("2025-10", "third_country", "written"),
    ]


def test_the_paper_in_another_name_and_his_own_word_stand_side_by_side() -> None:
    rows = [row for line, row in SAID if line["file"] == "captive-b"]
    powers = {(row["item"], row["value"]) for row in rows if row["term"] == "power.country"}
    name = next(row for row in rows if row["term"] == "document.name_on_it")

    assert {("claimed", "KP"), ("documents", "RU"), ("assessed", "KP"), ("admitted", "KP")} < powers
    assert isinstance(parse.value(terms.shipped().term("document.name_on_it"), name["value"]), Absent)
    assert parse.value(terms.shipped().term("document.status"), "anothers") == Code("anothers")
