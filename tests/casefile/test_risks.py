"""Findings of risk: one stands until a new assessment of the same place says otherwise, whatever else is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law import writing

from nansen.casefile import fold, risks
from nansen.casefile.model import Case
from nansen.statements import parse, terms
from nansen.statements.model import Entry, Statement
from nansen.statements.values import Code

# What an assessment tells besides its outcome and its day; without one of these it clears nothing.
GROUNDS = ("assessed_by = Officer Two", "sources = Country report", "threshold = A real risk of torture")


def assessed(
    outcome: str = "",
    to: str = "KP",
    on: str = "",
    item: str = "r",
    written: str = "2025-01-12",
    more: tuple[str, ...] = (),
) -> list[str]:
    """Return the lines of an assessment."""
    rows = [f"destination = {to}"] if to else []
    rows += [f"outcome = {outcome}"] if outcome else []
    rows += [f"assessed_on = {on}"] if on else []
    rows += GROUNDS if outcome == "no_risk" else ()
    return [f"risk.{row} @{item} recorded {written}T00:00Z" for row in (*rows, *more)]


def clearing(to: str = "KP", on: str = "2025-02-01", written: str = "2025-02-02", item: str = "s") -> list[str]:
    return assessed("no_risk", to, on, item, written)


def stands(*lines: str, to: str = "KP", onward: bool = False) -> list[str]:
    return [one.destination for one in risks.standing(writing.case(lines), destination=to, onward=onward)]


def later(case: Case, *said: Statement) -> Case:
    """Return a case with one more act a month later."""
    entry = Entry(
        id="e" * 32, file=case.file, kind=case.kind, act=case.entries[0].act, form="risk", by="e" * 32,
        purpose="protection", at=parse.instant("2025-03-01T00:00Z").first, statements=said, number=99,
    )  # fmt: skip
    return fold.on(case, entry, dictionary=terms.shipped())


def of_line(case: Case, term: str) -> Statement:
    return next(line.said[0].statement for (_, name), line in case.lines.items() if name == term)


def in_item(case: Case, statement: Statement, **changes: object) -> Statement:
    (item,) = case.items("risk")
    return replace(statement, id=f"{'e' * 32}.0", item=item, **changes)  # type: ignore[arg-type]


def test_an_assessment_tells_place_outcome_and_when_it_was_made() -> None:
    (one,) = risks.of(writing.case(assessed("risk", on="2025-01-10")))

    assert (one.destination, one.outcome, one.onward, one.item.rpartition("/")[2]) == ("KP", "risk", False, "r")
    assert (one.first.isoformat(), one.last.isoformat()) == ("2025-01-10T00:00:00+00:00", "2025-01-10T23:59:59+00:00")
    (undated,) = risks.of(writing.case(assessed("open")))
    assert undated.first == undated.last == undated.said.recorded_at


def test_several_places_have_an_assessment_each_and_no_outcome_is_none() -> None:
    lines = [*assessed("no_risk"), *assessed(to="RU"), *assessed(to="CH", item="x")]

    assert [one.destination for one in risks.of(writing.case(lines))] == ["KP", "RU"]


def test_of_several_outcomes_the_worst_counts() -> None:
    assert [one.outcome for one in risks.of(writing.case([*assessed("no_risk"), *assessed("open")]))] == ["open"]
    assert [one.outcome for one in risks.of(writing.case([*assessed("no_risk"), *assessed("risk")]))] == ["risk"]


@pytest.mark.parametrize(
    ("lines", "to", "found"),
    [
        (assessed("risk"), "KP", ["KP"]),
        (assessed("risk"), "RU", []),
        (assessed("risk"), "", ["KP"]),
        (assessed("risk", to=""), "RU", [""]),
        (assessed("no_risk"), "KP", []),
        (assessed("open"), "KP", []),
        ([], "KP", []),
    ],
)
def test_a_finding_stands_for_its_place_or_without_one_for_all(lines: list[str], to: str, found: list[str]) -> None:
    assert stands(*lines, to=to) == found


RISK = assessed("risk", on="2025-01-10")


@pytest.mark.parametrize(
    ("lines", "cleared"),
    [
        (clearing(), True),
        (clearing(to="RU"), False),
        (clearing(on="2025-01-10"), False),  # the same day: nobody knows which was first
        (clearing(on="2025-01-09"), False),
        (clearing(on="2025-01-05/2025-02-01"), False),
        (clearing(on="2052-01-01"), True),  # dated after its writing: the writing counts
        (clearing(on="2052-01-01", written="2025-01-10"), False),
        (clearing(on="2025-01-11", written="2025-01-11"), False),  # written before the finding was
        (clearing(on=""), False),  # it tells no day of its own
        (clearing(item="r"), False),  # the same assessment
        (assessed("open", on="2025-02-01", item="s", written="2025-02-02"), False),
    ],
)
def test_only_a_later_assessment_of_the_same_place_clears_it(lines: list[str], cleared: bool) -> None:
    assert (stands(*RISK, *lines) == []) is cleared


@pytest.mark.parametrize("term", ["assessed_on", "assessed_by", "sources", "threshold"])
@pytest.mark.parametrize("instead", ["missing", "declined", "unknown", "in another act", "of another officer"])
def test_what_clears_a_finding_tells_in_its_own_act_when_by_whom_on_what_and_how_sure(term: str, instead: str) -> None:
    (row,) = [line for line in clearing() if line.startswith(f"risk.{term} ")]
    others = [line for line in clearing() if line != row]
    match instead:
        case "missing":
            changed = []
        case "in another act":
            changed = [row.replace("2025-02-02T00:00Z", "2025-02-03T00:00Z")]
        case "of another officer":
            changed = [f"{row} from b"]
        case _:
            changed = [f"risk.{term} = {instead} @s recorded 2025-02-02T00:00Z"]

    assert stands(*RISK, *others, *changed) == ["KP"]
    assert stands(*RISK, *clearing()) == []


def test_a_bare_word_that_there_is_no_risk_clears_nothing_and_is_no_closed_assessment() -> None:
    bare = [line for line in clearing() if line.startswith(("risk.destination", "risk.outcome"))]

    assert stands(*RISK, *bare) == ["KP"]
    assert risks.closed(writing.case(bare), "KP") is None
    assert risks.closed(writing.case(clearing()), "KP") is not None


def test_who_found_the_risk_does_not_clear_it_himself() -> None:
    found = [f"{line} from a" for line in RISK]

    assert stands(*found, *(f"{line} from a" for line in clearing())) == ["KP"]
    assert stands(*found, *(f"{line} from b" for line in clearing())) == []


def test_grounds_that_were_taken_back_bear_no_clearing() -> None:
    case = writing.case([*RISK, *clearing()])
    item = case.items("risk")[1]
    line = case.line("risk.sources", item)
    assert line is not None
    sources = line.said[0].statement

    changed = later(case, replace(sources, id=f"{'e' * 32}.0", item=item, withdraws=sources.id))

    assert [one.destination for one in risks.standing(changed, destination="KP")] == ["KP"]


def test_a_finding_without_a_day_was_made_when_it_was_written() -> None:
    undated = assessed("risk")

    assert stands(*undated, *clearing(on="2025-01-12")) == ["KP"]
    assert stands(*undated, *clearing(on="2025-01-13")) == []


def test_a_finding_dated_in_a_far_year_by_a_slip_can_be_cleared() -> None:
    assert stands(*assessed("risk", on="2052-01-01"), *clearing()) == []


def test_a_finding_without_a_place_is_cleared_by_one_without_a_place() -> None:
    anywhere = assessed("risk", to="", on="2025-01-10")

    assert stands(*anywhere, *clearing()) == [""]
    assert stands(*anywhere, *clearing(to="")) == []


@pytest.mark.parametrize("how", ["replaced", "withdrawn", "moved", "dated"])
def test_what_others_replace_or_withdraw_in_it_changes_nothing(how: str) -> None:
    case = writing.case(RISK)
    outcome, place, day = (of_line(case, f"risk.{name}") for name in ("outcome", "destination", "assessed_on"))
    match how:
        case "replaced":
            said = in_item(case, outcome, value=Code("no_risk"), replaces=outcome.id)
        case "withdrawn":
            said = in_item(case, outcome, withdraws=outcome.id)
        case "moved":
            said = in_item(case, place, value=Code("RU"), replaces=place.id)
        case _:
            said = in_item(case, day, withdraws=day.id)

    changed = later(case, said)

    assert [one.destination for one in risks.standing(changed, destination="KP")] == ["KP"]


def test_a_clearing_that_was_taken_back_clears_nothing() -> None:
    case = writing.case([*RISK, *clearing()])
    outcome = [line for (_, name), line in case.lines.items() if name == "risk.outcome"][1].said[0].statement
    item = case.items("risk")[1]

    changed = later(case, replace(outcome, id=f"{'e' * 32}.0", item=item, withdraws=outcome.id))

    assert risks.standing(case, destination="KP") == ()
    assert [one.destination for one in risks.standing(changed, destination="KP")] == ["KP"]


ONWARD = assessed("no_risk", "RU", "2025-01-10", more=("onward = yes", "onward_to = KP", "onward_outcome = risk"))
UNNAMED = assessed("no_risk", "RU", "2025-01-10", more=("onward_outcome = risk",))


def test_a_finding_on_where_he_may_be_sent_on_stands_for_the_way_there_and_for_that_state() -> None:
    assert stands(*ONWARD, to="RU", onward=True) == ["KP"]
    assert stands(*ONWARD, to="", onward=True) == ["KP"]
    assert stands(*ONWARD, to="KR", onward=True) == []
    assert stands(*ONWARD, to="KP") == ["KP"]
    assert stands(*ONWARD, to="RU") == []
    assert stands(*UNNAMED, to="RU", onward=True) == [""]
    assert stands(*UNNAMED, to="KR") == []
    anywhere = assessed(to="", more=("onward_to = KP", "onward_outcome = risk"))
    assert stands(*anywhere, to="KR", onward=True) == ["KP"]


def test_of_an_onward_state_only_says_nothing_of_the_state_as_a_destination() -> None:
    onward = ("onward_to = KP", "onward_outcome = no_risk")
    on = assessed("no_risk", "RU", "2025-02-01", "t", "2025-02-02", more=onward)

    assert stands(*RISK, *on) == ["KP"]
    assert stands(*ONWARD, *on, to="RU", onward=True) == []
    assert stands(*ONWARD, *clearing(), to="RU", onward=True) == []


def test_the_last_assessment_that_came_to_a_finding_is_the_one_that_is_told() -> None:
    case = writing.case([*RISK, *clearing(), *assessed("open", on="2025-02-10", item="t", written="2025-02-11")])

    closed = risks.closed(case, "KP")

    assert closed is not None
    assert (closed.outcome, closed.first.month) == ("no_risk", 2)
    assert risks.closed(case, "RU") is None
    assert risks.closed(case, "KP", onward=True) is None


@pytest.mark.parametrize(
    ("lines", "to", "is_open"),
    [
        (assessed("no_risk", "RU", more=("onward = yes",)), "RU", True),
        (assessed("no_risk", "RU", more=("onward = yes",)), "KR", False),
        (assessed("no_risk", "RU", more=("onward = yes",)), "", True),
        (assessed("no_risk", "", more=("onward = yes",)), "KR", True),
        (assessed("no_risk", "RU", more=("onward = no",)), "RU", False),
        (assessed("no_risk", "RU", more=("onward = yes", "onward_outcome = open")), "RU", True),
        ([*assessed("no_risk", "RU", more=("onward = yes",)), *ONWARD], "RU", False),
        (ONWARD, "RU", False),
        ([], "RU", False),
    ],
)
def test_where_he_may_be_sent_on_is_open_until_a_finding_says_where_to(
    lines: list[str], to: str, is_open: bool
) -> None:
    assert risks.onward_open(writing.case(lines), destination=to) is is_open


POOL = st.lists(
    st.tuples(st.sampled_from("rst"), st.sampled_from(["no_risk", "open"]), st.integers(1, 12), st.booleans()),
    max_size=8,
)


@given(POOL)
def test_no_assessment_that_was_written_before_a_finding_ever_clears_it(rows: list[tuple[str, str, int, bool]]) -> None:
    lines = [
        line
        for item, outcome, day, dated in rows
        for line in assessed(outcome, on="2026-01-01" if dated else "", item=item, written=f"2025-01-{day:02}")
    ]

    assert "KP" in stands(*lines, *assessed("risk", item="x", written="2025-01-13"))
