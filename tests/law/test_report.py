"""The two men of the public report: what was owed to them, what stood against it, which way out was shut."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import report, writing

from nansen.law import bars, duties, gates, never
from nansen.law.model import Passage, State
from nansen.law.never import Stop

NOW = dt.datetime(2026, 3, 1, 22, tzinfo=dt.UTC)
IN_JANUARY = writing.moment("2025-01-20T12:00Z")
BOTH = pytest.mark.parametrize("name", ["captive-a", "captive-b"])


def owed(name: str, *, now: dt.datetime = NOW) -> set[tuple[str, str, State]]:
    return {(one.rule.id, one.step.name, one.state) for one in duties.of(report.case(name), now=now)}


def standing(name: str) -> set[str]:
    return {block.rule.id for block in bars.standing(report.case(name), now=NOW)}


def speaking(name: str, act: str, to: str) -> set[tuple[str, bool]]:
    return {(one.rule.id, one.stops) for one in bars.against(report.case(name), act, destination=to, now=NOW)}


@BOTH
def test_the_pictures_were_to_be_taken_down_and_the_risk_looked_at_again(name: str) -> None:
    found = owed(name)

    for step in ("takedown", "risk"):
        assert ("gc3-13-already-public", step, State.OVERDUE) in found
    assert ("gc3-13-already-public-flag", False) in speaking(name, "EXCH", "KP")


@BOTH
def test_capture_cards_tribunal_and_word_to_the_agency_were_owed(name: str) -> None:
    found = owed(name)

    for rule, step in (
        ("gc3-70-capture-card", "cta"), ("gc3-70-capture-card", "family"), ("gc3-122-forward", ""),
        ("gc3-5-tribunal", ""), ("gc3-31-monthly", ""),
    ):  # fmt: skip
        assert (rule, step, State.OVERDUE) in found


@BOTH
def test_questions_through_an_interpreter_of_a_service_stand_against_the_file(name: str) -> None:
    assert {"gc3-17-coercion", "gc3-17-language-interpreter", "gc3-5-presume-papers", "gc3-71-risk"} <= standing(name)


@BOTH
def test_no_exchange_to_his_state_and_to_no_other_without_a_proved_wish(name: str) -> None:
    assert never.against(report.case(name), "EXCH", destination="KP") == (Stop.UNWILLING, Stop.UNPROVED)
    assert never.against(report.case(name), "THIRD", destination="KR") == (Stop.UNPROVED,)
    assert {("gc3-118-unwilling", True), ("policy-wish-proof", True), ("nr-cat-3-missing", True)} <= speaking(
        name, "EXCH", "KP"
    )
    assert ("policy-power-other", True) in speaking(name, "EXCH", "RU")
    assert ("gc3-118-unwilling", True) not in speaking(name, "THIRD", "KR")
    opened = {gate.name: gate.passage for gate in gates.of(report.case(name), "EXCH", destination="KP", now=NOW)}
    assert (opened["wish"], opened["risk"], opened["medical"]) == (Passage.BARRED, Passage.NEEDS, Passage.HELD)


def test_of_the_gravely_wounded_man_a_weekly_bulletin_was_owed_and_a_document() -> None:
    week = [one for one in duties.of(report.case("captive-a"), now=IN_JANUARY) if one.rule.id == "gc3-122-health"]

    assert [(one.limit, one.state) for one in week] == [
        (dt.datetime(2025, 1, 18, 23, tzinfo=dt.UTC), State.OVERDUE),
    ]
    assert ("gc3-18-issue-id", "", State.OVERDUE) in owed("captive-a", now=IN_JANUARY)
    assert "gc3-30-care-serious" in standing("captive-a")
    assert ("gc3-109-not-against-will", True) in speaking("captive-a", "EXCH", "KP")


def test_the_other_bore_anothers_paper_which_is_his_to_keep_and_no_reason_to_call_him_a_russian() -> None:
    found = owed("captive-b")

    assert ("gc3-17-idcard-keep", "", State.OVERDUE) in found
    assert "gc3-17-idcard-keep-original" in standing("captive-b")
    assert ("policy-identity-papers", False) in speaking("captive-b", "EXCH", "KP")
    assert not {rule for rule, _, _ in found} & {"gc3-122-health", "gc3-18-issue-id"}


def test_two_reports_of_his_capture_are_one_and_the_earlier_starts_every_clock() -> None:
    taken = [one for one in duties.of(report.case("captive-b"), now=NOW) if one.rule.id == "gc3-19-evacuate"]

    assert [one.limit for one in taken] == [dt.datetime(2025, 1, 8, tzinfo=dt.UTC)]
