"""Who may set the office's own values: a name, a reason, an entry of its own, and nothing that no policy may touch."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Forbidden, Rejected
from nansen.office import due, lawbook, policies, prove, read, register, sweep
from nansen.office.due import Urgency
from nansen.office.lawbook import Signature
from nansen.statements.model import Act, Entry
from nansen.statements.values import Instant, Text

pytestmark = pytest.mark.db
ROLES = {
    "registrar": "intake", "interviewer": "protection", "protection": "protection", "tracing": "tracing",
    "auditor": "audit", "medical": "care", "registrar2": "intake", "decider": "legal", "decider2": "legal",
}  # fmt: skip


def changed(bureau: Bureau, name: str = "lead", value: str = "PT36H", reason: str = "Long nights.") -> Entry:
    return policies.change(name, value, reason=reason, officer=bureau["decider"], purpose="legal", now=NOW)


def test_only_who_may_write_the_offices_rules_may_set_policies(bureau: Bureau) -> None:
    allowed = {role for role, purpose in ROLES.items() if policies.may(bureau[role], purpose=purpose)}

    assert allowed == {"decider", "decider2"}
    assert not policies.may(bureau["decider"], purpose="audit")


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"decider", "decider2"}))
def test_who_may_not_set_policies_is_refused_and_nothing_is_kept(bureau: Bureau, role: str) -> None:
    officer, purpose, size = bureau[role], ROLES[role], prove.size()

    with pytest.raises(Forbidden):
        policies.change("lead", "PT36H", reason="Long nights.", officer=officer, purpose=purpose, now=NOW)
    with pytest.raises(Forbidden):
        policies.sign(officer=officer, purpose=purpose, now=NOW)

    assert prove.size() == size
    assert lawbook.profile().value("lead") == "PT24H"


def test_a_change_is_a_decision_on_the_policy_file_under_a_name(bureau: Bureau) -> None:
    entry = changed(bureau)

    kept = register.entry(entry.number or 0)
    assert (kept.file, kept.act, kept.form, kept.by) == (
        lawbook.file(), Act.DECISION, policies.FORM, bureau["decider"].staff,
    )  # fmt: skip
    assert [said.value for said in kept.statements] == [Text("lead"), Text("PT36H"), Text("Long nights.")]


def test_every_role_reads_what_was_changed_by_whom_and_why(bureau: Bureau) -> None:
    entry = changed(bureau)

    for role, purpose in ROLES.items():
        case = read.case(lawbook.file(), officer=bureau[role], purpose=purpose, now=NOW).case
        reason = case.line("policy.reason", case.items("policy")[-1])
        assert reason is not None, role
        assert reason.last is not None, role
        assert (reason.last.statement.value, reason.last.entry) == (Text("Long nights."), entry.number), role


@pytest.mark.parametrize(
    ("name", "value", "reason", "where"),
    [
        ("lead", "PT36H", "", "reason"),
        ("lead", "PT36H", "   ", "reason"),
        ("lead", "PT36H", "x" * 5000, "reason"),
        ("lead", "a while", "Long nights.", "value"),
        ("wish", "PT36H", "Long nights.", "policy"),
    ],
)
def test_a_change_without_reason_or_value_is_refused(
    bureau: Bureau, name: str, value: str, reason: str, where: str
) -> None:
    size = prove.size()

    with pytest.raises(Rejected) as refusal:
        changed(bureau, name, value, reason)

    assert [fault.where for fault in refusal.value.faults] == [where]
    assert prove.size() == size


def test_a_change_that_was_sent_twice_is_kept_once(bureau: Bureau) -> None:
    once = {"reason": "Long nights.", "officer": bureau["decider"], "purpose": "legal", "now": NOW, "id_": "a" * 32}
    first = policies.change("lead", "PT36H", **once)  # type: ignore[arg-type]
    size = prove.size()

    assert policies.change("lead", "PT36H", **once) == first  # type: ignore[arg-type]
    assert prove.size() == size


def test_the_pack_is_signed_under_a_name(bureau: Bureau) -> None:
    entry = policies.sign(officer=bureau["decider"], purpose="legal", now=NOW)

    assert (entry.file, entry.act, entry.by) == (lawbook.file(), Act.DECISION, bureau["decider"].staff)
    assert lawbook.signature() is Signature.SIGNED


def test_no_policy_is_named_for_a_wish_or_a_finding_of_risk_that_it_could_lift() -> None:
    lifting = {rule.id for rule in lawbook.book().rules.values() if rule.findings & {"wish_against", "risk_found"}}

    assert lifting
    assert not any(lawbook.book().rules[rule].overridable or lawbook.book().rules[rule].released_by for rule in lifting)


def test_the_clocks_of_the_board_follow_a_change_at_the_next_sweep(bureau: Bureau) -> None:
    captured = Instant(NOW - dt.timedelta(days=8), NOW - dt.timedelta(days=8))
    forms.opened(bureau["registrar"], "Kim Chol", forms.said("capture.at", captured))
    rule = "gc3-70-capture-card-soonest"
    officer, later = bureau["registrar"], NOW + dt.timedelta(days=1)
    before = due.board(officer=officer, purpose="intake", now=NOW).rules

    changed(bureau, "card_from_capture", "P14D")
    assert list(sweep.run(now=later))

    after = due.board(officer=officer, purpose="intake", now=later).rules
    assert (before.get((rule, Urgency.OVERDUE)), after.get((rule, Urgency.OVERDUE))) == (1, None)
    assert after[rule, Urgency.OPEN] == 1
