"""A soldier of one State with the paper of another (law.md 3.3): told of at once, never handed over as theirs."""

from __future__ import annotations

from tests.law import writing
from tests.law.test_never import proved

from nansen.casefile.model import Case
from nansen.law import bars, duties, never
from nansen.law.acts import REMOVAL
from nansen.law.model import State
from nansen.law.never import Stop

TAKEN = (
    "person.full_name = Ri Chol",
    "person.nationality = KP",
    "capture.at = 2025-01-09",
    "custody.kind = capturing_unit @a",
    "custody.began = 2025-01-09 @a",
    "captive.status_category = undetermined",
    "captive.status_doubt = yes",
    "captive.papers_found = yes",
    "document.kind = military_id @d",
    "document.country = RU @d",
    "document.status = anothers @d",
    "power.country = RU @p",
    "power.basis = documents @p",
    "power.country = KP @q",
    "power.basis = claimed @q",
)
ON_12, ON_13, ON_15, ON_20 = (f"2025-01-{day}T12:00Z" for day in (12, 13, 15, 20))


def message(item: str, to: str, at: str) -> list[str]:
    rows = (
        "type = CAPTURE", f"to = {to}", f"exported_at = {at}", "channel = The way agreed in 2022", f"sent_at = {at}",
        "signature = The bureau", "addressee = Duty officer", "receipt = No. 7",
    )  # fmt: skip
    return [f"message.{row} @{item} recorded {at}" for row in rows]


AGENCY = message("cta", "cta", ON_12)
ASSESSED = [
    f"power.{row} @z recorded {ON_15}" for row in ("country = KP", "basis = assessed", "grounds = He serves there.")
]
HARMLESS = [f"message.{row} @ru recorded {ON_20}" for row in ("type = CAPTURE", "detriment = no", "signature = Bureau")]
HARMFUL = [line.replace("detriment = no", "detriment = yes") for line in HARMLESS]
REASON = [f"message.detriment_note = His family lives there. @ru recorded {ON_20}"]
RISK = [f"risk.{row} @k recorded {ON_20}" for row in ("destination = KP", "outcome = risk", "assessed_on = 2025-01-20")]


def case(*steps: list[str]) -> Case:
    return writing.case([*TAKEN, *(line for step in steps for line in step)])


def stops(whole: Case, act: str, to: str, *, now: str) -> set[str]:
    return {
        block.rule.id
        for block in bars.against(whole, act, destination=to, now=writing.moment(now))
        if block.stops and block.rule.gate in {"", "identity", "risk"}
    }


def duty(whole: Case, rule: str, *, now: str) -> tuple[State, bool]:
    (found,) = [one for one in duties.of(whole, now=writing.moment(now)) if one.rule.id == rule]
    return found.state, found.late


def test_the_agency_is_told_at_once_whatever_is_not_known_of_his_power() -> None:
    taken = case()

    assert duty(taken, "gc3-122-forward", now=ON_12) == (State.DUE, False)
    assert duty(taken, "gc3-122-forward", now="2025-01-13T00:01Z") == (State.OVERDUE, True)
    assert stops(taken, "message_to_cta", "", now=ON_12) == set()
    assert duty(case(AGENCY), "gc3-122-forward", now=ON_13) == (State.DONE, False)


def test_doubt_about_the_power_is_no_doubt_about_his_status() -> None:
    standing = {block.rule.id for block in bars.standing(case(), now=writing.moment(ON_12))}

    assert {"gc3-5-presume-papers", "gc3-4-status-basis-undetermined"} <= standing
    assert duty(case(), "gc3-5-tribunal", now=ON_12) == (State.OPEN, False)
    assert "gc3-5-presume" not in standing


def test_no_power_is_told_before_his_power_is_assessed_and_detriment_looked_at() -> None:
    held = {"policy-message-power", "policy-message-detriment"}

    assert stops(case(AGENCY), "message_to_power", "RU", now=ON_13) == held
    assert stops(case(AGENCY), "message_to_power", "KP", now=ON_13) == held
    assert duty(case(AGENCY), "gc3-122-forward-power", now=ON_13)[0] is State.NOT_APPLICABLE
    assessed = case(AGENCY, ASSESSED)
    assert stops(assessed, "message_to_power", "KP", now=ON_15) == {"policy-message-detriment"}
    assert duty(assessed, "gc3-122-forward-power", now=ON_15) == (State.OVERDUE, True)
    looked_at = case(AGENCY, ASSESSED, HARMLESS)
    assert stops(looked_at, "message_to_power", "KP", now=ON_20) == set()
    assert stops(looked_at, "message_to_power", "RU", now=ON_20) == {"policy-message-other-power"}


def test_where_harm_is_found_the_power_is_not_told_and_the_agency_still_is() -> None:
    whole = case(ASSESSED, HARMFUL)

    assert "policy-message-harm" in stops(whole, "message_to_power", "KP", now=ON_20)
    assert stops(whole, "message_to_cta", "", now=ON_20) == {"gc3-123-cta-flag"}
    assert stops(case(ASSESSED, HARMFUL, REASON), "message_to_cta", "", now=ON_20) == set()
    assert duty(whole, "gc3-122-forward", now=ON_20)[0] is State.OVERDUE


def test_he_is_never_exchanged_as_the_soldier_of_the_state_whose_paper_he_bore() -> None:
    willing = [*proved("2025-01-21", destination="RU"), *proved("2025-01-29", destination="RU")]

    assert "policy-power-unsettled" in stops(case(), "EXCH", "RU", now=ON_12)
    assert "policy-power-other" in stops(case(ASSESSED), "EXCH", "RU", now=ON_15)
    assert "policy-power-other" in stops(case(ASSESSED, willing), "EXCH", "RU", now="2025-02-01T12:00Z")
    assert "policy-power-other" not in stops(case(ASSESSED), "EXCH", "KP", now=ON_15)


def test_the_power_being_settled_opens_no_way_home_where_risk_is_found() -> None:
    willing = [*proved("2025-01-21"), *proved("2025-01-29")]
    whole = case(AGENCY, ASSESSED, RISK, willing)

    assert "nr-cat-3" in stops(whole, "EXCH", "KP", now="2025-02-01T12:00Z")
    assert {act: never.against(whole, act, destination="KP") for act in REMOVAL if act != "THIRD"} == {
        act: (Stop.RISK,) for act in REMOVAL if act != "THIRD"
    }


def test_a_dispute_about_the_power_closes_again_what_the_assessment_opened() -> None:
    disputed = [f"power.{row} @y recorded {ON_20}" for row in ("country = KP", "basis = disputed")]
    whole = case(AGENCY, ASSESSED, HARMLESS, disputed)

    assert stops(whole, "message_to_power", "KP", now=ON_20) == {"policy-message-power"}
    assert "policy-power-unsettled" in stops(whole, "EXCH", "KP", now=ON_20)
