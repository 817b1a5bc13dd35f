"""The due board in words: what is owed by article, by place, by day, and a list of it line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import numbers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from nansen.desk import labels
from nansen.desk.draw import rule_words, words
from nansen.law.model import Book, Clock
from nansen.office.due import Board, Owed, Urgency
from nansen.statements.values import Date

ROWS_MAX = 12
URGENCIES: Mapping[Urgency, str] = {
    Urgency.OVERDUE: gettext_noop("overdue"),
    Urgency.DUE: gettext_noop("due"),
    Urgency.OPEN: gettext_noop("open"),
}
_COLOURS: Mapping[Urgency, str] = {Urgency.OVERDUE: "red", Urgency.DUE: "yellow", Urgency.OPEN: "grey"}
_OURS = frozenset({Clock.SOONEST, Clock.POLICY})


@dataclass(frozen=True, slots=True)
class Count:
    """How many are of one urgency: its code, the figure as the page writes it, and a sentence for a screen reader."""

    urgency: str
    number: int
    figure: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article, place or day with its three counts; `asks` is what its list is asked for, empty where none is."""

    label: str
    asks: str
    counts: tuple[Count, ...]
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: the first dozen, and the rest behind a line to open."""

    first: tuple[Row, ...]
    rest: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing owed: how urgent, its limit in words, whether that is our own number, on which rule and which file."""

    file: str
    kind: str
    place: str
    rule: str
    title: str
    articles: tuple[str, ...]
    step: str
    urgency: str
    colour: str
    how: str
    when: str
    ours: str
    missed: str


def totals(board: Board) -> tuple[Count, ...]:
    """Return what is overdue, due and open in all."""
    return tuple(_count(urgency, board.total(urgency), _("all articles")) for urgency in Urgency)


def of_rule(board: Board, rule: str) -> tuple[Count, ...]:
    """Return what is overdue, due and open under one rule."""
    return tuple(_count(urgency, board.rules.get((rule, urgency), 0), "") for urgency in Urgency)


def by_rule(board: Board, book: Book) -> Rows:
    """Return the rules under which something is owed, the most overdue first, else in the order of the pack."""
    found = {rule for rule, _urgency in board.rules}
    rows = [
        Row(
            label=(title := words.phrase(rule.title)),
            asks=rule.id,
            counts=_counts(board.rules, rule.id, title),
            articles=rule.ground,
        )
        for rule in book.rules.values()
        if rule.id in found
    ]
    return _cut(sorted(rows, key=_pressing))


def by_place(board: Board) -> Rows:
    """Return the places where something is owed, the most overdue first; last what has none for this reader."""
    named = [
        Row(label=place, asks=place, counts=_counts(board.places, place, place))
        for place in sorted({place for place, _urgency in board.places if place})
    ]
    nowhere = _("no place, or none that you may see")
    counts = _counts(board.places, "", nowhere)
    others = [Row(label=nowhere, asks="", counts=counts)] if any(count.number for count in counts) else []
    return _cut([*sorted(named, key=_pressing), *others])


def by_day(board: Board) -> tuple[Rows, Rows]:
    """Return the days of limits in their order: those on which something is overdue, and those that come.

    Last of those that come stands what no number limits.
    """
    days = sorted({day for day, _urgency in board.days if day})
    rows = [Row(label=(label := on(day)), asks=day, counts=_counts(board.days, day, label)) for day in days]
    endless = _("no number limits it")
    others = Row(label=endless, asks="", counts=_counts(board.days, "", endless))
    late = [row for row in rows if row.counts[0].number]
    coming = [row for row in rows if not row.counts[0].number]
    return _cut(late), _cut([*coming, *([others] if any(count.number for count in others.counts) else [])])


def lines(owed: Iterable[Owed], *, now: dt.datetime) -> tuple[Line, ...]:
    """Return what is owed line by line, in the order in which it came."""
    return tuple(_line(one, now) for one in owed)


def on(day: str) -> str:
    """Return a day in the words of the page."""
    found = dt.date.fromisoformat(day)
    return words.date(Date(found, found))


def _line(one: Owed, now: dt.datetime) -> Line:
    clock = _clock(one)
    missed = ngettext("%(count)d earlier time was late", "%(count)d earlier times were late", one.missed)
    return Line(
        file=one.file,
        kind=words.phrase(labels.KINDS[one.kind]),
        place=one.place,
        rule=one.rule.id,
        title=words.phrase(one.rule.title),
        articles=one.rule.ground,
        step=rule_words.step(one.step),
        urgency=words.phrase(URGENCIES[one.urgency]),
        colour=_COLOURS[one.urgency],
        how=_how(one, now),
        when=words.moment(one.limit) if one.limit else "",
        ours=_("policy") if clock in _OURS else "",
        missed=missed % {"count": one.missed} if one.missed else "",
    )


def _how(one: Owed, now: dt.datetime) -> str:
    if one.limit is None:
        return _("no number limits it")
    if one.urgency is Urgency.OVERDUE:
        return _("%(length)s late") % {"length": _about(now - one.limit)}
    return _("in %(length)s") % {"length": _about(one.limit - now)}


def _about(span: dt.timedelta) -> str:
    """Return a length of time as one reads it in a list: whole days from two on, as the limit stands beside it."""
    return words.length(dt.timedelta(days=span.days) if span.days > 1 else span)


def _clock(one: Owed) -> Clock:
    """Return whose number the limit is: of a step that comes back, the number of its rhythm."""
    step = next((step for step in one.rule.steps if step.name == one.step), None)
    if step is None:
        return Clock.NONE
    return Clock.POLICY if step.every_policy else step.deadline.clock


def _counts(found: Mapping[tuple[str, Urgency], int], key: str, what: str) -> tuple[Count, ...]:
    return tuple(_count(urgency, found.get((key, urgency), 0), what) for urgency in Urgency)


def _count(urgency: Urgency, number: int, what: str) -> Count:
    figure = numbers.format_decimal(number, locale=words.locale())
    said = {"figure": figure, "urgency": words.phrase(URGENCIES[urgency]), "what": what}
    told = _("%(figure)s %(urgency)s: %(what)s") % said if what else _("%(figure)s %(urgency)s") % said
    return Count(urgency.value, number, figure, told)


def _pressing(row: Row) -> tuple[int, ...]:
    return tuple(-count.number for count in row.counts)


def _cut(rows: Iterable[Row]) -> Rows:
    found = tuple(rows)
    return Rows(found[:ROWS_MAX], found[ROWS_MAX:])
