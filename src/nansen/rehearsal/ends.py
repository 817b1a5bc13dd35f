"""How captivity ends: an exchange for those who proved that they want it; now and then a death (GC III 118-122)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nansen.rehearsal import messages, parts, pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.custody import Stay
from nansen.rehearsal.pen import Line
from nansen.statements.values import Text, Value

KINDS = Urn.of([("illness", 4), ("wounds", 4), ("natural", 2), ("caused_by_person", 1)])
DEATHS = 0.015
# What follows a burial, and within how many days of the death.
AFTERWARDS = (("certificate_sent_on", 7), ("grave_registered_on", 30), ("grave_list_sent_on", 30))
DAY = dt.timedelta(days=1)
# Nothing else is written of a captive so long after he was registered but what is written month by month.
QUIET_AFTER = 125


@dataclass(frozen=True, slots=True)
class End:
    """How his captivity ended (a code of `custody.ended_how`), and when."""

    how: str
    at: dt.datetime


def come(chance: Chance, captive: Captive, journey: Sequence[Stay], *, wants: dt.datetime | None) -> End | None:
    """Return the end of a captivity, None where it lasts: an exchange for those whose proved wish it is, since `wants`.

    One in seventy of the others dies.
    """
    quiet = captive.registered + QUIET_AFTER * DAY
    latest = max(journey[-1].came + 5 * DAY, quiet)
    if wants:
        return End("exchanged", max(latest, wants) + chance.days(1, 60)) if captive.person.army == "RU" else None
    return End("died", latest + chance.days(1, 60)) if chance.happens(DEATHS) else None


def written(clerk: Clerk, captive: Captive, end: End, *, stage: str) -> None:
    """Write the end on his last stage of custody, what is his due then, and the word sent on."""
    lines = [
        pen.said("custody.ended", pen.instant(end.at), pen.WRITTEN, item=stage),
        pen.said("custody.ended_how", pen.code(end.how), pen.WRITTEN, item=stage),
    ]
    clerk.write("custody", end.at + clerk.chance.days(0.01, 0.2), lines)
    if told := clerk.chance.promptly(end.at, messages.CHANGE):
        type_ = "DEATH" if end.how == "died" else "REPATRIATION"
        messages.send(clerk, (type_,), told, power=captive.settled)
    if end.how == "died":
        _death(clerk, end.at)
    _account(clerk, end)


def _account(clerk: Clerk, end: End) -> None:
    """Write his account, closed before he left, and that his effects went with him or to the bureau (GC III 66)."""
    chance = clerk.chance
    sent = end.at + chance.days(2, 20)
    rows: list[Line] = [
        pen.said("account.stated_on", pen.day(end.at - DAY), pen.WRITTEN, item="account"),
        pen.said("account.balance", Text(f"{chance.number(0, 400)} UAH"), pen.WRITTEN, item="account"),
        pen.said("account.list_sent_on", pen.day(sent), pen.WRITTEN, item="account"),
    ]
    entry = next((entry for entry in clerk.entries if entry.form == "effects"), None)
    if entry:
        item = f"{entry.id}/effects"
        home = end.how == "exchanged"
        rows += [
            pen.said("effects.disposition", pen.code("with_him" if home else "sent_to_bureau"), pen.WRITTEN, item=item),
            pen.said(
                "effects.handed_on" if home else "effects.valuables_sent_on",
                pen.day(end.at if home else sent),
                pen.WRITTEN,
                item=item,
            ),
        ]
    clerk.write("effects", sent + chance.days(0.1, 1), rows)


def _death(clerk: Clerk, at: dt.datetime) -> None:
    """Write a death in captivity: certificate, grave, and the inquiry where somebody caused it (GC III 120-121)."""
    chance = clerk.chance
    kind = chance.draw(KINDS)
    grave = pen.town(chance.one(parts.shipped().towns["camp"]))
    rows: dict[str, Value] = {
        "at": pen.instant(at),
        "kind": pen.code(kind),
        "place": grave,
        "cause": pen.phrase(chance, "death.cause"),
        "certified_by": pen.text("Doctor Amon"),
        "of_pow": pen.YES,
        "burial_place": grave,
        "buried_on": pen.day(at + DAY),
        "grave_id": Text(f"{chance.one('ABCDEF')}-{chance.number(1, 400)}"),
        "marked": pen.YES,
        "cremated": pen.NO,
    }
    clerk.write("death", at + chance.days(2, 5), [_said(name, value) for name, value in rows.items()])
    dates = {name: on for name, within in AFTERWARDS if (on := chance.promptly(at + DAY, within - 1))}
    if kind == "caused_by_person":
        dates |= {"inquiry_opened_on": at, "inquiry_told_on": at, "inquiry_reported_on": at + chance.days(9, 28)}
    for on in sorted(set(dates.values())):
        clerk.write("death", max(on, at) + 6 * DAY, [_said(name, pen.day(on)) for name in dates if dates[name] == on])


def _said(name: str, value: Value) -> Line:
    return pen.said(f"death.{name}", value, pen.WRITTEN)
