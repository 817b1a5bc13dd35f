"""What the law says of one file, as far as this reader may be told: duties, what stands against, the ten gates.

It is asked of the whole file, whatever the reader sees of it: a wish that he may not read stops a return all the same.
He is then told that a gate is shut, and not why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nansen.casefile import fold
from nansen.casefile.model import Case, Sight
from nansen.law import bars, duties, gates, never, sights
from nansen.law.acts import DISPOSITIONS
from nansen.law.model import Block, Duty, Effect, Gate
from nansen.law.never import Stop
from nansen.office import lawbook, register
from nansen.statements import terms
from nansen.statements.values import Code

# What else is done to a man, with the group that tells that it is about to be; without one it may be done at any time.
OTHER_ACTS = {
    "interview": "", "departure": "transfer", "operation": "care", "trial": "legal", "execution": "legal",
    "testimony": "testimony", "publication": "publication", "message_to_power": "", "burial": "death",
    "cremation": "death", "exhumation": "death", "close_file": "death",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One disposition with its ten gates; `hidden` counts the stops whose ground the reader may not see."""

    act: str
    destination: str
    gates: tuple[Gate, ...]
    never: tuple[Stop, ...]
    hidden: int = 0
    proposed: bool = False

    @property
    def stopped(self) -> bool:
        """Return whether anything stops it."""
        return bool(self.never or self.hidden or any(block.stops for gate in self.gates for block in gate.blocks))


@dataclass(frozen=True, slots=True)
class Rights:
    """The duties and standing blocks that a reader may know of, and the ways out that were proposed or asked about.

    `acts` are the other things that are done to him - questioned, moved, tried, shown - with what stops or warns.
    """

    duties: tuple[Duty, ...]
    standing: tuple[Block, ...]
    ways: tuple[Way, ...]
    stamp: str
    acts: tuple[tuple[str, tuple[Block, ...]], ...] = ()


def of(file: str, *, sight: Sight, now: dt.datetime, asked: tuple[str, str] | None = None) -> Rights:
    """Return what the law says of a file within this sight; `asked` is one more way (act, destination) to look at.

    Leaves no entry of its own: the caller reads the case, and that is one. Every disposition that was ever proposed and
    not cancelled is a way. The machine reports; it never says that something is lawful.
    """
    case = fold.of(register.entries(file), dictionary=terms.shipped())
    profile = lawbook.profile()
    owed = duties.of(case, now=now, profile=profile)
    standing = bars.standing(case, now=now, profile=profile)
    proposed = _proposed(case)
    ways = [*proposed, *([asked] if asked and asked[0] in DISPOSITIONS and asked not in proposed else [])]
    return Rights(
        duties=tuple(
            replace(duty, lacks=tuple(term for term in duty.lacks if _open(term, sight)))
            for duty in owed
            if sights.may(sight, sights.levels(duty.rule)) and sights.settled(sight, duty)
        ),
        standing=tuple(_seen(standing, sight)),
        ways=tuple(_way(case, act, to, sight=sight, now=now, proposed=(act, to) in proposed) for act, to in ways),
        stamp=lawbook.stamp(),
        acts=tuple(_acts(case, sight, now)),
    )


def _way(case: Case, act: str, destination: str, *, sight: Sight, now: dt.datetime, proposed: bool) -> Way:
    opened = gates.of(case, act, destination=destination, now=now, profile=lawbook.profile())
    every = [block for gate in opened for block in gate.blocks]
    hidden = sum(block.stops and not _may(block, sight) for block in every)
    shown = tuple(Gate(gate.name, gate.passage, tuple(_seen(gate.blocks, sight))) for gate in opened)
    return Way(act, destination, shown, never.against(case, act, destination=destination), hidden, proposed)


def _acts(case: Case, sight: Sight, now: dt.datetime) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield every act that is no way out, of which the file has something, with the rules that speak at it."""
    for act, group in OTHER_ACTS.items():
        if group and not case.items(group) and not any(term.startswith(f"{group}.") for _, term in case.lines):
            continue
        blocks = bars.against(case, act, now=now, profile=lawbook.profile())
        shown = tuple(block for block in _seen(blocks, sight) if block.rule.effect is not Effect.INFO)
        if shown:
            yield act, shown


def _open(term: str, sight: Sight) -> bool:
    known = terms.shipped().term(term)
    return sight.of(known.area, known.sensitivity)


def _seen(blocks: Iterable[Block], sight: Sight) -> Iterable[Block]:
    return (block for block in blocks if _may(block, sight))


def _may(block: Block, sight: Sight) -> bool:
    return sights.may(sight, sights.levels(block.rule))


def _proposed(case: Case) -> list[tuple[str, str]]:
    found = []
    for item in case.items("disposition"):
        stages = _codes(case, "disposition.stage", item)
        if stages and stages <= {"cancelled", "not_carried_out"}:
            continue
        places = _codes(case, "disposition.destination", item) or {""}
        found += [(act, place) for act in sorted(_codes(case, "disposition.code", item)) for place in sorted(places)]
    return list(dict.fromkeys(found))


def _codes(case: Case, term: str, item: str) -> set[str]:
    line = case.line(term, item)
    values = (said.statement.value for said in line.standing) if line else ()
    return {value.code for value in values if isinstance(value, Code)}
