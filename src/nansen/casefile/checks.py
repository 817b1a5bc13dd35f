"""What must hold of an entry before it is kept: every fault of every statement, in one refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nansen.casefile import items
from nansen.casefile.model import Case
from nansen.errors import Fault, Rejected
from nansen.statements.model import Entry, Statement
from nansen.statements.terms import Dictionary, Term
from nansen.statements.values import (
    Absent,
    Attachment,
    Code,
    Date,
    Instant,
    Measure,
    Name,
    Place,
    Reference,
    Text,
    Value,
)

_TYPES: dict[str, type] = {
    "text": Text,
    "name": Name,
    "date": Date,
    "instant": Instant,
    "place": Place,
    "code": Code,
    "measure": Measure,
    "reference": Reference,
    "attachment": Attachment,
    "country": Code,
    "language": Code,
}


def entry(case: Case, done: Entry, *, dictionary: Dictionary) -> None:
    """Raise Rejected, with all faults in order, where an entry may not be folded on this case.

    Refused are: another file or kind than the case's; a term that the dictionary does not know, or not for this kind
    of file; a value that is not of the term's kind, list or unit (an Absent fits every term); an item where the group
    does not repeat, none where it does, one of an earlier entry that is not there; and a replacement or withdrawal of
    anything but an earlier statement of the same file, term and item. Linear in the statements of case and entry.
    """
    faults: list[Fault] = []
    if (done.file, done.kind) != (case.file, case.kind):
        faults.append(Fault("entry", f"the case's own file, of kind {case.kind}", "another"))
    known = _Known.of(case)
    for index, statement in enumerate(done.statements):
        shown = statement.term if re.fullmatch(r"[a-z0-9_]{1,30}\.[a-z0-9_]{1,30}", statement.term) else "term"
        where = f"statement {index}, {shown}"
        key = items.key(done, statement)
        term = dictionary.by_name.get(statement.term)
        if term is None:
            faults.append(Fault(where, "a term of the data dictionary", "an unknown one"))
        else:
            found = (*_term(term, done), *_value(term, statement.value), *_item(term, key, done, dictionary, known))
            faults += [Fault(where, expected, was) for expected, was in found]
        faults += [Fault(where, expected, was) for expected, was in _ended(statement, key, known)]
        known.add(statement, key)
    if faults:
        raise Rejected(*faults)


@dataclass(frozen=True, slots=True)
class _Known:
    """The statements said so far with their lines, and the items with their groups."""

    said: dict[str, items.Key]
    groups: set[tuple[str, str]]

    @classmethod
    def of(cls, case: Case) -> _Known:
        """Return what a case holds."""
        return cls(
            {said.statement.id: key for key, line in case.lines.items() for said in line.said},
            {(item, _group(term)) for item, term in case.lines},
        )

    def add(self, statement: Statement, key: items.Key) -> None:
        """Count in a statement: later ones of the same entry may name it."""
        self.said[statement.id] = key
        self.groups.add((key[0], _group(key[1])))


def _term(term: Term, done: Entry) -> Iterator[tuple[str, str]]:
    if done.kind not in term.files:
        yield f"a file of kind {', '.join(sorted(term.files))}", str(done.kind)


def _value(term: Term, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, Absent):
        return
    if not isinstance(value, _TYPES[term.kind]):
        yield f"a value of kind {term.kind}", type(value).__name__.lower()
    elif isinstance(value, Code) and term.codes and value.code not in term.codes.labels:
        yield f"a code of the list {term.codes.name}", "another"
    elif isinstance(value, Measure) and value.unit != term.unit:
        yield f"a number in {term.unit or '1'}", "another unit"


def _item(term: Term, key: items.Key, done: Entry, dictionary: Dictionary, known: _Known) -> Iterator[tuple[str, str]]:
    item = key[0]
    repeats = dictionary.by_group[term.group].repeats
    if item and not repeats:
        yield "no item, for the group does not repeat", "an item"
    elif repeats and not item:
        yield "an item, for the group repeats", "none"
    elif item and not item.startswith(f"{done.id}/") and (item, term.group) not in known.groups:
        yield "an item of this file", "an unknown one"


def _ended(statement: Statement, key: items.Key, known: _Known) -> Iterator[tuple[str, str]]:
    if statement.replaces and statement.withdraws:
        yield "a replacement or a withdrawal", "both"
    for name, target in (("replaces", statement.replaces), ("withdraws", statement.withdraws)):
        if not target:
            continue
        held = known.said.get(target)
        if held is None:
            yield f"{name}: an earlier statement of this file", "an unknown one"
        elif held[1] != key[1]:
            yield f"{name}: a statement of the same term", "one of another"
        elif held[0] != key[0]:
            yield f"{name}: a statement of the same item", "one of another"


def _group(term: str) -> str:
    return term.partition(".")[0]
