"""What became of a proposal is what the acts on the file say: another person, the same digest, the same facts."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from nansen.casefile import access, decisions, fold
from nansen.casefile.decisions import Decision, State
from nansen.casefile.grants import Two
from nansen.casefile.model import Case
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import (
    Absence,
    Absent,
    Code,
    Date,
    Instant,
    Name,
    Precision,
    Reference,
    Text,
    Value,
)

FILE, FIRST, OTHER, THIRD = "f" * 32, "a" * 32, "b" * 32, "c" * 32
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
UNTIL = NOW + dt.timedelta(days=7)
UNKNOWN = Absent(Absence.UNKNOWN)


def said(term: str, value: Value, item: str = "", **rest: Any) -> Statement:  # noqa: ANN401
    source = Source(Speaker.OFFICER)
    return Statement(id="", term=term, value=value, source=source, manner=Manner.WRITTEN, item=item, **rest)


def entry(id_: str, *statements: Statement, by: str = THIRD, form: str = "capture", **rest: Any) -> Entry:  # noqa: ANN401
    numbered = tuple(replace(one, id=f"{id_}.{index}") for index, one in enumerate(statements))
    fields: dict[str, Any] = {"file": FILE, "kind": Kind.CAPTIVE, "act": Act.ACT, "purpose": "protection", "at": NOW}
    return Entry(id=id_, by=by, form=form, statements=numbered, **(fields | rest))


def case(*entries: Entry) -> Case:
    numbered = [replace(one, number=number) for number, one in enumerate(entries)]
    return fold.of(numbered, dictionary=terms.shipped())


BORN = entry("e0", said("person.full_name", Name("Kim Chol")))
OVERRIDE = (said("override.rule", Text("gc3-1"), "o"), said("override.ground", Text("He asks for it."), "o"))
BODY = decisions.body("Because.", OVERRIDE)
FACTS = decisions.facts(case(BORN))
DIGEST = decisions.digest(FILE, "override", BODY, rests_on=FACTS, expires_at=UNTIL)
ITEM = "e1/decision"


def step(id_: str, code: str, by: str, **rows: Value) -> Entry:
    values = {**rows, "step": Code(code), "signer": Reference(by)}
    statements = [said(f"decision.{name}", value, "decision") for name, value in values.items()]
    return entry(id_, *statements, by=by, form="decision", act=Act.DECISION)


def proposal(**rows: Value) -> Entry:
    whole: dict[str, Value] = {
        "what": Code("override"), "body": Text(BODY), "digest": Text(DIGEST), "facts": Text(FACTS),
        "expires_at": Instant(UNTIL, UNTIL, Precision.SECOND),
    }  # fmt: skip
    return step("e1", "proposed", FIRST, **(whole | rows))


def signature(by: str = OTHER, id_: str = "e2", digest: str = DIGEST, of: str = ITEM) -> Entry:
    return step(id_, "signed", by, of=Text(of), digest=Text(digest))


def ended(code: str, by: str, id_: str = "e2") -> Entry:
    return step(id_, code, by, of=Text(ITEM))


WAITING = Decision(
    file=FILE,
    item=ITEM,
    what="override",
    ground="Because.",
    statements=OVERRIDE,
    digest=DIGEST,
    facts=FACTS,
    expires_at=UNTIL,
    proposed_by=FIRST,
    proposed_at=NOW,
    purpose="protection",
    entry=1,
)


def test_a_proposal_waits_and_carries_what_will_be_kept() -> None:
    assert decisions.of(case(BORN, proposal())) == (WAITING,)
    assert decisions.of(case(BORN)) == ()


@pytest.mark.parametrize(
    ("end", "state", "by"),
    [
        (signature(), State.SIGNED, OTHER),
        (ended("refused", OTHER), State.REFUSED, OTHER),
        (ended("withdrawn", FIRST), State.WITHDRAWN, FIRST),
    ],
)
def test_it_ends_once_by_the_right_person(end: Entry, state: State, by: str) -> None:
    later = ended("refused", THIRD, "e3")

    found = decisions.of(case(BORN, proposal(), end, later))

    assert found == (replace(WAITING, state=state, ended_by=by, ended_at=NOW, ended=2),)


@pytest.mark.parametrize(
    "end",
    [
        signature(by=FIRST),
        signature(digest="0" * 64),
        signature(of="e9/decision"),
        ended("refused", FIRST),
        ended("withdrawn", OTHER),
        step("e2", "proposed", OTHER, of=Text(ITEM)),
    ],
    ids=["by himself", "of other bytes", "of another proposal", "refused by himself", "withdrawn by another", "no end"],
)
def test_what_is_no_second_signature_ends_nothing(end: Entry) -> None:
    assert decisions.of(case(BORN, proposal(), end))[0] == WAITING


def test_it_lapses_in_the_second_that_it_names() -> None:
    whole = case(BORN, proposal())

    assert decisions.pending(whole, UNTIL - dt.timedelta(seconds=1)) == (WAITING,)
    assert decisions.pending(whole, UNTIL) == (replace(WAITING, state=State.EXPIRED),)
    assert decisions.pending(case(BORN, proposal(), signature()), UNTIL)[0].state is State.SIGNED


@pytest.mark.parametrize(
    "fact",
    [
        entry("e2", said("wish.wish", Code("unwilling_to_return"), "w")),
        entry("e2", said("person.full_name", Name("Kim Chul"), replaces="e0.0")),
        entry("e2", said("person.full_name", Name("Kim"), text="No.", withdraws="e0.0")),
    ],
    ids=["a wish", "a replacement", "a withdrawal"],
)
def test_a_changed_fact_voids_it_but_not_what_was_signed_before(fact: Entry) -> None:
    assert decisions.of(case(BORN, proposal(), fact)) == (replace(WAITING, state=State.VOID),)
    later = replace(fact, id="e3", statements=tuple(replace(one, id="e3.0") for one in fact.statements))
    assert decisions.of(case(BORN, proposal(), signature(), later))[0].state is State.SIGNED


def test_reads_decisions_overrides_and_assignments_void_nothing() -> None:
    between = [
        entry("e2", act=Act.READ, form="read:case"),
        replace(proposal(), id="e3", statements=()),
        entry("e4", *OVERRIDE, form="decision"),
        entry("e5", said("release.rule", Text("gc3-2"), "r"), form="release"),
        entry("e6", said("staff.assigned", Reference(THIRD))),
    ]

    assert decisions.of(case(BORN, proposal(), *between)) == (WAITING,)


ALTERED: dict[str, dict[str, Value]] = {
    "another body": {"body": Text(BODY.replace("asks", "begs"))},
    "another kind": {"what": Code("closing")},
    "other facts": {"facts": Text("0" * 64)},
    "another digest": {"digest": Text("0" * 64)},
    "a later end": {"expires_at": Instant(UNTIL + dt.timedelta(days=1), UNTIL + dt.timedelta(days=1))},
    "no end": {"expires_at": UNKNOWN},
    "no body": {"body": UNKNOWN},
    "no kind": {"what": UNKNOWN},
}


@pytest.mark.parametrize("rows", ALTERED.values(), ids=ALTERED)
def test_what_does_not_agree_with_its_digest_is_void_and_says_nothing(rows: dict[str, Value]) -> None:
    (found,) = decisions.of(case(BORN, proposal(**rows)))

    assert (found.state, found.statements, found.ground) == (State.VOID, (), "")
    assert decisions.of(case(BORN, proposal(**rows), signature()))[0].state is State.VOID


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"ground":"g"}', '{"ground":"g","statements":[{"term":1}]}'])
def test_a_body_that_is_none_is_void_though_its_digest_is_right(text: str) -> None:
    right = decisions.digest(FILE, "override", text, rests_on=FACTS, expires_at=UNTIL)

    assert decisions.of(case(BORN, proposal(body=Text(text), digest=Text(right))))[0].state is State.VOID


def test_the_digest_is_what_the_guide_says() -> None:
    told = json.dumps(
        [FILE, "override", BODY, FACTS, "2026-03-08T12:00:00Z"], ensure_ascii=False, separators=(",", ":")
    )

    assert hashlib.sha256(b"nansen|decision|1|digest\n" + told.encode()).hexdigest() == DIGEST


def test_a_file_is_part_of_the_digest() -> None:
    assert decisions.digest(THIRD, "override", BODY, rests_on=FACTS, expires_at=UNTIL) != DIGEST


def test_what_another_act_says_of_a_proposal_counts_for_nothing() -> None:
    forged = entry("e2", said("decision.body", Text(BODY + " "), ITEM), said("decision.what", Code("role"), ITEM))
    other = replace(forged, form="decision", act=Act.DECISION)

    assert decisions.of(case(BORN, proposal(), forged)) == (WAITING,)
    assert decisions.of(case(BORN, proposal(), other)) == (WAITING,)


def test_an_item_without_a_step_is_no_proposal() -> None:
    bare = entry("e1", said("decision.what", Code("override"), "decision"), form="decision")
    unknown = entry("e1", said("decision.step", UNKNOWN, "decision"), form="decision")

    assert decisions.of(case(BORN, bare)) == decisions.of(case(BORN, unknown)) == ()


@pytest.mark.parametrize(
    ("term", "value", "two"),
    [
        ("staff.role", Code("decider"), True),
        ("staff.role", UNKNOWN, True),
        ("staff.closed_on", UNKNOWN, True),
        ("captive.closed_on", UNKNOWN, True),
        ("publication.approver", Text("A. Orlan"), True),
        ("override.rule", Text("gc3-1"), True),
        ("decision.step", Code("signed"), True),
        ("disposition.stage", Code("decided"), True),
        ("disposition.stage", Code("carried_out"), True),
        ("disposition.stage", Code("proposed"), False),
        ("disposition.stage", UNKNOWN, False),
        ("person.full_name", Name("Kim Chol"), False),
    ],
)
def test_what_only_two_may_say(term: str, value: Value, two: bool) -> None:
    one = said(term, value)

    assert access.by_two(one) is two
    assert access.needs_two(entry("e1", BORN.statements[0], one)) is two


OFFERED = entry("d0", *(said(f"disposition.{name}", Code(code), "d") for name, code in (("code", "EXCH"),)))
DECIDED = entry("d1", said("disposition.stage", Code("decided"), "d0/d"), form="decision")


@pytest.mark.parametrize(
    ("statement", "changes"),
    [
        (said("disposition.stage", Code("proposed"), "d0/d", replaces="d1.0"), True),
        (said("disposition.stage", UNKNOWN, "d0/d", withdraws="d1.0"), True),
        (said("disposition.code", Code("THIRD"), "d0/d", replaces="d0.0"), True),
        (said("disposition.destination", Code("KR"), "d0/d"), True),
        (said("disposition.destination", Code("KR"), "new"), False),
        (said("disposition.told_him_on", Date(NOW.date(), NOW.date()), "d0/d"), False),
        (said("person.full_name", Name("Kim"), withdraws="e0.0"), False),
        (said("person.full_name", Name("Kim"), withdraws="e9.0"), False),
    ],
)
def test_one_person_does_not_change_what_two_have_signed(statement: Statement, changes: bool) -> None:
    done, rules = entry("e7", statement), access.shipped()

    assert list(decisions.settled(case(BORN, OFFERED, DECIDED), done, rules=rules)) == [0] * changes


def test_before_the_two_have_signed_and_after_they_took_it_back_one_may_change_it() -> None:
    done, rules = entry("e7", said("disposition.code", Code("THIRD"), "d0/d", replaces="d0.0")), access.shipped()
    back = entry("d2", said("disposition.stage", UNKNOWN, "d0/d", withdraws="d1.0"), form="decision")

    assert list(decisions.settled(case(BORN, OFFERED), done, rules=rules)) == []
    assert list(decisions.settled(case(BORN, OFFERED, DECIDED, back), done, rules=rules)) == []


def test_the_shipped_table_fits_the_dictionary_and_no_form_carries_a_decision() -> None:
    rules, dictionary = access.shipped(), terms.shipped()

    assert rules.two.keys() <= set(dictionary.lists["decision_what"].labels)
    known = {*dictionary.by_name, *dictionary.by_group}
    assert frozenset().union(*(two.terms | two.fixed for two in rules.two.values())) <= known
    assert f"record:{decisions.FORM}" not in rules.actions
    assert rules.two["role"] == Two(
        propose=frozenset({"appoint"}),
        sign=frozenset({"appoint"}),
        terms=frozenset({"staff.role"}),
        each=frozenset({"custodian", "administrator"}),
    )


def test_every_term_that_needs_two_has_a_kind_of_decision() -> None:
    by_two = [term for term in terms.shipped().by_name.values() if access.by_two(said(term.name, UNKNOWN))]
    signed = frozenset().union(*(two.terms for two in access.shipped().two.values()))

    assert [term.name for term in by_two if term.group != "decision" and not {term.name, term.group} & signed] == []
    assert {term.group for term in by_two} == {"captive", "publication", "staff", "decision", "override"}
