"""Sending: messages to the Agency and to Powers, letters to those who ask; signed, kept by digest, receipted.

To the Central Tracing Agency one officer sends, and no rule stops him (GC III 122-123). To a Power, or the Protecting
Power on its way there, it takes the law's leave and a decision by two of the kind `disclosure` (house.md 5, 6). What is
written out is prepared; only with the entry of `sent` is it sent. There is no way here to unsigned words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from nansen.casefile import answers, decisions
from nansen.casefile.model import Case, Officer
from nansen.errors import Fault, Forbidden, Rejected
from nansen.formats.messages import compose, signed, table
from nansen.formats.messages.model import Address, Detriment, Envelope, Message, To
from nansen.law import bars
from nansen.law.model import Block
from nansen.office import despatch, keys, lawbook, read, write
from nansen.office.despatch import Prepared
from nansen.statements.model import Entry, Statement
from nansen.statements.values import Code, Instant, Text, Value, utc

Gate = Callable[[Case, str, str], tuple[Fault, ...]]
"""`gate(case, act, destination)`: what the law holds against an act of the list `act`; nothing where it may be done."""
DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be sent: on which file, of which type, to whom; `item` one transfer, stage or trial of the file."""

    file: str
    type: str
    address: Address
    conflict: str
    rule_pack: str
    item: str = ""
    supersedes: str = ""
    detriment: Detriment | None = None


def prepare(order: Order, *, officer: Officer, purpose: str, now: dt.datetime) -> Prepared:
    """Write out a message to the Central Tracing Agency, signed, and keep that it was; it fulfils no duty yet.

    Raises NotFound for a file that the officer may not see, Forbidden where he may not see all that the type carries or
    where the message is for a Power (see `export_to_power`), Rejected as `compose.of` does.
    """
    if order.address.to is not To.CTA:
        raise Forbidden("A message to a Power goes out by the decision of two people.")
    id_ = write.fresh_id()
    whole, message = _composed(order, id_, gate=None, officer=officer, purpose=purpose, now=now)
    data = signed.encode(message, keys.ring().policy)
    return despatch.out(whole, data, _heading(order), id_=id_, officer=officer, purpose=purpose, now=now)


def look(order: Order, *, officer: Officer, purpose: str, now: dt.datetime) -> Message:
    """Return what a message would tell, for the desk to show before it is written out or signed for.

    Raises as `prepare` does, but for a Power too: nobody decides on what he has not read. It gives no bytes to send.
    """
    return _composed(order, "", gate=None, officer=officer, purpose=purpose, now=now)[1]


def against(file: str, address: Address, *, now: dt.datetime) -> tuple[Block, ...]:
    """Return what the law says to a message to this addressee, on the whole file; leaves no entry of its own."""
    act = "message_to_cta" if address.to is To.CTA else "message_to_power"
    whole = despatch.whole(file)
    return bars.against(whole, act, destination=address.power, now=now, profile=lawbook.profile())


def disclosure(order: Order, *, gate: Gate, officer: Officer, purpose: str, now: dt.datetime) -> tuple[Statement, ...]:
    """Return what two people sign so that a message may go to a Power: type, addressee, and the payload's digest.

    They are the statements of a decision of the kind `disclosure`. Raises Rejected with what the gate finds, and as
    `prepare` does.
    """
    if order.address.to is To.CTA or order.detriment:
        raise Rejected.because("to", expected="a Power, and no word of harm to him", found="another")
    _, message = _composed(order, "", gate=gate, officer=officer, purpose=purpose, now=now)
    return _heading(order, payload=signed.payload_digest(message))


def export_to_power(
    file: str,
    item: str,
    *,
    conflict: str,
    rule_pack: str,
    gate: Gate,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
) -> Prepared:
    """Write out the message that two people decided to send to a Power; `item` is what their decision brought.

    Raises Forbidden without a decision that two people signed, or where sending is not this officer's; Rejected with
    what the gate finds now, where the payload is no longer what they signed for, and where it was written out before.
    """
    read.case(file, officer=officer, purpose=purpose, now=now, action="read:message")
    order = _decided(despatch.whole(file), item, conflict, rule_pack)
    id_ = keys.repeatable_id(f"message|{file}|{item}")  # the same decision is carried out once
    whole, message = _composed(order, id_, gate=gate, officer=officer, purpose=purpose, now=now)
    despatch.allow(whole, officer, ("send",), purpose=purpose)
    if signed.payload_digest(message) != _wording(whole, "message.type", item):
        raise Rejected.because("payload", expected="what two people signed for", found="another: decide anew")
    data = signed.encode(message, keys.ring().policy)
    return despatch.out(whole, data, id_=id_, item=item, officer=officer, purpose=purpose, now=now)


def sent(
    file: str,
    item: str,
    *,
    channel: str,
    addressee: str,
    sent_at: dt.datetime,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
) -> Entry:
    """Keep by which way, to whom and when a prepared message went, and return the entry: from now on it is sent.

    Raises Rejected where it was never written out, was sent already, or went before it was written or after now.
    """
    read.case(file, officer=officer, purpose=purpose, now=now, action="read:message")
    whole = despatch.whole(file)
    _after(whole, "message.exported_at", item, sent_at, now)
    rows: dict[str, Value] = {
        "channel": Text(channel),
        "addressee": Text(addressee),
        "sent_at": despatch.instant(sent_at),
    }
    id_ = keys.repeatable_id(f"sent|{file}|{item}")  # it is sent once
    return despatch.kept(whole, rows, id_=id_, item=item, officer=officer, purpose=purpose, now=now)


def received(
    file: str, item: str, *, receipt: str, received_at: dt.datetime, officer: Officer, purpose: str, now: dt.datetime
) -> Entry:
    """Keep the dated receipt of a message that was sent, and return the entry (GC III 104(3))."""
    read.case(file, officer=officer, purpose=purpose, now=now, action="read:message")
    whole = despatch.whole(file)
    _after(whole, "message.sent_at", item, received_at, now)
    rows: dict[str, Value] = {"receipt": Text(receipt), "received_at": despatch.instant(received_at)}
    id_ = keys.repeatable_id(f"received|{file}|{item}")
    return despatch.kept(whole, rows, id_=id_, item=item, officer=officer, purpose=purpose, now=now)


def _composed(
    order: Order, id_: str, *, gate: Gate | None, officer: Officer, purpose: str, now: dt.datetime
) -> tuple[Case, Message]:
    """Return the whole file and the message on it, once its reading is kept and the gate, where there is one, asked.

    A term that the officer may not see is left out where the type may lack it; else he is refused.
    """
    shown = read.case(order.file, officer=officer, purpose=purpose, now=now, action="read:message").case
    row = table.shipped().get(order.type)
    lacks = despatch.unseen(shown, row.fields if row else (), officer, purpose=purpose)
    lacks &= row.may_lack if row else frozenset()
    despatch.sees(shown, set(row.fields if row else ()) - lacks, officer, purpose=purpose)
    whole = despatch.whole(order.file)
    if gate and (faults := gate(whole, "message_to_power", order.address.power)):
        raise Rejected(*faults)
    envelope = Envelope(
        id=id_,
        office=keys.ring().origin,
        seal=despatch.seal(),
        conflict=order.conflict,
        rule_pack=order.rule_pack,
        created_at=now,
        supersedes=order.supersedes,
        detriment=order.detriment,
    )
    message = compose.of(whole, order.type, order.address, envelope=envelope, item=order.item, without=lacks)
    return whole, message


def _heading(order: Order, *, payload: str = "") -> tuple[Statement, ...]:
    rows: list[tuple[str, Value, str]] = [
        ("type", Code(order.type), payload),
        ("to", Code(order.address.to.value), order.item if payload else ""),
    ]
    if order.address.power:
        rows.append(("to_power", Code(order.address.power), ""))
    if order.supersedes:
        rows.append(("supersedes", Text(order.supersedes), ""))
    if order.detriment:
        rows.append(("detriment", Code("yes" if order.detriment.flag else "no"), ""))
        rows += [("detriment_note", Text(order.detriment.note), "")] if order.detriment.note else []
    return tuple(despatch.said(name, value, text=text) for name, value, text in rows)


def _decided(whole: Case, item: str, conflict: str, rule_pack: str) -> Order:
    """Return the order that two people signed; the case tells which of its items a decision brought."""
    line = whole.line("message.type", item)
    numbers = {said.entry for said in line.standing if said.form == decisions.FORM} if line else set()
    if not any(
        one.what == DISCLOSURE and one.state is decisions.State.SIGNED and one.ended in numbers
        for one in decisions.of(whole)
    ):
        raise Forbidden("A message to a Power goes out by the decision of two people.")
    words = {name: answers.words(whole, f"message.{name}", item) for name in ("type", "to", "to_power", "supersedes")}
    return Order(
        file=whole.file,
        type=words["type"],
        address=Address(To(words["to"]), words["to_power"]),
        conflict=conflict,
        rule_pack=rule_pack,
        item=_wording(whole, "message.to", item),
        supersedes=words["supersedes"],
    )


def _wording(case: Case, term: str, item: str) -> str:
    line = case.line(term, item)
    return line.last.statement.text if line and line.last else ""


def _after(case: Case, term: str, item: str, at: dt.datetime, now: dt.datetime) -> None:
    """Refuse a time that does not lie between what must have come before it and now."""
    before = [value.first for value in answers.of(case.line(term, item)) if isinstance(value, Instant)]
    if not before or not answers.of(case.line("message.document", item)):
        raise Rejected.because(term, expected="a message that came so far", found="none such")
    if not max(before) <= utc(at) <= utc(now):
        raise Rejected.because("time", expected="one after the step before, and not after now", found="another")
