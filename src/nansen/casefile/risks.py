"""Findings of risk in a destination: one stands until a new assessment of the same destination says otherwise.

The finding is absolute (CAT 3; ICCPR 7; ECHR 3): it never expires, and what others replace or withdraw in it changes
nothing. Only a later assessment, an item of its own, clears it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nansen.casefile import timeline
from nansen.casefile.model import Case, Said
from nansen.statements.values import Code, Value

RISK, NO_RISK = "risk", "no_risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment of one destination, empty where it names none: its outcome, between `first` and `last` made.

    Of several outcomes that stand in it the worst counts, and of several destinations each has one of its own.
    """

    item: str
    destination: str
    outcome: str
    first: dt.datetime
    last: dt.datetime
    said: Said
    onward: bool = False


def of(case: Case) -> tuple[Assessment, ...]:
    """Return the assessments by the time of writing, those of the onward State too."""
    found = []
    for item in case.items("risk"):
        dated = [span for value in _said(case, "risk.assessed_on", item) if (span := timeline.bounds(value[0]))]
        for onward, where, what in (
            (False, "risk.destination", "risk.outcome"),
            (True, "risk.onward_to", "risk.onward_outcome"),
        ):
            outcomes = _codes(case, what, item)
            if not outcomes:
                continue
            worst = next((code for code in (RISK, "open", NO_RISK) if code in outcomes), "open")
            said = outcomes[worst] if worst in outcomes else next(iter(outcomes.values()))
            first = min((span[0] for span in dated), default=said.recorded_at)
            last = max((span[1] for span in dated), default=said.recorded_at)
            found += [
                Assessment(
                    item=item, destination=destination, outcome=worst, first=first, last=last, said=said, onward=onward
                )
                for destination in _codes(case, where, item) or {"": said}
            ]
    return tuple(sorted(found, key=lambda one: (one.said.recorded_at, one.item, one.destination)))


def standing(case: Case, *, destination: str = "", onward: bool = False) -> tuple[Assessment, ...]:
    """Return the findings of risk that stand for a destination; without one, those of every destination.

    A finding that names no destination stands for every one. It is cleared by a later assessment that finds no risk in
    the same place: written after it, and made after it under every reading of both dates.
    """
    every = [one for one in of(case) if one.onward is onward]
    return tuple(
        one
        for one in every
        if one.outcome == RISK
        and (not destination or one.destination in {"", destination})
        and not any(_clears(later, one) for later in every)
    )


def closed(case: Case, destination: str, *, onward: bool = False) -> Assessment | None:
    """Return the last assessment of this destination that came to a finding, or None."""
    done = [
        one
        for one in of(case)
        if one.onward is onward and one.outcome in {RISK, NO_RISK} and one.destination == destination
    ]
    return max(done, key=lambda one: (one.first, one.said.recorded_at), default=None)


def _clears(later: Assessment, found: Assessment) -> bool:
    return (
        later.outcome == NO_RISK
        and later.destination == found.destination
        and later.item != found.item
        and later.said.recorded_at > found.said.recorded_at
        and later.first > found.last
    )


def _codes(case: Case, term: str, item: str) -> dict[str, Said]:
    return {value.code: said for value, said in _said(case, term, item) if isinstance(value, Code)}


def _said(case: Case, term: str, item: str) -> list[tuple[Value, Said]]:
    line = case.line(term, item)
    return [(said.statement.value, said) for said in line.standing] if line else []
