"""What a camp does for a captive while it holds him: housing, mail, inspections and weighings, effects, transfers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from nansen.rehearsal import pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.custody import Stay
from nansen.rehearsal.pen import Line
from nansen.statements.values import Measure, Text, Value

# How many months are written down, the last ones, and how many of them with his weight.
MONTHS, WEIGHED = 12, 2
HOUSED = 7  # days, policy housing
DAY = dt.timedelta(days=1)


def effects(clerk: Clerk, captive: Captive) -> None:
    """Write what was taken from one in three against a receipt, within the day (GC III 18)."""
    chance = clerk.chance
    if not chance.happens(0.35):
        return
    rows: dict[str, Value] = {
        "item": pen.phrase(chance, "effects.item"),
        "qty": Text("1"),
        "kind": pen.code(chance.one(("valuable", "valuable", "money"))),
        "taken_on": pen.day(captive.registered),
        "ordered_by": pen.phrase(chance, "effects.ordered_by"),
        "receipt_no": Text(f"{captive.registered:%y}-{chance.number(1, 99_999):05d}"),
        "receipt_by": pen.phrase(chance, "effects.receipt_by"),
    }
    lines = [pen.said(f"effects.{name}", value, pen.WRITTEN, item="effects") for name, value in rows.items()]
    clerk.write("effects", captive.registered + chance.days(0.01, 0.05), lines)


def housed(clerk: Clerk, captive: Captive, journey: Sequence[Stay]) -> None:
    """Write that he was housed with his own in each camp, and how he came to the first (GC III 20, 22)."""
    lines: list[Line] = []
    last = captive.registered
    for stay in journey[1:]:
        at = clerk.chance.promptly(stay.came, HOUSED)
        if at and at < clerk.now and stay.kind != "hospital":
            lines += _measure(clerk, "housed", at, item=f"housed{len(lines)}")
            last = max(last, at)
    if not lines:
        return
    if clerk.chance.happens(0.12):
        out = journey[0].left
        lines += _measure(clerk, "evacuation", out, item="evacuation")
        if on := clerk.chance.promptly(out, 1):
            row = [pen.said("transfer.list_made_on", pen.day(on), pen.WRITTEN, item="transfer")]
            clerk.write("transfer", max(on, captive.registered), row)
    clerk.write("measure", last, lines)


def transferred(clerk: Clerk, journey: Sequence[Stay]) -> None:
    """Write four in ten later moves as transfers: he is told before, his mail follows (GC III 48)."""
    for before, stay in pairwise(journey[1:]):
        if not stay.place or not clerk.chance.happens(0.4):
            continue
        told = pen.day(before.left - DAY) if clerk.chance.happens(0.95) else pen.day(before.left + DAY)
        rows: dict[str, Value] = {
            "to": pen.town(stay.place),
            "reason": pen.phrase(clerk.chance, "transfer.reason"),
            "list_made_on": pen.day(before.left - DAY),
            "told_on": told,
            "mail_address": pen.text(stay.place.words),
            "next_of_kin_told_on": told,
            "departed_at": pen.instant(before.left),
            "forwarded_on": pen.day(before.left),
        }
        lines = [pen.said(f"transfer.{name}", value, pen.WRITTEN, item="transfer") for name, value in rows.items()]
        clerk.write("transfer", before.left + clerk.chance.days(1, 2), lines)


def monthly(clerk: Clerk, captive: Captive, *, until: dt.datetime) -> None:
    """Write the inspections of his health, and the mail that he may send, month by month until a time.

    Of a long captivity only the last months are written; one man in sixteen is forgotten now and then.
    """
    chance = clerk.chance
    careless = 1.5 if chance.happens(0.06) else 1
    seen, at = [], captive.captured + chance.days(4, 20)
    while at < until - DAY:
        seen.append(at)
        at += chance.days(23, 27) * careless
    if not seen:
        return
    kept = seen[-MONTHS:]
    lines = [pen.said("health.inspected_on", pen.day(one), pen.WRITTEN) for one in kept]
    for number, one in enumerate(kept[-WEIGHED:]):
        kilograms = Decimal(captive.weight + chance.number(-1, 1))
        item = f"weighing{number}"
        lines += [
            pen.said("weighing.weight", Measure(kilograms, kilograms, "kg"), pen.SEEN, item=item),
            pen.said("weighing.weighed_on", pen.day(one), pen.WRITTEN, item=item),
        ]
    clerk.write("health", kept[-1] + chance.days(0.1, 0.9), lines)
    lines = [line for number, one in enumerate(kept) for line in _letters(one, f"mail{number}")]
    clerk.write("mail", kept[-1] + chance.days(0.1, 0.9), lines)


def _letters(at: dt.datetime, item: str) -> Iterator[Line]:
    yield pen.said("mail.month", pen.day(at), pen.WRITTEN, item=item)
    yield pen.said("mail.limited", pen.NO, pen.WRITTEN, item=item)


def _measure(clerk: Clerk, what: str, at: dt.datetime, *, item: str) -> Iterator[Line]:
    yield pen.said("measure.what", pen.code(what), pen.WRITTEN, item=item)
    yield pen.said("measure.at", pen.instant(at), pen.WRITTEN, item=item)
    if what == "housed":
        yield pen.said("measure.note", pen.phrase(clerk.chance, "measure.note"), pen.WRITTEN, item=item, lang="en")
