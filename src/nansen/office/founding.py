"""Founding a real register: its keys, its empty ledger, and the first officers from a small table."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable

from nansen.errors import Fault, Rejected
from nansen.office import install, seats
from nansen.statements import terms

COLUMNS = ("account", "name", "role", "site")
_ORIGIN = re.compile(r"[a-z0-9.-]+(/[A-Za-z0-9._-]+)+")
_WORD = re.compile(r"[a-z0-9][a-z0-9._-]{1,30}")


def found(origin: str, table: str, *, now: dt.datetime) -> list[tuple[str, str, str]]:
    """Make the register and return (account, password, token) of each officer, in the order of the table.

    The table is tab-separated with a header line: account, name, role, site. Every fault is told with its line, and
    then nothing is made. Raises Rejected, and Misconfigured where a register stands already.
    """
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t"))
    faults = list(_faults(origin, rows))
    if faults:
        raise Rejected(*faults)
    install.make(origin=origin)
    people = [(row["name"], row["role"], row["site"], ()) for row in rows]
    officers = install.first_officers(people, now=now)
    return [
        (row["account"], *seats.draw(officer, username=row["account"]))
        for row, officer in zip(rows, officers, strict=True)
    ]


def _faults(origin: str, rows: list[dict[str, str]]) -> Iterable[Fault]:
    if not _ORIGIN.fullmatch(origin):
        yield Fault("origin", "a name such as bureau.example/register", f"{len(origin)} signs")
    if not rows or tuple(rows[0]) != COLUMNS:
        yield Fault("header", "account, name, role, site and at least one row", "others", 1)
        return
    accounts = [row["account"] for row in rows]
    for line, row in enumerate(rows, start=2):
        if not _WORD.fullmatch(row["account"] or "") or accounts.count(row["account"]) > 1:
            yield Fault("account", "2 to 31 of a-z 0-9 . _ -, once in the table", "another", line)
        if row["role"] not in terms.shipped().lists["role"].labels:
            yield Fault("role", "a role of the list", f"{row['role']!s:.30}", line)
        if not any(sign.isalpha() for sign in row["name"] or ""):
            yield Fault("name", "a name", "none", line)
        if not _WORD.fullmatch(row["site"] or ""):
            yield Fault("site", "2 to 31 of a-z 0-9 . _ -", "another", line)
