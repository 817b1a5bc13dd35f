"""The pen: statements that wait for their id, the voices that say them, the values that come again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from nansen.rehearsal import parts
from nansen.rehearsal.chance import Chance
from nansen.rehearsal.model import Town
from nansen.statements.model import Manner, Source, Speaker, Statement
from nansen.statements.values import Absence, Absent, Code, Date, Instant, Place, Precision, Text, Value

Line = Callable[..., Statement]  # a statement that waits for its id
UNKNOWN, DECLINED, NOT_ASKED = (Absent(absence) for absence in Absence)
YES, NO = Code("yes"), Code("no")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, how, and when."""

    source: Source
    manner: Manner
    at: Instant | None = None


SEEN = Voice(Source(Speaker.OFFICER), Manner.OBSERVED)
WRITTEN = Voice(Source(Speaker.OFFICER), Manner.WRITTEN)
PRINTED = Voice(Source(Speaker.PAPER), Manner.PRINTED)
ASSESSED = Voice(Source(Speaker.EXPERT), Manner.ASSESSED)


def said(
    term: str,
    value: Value,
    voice: Voice,
    *,
    item: str = "",
    text: str = "",
    lang: str = "",
    replaces: str = "",
    withdraws: str = "",
) -> Line:
    """Return a statement that waits for its id; where nothing was answered there is no language of the answer."""
    return partial(
        Statement,
        term=term,
        value=value,
        source=voice.source,
        manner=voice.manner,
        item=item,
        text=text,
        lang=lang if text or not isinstance(value, Absent) else "",
        said_at=voice.at,
        replaces=replaces,
        withdraws=withdraws,
    )


def himself(at: dt.datetime, *, interpreter: str = "", manner: Manner = Manner.SPOKEN) -> Voice:
    """Return the voice of the person himself at a time."""
    return Voice(Source(Speaker.HIMSELF, interpreter=interpreter), manner, Instant(at, at))


@cache
def code(word: str) -> Code:
    """Return a code; every code is made once."""
    return Code(word)


def yes(answer: bool) -> Code:
    """Return yes or no."""
    return YES if answer else NO


@cache
def text(words: str) -> Text:
    """Return words that come again and again."""
    return Text(words)


@cache
def town(place: Town) -> Place:
    """Return a town as a place, known to 5 km."""
    return Place(place.words, place.country, place.latitude, place.longitude, 5_000)


def day(when: dt.datetime | dt.date) -> Date:
    """Return a day."""
    on = when.date() if isinstance(when, dt.datetime) else when
    return Date(on, on)


def instant(at: dt.datetime) -> Instant:
    """Return a point of time."""
    return Instant(at, at)


def phrase(chance: Chance, topic: str) -> Text:
    """Return English words on a topic."""
    return text(chance.one(parts.shipped().words(topic, "en")[0]))


def by_day(at: dt.datetime) -> dt.datetime:
    """Return the time of day at which a man is spoken to, between 8 and 20, on the day of a time."""
    return at.replace(hour=8 + at.hour // 2)


def about(chance: Chance, at: dt.datetime) -> Instant:
    """Return a time as exactly as it may be told: to the minute, the day, or between two days."""
    how = chance.random()
    if how < 0.6:
        return Instant(at, at)
    start = at.replace(hour=0, minute=0, second=0)
    if how < 0.88:
        return Instant(start, start + dt.timedelta(days=1, seconds=-1), Precision.DAY, f"{at:%Y-%m-%d}")
    first = start - dt.timedelta(days=chance.number(0, 2))
    last = start + dt.timedelta(days=chance.number(1, 3), seconds=-1)
    return Instant(first, last, Precision.INTERVAL, f"{first:%Y-%m-%d}/{last:%Y-%m-%d}")
