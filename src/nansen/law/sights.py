"""What a reader must be allowed to see before he may be told that a rule bites: all that the rule looks at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nansen.casefile.model import Sight
from nansen.law import reads, rulebook
from nansen.law.model import Book, Duty, Rule
from nansen.statements import terms
from nansen.statements.model import Sensitivity

Level = tuple[str, int]


def levels(rule: Rule, book: Book | None = None) -> tuple[Level, ...]:
    """Return (area, highest sensitivity) of every term that a rule looks at, through its events too, by area.

    A duty of which the reader may not see the ground would tell him the ground.
    """
    return _levels(rule.id, book or rulebook.shipped())


def may(sight: Sight, of: Iterable[Level]) -> bool:
    """Return whether all of these lie within sight; an area that he sees only after his own work does not."""
    return all(area not in sight.own_first and sight.of(area, Sensitivity(level)) for area, level in of)


def settled(sight: Sight, duty: Duty, book: Book | None = None) -> bool:
    """Return whether a reader may be told what fulfilled or ended a duty: he sees what that event rests on."""
    pack = book or rulebook.shipped()
    return duty.by is None or may(sight, _areas(reads.event(duty.by.event, pack)))


@lru_cache(maxsize=4096)
def _levels(rule_id: str, book: Book) -> tuple[Level, ...]:
    return _areas(reads.of(book.rules[rule_id], book))


@lru_cache(maxsize=4096)
def _areas(of: frozenset[str]) -> tuple[Level, ...]:
    found: dict[str, int] = {}
    for term in terms.shipped().by_name.values():
        if term.name in of or term.group in of:
            found[term.area] = max(found.get(term.area, 0), int(term.sensitivity))
    return tuple(sorted(found.items()))
