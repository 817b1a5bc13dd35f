"""All that is derived can be dropped and rebuilt from the ledger alone; the rows come out equal (house.md 4)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from nansen.casefile import fold
from nansen.office import derived, index, keys, register
from nansen.statements import terms
from nansen.store.models import Body, File

CHUNK = 200


def rows() -> Iterator[int]:
    """Fold every file anew, replace its derived row, and yield how many are done after each chunk."""
    files = list(Body.objects.exclude(act="read").order_by("file").values_list("file", flat=True).distinct())
    for start in range(0, len(files), CHUNK):
        chunk = tuple(files[start : start + CHUNK])
        opened = keys.of_files(chunk)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("DELETE FROM store_file WHERE id = %s", [(file,) for file in chunk])
            cursor.executemany(
                "INSERT INTO store_file (id, kind, site, through, sealed) VALUES (%s, %s, %s, %s, %s)",
                [_row(file, opened[file]) for file in chunk if file in opened],
            )
        yield start + len(chunk)
    File.objects.exclude(id__in=Body.objects.exclude(act="read").values("file")).delete()
    index.drop()


def difference() -> list[str]:
    """Return the files whose kept derived row is not what the ledger gives: none, unless something is broken."""
    found = []
    for file in File.objects.values_list("id", flat=True).iterator():
        case = fold.of(register.entries(file), dictionary=terms.shipped())
        _, kept = register.rows([file])[file]
        if kept != register.plain(derived.of(case)):
            found.append(file)
    return found


def _row(file: str, key: bytes) -> tuple[str, str, str, int, bytes]:
    entries = register.entries(file)
    case = fold.of(entries, dictionary=terms.shipped())
    return file, case.kind.value, case.site, entries[-1].number or 0, register.close_row(file, derived.of(case), key)
