"""The nouns of a drawn case file: answers with their provenance, facts, blocks, and the panels they stand in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nansen.casefile.model import Sight
from nansen.statements.terms import Term

_BLIND = Sight(seen=False)


class State(StrEnum):
    """How an answer is shown: as a value, as one of the three words for none, or struck."""

    STANDS = "stands"
    ABSENT = "absent"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Tone(StrEnum):
    """What a mark or a bar says by its colour, beside its words."""

    STOP = "stop"
    WANT = "want"
    WARN = "warn"
    GOOD = "good"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a page knows beside the case: staff id to label, form code to title, and what its reader may see and add.

    `adding` is the form by which he may go on with an item, by the item's group; `picturing` are the terms under which
    he may add a picture.
    """

    officers: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    sight: Sight = _BLIND
    adding: Mapping[str, str] = field(default_factory=dict)
    picturing: Collection[str] = ()

    def sees(self, term: Term) -> bool:
        """Return whether an empty place of this term may be called empty: nothing can be hidden from this reader there.

        Of an area that is withheld without a mark, or not his until he has written himself, the page cannot tell.
        """
        return term.area not in self.sight.own_first and self.sight.of(term.area, term.sensitivity)


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its words; `lang` (BCP 47) where they are in another language than the page's."""

    label: str
    words: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who said it, how, when, and who wrote it down: `short` on one line, `rows` in full; `entry` is its number.

    `cited` names the entry in words, for paper, where nothing can be opened.
    """

    short: str
    cited: str
    rows: tuple[Row, ...]
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One statement as the page shows it; `note` says why it no longer holds, `file` which file it points to.

    `picture` is the id of a picture that this reader may open, `level` its term's sensitivity.
    """

    words: str
    source: Provenance
    lang: str = ""
    state: State = State.STANDS
    note: str = ""
    file: str = ""
    picture: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One term with all its answers, or with none where it is withheld."""

    label: str
    answers: tuple[Answer, ...] = ()
    contested: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word in a coloured field."""

    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Way:
    """The way to add to an item: the form, and the id of a statement of the item, which names it in the address.

    For a picture the term stands in the form's place.
    """

    form: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The facts of one item (a paper, an interview), or of a group that does not repeat; `way` leads to a form."""

    title: str
    facts: tuple[Fact, ...]
    mark: Mark | None = None
    way: Way | None = None
    pictures: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of the data dictionary with its blocks; `name` is its anchor in the page."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a name rests on, in words, with its provenance; `mark` is the worth of the paper that bears it."""

    words: str
    source: Provenance
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A spelling of a name that may be his, with everything that it rests on."""

    words: str
    lang: str
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the page: the names in every script, and the facts by which a file is told from another."""

    names: tuple[Named, ...]
    withheld: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One expression of a wish: its sentence, its own words, how and when it was said, its grade and what it lacks.

    `later` names, in words, what was written about it afterwards; the wish itself is never overwritten.
    """

    title: str
    tone: Tone
    when: str
    manner: str
    wording: Row | None
    grade: str
    lacks: tuple[str, ...]
    contradicts: bool
    later: str
    source: Provenance
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishPanel:
    """What he wants: the latest, what it stops, and all from the oldest on; `none` is said where there is no wish."""

    tone: Tone
    latest: Wanted | None
    effect: str
    none: str
    history: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One stage of custody; `gap` is the length of the time before it for which nobody accounts, or empty.

    `contested` where another stage claims him for the same time.
    """

    title: str
    place: str
    when: str
    gap: str
    now: bool
    contested: bool
    facts: tuple[Fact, ...]
    way: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line of the timeline."""

    when: str
    label: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act on the file: its number, what was done, when, by whom, for what, and how much it says."""

    number: int | None
    form: str
    when: str
    by: str
    purpose: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole case file as it is laid out; `unknown` are the terms of the capture card without a standing value."""

    head: Head
    wish: WishPanel | None
    papers: tuple[Block, ...]
    custody: tuple[Held, ...]
    custody_withheld: bool
    groups: tuple[Group, ...]
    timeline: tuple[Moment, ...]
    unknown: tuple[Row, ...]
    entries: tuple[Done, ...]
