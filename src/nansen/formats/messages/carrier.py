"""A signed message as a table, one row a field, for bureaux that have a spreadsheet and no software."""

from __future__ import annotations

import csv
import io

from nansen.formats.messages import signed
from nansen.statements import canonical, terms

HEADER = ("part", "name", "label", "item", "value")
_STEERS = ("=", "+", "-", "@", "\t", "\r")


def table(data: bytes, vkey: str) -> str:
    """Return the CSV (RFC 4180, UTF-8) of signed bytes, checked first; raises as `signed.check` does.

    A cell that a spreadsheet would run as a formula begins with '.
    """
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *([_cell(cell) for cell in row] for row in rows(data, vkey))])
    return out.getvalue()


def rows(data: bytes, vkey: str) -> list[tuple[str, str, str, str, str]]:
    """Return (part, name, label, item, value) of all that signed bytes say, checked first, for a table or a page.

    The last rows are the signed line and the signature, so that whoever gets them can check them or have them checked.
    Every value is in the form of the JSON.
    """
    message = signed.check(data, vkey)
    envelope, address = message.envelope, message.address
    found = [
        ("envelope", "type", "Kind of message", "", message.type),
        ("envelope", "id", "Number", "", envelope.id),
        ("envelope", "from", "From", "", envelope.office),
        ("envelope", "to", "To", "", address.to.value),
        ("envelope", "power", "Meant for the Power", "", address.power),
        ("envelope", "conflict", "Conflict", "", envelope.conflict),
        ("envelope", "created_at", "Written", "", canonical.moment_out(envelope.created_at)),
        ("envelope", "supersedes", "Takes the place of", "", envelope.supersedes),
        ("envelope", "reference", "Reference", "", message.reference),
    ]
    if envelope.detriment:
        told = ("yes" if envelope.detriment.flag else "no", envelope.detriment.note)
        found.append(("envelope", "detriment", "Might this harm him or his family?", "", " ".join(told).strip()))
    known = terms.shipped().by_name
    for one in message.payload:
        label = known[one.term].label if one.term in known else one.term
        found += [("payload", one.term, label, str(one.item or ""), _words(canonical.value_out(v))) for v in one.values]
    line, _, signature = data.decode().partition("\n\n")
    found += [
        ("signature", "seal", "Seal", "", envelope.seal),
        ("signature", "signed", "What is signed (and a newline)", "", line),
        ("signature", "signature", "Signature", "", signature.strip()),
    ]
    return found


def _words(value: canonical.Json) -> str:
    """Return a value in one cell: its words where it has nothing else, an interval by its ends, all of it otherwise."""
    match value:
        case {"absent": reason}:
            return f"({reason})"
        case {"text": words} | {"code": words} | {"name": words}:
            return str(words)
        case {"date": [first, last]} | {"instant": [first, last]}:
            return str(first) if first == last else f"{first}/{last}"
        case _:
            return "; ".join(f"{key}: {part}" for key, part in value.items())


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_STEERS) else text
