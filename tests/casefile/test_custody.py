"""Custody: every hour is answered for, or the gap is seen."""

from __future__ import annotations

import datetime as dt

from tests.casefile.people import case, entry, said

from nansen.casefile import custody
from nansen.casefile.model import Line, Stage
from nansen.statements.model import Statement

DAY = dt.timedelta(days=1)


def stage(item: str, began: str = "", ended: str = "", custodian: str = "", place: str = "") -> list[Statement]:
    """Return the statements of one stage."""
    rows = {"began": began, "ended": ended, "custodian": custodian, "place": place}
    return [said(f"custody.{term}", typed, "officer", item=item) for term, typed in rows.items() if typed]


def chain(*stages: list[Statement], captured: str = "") -> tuple[Stage, ...]:
    first = [said("capture.at", captured, "officer")] if captured else []
    return custody.chain(case(entry("e0", *first, *(one for rows in stages for one in rows))), gap_max=DAY)


def gaps(*stages: list[Statement], captured: str = "") -> list[tuple[str, dt.timedelta | None]]:
    return [(found.item[3:], found.gap_before) for found in chain(*stages, captured=captured)]


def test_a_stage_says_who_where_from_and_until_when() -> None:
    found = case(entry("e0", *stage("a", "2025-01-09T10:00Z", "2025-01-11T10:00Z", "47th", "Kursk region")))

    assert custody.chain(found, gap_max=DAY) == (
        Stage(
            item="e0/a",
            custodian="47th",
            place="Kursk region",
            began=found.line("custody.began", "e0/a"),
            ended=found.line("custody.ended", "e0/a"),
            gap_before=None,
        ),
    )


def test_stages_come_by_their_earliest_beginning_then_end_and_those_without_either_last() -> None:
    found = gaps(
        stage("none", custodian="?"),
        stage("c", "2025-01-20", "2025-02-01"),
        stage("ends", "", "2025-01-15"),
        stage("a", "2025-01/2025-02", "2025-03-01"),
    )

    assert [item for item, _ in found] == ["a", "ends", "c", "none"]


def test_a_gap_longer_than_the_policy_is_seen_and_one_of_just_that_length_is_not() -> None:
    first = stage("a", "2025-01-09T10:00Z", "2025-01-10T10:00Z")

    assert gaps(first, stage("b", "2025-01-11T10:00Z")) == [("a", None), ("b", None)]
    assert gaps(first, stage("b", "2025-01-11T10:01Z")) == [("a", None), ("b", dt.timedelta(days=1, minutes=1))]


def test_doubt_runs_for_the_captive() -> None:
    first = stage("a", "2025-01-09", "2025-01-10")

    found = gaps(first, stage("b", "2025-01-11"))

    assert found[1] == ("b", dt.timedelta(days=1, hours=23, minutes=59, seconds=59))


def test_the_first_stage_is_counted_from_the_capture() -> None:
    assert gaps(stage("a", "2025-01-12T00:00Z"), captured="2025-01-09T00:00Z") == [("a", dt.timedelta(days=3))]
    assert gaps(stage("a", "2025-01-12T00:00Z")) == [("a", None)]


def test_a_gap_is_counted_from_the_latest_end_of_all_earlier_stages() -> None:
    found = gaps(
        stage("long", "2025-01-01T00:00Z", "2025-02-01T00:00Z"),
        stage("short", "2025-01-05T00:00Z", "2025-01-06T00:00Z"),
        stage("next", "2025-02-03T00:00Z"),
    )

    assert found == [("long", None), ("short", None), ("next", dt.timedelta(days=2))]


def test_a_stage_of_which_only_the_end_is_known_is_accounted_for_until_then() -> None:
    found = gaps(
        stage("a", "2025-01-01T00:00Z", "2025-01-02T00:00Z"),
        stage("b", "", "2025-01-10T00:00Z"),
        stage("c", "2025-01-10T12:00Z"),
    )

    assert found == [("a", None), ("b", None), ("c", None)]


def test_no_gap_follows_a_stage_without_end_but_the_two_contest_each_other() -> None:
    found = chain(stage("a", "2025-01-01"), stage("b", "2025-02-01"), stage("c", "unknown"))

    assert [(one.gap_before, one.contested) for one in found] == [(None, True), (None, True), (None, False)]


def test_stages_are_contested_only_where_they_overlap_for_sure() -> None:
    handed_over = chain(stage("a", "2025-01-01", "2025-01-05"), stage("b", "2025-01-05", "2025-01-09"))
    both = chain(stage("a", "2025-01-01", "2025-01-06"), stage("b", "2025-01-04", "2025-01-09"))
    unsure = chain(stage("a", "2025-01-01", "2025-01-05"), stage("b", "2025-01-04/2025-01-20", "2025-01-25"))

    assert [one.contested for one in unsure] == [False, False]
    assert [one.contested for one in handed_over] == [False, False]
    assert [one.contested for one in both] == [True, True]


def test_the_current_stages_are_those_without_an_end() -> None:
    found = case(
        entry(
            "e0",
            *stage("a", "2025-01-01", "2025-01-05"),
            *stage("b", "2025-01-05"),
            *stage("c", "2025-01-06", "unknown"),
        )
    )

    assert [one.item for one in custody.current(found, gap_max=DAY)] == ["e0/b", "e0/c"]
    assert custody.current(found, gap_max=DAY)[1].ended == Line(
        term="custody.ended", item="e0/c", said=found.line("custody.ended", "e0/c").said
    )
