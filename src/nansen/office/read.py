"""The one way out: who may see it is asked, what may not be seen is withheld, the reading is kept, then it is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nansen.casefile import access, fold
from nansen.casefile.model import Case, Officer
from nansen.errors import NotFound
from nansen.office import derived, register, write
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Kind, Sensitivity

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
    shown = _shown(file, officer=officer, purpose=purpose)
    return _noted(shown, officer=officer, purpose=purpose, now=now, action=action)


def kind(file: str, *, officer: Officer, purpose: str, form: str) -> Kind:
    """Return the kind of a file on which this officer may fill this form; raise NotFound in every other case."""
    subject = register.outline(file).subject
    rules = access.shipped()
    for action in ("read", f"record:{form}"):
        if not access.may(officer, action, subject, purpose=purpose, rules=rules):
            raise NotFound(HIDDEN)
    return subject.kind


def names(staff: set[str]) -> dict[str, str]:
    """Return the names of these officers by staff file, S1 of the register's own people; unknown ones are left out."""
    found = {}
    for file, (_, row) in register.rows(staff).items():
        said = row.get("values", {}).get("staff.name", [])
        if said:
            found[file] = str(said[-1]["name"])
    return found


def staff(file: str) -> Officer:
    """Return the officer of a staff file: who he is, not what he may see.

    Leaves no entry. From the sealed derived row, so that it costs the same however many files he was assigned.
    """
    found = register.rows([file]).get(file)
    if found is None or found[0].kind is not Kind.STAFF:
        raise NotFound("There is no such officer.")
    return derived.officer(file, found[1])


def entry(number: int, *, officer: Officer, purpose: str, now: dt.datetime) -> tuple[Entry, Opened | None]:
    """Return one act without its statements, with its file's case where it is on a file that this reader may see.

    Raises NotFound where he may not see the file, or nothing of the act. Read entries are shown to who may read the
    ledger's own content. Either way a read entry is durable before this returns.
    """
    try:
        found = register.entry(number)
    except NotFound:
        raise NotFound(HIDDEN) from None
    if found.act is Act.READ:
        subject = register.outline(found.file).subject
        if not access.may(officer, "audit", subject, purpose=purpose, rules=access.shipped()):
            raise NotFound(HIDDEN)
        opened = Sensitivity.S1  # who saw which ids, and nothing of what stands in those files
        write.note_read([found.file], officer=officer, action="read:entry", purpose=purpose, opened=opened, now=now)
        return found, None
    shown = _shown(found.file, officer=officer, purpose=purpose)
    act = next((act for act in shown.entries if act.number == number), None)
    if act is None:
        raise NotFound(HIDDEN)
    return act, _noted(shown, officer=officer, purpose=purpose, now=now, action="read:entry")


def _shown(file: str, *, officer: Officer, purpose: str) -> Case:
    outline = register.outline(file)
    rules = access.shipped()
    if not access.may(officer, "read", outline.subject, purpose=purpose, rules=rules):
        raise NotFound(HIDDEN)
    whole = fold.of(register.entries(file), dictionary=terms.shipped())
    sight = access.sight(officer, outline.subject, purpose=purpose, rules=rules)
    return access.withhold(whole, sight, officer=officer, dictionary=terms.shipped())


def _noted(shown: Case, *, officer: Officer, purpose: str, now: dt.datetime, action: str) -> Opened:
    highest = access.highest(shown, dictionary=terms.shipped())
    kept = write.note_read([shown.file], officer=officer, action=action, purpose=purpose, opened=highest, now=now)
    return Opened(shown, kept.number or 0)
