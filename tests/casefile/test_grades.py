"""Grades: a wish is worth as much as the way in which it was asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.casefile.people import asked, case, entry, said

from nansen.casefile import wishes
from nansen.casefile.model import Grade
from nansen.statements.model import Entry, Source, Speaker


def grades(*entries: Entry) -> list[tuple[str, Grade, tuple[str, ...]]]:
    return [(wish.code, wish.grade, wish.missing) for wish in wishes.of(case(*entries))]


def test_a_wish_repeated_after_seven_days_and_well_asked_is_g3() -> None:
    found = grades(
        asked("e0", "return", on="2025-02-01T12:00Z", to="KP"), asked("e1", "return", on="2025-02-08T12:00Z", to="KP")
    )

    assert found == [("return", Grade.G2, ("repeated",)), ("return", Grade.G3, ())]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ({"on": "2025-02-08T11:59Z", "to": "KP"}, "a minute too early"),
        ({"on": "2025-02-08", "to": "KP"}, "perhaps too early: some time of that day"),
        ({"on": "2025-02-09T12:00Z", "to": "RU"}, "another destination"),
        ({"on": "2025-02-09T12:00Z"}, "no destination"),
    ],
)
def test_it_is_not_repeated(second: dict[str, str], why: str) -> None:
    found = grades(asked("e0", "return", on="2025-02-01T12:00Z", to="KP"), asked("e1", "return", **second))

    assert found[1][1:] == (Grade.G2, ("repeated",)), why


@pytest.mark.parametrize(
    ("first", "second", "grade"),
    [
        ("2025-03-01T12:00Z", "2025-03-01T13:00Z", Grade.G2),  # two forms in one hour are one asking
        ("2025-03-01T12:00Z", "2025-03-01T12:00Z", Grade.G2),
        ("2025-03-01T12:00Z", "2025-03-08T11:59Z", Grade.G2),
        ("2025-03-01T12:00Z", "2025-03-08T12:59Z", Grade.G3),
        ("2025-03-08T12:00Z", "2025-03-01T12:00Z", Grade.G2),  # the later asking was written down first
    ],
)
def test_it_is_repeated_only_where_it_was_written_down_a_week_later_too(first: str, second: str, grade: Grade) -> None:
    both = (
        asked("e0", "return", on="2025-02-01", to="KP", written=first),
        asked("e1", "return", on="2025-02-10", to="KP", written=second),
    )

    assert [wish.grade for wish in wishes.of(case(*both))] == [Grade.G2, grade]
    assert (wishes.proved(case(*both), "return", destination="KP") is None) is (grade is Grade.G2)


def test_the_time_apart_is_a_policy_that_can_be_longer() -> None:
    both = (asked("e0", "stay", on="2025-02-01"), asked("e1", "stay", on="2025-02-20"))
    late = (both[0], asked("e1", "stay", on="2025-03-10"))
    soon = (asked("e0", "stay", on="2025-02-01", written="2025-02-20"), late[1])

    assert wishes.of(case(*both))[1].grade is Grade.G3
    assert wishes.of(case(*both), apart=dt.timedelta(days=30))[1].grade is Grade.G2
    assert wishes.of(case(*late), apart=dt.timedelta(days=30))[1].grade is Grade.G3
    assert wishes.of(case(*soon), apart=dt.timedelta(days=30))[1].grade is Grade.G2


def test_a_repetition_counts_only_if_both_times_were_well_asked_and_nothing_else_was_said_between() -> None:
    poor = asked("e0", "return", on="2025-02-01", to="KP", private="no")
    good = asked("e1", "return", on="2025-03-01", to="KP")
    between = asked("e2", "undecided", on="2025-02-20", speaker="family", manner="reported")

    assert grades(poor, good)[1] == ("return", Grade.G2, ("repeated",))
    assert grades(asked("e0", "return", on="2025-02-01", to="KP"), good, between)[2] == (
        "return",
        Grade.G2,
        ("repeated",),
    )


def test_a_second_answer_written_into_the_same_item_repeats_nothing() -> None:
    first = asked("e0", "return", on="2025-02-01", to="KP")
    second = asked("e1", "return", on="2025-03-01", to="KP", item="e0/a")

    assert [wish.grade for wish in wishes.of(case(first, second))] == [Grade.G2, Grade.G2]


@pytest.mark.parametrize(
    ("how", "grade", "code"),
    [
        ({"speaker": "family"}, Grade.G0, ("himself", "direct")),
        ({"speaker": "witness", "manner": "reported"}, Grade.G0, ("himself", "expressed", "direct", "words")),
        ({"manner": "reported"}, Grade.G0, ("expressed", "direct", "words")),
        ({"manner": "silent"}, Grade.G0, ("expressed", "direct", "words")),
        ({"manner": "video"}, Grade.G1, ("direct", "words")),
        ({"speaker": "published", "manner": "video"}, Grade.G1, ("direct", "words")),
        ({"private": "no"}, Grade.G1, ("private",)),
        ({"private": ""}, Grade.G1, ("private",)),
        ({"private": "declined"}, Grade.G1, ("private",)),
        ({"neutral_interpreter": "", "interpreter": ""}, Grade.G1, ("interpreter", "neutral_interpreter")),
        ({"neutral_interpreter": ""}, Grade.G2, ("neutral_interpreter",)),
        ({"interpreter": ""}, Grade.G1, ("interpreter",)),
        ({"interpreter": "unknown"}, Grade.G1, ("interpreter",)),
        ({"neutral_interpreter": "none_needed", "interpreter": ""}, Grade.G2, ()),
        ({"neutral_interpreter": "no", "interpreter": "NIS-1"}, Grade.G2, ("neutral_interpreter",)),
        ({"manner": "nodded", "capacity": "limited"}, Grade.G2, ("words",)),
        ({"manner": "gesture"}, Grade.G2, ("words",)),
        ({"manner": "written"}, Grade.G2, ()),
        ({"capacity": "unable"}, Grade.G2, ("capacity",)),
        ({"options_told": "no"}, Grade.G2, ("options_told",)),
        ({"leading_question": "yes"}, Grade.G2, ("open_question",)),
        ({"inducement": "yes"}, Grade.G2, ("no_inducement",)),
        ({"on": ""}, Grade.G2, ("dated",)),
        ({"on": "2031-01-01"}, Grade.G2, ("dated",)),
    ],
)
def test_what_lowers_a_grade_is_named(how: dict[str, str], grade: Grade, code: tuple[str, ...]) -> None:
    found = grades(asked("e0", "return", **{"on": "2025-02-01", "to": "KP", **how}))

    assert found == [("return", grade, (*code, "repeated"))]


def test_two_answers_to_how_he_was_asked_lower_the_grade_and_are_not_mended_by_replacing() -> None:
    mended = entry("e1", said("wish.private", "yes", item="e0/a", replaces="e0.1"))

    assert grades(asked("e0", "stay", on="2025-02-01", private="no"), mended)[0][1] is Grade.G1


def test_the_interpreter_is_he_of_the_words_or_else_of_the_item() -> None:
    own = entry("e0", said("wish.wish", "stay", item="a", interpreter="NIS-1"))
    of_item = entry("e1", said("wish.wish", "stay", item="a"), said("wish.interpreter", "INT-2", item="a"))

    assert [wish.interpreter for wish in wishes.of(case(own, of_item))] == ["NIS-1", "INT-2"]


def test_a_good_way_of_asking_that_another_act_adds_does_not_count() -> None:
    added = entry("e1", said("wish.private", "yes", item="e0/a"))

    assert grades(asked("e0", "return", on="2025-02-01", private=""), added)[0][1] is Grade.G1


@pytest.mark.parametrize(
    ("how", "grade"),
    [
        ({"neutral_interpreter": "yes", "interpreter": "INT-1"}, Grade.G3),
        ({"neutral_interpreter": "none_needed", "interpreter": ""}, Grade.G3),
        ({"manner": "written"}, Grade.G3),
        ({"neutral_interpreter": "yes", "interpreter": ""}, Grade.G1),
        ({"neutral_interpreter": "no"}, Grade.G2),
        ({"manner": "nodded"}, Grade.G2),
        ({"manner": "gesture"}, Grade.G2),
        ({"manner": "silent"}, Grade.G0),
    ],
)
def test_only_words_through_one_who_is_named_or_needless_let_a_hold_go(how: dict[str, str], grade: Grade) -> None:
    held = asked("e0", "unwilling_to_return", on="2025-01-01", to="KP", manner="nodded")
    back = (asked(f"e{n}", "return", on=f"2025-0{n + 1}-01", to="KP", **how) for n in (1, 2))

    found = case(held, *back)

    assert wishes.of(found)[-1].grade is grade
    assert bool(wishes.holds(found, destination="KP")) == (grade is not Grade.G3)


def test_an_interpreter_named_with_the_words_is_named_and_one_whom_another_act_adds_is_not() -> None:
    nameless = asked("e0", "return", on="2025-02-01", interpreter="")
    words = replace(nameless.statements[0], source=Source(Speaker.HIMSELF, interpreter="INT-1"))
    added = entry("e1", said("wish.interpreter", "INT-1", item="e0/a"))

    assert grades(replace(nameless, statements=(words, *nameless.statements[1:])))[0][2] == ("repeated",)
    assert grades(nameless, added)[0][2] == ("interpreter", "repeated")
