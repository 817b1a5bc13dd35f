"""The lawyer's guide names every form, finding, key and act, and shows what really ships."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from nansen.law import clauses, findings, rows, rulebook
from nansen.law.acts import ACTS, BINDS, GATES
from nansen.law.model import Effect, Level
from nansen.statements import terms

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide" / "law.md").read_text("utf-8")
SHOWN = [line for block in re.findall(r"```clauses\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
TABLES: list[dict[str, Any]] = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)]


def shipped(folder: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of the shipped files of a folder, events and policies as one table each."""
    found = [tomllib.loads(text) for name, text in rulebook.texts().items() if name.startswith(folder)]
    return [row for one in found for row in (one.get(table, []) if table else [one])]


def test_every_finding_is_told_with_its_sentence_and_its_mark() -> None:
    told = set(re.findall(r"^\| `(\w+)`( >)? \| (.*) \|$", GUIDE, re.MULTILINE))

    wanted = {(name, " >" if name in findings.DESTINATION else "", row.says) for name, row in findings.ALL.items()}
    assert wanted - told == set()


def test_every_form_of_a_clause_is_shown_and_every_one_that_is_shown_is_read() -> None:
    for line in SHOWN:
        clauses.parse(line, dictionary=terms.shipped(), where="docs/guide/law.md")
    assert [form for form, _ in clauses._FORMS if not any(re.fullmatch(form, line) for line in SHOWN)] == []
    words = " ".join(SHOWN)
    for word in (
        "is not", "is given", "is not given", "is answered", "is not answered", "is contested", " or ", "below",
        "above", "at least", "at most", "older than", "policy", "sooner than", "later than", "happened since",
        "did not happen since", "did not happen", "act is", "not child", "is unknown",
    ):  # fmt: skip
        assert word in words, word


def test_every_key_and_every_word_of_a_rule_is_told() -> None:
    prose = re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL)
    told = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", prose))))

    assert (rows._RULE | rows._STEP | rows._EVENT) - told - {"label"} == set()
    assert {*ACTS, *BINDS, *GATES, *Effect, *Level, "removal", "return", "any", *rulebook.NEEDED} - told == set()


def test_the_rule_the_event_the_policy_and_the_example_that_are_shown_are_the_ones_that_ship() -> None:
    rule, event, policy, example = TABLES

    assert rule["rule"][0] in shipped("rules/", "rule")
    assert any(event.items() <= one.items() for one in shipped("events/", ""))
    profile = tomllib.loads(rulebook.texts()["profile.toml"])["policy"]
    assert policy["policy"].items() <= profile.items()
    files = (ROOT / "tests" / "law" / "examples").glob("*.toml")
    assert example["example"][0] in [row for file in files for row in tomllib.loads(file.read_text("utf-8"))["example"]]
