"""The rule pack: read whole or not at all, its hash over all of it, and what no pack may do without."""

from __future__ import annotations

import hashlib
import re

import pytest
from tests.law import pack

from nansen.errors import Misconfigured
from nansen.law import rulebook
from nansen.law.model import Party, Policy

PARTY = """
[[party]]
instrument = "GC III"
state = "KP"
reservation = "12"
ref = "ICRC treaty database"
"""


def refusal(texts: dict[str, str]) -> str:
    with pytest.raises(Misconfigured) as refused:
        pack.read(texts)
    return str(refused.value)


def test_the_shipped_pack_is_read_once_and_names_file_and_line_of_every_rule() -> None:
    book = rulebook.shipped()

    assert rulebook.shipped() is book
    assert all(re.fullmatch(r"rules/\d_\w+\.toml, line \d+", rule.where) for rule in book.rules.values())
    assert set(rulebook.NEEDED) <= set(book.rules)
    assert list(rulebook.texts()) == sorted(rulebook.texts())
    assert book.hash == rulebook.digest(rulebook.texts())


def test_a_book_has_all_that_its_files_hold() -> None:
    book = pack.read(pack.files(pack.rule("one", "INFO")) | {"parties.toml": PARTY})

    assert (book.version, book.reviewed_by) == ("1", "Counsel")
    assert list(book.rules) == [*rulebook.NEEDED, "one"]
    assert book.parties == (Party("GC III", "KP", "12", "ICRC treaty database"),)
    assert book.profile.policies["soon"] == Policy("soon", "P2D", "Soon", "Policy")


def test_a_pack_without_a_version_has_none() -> None:
    texts = pack.files()
    del texts["pack.toml"], texts["profile.toml"]

    assert (pack.read(texts).version, pack.read(texts).profile.policies) == ("", {})


def test_the_hash_is_over_names_lengths_and_bytes_of_all_files() -> None:
    texts = {"b": "é", "a": "1"}

    assert rulebook.digest(texts) == hashlib.sha256("nansen rule pack 1\na 1\n1b 2\né".encode()).hexdigest()
    assert rulebook.digest({"b": "é", "a": "2"}) != rulebook.digest(texts) != rulebook.digest({"c": "é", "a": "1"})


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    assert refusal(pack.files() | {"rules/3.toml": "[[rule]]\nid = "}) == (
        "rules/3.toml: not TOML: Invalid value (at end of document)"
    )


def test_nothing_is_written_twice() -> None:
    first = pack.rule("one", "INFO")

    assert refusal(pack.files(first, first)) == (
        f"rules/2.toml, line {first.count(chr(10)) + 2}: one is written twice."
    )
    assert refusal(pack.files() | {"events/2.toml": '[card]\nat = "capture.at"'}) == (
        "events/2.toml, line 1: card is written twice."
    )


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ("[policy.x]\nvalue = 'P1D'", "profile.toml, x: expected value, label and source, found less."),
        ("[policy.x]\nlabel = 'X'\nfrom = 'us'", "profile.toml, x: expected value, label and source, found ['from']."),
        ("[policy]\nx = 3", "profile.toml, x: expected value, label and source, found ['no table']."),
        ("policy = 3", "profile.toml, policy: expected value, label and source, found ['no table']."),
        (
            "[policy.custody_gap]\nlabel = 'Gap'\nvalue = '24'",
            "profile.toml, custody_gap: expected a length of time such as P7D or PT24H, found '24'.",
        ),
        (
            "[policy.weight_loss_percent]\nlabel = 'Loss'\nvalue = '100'",
            "profile.toml, weight_loss_percent: expected a whole number from 1 to 99.",
        ),
    ],
)
def test_a_wrong_policy_is_refused(profile: str, why: str) -> None:
    texts = pack.files()
    texts["profile.toml"] = profile if profile.startswith("policy") or "[policy]" in profile else pack.PROFILE + profile

    assert refusal(texts) == why


def test_a_good_percentage_is_read() -> None:
    book = pack.book(profile="[policy.weight_loss_percent]\nlabel = 'Loss'\nvalue = '12'\n")

    assert book.profile.value("weight_loss_percent") == "12"


def test_a_policy_that_a_clock_or_a_clause_names_must_be_a_length_of_time() -> None:
    words = "[policy.words]\nlabel = 'Words'\nvalue = 'soon'\n"
    why = "profile.toml, words: expected a length of time such as P7D or PT24H, found 'soon'."

    clock = pack.rule("r", "DUTY", 'trigger = "came"', 'deadline = { kind = "policy", policy = "words" }')
    clause = pack.rule("r", "INFO", 'when = ["card.sent_on older than policy words"]')
    assert refusal(pack.files(clock, profile=words)) == why
    assert refusal(pack.files(clause, profile=words)) == why


@pytest.mark.parametrize("row", ["party = [3]", '[[party]]\nstate = "KP"', '[[party]]\ncolour = "red"'])
def test_a_wrong_party_is_refused(row: str) -> None:
    assert refusal(pack.files() | {"parties.toml": row}) == (
        "parties.toml, party 1: expected instrument, state, reservation, ref."
    )


@pytest.mark.parametrize("finding", ["wish_against", "risk_found", "wish_not_proved"])
@pytest.mark.parametrize("lift", ['"BAR"\noverridable = true', '"HOLD"\nreleased_by = ["decider"]'])
def test_no_pack_lets_a_rule_on_a_wish_or_a_finding_of_risk_be_lifted(finding: str, lift: str) -> None:
    text = pack.rule("r", "INFO", 'on = "EXCH"', 'gate = "wish"', f'when = ["{finding}"]').replace('"INFO"', lift)

    assert refusal(pack.files(text)) == (
        "rules/2.toml, line 1: a rule on a wish or a finding of risk is neither released nor overridden."
    )


@pytest.mark.parametrize("name", list(rulebook.NEEDED))
def test_no_pack_is_read_without_what_protects_him_from_being_sent_back(name: str) -> None:
    texts = pack.files()
    texts["rules/1.toml"] = texts["rules/1.toml"].replace(f'"{name}"', '"another"')

    assert refusal(texts) == f"rules: the pack lacks the bar {name}: no pack may do without it."


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('effect = "BAR"', 'effect = "WARN"'),
        ('on = "removal"', 'on = ["EXCH"]'),
        ('files = ["captive"]', 'files = ["ours"]'),
        ('when = ["risk_found"]', 'when = ["papers_missing"]'),
        ('when = ["risk_found"]', 'when = ["risk_found"]\nunless = ["hostilities_over"]'),
        ('when = ["risk_found"]', 'when = ["risk_found", "papers_missing"]'),
        ('when = ["risk_found"]', 'when = ["risk_found"]\ntrigger = "came"'),
        ('when = ["risk_found"]', 'when = ["risk_found"]\nneeds = ["person.surname"]'),
    ],
)
def test_no_pack_is_read_in_which_a_bar_that_protects_him_is_weakened(line: str, instead: str) -> None:
    texts = pack.files()
    head, cat = texts["rules/1.toml"].split('id = "nr-cat-3"')
    texts["rules/1.toml"] = f'{head}id = "nr-cat-3"{cat.replace(line, instead)}'
    where = f"rules/1.toml, line {head.count(chr(10))}"

    assert refusal(texts) == f"{where}: nr-cat-3 must be a BAR on every removal of a captive where risk_found."


def test_the_sick_mans_bar_may_have_its_limits_for_the_other_two_have_none() -> None:
    texts = pack.files()
    head, tail = texts["rules/1.toml"].split('id = "gc3-109-not-against-will"')
    limited = tail.replace('when = ["wish_against"]', 'when = ["wish_against"]\nunless = ["hostilities_over"]')
    texts["rules/1.toml"] = f'{head}id = "gc3-109-not-against-will"{limited}'

    assert "gc3-109-not-against-will" in pack.read(texts).rules
