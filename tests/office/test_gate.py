"""The law at the door of the office: every decision by two, every message and every closing is asked of it."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Bureau
from tests.office import lines

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.errors import Fault
from nansen.law import rulebook
from nansen.office import decide, gate, register
from nansen.statements import terms

pytestmark = pytest.mark.db
BY = "b" * 32
DECIDED = ("disposition.code = {act} @d", "disposition.destination = KP @d", "disposition.stage = decided @d")
UNWILLING = ("wish.wish = unwilling_to_return @w", "wish.destination = KP @w")


def case(bureau: Bureau, *said: str) -> Case:
    file = lines.kept(bureau["registrar"], "person.surname = Kim", *said).file
    return fold.of(register.entries(file), dictionary=terms.shipped())


def decided(act: str = "EXCH", *more: str) -> list[str]:
    return [*(line.format(act=act) for line in DECIDED), *more]


def of(faults: tuple[Fault, ...]) -> set[str]:
    return {fault.found if fault.where == "disposition" else fault.expected.rpartition(" ")[2] for fault in faults}


def asked(bureau: Bureau, said: list[str], *facts: str) -> set[str]:
    return of(gate.disposition(case(bureau, *facts), lines.said(*said), BY, NOW))


def test_a_decided_way_out_is_asked_of_every_gate_and_of_what_nobody_lifts(bureau: Bureau) -> None:
    found = asked(bureau, decided(), *UNWILLING)

    assert {"gc3-118-unwilling", "policy-wish-proof", "policy-power-unsettled", "policy-fit-to-travel"} <= found
    assert {"stopped: unwilling", "stopped: unproved"} <= found


def test_what_is_only_proposed_or_was_called_off_is_asked_of_nothing(bureau: Bureau) -> None:
    for stage in ("proposed", "cancelled"):
        said = [line.replace("decided", stage) for line in decided()]

        assert asked(bureau, said, *UNWILLING) == set()


def test_a_finding_of_risk_stops_what_is_decided(bureau: Bureau) -> None:
    risk = ("risk.destination = KP @r", "risk.outcome = risk @r")

    assert "stopped: risk" in asked(bureau, decided("REP-MED"), *risk)
    assert "nr-cat-3" in asked(bureau, decided("REP-MED"), *risk)


def test_a_decision_names_one_way_and_at_most_one_place(bureau: Bureau) -> None:
    for said in (
        ["disposition.stage = decided @d"],
        decided("EXCH", "disposition.code = THIRD @d"),
        decided("EXCH", "disposition.destination = RU @d"),
    ):
        assert "none, or several" in asked(bureau, said)


def test_a_stage_that_was_kept_before_and_a_place_that_is_signed_now_are_one_decision(bureau: Bureau) -> None:
    whole = case(bureau, "disposition.code = EXCH @d", "disposition.stage = decided @d", *UNWILLING)
    (item,) = whole.items("disposition")

    said = [
        type(one)(id="", term=one.term, value=one.value, source=one.source, manner=one.manner, item=item)
        for one in lines.said("disposition.destination = KP @d")
    ]

    assert "stopped: unwilling" in of(gate.disposition(whole, said, BY, NOW))
    assert gate.disposition(whole, [], BY, NOW) == ()


def test_nothing_is_decided_under_a_pack_that_the_office_has_not_signed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = type(rulebook.shipped())(**{
        name: getattr(rulebook.shipped(), name) for name in rulebook.shipped().__slots__
    } | {"hash": "0" * 64})  # fmt: skip
    whole = case(bureau)
    monkeypatch.setattr(rulebook, "shipped", lambda: book)

    for faults in (
        gate.disposition(whole, lines.said(*decided()), BY, NOW),
        gate.override(whole, lines.said("override.rule = gc3-118-unwilling @o"), BY, NOW),
    ):
        assert "rule pack" in {fault.where for fault in faults}


@pytest.mark.parametrize(
    "rule", ["gc3-118-unwilling", "nr-cat-3", "policy-wish-proof", "policy-told-him", "no-such-rule"]
)
def test_what_may_not_be_overridden_is_refused(bureau: Bureau, rule: str) -> None:
    said = lines.said(f"override.rule = {rule} @o", "override.act = EXCH @o", "override.destination = KP @o")

    (fault,) = gate.override(case(bureau, *UNWILLING), said, BY, NOW)

    assert (fault.expected, fault.found) == ("a bar that two officials may go past", rule)


def test_a_bar_that_does_not_bite_is_not_overridden(bureau: Bureau) -> None:
    rule = next(rule for rule in rulebook.shipped().rules.values() if rule.overridable and rule.on)
    said = lines.said(f"override.rule = {rule.id} @o", f"override.act = {min(rule.on)} @o")

    (fault,) = gate.override(case(bureau), said, BY, NOW)

    assert fault.found == "one that does not"


def test_an_override_of_nothing_is_refused(bureau: Bureau) -> None:
    (fault,) = gate.override(case(bureau), lines.said("override.ground = He asks for it. @o"), BY, NOW)

    assert fault.found == ""


def test_a_power_is_told_when_it_is_settled_that_it_is_his(bureau: Bureau) -> None:
    said = lines.said("message.to_power = KP @m")
    assessed = ("power.country = KP @p", "power.basis = assessed @p")

    assert "policy-message-power" in of(gate.disclosure(case(bureau), said, BY, NOW))
    assert "policy-message-power" not in of(gate.disclosure(case(bureau, *assessed), said, BY, NOW))
    assert gate.disclosure(case(bureau), lines.said("message.to = cta @m"), BY, NOW) == ()


def test_the_file_of_a_dead_man_is_closed_when_all_is_done_for_him(bureau: Bureau) -> None:
    dead = case(bureau, "capture.at = 2026-02-20", "death.at = 2026-02-25")
    said = lines.said("record.expiry_date = 2066-01-01")

    assert gate.closing(dead, said, BY, NOW) != ()
    assert gate.closing(dead, [], BY, NOW) == ()


def test_a_picture_that_identifies_him_is_not_published_without_its_approval(bureau: Bureau) -> None:
    bare = lines.said("publication.identifies = face @p", "publication.requested_on = 2026-02-28 @p")

    found = of(gate.publication(case(bureau), bare, BY, NOW))

    assert found
    assert all(rule.startswith("gc3-13") for rule in found)
    assert gate.publication(case(bureau), [], BY, NOW) == ()


def test_every_kind_that_the_law_speaks_to_is_asked_before_two_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    checks: dict[str, object] = {}
    monkeypatch.setattr(decide, "CHECKS", checks)

    gate.open_()

    assert checks == {
        "disposition": gate.disposition, "override": gate.override, "publication": gate.publication,
        "closing": gate.closing, "disclosure": gate.disclosure,
    }  # fmt: skip
