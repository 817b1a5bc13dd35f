"""The law's speed: the duties and gates of one file, and the nightly sweep of many.

`python bench/law.py [files]` prints the table for docs/reference/benchmarks.md: duties and gates of the files of an
invented bureau, each measured against folding the same file, which every page does anyway.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from itertools import groupby

from nansen.casefile import fold
from nansen.law import duties, gates, rulebook
from nansen.rehearsal import bureau
from nansen.statements import terms
from nansen.statements.model import Kind

NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
OFFICERS = bureau.Officers(registrar="0" * 32, interviewer="1" * 32)


def main(size: int = 2_000) -> None:
    """Measure and print."""
    start = NOW - dt.timedelta(days=600)
    entries = list(bureau.entries(1, size, officers=OFFICERS, start=start, now=NOW))
    files = [list(one) for _, one in groupby(entries, key=lambda entry: entry.file)]
    cases = [fold.of(one, dictionary=terms.shipped()) for one in files]
    captives = [case for case in cases if case.kind is Kind.CAPTIVE]
    folded = _ms(lambda: [fold.of(one, dictionary=terms.shipped()) for one in files], len(files))
    owed = _ms(lambda: [duties.of(case, now=NOW) for case in captives], len(captives))
    gated = _ms(lambda: [gates.of(case, "EXCH", destination="RU", now=NOW) for case in captives], len(captives))
    pending = sum(duty.pending for case in captives for duty in duties.of(case, now=NOW))
    print(f"rules {len(rulebook.shipped().rules)}, captives {len(captives)}, duties still to be done {pending}")
    print("| what | ms a file | to folding the file |")
    print("|---|---|---|")
    for name, took in (("folding", folded), ("duties", owed), ("ten gates of one disposition", gated)):
        print(f"| {name} | {took:.2f} | {took / folded:.1f} |")


def _ms(work: Callable[[], object], files: int) -> float:
    """Return the least milliseconds a file of three runs."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took) / files * 1000


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
