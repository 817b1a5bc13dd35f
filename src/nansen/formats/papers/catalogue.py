"""Which papers there are: `papers.toml`, one row each, checked against the data dictionary when it is read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nansen.errors import Misconfigured, NotFound
from nansen.formats.papers.model import Condition, Field, Paper
from nansen.statements import terms
from nansen.statements.model import Kind, Sensitivity
from nansen.statements.terms import Dictionary

FOLDER = Path(__file__).resolve().parent


def paper(name: str) -> Paper:
    """Return the paper of that name; raise NotFound, naming those there are, for any other."""
    papers = shipped()
    if name not in papers:
        raise NotFound(f"There is no paper of that name; there are {', '.join(sorted(papers))}.")
    return papers[name]


@cache
def shipped() -> Mapping[str, Paper]:
    """Return the papers that ship with Nansen, by name, in the order of their rows."""
    return read((FOLDER / "papers.toml").read_text("utf-8"), dictionary=terms.shipped())


def read(text: str, *, dictionary: Dictionary) -> Mapping[str, Paper]:
    """Return the papers of a catalogue; raise Misconfigured, with the row, for one that is wrong.

    A term above the paper's ceiling is wrong: what a paper may not show is not even picked from the case.
    """
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"papers.toml: not TOML: {error}") from error
    return {name: _paper(name, row, dictionary) for name, row in rows.items()}


def _paper(name: str, row: dict[str, Any], dictionary: Dictionary) -> Paper:
    try:
        found = Paper(
            name=name,
            template=f"{name}.typ",
            ceiling=Sensitivity[row.pop("ceiling")],
            kinds=frozenset(Kind(kind) for kind in row.pop("kinds")),
            fields=tuple(_field(name, field, dictionary) for field in row.pop("fields")),
            across=frozenset(row.pop("across", [])),
            unless={group: _condition(one) for group, one in row.pop("unless", {}).items()},
            only={group: _condition(one) for group, one in row.pop("only", {}).items()},
            refused=_condition(row.pop("refused")) if "refused" in row else None,
            needs=frozenset(row.pop("needs", [])),
            **row,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Misconfigured(f"papers.toml, {name}: {type(error).__name__}: {error}") from error
    for term in (term for field in found.fields for term in field.terms):
        if term.sensitivity > found.ceiling:
            raise Misconfigured(
                f"papers.toml, {name}: expected terms up to {found.ceiling.name}, "
                f"found {term.name}, which is {term.sensitivity.name}."
            )
    return found


def _field(paper: str, row: dict[str, Any], dictionary: Dictionary) -> Field:
    names = row.pop("terms")
    if unknown := next((name for name in names if name not in dictionary.by_name), None):
        raise Misconfigured(f"papers.toml, {paper}: the data dictionary has no term {unknown}.")
    return Field(terms=tuple(dictionary.by_name[name] for name in names), **row)


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(term=row["term"], codes=frozenset(row["codes"]))
