"""One row of a rule file, read: every key known, every word checked, or refused with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from nansen.errors import Misconfigured
from nansen.law import clauses, durations
from nansen.law.acts import ACTS, BINDS, DISPOSITIONS, GATES, SETS
from nansen.law.model import Clause, Clock, Conditions, Deadline, Effect, Event, Level, Rule, Step
from nansen.statements.model import Kind
from nansen.statements.terms import Dictionary

W = TypeVar("W", bound=StrEnum)
_TEXTS = {
    "id", "title", "text", "note", "binds", "level", "verified", "effect", "trigger", "gate", "name", "label", "of",
    "at", "every_policy", "kind", "policy", "before",
}  # fmt: skip
_LISTS = {"ground", "files", "when", "any", "unless", "needs", "fulfilled_by", "ended_by", "released_by"}
_FLAGS = {"overridable", "same_item", "at_or_recorded"}
_RULE = {
    "id", "title", "text", "note", "binds", "level", "verified", "effect", "trigger", "gate", *_LISTS, "on", "deadline",
    "every", "every_policy", "steps", "overridable", "same_item",
}  # fmt: skip
_STEP = {"name", "deadline", "fulfilled_by", "every", "every_policy"}
_EVENT = {"label", "of", "at", "when", "any", "unless", "at_or_recorded"}
_MUST = ("id", "title", "text", "ground", "binds", "level", "verified", "effect", "files")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name, and the texts of the files, to find a row's line in."""

    dictionary: Dictionary
    files: Mapping[str, str]

    def line(self, file: str, pattern: str, nth: int = 1) -> str:
        """Return `file, line N` of the nth line that matches."""
        found = [at for at, line in enumerate(self.files[file].splitlines(), start=1) if re.match(pattern, line)]
        return f"{file}, line {found[nth - 1]}" if len(found) >= nth else file


def events(file: str, table: Mapping[str, Any], known: Known) -> Iterator[Event]:
    """Yield the events of a file; raise Misconfigured with file and line."""
    for name, row in table.items():
        where = known.line(file, rf"""\s*\[\s*["']?{re.escape(name)}["']?\s*\]""")
        _only(row, _EVENT, where)
        of, at = row.get("of", "file"), row.get("at", "")
        group = known.dictionary.by_group.get(of)
        if of != "file" and (group is None or not group.repeats):
            raise Misconfigured(f"{where}: expected `file` or a group that repeats, found {of!r}.")
        term = known.dictionary.by_name.get(at)
        if at and (term is None or term.kind not in {"date", "instant"}):
            raise Misconfigured(f"{where}: expected a date or an instant, found {at!r}.")
        if not at and not row.get("at_or_recorded"):
            raise Misconfigured(f"{where}: an event needs its time: `at`, or `at_or_recorded = true`.")
        yield Event(
            name=name,
            label=row.get("label", name),
            of=of,
            at=at,
            conditions=_conditions(row, where, known),
            at_or_recorded=row.get("at_or_recorded", False),
            many=term is not None and term.many,
            where=where,
        )


def rules(file: str, table: Mapping[str, Any], known: Known) -> Iterator[Rule]:
    """Yield the rules of a file; raise Misconfigured with file and line."""
    if unknown := sorted(set(table) - {"rule"}):
        raise Misconfigured(f"{file}: expected [[rule]], found {unknown[0]}.")
    found = table.get("rule", [])
    if not isinstance(found, list):
        raise Misconfigured(f"{file}: expected [[rule]], found [rule].")
    for number, row in enumerate(found, start=1):
        where = known.line(file, r"\s*\[\[\s*rule\s*\]\]", number)
        _only(row, _RULE, where)
        if lacking := [key for key in _MUST if not row.get(key)]:
            raise Misconfigured(f"{where}: {lacking[0]} is missing.")
        yield _rule(row, where, known)


def _rule(row: Mapping[str, Any], where: str, known: Known) -> Rule:
    effect = _word(Effect, row["effect"], where)
    on = _on(row.get("on", []), where)
    gate = str(row.get("gate", ""))
    steps = tuple(_steps(row, where)) if effect is Effect.DUTY else ()
    if twice := sorted({step.name for step in steps if [one.name for one in steps].count(step.name) > 1}):
        raise Misconfigured(f"{where}: the step {twice[0]!r} is written twice.")
    if (row.get("overridable") and effect is not Effect.BAR) or (row.get("released_by") and effect is not Effect.HOLD):
        raise Misconfigured(f"{where}: only a BAR is overridable and only a HOLD has roles that release it.")
    if effect is Effect.DUTY and not row.get("trigger"):
        raise Misconfigured(f"{where}: a duty needs its trigger.")
    if effect is not Effect.DUTY and set(row) & {"deadline", "every", "every_policy", "steps", "fulfilled_by"}:
        raise Misconfigured(f"{where}: only a duty has a deadline and what fulfils it.")
    if (gate and gate not in GATES) or (on & frozenset(DISPOSITIONS) and not gate):
        raise Misconfigured(f"{where}: expected one of the ten gates, found {gate!r}.")
    if row["binds"] not in BINDS:
        raise Misconfigured(f"{where}: expected one of {', '.join(sorted(BINDS))}, found {row['binds']!r}.")
    roles = known.dictionary.lists["role"].labels
    if unknown := sorted(set(row.get("released_by", [])) - set(roles)):
        raise Misconfigured(f"{where}: unknown role {unknown[0]}.")
    for term in row.get("needs", []):
        if term not in known.dictionary.by_name:
            raise Misconfigured(f"{where}: unknown term {term}.")
    return Rule(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        note=row.get("note", ""),
        ground=tuple(row["ground"]),
        binds=row["binds"],
        level=_word(Level, row["level"], where),
        verified=row["verified"],
        effect=effect,
        files=frozenset(_word(Kind, kind, where) for kind in row["files"]),
        where=where,
        conditions=_conditions(row, where, known),
        trigger=row.get("trigger", ""),
        same_item=row.get("same_item", False),
        needs=tuple(row.get("needs", ())),
        steps=steps,
        ended_by=tuple(row.get("ended_by", ())),
        on=on,
        gate=gate,
        released_by=tuple(row.get("released_by", ())),
        overridable=row.get("overridable", False),
    )


def _conditions(row: Mapping[str, Any], where: str, known: Known) -> Conditions:
    def parsed(key: str) -> tuple[Clause, ...]:
        return tuple(clauses.parse(words, dictionary=known.dictionary, where=where) for words in row.get(key, []))

    return Conditions(when=parsed("when"), any=parsed("any"), unless=parsed("unless"))


def _steps(row: Mapping[str, Any], where: str) -> Iterator[Step]:
    written = row.get("steps")
    if written is None:
        yield _step({key: row[key] for key in _STEP & set(row)}, where)
        return
    if not isinstance(written, list) or not written:
        raise Misconfigured(f"{where}: steps is a list of tables.")
    for step in written:
        _only(step, _STEP, where)
        yield _step({**({"deadline": row["deadline"]} if "deadline" in row else {}), **step}, where)


def _step(row: Mapping[str, Any], where: str) -> Step:
    every = row.get("every")
    return Step(
        name=row.get("name", ""),
        deadline=_deadline(row.get("deadline", {"kind": "none"}), where),
        fulfilled_by=tuple(row.get("fulfilled_by", ())),
        every=durations.parse(str(every), where=where) if every is not None else None,
        every_policy=row.get("every_policy", ""),
    )


def _deadline(row: Any, where: str) -> Deadline:  # noqa: ANN401 - what a lawyer wrote
    if not isinstance(row, dict):
        raise Misconfigured(f"{where}: a deadline is written {{ kind = ..., within = ... }}.")
    _only(row, {"kind", "within", "policy", "before"}, where)
    clock = _word(Clock, row.get("kind", ""), where)
    given = [key for key in ("within", "policy", "before") if key in row]
    if (clock is Clock.NONE) is bool(given) or len(given) > 1:
        raise Misconfigured(f"{where}: a deadline has one of within, policy and before, or is of kind none.")
    return Deadline(
        clock=clock,
        within=durations.parse(str(row["within"]), where=where) if "within" in row else None,
        policy=row.get("policy", ""),
        before=row.get("before", ""),
    )


def _on(written: str | Sequence[str], where: str) -> frozenset[str]:
    found: set[str] = set()
    if not isinstance(written, str | list) or not all(isinstance(word, str) for word in written):
        raise Misconfigured(f"{where}: `on` is an act, a set of acts, or a list of them.")
    for word in [written] if isinstance(written, str) else written:
        if word not in SETS and word not in ACTS:
            raise Misconfigured(f"{where}: unknown act {word}.")
        found |= SETS.get(word, frozenset({word}))
    return frozenset(found)


def _word(kind: type[W], word: str, where: str) -> W:
    try:
        return kind(word)
    except ValueError as error:
        words = ", ".join(one.value for one in kind)
        raise Misconfigured(f"{where}: expected one of {words}, found {str(word)[:30]!r}.") from error


def _only(row: object, keys: set[str], where: str) -> None:
    if not isinstance(row, dict):
        raise Misconfigured(f"{where}: expected a table.")
    if unknown := sorted(set(row) - keys):
        raise Misconfigured(f"{where}: unknown key {unknown[0]}.")
    for key, value in row.items():
        if key in _TEXTS and not isinstance(value, str):
            raise Misconfigured(f"{where}: {key} is a text.")
        if key in _LISTS and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise Misconfigured(f"{where}: {key} is a list of texts.")
        if key in _FLAGS and not isinstance(value, bool):
            raise Misconfigured(f"{where}: {key} is true or false, without quotation marks.")
