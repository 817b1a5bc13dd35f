"""Identity: names are hypotheses, and a paper says what is printed on it."""

from __future__ import annotations

import pytest
from tests.casefile.people import case, entry, said

from nansen.casefile import identity
from nansen.casefile.model import Hypothesis, Paper, Worth
from nansen.statements.model import Entry, Statement
from nansen.statements.values import Name


def shown(*entries: Entry) -> list[tuple[str, str]]:
    return [(one.basis, one.name) for one in identity.hypotheses(case(*entries))]


def paper(item: str, name: str | None = "Ivanov Ivan", status: str = "", **more: str) -> list[Statement]:
    rows = {"name_on_it": name, "status": status, **more}
    return [said(f"document.{term}", typed, "paper", "printed", item=item) for term, typed in rows.items() if typed]


def test_what_he_says_comes_before_papers_and_these_before_others_and_false_papers_last() -> None:
    found = shown(
        entry(
            "e0",
            *paper("a", "Petrov Petr", "false"),
            *paper("b", "Sidorov Sidor", "anothers"),
            said("person.name_by_others", "Pak", "witness"),
            *paper("c", "Kim Chol"),
            *paper("d", "Ri Chol", "genuine"),
            said("person.full_name", "Ri Chol-su"),
        )
    )

    assert found == [
        ("said_by_himself", "Ri Chol-su"),
        ("on_paper", "Ri Chol"),
        ("on_paper", "Kim Chol"),
        ("given_by_others", "Pak"),
        ("on_paper", "Sidorov Sidor"),
        ("on_paper", "Petrov Petr"),
    ]


def test_a_hypothesis_carries_script_language_paper_and_worth() -> None:
    found = case(entry("e0", *paper("a", "Иванов", "false")))

    assert identity.hypotheses(found) == (
        Hypothesis(
            basis="on_paper",
            name="Иванов",
            script="Cyrl",
            lang="und-Cyrl",
            said=found.line("document.name_on_it", "e0/a").said[0],
            paper="e0/a",
            worth=Worth.FALSE,
        ),
    )


def test_names_come_before_aliases_and_the_latest_first() -> None:
    found = shown(
        entry(
            "e0", said("person.full_name", "Ri"), said("person.alias", "Owl"), said("person.father_full_name", "Ri Sr")
        ),
        entry("e1", said("person.full_name", "Kim"), said("person.surname", "declined")),
    )

    assert found == [("said_by_himself", "Kim"), ("said_by_himself", "Ri"), ("said_by_himself", "Owl")]


def test_surname_first_names_and_patronymic_are_one_name() -> None:
    found = shown(
        entry(
            "e0",
            said("person.patronymic", "Ivanovich"),
            said("person.first_names", "Ivan"),
            said("person.surname", "Petrov"),
        )
    )

    assert found == [("said_by_himself", "Petrov Ivan Ivanovich")]


def test_a_corrected_part_makes_one_whole_name_again() -> None:
    found = shown(
        entry("e0", said("person.surname", "Ri"), said("person.first_names", "Chol")),
        entry("e1", said("person.first_names", "Chol-su", replaces="e0.1")),
    )

    assert found == [("said_by_himself", "Ri Chol-su")]


def test_parts_given_by_different_people_or_in_different_scripts_are_not_put_together() -> None:
    found = shown(
        entry(
            "e0",
            said("person.surname", "Ri", "witness", words="A comrade"),
            said("person.first_names", "Chol", "witness", words="Another comrade"),
            said("person.surname", "리"),
            said("person.first_names", "Chol-su"),
            said("person.surname", "Иванов", "paper"),
        )
    )

    assert sorted(found) == [
        ("given_by_others", "Chol"),
        ("given_by_others", "Ri"),
        ("on_paper", "Иванов"),
        ("said_by_himself", "Chol-su"),
        ("said_by_himself", "리"),
    ]


def test_two_whole_names_of_his_stay_two() -> None:
    found = shown(
        entry("e0", said("person.surname", "Ri"), said("person.first_names", "Chol")),
        entry("e1", said("person.surname", "Kim"), said("person.first_names", "Song")),
    )

    assert found == [("said_by_himself", "Kim Song"), ("said_by_himself", "Ri Chol")]


def test_the_header_is_his_own_word_before_a_paper() -> None:
    found = case(entry("e0", *paper("a", status="genuine"), said("person.full_name", "Ri Chol-su")))

    assert identity.header(found).name == "Ri Chol-su"


@pytest.mark.parametrize(
    ("status", "name"), [("false", None), ("anothers", None), ("", "Ivanov Ivan"), ("genuine", "Ivanov Ivan")]
)
def test_a_paper_known_to_be_false_or_anothers_names_nobody(status: str, name: str | None) -> None:
    found = identity.header(case(entry("e0", *paper("a", status=status))))

    assert (found and found.name) == name


def test_without_a_name_there_is_no_header() -> None:
    assert identity.header(case(entry("e0", said("person.surname", "unknown")))) is None


def test_every_spelling_is_named_once_in_the_order_of_the_hypotheses() -> None:
    found = case(
        entry(
            "e0",
            said("person.full_name", "리철수"),
            said("person.full_name", "Ri Chol-su"),
            said("person.alias", "리철수"),
        )
    )

    assert [(one.name, one.lang) for one in identity.names(found)] == [("Ri Chol-su", "und-Latn"), ("리철수", "ko")]


@pytest.mark.parametrize(
    ("name", "lang", "tag"),
    [
        ("리철수", "en", "ko"),
        ("Иванов", "ru", "ru"),
        ("Иванов", "uk-UA", "uk"),
        ("Иванов", "en", "und-Cyrl"),
        ("Иванов", "", "und-Cyrl"),
        ("Ri", "ru", "und-Latn"),
        ("محمد", "ar", "ar"),
        ("李", "ko", "ko"),
        ("李", "", "und-Hani"),
    ],
)
def test_the_language_of_a_name(name: str | None, lang: str, tag: str) -> None:
    assert identity.language(Name(name), lang) == tag


def test_papers_with_what_they_are_worth_and_why() -> None:
    reason = said("document.status_reason", "The stamp is drawn.", "officer", item="a")
    found = case(
        entry("e0", *paper("a", status="genuine", kind="book", number="12"), *paper("b", "", kind="disc")),
        entry("e1", said("document.status", "false", "officer", item="e0/a")),
        entry("e2", said("document.status", "unknown", "officer", item="e0/a"), *[reason]),
        entry("e3", said("document.status_reason", "The stamp is drawn.", "officer", item="e0/a")),
    )

    reasons = found.line("document.status_reason", "e0/a").said
    assert identity.papers(found)[:2] == (
        Paper(
            item="e0/a",
            kind="book",
            number="12",
            name="Ivanov Ivan",
            lang="und-Latn",
            worth=Worth.FALSE,
            reasons=reasons,
        ),
        Paper(item="e0/b", kind="disc", number="", name="", lang="", worth=Worth.UNKNOWN),
    )


def test_a_status_that_is_no_worth_is_unknown() -> None:
    assert identity.papers(case(entry("e0", *paper("a", status="odd"))))[0].worth is Worth.UNKNOWN
