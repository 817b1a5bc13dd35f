"""Assigning a file to an officer: what opens wishes, interviews and medical matters to the one who works on them."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from nansen.casefile import access, fold
from nansen.casefile.model import Case, Officer
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.office import derived, keys, read, register, write
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
    _allow(file, officer=officer, purpose=purpose)
    if staff not in {other.staff for other in candidates(file, officer=officer)}:
        raise Rejected.because(
            "officer",
            expected="another officer of this site who works by assignment and has not this file",
            found="none such",
        )
    said = _said(file)
    return _kept(staff, said, officer=officer, purpose=purpose, now=now)


def take_back(file: str, staff: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    """End the assignment of a file to an officer of the same site, and return the entry.

    Raises as `assign` does, and Rejected where the file is not assigned to him.
    """
    _allow(file, officer=officer, purpose=purpose)
    case = _case(staff)
    line = case.line("staff.assigned")
    standing = [said for said in line.standing if said.statement.value == Reference(file)] if line else []
    if case.site != officer.site or not standing:
        raise Rejected.because("officer", expected="an officer of this site who has this file", found="none such")
    said = _said(file, withdraws=standing[-1].statement.id)
    return _kept(staff, said, officer=officer, purpose=purpose, now=now)


def holders(file: str, *, officer: Officer) -> tuple[Officer, ...]:
    """Return the officers of this site to whom the file is assigned, by name."""
    return tuple(one for one in _of_site(officer) if file in one.assigned)


def candidates(file: str, *, officer: Officer) -> tuple[Officer, ...]:
    """Return the officers of this site to whom the file may be assigned, by name; himself never among them."""
    return tuple(one for one in _of_site(officer) if one.roles & ROLES and file not in one.assigned)


def _allow(file: str, *, officer: Officer, purpose: str) -> None:
    subject = register.outline(file).subject
    rules = access.shipped()
    if not access.may(officer, "read", subject, purpose=purpose, rules=rules):
        raise NotFound(read.HIDDEN)
    if not access.may(officer, "assign", subject, purpose=purpose, rules=rules):
        raise Forbidden("Your role and purpose do not include this act.")


def _said(file: str, *, withdraws: str = "") -> Statement:
    source = Source(Speaker.OFFICER)
    value = Reference(file)
    return Statement(
        id="", term="staff.assigned", value=value, source=source, manner=Manner.WRITTEN, withdraws=withdraws
    )


def _kept(staff: str, said: Statement, *, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    case = _case(staff)
    entry = write.draft(
        staff,
        [said],
        kind=Kind.STAFF,
        form="assign",
        officer=officer,
        purpose=purpose,
        now=now,
        # The same act at the same state of the staff file is one act, however often and from wherever it is sent.
        id_=keys.repeatable_id(f"assign|{staff}|{len(case.entries)}|{said.value}|{said.withdraws}"),
    )
    fold.check(case, entry, dictionary=terms.shipped())
    try:
        return write.keep([entry], sent=True)[0]
    except IntegrityError:
        raise Rejected.because("officer", expected="an assignment that is not made yet", found="one that is") from None


def _case(staff: str) -> Case:
    return fold.of(register.entries(staff), dictionary=terms.shipped())


def _of_site(officer: Officer) -> list[Officer]:
    """Return the other officers of an officer's site: two queries, whatever the size of the register."""
    staff = File.objects.filter(kind=Kind.STAFF.value, site=officer.site).exclude(id=officer.staff)
    rows = register.rows(staff.values_list("id", flat=True))
    return sorted((derived.officer(one, row) for one, (_, row) in rows.items()), key=lambda one: one.label)
