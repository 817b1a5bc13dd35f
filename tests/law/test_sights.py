"""Who may not see the ground of a rule is not told that it bites."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import pack, writing

from nansen.casefile.model import Sight
from nansen.law import duties, rulebook, sights
from nansen.law.sights import Level
from nansen.statements.model import Sensitivity

CUSTODY = ("custody", 3)


def levels(*more: str, effect: str = "INFO") -> tuple[Level, ...]:
    book = pack.book(pack.rule("r", effect, *more))
    return sights.levels(book.rules["r"], book)


@pytest.mark.parametrize(
    ("more", "effect", "seen"),
    [
        ([], "INFO", ()),
        (['when = ["female"]'], "INFO", (("intake", 1),)),
        (['when = ["unfit_to_travel"]'], "INFO", (("health", 4),)),
        (['when = ["person.father_full_name is given", "female"]'], "INFO", (("intake", 3),)),
        (['trigger = "came"'], "DUTY", (CUSTODY,)),
        (['trigger = "came"', 'needs = ["health.state"]'], "DUTY", (CUSTODY,)),
        (['trigger = "came"', 'needs = ["health.state"]'], "BAR", (CUSTODY, ("health", 3))),
        (['when = ["custody.kind is camp"]', 'needs = ["custody.kind"]'], "BAR", (CUSTODY,)),
        (['when = ["trial did not happen"]'], "INFO", (("legal", 3),)),
    ],
)
def test_the_levels_of_a_rule_are_those_of_all_that_it_looks_at(more: list[str], effect: str, seen: object) -> None:
    assert levels(*more, effect=effect) == seen


def test_a_reader_must_see_every_area_that_a_rule_looks_at() -> None:
    wide = Sight(seen=True, areas={"custody": Sensitivity.S3, "health": Sensitivity.S2})

    assert sights.may(wide, ())
    assert sights.may(wide, (CUSTODY,))
    assert not sights.may(wide, (CUSTODY, ("health", 3)))
    assert not sights.may(wide, (("legal", 1),))
    assert not sights.may(Sight(seen=False, areas=wide.areas), (CUSTODY,))


def test_an_area_that_he_sees_only_after_his_own_work_tells_him_nothing() -> None:
    own_first = Sight(seen=True, areas={"*": Sensitivity.S4}, own_first=frozenset({"interview"}))

    assert sights.may(own_first, (CUSTODY,))
    assert not sights.may(own_first, (("interview", 1),))


def test_what_ended_a_duty_is_told_to_those_who_see_that() -> None:
    lines = ["custody.kind = camp @a", "custody.began = 2025-01-11 @a", "death.at = 2025-01-12"]
    rule = pack.rule("r", "DUTY", 'trigger = "came"', 'fulfilled_by = ["dead"]')
    events = '[dead]\nat = "death.at"\n'
    book = pack.book(rule, events=events)
    (done,) = duties.of(writing.case(lines), now=dt.datetime(2025, 1, 20, tzinfo=dt.UTC), book=book)
    (owed,) = duties.of(writing.case(lines[:2]), now=dt.datetime(2025, 1, 20, tzinfo=dt.UTC), book=book)
    guard = Sight(seen=True, areas={"custody": Sensitivity.S3})
    doctor = Sight(seen=True, areas={"custody": Sensitivity.S3, "death": Sensitivity.S4})

    assert sights.settled(guard, owed, book)
    assert not sights.settled(guard, done, book)
    assert sights.settled(doctor, done, book)


def test_the_levels_of_the_shipped_bar_on_a_wish_are_those_of_the_wish() -> None:
    rule = rulebook.shipped().rules["gc3-118-unwilling"]

    assert sights.levels(rule) == (("wish", 4),)
