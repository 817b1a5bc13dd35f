"""How fast papers are filled in and printed: one capture card, and a thousand in one file.

`python bench/papers.py [CARDS]`. Every card has another name, number and wound; medians of 30 single cards. The
captives are invented.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from pathlib import Path

from bench import table
from nansen.casefile import fold
from nansen.casefile.model import Case
from nansen.formats.papers import catalogue, press, sheets
from nansen.formats.papers.model import Sheet
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry, Kind, Manner, Source, Speaker, Statement

FONTS = (Path("src/nansen/desk/static/built/fonts"),)
SURNAMES = ("Ri", "Kim", "Pak", "Choe", "Han", "Олійник", "Zelenko", "Мороз")
HANGUL = "강고구권김노류문박배백서손송신안오유윤이임장전정조최한홍황"
HEALTH = ("good", "sick", "slightly_wounded", "seriously_wounded")
DAY = dt.date(2025, 1, 12)
SINGLE = 30


def case(number: int) -> Case:
    """Return the case of the invented captive of that number."""
    dictionary = terms.shipped()
    own = "".join(HANGUL[(number // len(HANGUL) ** place) % len(HANGUL)] for place in range(3))
    rows: dict[str, str | dict[str, str]] = {
        "person.surname": SURNAMES[number % len(SURNAMES)],
        "person.first_names": f"Chol {'Su' if number % 2 else 'Ho'}",
        "person.name_original": own,
        "person.father_first_name": "Yong Ho",
        "person.birth_date": str(dt.date(1995, 1, 1) + dt.timedelta(days=number)),
        "person.birth_place": {"words": "함경남도", "country": "KP"},
        "service.rank": "전사",
        "service.number": f"A-{number:05}",
        "power.country": "KP",
        "capture.at": "2025-01-09T10:20Z",
        "captive.pow_number": f"UA-2025-{number:05}",
        "captive.camp": {"words": "Camp West-1"},
        "health.state": HEALTH[number % len(HEALTH)],
        "kin.name": own[::-1],
        "kin.address": {"words": f"함흥시 회상구역 {number}", "country": "KP"},
    }
    id_ = f"{number:032x}"
    statements = tuple(
        Statement(
            id=f"{id_}.{index}",
            term=term,
            value=parse.value(dictionary.term(term), typed),
            source=Source(Speaker.HIMSELF),
            manner=Manner.SPOKEN,
            item="a" if dictionary.by_group[term.partition(".")[0]].repeats else "",
        )
        for index, (term, typed) in enumerate(rows.items())
    )
    at = dt.datetime(2025, 1, 12, 9, tzinfo=dt.UTC)
    act = Entry(id=id_, file=id_, kind=Kind.CAPTIVE, act=Act.ACT, form="capture", by="a" * 32, purpose="intake", at=at,
                statements=statements)  # fmt: skip
    return fold.of([act], dictionary=dictionary)


def card(one: Case) -> Sheet:
    """Return his capture card in Ukrainian and Korean."""
    return sheets.of(
        one,
        catalogue.paper("capture_card"),
        languages=("uk", "ko"),
        issued_on=DAY,
        office="National Information Bureau",
    )


def main(count: int) -> None:
    """Measure and write the table."""
    cases = [case(number) for number in range(1, max(count, SINGLE) + 1)]
    began = time.perf_counter()
    press.pdf([card(cases[0])], fonts=FONTS)
    cold = (time.perf_counter() - began) * 1e3
    singles = []
    for one in cases[:SINGLE]:
        began = time.perf_counter()
        press.pdf([card(one)], fonts=FONTS)
        singles.append((time.perf_counter() - began) * 1e3)
    warm, worst = statistics.median(singles), max(singles)
    began, worked = time.perf_counter(), time.process_time()
    filled = [card(one) for one in cases[:count]]
    filling = time.perf_counter() - began
    made = press.pdf(filled, fonts=FONTS)
    heap, work = time.perf_counter() - began, time.process_time() - worked
    table.write(
        "papers",
        "Papers",
        [
            ("first capture card of a process (words, locales and fonts read)", f"{cold:.0f} ms", "-", "-"),
            ("one capture card, warm, median (worst)", f"{warm:.0f} ms ({worst:.0f} ms)", "<= 50 ms",
             table.met(warm, 50, at_least=False)),
            (f"{count:,} capture cards in one PDF of {len(made) / 1e6:.1f} MB", f"{heap:.1f} s", "<= 5 s",
             table.met(heap, 5, at_least=False)),
            ("of it, processor time of all threads", f"{work:.1f} s", "-", "-"),
            ("of it, filling in the sheets", f"{filling:.2f} s", "-", "-"),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
