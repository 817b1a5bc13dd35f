"""The open index: it follows the ledger, and is rebuilt from opened files when it is lost (house.md 4).

Every query compares the last entry it knows with the ledger's and catches up first, so that a reader finds his own
write. What it holds is plaintext on tmpfs: it never touches a disk.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from nansen.errors import Misconfigured
from nansen.names import scripts
from nansen.office import derived, register
from nansen.store.models import File
from nansen.store.opened import SCHEMA

FREE_BYTES = 64 * 1024 * 1024
CHUNK = 500
BEHIND_MAX = 2_000
_local = threading.local()
_catching = threading.Lock()


class Loading(Misconfigured):
    """Say that the index is being rebuilt and that boards and search will answer in a little while."""


def opened() -> sqlite3.Connection:
    """Return the index, caught up with the ledger; raise Loading where it is too far behind for one page to wait."""
    index = _connection()
    behind = _behind(index)
    if behind > BEHIND_MAX:
        _in_background()
        raise Loading("Search is loading: the index is being rebuilt from the register.")
    if behind:
        for _ in catch_up():
            pass
    return index


def catch_up() -> Iterator[int]:
    """Bring the index up to the ledger and yield how many files were done after each chunk."""
    index = _connection()
    done = 0
    while files := _changed(_through(index)):
        with _writing(index):
            fresh = _changed(_through(index))
            _put(index, fresh)
        done += len(fresh)
        yield done
        if len(files) < CHUNK:
            break
    size = _size()
    with _writing(index):
        if not _changed(_through(index)):
            index.execute("UPDATE state SET through = max(through, ?) WHERE id = 1", (size - 1,))


def drop() -> None:
    """Forget the index of this register: the next query rebuilds it."""
    close()
    if settings.OPEN_DIR.exists():
        with _making():
            _unlink(settings.OPEN_DIR / "index.db")


def close() -> None:
    """Close this thread's connection."""
    index = getattr(_local, "index", None)
    if index is not None:
        index[1].close()
        _local.index = None


def folder() -> Path:
    """Return the folder of the open index, made 0700; raise Misconfigured where it is not tmpfs or too full."""
    place: Path = settings.OPEN_DIR
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = place.lstat()  # of the place itself: in a folder that all may write to, a link is somebody's snare
    if mine.st_uid != os.getuid() or mine.st_mode & 0o077:
        raise Misconfigured("The folder of the open index belongs to others or is open to them: set NANSEN_OPEN_DIR.")
    if _filesystem(place.resolve()) not in {"tmpfs", "ramfs"}:
        raise Misconfigured("The open index must not touch a disk: set NANSEN_OPEN_DIR to a folder on tmpfs.")
    room = os.statvfs(place)
    if room.f_bavail * room.f_frsize < FREE_BYTES:
        raise Misconfigured(f"The folder of the open index has less than {FREE_BYTES // 2**20} MiB left.")
    return place


def _connection() -> sqlite3.Connection:
    held = getattr(_local, "index", None)
    file = settings.OPEN_DIR / "index.db"
    if held is not None and held[0] == (str(file), _inode(file)):
        found: sqlite3.Connection = held[1]
        return found
    close()
    folder()
    with _making():
        try:
            index = _made(file)
        except sqlite3.DatabaseError:  # what lies there is no index, or a damaged one: it holds nothing of its own
            _unlink(file)
            index = _made(file)
        _local.index = ((str(file), _inode(file)), index)
    return index


def _made(file: Path) -> sqlite3.Connection:
    index = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
    try:
        index.execute("PRAGMA journal_mode=WAL")
        index.execute("PRAGMA synchronous=OFF")
        index.execute("PRAGMA temp_store=MEMORY")
        index.executescript(SCHEMA)
        index.execute("INSERT OR IGNORE INTO state VALUES (1, -1, -1)")
    except sqlite3.DatabaseError:
        index.close()
        raise
    file.chmod(0o600)
    return index


@contextmanager
def _making() -> Iterator[None]:
    """Let one process at a time make or unlink the index: SQLite joins a file and a log that do not belong together."""
    with (settings.OPEN_DIR / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _unlink(file: Path) -> None:
    for part in ("", "-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)


def _inode(file: Path) -> int:
    try:
        return file.stat().st_ino
    except FileNotFoundError:
        return 0


@contextmanager
def _writing(index: sqlite3.Connection) -> Iterator[None]:
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        index.execute("ROLLBACK")
        raise
    index.execute("COMMIT")


def _through(index: sqlite3.Connection) -> int:
    return int(index.execute("SELECT through FROM state").fetchone()[0])


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM store_edge WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _behind(index: sqlite3.Connection) -> int:
    through = _through(index)
    if through + 1 >= _size():
        return 0
    return File.objects.filter(through__gt=through)[: BEHIND_MAX + 1].count() or 1


def _changed(through: int) -> list[tuple[str, int]]:
    return list(File.objects.filter(through__gt=through).order_by("through").values_list("id", "through")[:CHUNK])


def _put(index: sqlite3.Connection, files: Sequence[tuple[str, int]]) -> None:
    rows = register.rows([file for file, _ in files])
    index.executemany("DELETE FROM word WHERE file = ?", [(file,) for file, _ in files])
    index.executemany(
        "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?)",
        [
            (file, of.kind.value, of.site, of.through, row.get("changed", ""), json.dumps(row, ensure_ascii=False))
            for file, (of, row) in rows.items()
            if row
        ],
    )
    index.executemany(
        "INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)",
        [
            (word, file, area, level)
            for file, (_, row) in rows.items()
            for text, area, level in derived.words(row)
            for word in scripts.tokens(text)
        ],
    )
    put_due(index, {file: (of, row) for file, (of, row) in rows.items()})
    if files:
        index.execute("UPDATE state SET through = max(through, ?) WHERE id = 1", (files[-1][1],))


def put_due(index: sqlite3.Connection, rows: Mapping[str, tuple[register.Outline, dict[str, Any]]]) -> None:
    """Replace what is owed on these files by what their derived rows say."""
    index.executemany("DELETE FROM due WHERE file = ?", [(file,) for file in rows])
    index.executemany(
        "INSERT OR REPLACE INTO due VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(file, of.kind.value, of.site, row.get("place", "")),
                *(one["rule"], one["step"], one["item"], one["since"], one["limit"], one["missed"]),
            )
            for file, (of, row) in rows.items()
            for one in row.get("due", ())
        ],
    )


def refreshed(rows: Mapping[str, tuple[register.Outline, dict[str, Any]]]) -> None:
    """Put what the sweep found into the index, of files whose acts have not changed."""
    index = opened()
    with _writing(index):
        put_due(index, rows)


def _in_background() -> None:
    def work() -> None:
        with _catching:
            try:
                for _ in catch_up():
                    pass
            finally:
                close()
                connection.close()

    if not _catching.locked():
        threading.Thread(target=work, name="open index", daemon=True).start()


def _filesystem(place: Path) -> str:
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    # Of two mounts on one point the later one is seen.
    over = [(point, kind) for point, kind in reversed(mounts) if place.is_relative_to(point.replace("\\040", " "))]
    return max(over, key=lambda mount: len(mount[0]))[1] if over else ""
