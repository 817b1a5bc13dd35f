"""The ten gates of a disposition (law.md 3.2): all are looked at, all are told; the machine never stops at the first.

It reports clear, needs, held or barred. It never says that something is lawful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from nansen.casefile.model import Case
from nansen.law import bars, never, rulebook, view
from nansen.law.acts import GATES
from nansen.law.model import Block, Book, Effect, Gate, Passage, Profile


def of(
    case: Case,
    act: str,
    *,
    destination: str = "",
    now: dt.datetime,
    profile: Profile | None = None,
    book: Book | None = None,
) -> tuple[Gate, ...]:
    """Return the ten gates of an act in their order, each with every rule that speaks at it, stops first."""
    pack = book or rulebook.shipped()
    here = view.of(case, now=now, book=pack, profile=profile, act=act, destination=destination)
    blocks = bars.of_view(here, [rule for rule in pack.rules.values() if act in rule.on])
    return tuple(_gate(name, [block for block in blocks if block.rule.gate == name]) for name in GATES)


def passes(
    case: Case,
    act: str,
    *,
    destination: str = "",
    now: dt.datetime,
    profile: Profile | None = None,
    book: Book | None = None,
) -> bool:
    """Return whether every gate is clear and nothing that no one may lift stands against the act."""
    opened = of(case, act, destination=destination, now=now, profile=profile, book=book)
    return all(gate.passage is Passage.CLEAR for gate in opened) and not never.against(
        case, act, destination=destination
    )


def _gate(name: str, blocks: Iterable[Block]) -> Gate:
    held = tuple(blocks)
    order = list(Passage)
    worst = max((order.index(_passage(block)) for block in held), default=0)
    return Gate(name, order[worst], held)


def _passage(block: Block) -> Passage:
    if not block.stops:
        return Passage.CLEAR
    if block.rule.effect is Effect.BAR:
        return Passage.BARRED
    return Passage.HELD if block.rule.released_by else Passage.NEEDS
