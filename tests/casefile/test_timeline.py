"""The timeline: what happened in the order of time, what was only written down in no order of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.casefile.people import DICTIONARY, FILE, case, entry, moment, said

from nansen.casefile import timeline
from nansen.casefile.model import Case
from nansen.statements.model import Entry, Kind
from nansen.statements.values import Text, Value


def told(*entries: Entry) -> list[tuple[str, str]]:
    return [(event.term, event.said.statement.id) for event in timeline.of(case(*entries), dictionary=DICTIONARY)]


def test_events_come_by_their_first_bound_then_by_the_ledger() -> None:
    found = told(
        entry("e0", said("custody.began", "2025-01-11", item="a"), said("capture.at", "2025-01-09T10:00Z")),
        entry("e1", said("custody.ended", "2025-01-11", item="a"), said("capture.at", "2025-01")),
    )

    assert found == [
        ("capture.at", "e1.1"),
        ("capture.at", "e0.1"),
        ("custody.began", "e0.0"),
        ("custody.ended", "e1.0"),
    ]


def test_statements_of_one_time_come_by_their_number_not_by_their_line() -> None:
    many = [said("custody.began", "2025-01-11", item=f"i{n}") for n in range(11)]

    assert [id_ for _, id_ in told(entry("e0", *many))] == [f"e0.{n}" for n in range(11)]


def test_a_wish_is_an_event_when_it_was_said_and_how_it_was_asked_is_none() -> None:
    found = told(
        entry(
            "e0",
            said("wish.private", "yes", item="a", said="2025-02-01"),
            said("wish.wish", "stay", item="a", said="2025-02-01"),
            said("wish.wish", "stay", item="a", said="2025-02-01"),
            said("wish.wish", "stay", item="a"),
            said("wish.asked_on", "2025-02-02", item="a"),
        )
    )

    assert found == [("wish.wish", "e0.1"), ("wish.wish", "e0.2"), ("wish.asked_on", "e0.4")]


def test_an_interview_is_one_event_for_each_time_at_which_something_was_said() -> None:
    found = told(
        entry(
            "e0",
            said("interview.language", "ko", item="a", said="2025-02-01"),
            said("interview.orders", "To stay", item="a", said="2025-02-01"),
            said("interview.orders", "To go", item="a", said="2025-02-03"),
            said("interview.orders", "To wait", item="a"),
            said("interview.language", "ko", item="b", said="2025-02-01"),
            said("interview.began", "2025-02-02", item="a", said="2025-02-05"),
        )
    )

    assert found == [
        ("interview.language", "e0.0"),
        ("interview.language", "e0.4"),
        ("interview.began", "e0.5"),
        ("interview.orders", "e0.2"),
    ]


def test_birth_papers_and_unknown_terms_are_no_events_and_replaced_dates_are() -> None:
    found = told(
        entry(
            "e0",
            said("person.birth_date", "1999"),
            said("person.surname", "Ri", said="2025-01-01"),
            said("document.birth_date_on_it", "1990", item="a"),
            replace(said("capture.at", "2025-01-09"), term="unheard.of"),
            said("capture.at", "2025-01-09"),
            said("capture.at", "unknown"),
        ),
        entry("e1", said("capture.at", "2025-01-08", replaces="e0.4")),
    )

    assert found == [("capture.at", "e1.0"), ("capture.at", "e0.4")]


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        (moment("2025-01-09T10:00Z"), (dt.datetime(2025, 1, 9, 10, tzinfo=dt.UTC),) * 2),
        (
            said("person.birth_date", "2025-01").value,
            (dt.datetime(2025, 1, 1, tzinfo=dt.UTC), dt.datetime(2025, 1, 31, 23, 59, 59, tzinfo=dt.UTC)),
        ),
        (Text("once"), None),
        (None, None),
    ],
)
def test_bounds_are_the_first_and_the_last_second(value: Value | None, bounds: timeline.Span | None) -> None:
    assert timeline.bounds(value) == bounds


def test_a_statement_of_an_act_that_the_case_does_not_show_comes_last() -> None:
    one = case(entry("e0", said("person.surname", "Ri"))).line("person.surname").said[0]

    assert timeline.order(Case(file=FILE, kind=Kind.CAPTIVE))(one) == (0, 0)
