"""The nouns of a form: sections of fields, each a term with what was typed in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nansen.statements.terms import Term

PLACE_PARTS = ("words", "country", "latitude", "longitude", "uncertainty_m")


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement that stands in the item that a form goes on with: its id, and its value in words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An item of an earlier entry that a form goes on with: its key, its group, what stands in it, by term.

    `on` is the id of a statement of that item, which names it in addresses: the key may hold words of a sender.
    """

    on: str
    key: str
    group: str
    standing: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A term as a field: its name in the page, what was typed, the answer instead of a value, and its fault.

    `name` is the term, with `--item` behind it where its group repeats. Of a place, `parts` holds its five parts. Of a
    term with many values, `typed` holds one a line. `standing` is what a term of one value holds already in the item
    that the form goes on with, `corrects` the id of what is corrected, empty where the new value stands beside it.
    """

    name: str
    term: Term
    item: str
    typed: str = ""
    absent: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()
    corrects: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        """Return its id in the page."""
        return f"id_{self.name}".replace(".", "_")

    @property
    def target(self) -> str:
        """Return the id of the first control of the field, to which its line in the error summary leads."""
        return f"{self.id}_words" if self.term.kind == "place" else self.id

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what was typed, line by line."""
        return tuple(line for line in self.typed.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields said by one speaker in one manner; `name` is its prefix for those two and the interpreter.

    `key` is what a hand-laid template calls it; `fields` are rows, one for each item of each group, with a label.
    """

    name: str
    key: str
    title: str
    fields: tuple[tuple[str, tuple[Field, ...]], ...]
    speaker: str
    manner: str
    words: str = ""
    interpreter: str = ""
    text: str = ""
    lang: str = ""
    said: str = ""
    error: str = ""

    @property
    def flat(self) -> tuple[Field, ...]:
        """Return all fields of the section in the order of the page."""
        return tuple(found for _, row in self.fields for found in row)

    @property
    def by_term(self) -> Mapping[str, Field]:
        """Return the fields by the last part of their terms' names, for a template that lays them by hand."""
        return {found.term.name.partition(".")[2]: found for found in self.flat}

    @property
    def more(self) -> bool:
        """Return whether anything stands among the rarer questions about who said it."""
        return any((self.interpreter, self.text, self.lang, self.said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form to lay out: title, sections, and all faults in the order of the page.

    `on` names the earlier item that it goes on with (see `Earlier`), empty for a form of its own.
    """

    name: str
    title: str
    intro: str
    sections: tuple[Section, ...]
    on: str = ""

    @property
    def errors(self) -> tuple[Field, ...]:
        """Return the fields with a fault, for the summary at the top of the page."""
        return tuple(found for found in self.fields if found.error)

    @property
    def fields(self) -> Iterator[Field]:
        """Yield all fields in the order of the page."""
        return (found for part in self.sections for found in part.flat)

    @property
    def faulty(self) -> bool:
        """Return whether any field or section has a fault."""
        return any(part.error for part in self.sections) or bool(self.errors)

    @property
    def by_key(self) -> Mapping[str, Section]:
        """Return the sections by what a hand-laid template calls them."""
        return {part.key: part for part in self.sections}
