"""The five families of errors, each with what its reader can do about it.

Nansen
├── Rejected        what came in is wrong: mend it and send again (where, expected, found)
├── Forbidden       this officer may not do this
├── NotFound        there is no such thing, or not for this reader: the two are told apart by nobody
├── Broken          what is kept does not agree with itself: stop, call the key custodian
└── Misconfigured   the installation is wrong: the register stays closed or read-only until it is mended
"""

from __future__ import annotations

from dataclasses import dataclass


class NansenError(Exception):
    """Stand for every error that Nansen raises on purpose; its text is fit to be shown and logged."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what came in.

    `where` names the place (a field, a column, a key), `line` counts from 1 and is None where there are no lines.
    `found` is cut by its maker and never holds a person's name: it goes to the screen, not to a log.
    """

    where: str
    expected: str
    found: str
    line: int | None = None

    def __str__(self) -> str:
        """Say where, what was expected and what was found, in one line."""
        place = f"line {self.line}, {self.where}" if self.line is not None else self.where
        return f"{place}: expected {self.expected}, found {self.found}"


class Rejected(NansenError):
    """Refuse what came in, whole, carrying every fault that was seen, in order; nothing of it was kept."""

    def __init__(self, *faults: Fault) -> None:
        """Take the faults, at least one."""
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults

    @classmethod
    def because(cls, where: str, *, expected: str, found: str) -> Rejected:
        """Refuse for a single fault."""
        return cls(Fault(where, expected, found))


class Forbidden(NansenError):
    """Refuse an act that this officer may not do on a thing that he may see."""


class NotFound(NansenError):
    """Answer for what is not there and for what this reader may not know of, with the same words."""


class Broken(NansenError):
    """Stop: the ledger, a seal or a derived row does not agree with what it must agree with."""


class Misconfigured(NansenError):
    """Refuse to open the register, or to write to it, until the installation is mended."""
