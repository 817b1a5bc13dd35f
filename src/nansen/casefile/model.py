"""The nouns of a folded file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nansen.statements.model import Entry, Kind, Sensitivity, Statement


class Standing(StrEnum):
    """Whether a statement holds: nothing is ever gone, all three are shown."""

    STANDS = "stands"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with the act that brought it in and whether it holds.

    `entry` is the number in the ledger, `by` the officer's staff file, `recorded_at` when it was kept, `dated` the day
    on which the sender of a loaded entry had written it down.
    `ended_by` is the id of the statement that replaced or withdrew it, empty while it stands.
    """

    statement: Statement
    entry_id: str
    entry: int | None
    by: str
    form: str
    purpose: str
    recorded_at: dt.datetime
    dated: dt.date | None = None
    standing: Standing = Standing.STANDS
    ended_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One term of one item with all that was said of it, in the order in which it was written down.

    `contested` is true where statements that stand give different answers to a single-valued term: both are kept and
    both are shown. `withheld` lines keep their term and nothing else: the reader may not see what they hold.
    """

    term: str
    item: str = ""
    said: tuple[Said, ...] = ()
    contested: bool = False
    withheld: bool = False

    @property
    def standing(self) -> tuple[Said, ...]:
        """Return what stands, in the order of the ledger."""
        return tuple(said for said in self.said if said.standing is Standing.STANDS)

    @property
    def last(self) -> Said | None:
        """Return the latest statement that stands, or None."""
        return next(reversed(self.standing), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file folded for reading: `lines` by (item, term), in the order in which they first came.

    `entries` are the acts on the file without their statements (id, number, form, by, at, purpose), oldest first.
    """

    file: str
    kind: Kind
    site: str = ""
    lines: Mapping[tuple[str, str], Line] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()

    def line(self, term: str, item: str = "") -> Line | None:
        """Return the line of a term, or None where nothing was said of it."""
        return self.lines.get((item, term))

    def items(self, group: str) -> tuple[str, ...]:
        """Return the items of a repeating group, in the order in which they first came."""
        return tuple(dict.fromkeys(item for item, term in self.lines if item and term.startswith(f"{group}.")))


class Grade(StrEnum):
    """How far a wish can be relied on (law.md 4): G3 alone releases a hold, any grade is enough to hold."""

    G0 = "G0"
    G1 = "G1"
    G2 = "G2"
    G3 = "G3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One expression of what the person wants; `said` are the lines that bear it, `missing` why it is not G3.

    `code` is of the list `wish` (return, unwilling_to_return, stay, third_country, undecided, not_asked,
    cannot_communicate), `destination` a country code or empty for every destination.
    """

    item: str
    code: str
    destination: str
    said: Said
    manner: str
    interpreter: str
    grade: Grade
    missing: tuple[str, ...]
    contradicts: tuple[str, ...] = ()


class Worth(StrEnum):
    """What a paper is worth."""

    GENUINE = "genuine"
    FALSE = "false"
    ANOTHERS = "anothers"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A name that may be his: said by himself, printed on a paper, or given by others; with what speaks for it."""

    basis: str  # said_by_himself | on_paper | given_by_others
    name: str
    script: str
    lang: str
    said: Said
    paper: str = ""
    worth: Worth = Worth.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper found with him: what it is, the name printed on it, what it is worth and what was said to be why.

    `kind` is a code of the list `document_kind`; what nobody has said is empty.
    """

    item: str
    kind: str
    number: str
    name: str
    lang: str
    worth: Worth
    reasons: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the custody chain; `gap_before` is the time nobody accounts for, None where there is none.

    `contested` is true where another stage claims him for the same time.
    """

    item: str
    custodian: str
    place: str
    began: Line | None
    ended: Line | None
    gap_before: dt.timedelta | None
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One point of the timeline: when it happened (or was said), what, and the entry that says so."""

    first: dt.datetime
    last: dt.datetime
    term: str
    item: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A reader or writer: a staff file with its roles, site and the files assigned to it."""

    staff: str
    label: str
    roles: frozenset[str]
    site: str = ""
    assigned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What access must know of a file before it is opened."""

    file: str
    kind: Kind
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an officer may see of a file for a purpose: no file at all (`seen` false), or areas up to a sensitivity.

    Of the areas in `own_first` he sees what others wrote only once he has written his own (trust.md 4, contamination).
    """

    seen: bool
    areas: Mapping[str, Sensitivity] = field(default_factory=dict)
    own_first: frozenset[str] = frozenset()

    def of(self, area: str, sensitivity: Sensitivity) -> bool:
        """Return whether a term of this area and sensitivity may be shown."""
        return self.seen and sensitivity <= self.areas.get(area, self.areas.get("*", 0))
