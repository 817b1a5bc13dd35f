"""The one way out: who may see it is asked, what may not be seen is withheld, the reading is kept, then it is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nansen.casefile import access, fold
from nansen.casefile.model import Case, Officer
from nansen.errors import NotFound
from nansen.office import register, write
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Kind

HIDDEN = "There is no such file."


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as this reader may see it, and the number of the entry that says he has seen it."""

    case: Case
    read: int


def case(file: str, *, officer: Officer, purpose: str, now: dt.datetime, action: str = "read:case") -> Opened:
    """Return a file folded for this reader; raise NotFound where there is none, or none for him.

    A read entry is durable before this returns. Costs two commits less than a form, one more than a look.
    """
    outline = register.outline(file)
    rules = access.shipped()
    if not access.may(officer, "read", outline.subject, purpose=purpose, rules=rules):
        raise NotFound(HIDDEN)
    whole = fold.of(register.entries(file), dictionary=terms.shipped())
    sight = access.sight(officer, outline.subject, purpose=purpose, rules=rules)
    shown = access.withhold(whole, sight, officer=officer, dictionary=terms.shipped())
    highest = access.highest(shown, dictionary=terms.shipped())
    entry = write.note_read([file], officer=officer, action=action, purpose=purpose, opened=highest, now=now)
    return Opened(shown, entry.number or 0)


def kind(file: str, *, officer: Officer, purpose: str, form: str) -> Kind:
    """Return the kind of a file on which this officer may fill this form; raise NotFound in every other case."""
    subject = register.outline(file).subject
    rules = access.shipped()
    for action in ("read", f"record:{form}"):
        if not access.may(officer, action, subject, purpose=purpose, rules=rules):
            raise NotFound(HIDDEN)
    return subject.kind


def staff(file: str) -> Officer:
    """Return the officer of a staff file: who he is, not what he may see. Leaves no entry."""
    if register.outline(file).kind is not Kind.STAFF:
        raise NotFound("There is no such officer.")
    return access.officer_of(fold.of(register.entries(file), dictionary=terms.shipped()))


def entry(number: int, *, officer: Officer, purpose: str, now: dt.datetime) -> tuple[Entry, Opened | None]:
    """Return one entry for reading, with its file's case where it is on a file that this reader may see.

    Raises NotFound where he may not see the file. Read entries are shown to who may read the ledger's own content.
    """
    found = register.entry(number)
    if found.act is Act.READ:
        subject = register.outline(found.file).subject
        if not access.may(officer, "audit", subject, purpose=purpose, rules=access.shipped()):
            raise NotFound(HIDDEN)
        return found, None
    return found, case(found.file, officer=officer, purpose=purpose, now=now, action="read:entry")
