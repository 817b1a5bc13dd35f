"""Search and boards over the open index: only what `access.may` allows comes out; every id shown is in a read entry."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nansen.casefile import access
from nansen.casefile.model import Officer, Subject
from nansen.names import scripts
from nansen.office import index, write
from nansen.statements.model import PERSONS, Kind, Sensitivity

PAGE = 50
LOOKED_AT_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file on a board or among results: what this reader may see of its derived row."""

    file: str
    kind: Kind
    site: str
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """At most 50 files, whether there are more, and the number of the read entry."""

    found: tuple[Found, ...]
    more: bool
    read: int


def by_words(query: str, *, officer: Officer, purpose: str, now: dt.datetime, kinds: frozenset[Kind] = PERSONS) -> Page:
    """Return the files in which every word of the query begins a word of a name or a number, newest first.

    Matching is on normalised spelling, script by script. A word that the reader may not see matches nothing for him.
    """
    words = scripts.normal(query).split()[:8]
    rows = _matching(words) if words else iter(())
    return _page(rows, officer=officer, purpose=purpose, now=now, action="search", kinds=kinds)


def recent(*, officer: Officer, purpose: str, now: dt.datetime, site: str = "") -> Page:
    """Return the files last written to, of one site or of all that the officer may see, newest first."""
    where, values = ("WHERE site = ?", (site,)) if site else ("", ())
    rows = index.opened().execute(
        f"SELECT file, kind, site, row, NULL, NULL FROM person {where} ORDER BY through DESC LIMIT ?",  # noqa: S608
        (*values, LOOKED_AT_MAX),
    )
    return _page(rows, officer=officer, purpose=purpose, now=now, action="read:desk", kinds=PERSONS, most=15)


def these(files: frozenset[str], *, officer: Officer, purpose: str, now: dt.datetime) -> Page:
    """Return these files, as far as the officer may see them, in the order in which they were last written to."""
    marks = ",".join("?" * len(files))
    rows = index.opened().execute(
        f"SELECT file, kind, site, row, NULL, NULL FROM person WHERE file IN ({marks}) ORDER BY through DESC",  # noqa: S608
        tuple(files),
    )
    return _page(rows, officer=officer, purpose=purpose, now=now, action="read:desk", kinds=PERSONS)


def _matching(words: list[str]) -> Iterator[tuple[Any, ...]]:
    joins = "".join(
        f" JOIN word w{i} ON w{i}.file = p.file AND w{i}.word >= ? AND w{i}.word < ?" for i in range(len(words))
    )
    seen = ", ".join(f"w{i}.area, w{i}.level" for i in range(len(words)))
    bounds = [bound for word in words for bound in (word, word + "\U0010ffff")]
    return index.opened().execute(
        f"SELECT p.file, p.kind, p.site, p.row, {seen} FROM person p{joins} ORDER BY p.through DESC LIMIT ?",  # noqa: S608
        (*bounds, LOOKED_AT_MAX),
    )


def _page(
    rows: Iterator[tuple[Any, ...]],
    *,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    action: str,
    kinds: frozenset[Kind],
    most: int = PAGE,
) -> Page:
    found: dict[str, Found] = {}
    highest: Sensitivity | None = None
    for file, kind, site, text, *matched in rows:
        subject = Subject(file=file, kind=Kind(kind), site=site)
        if file in found or subject.kind not in kinds:
            continue
        seen = _seen(subject, json.loads(text), matched, officer=officer, purpose=purpose)
        if seen is None:
            continue
        if len(found) == most:
            return _closed(found, highest, more=True, officer=officer, purpose=purpose, now=now, action=action)
        found[file], level = seen
        highest = max(highest or level, level)
    return _closed(found, highest, more=False, officer=officer, purpose=purpose, now=now, action=action)


def _seen(
    subject: Subject, row: dict[str, Any], matched: list[Any], *, officer: Officer, purpose: str
) -> tuple[Found, Sensitivity] | None:
    rules = access.shipped()
    if not access.may(officer, "search", subject, purpose=purpose, rules=rules):
        return None
    sight = access.sight(officer, subject, purpose=purpose, rules=rules)
    pairs = zip(matched[::2], matched[1::2], strict=True)
    if not all(sight.of(area, Sensitivity(level)) for area, level in pairs if area):
        return None
    shown = {key: row.get(key) for key in ("opened", "changed")}
    shown["names"] = [name for name in row.get("names", ()) if sight.of(name["area"], Sensitivity(name["level"]))]
    if sight.of("intake", Sensitivity.S2):
        shown |= {"birth": row.get("birth"), "captured": row.get("captured")}
    if sight.of("wish", Sensitivity.S4):
        shown["wish"] = row.get("wish")
    if sight.of("health", Sensitivity.S3):
        shown["state"] = row.get("state")
    level = Sensitivity.S4 if shown.get("wish") else Sensitivity.S3 if shown.get("state") else Sensitivity.S2
    return Found(subject.file, subject.kind, subject.site, shown), level


def _closed(
    found: dict[str, Found],
    highest: Sensitivity | None,
    *,
    more: bool,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    action: str,
) -> Page:
    entry = write.note_read(
        tuple(found), officer=officer, action=action, purpose=purpose, opened=highest if found else None, now=now
    )
    return Page(tuple(found.values()), more, entry.number or 0)
