"""Wishes: any sign of unwillingness holds, only a later G3 wish of his own lets go, nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nansen.casefile import wishes
from nansen.casefile.model import Grade
from nansen.statements.model import Manner, Source, Speaker
from nansen.statements.values import Absence, Absent, Text
from tests.casefile.people import DAY, case, entry, said

GOOD = {
    "private": "yes",
    "capacity": "able",
    "neutral_interpreter": "yes",
    "options_told": "yes",
    "leading_question": "no",
    "inducement": "no",
}
LATER = dt.timedelta(days=300)


def asked(id_, code, *, on="", to="", item="a", speaker="himself", manner="spoken", **how):
    """Return the act of asking him once, as well as it can be done but for what `how` says."""
    rows = {**GOOD, **how}
    rest = [said(f"wish.{term}", typed, item=item) for term, typed in rows.items() if typed]
    where = [said("wish.destination", to, item=item)] if to else []
    wish = said("wish.wish", code, speaker, manner, item=item, said=on)
    return entry(id_, wish, *where, *rest, at=DAY + LATER, form="wish")


def grades(*entries):
    return [(wish.code, wish.grade, wish.missing) for wish in wishes.of(case(*entries))]


def test_a_wish_repeated_after_seven_days_and_well_asked_is_g3():
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
def test_it_is_not_repeated(second, why):
    found = grades(asked("e0", "return", on="2025-02-01T12:00Z", to="KP"), asked("e1", "return", **second))

    assert found[1][1:] == (Grade.G2, ("repeated",)), why


def test_the_time_apart_is_a_policy_that_can_be_longer():
    both = (asked("e0", "stay", on="2025-02-01"), asked("e1", "stay", on="2025-02-20"))

    assert wishes.of(case(*both))[1].grade is Grade.G3
    assert wishes.of(case(*both), apart=dt.timedelta(days=30))[1].grade is Grade.G2


def test_a_repetition_counts_only_if_both_times_were_well_asked_and_nothing_else_was_said_between():
    poor = asked("e0", "return", on="2025-02-01", to="KP", private="no")
    good = asked("e1", "return", on="2025-03-01", to="KP")
    between = asked("e2", "undecided", on="2025-02-20", speaker="family", manner="reported")

    assert grades(poor, good)[1] == ("return", Grade.G2, ("repeated",))
    assert grades(asked("e0", "return", on="2025-02-01", to="KP"), good, between)[2] == (
        "return",
        Grade.G2,
        ("repeated",),
    )


def test_a_second_answer_written_into_the_same_item_repeats_nothing():
    first = asked("e0", "return", on="2025-02-01", to="KP")
    second = asked("e1", "return", on="2025-03-01", to="KP", item="e0/a")

    assert [wish.grade for wish in wishes.of(case(first, second))] == [Grade.G2, Grade.G2]


@pytest.mark.parametrize(
    ("how", "grade", "code"),
    [
        ({"speaker": "family"}, Grade.G0, ("himself", "direct")),
        ({"speaker": "witness", "manner": "reported"}, Grade.G0, ("himself", "expressed", "direct")),
        ({"manner": "reported"}, Grade.G0, ("expressed", "direct")),
        ({"manner": "silent"}, Grade.G0, ("expressed", "direct")),
        ({"manner": "video"}, Grade.G1, ("direct",)),
        ({"speaker": "published", "manner": "video"}, Grade.G1, ("direct",)),
        ({"private": "no"}, Grade.G1, ("private",)),
        ({"private": ""}, Grade.G1, ("private",)),
        ({"private": "declined"}, Grade.G1, ("private",)),
        ({"neutral_interpreter": ""}, Grade.G1, ("interpreter", "neutral_interpreter")),
        ({"neutral_interpreter": "no", "interpreter": "NIS-1"}, Grade.G2, ("neutral_interpreter",)),
        ({"manner": "nodded", "capacity": "limited"}, Grade.G2, ()),
        ({"manner": "written"}, Grade.G2, ()),
        ({"capacity": "unable"}, Grade.G2, ("capacity",)),
        ({"options_told": "no"}, Grade.G2, ("options_told",)),
        ({"leading_question": "yes"}, Grade.G2, ("open_question",)),
        ({"inducement": "yes"}, Grade.G2, ("no_inducement",)),
        ({"on": ""}, Grade.G2, ("dated",)),
        ({"on": "2031-01-01"}, Grade.G2, ("dated",)),
    ],
)
def test_what_lowers_a_grade_is_named(how, grade, code):
    found = grades(asked("e0", "return", **{"on": "2025-02-01", "to": "KP", **how}))

    assert found == [("return", grade, (*code, "repeated"))]


def test_two_answers_to_how_he_was_asked_lower_the_grade_and_are_not_mended_by_replacing():
    mended = entry("e1", said("wish.private", "yes", item="e0/a", replaces="e0.1"))

    assert grades(asked("e0", "stay", on="2025-02-01", private="no"), mended)[0][1] is Grade.G1


def test_the_interpreter_is_he_of_the_words_or_else_of_the_item():
    own = entry("e0", said("wish.wish", "stay", item="a", interpreter="NIS-1"))
    of_item = entry("e1", said("wish.wish", "stay", item="a"), said("wish.interpreter", "INT-2", item="a"))

    assert [wish.interpreter for wish in wishes.of(case(own, of_item))] == ["NIS-1", "INT-2"]


def test_wishes_come_by_when_they_were_said_then_by_the_ledger():
    found = case(
        asked("e0", "stay", on=""),
        asked("e1", "return", on="2025-03-01"),
        asked("e2", "undecided", on="2025-02-01"),
        entry("e3", said("wish.wish", "third_country", item="a"), said("wish.asked_on", "2025-02-01", item="a")),
    )

    assert [wish.item for wish in wishes.of(found)] == ["e3/a", "e2/a", "e1/a", "e0/a"]


def test_every_expression_is_there_with_its_code_also_what_is_no_answer():
    found = case(
        asked("e0", "not_asked", on="2025-02-01"),
        asked("e1", "cannot_communicate", on="2025-02-02"),
        asked("e2", "declined", on="2025-02-03"),
    )

    assert [wish.code for wish in wishes.of(found)] == ["not_asked", "cannot_communicate", "declined"]
    assert wishes.latest(found).code == "cannot_communicate"
    assert wishes.holds(found) == ()


def test_the_latest_of_what_was_asked_in_vain_and_of_nothing():
    assert wishes.latest(case(entry("e0"))) is None
    assert wishes.latest(case(asked("e0", "not_asked"), asked("e1", "declined"))).code == "declined"


def test_a_value_that_is_no_code_is_no_wish():
    odd = replace(said("wish.wish", "stay", item="a"), value=Text("to stay"))

    assert wishes.of(case(entry("e0", odd))) == ()


def contradictions(*pairs):
    entries = [asked(f"e{n}", code, to=to, on=f"2025-02-0{n + 1}") for n, (code, to) in enumerate(pairs)]
    return [bool(wish.contradicts) for wish in wishes.of(case(*entries))]


@pytest.mark.parametrize(
    ("left", "right", "otherwise"),
    [
        (("return", "KP"), ("unwilling_to_return", "KP"), True),
        (("return", ""), ("unwilling_to_return", "KP"), True),
        (("return", "RU"), ("unwilling_to_return", "KP"), False),
        (("return", "RU"), ("return", "KP"), True),
        (("return", "RU"), ("return", ""), False),
        (("unwilling_to_return", "RU"), ("unwilling_to_return", "KP"), False),
        (("unwilling_to_return", "KP"), ("stay", ""), False),
        (("unwilling_to_return", "KP"), ("third_country", "KR"), False),
        (("unwilling_to_return", "KP"), ("third_country", "KP"), True),
        (("unwilling_to_return", ""), ("third_country", ""), False),
        (("third_country", "KR"), ("third_country", "CH"), True),
        (("third_country", "KR"), ("stay", ""), True),
        (("stay", "UA"), ("stay", "CH"), False),
        (("return", "KP"), ("stay", ""), True),
        (("undecided", ""), ("stay", ""), True),
        (("cannot_communicate", ""), ("return", "KP"), False),
        (("declined", ""), ("return", "KP"), False),
    ],
)
def test_what_contradicts_what(left, right, otherwise):
    assert contradictions(left, right) == [otherwise, otherwise]


def test_contradictions_name_the_other_items():
    found = wishes.of(case(asked("e0", "return", to="KP"), asked("e1", "stay"), asked("e2", "stay")))

    assert [wish.contradicts for wish in found] == [("e1/a", "e2/a"), ("e0/a",), ("e0/a",)]


@pytest.mark.parametrize("code", ["unwilling_to_return", "stay", "third_country"])
@pytest.mark.parametrize("manner", ["nodded", "reported", "observed"])
@pytest.mark.parametrize("speaker", ["himself", "witness"])
def test_any_sign_of_unwillingness_holds_every_return(code, manner, speaker):
    found = case(asked("e0", code, manner=manner, speaker=speaker))

    assert [wish.code for wish in wishes.holds(found, destination="KP")] == [code]
    assert [wish.code for wish in wishes.holds(found)] == [code]


@pytest.mark.parametrize("code", ["return", "undecided", "cannot_communicate", "declined"])
def test_these_hold_nothing_by_themselves(code):
    assert wishes.holds(case(asked("e0", code))) == ()


def test_unwilling_of_one_destination_holds_that_one():
    found = case(asked("e0", "unwilling_to_return", to="KP"))

    assert len(wishes.holds(found, destination="KP")) == 1
    assert wishes.holds(found, destination="RU") == ()
    assert len(wishes.holds(found)) == 1


def returns(to, first="2025-03-01", second="2025-04-01"):
    return asked("r0", "return", to=to, on=first), asked("r1", "return", to=to, on=second)


@pytest.mark.parametrize(
    ("held", "back", "destination", "still"),
    [
        (("unwilling_to_return", "KP"), "KP", "KP", False),
        (("unwilling_to_return", "KP"), "KP", "", False),
        (("unwilling_to_return", "KP"), "RU", "KP", True),
        (("unwilling_to_return", "KP"), "", "KP", True),
        (("unwilling_to_return", ""), "KP", "KP", False),
        (("unwilling_to_return", ""), "KP", "RU", True),
        (("unwilling_to_return", ""), "KP", "", True),
        (("unwilling_to_return", ""), "", "", False),
        (("unwilling_to_return", ""), "", "KP", False),
        (("third_country", "KR"), "KP", "KP", False),
        (("third_country", "KR"), "KR", "KP", True),
        (("stay", ""), "KP", "KP", False),
    ],
)
def test_a_later_g3_return_lets_go_where_it_says(held, back, destination, still):
    found = case(asked("e0", held[0], to=held[1], on="2025-02-01"), *returns(back))

    assert [wish.code for wish in wishes.holds(found, destination=destination)] == [held[0]] * still


def test_later_means_after_under_every_reading():
    held = asked("e0", "unwilling_to_return", to="KP", on="2025-04-01")

    assert len(wishes.holds(case(held, *returns("KP", second="2025-04-01T23:00Z")))) == 1
    assert wishes.holds(case(held, *returns("KP", first="2025-04-02", second="2025-05-02"))) == ()


def test_an_unwilling_wish_without_a_time_counts_as_said_when_it_was_written_down():
    held = asked("e0", "unwilling_to_return", to="KP")

    assert len(wishes.holds(case(held, *returns("KP")))) == 1


def test_the_time_of_asking_counts_where_the_words_have_none_and_the_widest_where_two_are_told():
    item = [said("wish.wish", "stay", item="a"), said("wish.asked_on", "2025-02-01", item="a")]
    once = entry("e0", *item, at=DAY + LATER)
    twice = entry("e1", said("wish.asked_on", "2025-05-01", item="e0/a"), at=DAY + LATER)

    assert wishes.holds(case(once, *returns("KP")), destination="KP") == ()
    assert len(wishes.holds(case(once, twice, *returns("KP")), destination="KP")) == 1


def test_a_time_that_another_act_adds_makes_no_wish_older():
    undated = entry("e0", said("wish.wish", "stay", item="a"), at=DAY + LATER)
    added = entry("e1", said("wish.asked_on", "2024-01-01", item="e0/a"), at=DAY + LATER)

    assert len(wishes.holds(case(undated, added, *returns("KP")), destination="KP")) == 1


def test_a_good_way_of_asking_that_another_act_adds_does_not_count():
    added = entry("e1", said("wish.private", "yes", item="e0/a"))

    assert grades(asked("e0", "return", on="2025-02-01", private=""), added)[0][1] is Grade.G1


def test_a_revoked_return_lets_nothing_go():
    held, (first, second) = asked("e0", "unwilling_to_return", to="KP", on="2025-02-01"), returns("KP")
    revoked = entry("e9", said("wish.wish", Absent(Absence.UNKNOWN), item="r1/a", withdraws="r1.0"))

    found = case(held, first, second, revoked)

    assert [wish.code for wish in wishes.holds(found)] == ["unwilling_to_return"]
    assert next(wish for wish in wishes.of(found) if wish.item == "r1/a").missing == ("unrevoked",)


def test_a_withdrawal_says_nothing_itself_unless_its_words_would_hold():
    first = asked("e0", "return", on="2025-02-01")
    copied = entry("e1", said("wish.wish", "return", item="e0/a", withdraws="e0.0"), at=DAY + LATER)
    other = entry("e2", said("wish.wish", "stay", item="e0/a", withdraws="e0.0"), at=DAY + LATER)

    assert [wish.code for wish in wishes.of(case(first, copied))] == ["return"]
    assert [wish.code for wish in wishes.of(case(first, other))] == ["return", "stay"]


def test_another_act_can_widen_an_unwilling_wish_and_never_narrow_it():
    every = asked("e0", "unwilling_to_return")
    one = asked("e1", "unwilling_to_return", to="KP")
    narrowing = entry("e2", said("wish.destination", "RU", item="e0/a"), said("wish.destination", "RU", item="e1/a"))

    found = case(every, one, narrowing)

    assert [(wish.item, wish.destination) for wish in wishes.holds(found)] == [
        ("e0/a", ""),
        ("e0/a", "RU"),
        ("e1/a", "KP"),
        ("e1/a", "RU"),
    ]


def test_a_destination_that_another_act_adds_is_not_his_word_of_return():
    added = entry("e1", said("wish.destination", "KP", item="e0/a"), said("wish.destination", "unknown", item="e0/a"))

    assert [wish.destination for wish in wishes.of(case(asked("e0", "return"), added))] == [""]


@st.composite
def additions(draw):
    """Draw what may be added to a file on which an unwilling wish stands: never a well asked return."""
    entries = []
    for number in range(draw(st.integers(0, 6))):
        code = draw(st.sampled_from(("return", "stay", "undecided", "declined", "unwilling_to_return")))
        item = draw(st.sampled_from(("a", "e0/a", f"w{number - 1}/a")))
        term = draw(st.sampled_from(("wish.wish", "wish.destination", "wish.private", "wish.asked_on")))
        typed = {"wish.destination": "RU", "wish.private": "yes", "wish.asked_on": "2024-01-01"}.get(term, code)
        ended = {draw(st.sampled_from(("replaces", "withdraws"))): draw(st.sampled_from(("", "e0.0", "e0.1")))}
        speaker = draw(st.sampled_from(tuple(set(Speaker) - {Speaker.HIMSELF})))
        one = said(term, typed, speaker, draw(st.sampled_from(tuple(Manner))), item=item, said="2025-06-01", **ended)
        how = asked(f"w{number}", "return", to="KP", on=f"2025-0{number + 3}-01", private="no")
        entries += [entry(f"x{number}", one, at=DAY + LATER), how]
    return entries


@settings(max_examples=60)
@given(additions())
def test_an_unwilling_wish_holds_whatever_is_added_until_a_later_g3_return_of_his_own(added):
    held = asked("e0", "unwilling_to_return", to="KP", on="2025-02-01")
    well = asked("z0", "return", to="KP", on="2025-09-01"), asked("z1", "return", to="KP", on="2025-09-20")
    spoken = [replace(one, source=Source(Speaker.FAMILY)) for one in well[1].statements]

    def still(*entries):
        return "e0.0" in {wish.said.statement.id for wish in wishes.holds(case(*entries), destination="KP")}

    assert still(held, *added)
    assert still(held, *added, well[0], replace(well[1], statements=tuple(spoken)))
    assert not still(held, *well)
