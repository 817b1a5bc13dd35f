"""Entries of the office, written in the short lines in which the examples of the rules are written."""

from __future__ import annotations

import datetime as dt

from tests.conftest import NOW
from tests.law import writing

from nansen.casefile.model import Officer
from nansen.office import write
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement


def said(*lines: str) -> list[Statement]:
    """Return the statements of these lines, `TERM = VALUE [@ITEM]`."""
    found = [writing._LINE.fullmatch(line) for line in lines]
    return [
        Statement(
            id="",
            term=row["term"],
            value=parse.value(terms.shipped().term(row["term"]), row["value"]),
            source=Source(Speaker(row["by"] or "himself")),
            manner=Manner(row["how"] or "spoken"),
            item=row["item"] or "",
        )
        for row in found
        if row
    ]


def kept(
    officer: Officer,
    *lines: str,
    file: str | None = None,
    kind: Kind = Kind.CAPTIVE,
    now: dt.datetime = NOW,
    act: Act = Act.ACT,
) -> Entry:
    """Keep these lines as one entry, on a new file where none is given, whoever may write them, and return it."""
    entry = write.draft(
        file, said(*lines), kind=kind, form="capture", officer=officer, purpose="intake", now=now, act=act
    )
    return write.keep([entry])[0]
