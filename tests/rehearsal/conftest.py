"""One invented bureau for all tests of this folder, and the cases that its entries make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

import pytest

from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.rehearsal import bureau
from nansen.statements import terms
from nansen.statements.model import Entry

SIZE = 600


@pytest.fixture(scope="session")
def officers() -> bureau.Officers:
    one, two, three, four, five = (f"{number:032x}" for number in range(1, 6))
    return bureau.Officers(registrar=one, interviewer=two, medical=three, protection=four, tracing=five)


@pytest.fixture(scope="session")
def span() -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime(2024, 8, 1, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 22, 15, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def files(officers: bureau.Officers, span: tuple[dt.datetime, dt.datetime]) -> tuple[tuple[Entry, ...], ...]:
    """The entries of 600 files, file by file as they came."""
    start, now = span
    stream = bureau.entries(1, SIZE, officers=officers, start=start, now=now)
    return tuple(tuple(entries) for _, entries in groupby(stream, key=lambda entry: entry.file))


@pytest.fixture(scope="session")
def cases(files: Sequence[Sequence[Entry]]) -> tuple[Case, ...]:
    return tuple(fold.of(entries, dictionary=terms.shipped()) for entries in files)
