"""A case as rules look at it: its standing values by term, and what happened in it, each asked for once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nansen.casefile import timeline
from nansen.casefile.model import Case, Line, Said, Standing
from nansen.law.model import Book, Clause, Conditions, Event, Happening, Policy, Profile
from nansen.statements.values import Absent, Code, Measure, Text, Value

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A case at `now` under a rule pack and a profile, perhaps for an act, perhaps from a trigger.

    `item` is the trigger's item and `own` its group, `since` the first bound of its time; `same` tells that one item is
    one matter for the rule.
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
    same: bool = False
    lines: dict[str, list[tuple[str, Line]]] = field(default_factory=dict)
    items: dict[str, dict[str, None]] = field(default_factory=dict)
    happened: dict[str, tuple[Happening, ...]] = field(default_factory=dict)
    found: dict[str, bool] = field(default_factory=dict)
    places: dict[tuple[str, str], View] = field(default_factory=dict, repr=False)


def of(
    case: Case,
    *,
    now: dt.datetime,
    book: Book,
    profile: Profile | None = None,
    act: str = "",
    destination: str = "",
    dispositions: frozenset[str] | None = None,
) -> View:
    """Return the view of a case; linear in its lines.

    `dispositions` are the items of that group that are asked about: the papers of another are not theirs.
    """
    lines: dict[str, list[tuple[str, Line]]] = {}
    items: dict[str, dict[str, None]] = {}
    for (item, term), line in case.lines.items():
        if dispositions is not None and term.startswith("disposition.") and item not in dispositions:
            continue
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


def at(view: View, happening: Happening, *, same: bool = False) -> View:
    """Return the view from a trigger: terms of its own group are those of its item."""
    of = view.book.events[happening.event].of
    return replace(view, item=happening.item, own=of if happening.item else "", since=happening.first, same=same)


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
    """Yield what stands of a term: of the trigger's item where the term is of its group, else of the whole file."""
    for line in rows(view, term):
        yield from line.standing


def rows(view: View, term: str) -> Iterator[Line]:
    """Yield the lines of a term: of the trigger's item where the term is of its group, else of the whole file."""
    own = bool(view.own) and term.partition(".")[0] == view.own
    return (line for item, line in view.lines.get(term, ()) if not own or item == view.item)


def borne(view: View, read: str) -> Iterator[Said]:
    """Yield what stands of a term, or of every term of a group where `read` is one."""
    for term in _terms(view, read):
        yield from said(view, term)


def _terms(view: View, read: str) -> list[str]:
    return [read] if "." in read else [term for term in view.lines if term.startswith(f"{read}.")]


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


def past_all(view: View, term: str) -> list[Span]:
    """Return the bounds of every date of a term anywhere in the file that does not lie in the future."""
    return [span for span in spans_all(view, term) if span[0] <= view.now]


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
        if _possible(view, event):
            known = tuple(sorted(_happenings(view, event), key=lambda one: (one.first, one.last, one.item)))
            view.happened[name] = known
        return view.happened[name]
    return known


def past(view: View, name: str) -> Iterator[Happening]:
    """Yield the happenings of an event that are not still to come."""
    return (one for one in events(view, name) if one.first <= view.now)


def counts(view: View, one: Happening) -> bool:
    """Return whether something counts for the trigger from which the view looks: it comes after it.

    Where one item is one matter (a case, a complaint, a transfer), what happened in another does not count, and what
    happened in its own counts even before it: a list is made before the departure that asks for it.
    """
    if view.same and view.own == view.book.events[one.event].of:
        return one.item == view.item
    return view.since is None or one.last >= view.since


def changed(profile: Profile, name: str, value: str) -> Profile:
    """Return a profile in which one policy has another value."""
    known = profile.policies.get(name) or Policy(name, value, name, "")
    return Profile(policies={**profile.policies, name: replace(known, value=value)})


def _possible(view: View, event: Event) -> bool:
    """Return whether the file has anything of an event at all: of most it has not, and nothing need be asked."""
    return (event.of == "file" or event.of in view.items) and (event.at_or_recorded or event.at in view.lines)


def _happenings(view: View, event: Event) -> Iterator[Happening]:
    whole = event.of == "file"
    for item in ("",) if whole else view.items.get(event.of, ()):
        here = _place(view, item, "" if whole else event.of)
        if not holds(here, event.conditions):
            continue
        told = [one for line in rows(here, event.at) for one in _told(event, item, line)] if event.at else []
        yield from told
        if not told and event.at_or_recorded:
            written = _written(here, event)
            if written:
                yield Happening(event.name, item, written.recorded_at, written.recorded_at, written)


def _place(view: View, item: str, group: str) -> View:
    """Return the view of an item, or of the whole file, from no trigger; made once, for many events ask for it."""
    known = view.places.get((item, group))
    if known is None:
        known = view.places[item, group] = replace(view, item=item, own=group, since=None, same=False)
    return known


def _told(event: Event, item: str, line: Line) -> list[Happening]:
    """Return what a line of times tells: several answers to one question are one happening between all their bounds."""
    dated = [(span, one) for one in line.standing if (span := timeline.bounds(one.statement.value))]
    if event.many or len(dated) < 2:
        return [Happening(event.name, item, *span, one) for span, one in dated]
    earliest = min(dated, key=lambda row: row[0])
    return [Happening(event.name, item, earliest[0][0], max(span[1] for span, _ in dated), earliest[1])]


def _written(view: View, event: Event) -> Said | None:
    """Return the statement by whose writing the last of the conditions came true, None where nothing bears them."""
    first = [_first(view, clause) for clause in event.conditions.when]
    ways = [one for clause in event.conditions.any if clause.test(view) and (one := _first(view, clause))]
    first.append(min(ways, key=lambda one: one.recorded_at, default=None))
    return max((one for one in first if one), key=lambda one: one.recorded_at, default=None)


def _first(view: View, clause: Clause) -> Said | None:
    """Return the earliest statement ever made that made a clause true: one that was only put right later counts."""
    ever = [
        (term, line, one)
        for read in clause.reads
        for term in _terms(view, read)
        for line in rows(view, term)
        for one in line.said
        if one.standing is not Standing.WITHDRAWN and not one.statement.withdraws
    ]
    ever.sort(key=lambda row: row[2].recorded_at)
    for term, line, one in ever:
        alone = replace(line, said=(replace(one, standing=Standing.STANDS, ended_by=""),))
        if clause.test(replace(view, lines={term: [(line.item, alone)]}, happened={}, found={}, places={})):
            return one
    return ever[0][2] if ever else None
