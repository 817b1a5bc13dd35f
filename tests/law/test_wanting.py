"""What he wants and what awaits him: his own word alone is an answer, and every age is counted against the office."""

from __future__ import annotations

import pytest
from tests.law.asking import finds
from tests.law.test_never import proved

NOT = "wish.wish = unwilling_to_return @u"


@pytest.mark.parametrize(
    ("lines", "act", "to", "so"),
    [
        ([NOT], "EXCH", "KP", True),
        ([NOT, "wish.destination = KP @u"], "EXCH", "KP", True),
        ([NOT, "wish.destination = KP @u"], "EXCH", "RU", False),
        ([NOT, "wish.destination = KP @u"], "NEUT-MED", "CH", False),
        ([NOT, "wish.destination = KP @u"], "THIRD", "KP", True),
        ([NOT, "wish.destination = KP @u"], "THIRD", "KR", False),
        ([NOT, "wish.destination = KP @u"], "STAY", "", False),
        ([NOT, "wish.destination = UA @u"], "STAY", "UA", True),
        ([NOT], "", "", True),
        (["wish.wish = stay @s"], "REP-END", "RU", True),
        (["wish.wish = stay @s"], "STAY", "", False),
        (["wish.wish = third_country @s", "wish.destination = KR @s"], "EXCH", "RU", True),
        (["wish.wish = third_country @s", "wish.destination = KR @s"], "THIRD", "KR", False),
        (["wish.wish = return @r"], "EXCH", "RU", False),
    ],
)
def test_a_wish_stands_against_an_act(lines: list[str], act: str, to: str, so: bool) -> None:
    assert finds("wish_against", *lines, act=act, to=to) is so


def test_a_wish_to_stay_that_is_proved_lets_him_stay_whatever_he_said_of_a_return() -> None:
    lines = [
        NOT,
        "wish.asked_on = 2025-01-02 @u",
        *proved("2025-01-05", "stay", "UA"),
        *proved("2025-01-15", "stay", "UA"),
    ]

    assert finds("wish_against", *lines, act="REP-END", to="KP")
    assert not finds("wish_not_proved", *lines, act="STAY")
    assert finds("wish_not_proved", *lines, act="THIRD", to="KR")


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        ("return @w", False),
        ("undecided @w", False),
        ("return @w how nodded", False),
        ("declined @w", True),
        ("not_asked @w", True),
        ("cannot_communicate @w", True),
        ("return @w by captor how reported", True),  # what others say of him is no answer of his
        ("return @w by witness how spoken", True),
    ],
)
def test_only_his_own_word_is_an_answer(wish: str, missing: bool) -> None:
    assert finds("wish_missing", f"wish.wish = {wish}") is missing


@pytest.mark.parametrize(
    ("wish", "asked", "stale"),
    [
        ("return @w", "2025-01-06", False),
        ("return @w", "2025-01-05", True),
        ("return @w", "2025-01-25", True),  # a day to come is no day on which he answered
        ("return @w", "", True),
        ("declined @w", "2025-01-12", False),
        ("not_asked @w", "2025-01-12", True),
        ("return @w by captor how reported", "2025-01-12", True),
    ],
)
def test_his_last_answer_grows_old(wish: str, asked: str, stale: bool) -> None:
    dated = [f"wish.asked_on = {asked} @w"] if asked else []

    assert finds("wish_stale", f"wish.wish = {wish} recorded 2025-01-15T00:00Z", *dated) is stale


def test_the_office_may_want_a_fresher_wish() -> None:
    lines = ("wish.wish = return @w", "wish.asked_on = 2025-01-12 @w")

    assert not finds("wish_stale", *lines)
    assert finds("wish_stale", *lines, profile=("profile.wish_fresh = P2D",))
    assert not finds("wish_stale", *lines, profile=("profile.wish_fresh = ",))


def test_an_exchange_needs_a_proved_wish_for_its_place_and_a_place() -> None:
    lines = [*proved("2025-01-05"), *proved("2025-01-15")]

    assert not finds("wish_not_proved", *lines, to="KP")
    assert finds("wish_not_proved", *lines, to="RU")
    assert finds("wish_not_proved", *lines)
    assert finds("wish_not_proved", *proved("2025-01-15"), to="KP")


def test_a_longer_time_between_two_sayings_can_be_asked_for_and_no_shorter_one() -> None:
    week, near = [*proved("2025-01-05"), *proved("2025-01-15")], [*proved("2025-01-05"), *proved("2025-01-08")]

    assert finds("wish_not_proved", *week, to="KP", profile=("profile.wish_apart = P1M",))
    assert finds("wish_not_proved", *near, to="KP", profile=("profile.wish_apart = PT0H",))


GROUNDS = ("assessed_by = Officer Two", "sources = Country report", "threshold = A real risk of torture")


def risk(outcome: str, on: str = "2025-01-10", item: str = "r", more: tuple[str, ...] = ()) -> list[str]:
    rows = ("destination = KP", f"outcome = {outcome}", f"assessed_on = {on}", *GROUNDS, *more)
    return [f"risk.{row} @{item} recorded 2025-01-12T00:00Z" for row in rows]


def test_risk_is_found_open_or_was_never_assessed() -> None:
    assert finds("risk_found", *risk("risk"), to="KP")
    assert not finds("risk_found", *risk("risk"), to="RU")
    assert not finds("risk_missing", *risk("no_risk"), to="KP")
    assert finds("risk_missing", *risk("open"), to="KP")
    assert finds("risk_missing", *risk("no_risk"), to="RU")
    assert finds("risk_missing", "risk.destination = KP @r", "risk.outcome = no_risk @r", to="KP")  # a bare word


@pytest.mark.parametrize(
    ("lines", "stale"),
    [
        (risk("no_risk"), False),
        (risk("no_risk", "2024-10-21"), True),
        (risk("no_risk", "2024-10-22"), True),  # its first second was 90 days and twelve hours ago
        (risk("no_risk", "2024-10-23"), False),
        (risk("no_risk", "2052-01-01"), False),  # dated after its writing: the writing counts
        ([*risk("no_risk"), "publication.published_on = 2025-01-11 @p"], True),
        ([*risk("no_risk"), "publication.published_on = 2025-01-09 @p"], False),
        ([*risk("no_risk"), "publication.published_on = 2025-01-25 @p"], False),
        (risk("no_risk", more=("reopened_on = 2025-01-12",)), True),
        (risk("open"), False),
        ([], False),
    ],
)
def test_an_assessment_grows_old_and_publicity_makes_it_so(lines: list[str], stale: bool) -> None:
    assert finds("risk_stale", *lines, to="KP") is stale


def test_the_office_may_want_a_fresher_assessment() -> None:
    assert finds("risk_stale", *risk("no_risk"), to="KP", profile=("profile.risk_fresh = P2D",))


def onward(outcome: str = "", to: str = "RU") -> list[str]:
    rows = [f"destination = {to}", "outcome = no_risk", "onward = yes"]
    rows += ["onward_to = KP", f"onward_outcome = {outcome}"] if outcome else []
    return [f"risk.{row} @o" for row in rows]


def test_where_he_may_be_sent_on_is_asked_of_the_place_he_is_sent_to() -> None:
    assert finds("onward_risk_found", *onward("risk"), to="RU")
    assert not finds("onward_risk_found", *onward("risk"), to="KR")
    assert finds("risk_found", *onward("risk"), to="KP")
    assert finds("onward_risk_open", *onward(), to="RU")
    assert finds("onward_risk_open", *onward("open"), to="RU")
    grounds = [f"risk.{row} @o" for row in (*GROUNDS, "assessed_on = 2025-01-10")]
    assert not finds("onward_risk_open", *onward("no_risk"), *grounds, to="RU")
    assert finds("onward_risk_open", *onward("no_risk"), to="RU")
    assert not finds("onward_risk_open", *onward(), to="KR")
    assert not finds("onward_risk_open", "risk.onward = no @o", to="RU")
    assert finds("onward_risk_open", "risk.onward = yes @o", to="RU")
