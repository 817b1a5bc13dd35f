"""A rule of the pack as a page shows it: what it says, on what ground, when it bites, by when, and how sure we are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nansen.desk import labels
from nansen.desk.draw import law_words, rule_words, words
from nansen.desk.draw.facts import alone
from nansen.law.acts import ACTS, DISPOSITIONS
from nansen.law.model import Book, Clause, Deadline, Effect, Level, Party, Profile, Rule, Step
from nansen.statements import terms
from nansen.statements.model import Kind


@dataclass(frozen=True, slots=True)
class Tag:
    """A code of the pack in words: its label, its colour as a tag, and what it means in a sentence."""

    code: str
    label: str
    colour: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A rule as a line of the index."""

    id: str
    title: str
    articles: tuple[str, ...]
    effect: Tag
    level: Tag
    seen: Tag


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one file of the pack under its heading."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One step of a duty: by when, whose number that is (`policy` is its name), how often, and what fulfils it."""

    name: str
    when: str
    clock: str
    policy: str
    value: str
    every: str
    every_policy: str
    fulfilled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Conditions that belong together: how they are joined, and each as the lawyer wrote it."""

    joined: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reserved:
    """A State that reserved or declared something on an article of a rule; `article` is empty where it withdrew it."""

    state: str
    instrument: str
    article: str
    note: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rule with everything that the pack says of it."""

    card: Card
    text: str
    note: str
    section: str
    binds: str
    kinds: tuple[str, ...]
    trigger: str
    same_item: bool
    conditions: tuple[Clauses, ...]
    needs: tuple[str, ...]
    owed: tuple[Owed, ...]
    ended_by: tuple[str, ...]
    acts: tuple[str, ...]
    gate: str
    lifted: str
    where: str
    reserved: tuple[Reserved, ...]


def index(book: Book, *, effect: str = "", level: str = "") -> tuple[Section, ...]:
    """Return the rules by section in the order of the pack; of one effect or level alone where it is asked for."""
    found: dict[str, list[Card]] = {}
    for rule in book.rules.values():
        if effect in {"", rule.effect.value} and level in {"", rule.level.value}:
            found.setdefault(rule_words.file(rule.where), []).append(card(rule))
    return tuple(Section(rule_words.section(file), tuple(cards)) for file, cards in sorted(found.items()))


def effects() -> tuple[Tag, ...]:
    """Return all effects in words."""
    return tuple(map(_effect, Effect))


def levels() -> tuple[Tag, ...]:
    """Return all levels in words."""
    return tuple(map(_level, Level))


def card(rule: Rule) -> Card:
    """Return a rule as a line of the index."""
    return Card(
        id=rule.id,
        title=words.phrase(rule.title),
        articles=rule.ground,
        effect=_effect(rule.effect),
        level=_level(rule.level),
        seen=_seen(rule.verified),
    )


def page(rule: Rule, *, book: Book, profile: Profile) -> Page:
    """Return everything that the pack says of a rule, with the policies of its clocks as they stand in `profile`."""
    return Page(
        card=card(rule),
        text=words.phrase(rule.text.strip()),
        note=words.phrase(rule.note.strip()) if rule.note else "",
        section=rule_words.section(rule.where),
        binds=words.phrase(rule_words.BINDS[rule.binds]),
        kinds=tuple(words.phrase(labels.KINDS[kind]) for kind in Kind if kind in rule.files),
        trigger=_event(rule.trigger, book) if rule.trigger else "",
        same_item=rule.same_item,
        conditions=_conditions(rule),
        needs=tuple(alone(terms.shipped().term(name)) for name in rule.needs),
        owed=tuple(_owed(step, book, profile) for step in rule.steps),
        ended_by=tuple(_event(name, book) for name in rule.ended_by),
        acts=_acts(rule.on),
        gate=words.phrase(law_words.GATES[rule.gate]) if rule.gate else "",
        lifted=_lifted(rule),
        where=rule.where,
        reserved=tuple(_reserved(party) for party in book.parties if _concerns(party, rule.ground)),
    )


def _effect(effect: Effect) -> Tag:
    label, colour, meaning = rule_words.EFFECTS[effect]
    return Tag(effect.value, words.phrase(label), colour, words.phrase(meaning))


def _level(level: Level) -> Tag:
    label = law_words.LEVELS[level][0]
    colour = {Level.DISPUTED: "yellow", Level.POLICY: "grey"}.get(level, "blue")
    return Tag(level.value, words.phrase(label), colour, words.phrase(rule_words.MEANT[level]))


def _seen(verified: str) -> Tag:
    known = verified if verified in rule_words.SEEN else "K"
    return Tag(known, words.phrase(law_words.SEEN[known]), "grey", words.phrase(rule_words.SEEN[known]))


def _event(name: str, book: Book) -> str:
    return words.phrase(book.events[name].label)


def _conditions(rule: Rule) -> tuple[Clauses, ...]:
    parts: Mapping[str, tuple[Clause, ...]] = {
        _("All of these hold"): rule.conditions.when,
        _("At least one of these holds"): rule.conditions.any,
        _("None of these holds"): rule.conditions.unless,
    }
    return tuple(Clauses(joined, tuple(one.words for one in found)) for joined, found in parts.items() if found)


def _owed(step: Step, book: Book, profile: Profile) -> Owed:
    value = profile.value(step.deadline.policy) if step.deadline.policy else ""
    often = profile.value(step.every_policy) if step.every_policy else ""
    every = rule_words.length(step.every) if step.every else rule_words.written(often)
    return Owed(
        name=rule_words.step(step.name),
        when=_when(step.deadline, value, book),
        clock=words.phrase(rule_words.CLOCKS[step.deadline.clock]) if step.deadline.clock.value != "none" else "",
        policy=step.deadline.policy,
        value=value,
        every=_("then again within %(length)s of the last time") % {"length": every} if every else "",
        every_policy=step.every_policy,
        fulfilled_by=tuple(_event(name, book) for name in step.fulfilled_by),
    )


def _when(deadline: Deadline, value: str, book: Book) -> str:
    if deadline.before:
        return _("before this: %(event)s") % {"event": _event(deadline.before, book)}
    length = rule_words.length(deadline.within) if deadline.within else rule_words.written(value)
    return _("within %(length)s") % {"length": length} if length else _("no number limits it")


def _acts(on: frozenset[str]) -> tuple[str, ...]:
    if on == ACTS:
        return (_("every act"),)
    order = (*DISPOSITIONS, *sorted(ACTS - set(DISPOSITIONS)))
    return tuple(law_words.act(code) for code in order if code in on)


def _lifted(rule: Rule) -> str:
    """Return who may take a bar or a hold out of the way, or that nobody may; nothing for what stops no act."""
    if not rule.on or rule.effect not in {Effect.BAR, Effect.HOLD}:
        return ""
    if rule.effect is Effect.BAR:
        two = _("Two officers together may go past it.")
        return two if rule.overridable else _("Nobody can lift it; it ends only when the facts change.")
    if not rule.released_by:
        return _("It ends when the step is done.")
    roles = ", ".join(words.phrase(labels.codes("role").get(role, role)) for role in rule.released_by)
    return _("May be lifted, with a reason, by: %(roles)s") % {"roles": roles}


def _concerns(party: Party, ground: Iterable[str]) -> bool:
    """Return whether a rule rests on the article that a State's reservation, or its withdrawal, is about."""
    about = party.reservation or next(iter(re.findall(r"Article (\d+)", party.ref)), "")
    return any(re.match(rf"{re.escape(party.instrument)} {re.escape(about)}(?!\d)", article) for article in ground)


def _reserved(party: Party) -> Reserved:
    note = words.phrase(party.note) if party.note else ""
    return Reserved(labels.country(party.state), party.instrument, party.reservation, note, party.ref)
