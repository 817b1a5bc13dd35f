"""What is refused before it is kept, with every fault and its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.casefile.people import DICTIONARY, FILE, case, entry, said

from nansen.casefile import fold
from nansen.errors import Fault, Rejected
from nansen.statements.model import Kind
from nansen.statements.values import Text


def test_an_entry_without_fault_is_let_through() -> None:
    before = case(entry("e0", said("person.surname", "Ri"), said("document.kind", "book", item="a")))
    after = entry(
        "e1",
        said("person.surname", "Kim", replaces="e0.0"),
        said("person.birth_date", "declined"),
        said("document.number", "12", item="e0/a"),
        said("document.number", "13", item="e1/b"),
        said("document.number", "14", item="b", withdraws="e1.3"),
        said("person.height", "170"),
        said("person.nationality", "KP"),
        said("person.sex", "yes"),
    )

    fold.check(before, after, dictionary=DICTIONARY)


def test_every_fault_is_listed_with_its_place() -> None:
    before = case(entry("e0", said("person.surname", "Ri"), said("document.kind", "book", item="a")))
    wrong = entry(
        "e1",
        replace(said("person.surname", "Ri"), term="person.shoe_size"),
        replace(said("person.surname", "Ri"), term="Kim Chol-su"),
        said("staff.site", "Camp"),
        said("person.surname", Text("Ri")),
        said("person.sex", replace(said("person.sex", "yes").value, code="maybe")),
        said("person.height", replace(said("person.height", "170").value, unit="ft")),
        said("person.surname", "Ri", item="a"),
        said("document.kind", "book"),
        said("document.kind", "book", item="e9/a"),
        said("document.kind", "book", item="custody/a"),
        said("person.surname", "Ri", replaces="e9.0"),
        said("person.surname", "Ri", withdraws="e0.1"),
        said("document.kind", "disc", item="b", replaces="e0.1"),
        said("person.surname", "Ri", replaces="e0.0", withdraws="e0.0"),
    )

    with pytest.raises(Rejected) as refusal:
        fold.check(before, wrong, dictionary=DICTIONARY)

    assert refusal.value.faults == (
        Fault("statement 0, person.shoe_size", "a term of the data dictionary", "an unknown one"),
        Fault("statement 1, term", "a term of the data dictionary", "an unknown one"),
        Fault("statement 2, staff.site", "a file of kind staff", "captive"),
        Fault("statement 3, person.surname", "a value of kind name", "text"),
        Fault("statement 4, person.sex", "a code of the list yes_no", "another"),
        Fault("statement 5, person.height", "a number in cm", "another unit"),
        Fault("statement 6, person.surname", "no item, for the group does not repeat", "an item"),
        Fault("statement 7, document.kind", "an item, for the group repeats", "none"),
        Fault("statement 8, document.kind", "an item of this file", "an unknown one"),
        Fault("statement 9, document.kind", "an item of this file", "an unknown one"),
        Fault("statement 10, person.surname", "replaces: an earlier statement of this file", "an unknown one"),
        Fault("statement 11, person.surname", "withdraws: a statement of the same term", "one of another"),
        Fault("statement 12, document.kind", "replaces: a statement of the same item", "one of another"),
        Fault("statement 13, person.surname", "a replacement or a withdrawal", "both"),
    )


@pytest.mark.parametrize("other", [{"file": "b" * 32}, {"kind": Kind.SOUGHT}])
def test_an_entry_of_another_file_or_kind_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(Rejected) as refusal:
        fold.check(fold.start(FILE, Kind.CAPTIVE), entry("e0", **other), dictionary=DICTIONARY)

    assert refusal.value.faults == (Fault("entry", "the case's own file, of kind captive", "another"),)
