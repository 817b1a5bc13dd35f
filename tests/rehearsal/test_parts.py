from __future__ import annotations

import pytest

from nansen.names import scripts
from nansen.rehearsal import parts, people
from nansen.statements import parse, terms
from nansen.statements.values import Name, Place

KNOWN = parts.shipped()
PEOPLES = ("ko", "uk", "ru", "tyv", "uz", "ky", "tg")


@pytest.mark.parametrize("tongue", PEOPLES)
def test_every_people_has_names_in_three_spellings(tongue: str) -> None:
    native = {"ko": "Hang", "uz": "Latn"}.get(tongue, "Cyrl")
    given = KNOWN.given[tongue, "m"] + KNOWN.given[tongue, "f"]
    names = KNOWN.surnames[tongue].items + given

    assert len(KNOWN.surnames[tongue].items) >= 10
    assert len(KNOWN.given[tongue, "m"]) >= 10
    assert len(KNOWN.given[tongue, "f"]) >= 6
    assert {scripts.of(name.native) for name in names} == {native}
    assert {scripts.of(name.latin) for name in names} == {"Latn"}
    assert {scripts.of(name.russian) for name in names} == {"Cyrl"}
    assert all(Name(name.other) for name in KNOWN.surnames[tongue].items)
    assert {bool(name.other) for name in KNOWN.given[tongue, "m"]} == {tongue != "ko"}


def test_no_korean_given_name_is_that_of_a_leader() -> None:
    given = {name.native for name in KNOWN.given["ko", "m"]}

    assert len(given) > 1_000
    assert not given & {"일성", "정일", "정은"}


@pytest.mark.parametrize("army", people.PEOPLES)
def test_every_army_has_units_and_ranks_with_known_grades(army: str) -> None:
    grades = terms.shipped().lists["rank_grade"].labels

    assert len(KNOWN.units[army]) >= 4
    assert {rank.grade for rank in KNOWN.ranks[army].items} <= set(grades)
    assert all(words.format(n=1) != words for words in KNOWN.units[army])


def test_every_place_is_on_the_globe_in_a_country() -> None:
    towns = [town for found in KNOWN.towns.values() for town in found]

    assert {*PEOPLES, "front", "transit", "camp", "hospital", "held"} == set(KNOWN.towns)
    assert {town.country for town in towns} <= set(parse.countries())
    assert all(Place(town.words, town.country, town.latitude, town.longitude) for town in towns)


@pytest.mark.parametrize(
    ("topic", "lang", "found"),
    [
        ("wish.return", "ko", "ko"),
        ("death.cause", "ko", "en"),
        ("wish.stay", "tyv", "ru"),
        ("tracing.seen_in", "en", "en"),
    ],
)
def test_a_phrase_is_in_the_language_asked_for_else_english_else_russian(topic: str, lang: str, found: str) -> None:
    words, tongue = KNOWN.words(topic, lang)

    assert tongue == found
    assert all(words)


def test_every_topic_is_a_term_or_says_why_one_was_ended() -> None:
    topics = {topic for topic, _ in KNOWN.phrases}
    wishes = {f"wish.{code}" for code in terms.shipped().lists["wish"].labels}

    assert topics - set(terms.shipped().by_name) - wishes == {"replaced", "withdrawn"}
