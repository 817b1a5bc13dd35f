"""The chain of custody as it is laid out: stage under stage, each gap in its length (GC III 12(1))."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from nansen.casefile import custody
from nansen.casefile.model import Case, Line, Stage
from nansen.desk.draw import facts, words
from nansen.desk.draw.model import Held, Reader
from nansen.statements import terms

GAP_MAX = dt.timedelta(hours=24)


def of(case: Case, *, reader: Reader) -> tuple[Held, ...]:
    """Return the stages of custody in the order of time; the last that has not ended is where he is now."""
    return tuple(_held(stage, case, reader) for stage in custody.chain(case, gap_max=GAP_MAX))


def withheld(case: Case) -> bool:
    """Return whether a part of the chain is withheld from this reader: what looks like a gap may then be none."""
    return any(line.withheld for line in case.lines.values() if line.term.startswith("custody."))


def _held(stage: Stage, case: Case, reader: Reader) -> Held:
    began, ended = _last(stage.began), _last(stage.ended)
    place = _last(case.line("custody.place", stage.item))
    if ended:
        when = _("%(began)s to %(ended)s") % {"began": began or _("an unknown time"), "ended": ended}
    else:
        when = _("since %(began)s") % {"began": began or _("an unknown time")}
    return Held(
        title=_last(case.line("custody.custodian", stage.item)) or _("custodian not named"),
        place=place or _("place not named"),
        when=when,
        gap=words.length(stage.gap_before) if stage.gap_before else "",
        now=not ended,
        contested=stage.contested,
        facts=facts.item(case, stage.item, "custody", reader=reader),
        way=facts.way(case, stage.item, "custody", reader=reader),
    )


def _last(line: Line | None) -> str:
    if line is None:
        return ""
    if line.withheld:
        return _("Withheld")
    return words.value(line.last.statement.value, terms.shipped().by_name[line.term]) if line.last else ""
