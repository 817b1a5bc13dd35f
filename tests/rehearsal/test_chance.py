from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.rehearsal.chance import Chance, Urn


def test_the_same_seed_draws_the_same() -> None:
    first, again, other = Chance("a"), Chance("a"), Chance("b")

    assert [first.random() for _ in range(5)] == [again.random() for _ in range(5)]
    assert first.id() == again.id() != other.id()


@given(st.integers())
def test_an_id_is_thirty_two_hexadecimal_digits(seed: int) -> None:
    id_ = Chance(seed).id()

    assert len(id_) == 32
    assert set(id_) <= set("0123456789abcdef")


def test_an_urn_gives_each_by_its_weight() -> None:
    chance, urn = Chance(1), Urn.of([("often", 3), ("never", 0), ("seldom", 1)])

    drawn = Counter(chance.draw(urn) for _ in range(4_000))

    assert set(drawn) == {"often", "seldom"}
    assert drawn["often"] / 4_000 == pytest.approx(0.75, abs=0.03)


def test_what_happens_never_or_always_does_so() -> None:
    chance = Chance(1)

    assert not any(chance.happens(0) for _ in range(100))
    assert all(chance.happens(1) for _ in range(100))


@given(st.integers(), st.lists(st.integers(), max_size=9, unique=True), st.integers(0, 12))
def test_some_are_different_ones_and_no_more_than_there_are(seed: int, among: list[int], count: int) -> None:
    drawn = Chance(seed).some(among, count)

    assert len(drawn) == len(set(drawn)) == min(count, len(among))
    assert set(drawn) <= set(among)


def test_numbers_reach_both_ends() -> None:
    chance = Chance(1)

    assert {chance.number(-1, 2) for _ in range(200)} == {-1, 0, 1, 2}
    assert {chance.one("abc") for _ in range(200)} == set("abc")


@given(st.integers())
def test_days_are_whole_minutes_between_their_ends(seed: int) -> None:
    length = Chance(seed).days(0.5, 3)

    assert dt.timedelta(hours=12) <= length < dt.timedelta(days=3)
    assert length % dt.timedelta(minutes=1) == dt.timedelta()
