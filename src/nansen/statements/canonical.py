"""The canonical bytes of an entry (RFC 8785), there and back; what is sealed is exactly these bytes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import rfc8785

from nansen.errors import Broken, Rejected
from nansen.statements.model import Act, Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import (
    Absence,
    Absent,
    Attachment,
    Code,
    Date,
    Instant,
    Measure,
    Name,
    Place,
    Precision,
    Reference,
    Text,
    Value,
)

VERSION = 1
TOO_SMALL = re.compile(r'"at":\[[^]]*e-')  # inside a text the quotation mark would stand behind a backslash
Json = dict[str, Any]


def encode(entry: Entry) -> bytes:
    """Return the canonical bytes of an entry.

    Empty fields are left out; the entry's number is no part of them. Raises Rejected for words
    that no UTF-8 can hold (half a surrogate pair). About 0.1 ms for a dozen statements.
    """
    return _bytes(
        _full(
            v=VERSION,
            id=entry.id,
            file=entry.file,
            kind=entry.kind.value,
            act=entry.act.value,
            form=entry.form,
            by=entry.by,
            purpose=entry.purpose,
            at=moment_out(entry.at),
            site=entry.site,
            reason=entry.reason,
            statements=[statement_out(statement) for statement in entry.statements],
            shown=list(entry.shown),
            opened=entry.opened and entry.opened.name,
            dated=entry.dated and entry.dated.isoformat(),
        )
    )


def decode(data: bytes, *, number: int | None = None) -> Entry:
    """Return the entry in these bytes; raise Broken where they are not the bytes of one, or of another version."""
    try:
        row: Json = json.loads(data)
        if (version := row.get("v")) != VERSION:
            raise Broken(f"These bytes are of entry version {version!s:.9}, this software reads version {VERSION}.")
        return Entry(
            id=row["id"],
            file=row["file"],
            kind=Kind(row["kind"]),
            act=Act(row["act"]),
            form=row["form"],
            by=row["by"],
            purpose=row["purpose"],
            at=moment_in(row["at"]),
            site=row.get("site", ""),
            reason=row.get("reason", ""),
            statements=tuple(
                statement_in(item, f"{row['id']}.{index}") for index, item in enumerate(row.get("statements", ()))
            ),
            shown=tuple(row.get("shown", ())),
            opened=Sensitivity[row["opened"]] if "opened" in row else None,
            dated=dt.date.fromisoformat(row["dated"]) if "dated" in row else None,
            number=number,
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, Rejected) as error:
        raise Broken(f"These are not the bytes of an entry ({type(error).__name__}).") from error


def statement_out(statement: Statement) -> Json:
    """Return a statement as plain data; its id is its place in the entry and is not repeated."""
    return _full(
        term=statement.term,
        value=value_out(statement.value),
        source=_full(
            speaker=statement.source.speaker.value,
            words=statement.source.words,
            interpreter=statement.source.interpreter,
            file=statement.source.file,
        ),
        manner=statement.manner.value,
        item=statement.item,
        text=statement.text,
        lang=statement.lang,
        said_at=statement.said_at and value_out(statement.said_at),
        replaces=statement.replaces,
        withdraws=statement.withdraws,
    )


def statement_in(row: Mapping[str, Any], id_: str) -> Statement:
    """Return the statement in plain data; raise ValueError, KeyError or Rejected where it is none."""
    source = row["source"]
    said_at = value_in(row["said_at"]) if "said_at" in row else None
    if not isinstance(said_at, Instant | None):
        raise TypeError("said_at")
    return Statement(
        id=id_,
        term=row["term"],
        value=value_in(row["value"]),
        source=Source(
            _SPEAKERS[source["speaker"]], source.get("words", ""), source.get("interpreter", ""), source.get("file", "")
        ),
        manner=_MANNERS[row["manner"]],
        item=row.get("item", ""),
        text=row.get("text", ""),
        lang=row.get("lang", ""),
        said_at=said_at,
        replaces=row.get("replaces", ""),
        withdraws=row.get("withdraws", ""),
    )


def value_out(value: Value) -> Json:
    """Return a value as plain data; every kind has one key of its own that tells it from the others."""
    return _WRITERS[type(value)](value)


def value_in(row: Mapping[str, Any]) -> Value:
    """Return the value in plain data; raise KeyError where its kind is unknown, Rejected where it cannot be."""
    for key, reader in _READERS.items():
        if key in row:
            return reader(row)
    raise KeyError("no known kind of value")


def moment_out(moment: dt.datetime) -> str:
    """Return an instant as `2025-01-09T14:30:00Z`: UTC, whole seconds."""
    return f"{moment.astimezone(dt.UTC).isoformat(timespec='seconds')[:-6]}Z"


@lru_cache(maxsize=4096)  # the statements of one entry share their times
def moment_in(text: str) -> dt.datetime:
    """Return the instant in such a text; raise ValueError for any other form."""
    moment = dt.datetime.fromisoformat(text)
    if moment_out(moment) != text:
        raise ValueError("another form of time")
    return moment


def _bytes(row: Json) -> bytes:
    """Return the bytes of RFC 8785. The C encoder is seven times as fast and writes the same for all but tiny numbers.

    It writes 1e-05 where the RFC asks for 0.00001 (coordinates of Greenwich); whole floats are whole numbers by then.
    """
    try:
        text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return rfc8785.dumps(row) if TOO_SMALL.search(text) else text.encode()
    except UnicodeEncodeError as error:
        raise Rejected.because("entry", expected="printable characters", found="half a character") from error


def _full(**fields: Any) -> Json:  # noqa: ANN401 - plain JSON
    return {key: value for key, value in fields.items() if value not in (None, "", [], {})}


def _span(value: Date | Instant, key: str, out: Callable[[Any], str]) -> Json:
    return {
        key: [out(value.first), out(value.last)],
        "precision": value.precision.value,
        **_full(wording=value.wording),
    }


def _place(value: Place) -> Json:
    return {
        "place": value.words,
        **_full(country=value.country),
        **({"at": [_degrees(value.latitude), _degrees(value.longitude)]} if value.latitude is not None else {}),
        **({"within_m": value.uncertainty_m} if value.uncertainty_m is not None else {}),
    }


def _degrees(number: float | None) -> float | None:
    return int(number) if number is not None and number.is_integer() else number


def _place_in(row: Mapping[str, Any]) -> Place:
    latitude, longitude = row.get("at", (None, None))
    return Place(row["place"], row.get("country", ""), latitude, longitude, row.get("within_m"))


_code = lru_cache(maxsize=4096)(Code)  # codes come from closed lists, again and again
_SPEAKERS = {speaker.value: speaker for speaker in Speaker}  # twice as fast as asking the enumeration
_MANNERS = {manner.value: manner for manner in Manner}
_WRITERS: dict[type, Callable[[Any], Json]] = {
    Absent: lambda v: {"absent": v.reason.value},
    Text: lambda v: {"text": v.text},
    Name: lambda v: {"name": v.text, "script": v.script, **_full(scheme=v.scheme)},
    Date: lambda v: _span(v, "date", dt.date.isoformat),
    Instant: lambda v: _span(v, "instant", moment_out),
    Place: _place,
    Code: lambda v: {"code": v.code},
    Measure: lambda v: {"measure": [f"{v.low:f}", f"{v.high:f}"], "unit": v.unit},
    Reference: lambda v: {"reference": v.file},
    Attachment: lambda v: {"attachment": v.id, "media_type": v.media_type, "size": v.size},
}
_READERS: dict[str, Callable[[Mapping[str, Any]], Value]] = {
    "absent": lambda r: Absent(Absence(r["absent"])),
    "text": lambda r: Text(r["text"]),
    "name": lambda r: Name(r["name"], r["script"], r.get("scheme", "")),
    "date": lambda r: Date(
        dt.date.fromisoformat(r["date"][0]),
        dt.date.fromisoformat(r["date"][1]),
        Precision(r["precision"]),
        r.get("wording", ""),
    ),
    "instant": lambda r: Instant(
        moment_in(r["instant"][0]), moment_in(r["instant"][1]), Precision(r["precision"]), r.get("wording", "")
    ),
    "place": _place_in,
    "code": lambda r: _code(r["code"]),
    "measure": lambda r: Measure(Decimal(r["measure"][0]), Decimal(r["measure"][1]), r["unit"]),
    "reference": lambda r: Reference(r["reference"]),
    "attachment": lambda r: Attachment(r["attachment"], r["media_type"], r["size"]),
}
