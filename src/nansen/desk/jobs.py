"""What is done when nobody waits for it: the nightly sweep, run by a worker that reads a queue in our own database.

A task's arguments are ids at most: the queue's table lies in clear.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from nansen.office import index, sweep

PAUSE_S = 30.0
_PR_SET_PDEATHSIG = 1


@task()
def swept() -> int:
    """Do the sweep of today on the files that have not had it, and return how many those were."""
    done = 0
    for _ in index.catch_up():
        pass
    for count in sweep.run(now=timezone.now()):
        done = count
    return done


def work(*, once: bool = False, stop: threading.Event | None = None) -> int:
    """Queue the sweep on every new day and do what the queue holds, until told to stop; return how many were queued.

    `once` does what there is to do now and returns.
    """
    stop = stop or threading.Event()
    queued, day = 0, None
    while not stop.is_set():
        if day != (day := timezone.now().date()) and sweep.waits(today=day):
            swept.enqueue()
            queued += 1
        call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
        if once:
            break
        stop.wait(PAUSE_S)
    return queued


def start() -> None:
    """Start the worker as a process of its own that ends with its parent, the server."""
    subprocess.Popen(
        [sys.executable, "-m", "nansen.desk.command", "work"],
        preexec_fn=_end_with_parent,  # noqa: PLW1509
    )


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    os.umask(0o077)
