"""The Power on which he depends: several assertions, none deleted, one assessed or none (law.md 3.3)."""

from __future__ import annotations

from nansen.casefile.model import Case
from nansen.statements.values import Code


def settled(case: Case) -> str:
    """Return the country of the one Power that was assessed; empty while it is undetermined or disputed.

    His own word, his papers and what a Power admits settle nothing: doubt on the Power is no doubt on his status.
    """
    assessed: set[str] = set()
    for item in case.items("power"):
        bases = _codes(case, "power.basis", item)
        if "disputed" in bases:
            return ""
        if "assessed" in bases:
            assessed |= _codes(case, "power.country", item)
    assessed.discard("disputed")
    return assessed.pop() if len(assessed) == 1 else ""


def countries(case: Case) -> set[str]:
    """Return every Power and nationality that anybody named."""
    found = _codes(case, "person.nationality", "")
    for item in case.items("power"):
        found |= _codes(case, "power.country", item)
    return found


def _codes(case: Case, term: str, item: str) -> set[str]:
    line = case.line(term, item)
    values = (said.statement.value for said in line.standing) if line else ()
    return {value.code for value in values if isinstance(value, Code)}
