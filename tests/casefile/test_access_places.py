"""Access to what is no person: places, rules of the office, agreements, enquiries; and to the forms of the law."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.casefile.people import FILE
from tests.casefile.test_access import CAPTIVE, RULES, S1, S2, S3, areas, officer

from nansen.casefile import access
from nansen.casefile.model import Subject
from nansen.statements import terms
from nansen.statements.model import Kind

REMAINS, PLACE, POLICY, DEAL, REQUEST = (
    replace(CAPTIVE, kind=kind) for kind in (Kind.REMAINS, Kind.PLACE, Kind.POLICY, Kind.DEAL, Kind.REQUEST)
)


@pytest.mark.parametrize(
    ("role", "action", "purpose", "subject", "yes"),
    [
        ("registrar", "record:measure", "intake", CAPTIVE, True),
        ("registrar", "record:mail", "intake", CAPTIVE, True),
        ("registrar", "record:complaint", "intake", CAPTIVE, True),
        ("registrar", "record:discipline", "intake", CAPTIVE, False),
        ("registrar", "record:camp", "intake", PLACE, True),
        ("registrar", "record:camp", "intake", replace(PLACE, site="East"), False),
        ("registrar", "record:office", "intake", POLICY, False),
        ("protection", "record:testimony", "protection", CAPTIVE, True),
        ("protection", "record:release", "protection", REMAINS, True),
        ("protection", "record:release", "legal", CAPTIVE, False),
        ("protection", "record:discipline", "legal", CAPTIVE, True),
        ("protection", "record:measure", "protection", CAPTIVE, False),
        ("protection", "record:camp", "protection", PLACE, False),
        ("interviewer", "record:testimony", "protection", CAPTIVE, False),
        ("medical", "read", "care", PLACE, False),
        ("tracing", "record:enquiry", "tracing", REQUEST, True),
        ("tracing", "record:enquiry", "tracing", CAPTIVE, False),
        ("planner", "record:office", "exchange_planning", DEAL, True),
        ("planner", "record:office", "exchange_planning", POLICY, False),
        ("decider", "record:office", "legal", POLICY, True),
        ("decider", "record:release", "protection", CAPTIVE, False),
        ("administrator", "record:office", "administration", POLICY, True),
        ("auditor", "read", "audit", PLACE, False),
        ("auditor", "read", "audit", DEAL, False),
        ("auditor", "record:office", "audit", POLICY, False),
    ],
)
def test_forms_of_the_law(role: str, action: str, purpose: str, subject: Subject, yes: bool) -> None:
    assert access.may(officer(role, site="West"), action, subject, purpose=purpose, rules=RULES) is yes


@pytest.mark.parametrize("role", RULES.roles)
def test_every_role_sees_the_rules_of_the_office_and_only_a_decider_what_is_decided_of_them(role: str) -> None:
    stated = access.purposes(officer(role), rules=RULES)

    expected = {"office": S3 if role == "decider" else S1}
    assert {purpose: areas(officer(role), purpose, POLICY) for purpose in stated} == dict.fromkeys(stated, expected)


@pytest.mark.parametrize("role", RULES.roles)
def test_a_place_is_seen_by_those_who_work_with_where_a_captive_is(role: str) -> None:
    who = officer(role, site="West", assigned=[FILE])

    seen = [areas(who, purpose, PLACE) for purpose in access.purposes(who, rules=RULES)]
    assert {bool(cell) for cell in seen} == {role in {"registrar", "protection", "decider"}}
    assert all(cell in (None, {"custody": S2}) for cell in seen)


def test_the_one_who_takes_a_complaint_down_does_not_read_the_complaints() -> None:
    sight = access.sight(officer("registrar", site="West"), CAPTIVE, purpose="intake", rules=RULES)
    shown = {term.group for term in terms.shipped().by_name.values() if sight.of(term.area, term.sensitivity)}

    assert {"measure", "mail", "escape"} < shown
    assert not shown & {"complaint", "discipline", "legal", "testimony", "care", "release"}
