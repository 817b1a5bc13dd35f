"""Making a register: its key folder, its tables, its empty ledger; and what must hold before one is opened."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.core.management import call_command

from nansen.casefile.model import Officer
from nansen.errors import Misconfigured
from nansen.office import append, keys, lawbook, register, write
from nansen.statements.model import Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Code, Name, Reference, Text, Value
from nansen.store.models import Edge, File

INSTALLATION = Officer(staff="0" * 32, label="installation", roles=frozenset())
DEMONSTRATION = "demonstration"


def make(*, origin: str, demonstration: bool = False) -> None:
    """Make an empty register and its keys in their folders; raise Misconfigured where one stands."""
    if exists():
        raise Misconfigured("The data folder already holds a register.")
    if (settings.KEYS / "log").exists():
        # A second log under one key and name is a fork, to all who hold a head of the first.
        raise Misconfigured("The key folder already holds the keys of a register; they are never used for another.")
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.DATA.chmod(0o700)
    if demonstration:  # first, so that what is left of one that was killed is never taken for a register
        (settings.DATA / DEMONSTRATION).touch()
    call_command("migrate", verbosity=0, interactive=False)
    keys.make(settings.KEYS, origin=origin)
    append.start()


def exists() -> bool:
    """Return whether the data folder (or the database) holds a register."""
    try:
        return Edge.objects.filter(id=1).exists()
    except Exception as error:
        if type(error).__name__ not in {"OperationalError", "ProgrammingError"}:
            raise
        return False


def first_officers(people: Sequence[tuple[str, str, str, tuple[str, ...]]], *, now: dt.datetime) -> tuple[Officer, ...]:
    """Open the first staff files of a register: (name, role, site, assigned files) each.

    Every later grant of a role needs two different officers (house.md 5(6)); the first cannot have them, and their
    entries name the installation as their author. Raises Misconfigured where the register has staff files.
    """
    if File.objects.filter(kind=Kind.STAFF.value).exists():
        raise Misconfigured("The register has its first officers already.")
    entries = [_appointment(*person, now=now) for person in people]
    write.keep([*entries, _pack(now)])
    return tuple(
        Officer(staff=entry.file, label=label, roles=frozenset({role}), site=site, assigned=frozenset(assigned))
        for entry, (label, role, site, assigned) in zip(entries, people, strict=True)
    )


def require_register() -> None:
    """Raise Misconfigured, with what to do, where there is no register or its keys do not open it."""
    if not exists():
        raise Misconfigured("There is no register here: run `make demo`, or set NANSEN_DATA to its folder.")
    keys.ring()
    staff = File.objects.filter(kind=Kind.STAFF.value).values_list("id", flat=True).first()
    if staff:
        register.rows([staff])


def _pack(now: dt.datetime) -> Entry:
    """Return the entry by which the office signs the rule pack that it begins with: it opens the policy file."""
    return write.draft(
        lawbook.file(),
        lawbook.pack_statements(now=now),
        kind=Kind.POLICY,
        form="policy",
        officer=INSTALLATION,
        purpose="administration",
        now=now,
    )


def _appointment(label: str, role: str, site: str, assigned: tuple[str, ...], *, now: dt.datetime) -> Entry:
    said: list[tuple[str, Value]] = [
        ("staff.name", Name(label)),
        ("staff.role", Code(role)),
        ("staff.site", Text(site)),
    ]
    said += [("staff.assigned", Reference(file)) for file in assigned]
    return write.draft(
        secrets.token_hex(16),
        [
            Statement(id="", term=term, value=value, source=Source(Speaker.OFFICER), manner=Manner.WRITTEN)
            for term, value in said
        ],
        kind=Kind.STAFF,
        form="staff",
        officer=replace(INSTALLATION, site=site),
        purpose="administration",
        now=now,
    )
