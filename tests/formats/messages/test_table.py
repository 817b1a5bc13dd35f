"""The table of messages: every type has its row, and a wrong row is named."""

from __future__ import annotations

import pytest
from tests.formats.messages.invented import KNOWN

from nansen.errors import Misconfigured
from nansen.formats.messages import table
from nansen.formats.messages.model import Choice, To

ROW = '[message.HEALTH]\nground = "G"\nfiles = ["captive"]\nto = ["cta"]\nfields = ["health.state"]\n'


def test_every_type_of_message_has_its_row_and_goes_to_the_agency() -> None:
    rows = table.shipped()

    assert set(rows) == set(KNOWN.lists["message_type"].labels)
    assert all(To.CTA in row.to and row.ground for row in rows.values())


def test_every_row_chooses_items_of_its_own_groups_by_codes_of_their_lists() -> None:
    for row in table.shipped().values():
        groups = {KNOWN.term(name).group for name in row.fields}
        for group, choice in (*row.items.items(), *row.power_items.items()):
            codes = KNOWN.term(choice.term).codes if choice.term else None
            assert group in groups
            assert not choice.term or choice.term.startswith(f"{group}.")
            assert choice.codes <= set(codes.labels if codes else ())
        assert row.cta_only | row.may_lack <= set(row.fields)


def test_a_choice_is_read() -> None:
    text = ROW + 'items = { a = "last", b = "last b.x is u or v", c = "c.x is given" }'

    assert table.read(text, KNOWN)["HEALTH"].items == {
        "a": Choice(last=True),
        "b": Choice("b.x", frozenset({"u", "v"}), last=True),
        "c": Choice("c.x"),
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[", "not TOML"),
        (ROW.replace("HEALTH", "NEWS"), "NEWS: expected a code of the list message_type"),
        (ROW + "colour = 1", "HEALTH: the key colour is unknown"),
        (ROW.replace('ground = "G"\n', ""), "the key ground is unknown or missing"),
        (ROW.replace("cta", "family"), "expected known kinds of file and addressees"),
        (ROW.replace("captive", "cat"), "expected known kinds of file and addressees"),
        (ROW.replace("health.state", "health.mood"), "health.mood is no term of these files"),
        (ROW.replace("health.state", "camp.name"), "camp.name is no term of these files"),
        ('identity = ["person.nobody"]\n' + ROW, "person.nobody is no term of these files"),
        (ROW.replace("health.state", "wish.wish"), "wish.wish is never sent"),
        (ROW.replace("health.state", "person.photo"), "person.photo is never sent"),
        (ROW.replace("health.state", "finding.finding").replace('"cta"', '"cta", "power"'), "Tracing Agency alone"),
        (ROW + 'items = { a = "first" }', "expected '.last. .TERM is CODE.'"),
    ],
)
def test_a_wrong_row_is_named(text: str, why: str) -> None:
    with pytest.raises(Misconfigured, match=why):
        table.read(text, KNOWN)
