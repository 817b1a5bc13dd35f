"""Duties: clocks run from what happened, doubt runs for the captive, and what is done late stays late."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law import pack, writing

from nansen.law import duties
from nansen.law.model import Book, Duty, Profile, State
from nansen.statements.model import Kind

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
CAME = ("custody.kind = camp @a", "custody.began = 2025-01-11T10:00Z @a")
LIMIT = dt.datetime(2025, 1, 18, 10, tzinfo=dt.UTC)
BASE = (
    'trigger = "came"', 'deadline = { kind = "treaty", within = "P7D" }', 'fulfilled_by = ["card", "wired"]',
    'ended_by = ["left"]',
)  # fmt: skip
CARD = pack.rule("card", "DUTY", *BASE)


def owed(rule: str, *lines: str, now: dt.datetime = NOW, lead: str = "PT0H", **policies: str) -> tuple[Duty, ...]:
    book = pack.book(rule)
    return duties.of(writing.case(lines), now=now, profile=_profile(book, lead=lead, **policies), book=book)


def _profile(book: Book, **policies: str) -> Profile:
    return writing.profile([f"profile.{name} = {value}" for name, value in policies.items()], book.profile)


def sent(when: str, item: str = "c") -> str:
    """Return the line of a card on a day, or of a wire at a minute."""
    term = "complaint.transmitted_at" if "T" in when else "card.sent_on"
    return f"{term} = {when} @{item}"


def at(text: str) -> dt.datetime:
    return writing.moment(text)


@pytest.mark.parametrize(
    ("shift", "state", "late"), [(-SECOND, "open", False), (0 * SECOND, "due", False), (SECOND, "overdue", True)]
)
def test_a_duty_is_open_before_its_limit_due_at_it_and_overdue_after(
    shift: dt.timedelta, state: str, late: bool
) -> None:
    (duty,) = owed(CARD, *CAME, now=LIMIT + shift)

    assert (duty.state, duty.late, duty.limit, duty.pending) == (State(state), late, LIMIT, True)
    assert (duty.rule.id, duty.since.first, duty.by) == ("card", at("2025-01-11T10:00Z"), None)


def test_no_duty_without_its_trigger_on_another_kind_of_file_or_before_it_happens() -> None:
    book = pack.book(CARD)

    assert owed(CARD, "custody.kind = escort @a", "custody.began = 2025-01-11T10:00Z @a") == ()
    assert owed(CARD, *CAME, now=at("2025-01-11T09:59Z")) == ()
    assert duties.of(writing.case(CAME, kind=Kind.OURS), now=NOW, book=book) == ()


def test_a_maximum_runs_from_the_earliest_bound_of_all_reports() -> None:
    (duty,) = owed(CARD, "custody.kind = camp @a", "custody.began = 2025-01-09/2025-01-11 @a")
    (two,) = owed(CARD, *CAME, "custody.began = 2025-01-10T08:00Z @a by captor")

    assert duty.limit == at("2025-01-16T00:00Z")
    assert two.limit == at("2025-01-17T08:00Z")


@pytest.mark.parametrize(
    ("done", "late"),
    [
        ("2025-01-18T10:00Z", False),
        ("2025-01-18T10:01Z", True),
        ("2025-01-18", False),  # of a mere day, the limit's own is in time
        ("2025-01-19", True),
        ("2025-01-17/2025-01-19", True),  # it may have been late: doubt runs for the captive
        ("2025-01-10/2025-01-12", False),  # it may have been sent before he came, and it may have been after
    ],
)
def test_done_late_stays_late_to_the_minute(done: str, late: bool) -> None:
    (duty,) = owed(CARD, *CAME, sent(done), now=at("2027-01-01T00:00Z"))

    assert (duty.state, duty.late, duty.pending) == (State.DONE, late, False)
    assert duty.by is not None
    assert duty.by.event == ("wired" if "T" in done else "card")


def test_two_reports_of_when_it_was_done_count_as_the_later() -> None:
    (duty,) = owed(CARD, *CAME, "card.sent_on = 2025-01-12 @c", "card.sent_on = 2025-02-12 @c by captor")

    assert (duty.state, duty.late) == (State.DONE, True)


def test_the_first_that_fulfils_counts_and_what_was_before_or_is_to_come_does_not() -> None:
    (before,) = owed(CARD, *CAME, "card.sent_on = 2025-01-10 @c")
    (planned,) = owed(CARD, *CAME, "card.sent_on = 2025-01-21 @c")
    (first,) = owed(CARD, *CAME, sent("2025-01-19T10:00Z"), sent("2025-01-12", "d"))

    assert (before.state, planned.state) == (State.OVERDUE, State.OVERDUE)
    assert (first.state, first.late) == (State.DONE, False)


@pytest.mark.parametrize(("ended", "late"), [("2025-01-15T10:00Z", False), ("2025-01-19T10:00Z", True)])
def test_what_ends_a_duty_is_told_and_ended_late_stays_late(ended: str, late: bool) -> None:
    (duty,) = owed(CARD, *CAME, "custody.ended_how = died @a", f"custody.ended = {ended} @a")

    assert (duty.state, duty.reason, duty.late) == (State.NOT_APPLICABLE, "left", late)
    assert duty.by is not None


def test_done_goes_before_ended() -> None:
    left = ("custody.ended_how = died @a", "custody.ended = 2025-01-13T10:00Z @a")
    (duty,) = owed(CARD, *CAME, *left, "card.sent_on = 2025-01-14 @c")

    assert duty.state is State.DONE


def test_when_and_any_decide_whether_it_is_owed_and_unless_spares_with_its_reason() -> None:
    rule = pack.rule(
        "card", "DUTY", *BASE, 'when = ["custody.kind is camp"]', 'any = ["papers_missing", "papers_false"]',
        'unless = ["female", "custody.custodian is North"]',
    )  # fmt: skip
    papers = "captive.papers_found = no"

    assert owed(rule, *CAME) == ()
    assert owed(rule, "custody.kind = transit @a", CAME[1], papers) == ()
    assert [duty.state for duty in owed(rule, *CAME, papers)] == [State.OVERDUE]
    (spared,) = owed(rule, *CAME, papers, "custody.custodian = North @a")
    assert (spared.state, spared.reason, spared.limit) == (State.NOT_APPLICABLE, "custody.custodian is North", None)


def test_what_its_paper_lacks_is_told_while_it_is_owed() -> None:
    rule = pack.rule("card", "DUTY", *BASE, 'needs = ["person.surname", "person.sex"]')

    assert [one.lacks for one in owed(rule, *CAME, "person.surname = declined")] == [("person.sex",)]
    assert [one.lacks for one in owed(rule, *CAME, "card.sent_on = 2025-01-12 @c")] == [()]


MONTHLY = pack.rule("card", "DUTY", *BASE, 'every = "P1M"')
WEEKLY = pack.rule("card", "DUTY", 'trigger = "came"', 'every_policy = "soon"', 'fulfilled_by = ["wired"]')


@pytest.mark.parametrize(
    ("done", "limit", "missed"),
    [
        ([], "2025-01-18T10:00Z", 0),
        (["2025-01-15T10:00Z"], "2025-02-15T10:00Z", 0),
        (["2025-01-15T10:00Z", "2025-01-16T10:00Z"], "2025-02-16T10:00Z", 0),
        (["2025-01-19T10:00Z"], "2025-02-19T10:00Z", 1),
        (["2025-01-19T10:00Z", "2025-03-01T10:00Z"], "2025-04-01T10:00Z", 2),
    ],
)
def test_a_recurring_duty_is_owed_again_after_each_time_and_counts_the_late_ones(
    done: list[str], limit: str, missed: int
) -> None:
    lines = [sent(when, f"c{number}") for number, when in enumerate(done)]

    (duty,) = owed(MONTHLY, *CAME, *lines, now=at("2025-03-02T00:00Z"))

    assert (duty.limit, duty.missed) == (at(limit), missed)
    assert duty.state is (State.OVERDUE if duty.limit and duty.limit < at("2025-03-02T00:00Z") else State.OPEN)


def test_doing_it_early_never_brings_the_next_time_nearer() -> None:
    rule = pack.rule("card", "DUTY", *BASE, 'every = "P2D"')

    (duty,) = owed(rule, *CAME, sent("2025-01-12T10:00Z"))

    assert duty.limit == LIMIT


def test_a_recurring_duty_without_a_first_limit_runs_from_the_trigger_and_ends_with_what_ends_it() -> None:
    every = pack.rule(
        "card", "DUTY", 'trigger = "came"', 'every = "P1W"', 'fulfilled_by = ["wired"]', 'ended_by = ["left"]'
    )
    left = ("custody.ended_how = released @a", "custody.ended = 2025-01-13T10:00Z @a")

    (running,) = owed(every, *CAME)
    (ended,) = owed(every, *CAME, *left, sent("2025-01-12T10:00Z"), sent("2025-01-20T10:00Z", "d"))

    assert running.limit == LIMIT
    assert (ended.state, ended.late, ended.missed) == (State.NOT_APPLICABLE, False, 0)
    assert ended.limit == at("2025-01-19T10:00Z")


def test_a_changed_profile_changes_the_limits() -> None:
    soonest = pack.rule(
        "card",
        "DUTY",
        'trigger = "came"',
        'deadline = { kind = "soonest", policy = "soon" }',
        'fulfilled_by = ["card"]',
    )

    assert [duty.limit for duty in owed(soonest, *CAME)] == [at("2025-01-13T10:00Z")]
    assert [duty.limit for duty in owed(soonest, *CAME, soon="P1M")] == [at("2025-02-11T10:00Z")]
    assert [duty.limit for duty in owed(WEEKLY, *CAME, soon="P9D")] == [at("2025-01-20T10:00Z")]


def test_a_duty_without_a_number_stays_open() -> None:
    (duty,) = owed(pack.rule("note", "DUTY", 'trigger = "came"', 'fulfilled_by = ["card"]'), *CAME)

    assert (duty.limit, duty.state, duty.late) == (None, State.OPEN, False)


BEFORE = pack.rule(
    "notice", "DUTY", 'trigger = "prosecuted"', 'deadline = { kind = "treaty", before = "trial" }',
    'fulfilled_by = ["notified"]', "same_item = true",
)  # fmt: skip
CASE = "legal.prosecution_decided_on = 2025-01-10 @l"


def test_what_is_owed_before_a_planned_event_is_owed_before_that_of_its_own_matter() -> None:
    (none,) = owed(BEFORE, CASE, "legal.trial_at = 2024-12-01T09:00Z @k")
    (planned,) = owed(BEFORE, CASE, "legal.trial_at = 2025-03-01T09:00Z @l", "legal.trial_at = 2025-02-01T09:00Z @k")

    assert (none.limit, none.state) == (None, State.OPEN)
    assert planned.limit == at("2025-03-01T09:00Z")


def test_what_is_owed_before_an_event_of_another_kind_is_owed_before_the_first_that_comes() -> None:
    rule = pack.rule("card", "DUTY", 'trigger = "came"', 'deadline = { kind = "treaty", before = "trial" }')

    (duty,) = owed(
        rule, *CAME, "legal.trial_at = 2024-12-01T09:00Z @k", "legal.trial_at = 2025-03-01T09:00Z @l",
        "legal.trial_at = 2025-02-01T09:00Z @m",
    )  # fmt: skip

    assert duty.limit == at("2025-02-01T09:00Z")


def test_of_one_matter_only_its_own_events_count_before_the_trigger_too() -> None:
    (other,) = owed(BEFORE, CASE, "legal.notice_power_received_on = 2025-01-15 @k")
    (own,) = owed(BEFORE, CASE, "legal.notice_power_received_on = 2025-01-05 @l")

    assert (other.state, own.state) == (State.OPEN, State.DONE)


def test_each_trigger_is_owed_for_itself() -> None:
    again = ("custody.kind = transit @b", "custody.began = 2025-01-14T10:00Z @b")

    assert [duty.limit for duty in owed(CARD, *CAME, *again)] == [LIMIT, at("2025-01-21T10:00Z")]


@pytest.mark.parametrize(
    ("lead", "within", "before", "due"),
    [
        ("PT24H", "P7D", "2025-01-17T09:59Z", "2025-01-17T10:00Z"),
        ("PT24H", "PT24H", "2025-01-11T21:59Z", "2025-01-11T22:00Z"),  # of a short clock half is left open
        ("P1M", "P3M", "2025-03-11T09:59Z", "2025-03-11T10:00Z"),
        ("", "P7D", "2025-01-17T09:59Z", "2025-01-17T10:00Z"),
        ("P999999Y", "P7D", "2025-01-14T21:59Z", "2025-01-14T22:00Z"),
    ],
)
def test_a_duty_is_due_from_the_lead_time_before_its_limit(lead: str, within: str, before: str, due: str) -> None:
    rule = pack.rule("card", "DUTY", 'trigger = "came"', f'deadline = {{ kind = "treaty", within = "{within}" }}')

    assert [one.state for one in owed(rule, *CAME, now=at(before), lead=lead)] == [State.OPEN]
    assert [one.state for one in owed(rule, *CAME, now=at(due), lead=lead)] == [State.DUE]


def test_what_is_pending_comes_first_by_its_limit_and_what_has_none_after() -> None:
    note = pack.rule("a-note", "DUTY", 'trigger = "came"')
    late = pack.rule("b-late", "DUTY", 'trigger = "came"', 'deadline = { kind = "policy", policy = "soon" }')
    done = pack.rule("c-done", "DUTY", *BASE)
    book = pack.book(note, done, late)

    found = duties.of(writing.case([*CAME, "card.sent_on = 2025-01-12 @c"]), now=NOW, book=book)

    assert [duty.rule.id for duty in found] == ["b-late", "a-note", "c-done"]


def test_without_a_book_the_shipped_pack_is_asked() -> None:
    found = duties.of(writing.case(["capture.at = 2025-01-09"]), now=NOW)

    assert any(duty.rule.id == "gc3-19-evacuate" for duty in found)


@given(
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from([CARD, MONTHLY, WEEKLY]),
    st.integers(0, 60),
)
def test_more_time_never_makes_late_undone(days: list[int], rule: str, later: int) -> None:
    moments = [LIMIT + dt.timedelta(days=day) for day in days]
    lines = [sent(f"{moment:%Y-%m-%dT%H:%M}Z", f"c{number}") for number, moment in enumerate(moments)]

    (early,) = owed(rule, *CAME, *lines, now=LIMIT + dt.timedelta(days=later))
    (late,) = owed(rule, *CAME, *lines, now=LIMIT + dt.timedelta(days=later + 30))

    assert late.missed >= early.missed
    assert late.late or late.missed or not early.late
