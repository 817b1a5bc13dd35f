"""What stands in a field: one answer that nobody contests, or what the officer chose."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.papers import invented
from tests.formats.papers.invented import said
from tests.strategies import values

from nansen.casefile.model import Case, Line
from nansen.errors import Forbidden, Rejected
from nansen.formats.papers import catalogue, picking, sheets
from nansen.formats.papers.picking import Choice
from nansen.statements.model import Kind, Speaker, Statement
from nansen.statements.values import Absence, Absent

CARD = catalogue.paper("capture_card")
SECOND = f"{2:032x}.0"  # the first statement of the second act


def printed(case: Case, paper: str = "capture_card", choice: Choice | None = None) -> dict[str, list[str]]:
    sheet = sheets.of(
        case, catalogue.paper(paper), languages=("en", "ko"), issued_on=invented.ISSUED, office=invented.OFFICE,
        choice=choice,
    )  # fmt: skip
    return {field.name: [piece.text for answer in field.answers for piece in answer] for field in sheet.fields}


def withheld(case: Case, *terms: str) -> Case:
    lines = {key: Line(term=key[1], item=key[0], withheld=True) if key[1] in terms else line for key, line in
             case.lines.items()}  # fmt: skip
    return dataclasses.replace(case, lines=lines)


@pytest.mark.parametrize("absence", ["unknown", "declined", "not_asked"])
def test_what_is_unknown_declined_or_not_asked_is_a_dash(absence: str) -> None:
    case = invented.case(said("service.number", absence), without=frozenset({"service.number"}))

    assert printed(case)["service_number"] == []


def test_a_contested_birth_date_is_a_dash_never_a_guess() -> None:
    case = invented.case(said("person.birth_date", "2003-05-01", speaker=Speaker.CAPTOR))

    assert printed(case)["birth_date"] == []


def test_a_chosen_statement_is_printed_where_answers_differ() -> None:
    case = invented.case(said("person.birth_date", "2003-05-01", speaker=Speaker.CAPTOR))

    assert printed(case, choice=Choice(chosen={"person.birth_date": (SECOND,)}))["birth_date"] == [
        "1 May 2003", "2003년 5월 1일",
    ]  # fmt: skip


def test_contested_names_are_dashes_until_chosen_and_several_spellings_may_be() -> None:
    case = invented.case(said("person.surname", "Лі", speaker=Speaker.OFFICER))
    first = case.lines["", "person.surname"].said[0].statement.id

    assert printed(case)["surname"] == []
    assert printed(case, choice=Choice(chosen={"person.surname": (SECOND, first)}))["surname"] == ["Лі", "Ri"]


@pytest.mark.parametrize(
    ("choice", "said_of_it"),
    [
        (Choice(chosen={"person.birth_date": ("nowhere.0",)}), "statements of this file that stand"),
        (Choice(chosen={"person.birth_date": ()}), "statements of this file that stand"),
        (Choice(chosen={"person.birth_date": (f"{1:032x}.5", SECOND)}), "expected one statement, found 2"),
        (Choice(chosen={"person.religion": (SECOND,)}), "a term of capture_card"),
        (Choice(items={"kin": "nobody"}), "an item of this file"),
    ],
)
def test_a_choice_that_chooses_nothing_is_refused(choice: Choice, said_of_it: str) -> None:
    case = invented.case(said("person.birth_date", "2003-05-01"))
    assert case.lines["", "person.birth_date"].said[0].statement.id == f"{1:032x}.5"

    with pytest.raises(Rejected, match=said_of_it):
        printed(case, choice=choice)


def test_the_person_to_be_informed_is_printed_and_no_other() -> None:
    two = said("kin.name@z", "Ok Sun")

    assert printed(invented.case(two))["kin_name"] == ["리영호"]


def test_of_two_relatives_of_whom_none_is_marked_neither_is_printed_unless_chosen() -> None:
    case = invented.case(said("kin.name@z", "Ok Sun"), without=frozenset({"kin.to_be_informed@k"}))
    item = case.items("kin")[1]

    assert printed(case)["kin_name"] == []
    assert printed(case, choice=Choice(items={"kin": item}))["kin_name"] == ["Ok Sun"]


@pytest.mark.parametrize(("contact", "card", "death"), [
    ("family", True, True), ("cta_only", True, False), ("none", False, False),
])  # fmt: skip
def test_a_relative_is_not_printed_where_he_asked_that_they_be_not_told(
    contact: str, *, card: bool, death: bool
) -> None:
    case = invented.case(said("kin.contact_choice@k", contact))

    assert bool(printed(case)["kin_name"]) is card
    assert bool(printed(case)["kin_address"]) is card
    assert bool(printed(case, "death_notice")["kin_name"]) is death


def test_a_contact_choice_that_the_officer_may_not_see_counts_as_a_ban() -> None:
    case = invented.case(said("kin.contact_choice@k", "family"))

    assert printed(withheld(case, "kin.contact_choice"))["kin_name"] == []


def test_powers_that_agree_are_printed_and_powers_that_do_not_are_a_dash() -> None:
    agreed = invented.case(said("power.country@q", "KP", speaker=Speaker.CAPTOR))
    disputed = invented.case(said("power.country@q", "RU", speaker=Speaker.CAPTOR))

    assert printed(agreed)["power"] == ["North Korea", "북한"]
    assert printed(disputed)["power"] == []


def test_what_every_item_says_is_listed_and_a_contested_item_left_out() -> None:
    case = invented.case(said("document.kind@b", "passport"))
    item = case.items("document")[1]
    contested = invented.case(said("document.kind@b", "passport"), said(f"document.kind@{item}", "letter"))

    both = ["military identity book or card", "군인 신분증", "passport", "여권"]
    assert printed(case, "capture_tag")["documents"] == both
    assert printed(contested, "capture_tag")["documents"] == both[:2]


def test_a_paper_is_refused_to_an_officer_from_whom_a_part_of_it_is_withheld() -> None:
    case = withheld(invented.case(), "health.state")

    with pytest.raises(Forbidden, match=r"health\.state"):
        printed(case)


def test_a_withheld_line_that_the_paper_does_not_print_is_no_matter() -> None:
    assert printed(withheld(invented.case(), "person.religion"))["surname"] == ["Ri"]


def test_a_rejection_gets_no_certificate() -> None:
    case = invented.case(said(f"mmc.decision@{1:032x}/m", "rejected"), without=frozenset({"mmc.decision@m"}))

    with pytest.raises(Rejected, match=r"mmc\.decision"):
        printed(case, "repatriation_certificate")


def test_who_was_once_rejected_may_have_the_certificate_of_a_later_commission() -> None:
    case = invented.case(said("mmc.decision@b", "rejected"))
    first, second = case.items("mmc")

    assert printed(case, "repatriation_certificate", Choice(items={"mmc": first}))["decided_on"] == [
        "1 Jun 2025", "2025년 6월 1일",
    ]  # fmt: skip
    with pytest.raises(Rejected, match=r"mmc\.decision"):
        printed(case, "repatriation_certificate", Choice(items={"mmc": second}))
    with pytest.raises(Rejected, match="decision: expected one answer"):
        printed(case, "repatriation_certificate")


def test_a_certificate_without_a_decision_is_refused() -> None:
    case = invented.case(without=frozenset({"mmc.decision@m"}))

    with pytest.raises(Rejected, match="decision: expected one answer that stands"):
        printed(case, "repatriation_certificate")


def test_a_paper_for_captives_is_refused_for_another_file() -> None:
    with pytest.raises(Rejected, match="expected a file of kind captive, found remains"):
        printed(invented.case(kind=Kind.REMAINS))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_term_that_the_paper_does_not_name_reaches_the_sheet(data: st.DataObject) -> None:
    paper = data.draw(st.sampled_from(list(catalogue.shipped().values())))
    terms = data.draw(st.lists(st.sampled_from(sorted(invented.DICTIONARY.by_name)), max_size=30))
    said_of_him = [
        said(f"{term}@a" if invented.DICTIONARY.by_group[term.partition(".")[0]].repeats else term, value)
        for term in terms
        if isinstance(value := data.draw(values()), Absent) or value
    ]
    case = invented.case(*said_of_him)

    found = {
        one.statement.term: one
        for field in paper.fields
        for _, one in picking.said(case, paper, field, choice=Choice())
    }

    assert set(found) <= paper.terms
    assert not [one for one in found.values() if isinstance(one.statement.value, Absent)]
    assert all(invented.DICTIONARY.term(term).sensitivity <= paper.ceiling for term in found)


def test_an_absence_beside_an_answer_leaves_the_answer() -> None:
    unknown: Statement = said("service.rank", Absent(Absence.UNKNOWN))

    assert printed(invented.case(unknown))["rank"] == ["전사"]
