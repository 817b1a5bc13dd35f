"""Who he is: age, status, Power and names, in doubt for him."""

from __future__ import annotations

import pytest
from tests.law.asking import finds


@pytest.mark.parametrize(
    ("lines", "child", "maybe"),
    [
        (["person.birth_date = 2007-01-21"], True, True),  # eighteen tomorrow
        (["person.birth_date = 2007-01-20"], False, False),  # eighteen today
        (["person.birth_date = 2007"], False, True),
        (["person.birth_date = 2008"], True, True),
        (["person.birth_date = 2006"], False, False),
        (["person.birth_date = 2010-01-01", "person.birth_date = 1999-01-01"], False, True),
        (["person.age_range = 15–17"], True, True),
        (["person.age_range = 17–19"], False, True),
        (["person.age_range = 18–20"], False, False),
        (["captive.age_doubt = yes"], False, True),
        (["captive.age_doubt = no"], False, False),
        ([], False, False),
    ],
)
def test_an_uncertain_age_may_be_a_childs_and_a_certain_one_is(lines: list[str], child: bool, maybe: bool) -> None:
    assert finds("child", *lines) is child
    assert finds("maybe_child", *lines) is maybe


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (["captive.status_doubt = yes"], True),
        (["captive.status_doubt = no"], False),
        (["captive.status_doubt = yes", "captive.tribunal_on = 2025-01-15"], False),
        (
            ["captive.status_doubt = yes", "captive.tribunal_on = 2025-01-25"],
            True,
        ),  # a day that was set decides nothing
        ([], False),
    ],
)
def test_his_status_is_in_doubt_until_a_tribunal_has_decided(lines: list[str], doubt: bool) -> None:
    assert finds("status_doubt", *lines) is doubt
    assert finds("status_not_pow", *lines, "measure.what = status_not_pow @m") is doubt
    assert not finds("status_not_pow", *lines)


def test_an_act_may_lead_to_another_power_than_the_one_assessed() -> None:
    lines = ("power.country = KP @p", "power.basis = assessed @p")

    assert finds("power_other", *lines, to="RU")
    assert not finds("power_other", *lines, to="KP")
    assert not finds("power_other", *lines)
    assert not finds("power_other", to="RU")


def test_names_contradict_each_other_or_are_not_known_at_all() -> None:
    assert finds("identity_contested", "person.surname = Kim", "person.surname = Ri")
    assert finds("identity_contested", "person.birth_date = 1999", "person.birth_date = 2001")
    assert not finds("identity_contested", "person.surname = Kim", "person.eyes = brown")
    assert finds("identity_unknown", "person.surname = unknown")
    assert not finds("identity_unknown", "person.full_name = Kim Chol")
