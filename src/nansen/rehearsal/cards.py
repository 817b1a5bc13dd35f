"""The capture cards: one to the Agency, one to his family, at each camp he comes to and in hospital (GC III 70)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nansen.rehearsal import intake, pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.custody import Stay
from nansen.rehearsal.pen import Line

WITHIN = 7  # days, GC III 70


def filled(chance: Chance, captive: Captive, at: dt.datetime) -> Iterator[Line]:
    """Yield that he was offered both cards on a day, and filled them, or declined; one in eighty lies there unsent."""
    day = pen.day(at)
    for to in ("cta", "family"):
        declined = captive.choice == "none" or (captive.choice, to) == ("cta_only", "family")
        yield pen.said("card.to", pen.code(to), pen.WRITTEN, item=to)
        yield pen.said("card.offered_on", day, pen.WRITTEN, item=to)
        yield pen.said("card.filled_on", pen.DECLINED if declined else day, pen.WRITTEN, item=to)
        if not declined and chance.happens(0.9875):
            yield pen.said("card.sent_on", day, pen.WRITTEN, item=to)


def written(clerk: Clerk, captive: Captive, stays: Sequence[Stay], *, kin: bool) -> None:
    """Write the cards of each of these arrivals, and with the first his next of kin where he was asked for them.

    An arrival at which he is registered has its cards on the capture form: it is none of these.
    """
    for stay in stays:
        at = clerk.chance.promptly(stay.came, WITHIN)
        if at:
            at = max(at, captive.registered)
            family = intake.kin(clerk.chance, captive, at) if kin else ()
            clerk.write("kin", at, [*family, *filled(clerk.chance, captive, at)])
            kin = False
    if kin:
        at = captive.registered + clerk.chance.days(0.1, 12)
        clerk.write("kin", at, intake.kin(clerk.chance, captive, at))
