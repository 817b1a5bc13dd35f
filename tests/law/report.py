"""The two captives of the demonstration, read from its file without a register: each entry at the day of its report."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement

FILE = Path(__file__).resolve().parents[2] / "demo" / "report.jsonl"


def case(name: str) -> Case:
    """Return the case of one of them as the reports up to the end tell it."""
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    own = sorted((row for row in rows if row["file"] == name), key=lambda row: (row["recorded"], row["key"]))
    return fold.of([_entry(row, number) for number, row in enumerate(own)], dictionary=terms.shipped())


def _entry(row: Mapping[str, Any], number: int) -> Entry:
    name = hashlib.sha256(row["key"].encode()).hexdigest()[:32]
    return Entry(
        id=name,
        file=hashlib.sha256(row["file"].encode()).hexdigest()[:32],
        kind=Kind(row["kind"]),
        act=Act.ACT,
        form=row["form"],
        by="0" * 32,
        purpose="intake",
        at=dt.datetime.fromisoformat(f"{row['recorded']}T23:00:00+00:00"),
        statements=tuple(_statement(said, f"{name}.{at}") for at, said in enumerate(row["statements"])),
        number=number,
    )


def _statement(row: Mapping[str, Any], id_: str) -> Statement:
    return Statement(
        id=id_,
        term=row["term"],
        value=parse.value(terms.shipped().term(row["term"]), row["value"]),
        source=Source(Speaker(row["speaker"]), row.get("words", ""), row.get("interpreter", "")),
        manner=Manner(row["manner"]),
        item=row.get("item", ""),
        text=row.get("text", ""),
        lang=row.get("lang", ""),
        said_at=parse.instant(row["said"]) if row.get("said") else None,
    )
