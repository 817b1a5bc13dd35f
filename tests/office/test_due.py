"""The due board counts what an officer may know of, lists it most urgent first, and keeps who was shown which files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.casefile.model import Officer
from nansen.office import due, index, register, write
from nansen.office.due import Asked, Board, Urgency
from nansen.statements.model import Act, Kind, Sensitivity, Statement
from nansen.statements.values import Code, Date, Instant, Place

pytestmark = pytest.mark.db
CARD, AT_ONCE = "gc3-70-capture-card", "gc3-70-capture-card-soonest"
ARRIVED = dt.datetime(2026, 2, 22, 10, 0, tzinfo=dt.UTC)
LIMIT = ARRIVED + dt.timedelta(days=7)
SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)


def at(moment: dt.datetime) -> Instant:
    return Instant(moment, moment)


def stay(place: str = "Camp Luhova", began: dt.datetime = ARRIVED) -> tuple[Statement, ...]:
    """Return what a custody form says of a man who came to a camp."""
    return (
        forms.said("custody.kind", Code("camp"), item="stay"),
        forms.said("custody.began", at(began), item="stay"),
        forms.said("custody.place", Place(place), item="stay"),
    )


def held(officer: Officer, name: str = "Kim Chol", place: str = "Camp Luhova", began: dt.datetime = ARRIVED) -> str:
    """Keep the file of a captive in a camp and return its id."""
    entry = forms.opened(officer, name, forms.said("capture.at", at(began - DAY)))
    write.record(forms.capture(officer, *stay(place, began), file=entry.file, form="custody"), officer=officer)
    return entry.file


def counted(officer: Officer, *, purpose: str = "intake", now: dt.datetime = NOW) -> Board:
    return due.board(officer=officer, purpose=purpose, now=now)


def of(board: Board, rule: str) -> dict[Urgency, int]:
    return {urgency: count for (known, urgency), count in board.rules.items() if known == rule}


def test_a_duty_is_open_then_due_then_overdue_to_the_second(bureau: Bureau) -> None:
    held(bureau["registrar"])

    moments = (LIMIT - DAY - SECOND, LIMIT - DAY, LIMIT, LIMIT + SECOND)
    found = [of(counted(bureau["registrar"], now=now), CARD) for now in moments]

    assert found == [{Urgency.OPEN: 2}, {Urgency.DUE: 2}, {Urgency.DUE: 2}, {Urgency.OVERDUE: 2}]


def test_the_counts_by_article_place_and_day_agree(bureau: Bureau) -> None:
    held(bureau["registrar"], "Kim Chol", "Camp Luhova")
    held(bureau["registrar"], "Ri Myong", "Camp Brid", ARRIVED - DAY)

    board = counted(bureau["registrar"])

    assert of(board, CARD) == {Urgency.OVERDUE: 4}
    assert {place for place, _ in board.places} == {"Camp Luhova", "Camp Brid"}
    assert board.places["Camp Luhova", Urgency.OVERDUE] == board.places["Camp Brid", Urgency.OVERDUE]
    for urgency in Urgency:
        by_place = sum(count for (_, one), count in board.places.items() if one is urgency)
        by_day = sum(count for (_, one), count in board.days.items() if one is urgency)
        assert board.total(urgency) == by_place == by_day


def test_a_count_names_no_file_in_its_read_entry(bureau: Bureau) -> None:
    held(bureau["registrar"])

    entry = register.entry(counted(bureau["registrar"]).read)

    assert (entry.act, entry.form, entry.file, entry.shown, entry.opened) == (
        Act.READ, "read:due", bureau["registrar"].staff, (), None,
    )  # fmt: skip


def test_a_list_keeps_which_files_it_showed_and_begins_with_the_longest_overdue(bureau: Bureau) -> None:
    later = held(bureau["registrar"])
    earlier = held(bureau["registrar"], "Ri Myong", "Camp Brid", ARRIVED - DAY)

    page = due.lines(Asked(rule=CARD), officer=bureau["registrar"], purpose="intake", now=LIMIT)

    told = [(one.file, one.step, one.limit, one.urgency, one.place) for one in page.owed]
    assert told == [
        (earlier, "cta", LIMIT - DAY, Urgency.OVERDUE, "Camp Brid"),
        (earlier, "family", LIMIT - DAY, Urgency.OVERDUE, "Camp Brid"),
        (later, "cta", LIMIT, Urgency.DUE, "Camp Luhova"),
        (later, "family", LIMIT, Urgency.DUE, "Camp Luhova"),
    ]
    entry = register.entry(page.read)
    assert (entry.form, entry.shown, entry.opened) == ("read:due", (earlier, later), Sensitivity.S4)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(), 4),
        (Asked(place="Camp Brid"), 2),
        (Asked(place="Camp"), 0),
        (Asked(day="2026-03-01"), 2),
        (Asked(day="2026-02-28"), 2),
        (Asked(urgency="overdue"), 2),
        (Asked(urgency="due"), 2),
        (Asked(urgency="open"), 0),
        (Asked(place="Camp Brid", urgency="due"), 0),
        (Asked(place="' OR 1 = 1 --"), 0),
    ],
)
def test_what_is_asked_for_together_holds_together(bureau: Bureau, asked: Asked, count: int) -> None:
    held(bureau["registrar"])
    held(bureau["registrar"], "Ri Myong", "Camp Brid", ARRIVED - DAY)

    asked = replace(asked, rule=CARD)
    page = due.lines(asked, officer=bureau["registrar"], purpose="intake", now=LIMIT)

    assert len(page.owed) == count


def test_of_another_site_and_of_files_not_assigned_an_officer_is_told_nothing(bureau: Bureau) -> None:
    held(bureau["registrar"])

    for role, purpose in (
        ("registrar2", "intake"),
        ("decider", "protection"),
        ("medical", "care"),
        ("auditor", "audit"),
    ):
        board = counted(bureau[role], purpose=purpose)
        page = due.lines(Asked(), officer=bureau[role], purpose=purpose, now=NOW)

        assert [of(board, rule) for rule in (CARD, AT_ONCE)] == [{}, {}], role
        assert [one for one in page.owed if one.kind is Kind.CAPTIVE] == [], role


def test_an_assigned_file_is_counted_for_him_to_whom_it_is_assigned(bureau: Bureau) -> None:
    file = held(bureau["registrar"])
    held(bureau["registrar"], "Ri Myong")
    mine = replace(bureau["decider"], assigned=frozenset({file}))

    board = counted(mine, purpose="protection")
    page = due.lines(Asked(rule=CARD), officer=mine, purpose="protection", now=NOW)

    assert of(board, CARD) == {Urgency.OVERDUE: 2}
    assert {one.file for one in page.owed} == {file}


def test_who_may_not_see_custody_is_told_of_no_duty_that_rests_on_it_and_of_no_place(bureau: Bureau) -> None:
    held(bureau["registrar"])

    board = counted(bureau["tracing"], purpose="tracing")
    page = due.lines(Asked(rule=AT_ONCE), officer=bureau["tracing"], purpose="tracing", now=NOW)
    asked = due.lines(Asked(place="Camp Luhova"), officer=bureau["tracing"], purpose="tracing", now=NOW)

    assert of(board, CARD) == {}
    assert of(board, AT_ONCE) == {Urgency.OVERDUE: 1}
    assert {place for place, _ in board.places} == {""}
    assert [one.place for one in page.owed] == [""]
    assert asked.owed == ()


def test_a_page_holds_fifty_and_says_that_there_are_more(bureau: Bureau) -> None:
    held(bureau["registrar"])
    opened = index.opened()
    row = opened.execute("SELECT * FROM due WHERE rule = ? AND step = 'cta'", (CARD,)).fetchone()
    opened.executemany(
        "INSERT INTO due VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(f"{n:032x}", *row[1:]) for n in range(1, 51)]
    )

    page = due.lines(Asked(rule=CARD), officer=bureau["registrar"], purpose="intake", now=NOW)

    assert (len(page.owed), page.more) == (due.PAGE, True)
    assert len(register.entry(page.read).shown) <= due.PAGE


def test_what_is_done_leaves_the_board(bureau: Bureau) -> None:
    file = held(bureau["registrar"])
    sent = (
        forms.said("card.to", Code("cta"), item="card"),
        forms.said("card.sent_on", Date(LIMIT.date(), LIMIT.date()), item="card"),
    )
    assert of(counted(bureau["registrar"]), CARD) == {Urgency.OVERDUE: 2}

    write.record(forms.capture(bureau["registrar"], *sent, file=file, form="kin"), officer=bureau["registrar"])

    assert of(counted(bureau["registrar"]), CARD) == {Urgency.OVERDUE: 1}
