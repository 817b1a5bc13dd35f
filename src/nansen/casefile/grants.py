"""The table of access: roles with their grants, purposes with what they rest on; read from `access.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from nansen.errors import Misconfigured
from nansen.statements.model import Kind, Sensitivity

CONDITIONS = frozenset({"own_site", "assigned"})
EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a role may do and see of files of these kinds for these purposes, where every condition of `when` holds."""

    when: frozenset[str]
    kinds: frozenset[Kind]
    purposes: frozenset[str]
    actions: frozenset[str]
    areas: Mapping[str, Sensitivity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """The grants of a role; of areas and forms in `own_first` it sees what others wrote only after its own."""

    grants: tuple[Grant, ...]
    own_first: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Who may propose and who may sign one kind of decision, and what it may say; two different people, always.

    `propose` and `sign` are actions, one of which is needed. `terms` are groups and terms that may be signed, `fixed`
    those that one person alone no longer adds to or changes in an item whose decision stands. Of the roles in `each`,
    every one is held by another of the two.
    """

    propose: frozenset[str]
    sign: frozenset[str]
    terms: frozenset[str]
    fixed: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The whole table: what it does not give is refused; `purposes` are codes with their legal basis."""

    purposes: Mapping[str, str]
    actions: frozenset[str]
    areas: frozenset[str]
    roles: Mapping[str, Role]
    two: Mapping[str, Two] = field(default_factory=dict)


@cache
def shipped() -> Rules:
    """Return the table that ships with Nansen; raise Misconfigured where a row is wrong."""
    return load(resources.files("nansen.casefile").joinpath("access.toml").read_text("utf-8"))


def load(text: str) -> Rules:
    """Return the table in a TOML text.

    Raises Misconfigured, with role and number of the grant, for an unknown key, condition, kind, purpose, action, area
    or sensitivity: a misspelt rule must not pass for one that gives less. So it does for a kind of decision.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"access.toml: not TOML: {error}") from error
    _only(table, {"actions", "areas", "purposes", "role", "two"}, "access.toml")
    purposes = {str(code): str(basis) for code, basis in _table(table.get("purposes", {}), "purposes").items()}
    actions = frozenset(_words(table.get("actions", []), "actions"))
    areas = frozenset(_words(table.get("areas", []), "areas"))
    roles = {}
    for name, given in _table(table.get("role", {}), "role").items():
        where = f"role {name}"
        row = _table(given, where)
        _only(row, {"own_first", "grant"}, where)
        rows = enumerate(_rows(row.get("grant", []), where), start=1)
        roles[name] = Role(
            grants=tuple(
                _grant(grant, f"{where}, grant {number}", purposes=frozenset(purposes), actions=actions, areas=areas)
                for number, grant in rows
            ),
            own_first=_known(row.get("own_first", []), areas, f"{where}, own_first"),
        )
    two = {
        what: _two(row, f"two {what}", actions=actions, roles=roles)
        for what, row in _table(table.get("two", {}), "two").items()
    }
    return Rules(purposes=purposes, actions=actions, areas=areas, roles=roles, two=two)


def _grant(
    given: object, where: str, *, purposes: frozenset[str], actions: frozenset[str], areas: frozenset[str]
) -> Grant:
    row = _table(given, where)
    _only(row, {"when", "kinds", "purposes", "actions", "areas"}, where)
    levels = _table(row.get("areas", {}), where)
    _known(list(levels), areas | {EVERY}, where)
    _known(list(levels.values()), frozenset(Sensitivity.__members__), where)
    return Grant(
        when=_known(row.get("when", []), CONDITIONS, where),
        kinds=frozenset(map(Kind, _known(row.get("kinds", []), frozenset(Kind), where))),
        purposes=_known(row.get("purposes", []), purposes, where),
        actions=_known(row.get("actions", []), actions, where),
        areas={area: Sensitivity[level] for area, level in levels.items()},
    )


def _two(given: object, where: str, *, actions: frozenset[str], roles: Iterable[str]) -> Two:
    row = _table(given, where)
    _only(row, {"propose", "sign", "terms", "fixed", "each"}, where)
    two = Two(
        propose=_known(row.get("propose", []), actions, where),
        sign=_known(row.get("sign", []), actions, where),
        terms=frozenset(_words(row.get("terms", []), where)),
        fixed=frozenset(_words(row.get("fixed", []), where)),
        each=_known(row.get("each", []), roles, where),
    )
    if not (two.propose and two.sign and two.terms) or len(two.each) not in {0, 2}:
        raise Misconfigured(f"access.toml, {where}: expected propose, sign and terms; two roles in each, or none.")
    return two


def _known(given: object, allowed: Iterable[str], where: str) -> frozenset[str]:
    words = frozenset(_words(given, where))
    if unknown := sorted(words - frozenset(allowed)):
        raise Misconfigured(f"access.toml, {where}: unknown word {unknown[0]}.")
    return words


def _only(row: Mapping[str, Any], keys: set[str], where: str) -> None:
    if unknown := sorted(set(row) - keys):
        raise Misconfigured(f"access.toml, {where}: unknown key {unknown[0]}.")


def _table(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Misconfigured(f"access.toml, {where}: expected a table, found {type(value).__name__}.")
    return value


def _rows(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Misconfigured(f"access.toml, {where}: expected an array, found {type(value).__name__}.")
    return value


def _words(value: object, where: str) -> list[str]:
    return [str(word) for word in _rows(value, where)]
