"""The ten gates: all are asked, all are told, the worst of each counts."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import pack, writing

from nansen.law import gates
from nansen.law.acts import GATES
from nansen.law.model import Passage

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


def rule(id_: str, effect: str, *more: str) -> str:
    return pack.rule(id_, effect, 'when = ["papers_missing"]', 'on = "CONT"', 'gate = "identity"', *more)


WARN, STEP, BAR = rule("warn", "WARN"), rule("step", "HOLD"), rule("bar", "BAR")
HELD = rule("held", "HOLD", 'released_by = ["decider"]')


@pytest.mark.parametrize(
    ("rules", "passage"),
    [
        ([], Passage.CLEAR),
        ([WARN], Passage.CLEAR),
        ([WARN, STEP], Passage.NEEDS),
        ([HELD, STEP], Passage.HELD),
        ([WARN, STEP, HELD, BAR], Passage.BARRED),
    ],
)
def test_a_gate_stands_as_the_worst_that_speaks_at_it(rules: list[str], passage: Passage) -> None:
    case = writing.case(["captive.papers_found = no"])

    opened = gates.of(case, "CONT", now=NOW, book=pack.book(*rules))

    assert [gate.name for gate in opened] == list(GATES)
    assert opened[0].passage is passage
    assert len(opened[0].blocks) == len(rules)
    assert {gate.passage for gate in opened[1:]} == {Passage.CLEAR}
    assert gates.passes(case, "CONT", now=NOW, book=pack.book(*rules)) is (passage is Passage.CLEAR)


def test_what_was_lifted_leaves_its_gate_clear_and_is_told() -> None:
    lines = ["captive.papers_found = no", "release.rule = held @r", "release.act = CONT @r"]
    lines += ["release.role = decider @r", "release.reason = Seen. @r"]
    signed = [f"{line} recorded 2025-01-18T00:00Z" if line.startswith("release") else line for line in lines]

    (gate, *_) = gates.of(writing.case(signed), "CONT", now=NOW, book=pack.book(HELD))

    assert gate.passage is Passage.CLEAR
    assert [bool(block.lifted) for block in gate.blocks] == [True]


def test_an_act_that_something_stops_for_good_does_not_pass_though_every_gate_is_clear() -> None:
    case = writing.case([])

    opened = gates.of(case, "EXCH", destination="RU", now=NOW, book=pack.book())

    assert {gate.passage for gate in opened} == {Passage.CLEAR}
    assert not gates.passes(case, "EXCH", destination="RU", now=NOW, book=pack.book())
    assert gates.passes(case, "REP-MED", destination="RU", now=NOW, book=pack.book())


def test_every_gate_is_asked_though_the_first_is_shut() -> None:
    more = pack.rule("more", "HOLD", 'on = "CONT"', 'gate = "notifications"')

    opened = gates.of(writing.case(["captive.papers_found = no"]), "CONT", now=NOW, book=pack.book(BAR, more))

    assert [gate.name for gate in opened if gate.passage is not Passage.CLEAR] == ["identity", "notifications"]


TOLD = pack.rule("told", "HOLD", 'needs = ["disposition.told_him_on"]', 'on = "XFER"', 'gate = "paperwork"')


def paper(item: str, *rows: str, told: bool = True) -> list[str]:
    """Return a disposition's lines, with the paper that the gate asks for."""
    return [f"disposition.{row} @{item}" for row in (*rows, *(["told_him_on = 2025-01-10"] if told else []))]


def at_paperwork(lines: list[str], item: str = "") -> Passage:
    case = writing.case(lines)
    kept = {one.rpartition("/")[2]: one for one in case.items("disposition")}
    opened = gates.of(case, "XFER", destination="RU", item=kept.get(item, item), now=NOW, book=pack.book(TOLD))
    return next(gate.passage for gate in opened if gate.name == "paperwork")


@pytest.mark.parametrize(
    ("rows", "passage"),
    [
        (("code = XFER", "destination = RU", "stage = proposed"), Passage.CLEAR),
        (("code = XFER", "destination = RU"), Passage.CLEAR),
        (("code = XFER", "stage = proposed"), Passage.CLEAR),  # it leads nowhere yet
        (("code = XFER", "destination = RU", "stage = cancelled"), Passage.NEEDS),
        (("code = XFER", "destination = RU", "stage = not_carried_out"), Passage.NEEDS),
        (("code = EXCH", "destination = RU", "stage = proposed"), Passage.NEEDS),
        (("code = XFER", "destination = KP", "stage = proposed"), Passage.NEEDS),
        (("destination = RU", "stage = proposed"), Passage.NEEDS),
    ],
)
def test_papers_of_another_disposition_clear_no_gate(rows: tuple[str, ...], passage: Passage) -> None:
    assert at_paperwork(paper("d", *rows)) is passage
    assert at_paperwork([*paper("d", *rows), *paper("e", "code = XFER", "destination = RU", told=False)]) is passage


def test_a_gate_that_is_asked_of_one_disposition_looks_at_that_alone() -> None:
    rows = ("code = XFER", "destination = RU", "stage = proposed")
    lines = [*paper("d", *rows), *paper("e", *rows, told=False)]

    assert at_paperwork(lines) is Passage.CLEAR
    assert at_paperwork(lines, "d") is Passage.CLEAR
    assert at_paperwork(lines, "e") is Passage.NEEDS
    assert at_paperwork(lines, "nowhere") is Passage.NEEDS


def test_without_a_book_the_shipped_pack_is_asked() -> None:
    assert not gates.passes(writing.case([]), "EXCH", destination="KP", now=NOW)
    assert len(gates.of(writing.case([]), "EXCH", destination="KP", now=NOW)) == 10
