"""The nightly sweep: what time alone has opened or made late, on every file where anything may still be owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import connection

from nansen.casefile import fold
from nansen.errors import NotFound
from nansen.office import append, derived, index, keys, lawbook, register
from nansen.statements import terms
from nansen.statements.model import Kind
from nansen.store.models import File

CHUNK = 200
KINDS = tuple(kind.value for kind in (Kind.CAPTIVE, Kind.REMAINS, Kind.REQUEST, Kind.PLACE, Kind.POLICY))


def run(*, now: dt.datetime) -> Iterator[int]:
    """Fold every live file, put what is owed at `now` into its derived row and the index, and yield how many are done.

    A file that is written to while it is folded is left to that writer. About 3 ms a file; interrupted, it is begun
    again with the files that it has not done today.
    """
    today = now.date()
    files = list(
        File.objects.filter(kind__in=KINDS).exclude(sweep_on__gt=today).order_by("id").values_list("id", flat=True)
    )
    for start in range(0, len(files), CHUNK):
        _chunk(tuple(files[start : start + CHUNK]), now=now)
        yield min(start + CHUNK, len(files))


def waits(*, today: dt.date) -> bool:
    """Return whether some file has not had the sweep of today."""
    return File.objects.filter(kind__in=KINDS).exclude(sweep_on__gt=today).exists()


def _chunk(files: tuple[str, ...], *, now: dt.datetime) -> None:
    opened = keys.of_files(files)
    tomorrow = now.date() + dt.timedelta(days=1)
    found, rows, profile = {}, [], lawbook.profile()
    for file, key in opened.items():
        try:
            entries = register.entries(file, key=key)
            case = fold.of(entries, dictionary=terms.shipped())
        except NotFound:
            continue
        outline = register.Outline(file, case.kind, case.site, entries[-1].number or 0)
        row = derived.of(case, now=max(now, case.entries[-1].at), profile=profile)
        found[file] = (outline, row)
        rows.append((register.close_row(outline, row, key), tomorrow, file, outline.through))
    with append.alone(), connection.cursor() as cursor:
        for sealed in rows:
            cursor.execute("UPDATE store_file SET sealed = %s, sweep_on = %s WHERE id = %s AND through = %s", sealed)
            if not cursor.rowcount:
                del found[
                    sealed[2]
                ]  # written to meanwhile: its writer has put newer rows, and tomorrow's sweep finds it
    index.refreshed(found)
