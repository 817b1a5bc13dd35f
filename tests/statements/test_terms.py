"""Reading the data dictionary: a row takes what its group says, and a wrong row is refused by file and name."""

import pytest

from nansen.errors import Misconfigured, NotFound
from nansen.statements import terms
from nansen.statements.model import Kind, Sensitivity

GOOD = """
[list.yes_no]
yes = "Yes"
no = "No"
[[group]]
name = "thing"
label = "A thing"
area = "health"
repeats = true
files = ["captive", "ours"]
[[group.term]]
name = "thing.size"
label = "Size"
kind = "measure"
unit = "cm"
sensitivity = "S2"
source = "GC III 1"
forms = ["capture"]
[[group.term]]
name = "thing.good"
label = "Good?"
kind = "code"
list = "yes_no"
many = true
sensitivity = "S4"
source = "GC III 2"
papers = ["A", "B"]
help = "Either is an answer."
files = ["sought"]
area = "wish"
"""


def test_a_dictionary_is_read_with_its_defaults_from_the_group() -> None:
    read = terms.read({"thing.toml": GOOD})

    yes_no = terms.CodeList(name="yes_no", labels={"yes": "Yes", "no": "No"})
    size = terms.Term(
        name="thing.size", label="Size", kind="measure", group="thing", area="health", many=False, unit="cm",
        sensitivity=Sensitivity.S2, source="GC III 1", files=frozenset({Kind.CAPTIVE, Kind.OURS}), forms=("capture",),
    )  # fmt: skip
    good = terms.Term(
        name="thing.good", label="Good?", kind="code", group="thing", area="wish", many=True, codes=yes_no,
        sensitivity=Sensitivity.S4, source="GC III 2", files=frozenset({Kind.SOUGHT}), papers=("A", "B"),
        help="Either is an answer.",
    )  # fmt: skip
    group = terms.Group(name="thing", label="A thing", repeats=True, terms=(size, good))
    assert read == terms.Dictionary(
        (group,), {"yes_no": yes_no}, {"thing.size": size, "thing.good": good}, {"thing": group}
    )


def test_a_form_asks_only_for_what_belongs_on_this_kind_of_file() -> None:
    read = terms.read({"thing.toml": GOOD})

    assert read.of_form("capture", Kind.OURS) == (read.term("thing.size"),)
    assert read.of_form("capture", Kind.SOUGHT) == ()
    assert read.of_form("wish", Kind.CAPTIVE) == ()


def test_a_group_without_area_and_files_is_intake_of_captives() -> None:
    text = GOOD.replace('area = "health"\nrepeats = true\nfiles = ["captive", "ours"]\n', "")

    size = terms.read({"thing.toml": text}).term("thing.size")

    assert (size.area, size.files) == ("intake", frozenset({Kind.CAPTIVE}))


def test_an_unknown_term_is_not_found_and_its_name_is_not_repeated() -> None:
    with pytest.raises(NotFound) as refusal:
        terms.shipped().term("person.secret")

    assert str(refusal.value) == "There is no term of that name in the data dictionary (13 signs)."


@pytest.mark.parametrize(
    ("found", "instead", "says"),
    [
        ('unit = "cm"', 'size = "cm"', "thing.toml, term thing.size: unknown key size."),
        ("repeats = true", "repeat = true", "thing.toml, group thing: unknown key repeat."),
        ('label = "Size"\n', "", "thing.toml, term thing.size: label is missing."),
        ('source = "GC III 2"\n', "", "thing.toml, term thing.good: source is missing."),
        (
            'kind = "measure"', 'kind = "number"',
            f"thing.toml, term thing.size: expected a kind among {', '.join(sorted(terms.KINDS))}, found number.",
        ),
        (
            'list = "yes_no"', 'list = "colours"',
            "thing.toml, term thing.good: expected a list of codes for kind code, and only there, found colours.",
        ),
        (
            'list = "yes_no"\n', "",
            "thing.toml, term thing.good: expected a list of codes for kind code, and only there, found None.",
        ),
        (
            'unit = "cm"', 'list = "yes_no"',
            "thing.toml, term thing.size: expected a list of codes for kind code, and only there, found yes_no.",
        ),
        (
            'name = "thing.size"', 'name = "other.size"',
            "thing.toml, term other.size: expected a name that begins with its group, thing.",
        ),
        (
            'name = "thing.size"', 'name = "thing.Size"',
            "thing.toml, term thing.Size: expected a name that begins with its group, thing.",
        ),
        (
            'sensitivity = "S2"', 'sensitivity = "S5"',
            "thing.toml, term thing.size: expected S1 to S4 and known kinds of file, found 'S5'.",
        ),
        (
            'files = ["sought"]', 'files = ["lost"]',
            "thing.toml, term thing.good: expected S1 to S4 and known kinds of file, found 'lost' is not a valid Kind.",
        ),
        ('forms = ["capture"]', 'forms = "capture"', "The data dictionary: expected an array of tables, found str."),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_file_and_name(found: str, instead: str, says: str) -> None:
    assert GOOD.count(found) == 1

    with pytest.raises(Misconfigured) as refusal:
        terms.read({"thing.toml": GOOD.replace(found, instead)})

    assert str(refusal.value) == says


@pytest.mark.parametrize("text", ["list = 3", "group = [3]"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match="expected a table, found int"):
        terms.read({"thing.toml": text})


def test_a_group_that_stands_twice_is_refused_even_across_files() -> None:
    with pytest.raises(Misconfigured, match=r"The group thing stands twice"):
        terms.read({"a.toml": GOOD, "b.toml": GOOD})


def test_a_term_that_stands_twice_is_refused() -> None:
    row = GOOD[GOOD.index("[[group.term]]") :]

    with pytest.raises(Misconfigured, match=r"The term thing\.size stands twice"):
        terms.read({"a.toml": GOOD + "\n" + row})


def test_a_group_without_its_label_is_refused() -> None:
    with pytest.raises(Misconfigured, match="label is missing"):
        terms.read({"a.toml": '[[group]]\nname = "thing"\n'})


def test_what_is_not_toml_is_refused_with_its_file() -> None:
    with pytest.raises(Misconfigured, match=r"broken\.toml: not TOML: "):
        terms.read({"thing.toml": GOOD, "broken.toml": "[[group"})
