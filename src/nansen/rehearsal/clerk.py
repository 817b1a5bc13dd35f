"""The clerk of one file: writes its entries as an office would, one act of one officer at one time each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from nansen.rehearsal.chance import Chance
from nansen.rehearsal.model import Officers
from nansen.rehearsal.pen import Line
from nansen.statements.model import Act, Entry, Kind

ROLES = {
    "interview": "interviewer",
    "wish": "interviewer",
    "medical": "medical",
    "risk": "protection",
    "tracing": "tracing",
    "enquiry": "tracing",
    "message": "tracing",
    "health": "medical",
    "mmc": "medical",
}
PURPOSES = {
    "interview": "identification",
    "wish": "protection",
    "medical": "care",
    "risk": "protection",
    "tracing": "tracing",
    "enquiry": "tracing",
    "message": "notification",
    "health": "care",
    "mmc": "care",
}


class Clerk:
    """Keeps the entries of one file, and the clock of what was done on it last."""

    def __init__(self, chance: Chance, officers: Officers, *, kind: Kind, site: str, now: dt.datetime) -> None:
        """Open a file with an id of its own; what would be written after `now` is not kept."""
        self.chance, self.officers, self.kind, self.site, self.now = chance, officers, kind, site, now
        self.file = chance.id()
        self.entries: list[Entry] = []

    def write(self, form: str, at: dt.datetime, lines: Iterable[Line], *, reason: str = "") -> Entry:
        """Write an entry by the officer and for the purpose that the form belongs to, and return it."""
        id_ = self.chance.id()
        entry = Entry(
            id=id_,
            file=self.file,
            kind=self.kind,
            act=Act.MESSAGE if form == "message" else Act.ACT,
            form=form,
            by=self.officers.staff(ROLES.get(form, "registrar")),
            purpose=PURPOSES.get(form, "intake"),
            at=at,
            site=self.site,
            reason=reason,
            statements=tuple(line(id=f"{id_}.{index}") for index, line in enumerate(lines)),
        )
        self.entries.append(entry)
        return entry

    def last(self, term: str) -> str:
        """Return the id of the last statement of a term, empty where there is none."""
        said = (one.id for entry in reversed(self.entries) for one in reversed(entry.statements) if one.term == term)
        return next(said, "")

    def kept(self) -> list[Entry]:
        """Return what was written until now, in the order of time; what refers to something is never before it."""
        return sorted((entry for entry in self.entries if entry.at <= self.now), key=lambda entry: entry.at)
