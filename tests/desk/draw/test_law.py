"""The law in words: what is owed, what stands, ten gates each told, and no verdict that a machine has no right to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tests.desk.invented import ALL
from tests.law import writing

from nansen.casefile.model import Case, Sight
from nansen.desk.draw import law
from nansen.desk.draw.law import Hands
from nansen.desk.draw.law_model import Law, Pack, Told
from nansen.desk.draw.model import Mark, Reader, Tone
from nansen.law import bars, duties, gates, never, rulebook
from nansen.law.acts import GATES
from nansen.law.model import Book
from nansen.office.rights import Rights, Way
from nansen.statements import terms
from nansen.statements.model import Sensitivity

NOW = writing.moment("2025-01-20T12:00:00Z")
READER = Reader(sight=ALL)
PACK = """version = "7"\nreviewed_by = "" """
PROFILE = """
[policy.card]
value = "P3D"
label = "Card"
source = "us"
[policy.wish_fresh]
value = "P30D"
label = "How long a wish is fresh"
source = "us"
"""
EVENTS = """
[came]
label = "Came to a camp"
of = "custody"
at = "custody.began"
[card]
label = "Card sent"
of = "card"
at = "card.sent_on"
[left]
label = "Left our hands"
of = "custody"
at = "custody.ended"
when = ["custody.ended_how is died"]
[sentence]
label = "Trial opened"
of = "legal"
at = "legal.trial_at"
"""


def rule(id_: str, effect: str, *more: str, level: str = "treaty_categorical") -> str:
    row = [f'id = "{id_}"', f'title = "Rule {id_}"', 'text = "Words."', 'ground = ["GC III 70"]', 'binds = "camp"']
    row += [f'level = "{level}"', 'verified = "V"', f'effect = "{effect}"', 'files = ["captive"]', *more]
    return "\n".join(("[[rule]]", *row))


NEEDED = [
    rule(name, "BAR", 'on = "removal"', 'gate = "wish"', 'when = ["wish_against"]')
    for name in ("gc3-118-unwilling", "gc3-109-not-against-will")
] + [rule("nr-cat-3", "BAR", 'on = "removal"', 'gate = "risk"', 'when = ["risk_found"]')]
CARD = rule(
    "card",
    "DUTY",
    'trigger = "came"',
    'deadline = { kind = "treaty", within = "P7D" }',
    'fulfilled_by = ["card"]',
    'ended_by = ["left"]',
    'needs = ["person.eyes", "health.state"]',
)


@cache
def pack(*rules: str) -> Book:
    files = {"pack.toml": PACK, "profile.toml": PROFILE, "events/1.toml": EVENTS}
    return rulebook.read(files | {"rules/1.toml": "\n".join((*NEEDED, *rules))}, dictionary=terms.shipped())


def drawn(
    whole: Case, *rules: str, reader: Reader = READER, way: tuple[str, str] = ("", ""), hands: Hands | None = None
) -> Law:
    book = pack(*rules)
    ways: tuple[Way, ...] = ()
    if way[0]:
        opened = gates.of(whole, way[0], destination=way[1], now=NOW, book=book)
        ways = (Way(*way, opened, never.against(whole, way[0], destination=way[1])),)
    found = Rights(
        duties=duties.of(whole, now=NOW, book=book),
        standing=bars.standing(whole, now=NOW, book=book),
        ways=ways,
        stamp="",
    )
    return law.of(whole, found, reader=reader, book=book, now=NOW, hands=hands)


def came(*more: str, at: str = "2025-01-11T10:00Z") -> Case:
    return writing.case([f"custody.began = {at} @a", *more])


def test_a_duty_says_by_when_how_it_stands_what_fulfils_it_and_what_the_form_lacks() -> None:
    (owed,) = drawn(came("person.eyes = brown"), CARD).owed

    assert (owed.state, owed.late) == (Mark("overdue by 2 days", Tone.STOP), "")
    assert owed.when == "by 18 January 2025, 10:00 UTC"
    assert owed.clock == "the treaty's number"
    assert owed.fulfilled_by == ("Card sent",)
    assert owed.lacks == ("State of health",)
    assert owed.opened == Told("Came to a camp", "11 January 2025, 10:00 UTC", 0)
    assert (owed.rule.articles, owed.rule.level, owed.rule.seen) == (
        ("GC III 70",),
        Mark("treaty, categorical", Tone.WANT),
        "text seen",
    )


def test_what_is_overdue_comes_first_and_a_day_of_lateness_is_told_with_its_hours() -> None:
    whole = writing.case(["custody.began = 2025-01-19T10:00Z @b", "custody.began = 2025-01-12T10:00Z @a"])

    found = drawn(whole, CARD).owed

    assert [one.state for one in found] == [Mark("overdue by 1 day 2 hours", Tone.STOP), Mark("open", Tone.NONE)]


def test_what_was_done_late_stays_late() -> None:
    law_ = drawn(came("card.sent_on = 2025-01-19 @c"), CARD)

    assert law_.owed == ()
    (settled,) = law_.settled
    assert (settled.state, settled.late) == (Mark("done", Tone.GOOD), "late")
    assert settled.ended == Told("Card sent", "19 January 2025", 0)


def test_a_number_of_ours_is_called_policy_and_a_duty_before_an_event_names_it() -> None:
    ours = rule(
        "soon",
        "DUTY",
        'trigger = "came"',
        'deadline = { kind = "soonest", policy = "card" }',
        'fulfilled_by = ["card"]',
    )
    before = rule(
        "before", "DUTY", 'trigger = "came"', 'deadline = { kind = "treaty", before = "sentence" }', level="policy"
    )
    without = rule("note", "DUTY", 'trigger = "came"')

    found = {one.rule.id: one for one in drawn(came(), ours, before, without).owed}

    assert found["soon"].clock == "policy; the treaty says as soon as possible"
    assert (found["before"].when, found["before"].clock) == ("before this: Trial opened", "")
    assert found["note"].when == "no number limits it"


def test_what_a_reader_may_not_see_is_neither_lacking_nor_told() -> None:
    low = Reader(sight=Sight(seen=True, areas={"intake": Sensitivity.S4, "custody": Sensitivity.S1}))

    (owed,) = drawn(came("person.eyes = brown"), CARD, reader=low).owed
    (gone,) = drawn(
        came("custody.ended = 2025-01-12T10:00Z @a", "custody.ended_how = died @a"), CARD, reader=low
    ).settled

    assert (owed.lacks, owed.opened) == ((), None)
    assert (gone.state.words, gone.ended, gone.exception) == ("does not apply", None, False)


def test_an_exception_of_the_rule_is_told() -> None:
    spared = rule("spared", "DUTY", 'trigger = "came"', 'fulfilled_by = ["card"]', 'unless = ["person.eyes is given"]')

    (settled,) = drawn(came("person.eyes = brown"), spared).settled

    assert settled.exception
    assert not drawn(came(), spared).owed[0].exception


WISH = ("wish.wish = unwilling_to_return @w", "wish.destination = KP @w", "wish.asked_on = 2025-01-11 @w")
HELD = rule(
    "held",
    "HOLD",
    'on = "removal"',
    'gate = "identity"',
    'released_by = ["decider"]',
    'when = ["person.eyes is given"]',
)
PAPERS = rule("papers", "HOLD", 'on = "removal"', 'gate = "paperwork"', 'needs = ["disposition.told_him_on"]')
BAR = rule(
    "ratio", "BAR", 'on = "removal"', 'gate = "deal"', "overridable = true", 'when = ["person.eyes is given"]',
    'note = "One reading. Another."', level="disputed",
)  # fmt: skip
WARN = rule("warn", "WARN", 'on = "removal"', 'gate = "medical"', level="treaty_qualified")
INFO = rule("info", "INFO", 'on = "removal"', 'gate = "medical"', level="policy")


def test_all_ten_gates_are_told_in_their_order_and_how_many_stop() -> None:
    (way,) = drawn(came(*WISH, "person.eyes = brown"), HELD, PAPERS, BAR, WARN, INFO, way=("EXCH", "KP")).ways

    assert (way.title, way.where) == ("Exchange or repatriation by agreement", "North Korea")
    assert way.summary == "Stopped by 4 of 10 gates."
    assert [door.name for door in way.doors] == list(GATES)
    assert {door.name: door.state.words for door in way.doors if door.grounds} == {
        "identity": "held",
        "wish": "barred",
        "medical": "clear",
        "deal": "barred",
        "paperwork": "a step is needed",
    }
    assert len(way.never) == 2
    assert all("Nobody can lift this" in sentence for sentence in way.never)


def test_every_stop_says_who_may_lift_it_and_on_what_it_rests() -> None:
    may = Hands(releases={"held"}, proposes={"override"})

    (way,) = drawn(came(*WISH, "person.eyes = brown"), HELD, PAPERS, BAR, way=("EXCH", "KP"), hands=may).ways

    found = {one.rule.id: one for door in way.doors for one in door.grounds}
    assert found["held"].who == "May be lifted, with a reason, by: Decider"
    assert (found["held"].release, found["held"].facts) == (True, (Told("Colour of eyes", "brown", 0),))
    assert found["ratio"].who == "Two officers together may go past it."
    assert (found["ratio"].override, found["ratio"].rule.note) == (True, "One reading. Another.")
    assert found["papers"].who == "It ends when the step is done."
    assert found["papers"].lacks == ("Dispositions: He was told on",)
    unwilling = found["gc3-118-unwilling"]
    assert unwilling.who == "Nobody can lift it; it ends only when the facts change."
    assert (unwilling.release, unwilling.override) == (False, False)


def test_a_lifted_hold_names_the_entry_that_lifted_it_and_stops_no_more() -> None:
    whole = came(
        "person.eyes = brown",
        "release.rule = held @r recorded 2025-01-13T00:00Z",
        "release.act = RELEASE @r recorded 2025-01-13T00:00Z",
        "release.destination = KR @r recorded 2025-01-13T00:00Z",
        "release.role = decider @r recorded 2025-01-13T00:00Z",
        "release.reason = Seen by two. @r recorded 2025-01-13T00:00Z",
        "release.until = 2025-01-31 @r recorded 2025-01-13T00:00Z",
    )

    (way,) = drawn(whole, HELD, way=("RELEASE", "KR")).ways

    (ground,) = way.doors[0].grounds
    assert (ground.state, ground.lifted, ground.lifted_in, ground.who) == (Mark("lifted", Tone.GOOD), True, 1, "")
    assert way.doors[0].state.words == "clear"
    assert way.summary == "All ten gates are clear. That is no finding of lawfulness."


def test_who_may_not_see_a_wish_learns_that_it_stops_and_not_why() -> None:
    planner = Reader(sight=Sight(seen=True, areas={"intake": Sensitivity.S1}))
    whole = came(*WISH)
    opened = gates.of(whole, "EXCH", destination="KP", now=NOW, book=pack())
    stops = never.against(whole, "EXCH", destination="KP")
    flags = Way("EXCH", "KP", tuple(replace(gate, blocks=()) for gate in opened), stops, hidden=2)

    way = law.way(flags, whole, reader=planner)

    assert way.never == ("Something stops this for good. Nobody can lift it, and its ground is not yours to see.",)
    assert way.hidden == "2 further stops whose ground you may not see."
    wish = next(door for door in way.doors if door.name == "wish")
    assert (wish.state.words, wish.hidden, wish.grounds) == ("barred", True, ())
    assert "want" not in repr(way)


def test_the_four_words_for_no_stop_and_for_a_stop_beyond_the_gates() -> None:
    clear = Way("CONT", "", gates.of(came(), "CONT", now=NOW, book=pack()), ())
    nowhere = Way("RELEASE", "", gates.of(came(), "RELEASE", now=NOW, book=pack()), (never.Stop.NOWHERE,))

    assert law.way(clear, came()).summary == "All ten gates are clear. That is no finding of lawfulness."
    assert (law.way(clear, came()).where, law.way(nowhere, came()).where) == ("", "no destination named")
    assert law.way(nowhere, came()).summary == "No gate stops it, and what nobody can lift stops it all the same."
    assert law.way(nowhere, came()).never == (
        "No destination is named. Nobody can lift this; nobody is sent to nowhere.",
    )


def test_what_stands_against_the_record_has_its_ground_and_nobody_to_lift_it() -> None:
    against = rule("against", "BAR", 'when = ["person.eyes is given"]')
    mend = rule("mend", "HOLD", 'when = ["person.eyes is given"]')

    found = drawn(came("person.eyes = brown"), against, mend).standing

    assert [(one.state.words, one.who, one.facts) for one in found] == [
        ("stands against", "", (Told("Colour of eyes", "brown", 0),)),
        ("to mend", "", (Told("Colour of eyes", "brown", 0),)),
    ]


def test_the_pack_is_named_by_its_version_and_twelve_signs() -> None:
    assert drawn(came()).pack == Pack("7", pack().hash[:12], "")


def test_no_word_of_the_page_is_a_verdict() -> None:
    told = drawn(came(*WISH, "person.eyes = brown"), CARD, HELD, PAPERS, BAR, WARN, INFO, way=("EXCH", "KP"))

    spoken = repr(told).replace("no finding of lawfulness", "")
    assert not re.search(r"\b(un|il)?(law|leg)(ful|al)\b", spoken, re.IGNORECASE)


def test_the_longest_wait_is_in_days() -> None:
    (owed,) = drawn(came(at="2024-11-11T10:00Z"), CARD).owed

    assert owed.state == Mark("overdue by 63 days", Tone.STOP)
