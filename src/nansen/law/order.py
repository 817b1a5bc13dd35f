"""Findings on the order of what happened: dates that cannot all be true are shown, never taken silently."""

from __future__ import annotations

from nansen.casefile import timeline
from nansen.casefile.model import Line
from nansen.law import view
from nansen.law.view import Span, View

# The first cannot lie after the second; of terms of one group that repeats within each item, else in the whole file.
PAIRS = (
    ("person.birth_date", "capture.at"),
    ("person.birth_date", "death.at"),
    ("capture.at", "death.at"),
    ("capture.at", "custody.ended"),
    ("custody.began", "custody.ended"),
    ("custody.began", "death.at"),
    ("interview.began", "interview.ended"),
)
# What is a fact, and no plan, cannot be written down before it happened.
FACTS = (
    "person.birth_date", "capture.at", "death.at", "custody.began", "wish.asked_on", "risk.assessed_on",
)  # fmt: skip


def contradict(here: View) -> bool:
    """Return whether two dates are in the wrong order, or a fact lies after its writing, under every reading."""
    return any(_wrong(here, *pair) for pair in PAIRS) or any(
        _early(line) for term in FACTS for _, line in here.lines.get(term, ())
    )


def _wrong(here: View, before: str, after: str) -> bool:
    group = before.partition(".")[0]
    alike = group == after.partition(".")[0] and group in here.items
    places = [view.on(here, item, group) for item in here.case.items(group)] if alike else [view.whole(here)]
    return any(_reversed(view.spans(place, before), view.spans(place, after)) for place in places)


def _reversed(before: list[Span], after: list[Span]) -> bool:
    return bool(before and after) and max(span[1] for span in after) < min(span[0] for span in before)


def _early(line: Line) -> bool:
    return any(span[0] > one.recorded_at for one in line.standing if (span := timeline.bounds(one.statement.value)))
