"""Findings on his health: capacity, fitness to travel, weight, danger from himself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

from nansen.casefile import wishes
from nansen.law import durations, holding, view
from nansen.law.model import Happening
from nansen.law.view import View
from nansen.statements.values import Measure


def cannot_communicate(here: View) -> bool:
    """Return whether he cannot make himself understood, by the last word on it."""
    told = list(view.said(view.whole(here), "health.capacity"))
    last = max(told, key=lambda one: one.recorded_at, default=None)
    wish = wishes.latest(here.case)
    return (last is not None and getattr(last.statement.value, "code", "") == "unable") or (
        wish is not None and wish.code == "cannot_communicate"
    )


def fitness_missing(here: View) -> bool:
    """Return whether no doctor has lately said if he can travel (GC III 47)."""
    fresh = durations.parse(view.policy(here, "fitness_fresh") or "P14D", where="policy")
    seen = [span[0] for span in view.spans_all(here, "health.fit_on") if span[0] <= here.now]
    told = {"yes", "no"} & view.words_all(here, "health.fit_to_travel") and view.words_all(here, "health.fit_doctor")
    return not (told and seen and durations.after(max(seen), fresh) >= here.now)


def weight_loss(here: View) -> bool:
    """Return whether he lost more than the policy allows between a weighing and one of the two after it."""
    percent = Decimal(view.policy(here, "weight_loss_percent") or "10")
    rows: list[tuple[dt.datetime, Measure]] = []
    for item in here.case.items("weighing"):
        one = view.on(here, item, "weighing")
        days, kilos = view.spans(one, "weighing.weighed_on"), view.measures(one, "weighing.weight")
        if days and kilos:
            rows.append((days[0][0], kilos[0]))
    rows.sort(key=lambda row: row[0])
    pairs = (*pairwise(rows), *zip(rows, rows[2:], strict=False))
    return any((old.high - new.low) * 100 > percent * old.high for (_, old), (_, new) in pairs)


def self_harm(here: View) -> bool:
    """Return whether a sign of self-harm or an alleged order to die was not ended by a doctor."""
    signs = [happening.first for happening in _care(here, "self_harm_sign", "death_order_alleged")]
    ended = [
        happening.first
        for happening in _care(here, "watch_ended")
        if happening.first <= here.now and holding.words_of(here, happening.item, "care.doctor")
    ]
    return any(not any(end > sign for end in ended) for sign in signs)


def _care(here: View, *codes: str) -> list[Happening]:
    found = []
    for item in here.case.items("care"):
        one = view.on(here, item, "care")
        if set(codes) & view.words(one, "care.what"):
            said = next(view.said(one, "care.what"))
            spans = view.spans(one, "care.at") or [(said.recorded_at, said.recorded_at)]
            found.append(Happening("care", item, *spans[0], said))
    return found
