"""Cases, envelopes and keys of invented people and offices for the tests of messages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.formats.messages import signed
from nansen.formats.messages.model import Address, Detriment, Envelope, To
from nansen.ledger import notes
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Absence, Absent, Value

FILE, WRITER, ENTRY = "f" * 32, "a" * 32, "e" * 32
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
AT = dt.datetime(2025, 1, 12, tzinfo=dt.UTC)
KEY = bytes(range(32))
NAME = "bureau.example/register/policy"
VKEY = notes.write(notes.verifier(NAME, secret=KEY))
SEAL = signed.seal(notes.parse(VKEY))
CTA, POWER, PROTECTING = Address(To.CTA), Address(To.POWER, "KP"), Address(To.PROTECTING_POWER, "KP")
KNOWN = terms.shipped()


def case(*lines: str, kind: Kind = Kind.CAPTIVE, speaker: Speaker = Speaker.OFFICER) -> Case:
    """Return the case of lines such as `kin.name = Ri Sun @k`; absent values are written as their reason."""
    return of(*(line_of(line, speaker) for line in lines), kind=kind)


def of(*statements: Statement, kind: Kind = Kind.CAPTIVE) -> Case:
    """Return the case of one entry with these statements."""
    return fold.of([_entry(ENTRY, kind, AT, statements)], dictionary=KNOWN)


def then(before: Case, *lines: str) -> Case:
    """Return a case after one more entry, a year later, by another officer."""
    entry = _entry("d" * 32, before.kind, AT + dt.timedelta(days=365), tuple(map(line_of, lines)))
    return fold.on(before, replace(entry, by="9" * 32), dictionary=KNOWN)


def _entry(id_: str, kind: Kind, at: dt.datetime, statements: tuple[Statement, ...]) -> Entry:
    return Entry(
        id=id_,
        file=FILE,
        kind=kind,
        act=Act.ACT,
        form="capture",
        by=WRITER,
        purpose="intake",
        at=at,
        statements=tuple(replace(one, id=f"{id_}.{index}") for index, one in enumerate(statements)),
    )


def line_of(line: str, speaker: Speaker = Speaker.OFFICER) -> Statement:
    term, _, rest = line.partition(" = ")
    typed, _, item = rest.partition(" @")
    return said(term, value(term, typed), item=item, speaker=speaker)


def value(term: str, typed: str) -> Value:
    return Absent(Absence(typed)) if typed in set(Absence) else parse.value(KNOWN.term(term), typed)


def said(term: str, held: Value, *, item: str = "", speaker: Speaker = Speaker.OFFICER) -> Statement:
    return Statement(id="", term=term, value=held, source=Source(speaker), manner=Manner.WRITTEN, item=item)


def envelope(**more: Any) -> Envelope:  # noqa: ANN401 - the fields of an envelope
    rows: dict[str, Any] = {
        "id": "1" * 32,
        "office": "bureau.example/register",
        "seal": SEAL,
        "conflict": "C-1",
        "rule_pack": "pack-1",
        "created_at": NOW,
    }
    return Envelope(**rows | more)


HARM = Detriment(flag=True, note="His family lives there.")
