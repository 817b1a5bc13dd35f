"""What stops an act or stands against a file, and how narrow the way past it is."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import pack, writing

from nansen.law import bars
from nansen.law.model import Block
from nansen.statements.model import Kind

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
PAPERS = "captive.papers_found = no"
HELD = pack.rule(
    "held", "HOLD", 'when = ["papers_missing"]', 'on = ["EXCH", "XFER", "close_file"]', 'gate = "identity"',
    'released_by = ["decider", "protection"]',
)  # fmt: skip
RATIO = pack.rule("ratio", "BAR", 'when = ["seriously_ill"]', 'on = "EXCH"', 'gate = "medical"', "overridable = true")
RELEASE = ("rule = held", "act = EXCH", "destination = RU", "role = decider", "reason = His papers were seen.")
OVERRIDE = ("rule = ratio", "act = EXCH", "destination = RU", "ground = He asks for it himself.")


def against(
    *lines: str, act: str = "EXCH", to: str = "RU", item: str = "", profile: tuple[str, ...] = ()
) -> tuple[Block, ...]:
    book = pack.book(HELD, RATIO, EACH, STEP, NOTE, BACK)
    office = writing.profile(profile, book.profile)
    return bars.against(writing.case(lines), act, destination=to, item=item, now=NOW, book=book, profile=office)


EACH = pack.rule(
    "each", "WARN", 'trigger = "prosecuted"', 'when = ["legal.notice_him_on is not given"]', 'on = "trial"'
)
STEP = pack.rule("step", "HOLD", 'needs = ["disposition.told_him_on"]', 'on = "STAY"', 'gate = "paperwork"')
NOTE = pack.rule("note", "INFO", 'when = ["card did not happen"]', 'on = "interview"')
BACK = pack.rule(
    "back", "HOLD", 'trigger = "came"', 'when = ["card happened since"]', 'on = "burial"', 'released_by = ["decider"]'
)


def release(*lines: str, group: str = "release", item: str = "r", on: str = "2025-01-18T00:00Z") -> list[str]:
    return [f"{group}.{line} @{item} recorded {on}" for line in lines]


def ids(found: tuple[Block, ...]) -> list[tuple[str, bool]]:
    return [(block.rule.id, block.stops) for block in found]


def test_a_rule_speaks_only_to_its_acts_and_its_kinds_of_file() -> None:
    ours = writing.case([PAPERS], kind=Kind.OURS)

    assert ids(against(PAPERS)) == [("held", True)]
    assert against(PAPERS, act="THIRD") == ()
    assert bars.against(ours, "EXCH", destination="RU", now=NOW, book=pack.book(HELD)) == ()


def test_bars_come_first_and_every_block_tells_what_it_rests_on() -> None:
    held, ratio = reversed(against(PAPERS, "health.seriously_ill = yes", "health.state = sick"))

    assert [block.rule.id for block in (ratio, held)] == ["ratio", "held"]
    assert [said.statement.term for said in ratio.because] == ["health.seriously_ill", "health.state"]
    assert [said.statement.term for said in held.because] == ["captive.papers_found"]
    assert (held.lifted, held.lacks, held.item) == ("", (), "")


def test_a_rule_with_a_trigger_bites_on_each_item_and_can_be_asked_of_one() -> None:
    lines = [f"legal.prosecution_decided_on = 2025-01-1{n} @{n}x" for n in (1, 2, 3)]
    lines += ["legal.notice_him_on = 2025-01-15 @2x"]

    found = against(*lines, act="trial")
    items = [block.item for block in found]
    one = against(*lines, act="trial", item=items[1])

    assert len(items) == 2
    assert [block.item for block in one] == [items[1]]
    assert [said.statement.term for said in one[0].because] == ["legal.prosecution_decided_on"]


def test_a_trigger_of_the_whole_file_bites_once() -> None:
    rule = pack.rule("once", "INFO", 'trigger = "captured"', 'on = "interview"')
    events = '[looked]\nof = "file"\nat = "weighing.weighed_on"\n'
    many = pack.rule("many", "INFO", 'trigger = "looked"', 'on = "interview"')
    case = writing.case(
        ["capture.at = 2025-01-09", "weighing.weighed_on = 2025-01-10 @a", "weighing.weighed_on = 2025-01-11 @b"]
    )

    found = bars.against(case, "interview", now=NOW, book=pack.book(rule, many, events=events))

    assert [block.rule.id for block in found] == ["many", "once"]


def test_what_it_rests_on_has_the_trigger_first_each_once_and_an_end() -> None:
    lines = ["custody.kind = camp @a", "custody.began = 2025-01-11T10:00Z @a"]
    lines += [f"card.sent_on = 2025-01-13 @c{number}" for number in range(20)]

    (block,) = against(*lines, act="burial", to="")

    terms = [said.statement.term for said in block.because]
    assert terms[0] == "custody.began"
    assert terms.count("custody.began") == 1
    assert len(terms) == bars.BECAUSE_MAX


def test_a_rule_with_a_step_bites_until_that_is_answered() -> None:
    (block,) = against(act="STAY", to="")

    assert block.lacks == ("disposition.told_him_on",)
    assert against("disposition.told_him_on = declined @d", act="STAY", to="") == ()


def test_what_stands_against_a_file_is_asked_without_an_act() -> None:
    book = pack.book(pack.rule("open", "HOLD", 'when = ["papers_missing"]'), HELD)

    assert ids(bars.standing(writing.case([PAPERS]), now=NOW, book=book)) == [("open", True)]


def test_a_release_of_a_named_role_with_its_reason_lifts_a_hold_for_that_act_and_place() -> None:
    (lifted,) = against(PAPERS, *release(*RELEASE))

    assert (lifted.stops, lifted.lifted.rpartition("/")[2]) == (False, "r")
    assert ids(against(PAPERS, *release(*RELEASE), act="XFER")) == [("held", True)]
    assert ids(against(PAPERS, *release(*RELEASE), to="KP")) == [("held", True)]
    assert ids(against(PAPERS, *release(*RELEASE), to="")) == [("held", True)]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("rule = held", "rule = other"),
        ("act = EXCH", "act = XFER"),
        ("destination = RU", "destination = KP"),
        ("destination = RU", "destination = unknown"),
        ("role = decider", "role = medical"),
        ("role = decider", "at = 2025-01-18"),
        ("reason = His papers were seen.", "at = 2025-01-18"),
    ],
)
def test_a_release_of_another_rule_act_place_or_role_or_without_a_reason_lifts_nothing(line: str, instead: str) -> None:
    lines = [instead if one == line else one for one in RELEASE]

    assert ids(against(PAPERS, *release(*lines))) == [("held", True)]


def test_one_release_is_of_one_rule_and_one_act() -> None:
    assert ids(against(PAPERS, *release(*RELEASE, "rule = ratio"))) == [("held", True)]
    assert ids(against(PAPERS, *release(*RELEASE, "act = XFER"))) == [("held", True)]


def test_an_act_without_a_place_is_released_without_one() -> None:
    lines = [line.replace("EXCH", "close_file") for line in RELEASE if "destination" not in line]

    assert ids(against(PAPERS, *release(*lines), act="close_file", to="")) == [("held", False)]
    assert ids(against(PAPERS, *release(*lines), act="close_file", to="RU")) == [("held", True)]


@pytest.mark.parametrize(("until", "stops"), [("2025-01-20", False), ("2025-01-19", True)])
def test_a_release_ends_with_its_last_day(until: str, stops: bool) -> None:
    assert ids(against(PAPERS, *release(*RELEASE, f"until = {until}"))) == [("held", stops)]


@pytest.mark.parametrize(
    ("on", "profile", "stops"),
    [
        ("2025-01-17T12:00Z", (), False),  # three days ago to the second
        ("2025-01-17T11:59Z", (), True),
        ("2025-01-17T11:59Z", ("profile.release_lasts = P7D",), False),
        ("2025-01-13T12:00Z", ("profile.release_lasts = P7D",), False),
        ("2025-01-13T11:00Z", ("profile.release_lasts = P7D",), True),
        ("2025-01-19T11:00Z", ("profile.release_lasts = P1D",), True),
        ("2025-01-17T11:59Z", ("profile.release_lasts = ",), True),
    ],
)
def test_a_release_without_an_end_lasts_as_long_as_the_policy_says(
    on: str, profile: tuple[str, ...], stops: bool
) -> None:
    assert ids(against(PAPERS, *release(*RELEASE, on=on), profile=profile)) == [("held", stops)]
    unknown = release(*RELEASE, "until = unknown", on=on)
    assert ids(against(PAPERS, *unknown, profile=profile)) == [("held", stops)]


@pytest.mark.parametrize(("until", "stops"), [("2025-01-20", False), ("2025-01-19", True), ("2025-06-01", False)])
@pytest.mark.parametrize("lasts", ["PT1H", "P3D", "P99Y"])
def test_a_release_that_names_its_end_follows_that_and_no_policy(until: str, lasts: str, stops: bool) -> None:
    old = release(*RELEASE, f"until = {until}", on="2025-01-13T00:00Z")

    assert ids(against(PAPERS, *old, profile=(f"profile.release_lasts = {lasts}",))) == [("held", stops)]


def test_a_release_is_void_once_a_fact_that_its_rule_reads_was_changed() -> None:
    changed = "captive.papers_found = no recorded 2025-01-19T00:00Z"
    other = "person.surname = Kim recorded 2025-01-19T00:00Z"

    assert ids(against(PAPERS, *release(*RELEASE), other)) == [("held", False)]
    assert ids(against(PAPERS, *release(*RELEASE), changed)) == [("held", True)]
    again = release(*RELEASE, item="s", on="2025-01-20T00:00Z")
    assert ids(against(PAPERS, *release(*RELEASE), changed, *again)) == [("held", False)]


def test_a_fact_is_what_bears_the_trigger_and_the_events_of_a_rule_too() -> None:
    lines = ["custody.kind = camp @a", "custody.began = 2025-01-11T10:00Z @a", "card.sent_on = 2025-01-12 @c"]
    lines += release("rule = back", "act = burial", "role = decider", "reason = Seen.")

    assert ids(against(*lines, act="burial", to="")) == [("back", False)]
    for later in ("card.sent_on = 2025-01-14 @d", "custody.ended = 2025-01-19 @a", "custody.began = 2025-01-15 @b"):
        found = ids(against(*lines, f"{later} recorded 2025-01-19T00:00Z", act="burial", to=""))
        assert found == [("back", later.startswith(("card", "custody.began")))], later


def test_a_withdrawn_release_lifts_nothing() -> None:
    case = writing.case([PAPERS, *release(*RELEASE)])
    lines = {key: line for key, line in case.lines.items() if key[1] != "release.rule"}
    bare = type(case)(file=case.file, kind=case.kind, lines=lines, entries=case.entries)

    assert ids(bars.against(bare, "EXCH", destination="RU", now=NOW, book=pack.book(HELD))) == [("held", True)]


ILL = "health.seriously_ill = yes"


def test_a_bar_is_overridden_with_its_ground_where_the_rule_allows_it() -> None:
    over = release(*OVERRIDE, group="override", on="2025-01-13T00:00Z")

    assert ids(against(ILL, *over)) == [("ratio", False)]
    assert ids(against(ILL, *over[:3])) == [("ratio", True)]
    assert ids(against(ILL, *over, to="KP")) == [("ratio", True)]
    assert ids(against(ILL, *over, "health.state = sick recorded 2025-01-15T00:00Z")) == [("ratio", True)]


def test_a_release_never_lifts_a_bar_nor_an_override_a_hold() -> None:
    bar = release(*(line.replace("held", "ratio") for line in RELEASE))
    hold = release(*(line.replace("ratio", "held") for line in OVERRIDE), group="override")

    assert ids(against(ILL, *bar)) == [("ratio", True)]
    assert ids(against(PAPERS, *hold)) == [("held", True)]


def test_an_ended_release_of_a_hold_says_nothing_of_an_override() -> None:
    ended = release(*RELEASE, "until = 2025-01-19")

    assert ids(against(ILL, *ended, *release(*OVERRIDE, group="override", item="o"))) == [("ratio", False)]


@pytest.mark.parametrize("rule", ["gc3-118-unwilling", "gc3-109-not-against-will", "nr-cat-3"])
def test_nothing_that_is_recorded_ever_lifts_a_rule_on_a_wish_or_a_risk(rule: str) -> None:
    facts = ["wish.wish = unwilling_to_return @w", "risk.destination = RU @k", "risk.outcome = risk @k"]
    lifts = [
        *release(*(line.replace("held", rule) for line in RELEASE)),
        *release(*(line.replace("ratio", rule) for line in OVERRIDE), group="override", item="o"),
    ]

    assert (rule, True) in ids(against(*facts, *lifts))


def test_a_notice_and_a_warning_stop_nothing() -> None:
    assert ids(against(act="interview", to="")) == [("note", False)]
    assert against("card.sent_on = 2025-01-12 @c", act="interview", to="") == ()


def test_without_a_book_the_shipped_pack_is_asked() -> None:
    found = bars.against(writing.case(["wish.wish = unwilling_to_return @w"]), "EXCH", destination="KP", now=NOW)

    assert "gc3-118-unwilling" in {block.rule.id for block in found}
    assert isinstance(bars.standing(writing.case([]), now=NOW), tuple)
