"""What a rule looks at, through the events that it asks for too: what a reader must see, what makes a release void."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nansen.law.model import Book, Conditions, Effect, Rule


def of(rule: Rule, book: Book) -> frozenset[str]:
    """Return the terms and groups that decide whether a rule bites.

    What a duty needs for its paper decides nothing, so it is not among them; of a bar or a hold it does.
    """
    return _of(rule.id, book)


def event(name: str, book: Book) -> frozenset[str]:
    """Return the terms and groups that decide whether an event happened."""
    return _events([name], book)


@lru_cache(maxsize=4096)
def _of(rule_id: str, book: Book) -> frozenset[str]:
    rule = book.rules[rule_id]
    needs = () if rule.effect is Effect.DUTY else rule.needs
    asked = [*names(rule.conditions), *([rule.trigger] if rule.trigger else [])]
    return frozenset(needs).union(*(clause.reads for clause in rule.conditions.clauses), _events(asked, book))


def names(conditions: Conditions) -> frozenset[str]:
    """Return the events that conditions ask for by name."""
    return frozenset().union(*(clause.names for clause in conditions.clauses))


def _events(asked: Iterable[str], book: Book) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(asked)
    while waiting:
        one = book.events[waiting.pop()]
        if one.name not in seen:
            seen.add(one.name)
            found.update({one.at} - {""}, *(clause.reads for clause in one.conditions.clauses))
            waiting += names(one.conditions)
    return frozenset(found)
