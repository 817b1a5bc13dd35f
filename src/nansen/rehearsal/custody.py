"""The stages of custody of a captive: the unit that took him, a transit camp, then a camp or a hospital, or two."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nansen.rehearsal import parts, pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Urn
from nansen.rehearsal.clerk import Clerk
from nansen.statements.model import Entry
from nansen.statements.values import Instant, Place, Precision

STAGES = Urn.of([(1, 15), (2, 30), (3, 38), (4, 17)])


def stages(clerk: Clerk, captive: Captive) -> None:
    """Write one to four stages; about one change of hands in eight leaves more than a day that nobody accounts for.

    Each stage is an entry of its own that also ends the stage before; the last one lasts.
    """
    chance, known = clerk.chance, parts.shipped()
    path: list[tuple[str, Place | None]] = [("capturing_unit", None)]
    path.append(("transit", pen.town(chance.one(known.towns["transit"]))))
    hurt = captive.health in {"seriously_wounded", "sick"}
    for _ in range(2):
        use = "hospital" if hurt and chance.happens(0.8) else "camp"
        path.append((use, pen.town(chance.one(known.towns[use]))))
        hurt = False
    hands = _Hands(left=captive.captured, came=captive.captured, noted=captive.registered)
    for kind, place in path[: chance.draw(STAGES)]:
        entry = _stage(clerk, kind, place, hands=hands)
        left = hands.came + (chance.days(0.2, 2) if kind == "capturing_unit" else chance.days(4, 120))
        gap = chance.days(1.2, 5) if chance.happens(0.12) else dt.timedelta()
        hands = _Hands(left=left, came=left + gap, noted=entry.at, before=f"{entry.id}/stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hands:
    """A change of hands: when he left the stage before (`before`, its item), when he came to the next.

    `noted` is when the stage before was written down: nothing is written of the next until then.
    """

    left: dt.datetime
    came: dt.datetime
    noted: dt.datetime
    before: str = ""


def _stage(clerk: Clerk, kind: str, place: Place | None, *, hands: _Hands) -> Entry:
    """Write a stage, and the end of the one before."""
    chance, came = clerk.chance, hands.came
    lines = []
    if hands.before:
        lines.append(pen.said("custody.ended", Instant(hands.left, hands.left), pen.WRITTEN, item=hands.before))
    words, lang = parts.shipped().words("capture.unit", "en")
    custodian = pen.text(place.words if place else chance.one(words))
    day = came.replace(hour=0, minute=0, second=0)
    exact = chance.happens(0.7)
    whole = Instant(day, day + dt.timedelta(days=1, seconds=-1), Precision.DAY, f"{day:%Y-%m-%d}")
    lines += [
        pen.said("custody.custodian", custodian, pen.WRITTEN, item="stage", lang=lang),
        pen.said("custody.kind", pen.code(kind), pen.WRITTEN, item="stage"),
        pen.said("custody.began", Instant(came, came) if exact else whole, pen.WRITTEN, item="stage"),
        pen.said("custody.detaining_power", pen.code("UA"), pen.WRITTEN, item="stage"),
    ]
    if place:
        lines.append(pen.said("custody.place", place, pen.WRITTEN, item="stage"))
    if place and kind != "transit":
        # The address is single: the new one takes the place of the last, of the same kind.
        last = clerk.last(f"captive.{kind}")
        lines.append(pen.said(f"captive.{kind}", place, pen.WRITTEN, replaces=last))
    return clerk.write("custody", max(came, hands.noted) + chance.days(0.05, 1), lines)
