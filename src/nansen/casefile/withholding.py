"""A case as a reader may see it: what he may not see is cut out before anything is shown, counted or compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nansen.casefile import fold
from nansen.casefile.model import Case, Line, Officer, Said, Sight, Standing
from nansen.statements.model import Entry, Sensitivity
from nansen.statements.terms import Dictionary, Term

# That a wish, a finding of health or of risk is there at all would tell: these go without a mark (trust.md 4).
SILENT = frozenset({"wish", "health", "risk"})


def case(whole: Case, sight: Sight, *, officer: Officer, dictionary: Dictionary) -> Case:
    """Return a case without what this reader may not see.

    A line beyond his sight keeps its term and item and is marked withheld; in the areas of SILENT, and of a term that
    the dictionary does not know, it is gone. Of areas and forms in `sight.own_first` what others wrote is gone until he
    has brought in an item of his own, and what they replaced or withdrew stands for him as before. An act of which he
    sees nothing is gone; one of which he sees a part keeps who and when, not its reason; where the unseen part is
    silent, not its form and purpose either.
    """
    if not sight.seen:
        return Case(file=whole.file, kind=whole.kind)
    waiting = frozenset() if _has_own(whole, sight, officer, dictionary) else sight.own_first
    lines: dict[tuple[str, str], Line] = {}
    cut = _Cut()
    for key, line in whole.lines.items():
        term = dictionary.by_name.get(line.term)
        if term is None or not sight.of(term.area, term.sensitivity):
            silent = term is None or term.area in SILENT
            cut.hide(line.said, silent=silent)
            if not silent:
                lines[key] = Line(term=line.term, item=line.item, withheld=True)
        elif kept := tuple(said for said in line.said if not _waits(said, term, waiting, officer)):
            cut.hide(set(line.said) - set(kept), silent=False)
            lines[key] = line if len(kept) == len(line.said) else _less(line, kept, term)
        else:
            cut.hide(line.said, silent=False)
    return Case(...)
