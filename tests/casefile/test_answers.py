"""Answers: what stands, in words."""

from __future__ import annotations

import pytest
from tests.casefile.people import case, entry, said

from nansen.casefile import answers
from nansen.statements.values import Code, Name


@pytest.mark.parametrize(
    ("term", "typed", "words"),
    [
        ("person.religion", "none", "none"),
        ("person.surname", "Ri", "Ri"),
        ("person.sex", "yes", "yes"),
        ("person.home_town", "Sinuiju", "Sinuiju"),
        ("person.birth_date", "1999", ""),
        ("person.surname", "unknown", ""),
    ],
)
def test_the_last_answer_in_words(term: str, typed: str, words: str) -> None:
    assert answers.words(case(entry("e0", said(term, typed))), term) == words


def test_what_stands_without_what_is_no_answer() -> None:
    found = case(entry("e0", said("person.surname", "Ri"), said("person.surname", "declined")))

    assert answers.of(found.line("person.surname")) == (Name("Ri"),)
    assert answers.of(found.line("person.alias")) == ()
    assert answers.words(found, "person.surname") == "Ri"
    assert answers.words(found, "person.alias") == ""


def test_replaced_answers_are_none() -> None:
    found = case(entry("e0", said("person.sex", "yes")), entry("e1", said("person.sex", "no", replaces="e0.0")))

    assert answers.of(found.line("person.sex")) == (Code("no"),)
