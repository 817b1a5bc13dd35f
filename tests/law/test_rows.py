"""Rows of the rule files: every key known, every word checked, every fault told with file and line."""

from __future__ import annotations

import pytest
from tests.law import pack

from nansen.errors import Misconfigured
from nansen.law.acts import ACTS, REMOVAL
from nansen.law.model import Clock, Deadline, Duration, Level, Step
from nansen.statements.model import Kind

DAY = 24 * 3600
CARD = ('trigger = "came"', 'deadline = { kind = "treaty", within = "P7D" }', 'fulfilled_by = ["card"]')


def refusal(*rules: str, events: str = "", profile: str = "") -> str:
    with pytest.raises(Misconfigured) as refused:
        pack.read(pack.files(*rules, events=events, profile=profile))
    return str(refused.value)


def test_a_rule_is_read_whole() -> None:
    text = pack.rule(
        "card", "DUTY", *CARD, 'note = "Policy."', 'when = ["custody.kind is camp"]', 'any = ["papers_missing"]',
        'unless = ["card happened"]', 'needs = ["person.surname"]', 'ended_by = ["left"]', "same_item = true",
    )  # fmt: skip

    rule = pack.book(text).rules["card"]

    assert (rule.id, rule.title, rule.text, rule.note, rule.ground) == (
        "card",
        "Title",
        "Words.",
        "Policy.",
        ("GC III 70",),
    )
    assert (rule.binds, rule.level, rule.verified) == ("camp", Level.POLICY, "V")
    assert rule.files == {Kind.CAPTIVE}
    assert [clause.words for clause in rule.conditions.clauses] == [
        "custody.kind is camp", "papers_missing", "card happened",
    ]  # fmt: skip
    assert (rule.trigger, rule.needs, rule.ended_by, rule.same_item) == ("came", ("person.surname",), ("left",), True)
    assert rule.steps == (
        Step(deadline=Deadline(clock=Clock.TREATY, within=Duration(0, 7 * DAY)), fulfilled_by=("card",)),
    )
    assert rule.where == "rules/2.toml, line 1"


def test_each_step_is_a_duty_with_its_own_clock_or_that_of_the_rule() -> None:
    text = pack.rule(
        "card", "DUTY", 'trigger = "came"', 'deadline = { kind = "soonest", policy = "soon" }',
        'steps = [{ name = "a", fulfilled_by = ["card"] },'
        ' { name = "b", deadline = { kind = "treaty", before = "trial" }, every = "P1M" },'
        ' { name = "c", every_policy = "soon" }]',
    )  # fmt: skip

    soon = Deadline(clock=Clock.SOONEST, policy="soon")
    assert pack.book(text).rules["card"].steps == (
        Step(name="a", deadline=soon, fulfilled_by=("card",)),
        Step(name="b", deadline=Deadline(clock=Clock.TREATY, before="trial"), every=Duration(1)),
        Step(name="c", deadline=soon, every_policy="soon"),
    )


def test_a_duty_without_a_number_is_an_open_note() -> None:
    (step,) = pack.book(pack.rule("note", "DUTY", 'trigger = "came"')).rules["note"].steps

    assert step == Step()


def test_acts_are_named_one_by_one_or_by_their_set() -> None:
    book = pack.book(
        pack.rule("one", "WARN", 'on = ["publication", "removal"]', 'gate = "risk"'),
        pack.rule("all", "INFO", 'on = "any"', 'gate = "deal"'),
        pack.rule("held", "HOLD", 'on = "EXCH"', 'gate = "deal"', 'released_by = ["decider"]'),
        pack.rule("bar", "BAR", 'on = "trial"', "overridable = true"),
        pack.rule("file", "INFO"),
    )

    assert book.rules["one"].on == REMOVAL | {"publication"}
    assert book.rules["all"].on == ACTS
    assert (book.rules["held"].released_by, book.rules["held"].overridable) == (("decider",), False)
    assert book.rules["bar"].on == {"trial"}
    assert book.rules["bar"].overridable
    assert book.rules["file"].on == frozenset()


def test_an_event_is_read_whole_and_named_by_itself_where_it_has_no_label() -> None:
    book = pack.book(events='["Odd-one"]\nat_or_recorded = true\nwhen = ["papers_missing"]\n')

    odd, card = book.events["Odd-one"], book.events["reviewed"]
    assert (odd.label, odd.of, odd.at, odd.at_or_recorded, odd.many) == ("Odd-one", "file", "", True, False)
    assert odd.where == f"events/1.toml, line {pack.EVENTS.count(chr(10)) + 1}"
    assert (card.label, card.of, card.at, card.many) == ("Looked at again", "measure", "measure.reviewed_on", True)


def of(effect: str, *more: str) -> str:
    return pack.rule("r", effect, *more)


LIFTS = "only a BAR is overridable and only a HOLD has roles that release it."
DUTY = 'trigger = "came"'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (of("DUTY", 'trigger = "landed"'), "unknown event landed."),
        (of("DUTY"), "a duty needs its trigger."),
        (of("DUTY", DUTY, 'deadline = { kind = "treaty", within = "7" }'), "such as P7D or PT24H, found '7'."),
        (of("DUTY", DUTY, 'deadline = { kind = "treaty", within = 7 }'), "such as P7D or PT24H, found '7'."),
        (of("DUTY", DUTY, "every = 30"), "such as P7D or PT24H, found '30'."),
        (of("DUTY", DUTY, 'deadline = "P7D"'), "a deadline is written { kind = ..., within = ... }."),
        (of("DUTY", DUTY, "deadline = {}"), "expected one of treaty, soonest, policy, none, found ''."),
        (of("DUTY", DUTY, 'deadline = { kind = "soon" }'), "one of treaty, soonest, policy, none, found 'soon'."),
        (of("DUTY", DUTY, 'deadline = { kind = "treaty" }'), "one of within, policy and before, or is of kind none."),
        (of("DUTY", DUTY, 'deadline = { kind = "none", within = "P7D" }'), "and before, or is of kind none."),
        (of("DUTY", DUTY, 'deadline = { kind = "policy", within = "P7D", policy = "soon" }'), "or is of kind none."),
        (of("DUTY", DUTY, 'deadline = { kind = "policy", policy = "late" }'), "unknown policy late."),
        (of("DUTY", DUTY, 'deadline = { kind = "policy", policy = 7 }'), "policy is a text."),
        (of("DUTY", DUTY, 'deadline = { kind = "treaty", at = "P7D" }'), "unknown key at."),
        (of("DUTY", DUTY, 'deadline = { kind = "treaty", before = "landed" }'), "unknown event landed."),
        (of("DUTY", DUTY, 'every_policy = "late"'), "unknown policy late."),
        (of("DUTY", DUTY, 'fulfilled_by = ["landed"]'), "unknown event landed."),
        (of("DUTY", DUTY, 'fulfilled_by = "card"'), "fulfilled_by is a list of texts."),
        (of("DUTY", DUTY, 'ended_by = ["landed"]'), "unknown event landed."),
        (of("DUTY", DUTY, "steps = []"), "steps is a list of tables."),
        (of("DUTY", DUTY, 'steps = "a"'), "steps is a list of tables."),
        (of("DUTY", DUTY, 'steps = ["a"]'), "expected a table."),
        (of("DUTY", DUTY, 'steps = [{ nam = "a" }]'), "unknown key nam."),
        (of("DUTY", DUTY, 'steps = [{ name = "a" }, { name = "a" }]'), "the step 'a' is written twice."),
        (of("BAR", 'fulfilled_by = ["card"]'), "only a duty has a deadline and what fulfils it."),
        (of("BAR", 'on = "EXCH"'), "expected one of the ten gates, found ''."),
        (of("BAR", 'on = "EXCH"', 'gate = "door"'), "expected one of the ten gates, found 'door'."),
        (of("BAR", 'on = "TELEPORT"'), "unknown act TELEPORT."),
        (of("BAR", "on = 3"), "`on` is an act, a set of acts, or a list of them."),
        (of("BAR", "on = [3]"), "`on` is an act, a set of acts, or a list of them."),
        (of("HOLD", 'released_by = ["wizard"]'), "unknown role wizard."),
        (of("BAR", 'released_by = ["decider"]'), LIFTS),
        (of("HOLD", "overridable = true"), LIFTS),
        (of("BAR", 'overridable = "false"'), "overridable is true or false, without quotation marks."),
        (of("BAR", 'needs = ["person.shadow"]'), "unknown term person.shadow."),
        (of("BAR", 'when = ["person.shadow is given"]'), "unknown term person.shadow."),
        (of("BAR", 'when = "papers_missing"'), "when is a list of texts."),
        (of("BAR", 'when = ["landed happened"]'), "unknown event landed."),
        (of("BAR", 'when = ["wish.asked_on older than policy late"]'), "unknown policy late."),
        (of("BAR", "note = 3"), "note is a text."),
        (of("BAR", "colour = 3"), "unknown key colour."),
        (of("BAR").replace('"camp"', '"moon"'), "found 'moon'."),
        (of("BAR").replace('"policy"', '"dream"'), "disputed, policy, found 'dream'."),
        (of("BAN"), "expected one of DUTY, BAR, HOLD, WARN, INFO, found 'BAN'."),
        (of("BAR").replace('["captive"]', '["cat"]'), "place, staff, policy, found 'cat'."),
        (of("BAR").replace('["GC III 70"]', '"GC III 70"'), "ground is a list of texts."),
        (of("BAR").replace('id = "r"', ""), "id is missing."),
        (of("BAR").replace('ground = ["GC III 70"]', "ground = []"), "ground is missing."),
        (of("BAR", 'when = ["wish_missing"]'), "a finding on a destination needs the acts that lead there (`on`)."),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_its_file_and_line(text: str, why: str) -> None:
    said = refusal(pack.rule("first", "INFO"), text)

    assert said.startswith(f"rules/2.toml, line {pack.rule('first', 'INFO').count(chr(10)) + 2}: ")
    assert said.endswith(why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[e]\nof = "wishes"\nat = "wish.asked_on"', "expected `file` or a group that repeats, found 'wishes'."),
        ('[e]\nof = "person"\nat = "capture.at"', "expected `file` or a group that repeats, found 'person'."),
        ('[e]\nat = "person.surname"', "expected a date or an instant, found 'person.surname'."),
        ('[e]\nat = "person.shadow"', "expected a date or an instant, found 'person.shadow'."),
        ("[e]", "an event needs its time: `at`, or `at_or_recorded = true`."),
        ('[e]\nat = "capture.at"\nwhen = ["blue moon"]', "expected a clause of the language, found 'blue moon'."),
        ('[e]\nat = "capture.at"\nwhen = ["landed happened"]', "unknown event landed."),
        ('[e]\nat = "capture.at"\nwhen = ["capture.at older than policy late"]', "unknown policy late."),
        ('[e]\nat = "capture.at"\nfor = "me"', "unknown key for."),
        ('[e]\nat = "capture.at"\nat_or_recorded = "no"', "at_or_recorded is true or false, without quotation marks."),
        ('[e]\nat = "capture.at"\nwhen = ["e happened"]', "e asks for itself: e > e."),
        (
            '[e]\nat = "capture.at"\nwhen = ["f happened"]\n[f]\nat = "capture.at"\nunless = ["e happened"]',
            "e asks for itself: e > f > e.",
        ),
    ],
)
def test_a_wrong_event_is_refused_with_its_file_and_line(text: str, why: str) -> None:
    assert refusal(events=text) == f"events/1.toml, line {pack.EVENTS.count(chr(10)) + 1}: {why}"


def test_what_is_no_row_at_all_is_refused() -> None:
    assert refusal("[rule]\nid = 'x'") == "rules/2.toml: expected [[rule]], found [rule]."
    assert refusal("rule = [3]") == "rules/2.toml: expected a table."
    assert refusal("[rules]\nid = 'x'") == "rules/2.toml: expected [[rule]], found rules."
    assert refusal(events="[a]\n[a.b]\n") == f"events/1.toml, line {pack.EVENTS.count(chr(10)) + 1}: unknown key b."
    texts = pack.files() | {"events/2.toml": "odd = 3"}
    with pytest.raises(Misconfigured, match=r"^events/2.toml: expected a table.$"):
        pack.read(texts)
