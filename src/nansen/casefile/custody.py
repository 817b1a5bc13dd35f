"""In whose hands he was, stage by stage, without a gap: GC III 12(1), the detaining Power answers for every hour."""

from __future__ import annotations

import datetime as dt

from nansen.casefile import answers, timeline
from nansen.casefile.model import Case, Line, Stage

_EVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def chain(case: Case, *, gap_max: dt.timedelta) -> tuple[Stage, ...]:
    """Return the stages of custody by their earliest beginning, or else end; those without either come last.

    A gap is the time from the latest end of all earlier stages (for the first: from the capture) to the beginning of
    this one, where it is longer than `gap_max` (policy: PT24H). Doubt runs for the captive: it is counted from the
    earliest time that such an end may mean to the latest that the beginning may mean. No gap follows a stage that has
    no end: its custodian still answers. Two stages are contested where they overlap under every reading of their
    bounds, a stage without an end with all that begin after it; the one missing end is then what must be told.
    """
    stages = [
        (item, case.line("custody.began", item), case.line("custody.ended", item)) for item in case.items("custody")
    ]
    stages.sort(key=lambda stage: _earliest(stage[1]) or _earliest(stage[2]) or _EVER)
    found = []
    accounted = _earliest(case.line("capture.at"))
    for item, began, ended in stages:
        begins = _span(began)
        gap = begins[1] - accounted if begins and accounted else dt.timedelta()
        found.append(
            Stage(
                item=item,
                custodian=answers.words(case, "custody.custodian", item),
                place=answers.words(case, "custody.place", item),
                began=began,
                ended=ended,
                gap_before=gap if gap > gap_max else None,
                contested=any(_overlap((began, ended), other[1:]) for other in stages if other[0] != item),
            )
        )
        if begins or _span(ended):
            end = _earliest(ended) or _EVER
            accounted = max(accounted or end, end)
    return tuple(found)


def current(case: Case, *, gap_max: dt.timedelta) -> tuple[Stage, ...]:
    """Return the stages that have no end: where he is.

    More than one contest each other; none, where there are stages, means that nobody answers for him now.
    """
    return tuple(stage for stage in chain(case, gap_max=gap_max) if _span(stage.ended) is None)


def _span(line: Line | None) -> timeline.Span | None:
    """Return the earliest and the latest time that the standing statements of a line may mean."""
    spans = [span for value in answers.of(line) if (span := timeline.bounds(value))]
    return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None


def _earliest(line: Line | None) -> dt.datetime | None:
    span = _span(line)
    return span[0] if span else None


def _overlap(one: tuple[Line | None, Line | None], other: tuple[Line | None, Line | None]) -> bool:
    """Return whether two stages overlap whatever their bounds mean; without a beginning nothing is sure."""
    begins, begins_too = _span(one[0]), _span(other[0])
    if not begins or not begins_too:
        return False
    ends, ends_too = _earliest(one[1]) or _EVER, _earliest(other[1]) or _EVER
    return begins[1] < ends_too and begins_too[1] < ends
