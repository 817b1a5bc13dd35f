"""What a reader must be allowed to see before he may be told that a rule bites: all that the rule looks at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nansen.casefile.model import Sight
from nansen.law import rulebook
from nansen.law.model import Book, Rule
from nansen.statements import terms
from nansen.statements.model import Sensitivity

Level = tuple[str, int]


def levels(rule: Rule, book: Book | None = None) -> tuple[Level, ...]:
    """Return (area, highest sensitivity) of every term that a rule reads, its trigger's terms too, by area.

    A duty of which the reader may not see the ground would tell him the ground.
    """
    return _levels(rule.id, book or rulebook.shipped())


def may(sight: Sight, of: Iterable[Level]) -> bool:
    """Return whether all of these lie within sight; an area that he sees only after his own work does not."""
    return all(area not in sight.own_first and sight.of(area, Sensitivity(level)) for area, level in of)


@lru_cache(maxsize=4096)
def _levels(rule_id: str, book: Book) -> tuple[Level, ...]:
    rule = book.rules[rule_id]
    reads = set(rule.reads) - set(rule.needs)
    if rule.trigger:
        event = book.events[rule.trigger]
        reads |= {event.at, *(read for clause in event.conditions.clauses for read in clause.reads)}
    found: dict[str, int] = {}
    dictionary = terms.shipped()
    for term in dictionary.by_name.values():
        if term.name in reads or term.group in reads:
            found[term.area] = max(found.get(term.area, 0), int(term.sensitivity))
    return tuple(sorted(found.items()))
