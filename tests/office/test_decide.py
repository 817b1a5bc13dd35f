"""Two different people, the same bytes, the same facts: else nothing that needs both is in any case."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import hypothesis
import pytest
from django.db import connection
from hypothesis import strategies as st
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.casefile import fold
from nansen.casefile.decisions import Decision, State
from nansen.casefile.model import Case, Officer
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.office import assign, check, decide, index, install, load, read, rebuild, register, seats, write
from nansen.statements import canonical, terms
from nansen.statements.model import Act, Entry, Sensitivity, Statement
from nansen.statements.values import Attachment, Code, Date, Text, Value

pytestmark = pytest.mark.db
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)
Registers = Callable[[], AbstractContextManager[Bureau]]


@pytest.fixture(autouse=True)
def _before_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the law out: what two sign is tested here by itself, what the law holds against it in test_gate."""
    monkeypatch.setattr(decide, "CHECKS", {})


def override(rule: str = "gc3-109-wounded") -> list[Statement]:
    """Return what is kept where two people override a bar."""
    return [
        forms.said("override.rule", Text(rule), item="o"),
        forms.said("override.destination", Code("KR"), item="o"),
        forms.said("override.ground", Text("His doctor and he want it."), item="o"),
    ]


def opened(bureau: Bureau, *to: str) -> str:
    """Return a file of a captive that these officers work on; without names, both deciders."""
    file = forms.opened(bureau["registrar"], "Kim Chol").file
    for role in to or ("decider", "decider2"):
        give(bureau, file, role)
    return file


def give(bureau: Bureau, file: str, role: str) -> None:
    assign.assign(file, bureau[role].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
    bureau.officers = bureau.officers | {role: read.staff(bureau[role].staff)}


def appointed(bureau: Bureau, *roles: str) -> None:
    """Open staff files that were there from the founding."""
    for role in roles:
        (kept,) = write.keep([install._appointment(f"Mx {role}", role, "north", (), now=NOW)])
        bureau.officers = bureau.officers | {role: read.staff(kept.file)}


def propose(
    bureau: Bureau,
    file: str,
    *said: Statement,
    what: str = "override",
    by: str = "decider",
    **rest: Any,  # noqa: ANN401
) -> Entry:
    rest = dict[str, Any](ground="Because.", purpose="protection", now=NOW) | rest
    return decide.propose(file, what, said or override(), officer=bureau[by], **rest)


def sign(bureau: Bureau, file: str, proposal: Entry, *, by: str = "decider2", **rest: Any) -> Entry:  # noqa: ANN401
    rest = dict[str, Any](purpose="protection", now=NOW, digest=value(proposal, "digest")) | rest
    return decide.sign(file, item(proposal), officer=bureau[by], **rest)


def item(proposal: Entry) -> str:
    return f"{proposal.id}/decision"


def value(entry: Entry, name: str) -> str:
    return next((one.value.text for one in entry.statements if one.term == f"decision.{name}"), "")  # type: ignore[union-attr]


def case(file: str) -> Case:
    return fold.of(register.entries(file), dictionary=terms.shipped())


def states(file: str, now: dt.datetime = NOW) -> list[State]:
    return [one.state for one in decide.pending(case(file), now)]


def wish(bureau: Bureau, file: str) -> Entry:
    """Record a wish of the man by a third officer."""
    entry = forms.capture(
        bureau["protection"], *forms.wish("unwilling_to_return"), file=file, form="wish", purpose="protection"
    )
    (kept,) = write.record(entry, officer=bureau["protection"])
    return kept


def bare(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    return [canonical.statement_out(one) for one in statements]


def test_what_one_proposed_and_another_signed_is_kept_in_one_entry(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    assert [term for _, term in case(file).lines if term.startswith("override.")] == []

    signed = sign(bureau, file, proposal)

    own = [one for one in signed.statements if one.term.startswith("decision.")]
    assert {one.term: one.value for one in own} == {
        "decision.of": Text(item(proposal)),
        "decision.digest": Text(value(proposal, "digest")),
        "decision.step": Code("signed"),
        "decision.signer": own[-1].value,
    }
    assert (signed.act, signed.form, signed.by) == (Act.DECISION, "decision", bureau["decider2"].staff)
    assert bare(signed.statements[len(own) :]) == bare(override())
    assert states(file) == [State.SIGNED]
    assert rebuild.difference() == []
    assert check.ledger().faults == ()


def test_a_reader_sees_what_waits_with_what_it_says(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    shown = read.case(file, officer=bureau["decider2"], purpose="protection", now=NOW).case

    (found,) = decide.pending(shown, NOW)

    assert found == Decision(
        file=file,
        item=item(proposal),
        what="override",
        ground="Because.",
        statements=tuple(override()),
        digest=value(proposal, "digest"),
        facts=value(proposal, "facts"),
        expires_at=NOW + WEEK,
        proposed_by=bureau["decider"].staff,
        proposed_at=NOW,
        purpose="protection",
        entry=proposal.number,
    )
    blind = read.case(file, officer=bureau["registrar"], purpose="intake", now=NOW).case
    assert decide.pending(blind, NOW) == ()


def test_the_same_person_never_signs_twice_under_whatever_name(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    bureau.officers = bureau.officers | {"again": replace(bureau["decider"], label="Another Name")}
    seats.open_(bureau["decider"], username="first", password="night-watch-and-lamp")

    for by in ("decider", "again"):
        with pytest.raises(Forbidden, match="another person"):
            sign(bureau, file, proposal, by=by)
        with pytest.raises(Forbidden, match="another person refuses"):
            decide.refuse(file, item(proposal), officer=bureau[by], purpose="protection", now=NOW, reason="No.")
    assert states(file) == [State.WAITING]


def test_other_bytes_than_those_that_are_kept_are_not_signed(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal, other = propose(bureau, file), propose(bureau, file, *override("gc3-118"))

    for digest in ("", "0" * 64, value(other, "digest"), value(proposal, "digest").upper()):
        with pytest.raises(Rejected, match="digest: expected that of the proposal"):
            sign(bureau, file, proposal, digest=digest)


def test_a_wish_that_a_third_officer_writes_between_the_two_voids_the_proposal(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    wish(bureau, file)

    with pytest.raises(Rejected, match="one whose facts have changed"):
        sign(bureau, file, proposal)

    assert states(file) == [State.VOID]
    assert sign(bureau, file, propose(bureau, file)).number


def test_a_reading_an_assignment_and_another_proposal_void_nothing(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    read.case(file, officer=bureau["decider2"], purpose="protection", now=NOW)
    give(bureau, file, "medical")
    other = propose(bureau, file, *override("gc3-118"), by="decider2")

    assert sign(bureau, file, other, by="decider").number
    assert sign(bureau, file, proposal).number


def test_a_proposal_lapses_to_the_second(bureau: Bureau) -> None:
    file = opened(bureau)
    early, late = propose(bureau, file), propose(bureau, file, *override("gc3-118"), expires=dt.timedelta(hours=72))

    with pytest.raises(Rejected, match="one that is expired"):
        sign(bureau, file, late, now=NOW + dt.timedelta(hours=72))
    assert sign(bureau, file, late, now=NOW + dt.timedelta(hours=72) - SECOND).number
    assert states(file, NOW + WEEK - SECOND) == [State.WAITING, State.SIGNED]
    with pytest.raises(Rejected, match="one that is expired"):
        sign(bureau, file, early, now=NOW + WEEK)


def test_what_has_ended_is_not_signed_refused_or_withdrawn_again(bureau: Bureau) -> None:
    file = opened(bureau)
    by = {"officer": bureau["decider2"], "purpose": "protection", "now": NOW}
    mine = {"officer": bureau["decider"], "purpose": "protection", "now": NOW}
    signed, refused, withdrawn = (propose(bureau, file, *override(f"rule-{turn}")) for turn in range(3))
    sign(bureau, file, signed)
    no = decide.refuse(file, item(refused), reason="He has changed his mind.", **by)  # type: ignore[arg-type]
    decide.withdraw(file, item(withdrawn), **mine)  # type: ignore[arg-type]

    assert no.reason == "He has changed his mind."
    assert states(file) == [State.SIGNED, State.REFUSED, State.WITHDRAWN]
    for proposal, found in ((signed, "signed"), (refused, "refused"), (withdrawn, "withdrawn")):
        with pytest.raises(Rejected, match=f"found one that is {found}"):
            sign(bureau, file, proposal)
        with pytest.raises(Rejected, match=f"found one that is {found}"):
            decide.refuse(file, item(proposal), reason="No.", **by)  # type: ignore[arg-type]
        with pytest.raises(Rejected, match=f"found one that is {found}"):
            decide.withdraw(file, item(proposal), **mine)  # type: ignore[arg-type]


def test_only_who_proposed_it_takes_it_back_and_a_refusal_has_its_reason(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)

    with pytest.raises(Forbidden, match="takes it back"):
        decide.withdraw(file, item(proposal), officer=bureau["decider2"], purpose="protection", now=NOW)
    with pytest.raises(Rejected, match="reason"):
        decide.refuse(file, item(proposal), officer=bureau["decider2"], purpose="protection", now=NOW, reason=" ")


def test_who_may_not_decide_neither_proposes_nor_signs(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)

    for by, purpose, error in (
        ("protection", "protection", Forbidden),
        ("registrar", "intake", Forbidden),
        ("decider2", "care", NotFound),
        ("registrar2", "intake", NotFound),
    ):
        with pytest.raises(error):
            propose(bureau, file, by=by, purpose=purpose)
        with pytest.raises(error):
            sign(bureau, file, proposal, by=by, purpose=purpose)
        with pytest.raises(error):
            decide.refuse(file, item(proposal), officer=bureau[by], purpose=purpose, now=NOW, reason="No.")


def test_what_is_not_there_is_not_found(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)

    with pytest.raises(NotFound, match="no such file"):
        propose(bureau, "0" * 32)
    with pytest.raises(NotFound, match="no such proposal"):
        decide.sign(file, f"{'0' * 32}/decision", "", officer=bureau["decider2"], purpose="protection", now=NOW)
    other = opened(bureau)
    with pytest.raises(NotFound, match="no such proposal"):
        sign(bureau, other, proposal)


BY_HAND: dict[str, tuple[str, str, list[Statement], str]] = {
    "an override": ("decider", "disposition", override(), "captive"),
    "a step of a decision": (
        "decider", "disposition", [forms.said("decision.step", Code("signed"), item="x")], "captive",
    ),
    "an approval": (
        "protection", "publication", [forms.said("publication.approver", Text("Me"), item="p")], "captive",
    ),
    "a closing": (
        "decider", "disposition",
        [forms.said("captive.closed_on", Date(NOW.date(), NOW.date()))], "captive",
    ),
    "a decided disposition": (
        "decider", "disposition", [forms.said("disposition.stage", Code("decided"), item="d")], "captive",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BY_HAND.values(), ids=BY_HAND)
def test_no_form_and_no_load_writes_what_two_sign(bureau: Bureau, what: tuple[str, str, list[Statement], str]) -> None:
    by, form, said, _ = what
    file = opened(bureau)
    before = register.entries(file)

    with pytest.raises(Forbidden, match="two different people"):
        write.record(forms.capture(bureau[by], *said, file=file, form=form, purpose="protection"), officer=bureau[by])
    one = said[0]
    line = {
        "key": "k", "file": "f", "kind": "captive", "form": form,
        "statements": [{
            "term": one.term, "value": getattr(one.value, "text", getattr(one.value, "code", "2026-03-01")),
            "speaker": "officer", "manner": "written", "item": one.item,
        }],
    }  # fmt: skip
    with pytest.raises(Rejected, match="an act of this officer's role"):
        load.lines([json.dumps(line)], officer=bureau[by], purpose="protection", now=NOW)
    assert register.entries(file) == before


def test_one_person_does_not_change_where_to_after_two_decided_it(bureau: Bureau) -> None:
    file = opened(bureau)
    where = [
        forms.said("disposition.code", Code("THIRD"), item="d"),
        forms.said("disposition.destination", Code("KR"), item="d"),
        forms.said("disposition.stage", Code("decided"), item="d"),
    ]
    signed = sign(bureau, file, propose(bureau, file, *where, what="disposition"))

    def say(term: str, value: Value) -> None:
        one = forms.said(term, value, item=f"{signed.id}/d")
        entry = forms.capture(bureau["decider"], one, file=file, form="disposition", purpose="protection")
        write.record(entry, officer=bureau["decider"])

    with pytest.raises(Rejected, match="two different people, who signed this"):
        say("disposition.destination", Code("KP"))
    say("disposition.told_him_on", Date(NOW.date(), NOW.date()))


WRONG: dict[str, tuple[str, list[Statement], str]] = {
    "nothing": ("override", [], "statements: expected at least one"),
    "of another kind": ("closing", override(), "statement 0: expected a term of a decision of the kind closing"),
    "an unknown term": ("override", [forms.said("override.x", Text("x"), item="o")], "statement 0: expected a term"),
    "a step of its own": (
        "override", [forms.said("decision.step", Code("signed"), item="x")], "statement 0: expected a term",
    ),
    "too secret": (
        "publication",
        [forms.said("publication.picture", Attachment("a" * 32, "image/png", 1), item="p")],
        r"statement 0, publication.picture: expected a term of at most S3",
    ),
    "a wrong value": ("override", [forms.said("override.act", Code("DANCE"), item="o")], r"override.act"),
    "an unknown kind": ("coronation", override(), "a kind of decision that two people may make"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_could_not_be_kept_when_signed_is_not_proposed(
    bureau: Bureau, wrong: tuple[str, list[Statement], str]
) -> None:
    what, said, told = wrong
    file, by = opened(bureau), "protection" if what == "publication" else "decider"
    assert terms.shipped().term("decision.body").sensitivity is Sensitivity.S3

    with pytest.raises(Rejected, match=told):
        decide.propose(file, what, said, ground="g", officer=bureau[by], purpose="protection", now=NOW)

    assert states(file) == []


def test_a_proposal_has_its_ground_and_an_end_that_lies_ahead(bureau: Bureau) -> None:
    file = opened(bureau)

    with pytest.raises(Rejected, match="ground"):
        propose(bureau, file, ground=" ")
    with pytest.raises(Rejected, match="expires"):
        propose(bureau, file, expires=dt.timedelta())


def test_nobody_signs_what_he_may_not_see(bureau: Bureau) -> None:
    file = opened(bureau, "decider")
    message = [forms.said("message.to_power", Code("KR"), item="m")]
    approval = [forms.said("publication.approver", Text("Two"), item="p")]

    assert propose(bureau, file, *message, what="disclosure", by="tracing", purpose="notification").number
    with pytest.raises(Forbidden, match="may not see"):
        propose(bureau, file, *approval, what="disclosure", by="tracing", purpose="notification")


def test_a_page_that_is_sent_twice_is_one_proposal(bureau: Bureau) -> None:
    file = opened(bureau)
    propose(bureau, file, id_="1" * 32)

    with pytest.raises(Rejected, match="entry: expected one that is not kept yet"):
        propose(bureau, file, id_="1" * 32)
    assert states(file) == [State.WAITING]


@pytest.fixture
def against() -> Iterator[list[int]]:
    """A law that asks to be counted, and is against it from the second time on."""
    asked: list[int] = []

    def held(found: Case, said: tuple[Statement, ...], by: str, now: dt.datetime) -> tuple[Fault, ...]:
        asked.append(len(said))
        return (Fault("wish", "a wish that fits", "none"),) if len(asked) > 1 else ()

    decide.CHECKS["closing"] = held
    yield asked
    del decide.CHECKS["closing"]


def test_the_checks_are_asked_at_the_proposal_and_at_the_signature(bureau: Bureau, against: list[int]) -> None:
    file = opened(bureau)
    closing = forms.said("captive.closed_on", Date(NOW.date(), NOW.date()))
    proposal = propose(bureau, file, closing, what="closing")

    with pytest.raises(Rejected, match="wish: expected a wish that fits"):
        sign(bureau, file, proposal)
    with pytest.raises(Rejected, match="wish: expected a wish that fits"):
        propose(bureau, file, closing, what="closing")
    assert (against, states(file)) == ([1, 1, 1], [State.WAITING])


def test_a_wish_that_comes_between_the_check_and_the_signature_voids_it_too(bureau: Bureau) -> None:
    file = opened(bureau)
    closing = forms.said("captive.closed_on", Date(NOW.date(), NOW.date()))
    proposal = propose(bureau, file, closing, what="closing")
    written: list[Entry] = []

    def slow(found: Case, said: tuple[Statement, ...], by: str, now: dt.datetime) -> tuple[Fault, ...]:
        if not written:
            written.append(wish(bureau, file))
        return ()

    decide.CHECKS["closing"] = slow
    try:
        with pytest.raises(Rejected, match="facts have changed"):
            sign(bureau, file, proposal)
    finally:
        del decide.CHECKS["closing"]
    assert ("", "captive.closed_on") not in case(file).lines


def test_a_role_is_granted_by_a_custodian_and_an_administrator(bureau: Bureau) -> None:
    appointed(bureau, "custodian", "administrator")
    staff, role = bureau["registrar"].staff, forms.said("staff.role", Code("tracing"))
    rest = {"what": "role", "purpose": "administration"}

    proposal = propose(bureau, staff, role, by="administrator", **rest)
    assert read.staff(staff).roles == {"registrar"}
    sign(bureau, staff, proposal, by="custodian", purpose="administration")

    assert read.staff(staff).roles == {"registrar", "tracing"}
    assert rebuild.difference() == []


def test_two_administrators_grant_nothing_and_nobody_decides_on_himself(bureau: Bureau) -> None:
    appointed(bureau, "administrator")
    bureau.officers = bureau.officers | {"first": bureau["administrator"]}
    appointed(bureau, "administrator", "custodian")
    staff, role = bureau["registrar"].staff, forms.said("staff.role", Code("tracing"))
    rest = {"what": "role", "purpose": "administration"}
    proposal = propose(bureau, staff, role, by="first", **rest)

    with pytest.raises(Forbidden, match="one is administrator and one is custodian"):
        sign(bureau, staff, proposal, by="administrator", purpose="administration")
    with pytest.raises(Forbidden, match="own staff file"):
        propose(bureau, bureau["custodian"].staff, role, by="custodian", **rest)
    own = propose(bureau, bureau["custodian"].staff, role, by="first", **rest)
    with pytest.raises(Forbidden, match="own staff file"):
        sign(bureau, bureau["custodian"].staff, own, by="custodian", purpose="administration")


def test_a_seat_that_two_have_closed_signs_in_no_more_and_signs_nothing(bureau: Bureau) -> None:
    appointed(bureau, "custodian", "administrator")
    token = seats.open_(bureau["decider"], username="orlan", password="night-watch-and-lamp")
    file = opened(bureau)
    left = propose(bureau, file)
    other = propose(bureau, file, *override("gc3-118"), by="decider2")
    staff = bureau["decider"].staff
    rest = {"what": "seat", "purpose": "administration"}
    closing = propose(
        bureau, staff, forms.said("staff.closed_on", Date(NOW.date(), NOW.date())), by="custodian", **rest
    )
    assert seats.of_token("orlan", token).staff == staff

    signed = sign(bureau, staff, closing, by="administrator", purpose="administration")

    with pytest.raises(Forbidden, match="no officer of that name"):
        seats.of_token("orlan", token)
    with pytest.raises(NotFound, match="no seat"):
        seats.of_account(1)
    with pytest.raises(Rejected, match="one who may still make it"):
        sign(bureau, file, left)
    with pytest.raises(Forbidden):
        sign(bureau, file, other, by="decider")
    back = forms.said(
        "staff.closed_on", Date(NOW.date(), NOW.date()), withdraws=signed.statements[-1].id, text="He is back."
    )
    sign(
        bureau,
        staff,
        propose(bureau, staff, back, by="administrator", **rest),
        by="custodian",
        purpose="administration",
    )
    assert seats.of_token("orlan", token).staff == staff


def test_a_proposal_of_one_whose_file_was_taken_from_him_is_not_signed(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    assign.take_back(file, bureau["decider"].staff, officer=bureau["registrar"], purpose="intake", now=NOW)

    with pytest.raises(Rejected, match="one who may still make it"):
        sign(bureau, file, proposal)


def test_of_many_signers_at_one_moment_one_is_kept(bureau: Bureau) -> None:
    file = opened(bureau)
    proposal = propose(bureau, file)
    appointed(bureau, "custodian")
    others = [bureau["decider2"]]
    for turn in range(3):
        appointed(bureau, "decider")
        bureau.officers = bureau.officers | {f"more{turn}": bureau["decider"]}
        give(bureau, file, f"more{turn}")
        others.append(bureau[f"more{turn}"])

    answers = at_once([(officer, file, proposal) for officer in others])

    assert sorted(answers) == ["kept", *["one that is signed"] * (len(others) - 1)]
    assert [one.act for one in register.entries(file)].count(Act.DECISION) == 2
    assert states(file) == [State.SIGNED]
    assert check.ledger().faults == ()
    assert rebuild.difference() == []


def at_once(wanted: list[tuple[Officer, str, Entry]]) -> list[str]:
    """Let these officers sign in processes of their own at one moment and return what each was told."""
    connection.close()
    index.close()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(len(wanted)), context.Queue()

    def work(officer: Officer, file: str, proposal: Entry) -> None:
        barrier.wait()
        try:
            decide.sign(file, item(proposal), value(proposal, "digest"), officer=officer, purpose="protection", now=NOW)
            answers.put("kept")
        except Rejected as refusal:
            answers.put(refusal.faults[0].found)
        connection.close()

    processes = [context.Process(target=work, args=row) for row in wanted]
    for process in processes:
        process.start()
    told = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    return told


OFFICERS = ("decider", "decider2", "decider", "decider2", "protection", "registrar")
STEPS = st.tuples(
    st.sampled_from(["sign", "propose", "sign", "refuse", "withdraw", "wish", "form"]),
    st.sampled_from(OFFICERS),
    st.integers(0, 2),
    st.sampled_from(["its own", "its own", "its own", "another's"]),
    st.sampled_from([0, 0, 0, 8]),
)


@hypothesis.settings(max_examples=60)
@hypothesis.given(steps=st.lists(STEPS, min_size=1, max_size=12))
def test_no_history_brings_in_what_two_did_not_sign(
    steps: list[tuple[str, str, int, str, int]], registers: Registers
) -> None:
    with registers() as bureau:
        file = opened(bureau)
        made = [propose(bureau, file, *override(f"rule-{turn}"), by=OFFICERS[turn]) for turn in range(2)]
        for verb, by, which, whose, days in steps:
            shown = value(made[which if whose == "its own" else which - 1], "digest") if which < len(made) else ""
            act = {"officer": bureau[by], "purpose": "intake" if by == "registrar" else "protection"}
            try:
                if done := _done(bureau, file, made[which:], shown, verb=verb, days=days, act=act):
                    made.append(done)
            except (Rejected, Forbidden, NotFound):
                continue

        _assert_two_signed(register.entries(file))


def _done(
    bureau: Bureau, file: str, made: list[Entry], shown: str, *, verb: str, days: int, act: dict[str, Any]
) -> Entry | None:
    """Do one step of a history on the first of these proposals; return a new one."""
    now, of = NOW + dt.timedelta(days=days), item(made[0]) if made else ""
    if verb == "propose":
        return decide.propose(file, "override", override("more"), ground="Because.", now=now, **act)
    if verb == "wish":
        wish(bureau, file)
    elif verb == "form":
        entry = forms.capture(act["officer"], *override(), file=file, form="disposition", purpose=act["purpose"])
        write.record(entry, officer=act["officer"])
    elif verb == "sign":
        decide.sign(file, of, shown, now=now, **act)
    elif verb == "refuse":
        decide.refuse(file, of, now=now, reason="No.", **act)
    else:
        decide.withdraw(file, of, now=now, **act)
    return None


def _assert_two_signed(entries: Sequence[Entry]) -> None:
    """Check by the entries alone, without the fold: who signed what, and that it is what is kept."""
    proposals = {item(one): one for one in entries if value(one, "body")}
    used: list[str] = []
    for entry in entries:
        said = [one for one in entry.statements if one.term.startswith("override.")]
        if not said:
            continue
        of = value(entry, "of")
        first = proposals[of]
        used.append(of)
        assert entry.act is first.act is Act.DECISION
        assert entry.by != first.by
        assert value(entry, "digest") == value(first, "digest") != ""
        assert bare(said) == json.loads(value(first, "body"))["statements"]
        between = [one for one in entries if (first.number or 0) < (one.number or 0) < (entry.number or 0)]
        assert not any(one.form == "wish" for one in between)
        assert entry.at < first.at + WEEK
    assert len(used) == len(set(used))


def test_what_a_body_says_comes_back_whole(bureau: Bureau) -> None:
    file = opened(bureau)
    said = forms.said(
        "disposition.ground", Text("Він так хоче — 그가 원한다."), item="d", words="He himself", text="Так.", lang="uk"
    )
    rest = forms.said("disposition.stage", Code("decided"), item="d")

    signed = sign(bureau, file, propose(bureau, file, said, rest, what="disposition"))

    assert bare(signed.statements[-2:]) == bare([said, rest])
