"""All that is derived can be dropped and rebuilt from the ledger alone; the rows come out equal (house.md 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import connection

from nansen.casefile import fold
from nansen.errors import Broken
from nansen.law.model import Profile
from nansen.office import append, derived, index, keys, lawbook, register
from nansen.statements import terms
from nansen.store.models import Body, File

CHUNK = 200
_SENT = """
INSERT INTO store_sent (entry_id, number) SELECT entry_id, MIN(number) FROM store_body WHERE act <> 'read'
GROUP BY entry_id ON CONFLICT DO NOTHING
"""


def rows() -> Iterator[int]:
    """Fold every file anew, replace its derived row, and yield how many are done after each chunk."""
    files = list(Body.objects.exclude(act="read").order_by("file").values_list("file", flat=True).distinct())
    for start in range(0, len(files), CHUNK):
        chunk = tuple(files[start : start + CHUNK])
        # Under the writers' lock: an entry that comes while its file is folded would be lost to the row.
        with append.alone(), connection.cursor() as cursor:
            opened, profile = keys.of_files(chunk), lawbook.profile()
            cursor.executemany("DELETE FROM store_file WHERE id = %s", [(file,) for file in chunk])
            cursor.executemany(
                "INSERT INTO store_file (id, kind, site, through, sealed) VALUES (%s, %s, %s, %s, %s)",
                [_row(file, opened[file], profile) for file in chunk if file in opened],
            )
        yield start + len(chunk)
    with append.alone(), connection.cursor() as cursor:
        File.objects.exclude(id__in=Body.objects.exclude(act="read").values("file")).delete()
        cursor.execute(_SENT)
    index.drop()


def difference() -> list[str]:
    """Return the files whose kept outline or row is not what the ledger gives: none, unless something is broken.

    A file of the ledger that has no row, and a row of no file in the ledger, differ too.
    """
    acts = set(Body.objects.exclude(act="read").values_list("file", flat=True).distinct())
    kept = set(File.objects.values_list("id", flat=True))
    both = sorted(acts & kept)
    found = sorted(acts ^ kept)
    return found + [file for file in both if not _agrees(file)]


def _agrees(file: str) -> bool:
    try:
        kept = register.rows([file]).get(file)
        told = kept[1].get("as_of") if kept else None
        return kept == _wanted(file, dt.datetime.fromisoformat(told) if told else None)
    except Broken:  # a clear column that was altered breaks the row's seal, or names an act that is not there
        return False


def _wanted(file: str, as_of: dt.datetime | None) -> tuple[register.Outline, dict[str, Any]]:
    entries = register.entries(file)
    case = fold.of(entries, dictionary=terms.shipped())
    outline = register.Outline(file, case.kind, case.site, entries[-1].number or 0)
    return outline, register.plain(derived.of(case, now=as_of))


def _row(file: str, key: bytes, profile: Profile) -> tuple[str, str, str, int, bytes]:
    entries = register.entries(file, key=key)
    case = fold.of(entries, dictionary=terms.shipped())
    outline = register.Outline(file, case.kind, case.site, entries[-1].number or 0)
    row = register.close_row(outline, derived.of(case, profile=profile), key)
    return file, outline.kind.value, outline.site, outline.through, row
