"""The bureau's messages: word of him to the Central Tracing Agency, and to his Power where it is settled (GC III 122).

Each is written out, signed, sealed, and sent against a receipt in one act. The names of keys are invented, so is what
they signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nansen.rehearsal import pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.custody import Stay
from nansen.rehearsal.pen import Line
from nansen.statements.values import Text, Value

KEY = "rehearsal.example/bureau"
SEAL = f"{KEY}+00000000"
BUREAU = "National Information Bureau of the Power"
# In days: word of a capture is sent on within one, of a change within three (policies forward and change_forward).
CAPTURE, CHANGE, WEEK = 1, 3, 7


def captured(clerk: Clerk, captive: Captive, journey: Sequence[Stay]) -> None:
    """Write the message on his capture, and in the same breath that on where he was taken."""
    at = clerk.chance.promptly(captive.registered, CAPTURE)
    if at:
        send(clerk, ("CAPTURE", *(_type(stay) for stay in journey[1:2])), at, power=captive.settled)


def moved(clerk: Clerk, captive: Captive, journey: Sequence[Stay]) -> None:
    """Write a message on each later change of hands: taken to hospital, or moved."""
    for before, stay in pairwise(journey[1:]):
        at = clerk.chance.promptly(before.left, CHANGE)
        if at:
            send(clerk, (_type(stay),), at, power=captive.settled)


def bulletins(clerk: Clerk, captive: Captive, *, until: dt.datetime) -> None:
    """Write the weekly word on a man who is seriously wounded, until he is better (GC III 122(5))."""
    if captive.health != "seriously_wounded":
        return
    better = captive.registered + clerk.chance.days(15, 34)
    at = captive.registered + clerk.chance.days(2, 6)
    while at < min(better, until):
        send(clerk, ("HEALTH",), at, power=captive.settled)
        at += clerk.chance.days(5, 6.9)
    if better < until:
        clerk.write(
            "health",
            better,
            [
                pen.said("health.bulletin", pen.phrase(clerk.chance, "health.bulletin"), pen.WRITTEN, lang="en"),
                pen.said("health.state", pen.code("recovered"), pen.SEEN, replaces=clerk.last("health.state")),
            ],
        )


def send(clerk: Clerk, types: Sequence[str], at: dt.datetime, *, power: str = "") -> None:
    """Write that messages of these types were sent to the Agency at a time, and to a Power where one is named."""
    clerk.write("message", at, [line for type_ in types for line in _both(clerk, type_, at, power)])


def _type(stay: Stay) -> str:
    return "HOSPITAL" if stay.kind == "hospital" else "TRANSFER"


def _both(clerk: Clerk, type_: str, at: dt.datetime, power: str) -> Iterator[Line]:
    yield from _one(clerk, type_, at, to="cta")
    if power:
        yield from _one(clerk, type_, at, to="power", power=power)


def _one(clerk: Clerk, type_: str, at: dt.datetime, *, to: str, power: str = "") -> Iterator[Line]:
    chance, item, moment = clerk.chance, f"{type_}-{to}", pen.instant(at)
    mark = chance.id()
    addressee = pen.text(f"{BUREAU} {power}") if power else pen.phrase(chance, "message.addressee")
    rows: dict[str, Value] = {
        "type": pen.code(type_),
        "to": pen.code(to),
        **({"to_power": pen.code(power)} if power else {}),
        "exported_at": moment,
        "channel": pen.phrase(chance, "message.channel"),
        "addressee": addressee,
        "sent_at": moment,
        "receipt": Text(f"{at:%y}/{mark[:6]}"),
        "signature": Text(f"— {KEY} {mark}"),
        "seal": pen.text(SEAL),
    }
    for name, value in rows.items():
        yield pen.said(f"message.{name}", value, pen.WRITTEN, item=item)
