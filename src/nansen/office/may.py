"""What an officer may do next, so that a page offers nothing that the office would refuse."""

from __future__ import annotations

from nansen.casefile import access
from nansen.casefile.model import Officer, Subject
from nansen.statements.model import PERSONS, Kind

FORMS = (
    "capture", "interview", "wish", "papers", "custody", "health", "medical", "kin", "tracing", "effects", "measure",
    "mail", "complaint", "discipline", "legal", "transfer", "disposition", "risk", "testimony", "publication", "mmc",
    "death", "camp", "office", "enquiry",
)  # fmt: skip
PERSONS_IN_ORDER = tuple(kind for kind in Kind if kind in PERSONS)
OFFICE_KINDS = (Kind.REQUEST, Kind.PLACE)
ACTS = ("search", "create", "tasks", "ledger", "prove")


def act(officer: Officer, action: str, *, purpose: str) -> bool:
    """Return whether an officer may do this somewhere: on some kind of file of his own site, or assigned to him."""
    files = ("", *sorted(officer.assigned)[:1])  # access asks only whether a file is assigned, so one is enough
    return any(_may(officer, action, kind, officer.site, file, purpose) for kind in Kind for file in files)


def acts(officer: Officer, *, purpose: str) -> frozenset[str]:
    """Return the acts of the desk that an officer may do somewhere."""
    return frozenset(action for action in ACTS if act(officer, action, purpose=purpose))


def create(officer: Officer, *, purpose: str) -> tuple[Kind, ...]:
    """Return the kinds of file that an officer may open by a form: persons, then requests and places."""
    kinds = (*PERSONS_IN_ORDER, *OFFICE_KINDS)
    return tuple(kind for kind in kinds if _may(officer, "create", kind, officer.site, "", purpose))


def forms(officer: Officer, kind: Kind, site: str, file: str, *, purpose: str) -> tuple[str, ...]:
    """Return the forms that an officer may fill on a file."""
    return tuple(form for form in FORMS if _may(officer, f"record:{form}", kind, site, file, purpose))


def on(officer: Officer, action: str, kind: Kind, site: str, file: str, *, purpose: str) -> bool:
    """Return whether an officer may do this on a file."""
    return _may(officer, action, kind, site, file, purpose)


def _may(officer: Officer, action: str, kind: Kind, site: str, file: str, purpose: str) -> bool:
    subject = Subject(file=file, kind=kind, site=site)
    return access.may(officer, action, subject, purpose=purpose, rules=access.shipped())
