"""From the data dictionary to a form, and from what was typed back to statements."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from nansen.desk.forms import dates
from nansen.desk.forms.model import PLACE_PARTS, Field, Form, Section
from nansen.errors import Fault, NotFound, Rejected
from nansen.statements import parse, terms
from nansen.statements.model import Kind, Manner, Source, Speaker, Statement
from nansen.statements.terms import Term
from nansen.statements.values import Absence, Instant, Text, Value

Typed = Mapping[str, str]
Table = Mapping[str, Any]


@cache
def tables() -> Mapping[str, Table]:
    """Return what `forms.toml` says of every form."""
    return tomllib.loads((resources.files("nansen.desk.forms") / "forms.toml").read_text("utf-8"))


def blank(name: str, kind: Kind, *, typed: Typed | None = None) -> Form:
    """Return the form of this name for a file of this kind, with what was typed so far in its fields.

    Raises NotFound for a form that there is not, or not for this kind.
    """
    table = tables().get(name)
    if table is None or kind.value not in table["kinds"]:
        raise NotFound("There is no such form.")
    typed = typed or {}
    sections = tuple(
        _section(f"s{number}", row, form=name, kind=kind, typed=typed) for number, row in enumerate(table["section"])
    )
    shown = tuple(section for section in sections if section.fields)
    return Form(name=name, title=table["title"], intro=table["intro"], sections=shown)


def statements(form: Form) -> tuple[tuple[Statement, ...], Form]:
    """Return what a filled form says, and the form itself with the fault of every field that could not be read.

    Where any field has a fault the statements are empty: a form is kept whole or not at all. An empty form is a fault.
    """
    said: list[Statement] = []
    sections = []
    for section in form.sections:
        try:
            given = _spoken(section)
            fault = ""
        except Rejected as refusal:
            given, fault = None, _sentence(refusal.faults[0])
        rows = []
        for label, row in section.fields:
            read = [_read(found) for found in row]
            rows.append((label, tuple(found for found, _ in read)))
            said += [replace(given, term=f.term.name, item=f.item, value=v) for f, vs in read for v in vs if given]
        sections.append(replace(section, fields=tuple(rows), error=fault))
    filled = replace(form, sections=tuple(sections))
    if filled.errors or any(section.error for section in filled.sections):
        return (), filled
    if not said:
        first = filled.sections[0]
        return (), replace(filled, sections=(replace(first, error="Nothing is filled in yet."), *filled.sections[1:]))
    return tuple(said), filled


def with_faults(form: Form, faults: tuple[Fault, ...]) -> Form:
    """Return a form with the faults that the office found laid to its first section, in whole sentences."""
    first = form.sections[0]
    text = " ".join(_sentence(fault) for fault in faults[:5])
    return replace(form, sections=(replace(first, error=text), *form.sections[1:]))


def _section(name: str, row: Table, *, form: str, kind: Kind, typed: Typed) -> Section:
    fields = tuple(
        (label, tuple(_field(term, item, typed) for term in chosen))
        for label, item, chosen in _rows(row, form=form, kind=kind)
        if chosen
    )
    return Section(
        name=name,
        title=row["title"],
        fields=fields,
        speaker=typed.get(f"{name}.speaker") or row["speaker"],
        manner=typed.get(f"{name}.manner") or row["manner"],
        **{part: typed.get(f"{name}.{part}", "").strip() for part in ("words", "interpreter", "text", "lang", "said")},
    )


def _rows(row: Table, *, form: str, kind: Kind) -> Iterator[tuple[str, str, tuple[Term, ...]]]:
    dictionary = terms.shipped()
    for group in (dictionary.by_group[name] for name in row["groups"]):
        chosen = tuple(term for term in group.terms if form in term.forms and kind in term.files and _wanted(term, row))
        if not group.repeats:
            yield group.label, "", chosen
            continue
        for number in range(row.get("times", 1)):
            yield group.label, f"{group.name}{number + 1}", chosen


def _wanted(term: Term, row: Table) -> bool:
    last = term.name.split(".")[1]
    return last in row.get("only", (last,)) and last not in row.get("not", ())


def _field(term: Term, item: str, typed: Typed) -> Field:
    name = f"{term.name}--{item}" if item else term.name
    parts = {part: typed.get(f"{name}.{part}", "").strip() for part in PLACE_PARTS} if term.kind == "place" else {}
    return Field(
        name=name,
        term=term,
        item=item,
        typed=typed.get(name, "").strip(),
        absent=typed.get(f"{name}.absent", ""),
        parts=parts,
    )


def _read(found: Field) -> tuple[Field, tuple[Value, ...]]:
    try:
        return found, tuple(_values(found))
    except Rejected as refusal:
        return replace(found, error=_sentence(refusal.faults[0])), ()


def _values(found: Field) -> Iterator[Value]:
    filled = bool(found.typed or any(found.parts.values()))
    if found.absent:
        if found.absent not in set(Absence):
            raise Rejected.because(found.term.label, expected="unknown, declined or not asked", found="another answer")
        if filled:
            raise Rejected.because(found.term.label, expected="a value or an answer instead of it", found="both")
        yield parse.value(found.term, found.absent)
    elif found.parts and filled:
        yield parse.value(found.term, {part: text for part, text in found.parts.items() if text})
    elif filled:
        for line in found.typed.splitlines() if found.term.many else [found.typed]:
            if line.strip():
                yield parse.value(found.term, line, wording=dates.reading)


def _spoken(section: Section) -> Statement:
    if section.speaker not in set(Speaker) or section.manner not in set(Manner):
        raise Rejected.because("Said by", expected="a speaker and a manner of the lists", found="others")
    for text in (section.words, section.interpreter, section.text):
        if text:
            Text(text)
    said: Instant | None = parse.instant(section.said, where="said", wording=dates.reading) if section.said else None
    return Statement(
        id="",
        term="",
        value=Text("-"),
        source=Source(Speaker(section.speaker), section.words, section.interpreter),
        manner=Manner(section.manner),
        text=section.text,
        lang=section.lang,
        said_at=said,
    )


def _sentence(fault: Fault) -> str:
    return f"{fault.where}: expected {fault.expected}, found {fault.found}."
