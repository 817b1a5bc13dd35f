"""A case as a reader may see it: what he may not see is cut out before anything is shown, counted or compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nansen.casefile import answers
from nansen.casefile.model import Case, Line, Officer, Said, Sight, Standing
from nansen.statements.model import Entry, Sensitivity
from nansen.statements.terms import Dictionary, Term

# That a wish, a finding of health or of risk, an allegation of ill-treatment or a charge is there at all would tell:
# lines of these areas go without a mark.
SILENT = frozenset({"wish", "health", "risk", "interview", "legal"})
# So are groups whose items tell by being there, in areas whose other lines do not: a shot, an escape, an override.
SILENT_GROUPS = frozenset({"measure", "escape", "decision", "override"})


def silent(term: Term | None) -> bool:
    """Return whether it may not even be known that something was said of a term; so of one that is not known."""
    return term is None or term.area in SILENT or term.group in SILENT_GROUPS


def case(whole: Case, sight: Sight, *, officer: Officer, dictionary: Dictionary) -> Case:
    """Return the case without what this reader may not see.

    A line beyond his sight keeps its term and item and is marked withheld; in the areas of SILENT, and of a term that
    the dictionary does not know, it is gone. Of areas and forms in `sight.own_first` what others wrote is gone until he
    has brought in an item of his own, and what they ended stands for him as before. An act of which he sees nothing is
    gone; one of which he sees a part keeps who and when, not its reason; where the other part is silent, its form and
    purpose go too. An act without statements is for those who see every area.
    """
    if not sight.seen:
        return Case(file=whole.file, kind=whole.kind)
    waiting = frozenset(_waiting(whole, sight, officer, dictionary))
    lines: dict[tuple[str, str], Line] = {}
    hidden: set[str] = set()
    unsaid: set[str] = set()
    for key, line in whole.lines.items():
        term = dictionary.by_name.get(line.term)
        if term is None or not sight.of(term.area, term.sensitivity):
            hidden.update(said.entry_id for said in line.said)
            if silent(term):
                unsaid.update(said.entry_id for said in line.said)
            else:
                lines[key] = Line(term=line.term, item=line.item, withheld=True)
            continue
        kept = tuple(said for said in line.said if said.by == officer.staff or not waiting & {term.area, said.form})
        hidden.update(said.entry_id for said in line.said if said not in kept)
        if kept:
            lines[key] = line if len(kept) == len(line.said) else _less(line, kept, term)
    lines = {key: _discreet(line, unsaid) for key, line in lines.items()}
    shown = {said.entry_id for line in lines.values() for said in line.said}
    wide = sight.of("", Sensitivity.S4) and not waiting
    acts = (_act(entry, shown, hidden, unsaid, wide=wide) for entry in whole.entries)
    return replace(whole, lines=lines, entries=tuple(act for act in acts if act))


def _waiting(whole: Case, sight: Sight, officer: Officer, dictionary: Dictionary) -> Iterator[str]:
    """Yield the areas of `own_first` in which the reader has not yet brought in an item of his own."""
    own = {
        term.area
        for line in whole.lines.values()
        for said in line.said[:1]
        if said.by == officer.staff
        and line.item.startswith(f"{said.entry_id}/")
        and (term := dictionary.by_name.get(line.term))
    }
    yield from sight.own_first - own


def _less(line: Line, kept: tuple[Said, ...], term: Term) -> Line:
    """Return a line as if the other statements had not been made."""
    ids = {said.statement.id for said in kept}
    said = tuple(
        one if not one.ended_by or one.ended_by in ids else replace(one, standing=Standing.STANDS, ended_by="")
        for one in kept
    )
    return replace(line, said=said, contested=not term.many and answers.contested(said))


def _discreet(line: Line, silent: set[str]) -> Line:
    """Return a line without the form and purpose of acts that also brought what may not even be known to be there."""
    if not any(said.entry_id in silent for said in line.said):
        return line
    said = tuple(replace(one, form="", purpose="") if one.entry_id in silent else one for one in line.said)
    return replace(line, said=said)


def _act(entry: Entry, shown: set[str], hidden: set[str], silent: set[str], *, wide: bool) -> Entry | None:
    if entry.id not in shown:
        return entry if wide and entry.id not in hidden else None
    if entry.id in silent:
        return replace(entry, reason="", form="", purpose="")
    return replace(entry, reason="") if entry.id in hidden else entry
