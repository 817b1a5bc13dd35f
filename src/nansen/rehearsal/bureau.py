"""An invented bureau of any size: its files one after the other, each with all that was done on it.

The shares are those of no real bureau; they are chosen so that everything that Nansen handles comes up: names in
several scripts, false papers, half-known dates, refused answers, wishes that change, hours that nobody accounts for.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence

from nansen.errors import Rejected
from nansen.rehearsal import captives, care, custody, families, intake, interviews, people, remains, wishes
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Officers
from nansen.statements.model import Entry, Kind

__all__ = ["Officers", "entries"]

KINDS = Urn.of([(Kind.CAPTIVE, 70), (Kind.SOUGHT, 15), (Kind.OURS, 10), (Kind.REMAINS, 5)])
# How many captives are remembered, of whom a family may ask; half of those who are sought are among them.
REMEMBERED = 400
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
SITES = (60, 25, 15)


def entries(seed: int, size: int, *, officers: Officers, start: dt.datetime, now: dt.datetime) -> Iterator[Entry]:
    """Yield the entries of so many person files, file by file, those of one file together and in the order of time.

    The first entry of a file lies between `start` and `now`; what would be written after `now` is not there. The same
    arguments give the same entries, byte for byte. About 5 entries of 12 statements each a file, 0.5 ms a file.
    Raises Rejected where `start` is not at least an hour before `now`.
    """
    if now - start < HOUR:
        raise Rejected.because("start", expected="a time an hour or more before now", found="a later one")
    chance = Chance(f"nansen rehearsal {seed} {size}")
    sites = Urn.of(zip(officers.sites, SITES, strict=True))
    known: deque[Captive] = deque(maxlen=REMEMBERED)
    for _ in range(size):
        clerk = Clerk(chance, officers, kind=chance.draw(KINDS), site=chance.draw(sites))
        at = (start + MINUTE + chance.random() * (now - start - MINUTE)).replace(second=0, microsecond=0)
        if clerk.kind is Kind.CAPTIVE:
            known.append(_captive(clerk, at))
        else:
            _other(clerk, known, at=at, now=now)
        yield from clerk.kept(now)


def _captive(clerk: Clerk, at: dt.datetime) -> Captive:
    captive = captives.invent(clerk.chance, at)
    form = captives.capture(clerk, captive)
    intake.papers(clerk, captive)
    custody.stages(clerk, captive)
    if clerk.chance.happens(0.5):
        intake.kin(clerk, captive)
    intake.mend(clerk, captive, form)
    interviews.held(clerk, captive)
    wishes.told(clerk, captive)
    care.doctor(clerk, captive)
    care.risk(clerk, captive)
    return captive


def _other(clerk: Clerk, known: Sequence[Captive], *, at: dt.datetime, now: dt.datetime) -> None:
    chance = clerk.chance
    match clerk.kind:
        case Kind.SOUGHT:
            asked = chance.one(known) if known and chance.happens(0.5) else None
            if asked and (later := asked.captured + chance.days(3, 90)) <= now:
                families.seek(clerk, asked.person, at=later, lost=asked.captured)
            else:
                person = people.invent(chance, chance.one(("RU", "UA")), day=at.date())
                families.seek(clerk, person, at=at, lost=at - chance.days(3, 90))
        case Kind.OURS:
            families.ours(clerk, people.invent(chance, "UA", day=at.date()), at=at)
        case _:
            army = chance.one(("RU", "RU", "KP", "UA"))
            remains.found(clerk, people.invent(chance, army, day=at.date()), at=at)
