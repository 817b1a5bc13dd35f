"""The nouns of the law beside a case: a rule as it is cited, what is owed, what stands, gates, a decision by two."""

from __future__ import annotations

from dataclasses import dataclass

from nansen.desk.draw.model import Mark, Tone


@dataclass(frozen=True, slots=True)
class Pack:
    """The rule pack that a page cites: its version, the first signs of its hash, and who of counsel has reviewed it."""

    version: str
    hash: str
    reviewed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A rule as a page cites it: its articles, how firmly the treaty speaks, and whether its text was seen.

    `note` holds both readings where it is disputed, and is empty otherwise.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    level: Mark
    seen: str
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A happening or a statement that something rests on, in words, with the number of its entry."""

    label: str
    words: str
    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A duty: by when (`clock` says whose number that is), how it stands, what fulfils it, what opened and ended it.

    `late` stays on what was done late; `lacks` are terms that the form still wants and this reader may know of.
    """

    rule: Cited
    step: str
    state: Mark
    late: str
    when: str
    clock: str
    fulfilled_by: tuple[str, ...]
    lacks: tuple[str, ...]
    opened: Told | None
    ended: Told | None
    exception: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A rule that speaks at a gate or against the record: how, who may lift it, and the statements that it rests on.

    `lifted` says by which entry it was lifted. `release` and `override` say whether this reader may lift it, or propose
    to go past it.
    """

    rule: Cited
    state: Mark
    stops: bool
    who: str
    lacks: tuple[str, ...]
    facts: tuple[Told, ...]
    lifted: bool = False
    lifted_in: int | None = None
    release: bool = False
    override: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One of the ten gates; `hidden` where it is shut by what this reader may not see."""

    name: str
    label: str
    state: Mark
    grounds: tuple[Ground, ...]
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """One disposition and destination with the ten gates, and what nobody can lift."""

    act: str
    destination: str
    title: str
    where: str
    proposed: bool
    tone: Tone
    summary: str
    never: tuple[str, ...]
    hidden: str
    doors: tuple[Door, ...]
    opened: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What the law says of a file to one reader, as the page of the case lays it out."""

    pack: Pack
    owed: tuple[Owed, ...]
    settled: tuple[Owed, ...]
    standing: tuple[Ground, ...]
    ways: tuple[WayOut, ...]
    acts: tuple[tuple[str, tuple[Ground, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """One statement of a proposal as it will be kept: what, in which words, from whom, and what it replaces or ends."""

    label: str
    words: str
    lang: str
    source: str
    text: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A decision by two as a page shows it.

    `id` names it in addresses, `digest` is what both sign, `groups` the same in groups of eight signs. `act`, `place`
    and `rule` are what it is about, where it is a disposition or an override.
    """

    id: str
    what: str
    title: str
    state: Mark
    waits: bool
    void: bool
    ground: str
    kept: tuple[Kept, ...]
    by: str
    at: str
    entry: int | None
    expires: str
    digest: str
    groups: str
    ended: str
    ended_in: int | None
    act: str = ""
    place: str = ""
    rule: str = ""
