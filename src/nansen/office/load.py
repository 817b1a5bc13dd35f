"""Loading entries from a file by the front door: every line is checked as a form is, all lines enter, or none.

One JSON object a line: `key` (its own for ever), `file` (a name of the sender's), `kind`, `form`, `recorded`, and
`statements` of `term value speaker words interpreter manner text lang said item`. docs/reference/load.md has the whole.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nansen.casefile.model import Officer
from nansen.errors import Fault, NansenError, Rejected
from nansen.office import keys, register, write
from nansen.statements import parse, terms
from nansen.statements.model import Entry, Kind, Manner, Source, Speaker, Statement

LINES_MAX = 100_000
_ENTRY = {"key", "file", "kind", "form", "recorded", "reason", "statements"}
_STATEMENT = {"term", "value", "speaker", "words", "interpreter", "manner", "text", "lang", "said", "item"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a load: how many entries were new, how many were there already, and the ids of the files by name."""

    new: tuple[Entry, ...]
    known: int
    files: Mapping[str, str]


def lines(text: Iterable[str], *, officer: Officer, purpose: str, now: dt.datetime) -> Loaded:
    """Keep what these lines say and is not kept yet; loading the same lines again changes nothing.

    Raises Rejected with line, field, expected and found of every fault; then nothing was kept.
    """
    faults: list[Fault] = []
    entries: list[Entry] = []
    files: dict[str, str] = {}
    for number, line in enumerate(text, start=1):
        if number > LINES_MAX:
            raise Rejected.because("file", expected=f"at most {LINES_MAX} lines", found="more")
        if line.strip():
            try:
                row, entry = _entry(line, officer=officer, purpose=purpose, now=now)
                entries.append(entry)
                files[row["file"]] = entry.file
            except Rejected as refusal:
                faults += [Fault(f.where, f.expected, f.found, number) for f in refusal.faults]
    if faults:
        raise Rejected(*faults)
    known = register.known([entry.id for entry in entries])
    fresh = list({entry.id: entry for entry in entries if entry.id not in known}.values())
    kept = write.record(*fresh, officer=officer) if fresh else ()
    return Loaded(kept, len(entries) - len(kept), files)


def _entry(line: str, *, officer: Officer, purpose: str, now: dt.datetime) -> tuple[Mapping[str, Any], Entry]:
    row = _object(line)
    _only(row, _ENTRY, needed={"key", "file", "kind", "form", "statements"})
    if row["kind"] not in set(Kind):
        raise Rejected.because("kind", expected="a kind of file", found=str(row["kind"])[:40])
    faults: list[Fault] = []
    statements = []
    for index, item in enumerate(row["statements"]):
        try:
            statements.append(_statement(item))
        except Rejected as refusal:
            faults += [Fault(f"statement {index}, {f.where}", f.expected, f.found) for f in refusal.faults]
    if faults:
        raise Rejected(*faults)
    entry = write.draft(
        keys.repeatable_id(f"file|{officer.site}|{row['file']}"),
        statements,
        kind=Kind(row["kind"]),
        form=str(row["form"]),
        officer=officer,
        purpose=purpose,
        now=now,
        reason=str(row.get("reason", "")),
        id_=keys.repeatable_id(f"entry|{officer.site}|{row['key']}"),
    )
    return row, entry


def _statement(row: Mapping[str, Any]) -> Statement:
    _only(row, _STATEMENT, needed={"term", "value", "speaker", "manner"})
    try:
        term = terms.shipped().term(str(row["term"]))
    except NansenError as error:
        raise Rejected.because("term", expected="a term of the data dictionary", found=str(row["term"])[:60]) from error
    speaker, manner = (_one_of(row, field, kind) for field, kind in (("speaker", Speaker), ("manner", Manner)))
    return Statement(
        id="",
        term=term.name,
        value=parse.value(term, row["value"]),
        source=Source(Speaker(speaker), str(row.get("words", "")), str(row.get("interpreter", ""))),
        manner=Manner(manner),
        item=str(row.get("item", "")),
        text=str(row.get("text", "")),
        lang=str(row.get("lang", "")),
        said_at=parse.instant(row["said"], where="said") if row.get("said") else None,
    )


def _object(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Rejected.because("line", expected="one JSON object", found="no JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("statements"), list):
        raise Rejected.because("line", expected="an object with its statements in an array", found="another")
    return row


def _only(row: Mapping[str, Any], known: set[str], *, needed: set[str]) -> None:
    if not isinstance(row, Mapping):
        raise Rejected.because("statement", expected="an object", found=type(row).__name__)
    faults = [Fault(field, "a known field", "an unknown one") for field in sorted(set(row) - known)]
    faults += [Fault(field, "a value", "nothing") for field in sorted(needed - set(row))]
    if faults:
        raise Rejected(*faults)


def _one_of(row: Mapping[str, Any], field: str, kind: type[Speaker | Manner]) -> str:
    if row[field] not in set(kind):
        raise Rejected.because(field, expected=", ".join(kind), found=str(row[field])[:40])
    return str(row[field])
