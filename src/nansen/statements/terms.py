"""The data dictionary: which terms there are, what kind of value each holds, who may see it, which forms carry it.

It is read from `terms/*.toml`; `docs/reference/terms.md` explains how to write a row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from nansen.errors import Misconfigured, NotFound
from nansen.statements.model import Kind, Sensitivity

KINDS = frozenset(
    {"text", "name", "date", "instant", "place", "code", "measure", "reference", "attachment", "country", "language"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A closed list of codes with their labels, in the order in which they are offered."""

    name: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What can be said: a row of the data dictionary.

    `kind` is one of KINDS (`country` and `language` are codes of ISO 3166-1 and BCP 47). `many` terms keep all their
    standing values side by side; of a single-valued term two different standing values contest each other. `forms` are
    the forms that ask for it, `papers` the printed forms that carry it (letters of forms.md 8), `source` the article or
    paper that it comes from. `area` is who works with it: intake, service, contact, health, wish, risk, interview ...
    """

    name: str
    label: str
    kind: str
    group: str
    area: str
    many: bool
    sensitivity: Sensitivity
    source: str
    files: frozenset[Kind]
    forms: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    help: str = ""
    codes: CodeList | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Terms that belong together; of a group that repeats a file has many items (papers, stages of custody)."""

    name: str
    label: str
    repeats: bool
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All groups in the order of their files, and their terms by name."""

    groups: tuple[Group, ...]
    lists: Mapping[str, CodeList]
    by_name: Mapping[str, Term] = field(default_factory=dict)
    by_group: Mapping[str, Group] = field(default_factory=dict)

    def term(self, name: str) -> Term:
        """Return the term of that name; raise NotFound for one that the dictionary does not know."""
        if name not in self.by_name:
            raise NotFound(f"There is no term of that name in the data dictionary ({len(name)} signs).")
        return self.by_name[name]

    def of_form(self, form: str, kind: Kind) -> tuple[Term, ...]:
        """Return the terms that a form asks for on a file of this kind, in the order of the dictionary."""
        return tuple(term for term in self.by_name.values() if form in term.forms and kind in term.files)


@cache
def shipped() -> Dictionary:
    """Return the dictionary that ships with Nansen; raise Misconfigured, with file and row, where a row is wrong."""
    folder = resources.files("nansen.statements") / "terms"
    texts = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".toml")}
    return read(dict(sorted(texts.items())))


def read(texts: Mapping[str, str]) -> Dictionary:
    """Return the dictionary written in `texts`, file name to TOML; raise Misconfigured with file and row."""
    tables: dict[str, dict[str, object]] = {}
    for file, text in texts.items():
        try:
            tables[file] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise Misconfigured(f"{file}: not TOML: {error}") from error
    lists = {
        name: CodeList(name=name, labels=dict(labels))
        for table in tables.values()
        for name, labels in _table(table.get("list", {})).items()
    }
    groups = tuple(
        _group(file, _table(row), lists) for file, table in tables.items() for row in _rows(table.get("group", []))
    )
    names = [group.name for group in groups]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Misconfigured(f"The group {twice} stands twice in the data dictionary.")
    by_name: dict[str, Term] = {}
    for term in (term for group in groups for term in group.terms):
        if term.name in by_name:
            raise Misconfigured(f"The term {term.name} stands twice in the data dictionary.")
        by_name[term.name] = term
    return Dictionary(groups, lists, by_name, {group.name: group for group in groups})


def _group(file: str, row: Mapping[str, object], lists: Mapping[str, CodeList]) -> Group:
    known = {"name", "label", "repeats", "files", "area", "term"}
    if unknown := sorted(set(row) - known):
        raise Misconfigured(f"{file}, group {row.get('name')}: unknown key {unknown[0]}.")
    if missing := sorted({"name", "label"} - set(row)):
        raise Misconfigured(f"{file}, group {row.get('name')}: {missing[0]} is missing.")
    return Group(
        name=str(row["name"]),
        label=str(row["label"]),
        repeats=bool(row.get("repeats", False)),
        terms=tuple(_term(file, row, _table(term), lists) for term in _rows(row.get("term", []))),
    )


def _term(file: str, group: Mapping[str, object], row: Mapping[str, object], lists: Mapping[str, CodeList]) -> Term:
    where = f"{file}, term {row.get('name')}"
    known = {
        "name",
        "label",
        "kind",
        "many",
        "sensitivity",
        "source",
        "forms",
        "papers",
        "help",
        "list",
        "unit",
        "files",
    }
    known.add("area")
    if unknown := sorted(set(row) - known):
        raise Misconfigured(f"{where}: unknown key {unknown[0]}.")
    if missing := sorted({"name", "label", "kind", "sensitivity", "source"} - set(row)):
        raise Misconfigured(f"{where}: {missing[0]} is missing.")
    if row["kind"] not in KINDS:
        raise Misconfigured(f"{where}: expected a kind among {', '.join(sorted(KINDS))}, found {row['kind']}.")
    if not re.fullmatch(rf"{re.escape(str(group['name']))}\.[a-z0-9_]+", str(row["name"])):
        raise Misconfigured(f"{where}: expected a name that begins with its group, {group['name']}.")
    if (row["kind"] == "code") != ("list" in row) or str(row.get("list", "")) not in {*lists, ""}:
        raise Misconfigured(
            f"{where}: expected a list of codes for kind code, and only there, found {row.get('list')}."
        )
    try:
        sensitivity = Sensitivity[str(row["sensitivity"])]
        files = frozenset(Kind(kind) for kind in _names(row.get("files", group.get("files", ["captive"]))))
    except (KeyError, ValueError) as error:
        raise Misconfigured(f"{where}: expected S1 to S4 and known kinds of file, found {error}.") from error
    return Term(
        name=str(row["name"]),
        label=str(row["label"]),
        kind=str(row["kind"]),
        group=str(group["name"]),
        area=str(row.get("area", group.get("area", "intake"))),
        many=bool(row.get("many", False)),
        sensitivity=sensitivity,
        source=str(row["source"]),
        files=files,
        forms=_names(row.get("forms", [])),
        papers=_names(row.get("papers", [])),
        help=str(row.get("help", "")),
        codes=lists.get(str(row.get("list", ""))),
        unit=str(row.get("unit", "")),
    )


def _table(value: object) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(value, dict):
        raise Misconfigured(f"The data dictionary: expected a table, found {type(value).__name__}.")
    return value


def _rows(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        raise Misconfigured(f"The data dictionary: expected an array of tables, found {type(value).__name__}.")
    return value


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in _rows(value))
