"""What the law and the office found against an act, as lines of the summary at the top of a page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nansen.desk.draw import law_words, words
from nansen.desk.draw.model import Reader
from nansen.errors import Fault, Rejected
from nansen.law import sights
from nansen.law.model import Effect, Rule
from nansen.law.never import Stop
from nansen.office import lawbook

Problem = tuple[str, str]
_STOPPED = {f"stopped: {stop.value}": stop for stop in Stop}


def of(refusal: Rejected, *, reader: Reader) -> tuple[Problem, ...]:
    """Return each fault once as a pair of the field that it belongs to (none here) and its sentence.

    A rule that stops is named by its title, for who may see what it looks at; for others only that something stops.
    """
    return tuple(dict.fromkeys(("", _sentence(fault, reader)) for fault in refusal.faults))


def _sentence(fault: Fault, reader: Reader) -> str:
    rule = lawbook.book().rules.get(fault.expected.rpartition(" ")[2])
    if rule is not None:
        return _stopped(rule, reader)
    if fault.found in _STOPPED:
        return " ".join(law_words.never((_STOPPED[fault.found],), reader=reader))
    said = _("Expected: %(expected)s. Found: %(found)s.") % {"expected": _(fault.expected), "found": _(fault.found)}
    return f"{_(fault.where)}: {said}"


def _stopped(rule: Rule, reader: Reader) -> str:
    if not sights.may(reader.sight, sights.levels(rule)):
        return _("Something stops this whose ground you may not see.")
    barred = _("Barred: %(rule)s (%(articles)s)") if rule.effect is Effect.BAR else _("Held: %(rule)s (%(articles)s)")
    return barred % {"rule": words.phrase(rule.title), "articles": ", ".join(rule.ground)}
