"""The stages of custody of a captive: the unit that took him, a transit camp, then a camp or a hospital, or two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nansen.rehearsal import parts, pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Town
from nansen.rehearsal.pen import Line
from nansen.statements.values import Instant, Precision

STAGES = Urn.of([(1, 1), (2, 59), (3, 31), (4, 9)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stage of custody: where he was held, when he came there and when he left."""

    kind: str
    place: Town | None
    came: dt.datetime
    left: dt.datetime


def journey(chance: Chance, captive: Captive) -> tuple[Stay, ...]:
    """Return one to four stages; about one change of hands in eleven leaves more than a day nobody accounts for.

    A way of two stages leads straight to a camp or hospital, a longer one by a transit camp. He is registered where he
    comes first, once he is there.
    """
    known, count = parts.shipped(), chance.draw(STAGES)
    path = ["capturing_unit", "transit"][: max(1, count - 1)]
    hurt = captive.health in {"seriously_wounded", "sick"}
    while len(path) < count:
        path.append("hospital" if hurt and chance.happens(0.8) else "camp")
        hurt = False
    came, found = captive.captured, []
    for kind in path:
        place = chance.one(known.towns[kind]) if kind in known.towns else None
        left = came + (chance.days(3, 12) if kind == "transit" and chance.happens(0.93) else chance.days(15, 120))
        if not place:
            left = came + (captive.registered - came) * (0.2 + chance.random() * 0.7)
            left = left.replace(second=0, microsecond=0)
        found.append(Stay(kind=kind, place=place, came=came, left=left))
        came = left + (chance.days(1.2, 5) if chance.happens(0.09) else dt.timedelta())
    return tuple(found)


def stages(clerk: Clerk, captive: Captive, found: Sequence[Stay]) -> str:
    """Write the stages and return the item of the last: each also ends the one before; the last one lasts.

    The first two are one entry, each later one is an entry of its own.
    """
    noted, before, left = captive.registered, "", captive.captured
    for stays in (found[:2], *((stay,) for stay in found[2:])):
        lines: list[Line] = []
        for number, stay in enumerate(stays):
            if before:
                lines.append(pen.said("custody.ended", pen.instant(left), pen.WRITTEN, item=before))
            before, left = f"stage{number}", stay.left
            lines += _stage(clerk, stay, before)
        noted = max(stays[-1].came, noted) + clerk.chance.days(0.05, 1)
        before = f"{clerk.write('custody', noted, lines).id}/{before}"
    return before


def _stage(clerk: Clerk, stay: Stay, item: str) -> Iterator[Line]:
    chance, came, place = clerk.chance, stay.came, stay.place and pen.town(stay.place)
    day = came.replace(hour=0, minute=0, second=0)
    exact = chance.happens(0.7)
    whole = Instant(day, day + dt.timedelta(days=1, seconds=-1), Precision.DAY, f"{day:%Y-%m-%d}")
    custodian = pen.text(place.words) if place else pen.phrase(chance, "capture.unit")
    yield pen.said("custody.custodian", custodian, pen.WRITTEN, item=item, lang="en")
    yield pen.said("custody.kind", pen.code(stay.kind), pen.WRITTEN, item=item)
    yield pen.said("custody.began", Instant(came, came) if exact else whole, pen.WRITTEN, item=item)
    yield pen.said("custody.detaining_power", pen.code("UA"), pen.WRITTEN, item=item)
    if place:
        yield pen.said("custody.place", place, pen.WRITTEN, item=item)
    if place and stay.kind != "transit":
        # The address is single: the new one takes the place of the last, of the same kind.
        last = clerk.last(f"captive.{stay.kind}")
        yield pen.said(f"captive.{stay.kind}", place, pen.WRITTEN, replaces=last)
