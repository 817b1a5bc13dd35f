"""Whether an invented bureau lives: most of what the law asks is done in time, some late, a little is still open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from nansen.casefile import answers, wishes
from nansen.casefile.model import Case, Grade
from nansen.law import duties, order, rulebook, view
from nansen.law.model import Duty, State
from nansen.rehearsal import bureau, captives, custody, ends, places
from nansen.rehearsal.chance import Chance
from nansen.statements.model import Entry, Kind
from nansen.statements.values import Code, Date, Instant

Span = tuple[dt.datetime, dt.datetime]
Files = Sequence[Sequence[Entry]]


@pytest.fixture(scope="module")
def owed(cases: Sequence[Case], span: Span) -> tuple[tuple[Case, tuple[Duty, ...]], ...]:
    """The cases on which something is owed, each with its duties."""
    live = {Kind.CAPTIVE, Kind.REMAINS, Kind.REQUEST, Kind.PLACE}
    return tuple((case, duties.of(case, now=span[1])) for case in cases if case.kind in live)


def ended(case: Case) -> set[str]:
    """Return how the captivity ended."""
    return {answers.words(case, "custody.ended_how", item) for item in case.items("custody")} - {""}


def counted(owed: Sequence[tuple[Case, tuple[Duty, ...]]], *kinds: Kind) -> Iterator[Duty]:
    """Yield the duties with a clock that apply."""
    for case, found in owed:
        if case.kind in kinds:
            yield from (duty for duty in found if duty.limit and duty.state is not State.NOT_APPLICABLE)


def test_the_duties_of_a_captive_are_mostly_done_in_time(owed: Sequence[tuple[Case, tuple[Duty, ...]]]) -> None:
    # What comes again every month is never done; it is counted apart.
    once = [duty for duty in counted(owed, Kind.CAPTIVE) if not (duty.step.every or duty.step.every_policy)]

    in_time = sum(duty.state is State.DONE and not duty.late for duty in once) / len(once)
    late = sum(duty.state is State.DONE and duty.late for duty in once) / len(once)
    overdue = sum(duty.state is State.OVERDUE for duty in once) / len(once)

    assert 0.85 < in_time < 0.95
    assert 0.03 < late < 0.08
    assert 0.004 < overdue < 0.03


def test_what_comes_again_every_month_is_mostly_in_time(owed: Sequence[tuple[Case, tuple[Duty, ...]]]) -> None:
    again = [duty for duty in counted(owed, Kind.CAPTIVE) if duty.step.every]

    assert len(again) > 600
    assert 0 < sum(duty.state is State.OVERDUE for duty in again) / len(again) < 0.05


def test_most_captives_have_nothing_overdue_and_some_have(owed: Sequence[tuple[Case, tuple[Duty, ...]]]) -> None:
    captives = [found for case, found in owed if case.kind is Kind.CAPTIVE]

    overdue = sum(any(duty.state is State.OVERDUE for duty in found) for found in captives)

    assert 0.05 < overdue / len(captives) < 0.25


@pytest.mark.parametrize("kind", [Kind.REMAINS, Kind.REQUEST, Kind.PLACE])
def test_the_dead_the_enquiries_and_the_camps_are_seen_to(
    owed: Sequence[tuple[Case, tuple[Duty, ...]]], kind: Kind
) -> None:
    states = Counter(duty.state for duty in counted(owed, kind))

    assert states[State.DONE] / states.total() > 0.5
    assert states[State.OVERDUE] / states.total() < 0.15


def test_no_dates_of_a_file_contradict_each_other(cases: Sequence[Case], span: Span) -> None:
    views = [view.of(case, now=span[1], book=rulebook.shipped()) for case in cases]

    assert not any(order.contradict(one) for one in views)


def test_only_who_proved_that_he_wants_it_is_exchanged(cases: Sequence[Case]) -> None:
    home = [case for case in cases if ended(case) == {"exchanged"}]

    assert len(home) > 5
    assert all(any(wish.grade is Grade.G3 and wish.code == "return" for wish in wishes.of(case)) for case in home)
    assert {wish.code for case in home for wish in wishes.of(case)} == {"return"}


def test_every_message_is_whole(files: Files) -> None:
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for entries in files:
        for entry in entries:
            for one in entry.statements:
                if entry.form == "message":
                    rows.setdefault((entry.id, one.item), {})[one.term.removeprefix("message.")] = one.value

    whole = {"type", "to", "exported_at", "channel", "addressee", "sent_at", "receipt", "signature", "seal"}

    assert {frozenset(row) for row in rows.values()} == {frozenset(whole), frozenset(whole | {"to_power"})}
    assert {row["type"] for row in rows.values()} > {Code("CAPTURE"), Code("TRANSFER"), Code("HOSPITAL"), Code("DEATH")}
    assert len({row["signature"] for row in rows.values()}) == len(rows)


def test_nothing_that_happened_is_written_down_before(files: Files) -> None:
    early = {
        one.term
        for entries in files
        for entry in entries
        for one in entry.statements
        if (isinstance(one.value, Instant) and one.value.first > entry.at)
        or (isinstance(one.value, Date) and one.value.first > entry.at.date())
    }

    assert early == set()


def test_no_file_of_a_small_bureau_is_a_camp_and_a_large_one_has_each_camp_once() -> None:
    assert [places.count(size) for size in (0, 59, 60, 600, 100_000)] == [0, 0, 1, 5, 5]


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, None, None), (0.05, 8.4, 35.0), (0.5, 0.35, 4.9)])
def test_what_is_owed_is_never_done_late_or_in_time(share: float, least: float | None, most: float | None) -> None:
    since = dt.datetime(2025, 1, 9, tzinfo=dt.UTC)
    chance = Chance(1)
    drawn = iter((share, 0.4))
    chance.random = lambda: next(drawn)  # type: ignore[method-assign]

    at = chance.promptly(since, 7)

    if least is None or most is None:
        assert at is None
    else:
        assert at is not None
        assert since + dt.timedelta(days=least) <= at <= since + dt.timedelta(days=most)


def test_who_wants_to_go_home_to_another_army_than_the_russian_stays() -> None:
    chance, at = Chance(1), dt.datetime(2025, 1, 9, tzinfo=dt.UTC)
    men = [captives.invent(chance, at) for _ in range(200)]

    ended = {
        (man.person.army, end and end.how)
        for man in men
        if (end := ends.come(chance, man, custody.journey(chance, man), wants=at)) or man.person.army == "KP"
    }

    assert ended == {("RU", "exchanged"), ("KP", None)}


def test_in_a_large_bureau_what_is_rare_comes_up_too(officers: bureau.Officers, span: Span) -> None:
    stream = tuple(bureau.entries(5, 4_000, officers=officers, start=span[0], now=span[1]))
    said = Counter((entry.kind, one.term, one.value) for entry in stream for one in entry.statements)
    killed = {
        entry.file
        for entry in stream
        for one in entry.statements
        if (one.term, one.value) == ("death.kind", Code("caused_by_person"))
    }
    inquired = {entry.file for entry in stream for one in entry.statements if one.term == "death.inquiry_opened_on"}

    assert killed == inquired != set()
    assert said[Kind.REQUEST, "request.answer", Code("held_back")] > 0
    assert said[Kind.REQUEST, "message.type", Code("REPLY")] > 0
    assert said[Kind.CAPTIVE, "measure.what", Code("inquiry_ended")] > 10
    assert said[Kind.CAPTIVE, "effects.disposition", Code("with_him")] > 10
