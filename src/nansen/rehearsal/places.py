"""The camps: when each was opened, who commands it, what hangs there, whom the captives elected, who came to see it."""

from __future__ import annotations

import datetime as dt

from nansen.rehearsal import parts, pen
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Town
from nansen.statements.values import Value

LANGUAGES = ("ru", "ko", "uk")
NAMES = ("Lt Col Bondar", "Lt Col Savchuk", "Maj Hrytsenko", "Col Melnyk", "Maj Tymoshenko")
# What comes again in a camp, how often in days and within how many it is owed, and for how long at most it is written.
AGAIN = (("representative_elected", 150, 182), ("conditions_reported", 75, 90))
TIMES = 9


def count(size: int) -> int:
    """Return how many of so many files are of camps: one in sixty, and no more than there are."""
    return min(size // 60, len(parts.shipped().towns["camp"]))


def opened(clerk: Clerk, index: int, *, at: dt.datetime) -> None:
    """Write a camp: its opening, and what was done in it since (GC III 22-23, 39, 41, 79, 126)."""
    chance, camp = clerk.chance, parts.shipped().towns["camp"][index]
    clerk.write("camp", at, [pen.said(f"camp.{name}", value, pen.WRITTEN) for name, value in _rows(clerk, camp, at)])
    for what, often, owed in AGAIN:
        on = at
        for _ in range(TIMES):
            on += chance.days(often, owed - 2) if chance.happens(0.95) else chance.days(owed + 2, owed + 20)
            _event(clerk, what, on)
    for _ in range(2):
        asked = at + chance.days(20, 200)
        _event(clerk, "visit_asked", asked, by="ICRC delegation")
        _event(clerk, "visit_allowed", asked + chance.days(1, 5), by=chance.one(NAMES))


def _rows(clerk: Clerk, camp: Town, at: dt.datetime) -> list[tuple[str, Value]]:
    told = clerk.chance.happens(0.9)
    return [
        ("name", pen.text(camp.words)),
        ("kind", pen.code("camp")),
        ("place", pen.town(camp)),
        ("opened_at", pen.instant(at)),
        *((name, pen.YES) for name in ("on_land", "healthy", "shelters", "marked", "convention_copy")),
        ("in_fire_reach", pen.NO),
        ("officers_only", pen.NO),
        ("commander", pen.text(clerk.chance.one(NAMES))),
        ("commander_since", pen.day(at)),
        *(("languages", pen.code(lang)) for lang in LANGUAGES),
        ("posted_on", pen.day(at)),
        *([("location_told_on", pen.day(at))] if told else []),
    ]


def _event(clerk: Clerk, what: str, at: dt.datetime, *, by: str = "") -> None:
    lines = [
        pen.said("camp_event.what", pen.code(what), pen.WRITTEN, item="event"),
        pen.said("camp_event.at", pen.instant(at), pen.WRITTEN, item="event"),
    ]
    if by:
        lines.append(pen.said("camp_event.by", pen.text(by), pen.WRITTEN, item="event"))
    clerk.write("camp", at + clerk.chance.days(0.01, 0.5), lines)
