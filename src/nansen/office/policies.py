"""A change of what the office itself may set: the value of a policy, with a name and a reason, for all to see."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from nansen.casefile import access, fold
from nansen.casefile.model import Officer, Subject
from nansen.errors import Forbidden
from nansen.office import lawbook, register, write
from nansen.statements import terms
from nansen.statements.model import SOURCE_MAX, Act, Entry, Kind, Statement
from nansen.statements.values import check_words
from nansen.store.models import File

FORM = "office"


def change(
    name: str, value: str, *, reason: str, officer: Officer, purpose: str, now: dt.datetime, id_: str | None = None
) -> Entry:
    """Set a policy and return the entry on the policy file; every clock of the board follows at the next sweep.

    Raises Forbidden where setting policies is not his, Rejected for an unknown policy, a value that is none and a blank
    reason. What no policy may lower - a wish, a finding of risk - is no policy: see `law.never`.
    """
    _allow(officer, purpose)
    check_words(reason, "reason", SOURCE_MAX)
    return _kept(lawbook.statements(name, value, reason=reason, now=now), officer, purpose, now, id_=id_)


def sign(*, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    """Sign the rule pack that lies on the disk as the one in force, and return the entry."""
    _allow(officer, purpose)
    return _kept(lawbook.pack_statements(now=now), officer, purpose, now)


def may(officer: Officer, *, purpose: str) -> bool:
    """Return whether an officer may set policies."""
    subject = Subject(file=lawbook.file(), kind=Kind.POLICY, site=officer.site)
    return access.may(officer, f"record:{FORM}", subject, purpose=purpose, rules=access.shipped())


def _allow(officer: Officer, purpose: str) -> None:
    if not may(officer, purpose=purpose) or not register.exists(lawbook.file()):
        raise Forbidden("Your role and purpose do not include this act.")


def _kept(
    said: tuple[Statement, ...], officer: Officer, purpose: str, now: dt.datetime, *, id_: str | None = None
) -> Entry:
    entry = write.draft(
        lawbook.file(),
        said,
        kind=Kind.POLICY,
        form=FORM,
        officer=officer,
        purpose=purpose,
        now=now,
        act=Act.DECISION,
        id_=id_,
    )
    case = fold.of(register.entries(lawbook.file()), dictionary=terms.shipped())
    fold.check(case, entry, dictionary=terms.shipped())
    try:
        kept = write.keep([entry], sent=True)[0]
    except IntegrityError:  # the same page, sent twice
        return register.by_id(entry.id)
    File.objects.update(sweep_on=None)  # every clock may run otherwise now: the next sweep takes all files
    return kept
