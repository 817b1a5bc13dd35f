"""A hold is lifted for one act and one destination by one officer of a named role, who gives his reason."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from nansen.casefile import access, fold
from nansen.casefile.model import Officer, Subject
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.law import bars
from nansen.law.model import Effect
from nansen.office import lawbook, read, register, write
from nansen.statements import terms
from nansen.statements.model import SOURCE_MAX, Act, Entry, Manner, Source, Speaker, Statement
from nansen.statements.values import Code, Instant, Precision, Text, Value, check_words

FORM = "release"


def hold(
    file: str,
    rule: str,
    act: str,
    *,
    destination: str = "",
    reason: str,
    until: dt.date | None = None,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    id_: str | None = None,
) -> Entry:
    """Lift a hold that now bites and return the entry; it bites again once a fact that its rule reads is changed.

    Raises NotFound for a file that he may not see, Forbidden where the rule names none of his roles, Rejected for what
    is no hold on this act and for a blank reason. A rule on a wish or a finding of risk names no role: it is never
    lifted by anybody (house.md 5(4)).
    """
    subject = register.outline(file).subject
    rules = access.shipped()
    if not access.may(officer, "read", subject, purpose=purpose, rules=rules):
        raise NotFound(read.HIDDEN)
    known = lawbook.book().rules.get(rule)
    if known is None or known.effect is not Effect.HOLD:
        raise Rejected.because("rule", expected="a hold of the rule pack", found="another")
    role = next((one for one in known.released_by if one in officer.roles), "")
    if not role or not access.may(officer, f"record:{FORM}", subject, purpose=purpose, rules=rules):
        raise Forbidden("This hold is not for your role to lift.")
    check_words(reason, "reason", SOURCE_MAX)
    while True:
        case = fold.of(register.entries(file), dictionary=terms.shipped())
        biting = bars.against(case, act, destination=destination, now=now, profile=lawbook.profile())
        if not any(block.rule.id == rule and block.stops for block in biting):
            raise Rejected.because(
                "rule", expected="a hold that stands against this act now", found="one that does not"
            )
        said = _said(rule, act, destination, reason=reason, role=role, now=now, until=until)
        entry = write.draft(
            file, said, kind=case.kind, form=FORM, officer=officer, purpose=purpose, now=now, act=Act.DECISION, id_=id_
        )
        fold.check(case, entry, dictionary=terms.shipped())
        try:
            folded = {file: fold.on(case, entry, dictionary=terms.shipped())}
            return write.keep([entry], folded=folded, sent=True, as_read=True)[0]
        except write.Moved:
            continue
        except IntegrityError:
            return register.by_id(entry.id)


def may(officer: Officer, rule: str, subject: Subject, *, purpose: str) -> bool:
    """Return whether this officer may lift this hold at all."""
    known = lawbook.book().rules.get(rule)
    return (
        known is not None
        and bool(officer.roles & set(known.released_by))
        and access.may(officer, f"record:{FORM}", subject, purpose=purpose, rules=access.shipped())
    )


def _said(
    rule: str, act: str, destination: str, *, reason: str, role: str, now: dt.datetime, until: dt.date | None
) -> list[Statement]:
    rows: dict[str, Value] = {
        "rule": Text(rule),
        "act": Code(act),
        "reason": Text(reason),
        "role": Text(role),
        "at": Instant(now, now, Precision.SECOND),
    }
    if destination:
        rows["destination"] = Code(destination)
    if until:
        last = dt.datetime.combine(until, dt.time(23, 59, 59), dt.UTC)
        rows["until"] = Instant(last, last, Precision.SECOND)
    source = Source(Speaker.OFFICER)
    return [
        Statement(id="", term=f"{FORM}.{name}", value=value, source=source, manner=Manner.WRITTEN, item=FORM)
        for name, value in rows.items()
    ]
