"""What no pack, no profile, no release and no pair of signatures lets through (house.md 5(4)).

It stands in code beside the rules that say the same: a pack that was altered, or a profile that was lowered, must not
be enough to send a man back.
"""

from __future__ import annotations

from enum import StrEnum

from nansen.casefile import risks, wishes
from nansen.casefile.model import Case
from nansen.law.acts import REMOVAL, RETURN

PROVED = {"EXCH": "return", "THIRD": "third_country", "STAY": "stay"}


class Stop(StrEnum):
    """Why an act is stopped for good, until the man himself or a new assessment says otherwise."""

    UNWILLING = "unwilling"
    RISK = "risk"
    UNPROVED = "unproved"
    NOWHERE = "nowhere"
    ONWARD = "onward"


def against(case: Case, act: str, *, destination: str) -> tuple[Stop, ...]:
    """Return what stops this act for good; nothing means only that these five do not.

    A wish of his against the destination, or against any where the act names none; a finding of risk there, or in a
    State to which it may hand him on; for an exchange, a third country and staying: no current wish of grade G3 that
    asks for it; a removal to nowhere.
    """
    stops = [Stop.UNWILLING] if _unwilling(case, act, destination) else []
    if act in REMOVAL and risks.standing(case, destination=destination):
        stops.append(Stop.RISK)
    if act in REMOVAL and risks.standing(case, destination=destination, onward=True):
        stops.append(Stop.ONWARD)
    if act in REMOVAL and not destination:
        stops.append(Stop.NOWHERE)
    wanted = PROVED.get(act)
    if wanted and wishes.proved(case, wanted, destination="" if act == "STAY" else destination) is None:
        stops.append(Stop.UNPROVED)
    return tuple(stops)


def _unwilling(case: Case, act: str, destination: str) -> bool:
    if act in RETURN:
        return bool(wishes.holds(case, destination=destination))
    return act in REMOVAL and bool(wishes.against(case, destination=destination, instead="third_country"))
