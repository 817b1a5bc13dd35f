"""Cases written in short lines, as the examples of the rules are: `TERM = VALUE [@ITEM] [recorded DATE]`.

In full: `TERM = VALUE [@ITEM] [by SPEAKER] [how MANNER] [recorded DATE] [from OFFICER]`, an officer being one
hexadecimal digit. Without one, each act is of an officer of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.law import view
from nansen.law.model import Profile
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement

RECORDED = "2025-01-12T00:00Z"
_LINE = re.compile(
    r"(?P<term>[a-z_]+\.[a-z0-9_]+) = (?P<value>.+?)(?: @(?P<item>[\w-]+))?(?: by (?P<by>[a-z]+))?"
    r"(?: how (?P<how>[a-z]+))?(?: recorded (?P<at>\S+))?(?: from (?P<officer>[0-9a-f]))?"
)
_HIMSELF = ("wish.",)


def case(lines: Iterable[str], *, kind: Kind = Kind.CAPTIVE, more: Case | None = None) -> Case:
    """Return the case of these lines, or a case with these lines added; one entry for each time and officer."""
    acts: dict[tuple[str, str], list[re.Match[str]]] = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, f"not a line of an example: {line}"
        acts.setdefault((found["at"] or RECORDED, found["officer"] or ""), []).append(found)
    folded = more or fold.start("f" * 32, kind)
    number = max((act.number or 0 for act in folded.entries), default=-1)
    items = {item.rpartition("/")[2]: item for item, _ in folded.lines if item}
    for (at, _), rows in sorted(acts.items(), key=lambda act: parse.instant(act[0][0]).first):
        number += 1
        entry = _entry(at, rows, kind, number=number, items=items)
        fold.check(folded, entry, dictionary=terms.shipped())
        folded = fold.on(folded, entry, dictionary=terms.shipped())
    return folded


def profile(lines: Iterable[str], of: Profile) -> Profile:
    """Return a profile with the values of lines such as `profile.lead = PT0H`."""
    for line in lines:
        name, _, value = line.removeprefix("profile.").partition(" = ")
        of = view.changed(of, name, value)
    return of


def moment(text: str) -> dt.datetime:
    """Return the first second that a text may mean."""
    return parse.instant(text).first


def _entry(at: str, rows: list[re.Match[str]], kind: Kind, *, number: int, items: dict[str, str]) -> Entry:
    name = f"{number:032x}"
    said = []
    for index, row in enumerate(rows):
        item = row["item"] or ""
        if item:
            item = items.setdefault(item, f"{name}/{item}")
        himself = row["term"].startswith(_HIMSELF)
        said.append(
            Statement(
                id=f"{name}.{index}",
                term=row["term"],
                value=parse.value(terms.shipped().term(row["term"]), row["value"]),
                source=Source(Speaker(row["by"] or ("himself" if himself else "officer"))),
                manner=Manner(row["how"] or ("spoken" if himself else "written")),
                item=item.removeprefix(f"{name}/"),
            )
        )
    return Entry(
        id=name,
        file="f" * 32,
        kind=kind,
        act=Act.ACT,
        form="capture",
        by=rows[0]["officer"] * 32 if rows[0]["officer"] else f"{number:032x}",
        purpose="intake",
        at=moment(at),
        statements=tuple(said),
        number=number,
    )
