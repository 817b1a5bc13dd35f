"""The rule pack read and checked: what a lawyer wrote in TOML becomes a book, or is refused with file and line.

`rules/*.toml` hold the rules, `events/*.toml` what may happen, `profile.toml` the policies, `parties.toml` who made
which reservation, `pack.toml` the version and who reviewed it. docs/guide/law.md explains how to write each.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from nansen.errors import Misconfigured
from nansen.law import acts, clauses, durations, findings, rows
from nansen.law.model import Book, Effect, Event, Party, Policy, Profile, Rule
from nansen.statements import terms
from nansen.statements.model import Kind
from nansen.statements.terms import Dictionary

# Rules without which no pack is read: what protects him from being sent back (house rule: no pack lowers it).
NEEDED = {
    "gc3-118-unwilling": "wish_against",
    "gc3-109-not-against-will": "wish_against",
    "nr-cat-3": "risk_found",
}
_BARE = frozenset({"gc3-118-unwilling", "nr-cat-3"})  # these two know no other condition and no exception
# Policies that findings ask for, by what their value must be.
_LENGTHS = ("wish_apart", "wish_fresh", "risk_fresh", "fitness_fresh", "custody_gap", "transit_stay", "long_captivity")
_NEVER_LIFTED = frozenset({"wish_against", "risk_found", "wish_not_proved"})
_FOLDERS = ("rules", "events")
_SINGLE = ("pack.toml", "profile.toml", "parties.toml")


@cache
def shipped() -> Book:
    """Return the pack that ships with Nansen; raise Misconfigured, with file and line, where a row is wrong."""
    return read(texts(), dictionary=terms.shipped())


def texts() -> dict[str, str]:
    """Return the files of the shipped pack, `folder/name` to text, in the order of their names."""
    root = resources.files("nansen.law")
    found = {name: root / name for name in _SINGLE}
    found |= {f"{folder}/{item.name}": item for folder in _FOLDERS for item in (root / folder).iterdir()}
    return {name: file.read_text("utf-8") for name, file in sorted(found.items()) if name.endswith(".toml")}


def read(files: Mapping[str, str], *, dictionary: Dictionary) -> Book:
    """Return the book written in these files.

    Raises Misconfigured with file and line for what is not TOML, an unknown key, term, code, event, finding, act, role
    or policy, a deadline without its unit, an id given twice, a circle of events that ask for each other, a rule on a
    wish or a risk that could be lifted, and for a pack without a rule that protects against being sent back.
    """
    tables = {name: _toml(name, text) for name, text in files.items()}
    known = rows.Known(dictionary, files)
    events: dict[str, Event] = {}
    rules: dict[str, Rule] = {}
    for name, table in tables.items():
        if name.startswith("events/"):
            for event in rows.events(name, table, known):
                _once(events, event.name, event.where)
                events[event.name] = event
        if name.startswith("rules/"):
            for rule in rows.rules(name, table, known):
                _once(rules, rule.id, rule.where)
                rules[rule.id] = rule
    pack = tables.get("pack.toml", {})
    book = Book(
        version=str(pack.get("version", "")),
        reviewed_by=str(pack.get("reviewed_by", "")),
        hash=digest(files),
        rules=rules,
        events=events,
        profile=Profile(policies=_policies(tables.get("profile.toml", {}))),
        parties=tuple(_parties(tables.get("parties.toml", {}))),
    )
    _check(book)
    return book


def digest(files: Mapping[str, str]) -> str:
    """Return the SHA-256 over all files of a pack in the order of their names, each after its name and length."""
    whole = hashlib.sha256(b"nansen rule pack 1\n")
    for name, text in sorted(files.items()):
        body = text.encode()
        whole.update(f"{name} {len(body)}\n".encode() + body)
    return whole.hexdigest()


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{name}: not TOML: {error}") from error


def _once(found: Mapping[str, object], name: str, where: str) -> None:
    if name in found:
        raise Misconfigured(f"{where}: {name} is written twice.")


def _policies(table: Mapping[str, Any]) -> dict[str, Policy]:
    found = {}
    written = table.get("policy", {})
    for name, row in written.items() if isinstance(written, dict) else [("policy", written)]:
        unknown = sorted(set(row) - {"value", "label", "source"}) if isinstance(row, dict) else ["no table"]
        if unknown or not row.get("label"):
            raise Misconfigured(f"profile.toml, {name}: expected value, label and source, found {unknown or 'less'}.")
        found[name] = Policy(name, str(row.get("value", "")), str(row["label"]), str(row.get("source", "")))
    for name in (*_LENGTHS, "lead"):
        if name in found:
            durations.parse(found[name].value, where=f"profile.toml, {name}")
    percent = found.get("weight_loss_percent")
    if percent and not re.fullmatch("[1-9][0-9]?", percent.value):
        raise Misconfigured("profile.toml, weight_loss_percent: expected a whole number from 1 to 99.")
    return found


def _parties(table: Mapping[str, Any]) -> Iterator[Party]:
    for number, row in enumerate(table.get("party", []), start=1):
        try:
            yield Party(**{key: str(value) for key, value in row.items()})
        except (AttributeError, TypeError) as error:
            raise Misconfigured(
                f"parties.toml, party {number}: expected instrument, state, reservation, ref."
            ) from error


def _check(book: Book) -> None:
    for event in book.events.values():
        _names(book, event.where, *(clause.names for clause in event.conditions.clauses))
        for clause in event.conditions.clauses:
            _policy(book, event.where, *clauses.policies(clause.words))
    for rule in book.rules.values():
        _rule(book, rule)
    _circles(book)
    for name, finding in NEEDED.items():
        if name not in book.rules:
            raise Misconfigured(f"rules: the pack lacks the bar {name}: no pack may do without it.")
        if not _protects(book.rules[name], finding):
            where = book.rules[name].where
            raise Misconfigured(f"{where}: {name} must be a BAR on every removal of a captive where {finding}.")


def _protects(rule: Rule, finding: str) -> bool:
    """Return whether a bar without which no pack is read still bars what it is there for."""
    return (
        rule.effect is Effect.BAR
        and rule.on >= acts.REMOVAL
        and Kind.CAPTIVE in rule.files
        and finding in rule.findings
        and not (rule.trigger or rule.needs)
        and (rule.id not in _BARE or [clause.words for clause in rule.conditions.clauses] == [finding])
    )


def _rule(book: Book, rule: Rule) -> None:
    steps = rule.steps
    named = (clause.names for clause in rule.conditions.clauses)
    asked = {rule.trigger, *rule.ended_by, *chain.from_iterable(step.fulfilled_by for step in steps)}
    asked |= {step.deadline.before for step in steps}
    _names(book, rule.where, frozenset(asked - {""}), *named)
    for clause in rule.conditions.clauses:
        _policy(book, rule.where, *clauses.policies(clause.words))
    for step in steps:
        _policy(book, rule.where, *filter(None, (step.deadline.policy, step.every_policy)))
    if rule.findings & _NEVER_LIFTED and (rule.overridable or rule.released_by):
        raise Misconfigured(f"{rule.where}: a rule on a wish or a finding of risk is neither released nor overridden.")
    if rule.findings & findings.DESTINATION and not rule.on:
        raise Misconfigured(f"{rule.where}: a finding on a destination needs the acts that lead there (`on`).")


def _names(book: Book, where: str, *asked: frozenset[str]) -> None:
    if unknown := sorted(frozenset().union(*asked) - book.events.keys()):
        raise Misconfigured(f"{where}: unknown event {unknown[0]}.")


def _policy(book: Book, where: str, *names: str) -> None:
    for name in names:
        if name not in book.profile.policies:
            raise Misconfigured(f"{where}: unknown policy {name}.")
        durations.parse(book.profile.value(name), where=f"profile.toml, {name}")


def _circles(book: Book) -> None:
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            raise Misconfigured(f"{book.events[name].where}: {name} asks for itself: {' > '.join((*way, name))}.")
        if name not in done:
            for clause in book.events[name].conditions.clauses:
                for other in sorted(clause.names):
                    walk(other, (*way, name))
            done.add(name)

    for name in book.events:
        walk(name, ())
