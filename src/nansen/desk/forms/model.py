"""The nouns of a form: sections of fields, each a term with what was typed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nansen.statements.terms import Term

PLACE_PARTS = ("words", "country", "latitude", "longitude", "uncertainty_m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A term as a field: its name in the page, what was typed, the answer instead of a value, and its fault.

    `name` is the term, with `--item` behind it where its group repeats. Of a place, `parts` holds its five parts.
    """

    name: str
    term: Term
    item: str
    typed: str = ""
    absent: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def id(self) -> str:
        """Return its id in the page."""
        return f"id_{self.name}".replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields said by one speaker in one manner; `name` is its prefix for those two and the interpreter."""

    name: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form to lay out: title, sections, and all faults in the order of the page."""

    name: str
    title: str
    intro: str
    sections: tuple[Section, ...]

    @property
    def errors(self) -> tuple[Field, ...]:
        """Return the fields with a fault, for the summary at the top of the page."""
        return tuple(found for part in self.sections for _, row in part.fields for found in row if found.error)
