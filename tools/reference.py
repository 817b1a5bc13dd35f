"""Write `terms.md` and `access.md` of docs/reference from the tables; a test fails when they are stale."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nansen.casefile import grants
from nansen.casefile.grants import Grant, Rules
from nansen.statements import terms
from nansen.statements.model import Kind
from nansen.statements.terms import CodeList, Dictionary, Group, Term

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"
FORMS = ROOT / "src" / "nansen" / "desk" / "forms" / "forms.toml"
ACCESS = ROOT / "src" / "nansen" / "casefile" / "access.toml"

PAPERS = {
    "A": "identity card, Annex IV A of the Third Convention",
    "B": "capture card, Annex IV B",
    "D": "notice of death, Annex IV D",
    "E": "certificate of repatriation, Annex IV E",
    "G1": "what is owed of the wounded and dead, Article 16 of the First Convention",
    "J": "notice of proceedings, Article 104",
    "M": "forms before and after death (AM/PM)",
    "N": "message of the National Information Bureau",
    "P": "People Finder Interchange Format (PFIF)",
    "Q": "tracing request",
    "R": "Red Cross message",
    "T": "capture tag",
}
INTRO = """\
# The data dictionary

This page is written by `.venv/bin/python tools/reference.py` from `src/nansen/statements/terms/*.toml` and
`src/nansen/desk/forms/forms.toml`; a test fails when it is stale. Change the tables, not this page.

A **term** is what can be said of a file. Forms, validation, import, translations and this page come from its row. There
are {terms} terms in {groups} groups.

## How to add a row

Add a table to the file of its group in `src/nansen/statements/terms/`; nothing else has to change:

```toml
[[group.term]]
name = "person.favourite_song"   # its group, a dot, lower-case letters, digits and _
label = "Favourite song"         # what an officer reads; a whole word or sentence, for the translators too
kind = "text"                    # see below
many = true                      # may several values stand side by side? (left out: no, and two contest each other)
sensitivity = "S2"               # see below
source = "GC III 38"             # the article or the paper that it comes from; a row without one is refused
forms = ["capture"]              # which forms ask for it
papers = ["Q"]                   # which printed papers carry it
help = "As he sings it."         # one sentence under the field
```

A row may also say `list` (of a `code`: one of the lists below), `unit` (of a `measure`), `area` and `files` (where they
are not those of its group). A group says `name`, `label`, `area`, `files` (the kinds of file it is for; left out:
captive) and `repeats` (a file has many of it: papers, stages of custody, interviews). After that `make messages`
brings the new words to the translators, and `tools/reference.py` writes this page anew.

## Kinds of value

| kind | what it holds, as typed or imported |
|---|---|
| `text` | free words, at most 20,000 characters |
| `name` | a name or a part of one as written, in any script |
| `date` | `2025-01-09`, `2025-01`, `2025`, `09.01.2025`, or two with `/` between; what was typed is kept |
| `instant` | a time with its zone, `2025-01-09T14:30Z`, two with `/` between, or any date (whole days, UTC) |
| `place` | words, and where known country, latitude, longitude, uncertainty in metres |
| `code` | one code of its list |
| `country` | ISO 3166-1 alpha-2 such as `KP`, or `disputed` |
| `language` | a language code such as `ko` (BCP 47) |
| `measure` | a number or a range, `172` or `170..175`, in the term's unit |
| `reference` | another file, by its id of 32 hexadecimal digits |
| `attachment` | a sealed picture, recording or document; it is not typed or imported |

Every term also takes `unknown`, `declined` and `not_asked`. None of them is adverse, and none is a blank.

## Sensitivity

| | |
|---|---|
| S1 | internal |
| S2 | restricted |
| S3 | confidential |
| S4 | need to know |

Who sees which area up to which sensitivity: [access.md](access.md).

## Papers

| letter | paper |
|---|---|
"""
# What the table itself says above a role.
ROLE_SAID = r"((?:^#.*\n)+)\[role\.(\w+)\]"
ACCESS_INTRO = """\
# Who may see and do what

This page is written by `.venv/bin/python tools/reference.py` from `src/nansen/casefile/access.toml`; a test fails when
it is stale. Change the table, not this page.

What is not written here is refused. A grant holds where the file is of one of its kinds, the purpose one of its
purposes, and all its conditions are met: *own site* - the file is of the officer's own site; *assigned* - the file is
assigned to him. What several grants give is added up. *Sees* names the areas of the [data dictionary](terms.md), each
up to a sensitivity; a grant without `read` shows nothing.

What a reader may not see is cut out before anything is shown, counted or searched. A line that he may not see is marked
withheld; of wishes, health and risk not even that: that there is one would tell. A file that he may not see answers as
one that does not exist. Denied and missing are one answer, for pages and commands.

Where *own first* is said, the officer sees what others wrote of that area only after he has written his own.

## Purposes

An officer states one, for a quarter of an hour; it stands in every read entry.

| purpose | in words | rests on |
|---|---|---|
"""


def main() -> None:
    """Write the pages."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (TARGET / name).write_text(page, encoding="utf-8")


def pages() -> dict[str, str]:
    """Return the pages as they must stand, by their names in docs/reference."""
    dictionary = terms.shipped()
    forms = tomllib.loads(FORMS.read_text("utf-8"))
    text = ACCESS.read_text("utf-8")
    found = {
        "terms.md": lines(dictionary, forms),
        "access.md": access_lines(
            grants.load(text),
            dictionary,
            said={role: words for words, role in re.findall(ROLE_SAID, text, re.MULTILINE)},
        ),
    }
    return {name: "".join(f"{line}\n" for line in page) for name, page in found.items()}


def lines(dictionary: Dictionary, forms: Mapping[str, Any]) -> Iterator[str]:
    """Yield the page line by line: how to add a row, papers, forms, every group with its terms, every list of codes."""
    yield INTRO.format(terms=len(dictionary.by_name), groups=len(dictionary.groups)).rstrip("\n")
    for letter in sorted({letter for term in dictionary.by_name.values() for letter in term.papers}):
        yield row(f"`{letter}`", PAPERS[letter])
    yield from ("", "## Forms", "", row("form", "title", "kinds of file", "how it begins"), "|---|---|---|---|")
    for name, form in forms.items():
        yield row(f"`{name}`", form["title"], ", ".join(form["kinds"]), form["intro"])
    for group in dictionary.groups:
        yield from of_group(group)
    yield from ("", "## Lists of codes")
    for codes in dictionary.lists.values():
        yield from of_list(codes)


def of_group(group: Group) -> Iterator[str]:
    """Yield the section of a group: one row for each of its terms."""
    yield from ("", f"## {group.label}: `{group.name}`", "")
    if group.repeats:
        yield from ("A file may have many of these, each with its own values.", "")
    yield row("term", "label", "kind", "many", "sens.", "area", "files", "forms", "papers", "source")
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for term in group.terms:
        yield row(
            f"`{term.name}`",
            words(term),
            kind(term),
            "yes" if term.many else "",
            term.sensitivity.name,
            term.area,
            ", ".join(found.value for found in Kind if found in term.files),
            ", ".join(term.forms),
            " ".join(term.papers),
            term.source,
        )


def words(term: Term) -> str:
    """Return a term's label and the sentence under its field."""
    end = "" if term.label.endswith("?") else "."
    return f"{term.label}{end} {term.help}" if term.help else term.label


def kind(term: Term) -> str:
    """Return the kind of a term's value, with its list or its unit."""
    if term.codes:
        return f"[{term.kind}: {term.codes.name}](#list-{term.codes.name})"
    return f"{term.kind}, {term.unit}" if term.unit else term.kind


def of_list(codes: CodeList) -> Iterator[str]:
    """Yield a list of codes under a heading that terms point to."""
    yield from ("", f"### list {codes.name}", "", row("code", "label"), "|---|---|")
    for code, label in codes.labels.items():
        yield row(f"`{code}`", label)


def access_lines(rules: Rules, dictionary: Dictionary, *, said: Mapping[str, str]) -> Iterator[str]:
    """Yield the page of access: purposes with what they rest on, then every role with its grants."""
    yield ACCESS_INTRO.rstrip("\n")
    for code, basis in rules.purposes.items():
        yield row(f"`{code}`", dictionary.lists["purpose"].labels.get(code, ""), basis)
    for name, role in rules.roles.items():
        yield from ("", f"## {dictionary.lists['role'].labels[name]}: `{name}`", "")
        if name in said:
            yield from (" ".join(line.lstrip("# ") for line in said[name].splitlines()), "")
        if role.own_first:
            yield from (f"Own first: {', '.join(sorted(role.own_first))}.", "")
        yield from (row("where", "kinds of file", "purposes", "may", "sees"), "|---|---|---|---|---|")
        for grant in role.grants:
            yield of_grant(grant)


def of_grant(grant: Grant) -> str:
    """Return the row of a grant."""
    return row(
        " and ".join(sorted(grant.when)).replace("_", " ") or "everywhere",
        ", ".join(kind.value for kind in Kind if kind in grant.kinds),
        ", ".join(sorted(grant.purposes)),
        ", ".join(sorted(grant.actions)),
        ", ".join(f"{area.replace('*', 'all')} {level.name}" for area, level in grant.areas.items()) or "nothing",
    )


def row(*cells: str) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
