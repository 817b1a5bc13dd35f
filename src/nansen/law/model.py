"""The nouns of the law as data: a rule with its clock, what it makes of a case, a gate of a disposition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nansen.casefile.model import Said
from nansen.statements.model import Kind


class Effect(StrEnum):
    """What a rule does where it bites (law.md 1)."""

    DUTY = "DUTY"
    BAR = "BAR"
    HOLD = "HOLD"
    WARN = "WARN"
    INFO = "INFO"


class Level(StrEnum):
    """How firmly the treaty speaks."""

    CATEGORICAL = "treaty_categorical"
    QUALIFIED = "treaty_qualified"
    DISPUTED = "disputed"
    POLICY = "policy"


class Clock(StrEnum):
    """Where the number of a deadline comes from: the treaty, our reading of 'soonest', our policy, or nowhere."""

    TREATY = "treaty"
    SOONEST = "soonest"
    POLICY = "policy"
    NONE = "none"


class State(StrEnum):
    """How a duty stands; `due` from the lead time before its limit up to the limit."""

    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class Passage(StrEnum):
    """How a gate stands, best first."""

    CLEAR = "clear"
    NEEDS = "needs"
    HELD = "held"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time of the calendar: months, then seconds; a week is 168 hours (law.md 1, clock rule 2)."""

    months: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition in the words of the data, with the test made of it and what it reads.

    `reads` are terms and groups whose statements bear it, `names` the events that it asks for.
    """

    words: str
    test: Callable[[Any], bool]
    reads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When something holds: all clauses of `when`, at least one of `any`, none of `unless`; empty ones hold."""

    when: tuple[Clause, ...] = ()
    any: tuple[Clause, ...] = ()
    unless: tuple[Clause, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return all clauses."""
        return (*self.when, *self.any, *self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What can start, fulfil or end a duty: `of` a group that repeats (one an item) or `file`, at the time of `at`.

    Of a term that keeps `many` values each is a happening; of any other all that stands tells of one.
    """

    name: str
    label: str
    of: str
    at: str
    conditions: Conditions
    at_or_recorded: bool = False
    many: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that is on record: between `first` and `last` it happened, or is planned to; `said` tells it."""

    event: str
    item: str
    first: dt.datetime
    last: dt.datetime
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A limit: `within` a time from the trigger, or `before` an event; of a policy its name in the profile."""

    clock: Clock = Clock.NONE
    within: Duration | None = None
    policy: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What fulfils a duty, and by when; a rule has one or more."""

    name: str = ""
    deadline: Deadline = field(default_factory=Deadline)
    fulfilled_by: tuple[str, ...] = ()
    every: Duration | None = None
    every_policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as a lawyer wrote it; `where` is its file and line.

    `on` are the acts that it stops or speaks to, `gate` its place among the ten, `released_by` the roles one of which
    may release a HOLD with a reason, `overridable` whether two officials may go past a BAR.
    """

    id: str
    title: str
    text: str
    ground: tuple[str, ...]
    binds: str
    level: Level
    verified: str
    effect: Effect
    files: frozenset[Kind]
    where: str
    conditions: Conditions
    note: str = ""
    trigger: str = ""
    same_item: bool = False
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    ended_by: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    gate: str = ""
    released_by: tuple[str, ...] = ()
    overridable: bool = False

    @property
    def findings(self) -> frozenset[str]:
        """Return the findings that it asks for."""
        return frozenset().union(*(clause.findings for clause in self.conditions.clauses))


@dataclass(frozen=True, slots=True)
class Policy:
    """A value that the office may set: shown as policy, never as law."""

    name: str
    value: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """A State's reservation or declaration to an article that it is bound by."""

    instrument: str
    state: str
    reservation: str
    ref: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The policies of an office as they stand: the shipped values, and what the office changed."""

    policies: Mapping[str, Policy]

    def value(self, name: str) -> str:
        """Return a policy's value, empty where there is no such policy."""
        found = self.policies.get(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """The rule pack: its rules by id in their order, events, policies and parties; `hash` is over all its files."""

    version: str
    reviewed_by: str
    hash: str
    rules: Mapping[str, Rule]
    events: Mapping[str, Event]
    profile: Profile
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something owed, or once owed: on which rule and step, from when, by when, and how it stands at `now`.

    `limit` is None where no number limits it. `late` stays true when it is done after its limit, or ended after it;
    of a recurring duty `missed` counts the earlier times that were late. `by` tells what fulfilled or ended it.
    """

    rule: Rule
    step: Step
    item: str
    since: Happening
    limit: dt.datetime | None
    state: State
    late: bool = False
    missed: int = 0
    by: Happening | None = None
    reason: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Return whether something is still to be done."""
        return self.state in {State.OPEN, State.DUE, State.OVERDUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A rule that bites and is no duty; `because` are the statements that it rests on, `lacks` terms not answered.

    `lifted` tells the item of the release or override that takes it out of the way, for the act that was asked about.
    """

    rule: Rule
    item: str = ""
    because: tuple[Said, ...] = ()
    lacks: tuple[str, ...] = ()
    lifted: str = ""

    @property
    def stops(self) -> bool:
        """Return whether it stops the act."""
        return self.rule.effect in {Effect.BAR, Effect.HOLD} and not self.lifted


@dataclass(frozen=True, slots=True)
class Gate:
    """One of the ten checks with everything that speaks at it, stops first."""

    name: str
    passage: Passage
    blocks: tuple[Block, ...] = ()
