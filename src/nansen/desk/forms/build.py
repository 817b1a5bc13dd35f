"""From the data dictionary to a form, and from what was typed back to statements."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from nansen.desk.forms import codes, dates
from nansen.desk.forms.model import PLACE_PARTS, Earlier, Field, Form, Section
from nansen.errors import Fault, NotFound, Rejected
from nansen.statements import parse, terms
from nansen.statements.model import Kind, Manner, Source, Speaker, Statement
from nansen.statements.terms import Term
from nansen.statements.values import Absence, Instant, Text, Value

ALONE = frozenset({"wish", "interview"})  # each is what it was on its day: a later one is one more, never an addition
Typed = Mapping[str, str]
Table = Mapping[str, Any]


@cache
def tables() -> Mapping[str, Table]:
    """Return what `forms.toml` says of every form."""
    return tomllib.loads((resources.files("nansen.desk.forms") / "forms.toml").read_text("utf-8"))


def blank(name: str, kind: Kind, *, typed: Typed | None = None, on: Earlier | None = None) -> Form:
    """Return the form of this name for a file of this kind, with what was typed so far in its fields.

    On an earlier item it asks for the terms of that item's group alone, once. Raises NotFound for a form that there is
    not, or not for this kind, or that asks nothing of the group.
    """
    table = tables().get(name)
    if table is None or kind.value not in table["kinds"]:
        raise NotFound("There is no such form.")
    typed = typed or {}
    sections = tuple(
        _section(f"s{number}", row, form=name, kind=kind, typed=typed, on=on)
        for number, row in enumerate(table["section"])
    )
    shown = tuple(section for section in sections if section.fields)
    if not shown:
        raise NotFound("There is no such form.")
    return Form(name=name, title=table["title"], intro=table["intro"], sections=shown, on=on.on if on else "")


def adding(kind: Kind, forms: Iterable[str]) -> Mapping[str, str]:
    """Return which of these forms goes on with an earlier item, by the item's group: the smallest that asks for it."""
    found: dict[str, str] = {}
    for form in sorted(forms, key=lambda name: len(tables()[name]["section"])):
        if kind.value in tables()[form]["kinds"]:
            for group in dict.fromkeys(group for row in tables()[form]["section"] for group in row["groups"]):
                if _repeats(group) and any(term.group == group for term in terms.shipped().of_form(form, kind)):
                    found.setdefault(group, form)
    return found


def statements(form: Form) -> tuple[tuple[Statement, ...], Form]:
    """Return what a filled form says, and the form itself with the fault of every field that could not be read.

    Where any field has a fault the statements are empty: a form is kept whole or not at all. An empty form is a fault,
    and so is a wording to which no field belongs: it would be lost.
    """
    said: list[Statement] = []
    sections = []
    for section in form.sections:
        read, given = _said(section)
        sections.append(read)
        said += given
    filled = replace(form, sections=tuple(sections))
    if filled.faulty:
        return (), filled
    if not said:
        return (), with_fault(filled, _("Nothing is filled in yet."))
    return tuple(said), filled


def with_fault(form: Form, sentence: str) -> Form:
    """Return a form with a fault of the whole, laid to its first section."""
    first, *others = form.sections
    return replace(form, sections=(replace(first, error=f"{first.error} {sentence}".strip()), *others))


def with_faults(form: Form, faults: tuple[Fault, ...]) -> Form:
    """Return a form with the faults that the office found, each laid to the field of its term, others to the whole."""
    for fault in faults:
        term = fault.where.rpartition(" ")[2]
        if any(found.term.name == term for found in form.fields):
            form = _laid(form, term, _sentence(fault))
        else:
            form = with_fault(form, f"{fault.where}: {_sentence(fault)}")
    return form


def _laid(form: Form, term: str, sentence: str) -> Form:
    def mark(found: Field) -> Field:
        return replace(found, error=sentence) if found.term.name == term else found

    return replace(
        form,
        sections=tuple(
            replace(part, fields=tuple((label, tuple(map(mark, row))) for label, row in part.fields))
            for part in form.sections
        ),
    )


def _said(section: Section) -> tuple[Section, list[Statement]]:
    try:
        given, fault = _spoken(section), ""
    except Rejected as refusal:
        given, fault = None, f"{_(refusal.faults[0].where)}: {_sentence(refusal.faults[0])}"
    rows = []
    said: list[Statement] = []
    for label, row in section.fields:
        read = [_read(found) for found in row]
        rows.append((label, tuple(found for found, values in read)))
        if given:
            said += [
                replace(given, term=f.term.name, item=f.item, value=v, replaces=f.corrects)
                for f, values in read
                for v in values
            ]
    filled = replace(section, fields=tuple(rows))
    if section.text and not (said or fault or any(found.error for found in filled.flat)):
        fault = _("A wording is written down here, but no field that it belongs to.")
    return replace(filled, error=fault), said


def _section(name: str, row: Table, *, form: str, kind: Kind, typed: Typed, on: Earlier | None) -> Section:
    fields = tuple(
        (label, tuple(_field(term, item, typed, on=on) for term in chosen))
        for label, item, chosen in _rows(row, form=form, kind=kind, on=on)
        if chosen
    )
    spoken = row | tables()[form].get("unless", {}).get(kind.value, {}) if row["speaker"] == "himself" else row
    return Section(
        name=name,
        key=row["key"],
        title=row["title"],
        fields=fields,
        speaker=typed.get(f"{name}.speaker") or spoken["speaker"],
        manner=typed.get(f"{name}.manner") or spoken["manner"],
        **{part: typed.get(f"{name}.{part}", "").strip() for part in ("words", "interpreter", "text", "lang", "said")},
    )


def _rows(row: Table, *, form: str, kind: Kind, on: Earlier | None) -> Iterator[tuple[str, str, tuple[Term, ...]]]:
    dictionary = terms.shipped()
    for group in (dictionary.by_group[name] for name in row["groups"]):
        chosen = tuple(term for term in group.terms if form in term.forms and kind in term.files and _wanted(term, row))
        if on:
            if group.name == on.group and _repeats(group.name):
                yield group.label, on.key, chosen
            continue
        if not group.repeats:
            yield group.label, "", chosen
            continue
        for number in range(row.get("times", 1)):
            yield group.label, f"{group.name}{number + 1}", chosen


def _repeats(group: str) -> bool:
    return terms.shipped().by_group[group].repeats and group not in ALONE


def _wanted(term: Term, row: Table) -> bool:
    last = term.name.split(".")[1]
    return last in row.get("only", (last,)) and last not in row.get("not", ())


def _field(term: Term, item: str, typed: Typed, *, on: Earlier | None) -> Field:
    name = term.name if on or not item else f"{term.name}--{item}"
    parts = {part: typed.get(f"{name}.{part}", "").strip() for part in PLACE_PARTS} if term.kind == "place" else {}
    return Field(
        name=name,
        term=term,
        item=item,
        typed=typed.get(name, "").strip(),
        absent=typed.get(f"{name}.absent", ""),
        parts=parts,
        standing=on.standing.get(term.name, ()) if on and not term.many else (),
        corrects=typed.get(f"{name}.corrects", ""),
    )


def _read(found: Field) -> tuple[Field, tuple[Value, ...]]:
    try:
        return found, tuple(_values(found))
    except Rejected as refusal:
        return replace(found, error=_sentence(refusal.faults[0])), ()


def _values(found: Field) -> Iterator[Value]:
    filled = bool(found.typed or any(found.parts.values()))
    if found.corrects and found.corrects not in {one.id for one in found.standing}:
        raise Rejected.because(found.term.label, expected="one statement that stands, to be corrected", found="another")
    if found.corrects and not filled and not found.absent:
        raise Rejected.because(found.term.label, expected="what is right", found="nothing")
    if found.absent:
        if found.absent not in set(Absence):
            raise Rejected.because(found.term.label, expected="unknown, declined or not asked", found="another answer")
        if filled:
            raise Rejected.because(found.term.label, expected="a value or an answer instead of it", found="both")
        yield parse.value(found.term, found.absent)
    elif found.parts and filled:
        yield parse.value(found.term, _place(found))
    elif filled:
        for line in found.lines if found.term.many else [found.typed]:
            yield parse.value(found.term, codes.meant(found.term.kind, line.strip()), wording=dates.reading)


def _place(found: Field) -> Mapping[str, str]:
    parts = {part: text for part, text in found.parts.items() if text}
    if "words" not in parts:
        raise Rejected.because(found.term.label, expected="the place in words", found="none")
    for part in ("latitude", "longitude"):
        if part in parts:
            parts[part] = parts[part].replace(",", ".")  # as half of Europe writes a decimal
    if "country" in parts:
        parts["country"] = codes.meant("country", parts["country"])
    return parts


def _spoken(section: Section) -> Statement:
    if section.speaker not in set(Speaker) or section.manner not in set(Manner):
        raise Rejected.because("Said by", expected="a speaker and a manner of the lists", found="others")
    for text in (section.words, section.interpreter, section.text):
        if text:
            Text(text)
    lang = codes.meant("language", section.lang)
    if lang and lang not in parse.languages():
        raise Rejected.because("Language of the wording", expected="a language code such as ko", found="another")
    said: Instant | None = None
    if section.said:
        said = parse.instant(section.said, where="Said when", wording=dates.reading)
    return Statement(
        id="",
        term="",
        value=Text("-"),
        source=Source(Speaker(section.speaker), section.words, section.interpreter),
        manner=Manner(section.manner),
        text=section.text,
        lang=lang,
        said_at=said,
    )


def _sentence(fault: Fault) -> str:
    return _("Expected: %(expected)s. Found: %(found)s.") % {"expected": _(fault.expected), "found": _(fault.found)}
