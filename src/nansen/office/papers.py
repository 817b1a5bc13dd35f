"""Printing a paper of the Convention: the reading is kept first, then what stands in the file is printed, and no more.

What is chosen is chosen from what the file holds: a spelling that somebody recorded, one of several answers, one of
several relatives. The machine chooses nothing, and prints nothing above what the paper may carry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from nansen.casefile import answers
from nansen.casefile.model import Case, Line, Officer, Said
from nansen.errors import Fault, Rejected
from nansen.formats.papers import catalogue, picking, press, sheets
from nansen.formats.papers.model import LANGUAGES, Paper
from nansen.formats.papers.picking import Choice
from nansen.law import bars
from nansen.law.model import Block, Effect
from nansen.office import despatch, keys, lawbook, read
from nansen.statements.model import Kind
from nansen.statements.values import Absent, Code

# What a paper is printed for, where the law has a word for it: a copy of each goes to the Central Tracing Agency.
SERVES: Mapping[str, str] = {"capture_card": "message_to_cta", "death_notice": "message_to_cta"}
OF_THE_DEAD = frozenset({"death_notice"})
_TONGUES = ("person.language", "interview.language", "wish.language")


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that this file may have; `seen` where the officer may see all of it, `had` where the file can have it."""

    paper: Paper
    seen: bool
    had: bool

    @property
    def open(self) -> bool:
        """Return whether it can be printed by this officer."""
        return self.seen and self.had


@dataclass(frozen=True, slots=True)
class Pick:
    """A term of which several answers stand: one is printed, of `many` any; none means a dash."""

    term: str
    said: tuple[Said, ...]
    many: bool
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a paper is to be printed: two or three languages, what was chosen, and whether it is our own copy."""

    paper: str
    languages: tuple[str, ...]
    choice: Choice = field(default_factory=Choice)
    own_copy: bool = False


def offers(case: Case, *, officer: Officer, purpose: str) -> tuple[Offer, ...]:
    """Return the papers for files of this kind, in the catalogue's order; `case` is as this officer sees it."""
    return tuple(
        Offer(
            paper,
            seen=not despatch.unseen(case, paper.terms, officer, purpose=purpose),
            had=_had(case, paper),
        )
        for paper in catalogue.shipped().values()
        if case.kind in paper.kinds
    )


def tongues(case: Case) -> tuple[str, ...]:
    """Return the languages that he is known to speak and papers are printed in, what he said of himself first."""
    found = (
        value.code.partition("-")[0]
        for term in _TONGUES
        for item in ("", *case.items(term.partition(".")[0]))
        for value in answers.of(case.line(term, item))
        if isinstance(value, Code)
    )
    return tuple(dict.fromkeys(one for one in found if one in LANGUAGES))


def items(case: Case, paper: Paper) -> Mapping[str, tuple[str, ...]]:
    """Return the groups of which the file holds several items and the paper prints one, each with those it may be."""
    groups = dict.fromkeys(term.group for place in paper.fields if not place.every for term in place.terms)
    several = {group: _meant(case, paper, group, Choice()) for group in groups if group not in paper.across}
    return {group: found for group, found in several.items() if len(found) > 1}


def picks(case: Case, paper: Paper, choice: Choice) -> tuple[Pick, ...]:
    """Return the terms of a paper of which several answers stand, once it is settled which item is meant."""
    return tuple(
        Pick(term.name, found, many=term.many, contested=not term.many and answers.contested(found))
        for place in paper.fields
        if not place.every
        for term in place.terms
        if len(found := _standing(case, paper, term.name, choice)) > 1
    )


def against(file: str, paper: str, *, now: dt.datetime) -> tuple[Block, ...]:
    """Return what the law holds against the act that a paper serves; only a bar that nobody lifted stops the press.

    It is asked of the whole file and leaves no entry of its own: whoever is told of it has read the case.
    """
    act = SERVES.get(paper, "")
    return bars.against(despatch.whole(file), act, now=now, profile=lawbook.profile()) if act else ()


def print_(file: str, order: Order, *, officer: Officer, purpose: str, now: dt.datetime) -> bytes:
    """Return the PDF of one paper; a read entry that names the paper is durable before the first byte.

    Raises NotFound for a file or paper that there is not for him, Forbidden where he may not see all that the paper
    prints, Rejected where a bar stands against it, and as `sheets.of` and `press.pdf` do. About 50 ms.
    """
    paper = catalogue.paper(order.paper)
    case = read.case(file, officer=officer, purpose=purpose, now=now, action=f"print:{paper.name}").case
    despatch.sees(case, paper.terms, officer, purpose=purpose)
    if not _had(case, paper):
        raise Rejected.because(paper.name, expected="a file that calls for this paper", found="another")
    blocks = against(file, paper.name, now=now)
    barred = [block.rule.id for block in blocks if block.stops and block.rule.effect is Effect.BAR]
    if barred:
        raise Rejected(*(Fault("law", f"nothing that stops it under {rule}", Effect.BAR.value) for rule in barred))
    sheet = sheets.of(
        case,
        paper,
        languages=order.languages,
        issued_on=now.date(),
        office=keys.ring().origin,
        choice=order.choice,
        own_copy=order.own_copy,
    )
    return press.pdf([sheet], fonts=(settings.DESK / "static" / "built" / "fonts",))


def _had(case: Case, paper: Paper) -> bool:
    """Return whether this file can have a paper: not refused, all that it needs answered, the dead alone for theirs."""
    if paper.refused and picking.holds(case, paper.refused):
        return False
    needed = [place for place in paper.fields if place.name in paper.needs]
    if not all(any(_answered(case, term.name) for term in place.terms) for place in needed):
        return False
    return paper.name not in OF_THE_DEAD or case.kind is Kind.REMAINS or bool(_lines_of(case, "death."))


def _answered(case: Case, term: str) -> bool:
    return any(answers.of(line) for line in _lines_of(case, term))


def _lines_of(case: Case, begins: str) -> list[Line]:
    return [line for line in case.lines.values() if line.term.startswith(begins)]


def _standing(case: Case, paper: Paper, term: str, choice: Choice) -> tuple[Said, ...]:
    """Return the different answers that stand of a term, of several that say the same the last."""
    group = term.partition(".")[0]
    meant = _meant(case, paper, group, choice)
    whole = group in paper.across or not case.items(group)
    if not whole and len(meant) > 1:
        return ()
    lines = (line for line in case.lines.values() if line.term == term and (whole or line.item in meant))
    found = (one for line in lines for one in line.standing if not isinstance(one.statement.value, Absent))
    return tuple({one.statement.value: one for one in found}.values())


def _meant(case: Case, paper: Paper, group: str, choice: Choice) -> tuple[str, ...]:
    """Return the items of a group that may be meant: the chosen one, those that the paper looks for, or all."""
    if group in choice.items:
        return (choice.items[group],)
    found, only = case.items(group), paper.only.get(group)
    return tuple(item for item in found if only and picking.holds(case, only, item)) or found
