"""Which statements of a case stand in a field of a paper: those that the paper names, and none that are contested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nansen.casefile import answers
from nansen.casefile.model import Case, Line, Said
from nansen.errors import Forbidden, Rejected
from nansen.formats.papers.model import Condition, Field, Paper
from nansen.statements.terms import Term
from nansen.statements.values import Absent, Code, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the officer chose: ids of statements by term where answers differ, and the item of a group that is meant."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


def check(case: Case, paper: Paper, choice: Choice) -> None:
    """Refuse a paper that this officer may not print or that this case cannot have, and choices that choose nothing.

    Raises Forbidden where a term of the paper is withheld from him: the paper would go out with a dash for what is
    known. Raises Rejected where the paper is not for such a file, or a choice names what is not there.
    """
    if case.kind not in paper.kinds:
        kinds = ", ".join(sorted(paper.kinds))
        raise Rejected.because(paper.name, expected=f"a file of kind {kinds}", found=case.kind)
    for line in case.lines.values():
        if line.withheld and line.term in paper.terms:
            raise Forbidden(f"The paper {paper.name} prints {line.term}, which is withheld from this officer.")
    for term in choice.chosen:
        if term not in paper.terms:
            raise Rejected.because(f"choice of {len(term)} signs", expected=f"a term of {paper.name}", found="another")
    for group, item in choice.items.items():
        if item not in case.items(group):
            raise Rejected.because("item", expected="an item of this file", found="another")


def said(case: Case, paper: Paper, place: Field, *, choice: Choice) -> Iterator[tuple[Term, Said]]:
    """Yield the statements that stand in a field, with their terms; none for a dash.

    Raises Rejected for an answer that has no such paper, as a rejection by the commission has no certificate.
    """
    for term in place.terms:
        for one in _of(case, paper, place, term, choice):
            value = one.statement.value
            refused = paper.refused.codes if paper.refused and paper.refused.term == term.name else frozenset()
            if isinstance(value, Code) and value.code in refused:
                raise Rejected.because(term.name, expected=f"an answer that has a {paper.name}", found="another")
            yield term, one


def holds(case: Case, condition: Condition, item: str | None = None) -> bool:
    """Return whether a condition holds in an item, or in any; what is withheld counts as if it held."""
    return any(
        line.withheld or any(isinstance(value, Code) and value.code in condition.codes for value in answers.of(line))
        for line in case.lines.values()
        if line.term == condition.term and item in {None, line.item}
    )


def _of(case: Case, paper: Paper, place: Field, term: Term, choice: Choice) -> tuple[Said, ...]:
    barred = paper.unless.get(term.group)
    if barred and holds(case, barred):
        return ()
    lines = _lines(case, paper, term, choice, every=place.every)
    standing = tuple(one for line in lines for one in line.standing if not isinstance(one.statement.value, Absent))
    if term.name in choice.chosen:
        return _chosen(standing, choice.chosen[term.name], term)
    if term.many:
        return standing
    if place.every:
        return tuple(line.standing[-1] for line in lines if not line.contested and answers.of(line))
    return () if answers.contested(standing) else standing[-1:]


def _lines(case: Case, paper: Paper, term: Term, choice: Choice, *, every: bool) -> tuple[Line, ...]:
    """Return the lines of a term in the item that is meant: chosen, marked, or the only one; in all where all count."""
    found = tuple(line for line in case.lines.values() if line.term == term.name)
    if every or term.group in paper.across:
        return found
    items = case.items(term.group)
    if not items:
        return found
    marked = paper.only.get(term.group)
    meant = [item for item in items if marked and holds(case, marked, item)] or list(items)
    if term.group in choice.items:
        meant = [choice.items[term.group]]
    return tuple(line for line in found if line.item == meant[0]) if len(meant) == 1 else ()


def _chosen(standing: tuple[Said, ...], ids: tuple[str, ...], term: Term) -> tuple[Said, ...]:
    """Return what was chosen, in the order chosen; of one answer that is no name only one can be printed."""
    by_id = {one.statement.id: one for one in standing}
    if not ids or any(id_ not in by_id for id_ in ids):
        raise Rejected.because(term.name, expected="statements of this file that stand", found="others")
    chosen = tuple(by_id[id_] for id_ in ids)
    if len(chosen) > 1 and not term.many and not isinstance(chosen[0].statement.value, Name):
        raise Rejected.because(term.name, expected="one statement", found=str(len(chosen)))
    return chosen
