"""What tests stand on: a fresh register each, on SQLite, or on PostgreSQL when NANSEN_TEST_DATABASE=postgres.

The register of a test is a copy of one that was made once in the session by the same code that makes a real one. No
database is mocked, no table is emptied: a ledger only grows, so every test gets its own.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest

from tests import clusters

POSTGRES = os.environ.get("NANSEN_TEST_DATABASE") == "postgres"
ROOT = Path(tempfile.mkdtemp(prefix="nansen-test-", dir="/dev/shm"))  # tmpfs: fsync costs nothing, and stays on
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "nansen.desk.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs in the thread in which the tests ask the database
    "NANSEN_DATA": str(ROOT / "first"),
    "NANSEN_KEYS": str(ROOT / "first-keys"),
    "NANSEN_OPEN_DIR": str(ROOT / "first-open"),
}
_cluster = clusters.start(ROOT / "pg") if POSTGRES else None
if _cluster:
    os.environ["NANSEN_DATABASE"] = _cluster.url("template_nansen")

import django  # noqa: E402 - the environment comes first

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from nansen.casefile.model import Officer  # noqa: E402
from nansen.office import index, install, keys  # noqa: E402

hypothesis.settings.register_profile(
    "nansen",
    deadline=None,  # a machine under load is slow, not wrong
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
    derandomize=os.environ.get("CI") == "true",
)
hypothesis.settings.load_profile("nansen")

NOW = dt.datetime(2026, 3, 1, 22, 15, tzinfo=dt.UTC)
STAFF = (
    ("I. Tkach", "registrar", "north"),
    ("H. Sol", "interviewer", "north"),
    ("M. Vale", "protection", "north"),
    ("A. Orlan", "decider", "north"),
    ("B. Lind", "decider", "north"),
    ("T. Reuss", "tracing", "north"),
    ("R. Amon", "registrar", "south"),
    ("Z. Audin", "auditor", "north"),
    ("D. Sore", "medical", "north"),
)


class Bureau:
    """A register of a test's own, with its officers by role (`registrar`, `decider`, `decider2`, `registrar2` ...)."""

    def __init__(self, data: Path, keyring: Path, officers: dict[str, Officer]) -> None:
        self.data, self.keys, self.officers = data, keyring, officers
        self.now = NOW

    def __getitem__(self, role: str) -> Officer:
        return self.officers[role]


def pytest_sessionfinish() -> None:
    connection.close()
    if _cluster:
        _cluster.stop()
    shutil.rmtree(ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def _made() -> dict[str, Officer]:
    """Make the session's register, once."""
    install.make(origin="bureau.example/register")
    officers: dict[str, Officer] = {}
    for officer in install.first_officers([(*person, ()) for person in STAFF], now=NOW - dt.timedelta(days=400)):
        role = next(iter(officer.roles))
        officers[role if role not in officers else f"{role}2"] = officer
    connection.close()
    return officers


@contextmanager
def copied(officers: dict[str, Officer]) -> Iterator[Bureau]:
    """Give a fresh copy of the session's register, and take it away."""
    place = Path(tempfile.mkdtemp(dir=ROOT))
    shutil.copytree(ROOT / "first-keys", place / "keys")
    (place / "data").mkdir(mode=0o700)
    before = (settings.DATA, settings.KEYS, settings.OPEN_DIR, connection.settings_dict["NAME"])
    connection.close()
    if _cluster:
        name = _cluster.copy("template_nansen")
    else:
        name = str(place / "data" / "register.db")
        shutil.copy(ROOT / "first" / "register.db", name)
    settings.DATA, settings.KEYS, settings.OPEN_DIR = place / "data", place / "keys", place / "open"
    connection.settings_dict["NAME"] = name
    keys.forget()
    try:
        yield Bureau(place / "data", place / "keys", officers)
    finally:
        index.close()
        connection.close()
        settings.DATA, settings.KEYS, settings.OPEN_DIR, connection.settings_dict["NAME"] = before
        keys.forget()
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def bureau(_made: dict[str, Officer]) -> Iterator[Bureau]:
    """A fresh register with its first officers."""
    with copied(_made) as fresh:
        yield fresh


@pytest.fixture
def registers(_made: dict[str, Officer]) -> Callable[[], AbstractContextManager[Bureau]]:
    """What gives a fresh register as often as it is asked: one for every history that hypothesis draws."""
    return lambda: copied(_made)
