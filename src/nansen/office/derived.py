"""The derived row of a file: what boards and search need of its case, small, sealed, rebuildable."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nansen.casefile import answers, identity, timeline, wishes, withholding
from nansen.casefile.model import Case, Officer, Said
from nansen.law.model import Profile
from nansen.office import lawbook, owing
from nansen.statements import canonical, terms
from nansen.statements.model import PERSONS, Kind
from nansen.statements.values import Code, Text

Row = dict[str, Any]
NUMBERS = ("captive.pow_number", "capture.tag_no", "service.number", "document.number")


def of(case: Case, *, now: dt.datetime | None = None, profile: Profile | None = None) -> Row:
    """Return the derived row of a case; equal cases give equal rows (the proof of `rebuild == live`).

    Duties are those at the time of the last act, or at `now`, for the nightly sweep: time alone opens some. Who asks
    for many gives the `profile`.
    """
    if case.kind is Kind.STAFF:
        return {"values": _values(case)}
    at = now or case.entries[-1].at
    owed = {
        "as_of": canonical.moment_out(at),
        "due": owing.rows(case, now=at, profile=profile or lawbook.profile()),
        "place": owing.place(case),
    }
    if case.kind not in PERSONS:
        return owed
    latest = wishes.latest(case)
    return {
        **owed,
        "names": [
            {"text": name.name, "lang": name.lang, "basis": name.basis, **_level(name.said)}
            for name in identity.hypotheses(case)
        ],
        "numbers": [
            {"text": said.statement.value.text, **_level(said)}
            for (_, term), line in case.lines.items()
            if term in NUMBERS
            for said in line.standing
            if isinstance(said.statement.value, Text)
        ],
        "birth": _dates(case, "person.birth_date"),
        "captured": _dates(case, "capture.at"),
        "state": _code(case, "health.state"),
        "wish": {"code": latest.code, "destination": latest.destination, "grade": latest.grade} if latest else None,
        "holds": _holds(case),
        "contested": sum(line.contested for line in case.lines.values()),
        "opened": case.entries[0].at.date().isoformat(),
        "changed": canonical.moment_out(_changed(case)),
    }


def officer(staff: str, row: Row) -> Officer:
    """Return the officer of a staff file from its derived row; the same as `access.officer_of` of its case."""
    said = {term: [next(iter(value.values()), "") for value in values] for term, values in row["values"].items()}
    sites = set(said.get("staff.site", ()))
    return Officer(
        staff=staff,
        label=str((said.get("staff.name") or [""])[-1]),
        roles=frozenset(() if said.get("staff.closed_on") else said.get("staff.role", ())),
        site=str(sites.pop()) if len(sites) == 1 else "",
        assigned=frozenset(said.get("staff.assigned", ())),
    )


def words(row: Row) -> list[tuple[str, str, int]]:
    """Return (text, area, sensitivity) of all that a search may match in a derived row."""
    return [(item["text"], item["area"], item["level"]) for item in (*row.get("names", ()), *row.get("numbers", ()))]


def _holds(case: Case) -> list[str]:
    """Return the destinations to which a return is stopped, an empty text for every one; nothing where none is."""
    holds = wishes.holds(case)
    return sorted({wish.destination if wish.code == "unwilling_to_return" else "" for wish in holds})


def _changed(case: Case) -> dt.datetime:
    """Return when something was last written down that a reader may know to be there, or else when the file was opened.

    An act of which nothing may even be known to be there would betray itself by the date and by the order of a board.
    """
    known = terms.shipped().by_name
    told = (
        said.recorded_at
        for line in case.lines.values()
        if not withholding.silent(known.get(line.term))
        for said in line.said
    )
    return max(told, default=case.entries[0].at)


def _level(said: Said) -> Row:
    term = terms.shipped().term(said.statement.term)
    return {"area": term.area, "level": int(term.sensitivity)}


def _dates(case: Case, term: str) -> list[list[str]]:
    """Return the bounds of every date that stands, in the order of time, not of the ledger."""
    dates = (canonical.value_out(value) for value in answers.of(case.line(term)))
    return sorted(date.get("date") or date["instant"] for date in dates)


def _code(case: Case, term: str) -> str:
    """Return the last answer to a term by when it was said, or else written down; then by the order of the ledger."""
    line = case.line(term)
    said = [(one, one.statement.value) for one in (line.standing if line else ())]
    coded = [(_when(one), value.code) for one, value in said if isinstance(value, Code)]
    return max(reversed(coded), key=lambda pair: pair[0])[1] if coded else ""


def _when(said: Said) -> dt.datetime:
    own = timeline.bounds(said.statement.said_at)
    return own[0] if own else said.recorded_at


def _values(case: Case) -> dict[str, list[Any]]:
    return {
        term: [canonical.value_out(said.statement.value) for said in line.standing]
        for (_, term), line in sorted(case.lines.items())
    }
