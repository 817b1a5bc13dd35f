"""The ten gates of a disposition (law.md 3.2): all are looked at, all are told; the machine never stops at the first.

It reports clear, needs, held or barred. It never says that something is lawful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from nansen.casefile.model import Case
from nansen.law import bars, never, rulebook, view
from nansen.law.acts import GATES
from nansen.law.model import Block, Book, Effect, Gate, Passage, Profile
from nansen.statements.values import Code

CALLED_OFF = frozenset({"cancelled", "not_carried_out"})


def of(
    case: Case,
    act: str,
    *,
    destination: str = "",
    item: str = "",
    now: dt.datetime,
    profile: Profile | None = None,
    book: Book | None = None,
) -> tuple[Gate, ...]:
    """Return the ten gates of an act in their order, each with every rule that speaks at it, stops first.

    `item` is the disposition that is asked about: the papers of another one are not its own. Without it those of all
    dispositions of this act and destination count.
    """
    pack = book or rulebook.shipped()
    asked = frozenset({item}) if item else frozenset(_alike(case, act, destination))
    here = view.of(case, now=now, book=pack, profile=profile, act=act, destination=destination, dispositions=asked)
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


def _alike(case: Case, act: str, destination: str) -> Iterator[str]:
    """Yield the dispositions on file that are of this act, lead there or nowhere yet, and were not called off."""
    for item in case.items("disposition"):
        if (
            act in _codes(case, "disposition.code", item)
            and _codes(case, "disposition.destination", item) <= {destination}
            and not _codes(case, "disposition.stage", item) & CALLED_OFF
        ):
            yield item


def _codes(case: Case, term: str, item: str) -> set[str]:
    line = case.line(term, item)
    values = (said.statement.value for said in line.standing) if line else ()
    return {value.code for value in values if isinstance(value, Code)}


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
