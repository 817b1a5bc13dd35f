"""An invented bureau of any size: its files one after the other, each with all that was done on it.

The shares are those of no real bureau; they are chosen so that everything that Nansen handles comes up: names in
several scripts, false papers, half-known dates, refused answers, wishes that change, hours that nobody accounts for.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence

from nansen.errors import Rejected
from nansen.rehearsal import (
    captives,
    cards,
    care,
    custody,
    ends,
    enquiries,
    families,
    intake,
    interviews,
    messages,
    people,
    places,
    remains,
    upkeep,
    wishes,
)
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Officers
from nansen.statements.model import Entry, Kind

__all__ = ["Officers", "entries"]

KINDS = Urn.of([(Kind.CAPTIVE, 70), (Kind.SOUGHT, 15), (Kind.OURS, 10), (Kind.REMAINS, 5), (Kind.REQUEST, 2)])
# How many captives are remembered, of whom a family may ask; half of those who are sought are among them.
REMEMBERED = 400
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
SITES = (60, 25, 15)


def entries(seed: int, size: int, *, officers: Officers, start: dt.datetime, now: dt.datetime) -> Iterator[Entry]:
    """Yield the entries of so many files, file by file, those of one file together and in the order of time.

    A few are of camps, one in fifty of enquiries, all others of persons; the officers do in time most of what the law
    asks of them, some of it late, little of it never.
    The first entry of a file lies between `start` and `now`; what would be written after `now` is not there. The same
    arguments give the same entries, byte for byte. About 8 entries of 12 statements each a file, 0.8 ms a file.
    Raises Rejected where `start` is not at least an hour before `now`.
    """
    if now - start < HOUR:
        raise Rejected.because("start", expected="a time an hour or more before now", found="a later one")
    chance = Chance(f"nansen rehearsal {seed} {size}")
    sites = Urn.of(zip(officers.sites, SITES, strict=True))
    known: deque[Captive] = deque(maxlen=REMEMBERED)
    camps = places.count(size)
    for index in range(size):
        kind = Kind.PLACE if index < camps else chance.draw(KINDS)
        clerk = Clerk(chance, officers, kind=kind, site=chance.draw(sites), now=now)
        at = (start + MINUTE + chance.random() * (now - start - MINUTE)).replace(second=0, microsecond=0)
        if clerk.kind is Kind.CAPTIVE:
            known.append(_captive(clerk, at))
        else:
            _other(clerk, known, index=index, at=at)
        yield from clerk.kept()


def _captive(clerk: Clerk, at: dt.datetime) -> Captive:
    captive = captives.invent(clerk.chance, at)
    journey = custody.journey(clerk.chance, captive)
    there = captive.carded and len(journey) > 1 and journey[1].came <= at
    form = captives.capture(clerk, captive, cards.filled(clerk.chance, captive, at) if there else ())
    messages.captured(clerk, captive, journey)
    intake.papers(clerk, captive)
    upkeep.effects(clerk, captive)
    stage = custody.stages(clerk, captive, journey)
    messages.moved(clerk, captive, journey)
    cards.written(clerk, captive, journey[2 if there else 1 :], kin=clerk.chance.happens(0.5))
    upkeep.housed(clerk, captive, journey)
    upkeep.transferred(clerk, journey)
    intake.mend(clerk, captive, form)
    interviews.held(clerk, captive)
    wants = wishes.told(clerk, captive)
    care.doctor(clerk, captive)
    care.commission(clerk)
    care.risk(clerk, captive)
    end = ends.come(clerk.chance, captive, journey, wants=wants)
    until = min(end.at, clerk.now) if end else clerk.now
    upkeep.monthly(clerk, captive, until=until)
    messages.bulletins(clerk, captive, until=until)
    if end and end.at < clerk.now:
        ends.written(clerk, captive, end, stage=stage)
    return captive


def _other(clerk: Clerk, known: Sequence[Captive], *, index: int, at: dt.datetime) -> None:
    chance = clerk.chance
    match clerk.kind:
        case Kind.SOUGHT:
            asked = chance.one(known) if known and chance.happens(0.5) else None
            if asked and (later := asked.captured + chance.days(3, 90)) <= clerk.now:
                families.seek(clerk, asked.person, at=later, lost=asked.captured)
            else:
                person = people.invent(chance, chance.one(("RU", "UA")), day=at.date())
                families.seek(clerk, person, at=at, lost=at - chance.days(3, 90))
        case Kind.OURS:
            families.ours(clerk, people.invent(chance, "UA", day=at.date()), at=at)
        case Kind.PLACE:
            places.opened(clerk, index, at=at)
        case Kind.REQUEST:
            enquiries.asked(clerk, people.invent(chance, chance.one(("RU", "UA")), day=at.date()), at=at)
        case _:
            army = chance.one(("RU", "RU", "KP", "UA"))
            remains.found(clerk, people.invent(chance, army, day=at.date()), at=at)
