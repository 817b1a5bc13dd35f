"""Lines of a case as facts, in the order of the data dictionary, group by group and item by item."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from nansen.casefile.model import Case, Line
from nansen.desk.draw import provenance, words
from nansen.desk.draw.model import Block, Fact, Group, Reader, Row, Way
from nansen.statements import terms
from nansen.statements.model import Kind
from nansen.statements.terms import Term
from nansen.statements.values import Absent

CARD = "B"  # the capture card among the printed forms (GC III, Annex IV B)
_CARDED = frozenset({Kind.CAPTIVE, Kind.OURS})


def of(line: Line, *, reader: Reader) -> Fact:
    """Return a line as a fact; a withheld one keeps its label and nothing else."""
    term = terms.shipped().by_name.get(line.term)
    label = words.phrase(term.label) if term else line.term
    if line.withheld:
        return Fact(label=label, withheld=True)
    return Fact(label=label, answers=provenance.answers(line, term=term, reader=reader), contested=line.contested)


def alone(term: Term) -> str:
    """Return the label of a term where it stands outside its group: that of a repeating group goes before it."""
    group = terms.shipped().by_group[term.group]
    label = words.phrase(term.label)
    return f"{words.phrase(group.label)}: {label}" if group.repeats and term.name != "wish.wish" else label


def item(case: Case, item_: str, group: str, *, reader: Reader) -> tuple[Fact, ...]:
    """Return the facts of one item of a group (`item_` empty where it does not repeat), in the dictionary's order."""
    return tuple(of(line, reader=reader) for line in lines(case, group, item_))


def way(case: Case, item_: str, group: str, *, reader: Reader) -> Way | None:
    """Return the way to add to an item, or None where this reader may not, or sees nothing of it."""
    form = reader.adding.get(group)
    said = next((line.said[0] for line in lines(case, group, item_) if line.said), None)
    return Way(form, said.statement.id) if form and said else None


def pictures(case: Case, item_: str, group: str, *, reader: Reader) -> tuple[Way, ...]:
    """Return the ways to add a picture to an item of which this reader sees something."""
    said = next((line.said[0] for line in lines(case, group, item_) if line.said), None)
    named = [term for term in sorted(reader.picturing) if term.startswith(f"{group}.")]
    return tuple(Way(term, said.statement.id) for term in named) if said else ()


def lines(case: Case, group: str, item_: str = "") -> Iterator[Line]:
    """Yield the lines of one item of a group in the dictionary's order, those outside the dictionary last."""
    order = {term.name: place for place, term in enumerate(terms.shipped().by_group[group].terms)}
    found = [line for (one, term), line in case.lines.items() if one == item_ and term.startswith(f"{group}.")]
    yield from sorted(found, key=lambda line: order.get(line.term, len(order)))


def groups(case: Case, *, without: Collection[str], reader: Reader) -> tuple[Group, ...]:
    """Return every group of which the case holds a line, except those that the page lays out in another place."""
    drawn = []
    for group in terms.shipped().groups:
        if group.name in without:
            continue
        if group.repeats:
            found = [(one, item(case, one, group.name, reader=reader)) for one in case.items(group.name)]
            blocks = tuple(
                Block(
                    title=_("%(number)d of %(all)d") % {"number": place, "all": len(found)} if found[1:] else "",
                    facts=shown,
                    way=way(case, one, group.name, reader=reader),
                    pictures=pictures(case, one, group.name, reader=reader),
                )
                for place, (one, shown) in enumerate(found, start=1)
            )
        else:
            shown = item(case, "", group.name, reader=reader)
            add = pictures(case, "", group.name, reader=reader)
            blocks = (Block(title="", facts=shown, pictures=add),) if shown else ()
        if blocks:
            drawn.append(Group(name=group.name, title=_(group.label), blocks=blocks))
    return tuple(drawn)


def unknown(case: Case, *, reader: Reader) -> tuple[Row, ...]:
    """Return what the capture card asks and nobody has answered with a value; beside each, the answer without one.

    A repeating group of which there is no item yet is one row.

    What is, or could be, withheld from this reader is left out: he is not told that nobody knows it.
    """
    if case.kind not in _CARDED:
        return ()
    card = [term for term in terms.shipped().by_name.values() if CARD in term.papers and case.kind in term.files]
    asked = [term for term in card if reader.sees(term)]
    held: dict[str, list[Line]] = {}
    for line in case.lines.values():
        held.setdefault(line.term, []).append(line)
    begun = {line.term.partition(".")[0] for line in case.lines.values()}
    found: dict[str, Row] = {}
    for term in asked:
        group = terms.shipped().by_group[term.group]
        if group.repeats and group.name not in begun:
            found[group.name] = Row(_(group.label), "")
        elif row := _unknown(term, held.get(term.name, [])):
            found[term.name] = row
    return tuple(found.values())


def _unknown(term: Term, found: list[Line]) -> Row | None:
    values = [said.statement.value for line in found for said in line.standing]
    if any(line.withheld for line in found) or any(not isinstance(value, Absent) for value in values):
        return None
    return Row(alone(term), words.value(values[-1], term) if values else "")
