"""What a rule looks at: its clauses, its findings, its trigger, and the events that it or they ask for."""

from __future__ import annotations

from tests.law import pack

from nansen.law import reads

CHAIN = """
[first]
at = "capture.at"
when = ["captive.papers_found is no"]
[second]
of = "card"
at = "card.sent_on"
when = ["first happened", "receipt happened"]
unless = ["third happened"]
[third]
at = "capture.at"
when = ["first happened"]
"""
LOOKS = ('when = ["female", "card did not happen"]', 'unless = ["unfit_to_travel"]', 'needs = ["person.eyes"]')


def test_a_bar_looks_at_clauses_findings_events_and_what_it_needs() -> None:
    book = pack.book(pack.rule("r", "BAR", *LOOKS, 'trigger = "came"'))

    assert reads.of(book.rules["r"], book) == {
        "person.sex", "card.sent_on", "health", "person.eyes", "custody.kind", "custody.began",
    }  # fmt: skip


def test_what_a_duty_needs_for_its_paper_decides_nothing() -> None:
    book = pack.book(pack.rule("r", "DUTY", *LOOKS, 'trigger = "captured"'))

    assert reads.of(book.rules["r"], book) == {"person.sex", "card.sent_on", "health", "capture.at"}


def test_an_event_looks_at_the_events_that_it_asks_for() -> None:
    book = pack.book(events=CHAIN)

    assert reads.event("second", book) == {
        "card.sent_on", "capture.at", "captive.papers_found", "effects.kind", "effects.found_by",
    }  # fmt: skip
    assert reads.event("receipt", book) == {"effects.kind", "effects.found_by"}
