"""Loading entries from a file by the front door: every line is checked as a form is, all lines enter, or none.

One JSON object a line: `key` (its own for ever), `file` (a name of the sender's), `kind`, `form`, `recorded`, and
`statements` of `term value speaker words interpreter manner text lang said item`. docs/reference/load.md has the whole.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from nansen.casefile.model import Officer
from nansen.errors import Fault, Rejected
from nansen.office import keys, register, write
from nansen.statements import parse, terms
from nansen.statements.model import Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Instant

LINES_MAX = 100_000
_ENTRY = {"key", "file", "kind", "form", "recorded", "reason", "statements"}
_STATEMENT = {"term", "value", "speaker", "words", "interpreter", "manner", "text", "lang", "said", "item"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HALF = re.compile("[\ud800-\udfff]")
Row = Mapping[str, Any]
T = TypeVar("T")
Line = tuple[int, Row, Entry]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a load: how many entries were new, how many were there already, and the ids of the files by name."""

    new: tuple[Entry, ...]
    known: int
    files: Mapping[str, str]


def lines(text: Iterable[str], *, officer: Officer, purpose: str, now: dt.datetime) -> Loaded:
    """Keep what these lines say and is not kept yet; loading the same lines again, in any order, changes nothing.

    They enter in the order of `recorded`, then of `key`. Raises Rejected with line, field, expected and found of every
    fault; then nothing was kept.
    """
    read, faults = _read(text, officer=officer, purpose=purpose, now=now)
    first: dict[str, Line] = {}
    for line in read:
        number, row, entry = line
        if first.setdefault(entry.id, line)[1] != row:
            faults.append(Fault("key", "one of its own for every entry", "that of another line", number))
    if faults:
        raise Rejected(*sorted(faults, key=lambda fault: fault.line or 0))
    ordered = sorted(first.values(), key=lambda line: (line[1].get("recorded", ""), line[1]["key"]))
    kept = _kept(ordered, officer=officer)
    return Loaded(kept, len(read) - len(kept), {row["file"]: entry.file for _, row, entry in read})


def _kept(ordered: list[Line], *, officer: Officer) -> tuple[Entry, ...]:
    known = register.known([entry.id for _, _, entry in ordered])
    fresh = [(number, entry) for number, _, entry in ordered if entry.id not in known]
    if not fresh:
        return ()
    try:
        return write.record(*(entry for _, entry in fresh), officer=officer, lines=[number for number, _ in fresh])
    except Rejected:
        if not register.known([entry.id for _, entry in fresh]):
            raise
    # Another load of the same lines was faster: what it kept is known now.
    return _kept(ordered, officer=officer)


def _read(text: Iterable[str], *, officer: Officer, purpose: str, now: dt.datetime) -> tuple[list[Line], list[Fault]]:
    read: list[Line] = []
    faults: list[Fault] = []
    for number, line in enumerate(text, start=1):
        if number > LINES_MAX:
            raise Rejected.because("file", expected=f"at most {LINES_MAX} lines", found="more")
        if line.strip():
            try:
                row = _object(line)
                read.append((number, row, _entry(row, officer=officer, purpose=purpose, now=now)))
            except Rejected as refusal:
                faults += [replace(fault, line=number) for fault in refusal.faults]
    return read, faults


def _entry(row: Row, *, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    faults = _fields(row, _ENTRY - {"statements"}, needed={"key", "file", "kind", "form"})
    if str(row.get("kind")) not in set(Kind):
        faults.append(Fault("kind", "a kind of file", "an unknown one"))
    faults += _recorded(row)
    statements = []
    for index, item in enumerate(row["statements"]):
        statement, wrong = _caught(_statement, item)
        statements += [statement] if statement else []
        faults += [replace(fault, where=f"statement {index}, {fault.where}") for fault in wrong]
    if faults:
        raise Rejected(*faults)
    entry = write.draft(
        keys.repeatable_id(f"file|{officer.site}|{row['file']}"),
        statements,
        kind=Kind(row["kind"]),
        form=row["form"],
        officer=officer,
        purpose=purpose,
        now=now,
        reason=_reason(row),
        id_=keys.repeatable_id(f"entry|{officer.site}|{row['key']}"),
    )
    return replace(entry, dated=dt.date.fromisoformat(row["recorded"]) if row.get("recorded") else None)


def _statement(row: Row) -> Statement:
    if not isinstance(row, dict):
        raise Rejected.because("statement", expected="an object", found=f"a value of type {type(row).__name__}")
    faults = _fields(row, _STATEMENT - {"value"}, needed={"term", "speaker", "manner"}, beside={"value"})
    term = terms.shipped().by_name.get(str(row.get("term")))
    faults += [] if term else [Fault("term", "a term of the data dictionary", "an unknown one")]
    for field, kind in (("speaker", Speaker), ("manner", Manner)):
        if str(row.get(field)) not in set(kind):
            faults.append(Fault(field, ", ".join(kind), "another"))
    value, wrong = _caught(parse.value, term, row.get("value", "")) if term else (None, [])
    said, late = _time(row, "said")
    if faults or wrong or late or not term or not value:
        raise Rejected(*faults, *wrong, *late)
    return Statement(
        id="",
        term=term.name,
        value=value,
        source=Source(Speaker(row["speaker"]), row.get("words", ""), row.get("interpreter", "")),
        manner=Manner(row["manner"]),
        item=row.get("item", ""),
        text=row.get("text", ""),
        lang=row.get("lang", ""),
        said_at=said,
    )


def _object(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Rejected.because("line", expected="one JSON object", found="no JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("statements"), list) or not row["statements"]:
        raise Rejected.because("line", expected="an object with its statements in an array", found="another")
    return row


def _fields(
    row: Row, texts: AbstractSet[str], *, needed: AbstractSet[str], beside: AbstractSet[str] = frozenset({"statements"})
) -> list[Fault]:
    """Return what is wrong with the fields of a row: unknown ones, missing ones, and texts that are none."""
    faults = [Fault("field", "a known field", "an unknown one") for field in sorted(set(row) - texts - beside)]
    faults += [Fault(field, "a value", "nothing") for field in sorted(needed) if row.get(field) in (None, "")]
    for field in sorted(texts & set(row)):
        if not isinstance(row[field], str):
            faults.append(Fault(field, "a text", f"a value of type {type(row[field]).__name__}"))
        elif _HALF.search(row[field]):
            faults.append(Fault(field, "printable characters", "half a character"))
    return faults


def _recorded(row: Row) -> list[Fault]:
    text = row.get("recorded")
    if not text or not isinstance(text, str):
        return []  # missing, or no text at all, which `_fields` has told
    try:
        # Days of one form only: the lines of a load enter in the order of these texts.
        if _DAY.fullmatch(text) and dt.date.fromisoformat(text):
            return []
    except ValueError:
        pass
    return [Fault("recorded", "a date such as 2025-01-09", "another text")]


def _reason(row: Row) -> str:
    """Return the sender's reason, and behind it the day on which he wrote it down: an entry bears only its own time."""
    given: str = row.get("reason", "").strip()
    if not row.get("recorded"):
        return given
    ended = f"{given}." if given and given[-1] not in ".!?…。" else given
    return f"{ended} Recorded by the sender on {row['recorded']}.".strip()


def _time(row: Row, field: str) -> tuple[Instant | None, list[Fault]]:
    text = row.get(field, "")
    return _caught(parse.instant, text, where=field) if text and isinstance(text, str) else (None, [])


def _caught(read: Callable[..., T], *given: Any, **named: str) -> tuple[T | None, list[Fault]]:  # noqa: ANN401
    """Return what a reader makes of what it is given, or None and its faults."""
    try:
        return read(*given, **named), []
    except Rejected as refusal:
        return None, list(refusal.faults)
