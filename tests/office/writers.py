"""Other processes of the office, that write forms one after the other until they have written enough, or are killed."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from django.db import connection
from tests.conftest import NOW, POSTGRES
from tests.office import forms

from nansen.casefile.model import Officer
from nansen.office import append, find, index, write
from nansen.statements.values import Text


@dataclass
class Writer:
    """A process at work, and the end of the pipe by which it tells what it was told is kept: number, id, file."""

    process: BaseProcess
    pipe: int

    def told(self) -> list[tuple[int, str, str]]:
        """Wait until it has ended and return what it was told is kept; half a line was told to nobody."""
        with os.fdopen(self.pipe) as lines:
            words = [line.split() for line in lines if line.endswith("\n")]
        self.process.join()
        return [(int(number), id_, file) for number, id_, file in words]

    def kill(self) -> None:
        """End it at once, wherever it is."""
        assert self.process.pid
        os.kill(self.process.pid, signal.SIGKILL)


def start(officer: Officer, count: int, *, file: str | None = None) -> Writer:
    """Start a process that keeps so many forms, on one file or on a new one each."""
    connection.close()
    index.close()
    ours, theirs = os.pipe()
    # Forked, for a fresh interpreter needs seconds to start; what it inherits of the database was closed before.
    process = multiprocessing.get_context("fork").Process(target=_work, args=(officer, count, file, theirs))
    process.start()
    os.close(theirs)
    return Writer(process, ours)


def _work(officer: Officer, count: int, file: str | None, pipe: int) -> None:
    for turn in range(count):
        mark = forms.said("person.marks", Text(f"scar {turn}"))
        (kept,) = write.record(forms.capture(officer, mark, file=file), officer=officer)
        os.write(pipe, f"{kept.number} {kept.id} {kept.file}\n".encode())
    connection.close()


def all_find(officer: Officer, count: int, query: str = "kim") -> list[set[str]]:
    """Let so many processes search at one moment and return what each found."""
    connection.close()
    index.close()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(count), context.Queue()

    def work() -> None:
        barrier.wait()
        page = find.by_words(query, officer=officer, purpose="intake", now=NOW)
        answers.put({item.file for item in page.found})
        connection.close()

    processes = [context.Process(target=work) for _ in range(count)]
    for process in processes:
        process.start()
    found = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    return found


@contextmanager
def locked() -> Iterator[None]:
    """Hold the lock of all writers and nothing else: no transaction is open, the database itself would let all in."""
    if POSTGRES:
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (append.LOCK,))
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s)", (append.LOCK,))
        other.close()
        return
    with Path(f"{connection.settings_dict['NAME']}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
        fcntl.flock(file, fcntl.LOCK_UN)  # said, not left to the closing: the forked writer holds the same open file
