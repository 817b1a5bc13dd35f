"""The Power on which he depends: all that was said is kept, one assessment alone settles it."""

from __future__ import annotations

import pytest
from tests.law import writing
from tests.law.asking import finds

from nansen.law import powers


def said(country: str, basis: str, item: str) -> list[str]:
    return [f"power.country = {country} @{item}", f"power.basis = {basis} @{item}"]


@pytest.mark.parametrize(
    ("lines", "power"),
    [
        ([], ""),
        (said("KP", "claimed", "a"), ""),
        (said("KP", "admitted", "a"), ""),
        (said("KP", "assessed", "a"), "KP"),
        ([*said("RU", "documents", "a"), *said("KP", "assessed", "b")], "KP"),
        ([*said("KP", "assessed", "a"), *said("KP", "assessed", "b")], "KP"),
        ([*said("RU", "assessed", "a"), *said("KP", "assessed", "b")], ""),
        ([*said("KP", "assessed", "a"), *said("RU", "disputed", "b")], ""),
        (["power.basis = assessed @a"], ""),
        (["power.country = unknown @a", "power.basis = assessed @a"], ""),
    ],
)
def test_one_assessment_settles_it_and_a_dispute_unsettles_it(lines: list[str], power: str) -> None:
    assert powers.settled(writing.case(lines)) == power
    assert finds("power_unsettled", *lines) is (power == "")


def test_every_power_and_nationality_that_anybody_named_is_kept() -> None:
    lines = [*said("RU", "documents", "a"), *said("KP", "claimed", "b"), "person.nationality = KR"]

    assert powers.countries(writing.case(lines)) == {"RU", "KP", "KR"}
