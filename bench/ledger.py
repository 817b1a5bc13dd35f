"""How fast the ledger grows beside a bare insert of the same ORM, how that holds at a million entries, and checking it.

`python bench/ledger.py [ENTRIES]`. Interleaved rounds, medians; same database, same durability, bodies of 1 KiB.
"""

from __future__ import annotations

import os
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(
    tempfile.mkdtemp(
        prefix="nansen-bench-", dir=os.environ.get("NANSEN_BENCH_DIR", "var") if Path("var").exists() else None
    )
)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "nansen.desk.settings",
    "NANSEN_DATA": str(ROOT / "data"),
    "NANSEN_KEYS": str(ROOT / "keys"),
    "NANSEN_OPEN_DIR": f"/dev/shm/{ROOT.name}",
}
if "postgres" in sys.argv:
    sys.path.insert(0, ".")
    from tests import clusters

    CLUSTER = clusters.start(Path(tempfile.mkdtemp()) / "pg")
    os.environ["NANSEN_DATABASE"] = CLUSTER.url("template_nansen")

import django  # noqa: E402 - the environment comes first

django.setup()

from django.db import connection, models, transaction  # noqa: E402

from bench import table  # noqa: E402
from nansen.ledger import seal, verify  # noqa: E402
from nansen.ledger.model import Act  # noqa: E402
from nansen.office import append, install, keys, prove  # noqa: E402
from nansen.office.append import Sealed  # noqa: E402
from nansen.store.models import Key  # noqa: E402

ORIGIN = "bench.example/register"
SECONDS, ROUNDS, BODY = 0.7, 7, 1024
FILE = secrets.token_hex(16)
KEY = secrets.token_bytes(32)


class Bare(models.Model):
    """The same ORM's plain row, with the same body."""

    number = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()

    class Meta:
        """A table of the bench alone."""

        app_label = "store"
        db_table = "bench_bare"


def sealed(count: int) -> list[Sealed]:
    """Return entries as they come to `append`: sealing is part of the work and is done here."""
    return [
        Sealed(
            file=FILE,
            entry_id=(entry_id := secrets.token_hex(16)),
            act=Act.ACT,
            hour="2026-01-01T00Z",
            body=seal.close(
                KEY,
                b"x" * (BODY - 300),
                aad=seal.binding(ORIGIN, FILE, entry_id=entry_id, act=Act.ACT),
                nonce=secrets.token_bytes(12),
            ),
        )
        for _ in range(count)
    ]


def bare(batch: int, start: int) -> int:
    """Insert a batch of bare rows as one durable transaction."""
    rows = [Bare(number=start + index, body=secrets.token_bytes(BODY)) for index in range(batch)]
    with transaction.atomic():
        if batch == 1:
            rows[0].save(force_insert=True)
        else:
            Bare.objects.bulk_create(rows)
    return batch


def rate(work: object, batch: int, start: int = 0) -> tuple[float, int]:
    """Return rows a second over some tenths of a second, and where the next bare row begins."""
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        done += bare(batch, start + done) if work == "bare" else len(_appended(batch))
    return done / (time.perf_counter() - began), start + done


def _appended(batch: int) -> list[Sealed]:
    entries = sealed(batch)
    append.append(entries)
    return entries


def ratios(batch: int) -> tuple[float, float, float]:
    """Return medians: bare rows a second, entries a second, and the ratio of neighbouring rounds."""
    plain, ours, start = [], [], Bare.objects.count()
    for _ in range(ROUNDS):
        speed, start = rate("bare", batch, start)
        plain.append(speed)
        ours.append(rate("append", batch)[0])
    return (
        statistics.median(plain),
        statistics.median(ours),
        statistics.median(o / p for o, p in zip(ours, plain, strict=True)),
    )


def grow(to: int) -> float:
    """Fill the ledger and return entries a second over all of it."""
    began, first = time.perf_counter(), prove.size()
    while (size := prove.size()) < to:
        _appended(min(2_000, to - size))
    return (to - first) / max(time.perf_counter() - began, 1e-9)


def single(rounds: int = 60) -> float:
    """Return the median milliseconds of one single append at the present size."""
    times = []
    for _ in range(rounds):
        entries = sealed(1)
        began = time.perf_counter()
        append.append(entries)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure, and write the table."""
    million = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1_000_000)
    install.make(origin=ORIGIN)
    Key.objects.create(file=FILE, kek_version=1, wrapped=seal.wrap(keys.ring().keks[-1], KEY).data)
    with connection.schema_editor() as editor:
        editor.create_model(Bare)
    engine = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    rows = []
    for batch, goal in ((1, 0.5 if connection.vendor == "postgresql" else 0.3), (100, 0.5)):
        plain, ours, ratio = ratios(batch)
        rows.append(
            (
                f"append, {engine}, batches of {batch}, to the same ORM's bare insert",
                f"{ratio:.2f}x ({ours:.0f} to {plain:.0f} rows/s)",
                f">= {goal}x",
                table.met(ratio, goal, at_least=True),
            )
        )
    early = single()
    speed = grow(million)
    late = single()
    rows.append(
        (
            f"one append at {million:,} entries to one at the start",
            f"{late / early:.2f}x ({late:.2f} to {early:.2f} ms)",
            "<= 2x",
            table.met(late / early, 2, at_least=False),
        )
    )
    rows.append((f"filling to {million:,}, batches of 2,000", f"{speed:.0f} entries/s", "-", "-"))
    if connection.vendor == "sqlite":
        began = time.perf_counter()
        verdict = verify.path(ROOT / "data" / "register.db", vkey=keys.ring().vkey)
        took = time.perf_counter() - began
        rows.append(
            (
                f"verify of {verdict.size:,} entries, {'ok' if verdict.ok else 'BAD'}",
                f"{took:.1f} s",
                "<= 60 s",
                table.met(took, 60, at_least=False),
            )
        )
    table.write(f"ledger-{engine.lower()}", f"Ledger on {engine}", rows)
    connection.close()
    shutil.rmtree(ROOT, ignore_errors=True)
    if "postgres" in sys.argv:
        CLUSTER.stop()


if __name__ == "__main__":
    main()
