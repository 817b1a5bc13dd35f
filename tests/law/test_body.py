"""His health: what a doctor said and when, what he weighs, whether he is in danger from himself."""

from __future__ import annotations

import pytest
from tests.law.asking import finds


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        (["health.capacity = unable"], True),
        (["health.capacity = able"], False),
        (["health.capacity = unable", "health.capacity = able recorded 2025-01-13T00:00Z"], False),
        (["health.capacity = able", "health.capacity = unable recorded 2025-01-13T00:00Z"], True),
        (["health.capacity = unknown"], False),
        (["wish.wish = cannot_communicate @w"], True),
        (["wish.wish = cannot_communicate @w", "wish.wish = stay @v recorded 2025-01-13T00:00Z"], False),
        ([], False),
    ],
)
def test_the_last_word_says_whether_he_can_make_himself_understood(lines: list[str], so: bool) -> None:
    assert finds("cannot_communicate", *lines) is so


FIT = ("health.fit_to_travel = yes", "health.fit_doctor = Dr Sore", "health.fit_on = 2025-01-12")


@pytest.mark.parametrize(
    ("line", "instead", "missing"),
    [
        ("", "", False),
        ("health.fit_to_travel = yes", "health.fit_to_travel = no", False),
        ("health.fit_to_travel = yes", "health.fit_to_travel = unknown", True),
        ("health.fit_doctor = Dr Sore", "health.state = sick", True),
        ("health.fit_on = 2025-01-12", "health.state = sick", True),
        ("health.fit_on = 2025-01-12", "health.fit_on = 2025-01-06", True),
        ("health.fit_on = 2025-01-12", "health.fit_on = 2025-01-07", False),
        ("health.fit_on = 2025-01-12", "health.fit_on = 2025-01-25", True),
    ],
)
def test_a_doctor_says_by_name_and_lately_whether_he_can_travel(line: str, instead: str, missing: bool) -> None:
    assert finds("fitness_missing", *(instead if one == line else one for one in FIT)) is missing


def test_the_office_may_want_a_fresher_word_of_the_doctor() -> None:
    assert finds("fitness_missing", *FIT, profile=("profile.fitness_fresh = P2D",))
    assert not finds("fitness_missing", *FIT, profile=("profile.fitness_fresh = P1M",))


def weighed(*kilos: str) -> list[str]:
    rows = []
    for month, weight in enumerate(kilos, start=1):
        rows += [f"weighing.weighed_on = 2024-0{month}-01 @w{month}", f"weighing.weight = {weight} @w{month}"]
    return rows


@pytest.mark.parametrize(
    ("kilos", "lost"),
    [
        (["80", "71"], True),
        (["80", "72"], False),
        (["80", "76", "71"], True),
        (["80", "76", "73", "70"], False),
        (["80", "77", "74", "71"], False),
        (["70", "80"], False),
        (["79–80", "71.5–73"], True),
        (["80"], False),
    ],
)
def test_a_tenth_of_his_weight_is_lost_within_three_weighings(kilos: list[str], lost: bool) -> None:
    assert finds("weight_loss", *weighed(*kilos)) is lost


def test_weighings_go_by_their_day_and_without_one_count_for_nothing() -> None:
    lines = ["weighing.weighed_on = 2024-02-01 @b", "weighing.weight = 60 @b"]
    lines += ["weighing.weighed_on = 2024-01-01 @a", "weighing.weight = 80 @a"]

    assert finds("weight_loss", *lines)
    assert not finds("weight_loss", *lines[1:])
    assert not finds("weight_loss", *lines, profile=("profile.weight_loss_percent = 30",))


SIGN = ("care.what = self_harm_sign @s", "care.at = 2025-01-14T10:00Z @s")


def ended(at: str, doctor: bool = True) -> list[str]:
    return ["care.what = watch_ended @e", f"care.at = {at} @e", *(["care.doctor = Dr Sore @e"] if doctor else [])]


def test_a_sign_of_self_harm_stands_until_a_doctor_ends_the_watch() -> None:
    assert finds("self_harm", *SIGN)
    assert finds("self_harm", "care.what = death_order_alleged @s")
    assert not finds("self_harm", *SIGN, *ended("2025-01-15T10:00Z"))
    assert finds("self_harm", *SIGN, *ended("2025-01-13T10:00Z"))
    assert finds("self_harm", *SIGN, *ended("2025-01-25T10:00Z"))
    assert finds("self_harm", *SIGN, *ended("2025-01-15T10:00Z", doctor=False))
    assert not finds("self_harm", "care.what = wound @s")
