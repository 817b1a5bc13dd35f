"""One finding asked of a case in short lines, on 20 January 2025."""

from __future__ import annotations

import datetime as dt

from tests.law import pack, writing

from nansen.law import findings, view

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)


def finds(
    name: str, *lines: str, to: str = "", act: str = "EXCH", now: dt.datetime = NOW, profile: tuple[str, ...] = ()
) -> bool:
    """Return the answer of a finding."""
    book = pack.book()
    here = view.of(
        writing.case(lines), now=now, book=book, profile=writing.profile(profile, book.profile), act=act, destination=to
    )
    return findings.ask(here, name)
