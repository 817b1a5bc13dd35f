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
NOBODY = Officer(staff=TRIAL, label="", roles=frozenset())
Faults = tuple[Fault, ...]


def disposition(case: Case, said: Sequence[Statement], now: dt.datetime) -> Faults:
    """Return a fault for every gate that is not clear and for every stop that nobody may lift, of each disposition.

    Those that end in DEATH, ESC, UNK and CONT record what is, and are asked like the others: most rules let them pass.
    """
    after = _after(case, said, now)
    return tuple(
        fault for act, destination in _dispositions(case, said) for fault in _disposition(after, act, destination, now)
    )


def override(case: Case, said: Sequence[Statement], now: dt.datetime) -> Faults:
    """Return a fault where what is to be overridden is no bar that bites on that act now, or one that nobody lifts."""
    faults = []
    for rule_id, act, destination in _lifts(said, "override"):
        found = _biting(case, act, destination, now)
        rule = lawbook.book().rules.get(rule_id)
        if rule is None or rule.effect is not Effect.BAR or not rule.overridable:
            faults.append(Fault("override.rule", "a bar that two officials may go past", rule_id[:40]))
        elif rule_id not in {block.rule.id for block in found}:
            faults.append(Fault("override.rule", "a bar that stands against this act", "one that does not"))
    return tuple(faults)


def publication(case: Case, said: Sequence[Statement], now: dt.datetime) -> Faults:
    """Return a fault for every bar and hold on publishing that would still stand with the approval in place."""
    items = {one.item for one in said if one.term.startswith("publication.")}
    after = _after(case, said, now)
    return tuple(
        _fault(block)
        for item in sorted(items)
        for block in bars.against(after, "publication", item=_kept_as(item), now=now, profile=lawbook.profile())
        if block.stops
    )


def closing(case: Case, said: Sequence[Statement], now: dt.datetime) -> Faults:
    """Return a fault for every bar and hold on closing a file."""
    return message(case, "close_file", now=now) if said else ()


def message(case: Case, act: str, *, destination: str = "", now: dt.datetime) -> Faults:
    """Return a fault for every bar and hold that stops an act without gates: a message, an export, a closing."""
    found = bars.against(case, act, destination=destination, now=now, profile=lawbook.profile())
    return tuple(_fault(block) for block in found if block.stops)


def open_() -> None:
    """Put these checks before every decision by two; done once, when the program starts."""
    decide.CHECKS.update(disposition=disposition, override=override, publication=publication, closing=closing)


def _disposition(after: Case, act: str, destination: str, now: dt.datetime) -> Iterator[Fault]:
    for gate in gates.of(after, act, destination=destination, now=now, profile=lawbook.profile()):
        if gate.passage is not Passage.CLEAR:
            yield from (_fault(block) for block in gate.blocks if block.stops)
    for stop in never.against(after, act, destination=destination):
        yield Fault("disposition", "an act that nothing stops for good", f"stopped: {stop.value}")


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


def _dispositions(case: Case, said: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """Yield the code and destination of every disposition that is decided or carried out, from its item as a whole."""
    for item in dict.fromkeys(one.item for one in said if one.term.startswith("disposition.")):
        rows = [one for one in said if one.item == item]
        if not _codes(rows, "disposition.stage") & _STOPPED:
            continue
        acts = _codes(rows, "disposition.code") or _kept(case, item, "disposition.code")
        places = _codes(rows, "disposition.destination") or _kept(case, item, "disposition.destination") or {""}
        yield from ((act, place) for act in sorted(acts) for place in sorted(places))


def _codes(said: Iterable[Statement], term: str) -> set[str]:
    return {one.value.code for one in said if one.term == term and isinstance(one.value, Code)}


def _kept(case: Case, item: str, term: str) -> set[str]:
    line = case.line(term, item)
    return _codes((one.statement for one in line.standing), term) if line else set()


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
