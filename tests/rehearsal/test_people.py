from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nansen.rehearsal import families, names, people
from nansen.rehearsal.chance import Chance
from nansen.rehearsal.model import Town
from nansen.statements.values import Absent

DAY = dt.date(2025, 1, 9)


@given(st.integers(), st.sampled_from(list(people.PEOPLES)))
def test_a_soldier_is_eighteen_to_sixty_two_and_has_names_of_his_people(seed: int, army: str) -> None:
    person = people.invent(Chance(seed), army, day=DAY)

    assert 18 <= (DAY - person.born).days / 365.25 <= 62.01
    assert person.army == army
    assert person.people in people.PEOPLES[army].items
    assert person.lang in {"ko", "uk", "ru"}
    assert people.nationality(person) == ("UA" if army == "UA" else people.COUNTRIES[person.people])


@pytest.mark.parametrize(
    ("surname", "given_", "together"),
    [("김", "철수", "김철수"), ("Kim", "Chol-su", "Kim Chol-su"), ("Мороз", "Іван", "Мороз Іван")],
)
def test_a_korean_name_in_its_own_script_is_one_word(surname: str, given_: str, together: str) -> None:
    assert people.whole(surname, given_) == together


@given(st.integers())
def test_a_russian_sister_has_the_woman_s_form_of_his_surname(seed: int) -> None:
    chance = Chance(seed)
    person = people.invent(chance, "RU", day=DAY)

    name = people.woman(chance, person)

    assert name.startswith(f"{person.surname.other} ")


def test_a_father_has_the_name_that_the_patronymic_is_made_of() -> None:
    chance = Chance(1)
    person = people.invent(chance, "UA", day=DAY)

    father = people.man(chance, person, father=True)
    brothers = {people.man(chance, person, father=False) for _ in range(60)}

    assert father == f"{person.surname.native} {person.father.native}"
    assert len(brothers) > 10


def test_a_korean_wife_keeps_her_own_surname_a_sister_has_his() -> None:
    chance = Chance(1)
    person = people.invent(chance, "KP", day=DAY)

    wives = {people.woman(chance, person, own_surname=False)[0] for _ in range(60)}
    sisters = {people.woman(chance, person)[0] for _ in range(60)}

    assert len(wives) > 5
    assert sisters == {person.surname.native}


@given(st.integers())
def test_a_spot_near_a_town_says_how_far_and_on_which_side(seed: int) -> None:
    words, north, east = people.around(Chance(seed), Town("Brid", "UA", 50.0, 36.0), km=8)

    assert words.endswith(" of Brid")
    assert ("north" in words) == (north > 50) or north == 50
    assert ("east" in words) == (east > 36) or east == 36
    assert abs(north - 50) <= 0.08
    assert abs(east - 36) <= 0.12


@given(st.integers(), st.dates(dt.date(1950, 1, 1), dt.date(2006, 12, 31)))
def test_a_birth_date_that_is_told_holds_the_true_one(seed: int, born: dt.date) -> None:
    told = names.birth(Chance(seed), born)

    assert isinstance(told, Absent) or told.first <= born <= told.last


def test_a_family_remembers_nearly_everything() -> None:
    chance = Chance(1)
    person = people.invent(chance, "UA", day=DAY)

    told = [families.remembered(chance, person) for _ in range(500)]

    assert 0.9 < sum(one.born == person.born for one in told) / 500 < 1
    assert 0.8 < sum(one.unit == person.unit for one in told) / 500 < 1
    assert {one.surname for one in told} == {person.surname}
    assert max(abs(one.height - person.height) for one in told) == 4
