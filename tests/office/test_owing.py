"""The small rows of what is still to be done, and where he is held, as the derived row of a file keeps them."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import writing

from nansen.law import duties, rulebook
from nansen.office import owing
from nansen.statements.model import Kind

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
PROFILE = rulebook.shipped().profile
CAME = ("capture.at = 2025-01-09", "custody.kind = camp @a", "custody.began = 2025-01-11T10:00Z @a")
CARD = ("card.to = cta @c", "card.sent_on = 2025-01-12 @c")


def test_a_row_tells_rule_step_since_limit_and_who_may_know_of_it() -> None:
    case = writing.case(CAME)

    rows = [row for row in owing.rows(case, now=NOW, profile=PROFILE) if row["rule"] == "gc3-70-capture-card"]

    assert [row["step"] for row in rows] == ["cta", "family"]
    assert rows[0] == {
        "rule": "gc3-70-capture-card",
        "step": "cta",
        "item": case.items("custody")[0],
        "since": "2025-01-11T10:00:00Z",
        "limit": "2025-01-18T10:00:00Z",
        "missed": 0,
        "sees": rows[0]["sees"],
    }
    assert ["custody", 3] in rows[0]["sees"]


def test_only_what_is_still_to_be_done_has_a_row_by_its_limit() -> None:
    case = writing.case([*CAME, *CARD])

    rows = owing.rows(case, now=NOW, profile=PROFILE)

    pending = [duty for duty in duties.of(case, now=NOW) if duty.pending]
    assert [(row["rule"], row["step"]) for row in rows] == [(duty.rule.id, duty.step.name) for duty in pending]
    assert ("gc3-70-capture-card", "cta") not in {(row["rule"], row["step"]) for row in rows}
    limits = [row["limit"] for row in rows if row["limit"]]
    assert limits == sorted(limits)


def test_a_duty_without_a_number_has_an_empty_limit_and_comes_last() -> None:
    case = writing.case([*CAME, "capture.at = 2020-01-01"])

    rows = owing.rows(case, now=NOW, profile=PROFILE)

    assert rows[-1]["limit"] == ""


def test_a_changed_profile_changes_the_limits() -> None:
    case = writing.case(["capture.at = 2025-01-09"])
    slower = writing.profile(["profile.evacuation = P5D"], PROFILE)

    limits = [
        {row["rule"]: row["limit"] for row in owing.rows(case, now=NOW, profile=profile)}["gc3-19-evacuate"]
        for profile in (PROFILE, slower)
    ]

    assert limits == ["2025-01-12T00:00:00Z", "2025-01-14T00:00:00Z"]


@pytest.mark.parametrize("kind", [Kind.SOUGHT, Kind.OURS])
def test_a_file_on_which_nothing_can_be_owed_here_has_no_rows(kind: Kind) -> None:
    assert owing.rows(writing.case(["person.surname = Kim"], kind=kind), now=NOW, profile=PROFILE) == []


@pytest.mark.parametrize(
    ("lines", "kind", "place"),
    [
        (["custody.place = Camp North @a", "custody.began = 2025-01-11T10:00Z @a"], Kind.CAPTIVE, "Camp North"),
        (
            [
                "custody.place = Camp North @a", "custody.began = 2025-01-11T10:00Z @a",
                "custody.ended = 2025-01-12T10:00Z @a",
                "custody.place = Camp South @b", "custody.began = 2025-01-12T10:00Z @b",
            ],
            Kind.CAPTIVE, "Camp South",
        ),
        (["custody.began = 2025-01-11T10:00Z @a", "captive.camp = Camp East"], Kind.CAPTIVE, "Camp East"),
        (["camp.name = Camp North"], Kind.PLACE, "Camp North"),
        (["person.surname = Kim"], Kind.CAPTIVE, ""),
    ],
)  # fmt: skip
def test_the_place_is_that_of_the_stage_that_has_no_end(lines: list[str], kind: Kind, place: str) -> None:
    assert owing.place(writing.case(lines, kind=kind)) == place
