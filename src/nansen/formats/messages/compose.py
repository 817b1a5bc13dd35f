"""From a case to a message: what its type lists, of the items it names, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from nansen.casefile import answers
from nansen.casefile.model import Case
from nansen.errors import Rejected
from nansen.formats.messages import table
from nansen.formats.messages.model import Address, Choice, Envelope, Field, Message, Row, To
from nansen.statements import terms
from nansen.statements.values import Absence, Absent, Code, Date, Instant, Value


def of(
    case: Case,
    type_: str,
    address: Address,
    *,
    envelope: Envelope,
    item: str = "",
    without: frozenset[str] = frozenset(),
) -> Message:
    """Return the message of a type on a case, for one addressee; `item` picks one transfer, one stage, one trial.

    `case` is the whole file: what is withheld from a reader would go out as not asked. A term of which nothing was
    written down is told as `not_asked`; terms in `without` are not in it at all. Raises Rejected where the type does
    not go to this addressee, may not lack those terms, is not about such a file, or is about an event that the file
    does not hold (no escape, no message of one). Deterministic.
    """
    row = table.shipped().get(type_)
    if row is None:
        raise Rejected.because("type", expected="a type of message", found=f"{len(type_)} signs")
    if address.to not in row.to:
        raise Rejected.because("to", expected=f"one of {', '.join(sorted(row.to))}", found=address.to)
    if case.kind not in row.files:
        raise Rejected.because("file", expected=f"a file of kind {', '.join(sorted(row.files))}", found=case.kind)
    if without - row.may_lack:
        raise Rejected.because("without", expected="terms that this type may lack", found="others")
    return Message(
        type=type_,
        address=address,
        envelope=envelope,
        reference=_reference(case.file, address, envelope.office),
        payload=tuple(_payload(case, row, address, item, without)),
    )


def _reference(file: str, address: Address, office: str) -> str:
    """Return 32 hexadecimal digits that tell nothing: the file's id is random, and two addressees get two."""
    return hashlib.sha256(f"nansen|reference|{office}|{address.to}|{address.power}|{file}".encode()).hexdigest()[:32]


def _payload(case: Case, row: Row, address: Address, item: str, without: frozenset[str]) -> Iterator[Field]:
    known = terms.shipped()
    left = without if address.to is To.CTA else without | row.cta_only
    names = [name for name in row.fields if name not in left]
    for group in dict.fromkeys(known.term(name).group for name in names):
        mine = [name for name in names if known.term(name).group == group]
        if not known.by_group[group].repeats:
            yield from (Field(name, 0, _values(case, name, "")) for name in mine)
            continue
        chosen = _items(case, row, group, address, item)
        yield from (Field(name, at, _values(case, name, one)) for at, one in enumerate(chosen, 1) for name in mine)


def _items(case: Case, row: Row, group: str, address: Address, item: str) -> tuple[str, ...]:
    choice = row.items.get(group, Choice())
    found = tuple(one for one in case.items(group) if _holds(case, choice, one))
    if item in case.items(group):
        found = tuple(one for one in found if one == item)
    elif choice.last:
        found = found[-1:]
    if choice.last and not found:
        raise Rejected.because(group, expected=f"an event that a message {row.type} is about", found="none")
    if address.to is not To.CTA:
        found = tuple(one for one in found if _holds(case, row.power_items.get(group, Choice()), one))
    return found


def _holds(case: Case, choice: Choice, item: str) -> bool:
    """Return whether an item is of those that a choice takes; where answers contest each other, all must be."""
    if not choice.term:
        return True
    said = answers.of(case.line(choice.term, item))
    return bool(said) and (not choice.codes or all(isinstance(v, Code) and v.code in choice.codes for v in said))


def _values(case: Case, term: str, item: str) -> tuple[Value, ...]:
    """Return what stands of a term without the wording of dates, which is his or a witness's and may say more."""
    line = case.line(term, item)
    if found := answers.of(line):
        return tuple(dict.fromkeys(replace(v, wording="") if isinstance(v, Date | Instant) else v for v in found))
    last = line.last if line else None
    return (last.statement.value if last else Absent(Absence.NOT_ASKED),)
