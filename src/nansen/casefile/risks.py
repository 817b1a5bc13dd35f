"""Findings of risk in a destination: one stands until a new assessment of the same destination says otherwise.

The finding is absolute (CAT 3; ICCPR 7; ECHR 3): it never expires, and what others replace or withdraw in it changes
nothing. Only a later assessment clears it: an item of its own by another officer, that tells when, by whom, on what
sources and by which threshold it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nansen.casefile import timeline
from nansen.casefile.model import Case, Line, Said
from nansen.statements.values import Absent, Code

RISK, NO_RISK = "risk", "no_risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment of one destination, empty where it names none: its outcome, between `first` and `last` made.

    Risk that was ever found in it is its outcome; else of several that stand the worst. One of where he may be sent
    `onward` is reached through the destinations of its item (`through`; empty: through any).
    """

    item: str
    destination: str
    outcome: str
    first: dt.datetime
    last: dt.datetime
    said: Said
    onward: bool = False
    through: frozenset[str] = frozenset()
    grounded: bool = False
    writers: frozenset[str] = frozenset()


def of(case: Case) -> tuple[Assessment, ...]:
    """Return the assessments by the time of writing, those of the onward State too."""
    found = [one for item in case.items("risk") for onward in (False, True) for one in _of_item(case, item, onward)]
    return tuple(sorted(found, key=lambda one: (one.said.recorded_at, one.item, one.destination)))


def standing(case: Case, *, destination: str = "", onward: bool = False) -> tuple[Assessment, ...]:
    """Return the findings of risk that stand for a destination; without one, those of every destination.

    A finding that names no destination stands for every one, and one of an onward State for that State itself too.
    `onward` asks for the findings on States to which this destination may hand him. A finding is cleared by a later
    assessment that finds no risk in the same place: written after it, and made after it under every reading of both
    dates, of which none lies after its writing; of an onward State only says nothing of the State as a destination.
    """
    every = of(case)
    return tuple(
        one
        for one in every
        if one.outcome == RISK
        and (_leads_on(one, destination) if onward else _is_of(one, destination))
        and not any(_clears(later, one) for later in every)
    )


def closed(case: Case, destination: str, *, onward: bool = False) -> Assessment | None:
    """Return the last assessment of this destination that came to a finding, or None."""
    done = [
        one
        for one in of(case)
        if one.onward is onward
        and (one.outcome == RISK or (one.outcome == NO_RISK and one.grounded))
        and one.destination == destination
    ]
    return max(done, key=lambda one: (one.first, one.said.recorded_at), default=None)


def onward_open(case: Case, *, destination: str = "") -> bool:
    """Return whether this destination may hand him on, and no finding says where to and whether that is a risk."""
    settled = {one.item for one in of(case) if one.onward and (one.outcome == RISK or one.grounded)}
    return any(
        "yes" in _codes(_ever(case, "risk.onward", item)) and _may_be(case, item, destination)
        for item in case.items("risk")
        if item not in settled
    )


def _grounded(case: Case, item: str, said: Said) -> bool:
    """Return whether the act that brought the outcome also tells when, by whom, on what sources and threshold.

    A bare word that nothing is to be feared is no assessment (CAT 3(2): all relevant considerations).
    """
    return all(
        any(
            one.entry_id == said.entry_id and not isinstance(one.statement.value, Absent)
            for one in _standing(case, term, item)
        )
        for term in ("risk.assessed_on", "risk.assessed_by", "risk.sources", "risk.threshold")
    )


def _may_be(case: Case, item: str, destination: str) -> bool:
    """Return whether an assessment is, or ever was, said to be of a destination; without a place it is of every one."""
    places = _codes(_ever(case, "risk.destination", item))
    return not destination or not places or destination in places


def _of_item(case: Case, item: str, onward: bool) -> Iterator[Assessment]:
    where, what = ("risk.onward_to", "risk.onward_outcome") if onward else ("risk.destination", "risk.outcome")
    # A finding of risk is not undone by whoever replaces it, nor moved to another place; what clears it must stand.
    ever, stands = _codes(_ever(case, what, item)), _codes(_standing(case, what, item))
    outcomes = {RISK: ever[RISK]} if RISK in ever else stands
    if not outcomes:
        return
    outcome = next((code for code in (RISK, "open", NO_RISK) if code in outcomes), "open")
    found = outcome == RISK
    said = outcomes.get(outcome) or next(iter(outcomes.values()))
    first, last = _made(said, _ever(case, "risk.assessed_on", item))
    through = frozenset(_codes(_ever(case, "risk.destination", item))) if onward else frozenset()
    for destination in _codes((_ever if found else _standing)(case, where, item)) or {"": said}:
        yield Assessment(
            item=item,
            destination=destination,
            outcome=outcome,
            first=first,
            last=last,
            said=said,
            onward=onward,
            through=through,
            grounded=_grounded(case, item, said),
            writers=frozenset(one.by for one in _ever(case, what, item)),
        )


def _is_of(one: Assessment, destination: str) -> bool:
    return not destination or one.destination == destination or (not one.destination and not one.onward)


def _leads_on(one: Assessment, destination: str) -> bool:
    return one.onward and (not destination or not one.through or destination in one.through)


def _clears(later: Assessment, found: Assessment) -> bool:
    return (
        later.outcome == NO_RISK
        and later.destination == found.destination
        and later.item != found.item
        and (found.onward or not later.onward)
        and later.grounded
        and later.said.by not in found.writers
        and later.said.recorded_at > found.said.recorded_at
        and min(later.first, later.said.recorded_at) > min(found.last, found.said.recorded_at)
    )


def _made(said: Said, dated: Iterable[Said]) -> tuple[dt.datetime, dt.datetime]:
    """Return the bounds of when it was made; the time of writing where nobody says."""
    spans = [span for one in dated if (span := timeline.bounds(one.statement.value))]
    written = said.recorded_at
    return min((span[0] for span in spans), default=written), max((span[1] for span in spans), default=written)


def _codes(said: Iterable[Said]) -> dict[str, Said]:
    return {one.statement.value.code: one for one in said if isinstance(one.statement.value, Code)}


def _ever(case: Case, term: str, item: str) -> tuple[Said, ...]:
    """Return all that was ever said, but for what only takes back: it bears no finding of its own."""
    line = case.line(term, item)
    return tuple(one for one in line.said if not one.statement.withdraws) if line else ()


def _standing(case: Case, term: str, item: str) -> tuple[Said, ...]:
    """Return what stands and was not taken back: what a fold never ends has its end written beside it."""
    line: Line | None = case.line(term, item)
    return tuple(one for one in line.standing if not one.ended_by) if line else ()
