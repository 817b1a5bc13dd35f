"""Sending: to the Agency by one, to a Power by two, never unsigned, and sent only when somebody says that it went."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms
from tests.office.forms import said

from nansen.casefile import fold
from nansen.casefile.model import Case, Officer
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.formats.messages import signed
from nansen.formats.messages.model import Address, Detriment, To
from nansen.office import assign, decide, despatch, keys, read, register, send, write
from nansen.office.despatch import Prepared
from nansen.statements import terms
from nansen.statements.model import Act, Kind
from nansen.statements.values import Code, Instant, Precision, Text

pytestmark = pytest.mark.db

LATER = NOW + dt.timedelta(hours=2)
HARM = Detriment(flag=True, note="His family lives there.")
WORK: dict[str, Any] = {"purpose": "notification", "now": NOW}
MORE = (
    said("service.rank", Text("Private")),
    said("power.country", Code("KP"), item="p"),
    said("power.basis", Code("assessed"), item="p"),
)


def free(case: Case, act: str, destination: str) -> tuple[Fault, ...]:
    """Return nothing against anything."""
    return ()


CTA = Address(To.CTA)
POWER = Address(To.POWER, "KP")


def order(file: str, to: Address = CTA, type_: str = "CAPTURE", **more: Any) -> send.Order:  # noqa: ANN401
    harm = HARM if to.to is To.CTA else None
    return send.Order(
        file=file, type=type_, address=to, conflict="C-1", rule_pack="pack-1", **{"detriment": harm} | more
    )


def held(bureau: Bureau) -> str:
    return forms.opened(bureau["registrar"], "Kim Chol", *MORE).file


def trusted(bureau: Bureau, file: str, role: str) -> Officer:
    """Return an officer to whom the file was assigned."""
    assign.assign(file, bureau[role].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
    return read.staff(bureau[role].staff)


def whole(file: str) -> Case:
    return fold.of(register.entries(file), dictionary=terms.shipped())


def values(file: str, item: str) -> dict[str, object]:
    """Return what stands of a message in its file."""
    return {
        term: line.last.statement.value
        for (held_by, term), line in whole(file).lines.items()
        if held_by == item and line.last
    }


def second(moment: dt.datetime) -> Instant:
    return Instant(moment, moment, Precision.SECOND)


def to_cta(bureau: Bureau, file: str) -> Prepared:
    return send.prepare(order(file), officer=bureau["registrar"], **WORK)


def harmless(bureau: Bureau, file: str) -> Prepared:
    """Tell the Agency, and with it write down that no harm to him is seen: before that no Power is told."""
    return send.prepare(order(file, detriment=Detriment(flag=False)), officer=bureau["registrar"], **WORK)


def decided(bureau: Bureau, file: str, *, type_: str = "CAPTURE") -> tuple[str, Officer]:
    """Return the item that a decision of two brought, and the officer who may carry it out."""
    first, other = trusted(bureau, file, "decider"), trusted(bureau, file, "decider2")
    harmless(bureau, file)
    proposed = send.disclosure(order(file, POWER, type_), gate=free, officer=first, **WORK)
    proposal = decide.propose(file, "disclosure", proposed, ground="His Power asks.", officer=first, **WORK)
    (waiting,) = decide.pending(whole(file), NOW)
    assert waiting.entry == proposal.number
    entry = decide.sign(file, waiting.item, waiting.digest, officer=other, **WORK)
    return f"{entry.id}/message", other


def export(file: str, item: str, officer: Officer, gate: send.Gate = free) -> Prepared:
    return send.export_to_power(file, item, conflict="C-1", rule_pack="pack-1", gate=gate, officer=officer, **WORK)


def test_a_message_to_the_agency_is_written_out_signed_and_kept_by_its_digest(bureau: Bureau) -> None:
    file = held(bureau)

    made = to_cta(bureau, file)

    message = signed.check(made.data, keys.ring().policy_vkey)
    assert (message.type, message.envelope.detriment, message.envelope.id) == ("CAPTURE", HARM, made.entry.id)
    assert made.entry.act is Act.MESSAGE
    assert values(file, made.item) == {
        "message.type": Code("CAPTURE"),
        "message.to": Code("cta"),
        "message.detriment": Code("yes"),
        "message.detriment_note": Text("His family lives there."),
        "message.exported_at": second(NOW),
        "message.document": Text(signed.digest(made.data)),
        "message.signature": Text(made.data.decode().rstrip().split("\n")[-1]),
        "message.seal": Text(message.envelope.seal),
    }
    assert keys.ring().policy_vkey.startswith(message.envelope.seal)


def test_writing_out_leaves_a_read_entry_of_the_file(bureau: Bureau) -> None:
    file = held(bureau)

    made = to_cta(bureau, file)

    before = register.entry((made.entry.number or 0) - 1)
    assert (before.act, before.form, before.shown) == (Act.READ, "read:message", (file,))


def test_what_a_registrar_may_not_see_is_left_out_or_the_message_refused(bureau: Bureau) -> None:
    file = held(bureau)
    doctor = trusted(bureau, file, "decider")

    seen = send.prepare(order(file), officer=doctor, **WORK)

    terms_of = [
        {one.term for one in signed.check(made.data, keys.ring().policy_vkey).payload}
        for made in (to_cta(bureau, file), seen)
    ]
    assert terms_of[1] - terms_of[0] == {"health.state"}
    with pytest.raises(Forbidden, match="You may not see all that this carries"):
        send.prepare(order(file, type_="HEALTH"), officer=bureau["registrar"], **WORK)


def test_who_may_not_know_of_a_file_sends_nothing_on_it(bureau: Bureau) -> None:
    file = held(bureau)

    with pytest.raises(NotFound):
        send.prepare(order(file), officer=bureau["registrar2"], **WORK)
    with pytest.raises(Rejected, match="a type of message"):
        send.prepare(order(file, type_="NEWS"), officer=bureau["registrar"], **WORK)


def test_one_officer_sends_nothing_to_a_power(bureau: Bureau) -> None:
    file = held(bureau)
    one = trusted(bureau, file, "decider")
    made = to_cta(bureau, file)
    before = forms.counts()

    for address in (POWER, Address(To.PROTECTING_POWER, "KP")):
        with pytest.raises(Forbidden, match="by the decision of two"):
            send.prepare(order(file, address), officer=one, **WORK)
    assert forms.counts() == before
    for item in (made.item, "nothing/here", ""):
        with pytest.raises(Forbidden, match="by the decision of two"):
            export(file, item, one)


def test_a_form_that_says_it_was_decided_is_no_decision(bureau: Bureau) -> None:
    file = held(bureau)
    one = trusted(bureau, file, "decider")
    rows = (said("message.type", Code("CAPTURE"), item="m"), said("message.to", Code("power"), item="m"))
    entry = write.draft(
        file, rows, kind=whole(file).kind, form="decision", officer=one, purpose="notification", now=NOW
    )
    write.keep([entry])

    with pytest.raises(Forbidden, match="by the decision of two"):
        export(file, f"{entry.id}/m", one)


def test_one_decision_lends_nothing_to_another_item(bureau: Bureau) -> None:
    file = held(bureau)
    _, officer = decided(bureau, file)
    rows = (said("message.type", Code("CAPTURE"), item="m"), said("message.to", Code("power"), item="m"))
    forged = write.draft(file, rows, kind=Kind.CAPTIVE, form="decision", officer=officer, **WORK)
    write.keep([forged])

    with pytest.raises(Forbidden, match="by the decision of two"):
        export(file, f"{forged.id}/m", officer)


def test_two_people_disclose_to_a_power_what_they_signed_for(bureau: Bureau) -> None:
    file = held(bureau)
    item, officer = decided(bureau, file)

    made = export(file, item, officer)

    message = signed.check(made.data, keys.ring().policy_vkey)
    assert (message.address, message.envelope.detriment) == (POWER, None)
    assert (made.item, values(file, item)["message.document"]) == (item, Text(signed.digest(made.data)))
    assert Text("Private") in {value for one in message.payload for value in one.values}
    with pytest.raises(Rejected, match="one that is"):
        export(file, item, officer)


def test_a_registrar_does_not_carry_out_what_deciders_decided(bureau: Bureau) -> None:
    file = held(bureau)
    item, _ = decided(bureau, file)

    with pytest.raises(Forbidden):
        export(file, item, bureau["registrar"])


def test_what_changed_since_they_signed_is_decided_anew(bureau: Bureau) -> None:
    file = held(bureau)
    item, officer = decided(bureau, file)
    more = forms.capture(bureau["registrar"], said("service.number", Text("12")), file=file)
    write.record(more, officer=bureau["registrar"])

    with pytest.raises(Rejected, match="decide anew"):
        export(file, item, officer)


def test_the_law_is_asked_before_two_sign_and_again_before_it_goes(bureau: Bureau) -> None:
    file = held(bureau)
    asked: list[tuple[str, str, str]] = []

    def barred(case: Case, act: str, destination: str) -> tuple[Fault, ...]:
        asked.append((case.file, act, destination))
        return (Fault("law", "no hold on this message", "gc4-137-detriment"),)

    item, officer = decided(bureau, file)
    with pytest.raises(Rejected, match="gc4-137-detriment"):
        send.disclosure(order(file, POWER), gate=barred, officer=officer, **WORK)
    with pytest.raises(Rejected, match="gc4-137-detriment"):
        export(file, item, officer, barred)
    assert asked == [(file, "message_to_power", "KP")] * 2
    assert "message.document" not in values(file, item)


def test_only_a_power_is_decided_on_and_no_word_of_harm_goes_with_it(bureau: Bureau) -> None:
    file = held(bureau)
    one = trusted(bureau, file, "decider")

    for wrong in (order(file), order(file, POWER, detriment=HARM)):
        with pytest.raises(Rejected, match="a Power, and no word of harm"):
            send.disclosure(wrong, gate=free, officer=one, **WORK)


def test_the_transfer_that_was_decided_on_is_the_one_that_is_told(bureau: Bureau) -> None:
    rows = [said("transfer.list_id", Text(name), item=name) for name in ("a", "b")]
    file = held(bureau)
    moved = forms.capture(bureau["registrar"], *rows, file=file, form="transfer")
    write.record(moved, officer=bureau["registrar"])
    first, other = trusted(bureau, file, "decider"), trusted(bureau, file, "decider2")
    harmless(bureau, file)
    wanted = order(file, POWER, "TRANSFER", item=f"{moved.id}/a", supersedes="5" * 32)

    proposed = send.disclosure(wanted, gate=free, officer=first, **WORK)
    decide.propose(file, "disclosure", proposed, ground="Owed.", officer=first, **WORK)
    (waiting,) = decide.pending(whole(file), NOW)
    entry = decide.sign(file, waiting.item, waiting.digest, officer=other, **WORK)
    made = export(file, f"{entry.id}/message", first)

    again = send.disclosure(wanted, gate=free, officer=first, **WORK)
    assert again == proposed
    assert signed.check(made.data, keys.ring().policy_vkey).envelope.supersedes == "5" * 32


def test_it_is_sent_when_somebody_says_how_and_to_whom_it_went(bureau: Bureau) -> None:
    file = held(bureau)
    made = to_cta(bureau, file)
    at = NOW + dt.timedelta(minutes=30)
    work: dict[str, Any] = {"officer": bureau["registrar"], "purpose": "notification", "now": LATER}

    send.sent(file, made.item, channel="Courier", addressee="Geneva", sent_at=at, **work)
    send.received(file, made.item, receipt="R-1", received_at=LATER, **work)

    kept = values(file, made.item)
    assert {
        name: kept[f"message.{name}"] for name in ("channel", "addressee", "sent_at", "receipt", "received_at")
    } == {
        "channel": Text("Courier"),
        "addressee": Text("Geneva"),
        "sent_at": second(at),
        "receipt": Text("R-1"),
        "received_at": second(LATER),
    }
    with pytest.raises(Rejected, match="one that is"):
        send.sent(file, made.item, channel="Courier", addressee="Geneva", sent_at=at, **work)


def test_nothing_is_sent_that_was_not_written_out_nor_received_that_was_not_sent(bureau: Bureau) -> None:
    file = held(bureau)
    item, officer = decided(bureau, file)
    made = to_cta(bureau, file)
    work: dict[str, Any] = {"officer": bureau["registrar"], "purpose": "notification", "now": LATER}

    for where in (item, "nothing/here"):
        with pytest.raises(Rejected, match="exported_at"):
            send.sent(file, where, channel="Courier", addressee="Geneva", sent_at=NOW, **work)
    with pytest.raises(Rejected, match="sent_at"):
        send.received(file, made.item, receipt="R-1", received_at=NOW, **work)
    for at in (NOW - dt.timedelta(seconds=1), LATER + dt.timedelta(seconds=1)):
        with pytest.raises(Rejected, match="after the step before, and not after now"):
            send.sent(file, made.item, channel="Courier", addressee="Geneva", sent_at=at, **work)
    assert officer.staff != bureau["registrar"].staff


def test_who_writes_no_messages_says_of_none_that_it_went(bureau: Bureau) -> None:
    file = held(bureau)
    made = to_cta(bureau, file)
    work: dict[str, Any] = {"officer": trusted(bureau, file, "interviewer"), "purpose": "intake", "now": LATER}

    with pytest.raises(Forbidden, match="Your role and purpose"):
        send.sent(file, made.item, channel="Courier", addressee="Geneva", sent_at=NOW, **work)


def test_an_act_that_came_in_between_is_not_written_over(bureau: Bureau) -> None:
    file = held(bureau)
    before = whole(file)
    write.record(
        forms.capture(bureau["registrar"], said("service.number", Text("12")), file=file), officer=bureau["registrar"]
    )

    with pytest.raises(Rejected, match="nothing new since it was read"):
        despatch.out(before, b"x\n", id_="6" * 32, officer=bureau["registrar"], **WORK)
