"""The one place that decides who may see and do what: role and assignment and purpose and sensitivity, else no."""

from __future__ import annotations

from collections.abc import Iterator

from nansen.casefile import grants, withholding
from nansen.casefile.grants import Grant, Rules
from nansen.casefile.model import Case, Officer, Sight, Subject
from nansen.errors import NotFound
from nansen.statements.model import Entry, Kind, Sensitivity, Statement
from nansen.statements.terms import Dictionary
from nansen.statements.values import Code, Name, Reference, Text, Value

load = grants.load
shipped = grants.shipped
_BLIND = Sight(seen=False)
# What one person never does alone (house rule: two different people, over the same bytes): groups, and the codes of a
# term, or all.
_TWO_SIGNATURES_GROUPS = ("decision.", "override.")
_TWO_SIGNATURES = {
    "staff.role": None,
    "staff.closed_on": None,
    "captive.closed_on": None,
    "publication.approver": None,
    "disposition.stage": frozenset({"decided", "carried_out"}),
}


def may(officer: Officer, action: str, subject: Subject, *, purpose: str, rules: Rules) -> bool:
    """Return whether an officer may do this on this file for this purpose.

    Every refusal is alike: an unknown role, action, purpose or kind is no, as is what no grant of his roles gives.
    """
    return any(action in grant.actions for grant in _grants(officer, subject, purpose, rules))


def sight(officer: Officer, subject: Subject, *, purpose: str, rules: Rules) -> Sight:
    """Return what an officer may see of a file for a purpose: the union of all grants of his that let him read."""
    areas: dict[str, Sensitivity] = {}
    seen = False
    for grant in _grants(officer, subject, purpose, rules):
        if "read" in grant.actions:
            seen = True
            for area, level in grant.areas.items():
                areas[area] = max(level, areas.get(area, level))
    if not seen:
        return _BLIND
    if grants.EVERY in areas:
        # An area that one grant names must not end lower than what another grant gives of every area.
        areas = {area: max(level, areas[grants.EVERY]) for area, level in areas.items()}
    known = (rules.roles[role] for role in officer.roles if role in rules.roles)
    return Sight(seen=True, areas=areas, own_first=frozenset().union(*(role.own_first for role in known)))


def needs_two(entry: Entry) -> bool:
    """Return whether an entry says what only two people say together; taking it back counts as saying it."""
    return any(by_two(statement) for statement in entry.statements)


def by_two(statement: Statement) -> bool:
    """Return whether only two people may say this: a role, a closing, an override, an approval, a disposition decided.

    That a disposition is decided or carried out needs two; that it is proposed, one.
    """
    if statement.term.startswith(_TWO_SIGNATURES_GROUPS):
        return True
    codes = _TWO_SIGNATURES.get(statement.term, frozenset())
    return codes is None or (isinstance(statement.value, Code) and statement.value.code in codes)


def purposes(officer: Officer, *, rules: Rules) -> frozenset[str]:
    """Return the purposes that an officer may state for anything at all."""
    roles = (rules.roles[role] for role in officer.roles if role in rules.roles)
    return frozenset(purpose for role in roles for grant in role.grants for purpose in grant.purposes)


def withhold(case: Case, sight: Sight, *, officer: Officer, dictionary: Dictionary) -> Case:
    """Return the case as a reader may see it; what he may not see is not in it (see `withholding`)."""
    return withholding.case(case, sight, officer=officer, dictionary=dictionary)


def highest(case: Case, dictionary: Dictionary) -> Sensitivity | None:
    """Return the highest sensitivity of what a case shows, None where it shows nothing.

    A term that the dictionary does not know counts as S4.
    """
    shown = (dictionary.by_name.get(line.term) for line in case.lines.values() if line.said and not line.withheld)
    return max((term.sensitivity if term else Sensitivity.S4 for term in shown), default=None)


def officer_of(case: Case) -> Officer:
    """Return the officer of a folded staff file; raise NotFound for any other file.

    Two sites that contest each other are none, and a closed seat has no roles: doubt gives no access.
    """
    if case.kind is not Kind.STAFF:
        raise NotFound("There is no such officer.")
    sites = {value.text for value in _values(case, "staff.site") if isinstance(value, Text)}
    names = [value.text for value in _values(case, "staff.name") if isinstance(value, Name)]
    return Officer(
        staff=case.file,
        label=names[-1] if names else "",
        roles=frozenset(
            value.code
            for value in _values(case, "staff.role")
            if isinstance(value, Code) and not _values(case, "staff.closed_on")
        ),
        site=sites.pop() if len(sites) == 1 else "",
        assigned=frozenset(value.file for value in _values(case, "staff.assigned") if isinstance(value, Reference)),
    )


def _grants(officer: Officer, subject: Subject, purpose: str, rules: Rules) -> Iterator[Grant]:
    held = set()
    if subject.site and subject.site == officer.site:
        held.add("own_site")
    if subject.file in officer.assigned:
        held.add("assigned")
    for role in officer.roles & rules.roles.keys():
        for grant in rules.roles[role].grants:
            if purpose in grant.purposes and subject.kind in grant.kinds and grant.when <= held:
                yield grant


def _values(case: Case, term: str) -> tuple[Value, ...]:
    line = case.line(term)
    return tuple(said.statement.value for said in line.standing) if line else ()
