"""Access: the shipped table cell by cell, and that nothing outside it is ever given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casefile.people import DICTIONARY, FILE, WRITER, case, entry, said

from nansen.casefile import access
from nansen.casefile.grants import CONDITIONS
from nansen.casefile.model import Case, Officer, Sight, Subject
from nansen.errors import NotFound
from nansen.statements import terms
from nansen.statements.model import Kind, Sensitivity, Statement
from nansen.statements.values import Text

Cell = dict[str, Sensitivity] | None
RULES = access.shipped()
S1, S2, S3, S4 = Sensitivity
CAPTIVE = Subject(file=FILE, kind=Kind.CAPTIVE, site="West")
STAFF = Subject(file=WRITER, kind=Kind.STAFF, site="West")


def officer(*roles: str, site: str = "", assigned: Iterable[str] = ()) -> Officer:
    return Officer(staff=WRITER, label="", roles=frozenset(roles), site=site, assigned=frozenset(assigned))


def areas(who: Officer, purpose: str, subject: Subject = CAPTIVE) -> Cell:
    found = access.sight(who, subject, purpose=purpose, rules=RULES)
    return dict(found.areas) if found.seen else None


INTAKE = {"intake": S4, "service": S3, "contact": S4, "custody": S3, "death": S3}
CELLS = [
    ("registrar", "intake", None, INTAKE, {**INTAKE, "wish": S4, "health": S4}),
    ("interviewer", "intake", None, None, {"intake": S3, "service": S3, "interview": S4, "wish": S4}),
    ("interpreter", "intake", None, None, {"intake": S2, "interview": S4}),
    ("medical", "care", None, None, {"health": S4}),
    (
        "tracing",
        "tracing",
        {"intake": S2, "service": S2, "contact": S3, "tracing": S4, "death": S3, "office": S3},
        ...,
        ...,
    ),
    (
        "protection",
        "protection",
        {
            "intake": S2,
            "service": S2,
            "wish": S4,
            "risk": S4,
            "interview": S4,
            "publication": S4,
            "custody": S3,
            "office": S3,
        },
        ...,
        ...,
    ),
    ("protection", "legal", {"intake": S2, "service": S2, "legal": S3, "custody": S3}, ..., ...),
    ("planner", "exchange_planning", {"intake": S1}, ..., ...),
    ("decider", "exchange_planning", None, None, {"*": S4}),
    ("analyst", "analysis", None, None, None),
    ("custodian", "administration", None, None, None),
    ("auditor", "audit", None, None, None),
    ("administrator", "administration", None, None, None),
]


@pytest.mark.parametrize(("role", "purpose", "anywhere", "own_site", "assigned"), CELLS)
def test_a_captives_file_shows_each_role_what_the_table_says(
    role: str, purpose: str, anywhere: Cell, own_site: Cell, assigned: Cell
) -> None:
    own_site = anywhere if own_site is ... else own_site
    assigned = anywhere if assigned is ... else assigned

    assert areas(officer(role), purpose) == anywhere
    assert areas(officer(role, site="West"), purpose) == own_site
    assert areas(officer(role, assigned=[FILE]), purpose) == assigned


@pytest.mark.parametrize(("role", "purpose", "anywhere", "own_site", "assigned"), CELLS)
def test_no_role_sees_a_captive_for_the_purpose_of_another(
    role: str, purpose: str, anywhere: Cell, own_site: Cell, assigned: Cell
) -> None:
    who = officer(role, site="West", assigned=[FILE])
    stated = access.purposes(who, rules=RULES)

    for other in set(RULES.purposes) - stated:
        assert areas(who, other) is None
    assert purpose in stated


def test_a_file_without_a_site_is_of_nobodys_site() -> None:
    assert areas(officer("registrar"), "intake", replace(CAPTIVE, site="")) is None


@pytest.mark.parametrize(
    ("role", "action", "purpose", "subject", "yes"),
    [
        ("registrar", "create", "intake", CAPTIVE, True),
        ("registrar", "record:wish", "intake", CAPTIVE, False),
        ("registrar", "decide", "intake", CAPTIVE, False),
        ("registrar", "link", "identification", CAPTIVE, False),
        ("tracing", "link", "tracing", CAPTIVE, True),
        ("protection", "record:wish", "protection", CAPTIVE, True),
        ("protection", "plan", "protection", CAPTIVE, False),
        ("protection", "record:risk", "legal", CAPTIVE, False),
        ("planner", "search", "exchange_planning", CAPTIVE, False),
        ("planner", "plan", "exchange_planning", CAPTIVE, True),
        ("auditor", "ledger", "audit", CAPTIVE, True),
        ("auditor", "read", "audit", CAPTIVE, False),
        ("auditor", "audit", "audit", STAFF, True),
        ("administrator", "appoint", "administration", STAFF, True),
        ("administrator", "audit", "administration", STAFF, False),
        ("custodian", "keys", "administration", STAFF, True),
        ("custodian", "read", "administration", CAPTIVE, False),
        ("analyst", "read", "analysis", Subject(file=FILE, kind=Kind.SOURCE), False),
        ("analyst", "read", "analysis", Subject(file=FILE, kind=Kind.CLAIM), True),
        ("king", "read", "intake", CAPTIVE, False),
        ("registrar", "read", "curiosity", CAPTIVE, False),
        ("registrar", "erase", "intake", CAPTIVE, False),
        ("registrar", "read", "intake", replace(CAPTIVE, kind=Kind.STAFF), False),
    ],
)
def test_acts(role: str, action: str, purpose: str, subject: Subject, yes: bool) -> None:
    assert access.may(officer(role, site="West"), action, subject, purpose=purpose, rules=RULES) is yes


def test_the_tracing_officer_sees_no_place_of_detention_and_no_interview() -> None:
    sight = access.sight(officer("tracing"), CAPTIVE, purpose="tracing", rules=RULES)
    shown = {name for name, term in terms.shipped().by_name.items() if sight.of(term.area, term.sensitivity)}

    assert not shown & {"captive.camp", "captive.hospital", "captive.address_for_mail", "capture.place"}
    assert not {name for name in shown if name.startswith(("interview.", "custody.", "transfer.", "wish.", "health."))}
    assert "person.surname" in shown


def test_the_planner_sees_no_name_no_reason_and_no_wish() -> None:
    sight = access.sight(officer("planner"), CAPTIVE, purpose="exchange_planning", rules=RULES)
    shown = [term for term in terms.shipped().by_name.values() if sight.of(term.area, term.sensitivity)]

    assert shown
    assert not [term.name for term in shown if term.kind in {"name", "attachment"} or term.area != "intake"]


def test_two_roles_see_what_either_sees() -> None:
    both = areas(officer("protection", "tracing", assigned=[FILE]), "protection")

    assert both == areas(officer("protection"), "protection")


def test_every_area_is_a_floor_for_the_areas_that_are_named() -> None:
    text = """
    actions = ["read"]
    areas = ["wish", "intake"]
    [purposes]
    care = "x"
    [role.a]
    [[role.a.grant]]
    kinds = ["captive"]
    purposes = ["care"]
    actions = ["read"]
    areas = { wish = "S1", intake = "S4" }
    [[role.a.grant]]
    kinds = ["captive"]
    purposes = ["care"]
    actions = ["read"]
    areas = { "*" = "S2", wish = "S2" }
    """

    found = access.sight(officer("a"), CAPTIVE, purpose="care", rules=access.load(text))

    assert found == Sight(seen=True, areas={"wish": S2, "intake": S4, "*": S2})


def test_a_grant_without_read_shows_nothing() -> None:
    found = access.sight(officer("auditor"), CAPTIVE, purpose="audit", rules=RULES)

    assert found == Sight(seen=False)
    assert not found.of("intake", S1)


def test_the_purposes_of_an_officer_are_those_of_his_roles() -> None:
    assert access.purposes(officer("medical", "king"), rules=RULES) == {"care"}
    assert access.purposes(officer(), rules=RULES) == frozenset()


officers = st.builds(
    officer,
    *[st.sampled_from(sorted(RULES.roles))] * 2,
    site=st.sampled_from(("", "West", "East")),
    assigned=st.sampled_from(((), (FILE,))),
)
subjects = st.builds(
    Subject, file=st.sampled_from((FILE, "e" * 32)), kind=st.sampled_from(Kind), site=st.sampled_from(("", "West"))
)
anything = st.tuples(officers, subjects, st.sampled_from(sorted(RULES.purposes)))


@given(anything, st.sampled_from(sorted(RULES.roles)), st.integers(0, 2), st.sampled_from(sorted(CONDITIONS)))
def test_one_condition_more_never_widens(
    drawn: tuple[Officer, Subject, str], role: str, number: int, condition: str
) -> None:
    who, subject, purpose = drawn
    held = RULES.roles[role].grants
    stricter = tuple(
        replace(grant, when=grant.when | {condition}) if index == number else grant for index, grant in enumerate(held)
    )
    narrow = replace(RULES, roles={**RULES.roles, role: replace(RULES.roles[role], grants=stricter)})

    before = access.sight(who, subject, purpose=purpose, rules=RULES)
    after = access.sight(who, subject, purpose=purpose, rules=narrow)

    assert all(before.of(area, level) for area in RULES.areas for level in Sensitivity if after.of(area, level))
    for action in RULES.actions:
        if access.may(who, action, subject, purpose=purpose, rules=narrow):
            assert access.may(who, action, subject, purpose=purpose, rules=RULES)


@given(anything)
def test_nobody_gets_what_no_row_of_his_roles_gives(drawn: tuple[Officer, Subject, str]) -> None:
    who, subject, purpose = drawn
    rows = [
        grant
        for role in who.roles
        for grant in RULES.roles[role].grants
        if subject.kind in grant.kinds and purpose in grant.purposes
    ]

    sight = access.sight(who, subject, purpose=purpose, rules=RULES)

    for area in RULES.areas:
        given_ = max((max(row.areas.get(area, 0), row.areas.get("*", 0)) for row in rows), default=0)
        assert not any(sight.of(area, level) for level in Sensitivity if level > given_)
    for action in RULES.actions - {action for row in rows for action in row.actions}:
        assert not access.may(who, action, subject, purpose=purpose, rules=RULES)


def staff(*statements: Statement) -> Case:
    return case(entry("e0", *statements, kind=Kind.STAFF))


def test_an_officer_is_read_from_his_staff_file() -> None:
    found = staff(
        said("staff.name", "A. Bondar"),
        said("staff.role", "registrar"),
        said("staff.role", "auditor"),
        said("staff.site", "West"),
        said("staff.assigned", "b" * 32),
        said("staff.assigned", "unknown"),
    )

    assert access.officer_of(found) == Officer(
        staff=FILE,
        label="A. Bondar",
        roles=frozenset({"registrar", "auditor"}),
        site="West",
        assigned=frozenset({"b" * 32}),
    )


def test_a_withdrawn_role_is_none() -> None:
    found = case(
        entry("e0", said("staff.role", "registrar"), kind=Kind.STAFF),
        entry("e1", said("staff.role", "unknown", withdraws="e0.0"), kind=Kind.STAFF),
    )

    assert access.officer_of(found) == Officer(staff=FILE, label="", roles=frozenset())


def test_two_sites_are_none() -> None:
    assert access.officer_of(staff(said("staff.site", "West"), said("staff.site", "East"))).site == ""


def test_no_other_file_is_an_officer() -> None:
    with pytest.raises(NotFound):
        access.officer_of(case(entry("e0", said("person.surname", "Ri"))))


def test_the_highest_sensitivity_of_what_is_shown() -> None:
    unknown = replace(said("person.religion", Text("x")), term="unheard.of")

    assert access.highest(case(entry("e0")), DICTIONARY) is None
    assert access.highest(case(entry("e0", said("person.sex", "yes"), said("person.surname", "Ri"))), DICTIONARY) is S2
    assert access.highest(case(entry("e0", unknown)), DICTIONARY) is S4


def test_what_is_withheld_does_not_count() -> None:
    found = case(entry("e0", said("person.sex", "yes"), said("person.religion", "none")))
    sight = Sight(seen=True, areas={"intake": S1})

    shown = access.withhold(found, sight, officer=officer(), dictionary=DICTIONARY)

    assert access.highest(shown, DICTIONARY) is S1
