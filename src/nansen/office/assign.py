"""Assigning a file to an officer: what opens wishes, interviews and medical matters to the one who works on them."""

from __future__ import annotations

import datetime as dt

from nansen.casefile import access, fold
from nansen.casefile.model import Officer
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.office import derived, read, register, write
from nansen.statements import terms
from nansen.statements.model import Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Reference
from nansen.store.models import File

ROLES = frozenset({"interviewer", "interpreter", "medical", "decider", "protection"})


def assign(file: str, staff: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    """Assign a file to another officer of the same site, and return the entry, which lies on that officer's file.

    Raises NotFound for a file that the assigning officer may not see, Forbidden where assigning is not his, Rejected
    for himself, for another site, for a role that works by no assignment, and for a file assigned already.
    """
    subject = register.outline(file).subject
    rules = access.shipped()
    if not access.may(officer, "read", subject, purpose=purpose, rules=rules):
        raise NotFound(read.HIDDEN)
    if not access.may(officer, "assign", subject, purpose=purpose, rules=rules):
        raise Forbidden("Your role and purpose do not include this act.")
    if staff not in {other.staff for other in candidates(file, officer=officer)}:
        raise Rejected.because(
            "officer",
            expected="another officer of this site who works by assignment and has not this file",
            found="none such",
        )
    case = fold.of(register.entries(staff), dictionary=terms.shipped())
    said = Statement(
        id="",
        term="staff.assigned",
        value=Reference(file),
        source=Source(Speaker.OFFICER),
        manner=Manner.WRITTEN,
    )
    entry = write.draft(staff, [said], kind=Kind.STAFF, form="assign", officer=officer, purpose=purpose, now=now)
    fold.check(case, entry, dictionary=terms.shipped())
    return write.keep([entry])[0]


def candidates(file: str, *, officer: Officer) -> tuple[Officer, ...]:
    """Return the officers of this site to whom the file may be assigned, by name; himself never among them.

    Two queries, whatever the size of the register: the officers' derived rows are enough.
    """
    staff = File.objects.filter(kind=Kind.STAFF.value, site=officer.site).exclude(id=officer.staff)
    rows = register.rows(staff.values_list("id", flat=True))
    found = (derived.officer(one, row) for one, (_, row) in rows.items())
    able = (one for one in found if one.site == officer.site and one.roles & ROLES and file not in one.assigned)
    return tuple(sorted(able, key=lambda one: one.label))
