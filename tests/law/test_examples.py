"""Every rule has an example where it bites and one where it does not; with a clock: before, at and after its limit."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.law import writing

from nansen.casefile.model import Case
from nansen.law import bars, duties, rulebook
from nansen.law.model import Block, Duty, Effect, Profile, State
from nansen.statements.model import Kind

BOOK = rulebook.shipped()
FOLDER = Path(__file__).parent / "examples"
SECOND = dt.timedelta(seconds=1)
EXAMPLES = [
    (file.stem, number, row)
    for file in sorted(FOLDER.glob("*.toml"))
    for number, row in enumerate(tomllib.loads(file.read_text("utf-8"))["example"])
]
IDS = [f"{stem}-{row['rule']}-{number}" for stem, number, row in EXAMPLES]
ROWS = [row for _, _, row in EXAMPLES]
CLOCKED = [(row, name) for row, name in zip(ROWS, IDS, strict=True) if row.get("limit")]
SETTLED = [(row, name) for row, name in zip(ROWS, IDS, strict=True) if row.get("done")]


def test_every_rule_has_an_example_where_it_bites_and_one_where_it_does_not() -> None:
    shown = {row["rule"] for row in ROWS if row["bites"] and "spared" in row}

    assert sorted(set(BOOK.rules) - shown) == []
    assert sorted(shown - set(BOOK.rules)) == []


def test_every_clock_has_an_example_with_a_sure_and_one_with_an_uncertain_time() -> None:
    clocked = {
        (rule.id, step.name)
        for rule in BOOK.rules.values()
        for step in rule.steps
        if step.deadline.within or step.deadline.policy or step.every or step.every_policy
    }
    shown = {(row["rule"], row.get("step", "")) for row in ROWS if row.get("limit") and row.get("interval_limit")}

    assert sorted(clocked - shown) == []


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_a_rule_bites_where_its_example_says_so(row: dict[str, Any]) -> None:
    assert _bites(row, row["bites"])


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_a_rule_spares_the_nearest_case(row: dict[str, Any]) -> None:
    assert not _bites(row, row["spared"])


@pytest.mark.parametrize("row", [row for row, _ in CLOCKED], ids=[name for _, name in CLOCKED])
def test_a_clock_is_open_before_its_limit_due_at_it_and_overdue_after(row: dict[str, Any]) -> None:
    limit = writing.moment(row["limit"])

    states = [_duty(row, row["bites"], now=limit + shift).state for shift in (-SECOND, 0 * SECOND, SECOND)]

    assert states == [State.OPEN, State.DUE, State.OVERDUE]
    assert _duty(row, row["bites"], now=limit).limit == limit


@pytest.mark.parametrize("row", [row for row, _ in CLOCKED], ids=[name for _, name in CLOCKED])
def test_an_uncertain_time_runs_for_the_captive(row: dict[str, Any]) -> None:
    if "interval" not in row:
        pytest.skip("the clock runs from no term that may be uncertain")

    limit = writing.moment(row["interval_limit"])

    assert _duty(row, row["interval"], now=limit + SECOND).state is State.OVERDUE
    assert _duty(row, row["interval"], now=limit).state is State.DUE


@pytest.mark.parametrize("row", [row for row, _ in SETTLED], ids=[name for _, name in SETTLED])
def test_what_is_done_late_stays_late(row: dict[str, Any]) -> None:
    done = _settled(row, [*row["bites"], *row["done"]])
    late = _settled(row, [*row["bites"], *row["late"]])

    assert not done.late
    assert not done.missed
    assert late.late or late.missed


def _case(row: dict[str, Any], lines: list[str]) -> Case:
    return writing.case(lines, kind=Kind(row.get("file", "captive")))


def _profile(row: dict[str, Any]) -> Profile:
    return writing.profile(["profile.lead = PT0H", *row.get("standing", ())], BOOK.profile)


def _bites(row: dict[str, Any], lines: list[str]) -> bool:
    rule = BOOK.rules[row["rule"]]
    if rule.effect is Effect.DUTY:
        return any(duty.state is not State.NOT_APPLICABLE for duty in _duties(row, lines, now=_now(row)))
    return any(block.rule.id == rule.id and not block.lifted for block in _blocks(row, lines))


def _blocks(row: dict[str, Any], lines: list[str]) -> tuple[Block, ...]:
    case, profile, now = _case(row, lines), _profile(row), _now(row)
    if not row.get("act"):
        return bars.standing(case, now=now, profile=profile, book=BOOK)
    return bars.against(case, row["act"], destination=row.get("destination", ""), now=now, profile=profile, book=BOOK)


def _duties(row: dict[str, Any], lines: list[str], *, now: dt.datetime) -> list[Duty]:
    found = duties.of(_case(row, lines), now=now, profile=_profile(row), book=BOOK)
    return [one for one in found if one.rule.id == row["rule"] and one.step.name == row.get("step", one.step.name)]


def _duty(row: dict[str, Any], lines: list[str], *, now: dt.datetime) -> Duty:
    found = [one for one in _duties(row, lines, now=now) if one.state is not State.NOT_APPLICABLE]
    return min(found, key=lambda one: (one.limit is None, one.limit, one.item))


def _settled(row: dict[str, Any], lines: list[str]) -> Duty:
    found = [one for one in _duties(row, lines, now=_now(row)) if one.state is not State.NOT_APPLICABLE]
    return max(found, key=lambda one: (one.late, one.missed))


def _now(row: dict[str, Any]) -> dt.datetime:
    return writing.moment(row["now"])
