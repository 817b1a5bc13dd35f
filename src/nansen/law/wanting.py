"""Findings on what he wants and what awaits him where an act leads."""

from __future__ import annotations

import datetime as dt

from nansen.casefile import risks, wishes
from nansen.casefile.model import Grade, Wish
from nansen.law import durations, view
from nansen.law.acts import RETURN
from nansen.law.view import View


def wish_against(here: View) -> bool:
    """Return whether a wish of his stands against the act; that he will not go elsewhere is none against staying."""
    if here.act == "STAY" and not here.destination:
        return False
    if not here.act or here.act in RETURN:
        return bool(wishes.holds(here.case, destination=here.destination, apart=_apart(here)))
    instead = "stay" if here.act == "STAY" else "third_country"
    return bool(wishes.against(here.case, destination=here.destination, instead=instead, apart=_apart(here)))


def _apart(here: View) -> dt.timedelta:
    """Return how far apart a wish must be said again: never less than the shipped week (house rule: never lowered)."""
    length = durations.parse(view.policy(here, "wish_apart") or "P7D", where="policy")
    return max(wishes.APART, dt.timedelta(days=30 * length.months, seconds=length.seconds))


def _answers(here: View) -> list[Wish]:
    """Return what he himself answered: what others say of him is no answer of his, and no silence is."""
    none = {"unknown", "not_asked", "cannot_communicate"}
    return [one for one in wishes.of(here.case) if one.code not in none and one.grade is not Grade.G0]


def wish_missing(here: View) -> bool:
    """Return whether he has never answered what he wants."""
    return not [one for one in _answers(here) if one.code != "declined"]


def wish_stale(here: View) -> bool:
    """Return whether his last answer is older than the policy allows; an answer without a date is old."""
    fresh = durations.parse(view.policy(here, "wish_fresh") or "P14D", where="policy")
    items = {one.item for one in _answers(here)}
    times = [
        span[1]
        for item in items
        for span in view.spans(view.on(here, item, "wish"), "wish.asked_on")
        if span[0] <= here.now
    ]
    return not times or durations.after(max(times), fresh) < here.now


def wish_not_proved(here: View) -> bool:
    """Return whether no current wish of grade G3 fits the act."""
    code = {"STAY": "stay", "THIRD": "third_country"}.get(here.act, "return")
    destination = "" if here.act == "STAY" else here.destination
    if not destination and here.act != "STAY":
        return True
    return wishes.proved(here.case, code, destination=destination, apart=_apart(here)) is None


def risk_found(here: View) -> bool:
    """Return whether a finding of risk stands for the destination."""
    return bool(risks.standing(here.case, destination=here.destination))


def risk_stale(here: View) -> bool:
    """Return whether the assessment is old, or something was published or reopened since."""
    done = risks.closed(here.case, here.destination)
    if done is None:
        return False
    fresh = durations.parse(view.policy(here, "risk_fresh") or "P90D", where="policy")
    published = [span[1] for span in view.spans_all(here, "publication.published_on") if span[0] <= here.now]
    reopened = [span[1] for span in view.spans_all(here, "risk.reopened_on") if span[0] <= here.now]
    made = done.first if done.first <= here.now else done.said.recorded_at
    since = any(moment > made for moment in (*published, *reopened))
    return since or durations.after(made, fresh) < here.now


def onward_found(here: View) -> bool:
    """Return whether a finding of risk stands for where he may be sent on from there."""
    return bool(risks.standing(here.case, destination=here.destination, onward=True))


def onward_open(here: View) -> bool:
    """Return whether he may be sent on from there and that was not assessed."""
    return risks.onward_open(here.case, destination=here.destination)


def not_party(here: View) -> bool:
    """Return whether the profile names the destination as not bound by the Third Convention."""
    return here.destination in view.policy(here, "not_party").split()
