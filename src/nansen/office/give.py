"""Giving a covered picture away: only of a publication that two people have signed and that nothing stops now."""

from __future__ import annotations

import datetime as dt

from nansen.casefile import decisions
from nansen.casefile.model import Case, Officer
from nansen.errors import Fault, Rejected
from nansen.law import bars
from nansen.office import attach, despatch, lawbook, read
from nansen.office.attach import Opened
from nansen.statements.values import Attachment

PUBLICATION = "publication"


def item(case: Case, attachment: str) -> str:
    """Return the publication of which an attachment is the covered copy that stands, empty where it is none."""
    for one in case.items(PUBLICATION):
        line = case.line(attach.REDACTED, one)
        values = (said.statement.value for said in line.standing) if line else ()
        if any(isinstance(value, Attachment) and value.id == attachment for value in values):
            return one
    return ""


def approved(case: Case, publication: str) -> bool:
    """Return whether basis and approver of a publication stand in the entry by which a second person signed for them.

    `case` is the whole file. What one person wrote down alone, whatever it says, approves nothing.
    """
    signed = {
        one.ended
        for one in decisions.of(case)
        if one.what == PUBLICATION and one.state is decisions.State.SIGNED and one.ended is not None
    }
    return all(
        (line := case.line(term, publication)) is not None
        and any(said.form == decisions.FORM and said.entry in signed for said in line.standing)
        for term in attach.APPROVED_BY
    )


def against(case: Case, publication: str, *, now: dt.datetime) -> tuple[Fault, ...]:
    """Return a fault for every bar and hold that stops this publication now; `case` is the whole file."""
    blocks = bars.against(case, PUBLICATION, item=publication, now=now, profile=lawbook.profile())
    return tuple(
        Fault("law", f"nothing that stops it under {block.rule.id}", block.rule.effect.value)
        for block in blocks
        if block.stops
    )


def covered(file: str, attachment: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Opened:
    """Return the covered copy of a publication, to be given away; its read entry is durable before the first byte.

    Raises NotFound where the officer sees no such copy, Rejected with what stops the publication now, Forbidden
    where two people have not signed for its basis and approver.
    """
    shown = read.case(file, officer=officer, purpose=purpose, now=now, action="read:picture").case
    publication, whole = item(shown, attachment), despatch.whole(file)
    signed = approved(whole, publication)
    if signed and (faults := against(whole, publication, now=now)):
        raise Rejected(*faults)
    return attach.derivative(file, publication, approved=signed, officer=officer, purpose=purpose, now=now)
