"""What happened when: every dated statement of a case in the order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from nansen.casefile.model import Case, Event, Said
from nansen.statements.terms import Dictionary
from nansen.statements.values import Date, Instant, Value

Span = tuple[dt.datetime, dt.datetime]
# Dates that are no event of his captivity: of his birth, of what a paper says, of when a record is to be deleted.
NOT_EVENTS = frozenset({"person.birth_date", "document.birth_date_on_it", "record.expiry_date"})


def of(case: Case, *, dictionary: Dictionary) -> tuple[Event, ...]:
    """Return the events of a case by their first bound, equal ones in the order of the ledger.

    An event is a date or an instant that was said of an event (all terms of these kinds but NOT_EVENTS), a wish with
    the time at which it was said, and one for each time at which something was said in an interview. What was replaced
    or withdrawn is an event too: its standing says so.
    """
    events = []
    heard: set[tuple[str, Span]] = set()
    for line in case.lines.values():
        term = dictionary.by_name.get(line.term)
        if term is None or line.term in NOT_EVENTS:
            continue
        for said in line.said:
            at = bounds(said.statement.value)
            if at is None and (line.term == "wish.wish" or term.area == "interview"):
                at = bounds(said.statement.said_at)
                if at is None or (line.item, at) in heard:
                    continue
                if term.area == "interview":
                    heard.add((line.item, at))
            if at is not None:
                events.append(Event(first=at[0], last=at[1], term=line.term, item=line.item, said=said))
    place = order(case)
    return tuple(sorted(events, key=lambda event: (event.first, *place(event.said))))


def order(case: Case) -> Callable[[Said], tuple[int, int]]:
    """Return the place of a statement of this case in the ledger: that of its act, then its own within the act."""
    acts = {entry.id: index for index, entry in enumerate(case.entries)}
    return lambda said: (acts.get(said.entry_id, len(acts)), int(said.statement.id.rpartition(".")[2]))


def bounds(value: Value | None) -> Span | None:
    """Return the first and last second that a date (whole days, UTC) or an instant may mean, None for other values."""
    match value:
        case Instant():
            return value.first, value.last
        case Date():
            return (
                dt.datetime.combine(value.first, dt.time.min, dt.UTC),
                dt.datetime.combine(value.last, dt.time(23, 59, 59), dt.UTC),
            )
        case _:
            return None
