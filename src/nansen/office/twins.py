"""Probable twins: two files that may be one person, found when a tracing officer looks, and told to nobody else.

The comparing is done on the tracing officer's own time, never while a registrar waits: what he sees, and how long it
takes, is the same whether there is a twin at another site or not (house.md 4, denial).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from itertools import islice
from typing import Any

from nansen.casefile.model import Officer, Subject
from nansen.errors import Forbidden
from nansen.names import scripts
from nansen.office import find, index, may
from nansen.statements.model import Kind

STEP = 400
LIKE_MAX = 40


@dataclass(frozen=True, slots=True)
class Twin:
    """Two files that share the spelling of a whole name; a place to look, never an identification."""

    left: find.Found
    right: find.Found
    why: str


def compare() -> int:
    """Compare files written since the last comparison with all files, at most 400; return how many are left."""
    opened = index.opened()
    done = int(opened.execute("SELECT twins FROM state").fetchone()[0])
    rows = opened.execute(
        "SELECT file, through, row FROM person WHERE through > ? ORDER BY through LIMIT ?", (done, STEP)
    ).fetchall()
    for file, through, text in rows:
        # A name that was replaced meanwhile makes no twin any more.
        opened.execute("DELETE FROM twin WHERE left = ? OR right = ?", (file, file))
        for other, why in _like(file, json.loads(text)):
            left, right = sorted((file, other))
            opened.execute("INSERT OR REPLACE INTO twin VALUES (?, ?, ?)", (left, right, why))
        done = through
    opened.execute("UPDATE state SET twins = max(twins, ?)", (done,))
    return int(opened.execute("SELECT COUNT(*) FROM person WHERE through > ?", (done,)).fetchone()[0])


def open_tasks(*, officer: Officer, purpose: str, now: dt.datetime) -> tuple[Twin, ...]:
    """Return the newest pairs of which this officer may see both, at most 25; one read entry holds their ids.

    Raises Forbidden where tasks are not his for this purpose: nobody else may learn that there is a twin.
    """
    if not may.act(officer, "tasks", purpose=purpose):
        raise Forbidden("Your role and purpose do not include this act.")
    compare()
    rows = index.opened().execute(
        "SELECT p.file, p.kind, p.site, q.file, q.kind, q.site, t.why FROM twin t"
        " JOIN person p ON p.file = t.left JOIN person q ON q.file = t.right"
        " ORDER BY max(p.through, q.through) DESC, t.left, t.right"
    )
    mine = (
        (left, right, why)
        for left, left_kind, left_site, right, right_kind, right_site, why in rows
        if find.may_find(Subject(file=left, kind=Kind(left_kind), site=left_site), officer, purpose=purpose)
        and find.may_find(Subject(file=right, kind=Kind(right_kind), site=right_site), officer, purpose=purpose)
    )
    pairs = list(islice(mine, find.PAGE // 2))
    files = frozenset(file for left, right, _ in pairs for file in (left, right))
    seen = {item.file: item for item in find.these(files, officer=officer, purpose=purpose, now=now).found}
    return tuple(Twin(seen[left], seen[right], why) for left, right, why in pairs if left in seen and right in seen)


def _like(file: str, row: dict[str, Any]) -> list[tuple[str, str]]:
    names = {" ".join(sorted(set(scripts.normal(name["text"]).split()))) for name in row.get("names", ())}
    found: dict[str, str] = {}
    for name in sorted(names):
        for other, text in _bearing(name.split()):
            theirs = json.loads(text)
            if other != file and other not in found and _same(name, theirs) and _may_be(row, theirs):
                found[other] = "same_name_and_birth" if _births(row) & _births(theirs) else "same_name"
    return sorted(found.items())[:LIKE_MAX]


def _bearing(words: list[str]) -> list[tuple[str, str]]:
    if sum(map(len, words)) < 3:
        return []
    joins = "".join(f" JOIN word w{i} ON w{i}.file = p.file AND w{i}.word = ?" for i in range(len(words)))
    rows = index.opened().execute(
        f"SELECT DISTINCT p.file, p.row FROM person p{joins} LIMIT ?",  # noqa: S608
        (*words, LIKE_MAX),
    )
    return list(rows)


def _same(name: str, row: dict[str, Any]) -> bool:
    return any(" ".join(sorted(set(scripts.normal(other["text"]).split()))) == name for other in row.get("names", ()))


def _births(row: dict[str, Any]) -> set[str]:
    return {date[0][:4] for date in row.get("birth") or () if date}


def _may_be(left: dict[str, Any], right: dict[str, Any]) -> bool:
    mine, theirs = _births(left), _births(right)
    return not mine or not theirs or bool(mine & theirs)
