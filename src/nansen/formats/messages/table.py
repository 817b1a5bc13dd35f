"""The table of messages: which types there are, what each carries and to whom it may go; read from `messages.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from nansen.errors import Misconfigured
from nansen.formats.messages.model import NEVER, Choice, Row, To
from nansen.statements import terms
from nansen.statements.model import Kind, Sensitivity
from nansen.statements.terms import Dictionary, Term

_CHOICE = re.compile(r"(last)? ?(?:([a-z_]+\.[a-z0-9_]+) is ([A-Za-z0-9_-]+(?: or [A-Za-z0-9_-]+)*))?")
_KEYS = frozenset({"ground", "files", "to", "fields", "cta_only", "may_lack", "items", "power_items"})
_UNSENT = frozenset({"reference", "attachment"})  # an id of ours tells others nothing; a picture goes beside, sealed


@cache
def shipped() -> Mapping[str, Row]:
    """Return the table that ships with Nansen, type to row."""
    text = resources.files("nansen.formats.messages").joinpath("messages.toml").read_text("utf-8")
    return read(text, terms.shipped())


def read(text: str, dictionary: Dictionary) -> Mapping[str, Row]:
    """Return the table written in a TOML text; raise Misconfigured, with type and key, where a row is wrong.

    Refused are terms that are never sent, ids and pictures, S4 terms to anybody but the CTA, terms that no file of the
    row's kinds can hold, and types that are no codes of the list `message_type`.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"messages.toml: not TOML: {error}") from error
    identity = tuple(table.get("identity", ()))
    return {name: _row(name, row, identity, dictionary) for name, row in table.get("message", {}).items()}


def _row(name: str, row: Mapping[str, Any], identity: tuple[str, ...], dictionary: Dictionary) -> Row:
    where = f"messages.toml, {name}"
    if name not in dictionary.lists["message_type"].labels:
        raise Misconfigured(f"{where}: expected a code of the list message_type.")
    if wrong := sorted(set(row) - _KEYS) or sorted({"ground", "files", "to", "fields"} - set(row)):
        raise Misconfigured(f"{where}: the key {wrong[0]} is unknown or missing.")
    try:
        files, to = frozenset(map(Kind, row["files"])), frozenset(map(To, row["to"]))
    except ValueError as error:
        raise Misconfigured(f"{where}: expected known kinds of file and addressees, found {error}.") from error
    fields = (*(one for one in identity if _fits(one, files, dictionary)), *row["fields"])
    for field in fields:
        _check(dictionary.by_name.get(field), field, where, files=files, cta_alone=to == {To.CTA})
    return Row(
        type=name,
        ground=str(row["ground"]),
        files=files,
        to=to,
        fields=tuple(dict.fromkeys(fields)),
        cta_only=frozenset(row.get("cta_only", ())),
        may_lack=frozenset(row.get("may_lack", ())),
        items={group: _choice(text, where) for group, text in row.get("items", {}).items()},
        power_items={group: _choice(text, where) for group, text in row.get("power_items", {}).items()},
    )


def _fits(term: str, files: frozenset[Kind], dictionary: Dictionary) -> bool:
    """Return whether a file of these kinds can hold an identity term; one that nobody knows is refused later."""
    found = dictionary.by_name.get(term)
    return found is None or bool(found.files & files)


def _check(term: Term | None, name: str, where: str, *, files: frozenset[Kind], cta_alone: bool) -> None:
    if term is None or not term.files & files:
        raise Misconfigured(f"{where}: {name} is no term of these files.")
    if term.group in NEVER or term.kind in _UNSENT:
        raise Misconfigured(f"{where}: {name} is never sent.")
    if term.sensitivity is Sensitivity.S4 and not cta_alone:
        raise Misconfigured(f"{where}: {name} may go to the Central Tracing Agency alone.")


def _choice(text: str, where: str) -> Choice:
    found = _CHOICE.fullmatch(text)
    if not found:
        raise Misconfigured(f"{where}: expected '[last] [TERM is CODE]', found {text!r:.60}.")
    codes = frozenset(found[3].split(" or ")) if found[3] else frozenset[str]()
    return Choice(found[2] or "", codes - {"given"}, last=bool(found[1]))
