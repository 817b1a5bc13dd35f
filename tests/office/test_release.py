"""A hold is lifted for one act and one place, by one officer of a role that the rule names, with his reason."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import NOW, Bureau
from tests.office import lines

from nansen.casefile import fold
from nansen.casefile.model import Officer
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.law import bars
from nansen.office import assign, lawbook, read, register, release, write
from nansen.statements import terms
from nansen.statements.model import Act, Entry
from nansen.statements.values import Code, Text

pytestmark = pytest.mark.db
RULE = "policy-identity-contested"
TWO_NAMES = ("person.surname = Kim", "person.surname = Ri by captor how reported")


def opened(bureau: Bureau) -> str:
    """Return the file of a man of two names, on which the decider works."""
    file = lines.kept(bureau["registrar"], *TWO_NAMES).file
    assign.assign(file, bureau["decider"].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
    bureau.officers = bureau.officers | {"decider": read.staff(bureau["decider"].staff)}
    return file


def hold(bureau: Bureau, file: str, **how: object) -> Entry:
    given: dict[str, object] = {
        "destination": "RU",
        "reason": "Both names are his: one of his mother.",
        "officer": bureau["decider"],
        "purpose": "protection",
        "now": NOW,
    } | how
    rule, act = given.pop("rule", RULE), given.pop("act", "EXCH")
    return release.hold(file, rule, act, **given)  # type: ignore[arg-type]


def stops(file: str, act: str = "EXCH", to: str = "RU", now: dt.datetime = NOW) -> bool:
    case = fold.of(register.entries(file), dictionary=terms.shipped())
    found = bars.against(case, act, destination=to, now=now, profile=lawbook.profile())
    return any(block.rule.id == RULE and block.stops for block in found)


def test_a_release_is_one_decision_with_rule_act_place_role_and_reason(bureau: Bureau) -> None:
    file = opened(bureau)
    assert stops(file)

    entry = hold(bureau, file)

    assert (entry.act, entry.form, entry.by) == (Act.DECISION, "release", bureau["decider"].staff)
    told = {one.term.partition(".")[2]: one.value for one in entry.statements}
    assert (told["rule"], told["act"], told["destination"]) == (Text(RULE), Code("EXCH"), Code("RU"))
    assert (told["role"], told["reason"]) == (Text("decider"), Text("Both names are his: one of his mother."))
    assert not stops(file)


def test_it_is_of_that_act_and_that_place_alone(bureau: Bureau) -> None:
    file = opened(bureau)

    hold(bureau, file)

    assert stops(file, to="KP")
    assert stops(file, act="XFER")


def test_it_is_void_once_a_fact_that_its_rule_reads_was_changed(bureau: Bureau) -> None:
    file = opened(bureau)
    hold(bureau, file)

    lines.kept(bureau["registrar"], "person.eyes = brown", file=file)
    assert stops(file)
    hold(bureau, file, reason="The colour of his eyes changes nothing.")
    assert not stops(file)
    lines.kept(bureau["registrar"], "service.rank = Private", file=file)
    assert not stops(file)


def test_it_ends_after_the_last_day_that_it_names(bureau: Bureau) -> None:
    file = opened(bureau)

    hold(bureau, file, until=NOW.date() + dt.timedelta(days=1))

    assert not stops(file, now=NOW + dt.timedelta(days=1))
    assert stops(file, now=NOW + dt.timedelta(days=2))


def test_what_is_no_hold_on_this_act_now_is_refused_and_nothing_is_kept(bureau: Bureau) -> None:
    file = opened(bureau)
    before = len(register.entries(file))

    for how in (
        {"rule": "no-such-rule"},
        {"rule": "gc3-118-unwilling"},
        {"act": "STAY"},
        {"reason": " "},
    ):
        with pytest.raises(Rejected):
            hold(bureau, file, **how)
    hold(bureau, file)
    with pytest.raises(Rejected):
        hold(bureau, file)
    assert len(register.entries(file)) == before + 1


def test_the_rules_on_a_wish_and_on_a_risk_are_for_no_role(bureau: Bureau) -> None:
    subject = register.outline(opened(bureau)).subject
    absolute = {"wish_against", "risk_found", "wish_not_proved"}
    rules = [rule.id for rule in lawbook.book().rules.values() if rule.findings & absolute]

    may = [release.may(bureau["decider"], rule, subject, purpose="protection") for rule in rules]

    assert len(rules) >= 4
    assert not any(may)


def test_only_a_role_that_the_rule_names_lifts_it(bureau: Bureau) -> None:
    file = opened(bureau)
    subject = register.outline(file).subject

    def may(officer: Officer, purpose: str) -> bool:
        return release.may(officer, RULE, subject, purpose=purpose)

    assert may(bureau["decider"], "protection")
    assert not may(bureau["decider"], "care")
    assert not may(bureau["decider2"], "protection")  # he does not work on this file
    assert not may(bureau["protection"], "protection")
    assert not release.may(bureau["decider"], "no-such-rule", subject, purpose="protection")
    with pytest.raises(Forbidden):
        hold(bureau, file, officer=bureau["protection"], purpose="protection")


def test_a_file_that_he_may_not_know_of_is_not_found(bureau: Bureau) -> None:
    file = opened(bureau)

    with pytest.raises(NotFound):
        hold(bureau, file, officer=bureau["decider2"])
    with pytest.raises(NotFound):
        hold(bureau, "0" * 31 + "1")


def test_a_page_that_is_sent_twice_lifts_once(bureau: Bureau) -> None:
    file = opened(bureau)
    id_ = write.fresh_id()

    first = hold(bureau, file, id_=id_)
    with pytest.raises(Rejected):
        hold(bureau, file, id_=id_)

    assert register.by_id(id_).statements == first.statements
