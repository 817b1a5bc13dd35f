"""No history whatever leads to an allowed return of a man who is unwilling, or where a finding of risk stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import writing

from nansen.casefile import fold
from nansen.law import findings, gates, never, rulebook, view
from nansen.law.acts import DISPOSITIONS, REMOVAL, RETURN
from nansen.law.model import Profile
from nansen.law.never import Stop
from nansen.statements import parse, terms
from nansen.statements.model import Act, Entry

BOOK = rulebook.shipped()
NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2025, 5, 30)).map(lambda day: day.isoformat())
# What anybody may write down about a man, however often and in whatever order; nothing of it is a G3 wish of his own.
POOL = (
    "wish.wish = return @w{n} by officer how reported",
    "wish.wish = return @w{n} how nodded",
    "wish.wish = return @w{n} by witness how spoken",
    "wish.wish = return @w{n}",
    "wish.wish = undecided @w{n}",
    "wish.wish = cannot_communicate @w{n}",
    "wish.destination = KP @w{n}",
    "wish.private = yes @w{n}",
    "wish.asked_on = {day} @w{n}",
    "wish.options_told = yes @w{n}",
    "risk.destination = KP @r{n}",
    "risk.outcome = no_risk @r{n}",
    "risk.assessed_on = {day} @r{n}",
    "risk.assessed_by = Officer Two @r{n}",
    "risk.sources = Country report @r{n}",
    "risk.threshold = A real risk of torture @r{n}",
    "power.country = KP @p{n}",
    "power.basis = assessed @p{n}",
    "health.fit_to_travel = yes",
    "finding.class = DR @f{n}",
    "disposition.code = EXCH @d{n}",
    "disposition.stage = accepted @d{n}",
    "release.rule = gc3-118-unwilling @l{n}",
    "release.rule = nr-cat-3 @l{n}",
    "release.act = EXCH @l{n}",
    "release.destination = KP @l{n}",
    "override.rule = nr-cat-3 @o{n}",
    "override.rule = gc3-118-unwilling @o{n}",
    "override.act = REP-END @o{n}",
    "override.destination = KP @o{n}",
    "transfer.list_made_on = {day} @t{n}",
    "testimony.answer = consents @s{n}",
)
LINES = st.lists(
    st.tuples(st.sampled_from(POOL), st.integers(1, 3), DAYS, DAYS).map(
        lambda drawn: f"{drawn[0].format(n=drawn[1], day=drawn[2])} recorded {drawn[3]}T00:00Z"
    ),
    max_size=25,
)
UNWILLING = st.sampled_from(
    (
        ("wish.wish = unwilling_to_return @u", "wish.destination = KP @u"),
        ("wish.wish = unwilling_to_return @u",),
        ("wish.wish = unwilling_to_return @u how nodded",),
        ("wish.wish = unwilling_to_return @u by witness how reported", "wish.destination = KP @u"),
    )
)
LOWERED = ("profile.wish_apart = PT0H", "profile.wish_fresh = P99Y", "profile.risk_fresh = P99Y")


@settings(max_examples=150, deadline=None)
@given(history=LINES, sign=UNWILLING, act=st.sampled_from(sorted(REMOVAL | {"STAY"})), lowered=st.booleans())
def test_any_sign_that_he_is_unwilling_stops_every_way_there(
    history: list[str], sign: tuple[str, ...], act: str, lowered: bool
) -> None:
    case = writing.case([*history, *sign])
    profile = _profile(lowered)

    if act != "STAY":
        assert Stop.UNWILLING in never.against(case, act, destination="KP")
    assert not gates.passes(case, act, destination="KP", now=NOW, profile=profile)


@settings(max_examples=150, deadline=None)
@given(history=LINES, act=st.sampled_from(sorted(REMOVAL)), lowered=st.booleans())
def test_a_finding_of_risk_stops_every_way_there(history: list[str], act: str, lowered: bool) -> None:
    found = ["risk.destination = KP @x", "risk.outcome = risk @x", "risk.assessed_on = 2025-05-31 @x"]
    case = writing.case([*history, *(f"{line} recorded 2025-05-31T00:00Z" for line in found)])

    assert Stop.RISK in never.against(case, act, destination="KP")
    assert not gates.passes(case, act, destination="KP", now=NOW, profile=_profile(lowered))


@settings(max_examples=100, deadline=None)
@given(history=LINES, act=st.sampled_from(sorted(REMOVAL)), lowered=st.booleans())
def test_a_finding_of_risk_where_he_may_be_sent_on_stops_every_way_there(
    history: list[str], act: str, lowered: bool
) -> None:
    found = [
        "risk.destination = KP @x",
        "risk.onward = yes @x",
        "risk.onward_to = RU @x",
        "risk.onward_outcome = risk @x",
    ]
    case = writing.case([*history, *(f"{line} recorded 2025-05-31T00:00Z" for line in found)])

    assert Stop.ONWARD in never.against(case, act, destination="KP")
    assert Stop.RISK in never.against(case, act, destination="RU")
    assert not gates.passes(case, act, destination="KP", now=NOW, profile=_profile(lowered))


@settings(max_examples=60, deadline=None)
@given(history=LINES, act=st.sampled_from(["EXCH", "THIRD", "STAY"]))
def test_exchange_third_country_and_stay_need_his_own_proved_wish(history: list[str], act: str) -> None:
    case = writing.case(history)

    assert Stop.UNPROVED in never.against(case, act, destination="KP")
    assert not gates.passes(case, act, destination="KP", now=NOW)


@pytest.mark.parametrize("act", sorted(REMOVAL))
def test_the_rules_alone_stop_an_unwilling_man_too(act: str) -> None:
    case = writing.case(["wish.wish = unwilling_to_return @u how nodded", "wish.destination = KP @u"])

    opened = {gate.name: gate for gate in gates.of(case, act, destination="KP", now=NOW)}

    assert opened["wish"].passage.value == "barred"


@pytest.mark.parametrize("act", sorted(REMOVAL))
def test_the_rules_alone_stop_where_risk_is_found(act: str) -> None:
    case = writing.case(["risk.destination = KP @x", "risk.outcome = risk @x"])

    opened = {gate.name: gate for gate in gates.of(case, act, destination="KP", now=NOW)}

    assert opened["risk"].passage.value == "barred"


def test_a_later_proved_wish_of_his_own_lets_go() -> None:
    case = writing.case(
        [
            "wish.wish = unwilling_to_return @u",
            "wish.asked_on = 2025-01-12 @u",
            *proved("2025-02-01"),
            *proved("2025-02-10"),
        ]
    )

    assert never.against(case, "EXCH", destination="KP") == ()


def test_what_he_says_after_a_proved_wish_takes_it_back() -> None:
    after = ["wish.wish = undecided @z recorded 2025-03-01T00:00Z"]
    case = writing.case([*proved("2025-02-01"), *proved("2025-02-10"), *after])

    assert never.against(case, "EXCH", destination="KP") == (Stop.UNPROVED,)


def test_two_well_heard_wishes_that_are_written_down_in_one_hour_prove_nothing() -> None:
    unwilling = ["wish.wish = unwilling_to_return @u", "wish.asked_on = 2025-01-12 @u"]
    said = [*proved("2025-02-01", at="2025-02-10T20:00Z"), *proved("2025-02-10", at="2025-02-10T21:00Z")]

    found = never.against(writing.case([*unwilling, *said]), "EXCH", destination="KP")

    assert found == (Stop.UNWILLING, Stop.UNPROVED)


FOUND = ["risk.destination = KP @x from a", "risk.outcome = risk @x from a", "risk.assessed_on = 2025-01-10 @x from a"]
CLEARED = ("destination = KP", "outcome = no_risk", "assessed_on = 2025-03-01")
GROUNDS = ("assessed_by = Officer Two", "sources = Country report", "threshold = A real risk of torture")


@pytest.mark.parametrize(
    ("rows", "officer", "stops"),
    [
        ((*CLEARED, *GROUNDS), "b", ()),
        (CLEARED, "b", (Stop.RISK,)),
        ((*CLEARED, *GROUNDS), "a", (Stop.RISK,)),
    ],
)
def test_a_later_grounded_assessment_of_another_officer_clears_a_finding_of_risk(
    rows: tuple[str, ...], officer: str, stops: tuple[Stop, ...]
) -> None:
    case = writing.case([*FOUND, *(f"risk.{row} @y recorded 2025-03-02T00:00Z from {officer}" for row in rows)])

    assert never.against(case, "REP-MED", destination="KP") == stops


def test_risk_where_he_may_be_sent_on_stops_the_way_there_and_no_other() -> None:
    lines = ["destination = RU", "outcome = no_risk", "onward = yes", "onward_to = KP", "onward_outcome = risk"]
    case = writing.case([f"risk.{line} @x" for line in lines])

    assert never.against(case, "REP-MED", destination="RU") == (Stop.ONWARD,)
    assert never.against(case, "REP-MED", destination="KP") == (Stop.RISK,)
    assert never.against(case, "REP-MED", destination="KR") == ()
    assert never.against(case, "CONT", destination="RU") == ()


@pytest.mark.parametrize("how", ["withdraws", "replaces"])
@pytest.mark.parametrize(
    ("line", "instead", "finding"),
    [
        ("asylum.asked_on = 2025-01-10 @a", "unknown", "asylum_open"),
        ("captive.status_doubt = yes", "no", "status_doubt"),
        ("captive.age_doubt = yes", "no", "maybe_child"),
        ("care.what = self_harm_sign @c", "unknown", "self_harm"),
        ("care.what = death_order_alleged @c", "unknown", "self_harm"),
        ("interview.coercion_indicator = yes @i", "no", "coercion"),
    ],
)
def test_a_word_that_protects_him_holds_though_others_withdraw_or_replace_it(
    line: str, instead: str, finding: str, how: str
) -> None:
    before = writing.case([line])
    ((key, kept),) = before.lines.items()
    first = kept.said[0].statement
    value = parse.value(terms.shipped().term(first.term), instead)
    ended = replace(first, id=f"{'e' * 32}.0", item=key[0], value=value)
    ended = replace(ended, withdraws=first.id) if how == "withdraws" else replace(ended, replaces=first.id)
    entry = Entry(
        id="e" * 32, file=before.file, kind=before.kind, act=Act.ACT, form="capture", by="e" * 32, purpose="intake",
        at=NOW, statements=(ended,), number=9,
    )  # fmt: skip

    after = fold.on(before, entry, dictionary=terms.shipped())

    here = view.of(after, now=NOW, book=BOOK)
    assert findings.ask(here, finding)
    assert after.lines[key].said[0].ended_by == ended.id


def test_a_removal_to_nowhere_is_stopped() -> None:
    assert Stop.NOWHERE in never.against(writing.case([]), "RELEASE", destination="")


def test_what_is_no_removal_is_not_stopped_for_good() -> None:
    case = writing.case(["wish.wish = unwilling_to_return @u", "risk.destination = KP @x", "risk.outcome = risk @x"])

    for act in set(DISPOSITIONS) - REMOVAL - RETURN - {"STAY"}:
        assert never.against(case, act, destination="") == ()


def proved(day: str, wish: str = "return", destination: str = "KP", at: str = "") -> list[str]:
    """Return a wish that is heard as it must be; said and written down twice so, a week apart, it is G3."""
    item = f"g{day.replace('-', '')}"
    rows = {
        "wish": wish,
        "destination": destination,
        "asked_on": day,
        "private": "yes",
        "capacity": "able",
        "neutral_interpreter": "none_needed",
        "options_told": "yes",
        "leading_question": "no",
        "inducement": "no",
    }
    return [f"wish.{term} = {value} @{item} recorded {at or f'{day}T20:00Z'}" for term, value in rows.items()]


def _profile(lowered: bool) -> Profile:
    return writing.profile(LOWERED, BOOK.profile) if lowered else BOOK.profile


def test_no_policy_brings_the_two_sayings_of_a_wish_nearer_together() -> None:
    case = writing.case([*proved("2025-02-01"), *proved("2025-02-03")])
    profile = view.changed(BOOK.profile, "wish_apart", "PT0H")

    assert not gates.passes(case, "EXCH", destination="KP", now=NOW, profile=profile)
