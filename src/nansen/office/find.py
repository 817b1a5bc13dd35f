"""Search and boards over the open index: only what `access.may` allows comes out; every id shown is in a read entry."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nansen.casefile import access
from nansen.casefile.model import Officer, Sight, Subject
from nansen.names import scripts
from nansen.office import index, write
from nansen.statements.model import PERSONS, Kind, Sensitivity

PAGE = 50
WORDS_MAX = 8
QUERY_MAX = 200  # signs of a query that its read entry keeps
LOOKED_AT_MAX = 500_000  # rows of ids; only what is shown is opened


@dataclass(frozen=True, slots=True)
class Found:
    """A file on a board or among results: what this reader may see of its derived row.

    `row["stopped"]` are the destinations to which his wishes stop a return, an empty text for every one.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Who asks for a page, for what purpose, when, by which action, in which words."""

    officer: Officer
    purpose: str
    now: dt.datetime
    action: str
    query: str = ""


def by_words(query: str, *, officer: Officer, purpose: str, now: dt.datetime, kinds: frozenset[Kind] = PERSONS) -> Page:
    """Return the files in which every word of the query begins a word of a name or a number, newest first.

    Matching is on normalised spelling, script by script; of a long query the first eight words count. A word that the
    reader may not see matches nothing for him. The read entry keeps the query, whether or not anything is found.
    Raises Rejected for a purpose that this officer may not state.
    """
    words = _needed(scripts.normal(query).split()[:WORDS_MAX])
    rows = _matching(words) if words else iter(())
    return _page(rows, _Asked(officer=officer, purpose=purpose, now=now, action="search", query=query), kinds=kinds)


def recent(*, officer: Officer, purpose: str, now: dt.datetime, site: str = "") -> Page:
    """Return the files last written to, of one site or of all that the officer may see, newest first.

    What lies in areas whose existence is withheld (wish, health ...) does not count as written: see `derived`.
    """
    where, values = ("WHERE site = ?", (site,)) if site else ("", ())
    rows = index.opened().execute(
        f"SELECT file, kind, site FROM person {where} ORDER BY changed DESC, file DESC LIMIT ?",  # noqa: S608
        (*values, LOOKED_AT_MAX),
    )
    return _page(rows, _Asked(officer=officer, purpose=purpose, now=now, action="read:desk"), kinds=PERSONS, most=15)


def these(files: frozenset[str], *, officer: Officer, purpose: str, now: dt.datetime) -> Page:
    """Return these files, as far as the officer may see them, in the order in which they were last written to."""
    marks = ",".join("?" * len(files))
    rows = index.opened().execute(
        f"SELECT file, kind, site FROM person WHERE file IN ({marks}) ORDER BY changed DESC, file DESC",  # noqa: S608
        tuple(files),
    )
    return _page(rows, _Asked(officer=officer, purpose=purpose, now=now, action="read:desk"), kinds=PERSONS)


def may_find(subject: Subject, officer: Officer, *, purpose: str) -> bool:
    """Return whether a file may come up for this officer at all."""
    return access.may(officer, "search", subject, purpose=purpose, rules=access.shipped())


def _needed(words: list[str]) -> list[str]:
    """Return the words without those that begin another: what is found by the longer one is found by both.

    Twice the same letter would otherwise multiply the rows of every file that has it.
    """
    kept = dict.fromkeys(words)
    return [word for word in kept if not any(other != word and other.startswith(word) for other in kept)]


def _matching(words: list[str]) -> Iterator[tuple[Any, ...]]:
    joins = "".join(
        f" JOIN word w{i} ON w{i}.file = p.file AND w{i}.word >= ? AND w{i}.word < ?" for i in range(len(words))
    )
    seen = ", ".join(f"w{i}.area, w{i}.level" for i in range(len(words)))
    bounds = [bound for word in words for bound in (word, word + "\U0010ffff")]
    return index.opened().execute(
        f"SELECT p.file, p.kind, p.site, {seen} FROM person p{joins} ORDER BY p.changed DESC, p.file DESC LIMIT ?",  # noqa: S608
        (*bounds, LOOKED_AT_MAX),
    )


def _page(rows: Iterator[tuple[Any, ...]], asked: _Asked, *, kinds: frozenset[Kind], most: int = PAGE) -> Page:
    found: dict[str, Found] = {}
    highest: Sensitivity | None = None
    sights: dict[tuple[str, str, bool], Sight] = {}
    for file, kind, site, *matched in rows:
        subject = Subject(file=file, kind=Kind(kind), site=site)
        if file in found or subject.kind not in kinds:
            continue
        alike = (kind, site, file in asked.officer.assigned)
        if alike not in sights:
            sights[alike] = _sight(subject, asked.officer, purpose=asked.purpose)
        if not _may_see(sights[alike], matched):
            continue
        if len(found) == most:
            return _closed(found, highest, asked, more=True)
        found[file], level = _seen(subject, sights[alike])
        highest = max(highest or level, level)
    return _closed(found, highest, asked, more=False)


def _sight(subject: Subject, officer: Officer, *, purpose: str) -> Sight:
    if not may_find(subject, officer, purpose=purpose):
        return Sight(seen=False)
    return access.sight(officer, subject, purpose=purpose, rules=access.shipped())


def _open(sight: Sight, area: str, level: int) -> bool:
    """Return whether a board may show this.

    A row does not tell who wrote what: of an area that he sees only after his own, it shows him nothing.
    """
    return area not in sight.own_first and sight.of(area, Sensitivity(level))


def _may_see(sight: Sight, matched: list[Any]) -> bool:
    """Return whether the file, and each word that the query matched in it, is within sight."""
    pairs = zip(matched[::2], matched[1::2], strict=True)
    return sight.seen and all(_open(sight, area, level) for area, level in pairs)


def _seen(subject: Subject, sight: Sight) -> tuple[Found, Sensitivity]:
    (text,) = index.opened().execute("SELECT row FROM person WHERE file = ?", (subject.file,)).fetchone()
    row = json.loads(text)
    shown = {key: row.get(key) for key in ("opened", "changed")}
    shown["names"] = [name for name in row.get("names", ()) if _open(sight, name["area"], name["level"])]
    if _open(sight, "intake", Sensitivity.S2):
        shown["birth"] = row.get("birth")
    if _open(sight, "service", Sensitivity.S2):
        shown["captured"] = row.get("captured")
    if _open(sight, "wish", Sensitivity.S4):
        shown["wish"] = row.get("wish")
        shown["stopped"] = row.get("holds")
    if _open(sight, "health", Sensitivity.S3):
        shown["state"] = row.get("state")
    level = Sensitivity.S4 if shown.get("wish") else Sensitivity.S3 if shown.get("state") else Sensitivity.S2
    return Found(subject.file, subject.kind, subject.site, shown), level


def _closed(found: dict[str, Found], highest: Sensitivity | None, asked: _Asked, *, more: bool) -> Page:
    query = "".join("?" if _steers(sign) else sign for sign in asked.query.strip()[:QUERY_MAX])
    entry = write.note_read(
        tuple(found),
        officer=asked.officer,
        action=asked.action,
        purpose=asked.purpose,
        opened=highest,
        now=asked.now,
        query=query,
    )
    return Page(tuple(found.values()), more, entry.number or 0)


def _steers(sign: str) -> bool:
    """Return whether a sign is none that an entry may hold: a control, half a surrogate pair, one that turns a line."""
    turns = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    return unicodedata.category(sign) in {"Cc", "Cs"} or unicodedata.bidirectional(sign) in turns
