"""The law at the door: what a decision by two, a message or a release must pass before it is kept or leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nansen.casefile import decisions, fold
from nansen.casefile.model import Case, Officer
from nansen.errors import Fault
from nansen.law import bars, gates, never
from nansen.law.model import Block, Effect, Passage
from nansen.office import decide, lawbook, write
from nansen.statements import terms
from nansen.statements.model import Act, Statement
from nansen.statements.values import Code, Text

_STOPPED = frozenset({"decided", "carried_out"})
TRIAL = "0" * 32
TO_POWER = "message_to_power"
NOBODY = Officer(staff=TRIAL, label="", roles=frozenset())
Faults = tuple[Fault, ...]


def disposition(case: Case, said: Sequence[Statement], by: str, now: dt.datetime) -> Faults:
    """Return a fault for every gate that is not clear and for every stop that nobody may lift, of each disposition.

    Each that stands as decided or carried out has one code and at most one destination. Those that end in DEATH, ESC,
    UNK and CONT record what is, and are asked like the others: most rules let them pass. Who has released a hold on it
    signs nothing of it, and nothing is decided under a pack that the office has not signed.
    """
    after = _after(case, said, now)
    faults = list(_pack())
    for item in _decided(after, said):
        acts = _codes(after, "disposition.code", item)
        places = _codes(after, "disposition.destination", item) or {""}
        if len(acts) != 1 or len(places) != 1:
            faults.append(Fault("disposition", "one code and at most one destination", "none, or several"))
        faults += [
            fault
            for act in sorted(acts)
            for place in sorted(places)
            for fault in _disposition(after, act, place, item=item, by=by, now=now)
        ]
    return tuple(faults)


def override(case: Case, said: Sequence[Statement], by: str, now: dt.datetime) -> Faults:  # noqa: ARG001 - one form for all
    """Return a fault where what is to be overridden is no bar that bites on that act now, or one that nobody lifts."""
    faults = list(_pack())
    for rule_id, act, destination in _lifts(said, "override"):
        found = _biting(case, act, destination, now)
        rule = lawbook.book().rules.get(rule_id)
        if rule is None or rule.effect is not Effect.BAR or not rule.overridable:
            faults.append(Fault("override.rule", "a bar that two officials may go past", rule_id[:40]))
        elif rule_id not in {block.rule.id for block in found}:
            faults.append(Fault("override.rule", "a bar that stands against this act", "one that does not"))
    return tuple(faults)


def publication(case: Case, said: Sequence[Statement], by: str, now: dt.datetime) -> Faults:  # noqa: ARG001 - as above
    """Return a fault for every bar and hold on publishing that would still stand with the approval in place."""
    items = {one.item for one in said if one.term.startswith("publication.")}
    after = _after(case, said, now)
    return tuple(
        _fault(block)
        for item in sorted(items)
        for block in bars.against(after, "publication", item=_kept_as(item), now=now, profile=lawbook.profile())
        if block.stops
    )


def closing(case: Case, said: Sequence[Statement], by: str, now: dt.datetime) -> Faults:  # noqa: ARG001 - as above
    """Return a fault for every bar and hold on closing a file."""
    return message(case, "close_file", now=now) if said else ()


def disclosure(case: Case, said: Sequence[Statement], by: str, now: dt.datetime) -> Faults:  # noqa: ARG001 - as above
    """Return a fault for every bar and hold on telling a Power."""
    powers = {one.value.code for one in said if one.term == "message.to_power" and isinstance(one.value, Code)}
    return tuple(fault for power in sorted(powers) for fault in message(case, TO_POWER, destination=power, now=now))


def message(case: Case, act: str, *, destination: str = "", now: dt.datetime) -> Faults:
    """Return a fault for every bar and hold that stops an act without gates: a message, an export, a closing."""
    found = bars.against(case, act, destination=destination, now=now, profile=lawbook.profile())
    return tuple(_fault(block) for block in found if block.stops)


def open_() -> None:
    """Put these checks before every decision by two; done once, when the program starts."""
    decide.CHECKS.update(
        disposition=disposition, override=override, publication=publication, closing=closing, disclosure=disclosure
    )


def _disposition(after: Case, act: str, destination: str, *, item: str, by: str, now: dt.datetime) -> Iterator[Fault]:
    profile = lawbook.profile()
    for gate in gates.of(after, act, destination=destination, item=item, now=now, profile=profile):
        if gate.passage is not Passage.CLEAR:
            yield from (_fault(block) for block in gate.blocks if block.stops)
        lifted = {block.lifted for block in gate.blocks if block.lifted}
        if any((line := after.line("release.rule", one)) and any(x.by == by for x in line.said) for one in lifted):
            yield Fault(gate.name, "a signature of one who released none of its holds", "that of one who did")
    for stop in never.against(after, act, destination=destination):
        yield Fault("disposition", "an act that nothing stops for good", f"stopped: {stop.value}")


def _pack() -> Iterator[Fault]:
    if lawbook.signature() is not lawbook.Signature.SIGNED:
        yield Fault("rule pack", "the one that the office has signed", f"one that is {lawbook.signature().value}")


def _after(case: Case, said: Sequence[Statement], now: dt.datetime) -> Case:
    """Return the case as it would be with what is decided in it: the law is asked of that, not of what was before."""
    entry = write.draft(
        case.file, said, kind=case.kind, form=decisions.FORM, officer=NOBODY, purpose="", now=now, act=Act.DECISION,
        id_=TRIAL,
    )  # fmt: skip
    number = max((act.number or 0 for act in case.entries), default=0) + 1
    return fold.on(case, replace(entry, number=number), dictionary=terms.shipped())


def _kept_as(item: str) -> str:
    """Return an item as the case knows it: one of the trial's own has the trial's id before it."""
    return item if "/" in item else f"{TRIAL}/{item}"


def _decided(after: Case, said: Iterable[Statement]) -> Iterator[str]:
    """Yield the items of dispositions touched here that stand as decided or carried out once this is kept.

    Asked of the case as a whole: a stage that was signed before and a destination that is signed now are one decision.
    """
    for item in dict.fromkeys(_kept_as(one.item) for one in said if one.term.startswith("disposition.")):
        if _codes(after, "disposition.stage", item) & _STOPPED:
            yield item


def _codes(case: Case, term: str, item: str) -> set[str]:
    line = case.line(term, item)
    values = (one.statement.value for one in line.standing) if line else ()
    return {value.code for value in values if isinstance(value, Code)}


def _lifts(said: Sequence[Statement], group: str) -> Iterator[tuple[str, str, str]]:
    for item in dict.fromkeys(one.item for one in said if one.term.startswith(f"{group}.")):
        row = {one.term.partition(".")[2]: one.value for one in said if one.item == item}
        rule, act, place = row.get("rule"), row.get("act"), row.get("destination")
        yield (
            rule.text if isinstance(rule, Text) else "",
            act.code if isinstance(act, Code) else "",
            place.code if isinstance(place, Code) else "",
        )


def _biting(case: Case, act: str, destination: str, now: dt.datetime) -> tuple[Block, ...]:
    return bars.against(case, act, destination=destination, now=now, profile=lawbook.profile())


def _fault(block: Block) -> Fault:
    return Fault(block.rule.gate or "law", f"nothing that stops it under {block.rule.id}", block.rule.effect.value)
