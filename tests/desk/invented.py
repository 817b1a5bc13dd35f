"""Statements and entries of invented people, for the pages that draw them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from nansen.casefile import fold
from nansen.casefile.model import Case, Sight
from nansen.desk.draw.model import Reader
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import Value

FILE = "7c1e90ab" + "0" * 24
WRITER = "3fa9c1d2" + "0" * 24
ALL = Sight(seen=True, areas={"*": Sensitivity.S4})
READER = Reader(officers={WRITER: "I. Tkach"}, forms={"capture": "Capture card", "wish": "Wish"}, sight=ALL)


def said(
    term: str,
    typed: str | Value | dict[str, object],
    speaker: Speaker = Speaker.HIMSELF,
    manner: Manner = Manner.SPOKEN,
    **more: str,
) -> Statement:
    """Return a statement; `words`, `interpreter`, `at` and the fields of a statement by name."""
    at, source = more.pop("at", ""), Source(speaker, more.pop("words", ""), more.pop("interpreter", ""))
    value = parse.value(terms.shipped().term(term), typed) if isinstance(typed, str | dict) else typed
    spoken = parse.instant(at) if at else None
    return Statement(id="", term=term, value=value, source=source, manner=manner, said_at=spoken, **more)


def entry(number: int, *statements: Statement, form: str = "capture", at: str = "2025-01-11T08:14:00Z") -> Entry:
    """Return an entry with its statements numbered; its id is its number."""
    id_ = f"{number:032x}"
    return Entry(
        id=id_,
        file=FILE,
        kind=Kind.CAPTIVE,
        act=Act.ACT,
        form=form,
        by=WRITER,
        purpose="intake",
        at=dt.datetime.fromisoformat(at),
        site="north",
        statements=tuple(replace(one, id=f"{id_}.{index}") for index, one in enumerate(statements)),
        number=number,
    )


def case(*entries: Entry) -> Case:
    """Return the case of these entries."""
    return fold.of(entries, dictionary=terms.shipped())


def of(*statements: Statement) -> Case:
    """Return the case of one capture card, entry 1."""
    return case(entry(1, *statements))
