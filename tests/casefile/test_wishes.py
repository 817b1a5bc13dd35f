"""Wishes: any sign of unwillingness holds, only a later G3 wish of his own lets go, nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casefile.people import DAY, LATER, asked, case, entry, said

from nansen.casefile import wishes
from nansen.casefile.wishes import APART
from nansen.statements.model import Entry, Manner, Source, Speaker
from nansen.statements.values import Absence, Absent, Text


def test_wishes_come_by_when_they_were_said_then_by_the_ledger() -> None:
    found = case(
        asked("e0", "stay", on=""),
        asked("e1", "return", on="2025-03-01"),
        asked("e2", "undecided", on="2025-02-01"),
        entry("e3", said("wish.wish", "third_country", item="a"), said("wish.asked_on", "2025-02-01", item="a")),
    )

    assert [wish.item for wish in wishes.of(found)] == ["e3/a", "e2/a", "e1/a", "e0/a"]


def test_every_expression_is_there_with_its_code_also_what_is_no_answer() -> None:
    found = case(
        asked("e0", "not_asked", on="2025-02-01"),
        asked("e1", "cannot_communicate", on="2025-02-02"),
        asked("e2", "declined", on="2025-02-03"),
    )

    assert [wish.code for wish in wishes.of(found)] == ["not_asked", "cannot_communicate", "declined"]
    assert wishes.latest(found).code == "cannot_communicate"
    assert wishes.holds(found) == ()


def test_the_latest_of_what_was_asked_in_vain_and_of_nothing() -> None:
    assert wishes.latest(case(entry("e0"))) is None
    assert wishes.latest(case(asked("e0", "not_asked"), asked("e1", "declined"))).code == "declined"


def test_a_value_that_is_no_code_is_no_wish() -> None:
    odd = replace(said("wish.wish", "stay", item="a"), value=Text("to stay"))

    assert wishes.of(case(entry("e0", odd))) == ()


def contradictions(*pairs: tuple[str, str]) -> list[bool]:
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
def test_what_contradicts_what(left: tuple[str, str], right: tuple[str, str], otherwise: bool) -> None:
    assert contradictions(left, right) == [otherwise, otherwise]


def test_contradictions_name_the_other_items() -> None:
    found = wishes.of(case(asked("e0", "return", to="KP"), asked("e1", "stay"), asked("e2", "stay")))

    assert [wish.contradicts for wish in found] == [("e1/a", "e2/a"), ("e0/a",), ("e0/a",)]


@pytest.mark.parametrize("code", ["unwilling_to_return", "stay", "third_country"])
@pytest.mark.parametrize("manner", ["nodded", "reported", "observed"])
@pytest.mark.parametrize("speaker", ["himself", "witness"])
def test_any_sign_of_unwillingness_holds_every_return(code: str, manner: str, speaker: str) -> None:
    found = case(asked("e0", code, manner=manner, speaker=speaker))

    assert [wish.code for wish in wishes.holds(found, destination="KP")] == [code]
    assert [wish.code for wish in wishes.holds(found)] == [code]


@pytest.mark.parametrize("code", ["return", "undecided", "cannot_communicate", "declined"])
def test_these_hold_nothing_by_themselves(code: str) -> None:
    assert wishes.holds(case(asked("e0", code))) == ()


def test_unwilling_of_one_destination_holds_that_one() -> None:
    found = case(asked("e0", "unwilling_to_return", to="KP"))

    assert len(wishes.holds(found, destination="KP")) == 1
    assert wishes.holds(found, destination="RU") == ()
    assert len(wishes.holds(found)) == 1


def returns(to: str, first: str = "2025-03-01", second: str = "2025-04-01") -> tuple[Entry, Entry]:
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
def test_a_later_g3_return_lets_go_where_it_says(
    held: tuple[str, str], back: str, destination: str, still: bool
) -> None:
    found = case(asked("e0", held[0], to=held[1], on="2025-02-01"), *returns(back))

    assert [wish.code for wish in wishes.holds(found, destination=destination)] == [held[0]] * still


def test_later_means_after_under_every_reading() -> None:
    held = asked("e0", "unwilling_to_return", to="KP", on="2025-04-01")

    assert len(wishes.holds(case(held, *returns("KP", second="2025-04-01T23:00Z")))) == 1
    assert wishes.holds(case(held, *returns("KP", first="2025-04-02", second="2025-05-02"))) == ()


def test_an_unwilling_wish_without_a_time_counts_as_said_when_it_was_written_down() -> None:
    held = asked("e0", "unwilling_to_return", to="KP")

    assert len(wishes.holds(case(held, *returns("KP")))) == 1


def test_the_time_of_asking_counts_where_the_words_have_none_and_the_widest_where_two_are_told() -> None:
    item = [said("wish.wish", "stay", item="a"), said("wish.asked_on", "2025-02-01", item="a")]
    once = entry("e0", *item, at=DAY + LATER)
    twice = entry("e1", said("wish.asked_on", "2025-05-01", item="e0/a"), at=DAY + LATER)

    assert wishes.holds(case(once, *returns("KP")), destination="KP") == ()
    assert len(wishes.holds(case(once, twice, *returns("KP")), destination="KP")) == 1


def test_nothing_was_said_after_it_was_written_down() -> None:
    held = asked("e0", "unwilling_to_return", to="KP", on="2025-02-01/2031-01-01")
    first, second = returns("KP", first="2026-03-01", second="2026-04-01")
    back = replace(first, at=DAY + 3 * LATER), replace(second, at=DAY + 3 * LATER + APART)

    assert wishes.holds(case(held, *back)) == ()


def test_a_time_that_another_act_adds_makes_no_wish_older() -> None:
    undated = entry("e0", said("wish.wish", "stay", item="a"), at=DAY + LATER)
    added = entry("e1", said("wish.asked_on", "2024-01-01", item="e0/a"), at=DAY + LATER)

    assert len(wishes.holds(case(undated, added, *returns("KP")), destination="KP")) == 1


def test_a_revoked_return_lets_nothing_go() -> None:
    held, (first, second) = asked("e0", "unwilling_to_return", to="KP", on="2025-02-01"), returns("KP")
    revoked = entry("e9", said("wish.wish", Absent(Absence.UNKNOWN), item="r1/a", withdraws="r1.0"))

    found = case(held, first, second, revoked)

    assert [wish.code for wish in wishes.holds(found)] == ["unwilling_to_return"]
    assert next(wish for wish in wishes.of(found) if wish.item == "r1/a").missing == ("unrevoked",)


def test_a_withdrawal_says_nothing_itself_unless_its_words_would_hold() -> None:
    first = asked("e0", "return", on="2025-02-01")
    copied = entry("e1", said("wish.wish", "return", item="e0/a", withdraws="e0.0"), at=DAY + LATER)
    other = entry("e2", said("wish.wish", "stay", item="e0/a", withdraws="e0.0"), at=DAY + LATER)

    assert [wish.code for wish in wishes.of(case(first, copied))] == ["return"]
    assert [wish.code for wish in wishes.of(case(first, other))] == ["return", "stay"]


def test_another_act_can_widen_an_unwilling_wish_and_never_narrow_it() -> None:
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


def test_a_destination_that_another_act_adds_is_not_his_word_of_return() -> None:
    added = entry("e1", said("wish.destination", "KP", item="e0/a"), said("wish.destination", "unknown", item="e0/a"))

    assert [wish.destination for wish in wishes.of(case(asked("e0", "return"), added))] == [""]


@st.composite
def additions(draw: st.DrawFn) -> list[Entry]:
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
def test_an_unwilling_wish_holds_whatever_is_added_until_a_later_g3_return_of_his_own(added: list[Entry]) -> None:
    held = asked("e0", "unwilling_to_return", to="KP", on="2025-02-01")
    well = asked("z0", "return", to="KP", on="2025-09-01"), asked("z1", "return", to="KP", on="2025-09-20")
    spoken = [replace(one, source=Source(Speaker.FAMILY)) for one in well[1].statements]

    def still(*entries: Entry) -> bool:
        return "e0.0" in {wish.said.statement.id for wish in wishes.holds(case(*entries), destination="KP")}

    assert still(held, *added)
    assert still(held, *added, well[0], replace(well[1], statements=tuple(spoken)))
    assert not still(held, *well)


TWICE = (
    asked("e1", "return", to="KP", on="2025-02-01"),
    asked("e2", "return", to="KP", on="2025-02-09"),
)


@pytest.mark.parametrize(
    ("more", "proved"),
    [
        ([], True),
        ([asked("e3", "return", to="KP", on="2025-02-12")], True),
        ([asked("e3", "undecided", on="2025-02-20")], False),
        ([asked("e3", "stay", on="2025-02-20")], False),
        ([asked("e3", "return", to="RU", on="2025-02-20")], False),
        ([asked("e3", "unwilling_to_return", to="KP", on="2025-02-20", speaker="witness", manner="reported")], False),
        ([asked("e3", "unwilling_to_return", to="RU", on="2025-02-20")], True),
        ([asked("e3", "undecided", on="2025-02-09")], False),  # the same day: nobody knows which was the last word
        ([asked("e3", "undecided", on="2025-01-20")], True),
        ([asked("e3", "undecided", on="2025-02-03")], False),  # between the two sayings
        ([asked("e3", "declined", on="2025-02-20")], True),
        ([asked("e3", "cannot_communicate", on="2025-02-20")], True),
    ],
)
def test_a_wish_is_proved_while_it_is_his_last_word(more: list[Entry], proved: bool) -> None:
    found = wishes.proved(case(*TWICE, *more), "return", destination="KP")

    assert (found is not None) is proved


def test_a_proved_wish_is_of_its_code_and_of_its_destination() -> None:
    whole = case(*TWICE)

    assert wishes.proved(whole, "return").item in {"e1/a", "e2/a"}
    assert wishes.proved(whole, "return", destination="KP").item == "e2/a"
    assert wishes.proved(whole, "return", destination="RU") is None
    assert wishes.proved(whole, "stay") is None
    assert wishes.proved(case(TWICE[0]), "return", destination="KP") is None
    assert wishes.proved(case(*TWICE), "return", destination="KP", apart=APART * 2) is None


THIRD = (
    asked("e1", "third_country", to="KR", on="2025-02-01"),
    asked("e2", "third_country", to="KR", on="2025-02-09"),
)


@pytest.mark.parametrize(
    ("sign", "to", "stands"),
    [
        (asked("e0", "unwilling_to_return", to="KR", on="2025-01-20"), "KR", False),
        (asked("e0", "unwilling_to_return", on="2025-01-20"), "KR", False),
        (asked("e0", "unwilling_to_return", on="2025-01-20"), "CH", True),
        (asked("e0", "unwilling_to_return", to="KP", on="2025-01-20"), "KR", False),
        (asked("e0", "unwilling_to_return", to="KP", on="2025-01-20"), "", True),
        (asked("e0", "unwilling_to_return", to="KR", on="2025-02-20"), "KR", True),
        (asked("e0", "unwilling_to_return", to="KR", on="2025-02-09"), "KR", True),  # the same day
        (asked("e0", "stay", on="2025-01-20"), "KR", False),
    ],
)
def test_a_sign_against_a_third_country_stands_until_his_proved_wish_for_that_very_country(
    sign: Entry, to: str, stands: bool
) -> None:
    found = wishes.against(case(sign, *THIRD), destination=to, instead="third_country")

    assert bool(found) is stands


def test_what_is_proved_for_another_way_lifts_no_sign() -> None:
    sign = asked("e0", "unwilling_to_return", to="KR", on="2025-01-20")

    assert wishes.against(case(sign, *THIRD), destination="KR", instead="stay")
    assert wishes.against(case(sign, THIRD[0]), destination="KR", instead="third_country")
