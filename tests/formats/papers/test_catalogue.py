"""Which papers there are, and what their rows may not say."""

from __future__ import annotations

import pytest

from nansen.errors import Misconfigured, NotFound
from nansen.formats.papers import catalogue, wording
from nansen.statements import terms

DICTIONARY = terms.shipped()
SHAPE = """
[card]
letter = "B"
ground = "GC III 70"
width_mm = 10
height_mm = 10
ceiling = "S2"
kinds = ["captive"]
"""
# The dictionary's column "papers" names no correspondence card, and the name in its own script not for all papers.
BEYOND_THE_COLUMN = {("A", "person.name_original"), ("D", "person.name_original"), ("E", "person.name_original")}
BEYOND_THE_COLUMN |= {("A", "person.birth_place"), ("A", "power.country"), ("A", "captive.camp")}


def test_the_six_papers_have_the_sizes_of_the_convention() -> None:
    sizes = {name: (paper.letter, paper.width_mm, paper.height_mm) for name, paper in catalogue.shipped().items()}

    assert sizes == {
        "capture_card": ("B", 150, 105),
        "identity_document": ("A", 130, 100),
        "death_notice": ("D", 210, 300),
        "repatriation_certificate": ("E", 210, 297),
        "letter_card": ("C", 150, 100),
        "capture_tag": ("T", 100, 210),
    }


def test_every_paper_has_its_template_title_and_captions_in_six_languages() -> None:
    words = wording.shipped()

    for name, paper in catalogue.shipped().items():
        assert (catalogue.FOLDER / paper.template).is_file()
        assert {name, *(field.name for field in paper.fields)} <= set(words)


def test_every_template_draws_every_field_of_its_paper() -> None:
    for paper in catalogue.shipped().values():
        drawn = (catalogue.FOLDER / paper.template).read_text("utf-8")

        missing = [
            field.name
            for field in paper.fields
            if f'"{field.name}"' not in drawn and f"fields.{field.name}" not in drawn
        ]

        assert missing == []


def test_every_code_that_can_be_printed_has_its_words_but_for_the_codes_of_annex_1() -> None:
    printed = [term for paper in catalogue.shipped().values() for field in paper.fields for term in field.terms]
    keys = {f"{term.codes.name}.{code}" for term in printed if term.codes for code in term.codes.labels}

    missing = {key for key in keys - set(wording.shipped()) if not key.startswith("annex1.")}

    assert missing == {"mmc_decision.rejected"}  # a rejection gets no certificate


def test_no_paper_prints_religion_blood_group_wish_or_what_the_column_of_the_dictionary_does_not_give_it() -> None:
    for paper in catalogue.shipped().values():
        assert not {"person.religion", "person.blood_type"} & paper.terms
        assert not [term for term in paper.terms if term.startswith(("wish.", "risk.", "interview."))]
        beyond = {
            (paper.letter, term) for term in paper.terms if paper.letter not in DICTIONARY.term(term).papers
        } - BEYOND_THE_COLUMN
        assert beyond == set() or paper.letter == "C"


def test_only_the_certificate_of_the_commission_goes_above_s3() -> None:
    above = {name for name, paper in catalogue.shipped().items() if paper.ceiling > 3}

    assert above == {"repatriation_certificate"}


def test_a_paper_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(NotFound, match="capture_card"):
        catalogue.paper("ration_card")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('fields = [{ name = "x", terms = ["person.religion"] }]', "expected terms up to S2, found person.religion"),
        ('fields = [{ name = "x", terms = ["person.shoe_size"] }]', "no term person.shoe_size"),
        ('fields = [{ name = "x", terms = [], colour = "red" }]', "TypeError"),
        ("fields = []\ncolour = 1", "TypeError"),
        ("", "KeyError: 'fields'"),
        ("fields = [", "not TOML"),
    ],
)
def test_a_row_that_is_wrong_is_told_by_its_name(row: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        catalogue.read(SHAPE + row, dictionary=DICTIONARY)


def test_words_that_miss_a_language_are_refused() -> None:
    with pytest.raises(Misconfigured, match=r"words\.toml, surname: ar is missing"):
        wording.read('surname = { en = "Surname" }')
