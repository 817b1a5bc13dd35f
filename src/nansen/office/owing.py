"""What is owed on a file, as its derived row keeps it for the due board: small rows of what is still to be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nansen.casefile import answers, custody
from nansen.casefile.model import Case
from nansen.law import duties, sights
from nansen.law.model import Duty, Profile
from nansen.statements import canonical
from nansen.statements.model import Kind

_GAP = dt.timedelta(days=1)
_LIVE = frozenset({Kind.CAPTIVE, Kind.REMAINS, Kind.REQUEST, Kind.PLACE, Kind.POLICY})


def rows(case: Case, *, now: dt.datetime, profile: Profile) -> list[dict[str, Any]]:
    """Return the duties still to be done, by their limits: rule, step, item, since, limit, earlier ones that were late.

    `sees` are the areas with their levels that a reader must see before he may be told of it.
    """
    if case.kind not in _LIVE:
        return []
    return [_row(duty) for duty in duties.of(case, now=now, profile=profile) if duty.pending]


def place(case: Case) -> str:
    """Return where he is held, in the words of the last stage of custody that has no end; empty where nobody says."""
    if case.kind is Kind.PLACE:
        return answers.words(case, "camp.name")
    now = custody.current(case, gap_max=_GAP)
    return next((stage.place for stage in reversed(now) if stage.place), "") or answers.words(case, "captive.camp")


def _row(duty: Duty) -> dict[str, Any]:
    return {
        "rule": duty.rule.id,
        "step": duty.step.name,
        "item": duty.item,
        "since": canonical.moment_out(duty.since.first),
        "limit": canonical.moment_out(duty.limit) if duty.limit else "",
        "missed": duty.missed,
        "sees": [list(level) for level in sights.levels(duty.rule)],
    }
