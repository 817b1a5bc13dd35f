"""A case as rules look at it: its standing values by term, and what happened in it, each asked for once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nansen.casefile import timeline
from nansen.casefile.model import Case, Line, Said
from nansen.law.model import Book, Conditions, Event, Happening, Policy, Profile
from nansen.statements.values import Absent, Code, Measure, Text, Value

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A case at `now` under a rule pack and a profile, perhaps for an act, perhaps from a trigger.

    `item` is the trigger's item and `own` its group, `since` the first bound of its time.
    """

    case: Case
    now: dt.datetime
    book: Book
    profile: Profile
    act: str = ""
    destination: str = ""
    item: str = ""
    own: str = ""
    since: dt.datetime | None = None
    lines: dict[str, list[tuple[str, Line]]] = field(default_factory=dict)
    items: dict[str, dict[str, None]] = field(default_factory=dict)
    happened: dict[str, tuple[Happening, ...]] = field(default_factory=dict)
    found: dict[str, bool] = field(default_factory=dict)


def of(
    case: Case,
    *,
    now: dt.datetime,
    book: Book,
    profile: Profile | None = None,
    act: str = "",
    destination: str = "",
) -> View:
    """Return the view of a case; linear in its lines."""
    lines: dict[str, list[tuple[str, Line]]] = {}
    items: dict[str, dict[str, None]] = {}
    for (item, term), line in case.lines.items():
        lines.setdefault(term, []).append((item, line))
        if item:
            items.setdefault(term.partition(".")[0], {})[item] = None
    return View(
        case=case,
        now=now,
        book=book,
        profile=profile or book.profile,
        act=act,
        destination=destination,
        lines=lines,
        items=items,
    )


def at(view: View, happening: Happening) -> View:
    """Return the view from a trigger: terms of its own group are those of its item."""
    of = view.book.events[happening.event].of
    return replace(view, item=happening.item, own=of if happening.item else "", since=happening.first)


def on(view: View, item: str, group: str) -> View:
    """Return the view of one item of a group."""
    return replace(view, item=item, own=group)


def whole(view: View) -> View:
    """Return the view of the whole file, whatever the trigger."""
    return replace(view, item="", own="") if view.own else view


def words_all(view: View, term: str) -> set[str]:
    """Return the codes, texts and reasons of absence that stand of a term anywhere in the file."""
    return words(whole(view), term)


def spans_all(view: View, term: str) -> list[Span]:
    """Return the bounds of every date that stands of a term anywhere in the file."""
    return spans(whole(view), term)


def said(view: View, term: str) -> Iterator[Said]:
    """Yield what stands of a term: of the trigger's item where that has such a line, else of the whole file."""
    rows = view.lines.get(term, ())
    if view.own and term.partition(".")[0] == view.own:
        rows = [row for row in rows if row[0] == view.item]
    for _, line in rows:
        yield from line.standing


def answered(view: View, term: str) -> bool:
    """Return whether something stands of a term, an absence with its reason too."""
    return any(True for _ in said(view, term))


def values(view: View, term: str) -> Iterator[Value]:
    """Yield the values that stand of a term, absences left out."""
    for one in said(view, term):
        if not isinstance(one.statement.value, Absent):
            yield one.statement.value


def words(view: View, term: str) -> set[str]:
    """Return the codes, short texts and reasons of absence that stand of a term."""
    found = set()
    for one in said(view, term):
        match one.statement.value:
            case Code() as value:
                found.add(value.code)
            case Absent() as value:
                found.add(value.reason.value)
            case Text() as value:
                found.add(value.text)
    return found


def spans(view: View, term: str) -> list[Span]:
    """Return the bounds of every date that stands of a term."""
    return [span for value in values(view, term) if (span := timeline.bounds(value))]


def measures(view: View, term: str) -> list[Measure]:
    """Return the measures that stand of a term."""
    return [value for value in values(view, term) if isinstance(value, Measure)]


def policy(view: View, name: str) -> str:
    """Return the value of a policy in this office's profile."""
    return view.profile.value(name)


def holds(view: View, conditions: Conditions) -> bool:
    """Return whether the conditions hold here."""
    return (
        all(clause.test(view) for clause in conditions.when)
        and (not conditions.any or any(clause.test(view) for clause in conditions.any))
        and not any(clause.test(view) for clause in conditions.unless)
    )


def events(view: View, name: str) -> tuple[Happening, ...]:
    """Return every happening of an event in this file, planned ones too, by its first bound; found once a view."""
    known = view.happened.get(name)
    if known is None:
        view.happened[name] = ()  # a circle is refused when the pack is read; this only keeps a broken one finite
        event = view.book.events[name]
        whole = replace(view, item="", own="", since=None)
        known = tuple(sorted(_happenings(whole, event), key=lambda one: (one.first, one.last, one.item)))
        view.happened[name] = known
    return known


def past(view: View, name: str) -> Iterator[Happening]:
    """Yield the happenings of an event that are not still to come."""
    return (one for one in events(view, name) if one.first <= view.now)


def changed(profile: Profile, name: str, value: str) -> Profile:
    """Return a profile in which one policy has another value."""
    known = profile.policies.get(name) or Policy(name, value, name, "")
    return Profile(policies={**profile.policies, name: replace(known, value=value)})


def _happenings(view: View, event: Event) -> Iterator[Happening]:
    whole = event.of == "file"
    for item in ("",) if whole else view.items.get(event.of, ()):
        here = view if whole else on(view, item, event.of)
        if not holds(here, event.conditions):
            continue
        told = (
            [
                Happening(event.name, item, *span, one)
                for one in said(here, event.at)
                if (span := timeline.bounds(one.statement.value))
            ]
            if event.at
            else []
        )
        yield from told
        if not told and event.at_or_recorded:
            written = _written(here, event)
            if written:
                yield Happening(event.name, item, written.recorded_at, written.recorded_at, written)


def _written(view: View, event: Event) -> Said | None:
    """Return the statement by whose writing the last of the conditions came true, None where nothing bears them."""
    asked = [*event.conditions.when, *[clause for clause in event.conditions.any if clause.test(view)][:1]]
    first = [
        min((one for term in clause.reads for one in said(view, term)), key=lambda one: one.recorded_at, default=None)
        for clause in asked
    ]
    return max((one for one in first if one), key=lambda one: one.recorded_at, default=None)
