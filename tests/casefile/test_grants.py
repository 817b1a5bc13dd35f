"""The table of access is read strictly: a misspelt row is refused, not passed over."""

from __future__ import annotations

import pytest

from nansen.casefile import grants
from nansen.casefile.grants import Grant, Role, Rules, Two
from nansen.errors import Misconfigured
from nansen.statements import terms
from nansen.statements.model import Kind, Sensitivity

SMALL = """
actions = ["read", "search"]
areas = ["intake", "wish"]
[purposes]
care = "GC III 15"
[role.medical]
own_first = ["wish"]
[[role.medical.grant]]
when = ["assigned"]
kinds = ["captive"]
purposes = ["care"]
actions = ["read"]
areas = { intake = "S2", "*" = "S1" }
"""


def test_a_table_is_read_whole() -> None:
    grant = Grant(
        when=frozenset({"assigned"}),
        kinds=frozenset({Kind.CAPTIVE}),
        purposes=frozenset({"care"}),
        actions=frozenset({"read"}),
        areas={"intake": Sensitivity.S2, "*": Sensitivity.S1},
    )

    assert grants.load(SMALL) == Rules(
        purposes={"care": "GC III 15"},
        actions=frozenset({"read", "search"}),
        areas=frozenset({"intake", "wish"}),
        roles={"medical": Role(grants=(grant,), own_first=frozenset({"wish"}))},
    )


def test_an_empty_table_gives_nothing() -> None:
    assert grants.load("") == Rules(purposes={}, actions=frozenset(), areas=frozenset(), roles={})
    assert grants.load("[role.medical]").roles == {"medical": Role(grants=())}


TWO = """
actions = ["appoint", "decide"]
[role.custodian]
[role.administrator]
[two.role]
propose = ["appoint"]
sign = ["decide"]
terms = ["staff.role"]
fixed = ["staff.site"]
each = ["administrator", "custodian"]
"""


def test_a_kind_of_decision_is_read_whole() -> None:
    assert grants.load(TWO).two == {
        "role": Two(
            propose=frozenset({"appoint"}),
            sign=frozenset({"decide"}),
            terms=frozenset({"staff.role"}),
            fixed=frozenset({"staff.site"}),
            each=frozenset({"administrator", "custodian"}),
        )
    }


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("propose =", "suggest =", "two role: unknown key suggest."),
        ('["decide"]\nterms', '["sign"]\nterms', "two role: unknown word sign."),
        ('"custodian"]', '"king"]', "two role: unknown word king."),
        ('terms = ["staff.role"]', "terms = []", "two role: expected propose, sign and terms"),
        ('propose = ["appoint"]', "", "two role: expected propose, sign and terms"),
        ('sign = ["decide"]', "", "two role: expected propose, sign and terms"),
        (', "custodian"]', "]", "two roles in each, or none."),
        ("[two.role]", "[[two.role]]", "two role: expected a table, found list."),
    ],
)
def test_a_wrong_kind_of_decision_is_refused_with_its_place(right: str, wrong: str, told: str) -> None:
    assert right in TWO

    with pytest.raises(Misconfigured, match=told):
        grants.load(TWO.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("actions =", "acts =", "access.toml, access.toml: unknown key acts."),
        ("[role.medical]", "[role.medical", "access.toml: not TOML"),
        ("own_first =", "own_last =", "role medical: unknown key own_last."),
        ('own_first = ["wish"]', 'own_first = ["wishes"]', "role medical, own_first: unknown word wishes."),
        ("kinds =", "kind =", "role medical, grant 1: unknown key kind."),
        ('["assigned"]', '["asigned"]', "role medical, grant 1: unknown word asigned."),
        ('["captive"]', '["captives"]', "role medical, grant 1: unknown word captives."),
        ('["care"]', '["cure"]', "role medical, grant 1: unknown word cure."),
        ('actions = ["read"]', 'actions = ["reed"]', "role medical, grant 1: unknown word reed."),
        ("{ intake", "{ intakes", "role medical, grant 1: unknown word intakes."),
        ('intake = "S2"', 'intake = "S5"', "role medical, grant 1: unknown word S5."),
        ('["captive"]', '"captive"', "role medical, grant 1: expected an array, found str."),
        ('{ intake = "S2", "*" = "S1" }', '["intake"]', "role medical, grant 1: expected a table, found list."),
        ("[[role.medical.grant]]", "[role.medical.grant]", "role medical: expected an array, found dict."),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(right: str, wrong: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told.replace("[", r"\[")):
        grants.load(SMALL.replace(right, wrong, 1))


def test_the_shipped_table_fits_the_shipped_dictionary() -> None:
    rules, dictionary = grants.shipped(), terms.shipped()

    assert {term.area for term in dictionary.by_name.values()} <= rules.areas
    assert {f"record:{form}" for term in dictionary.by_name.values() for form in term.forms} <= rules.actions
    assert set(dictionary.lists["role"].labels) == set(rules.roles)
    assert set(dictionary.lists["purpose"].labels) <= set(rules.purposes)
