"""The nouns of a paper: its row in the catalogue, and a sheet of it filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from nansen.statements.model import Kind, Sensitivity
from nansen.statements.terms import Term

LANGUAGES = ("ar", "en", "fr", "ko", "ru", "uk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place on a paper and the terms that may stand in it; `name` is also the key of its caption.

    `room` is what fits there, counted in signs of half width (a Hangul syllable is two): what is longer goes to a
    sheet that follows. `marks` prints every code of the list and strikes out what does not apply; `every` lists what
    all items of a group say; `time` adds the time of day, `point` the coordinates.
    """

    name: str
    terms: tuple[Term, ...]
    room: int = 120
    marks: bool = False
    every: bool = False
    time: bool = False
    point: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """That one of these codes stands for a term."""

    term: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a paper is: size in millimetres, template, who may be on it, which fields, nothing above `ceiling`.

    `letter` is that of the column "papers" of the data dictionary. The fields of a group in `across` may be answered by
    any of its items, so long as all agree; those of a group in `unless` stay dashes where its condition holds, as
    where he asked that nobody be told. `only` says which item of a group is meant (the person to be informed). A paper
    is refused where `refused` holds, or where a field of `needs` would be a dash.
    """

    name: str
    letter: str
    width_mm: int
    height_mm: int
    template: str
    ground: str
    ceiling: Sensitivity
    kinds: frozenset[Kind]
    fields: tuple[Field, ...]
    across: frozenset[str] = frozenset()
    unless: Mapping[str, Condition]
    only: Mapping[str, Condition]
    refused: Condition | None = None
    needs: frozenset[str] = frozenset()

    @property
    def terms(self) -> frozenset[str]:
        """Return the names of all terms that can be printed: whoever prints it must be allowed to see each of them."""
        return frozenset(term.name for field in self.fields for term in field.terms)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one language (BCP 47; `und-Cyrl` where only the script is known; empty where neither is)."""

    text: str
    lang: str = ""


Wording = tuple[Piece, ...]
"""One answer, said once, or once in each language of the sheet."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the answers printed on the paper; `on` is None where nobody has answered and none is struck out."""

    words: Wording
    on: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One field with its answers, none for a dash; `long` where they go to the sheet that follows.

    `basis` says, on our own copy alone, who said so and in which entry.
    """

    name: str
    answers: tuple[Wording, ...] = ()
    marks: tuple[Mark, ...] = ()
    basis: tuple[str, ...] = ()
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper filled in for one person, in two or three languages, the first of which gives the direction."""

    paper: Paper
    languages: tuple[str, ...]
    issued_on: dt.date
    office: str
    fields: tuple[Filled, ...]
    own_copy: bool = False
