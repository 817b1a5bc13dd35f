"""The language of conditions: every form says what it says, doubt bites, and what is no clause is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.law import pack, writing

from nansen.errors import Misconfigured
from nansen.law import clauses, view
from nansen.law.model import Clause, Happening
from nansen.law.view import View
from nansen.statements import terms

NOW = dt.datetime(2025, 1, 20, 12, tzinfo=dt.UTC)
WHERE = "rules/1.toml, line 3"
P7 = "expected a length of time such as P7D or PT24H, found 'P7'."


def parsed(words: str) -> Clause:
    return clauses.parse(words, dictionary=terms.shipped(), where=WHERE)


def seen(*lines: str, act: str = "", destination: str = "") -> View:
    return view.of(writing.case(lines), now=NOW, book=pack.book(), act=act, destination=destination)


def holds(words: str, *lines: str, act: str = "") -> bool:
    return parsed(words).test(seen(*lines, act=act))


@pytest.mark.parametrize(
    ("words", "lines", "so"),
    [
        ("custody.kind is camp", ["custody.kind = camp @a"], True),
        ("custody.kind is transit or camp", ["custody.kind = camp @a"], True),
        ("custody.kind is transit", ["custody.kind = camp @a"], False),
        ("custody.kind is transit", [], False),
        ("custody.kind is not camp", ["custody.kind = camp @a"], False),
        ("custody.kind is not camp", ["custody.kind = transit @a"], True),
        ("custody.kind is not camp", [], True),
        ("custody.kind is camp", ["custody.kind = transit @a", "custody.kind = camp @b"], True),
        ("captive.papers_found is declined", ["captive.papers_found = declined"], True),
        ("captive.papers_found is unknown", ["captive.papers_found = declined"], False),
        ("person.nationality is KP", ["person.nationality = KP"], True),
        ("custody.custodian is North", ["custody.custodian = North @a"], True),
        ("person.surname is given", ["person.surname = Kim"], True),
        ("person.surname is given", ["person.surname = unknown"], False),
        ("person.surname is not given", ["person.surname = declined"], True),
        ("person.surname is answered", ["person.surname = declined"], True),
        ("person.surname is not answered", [], True),
        ("person.surname is contested", ["person.surname = Kim", "person.surname = Ri"], True),
        ("person.surname is contested", ["person.surname = Kim", "person.surname = unknown"], False),
        ("person.surname is not contested", ["person.surname = Kim", "person.surname = Ri"], False),
    ],
)  # fmt: skip
def test_what_a_term_is(words: str, lines: list[str], so: bool) -> None:
    assert holds(words, *lines) is so


@pytest.mark.parametrize(
    ("words", "days", "so"),
    [
        ("below 30", "29", True),
        ("below 30", "30", False),
        ("below 30", "29–35", True),
        ("above 30", "31", True),
        ("above 30", "30", False),
        ("above 30", "25–31", True),
        ("at least 10", "10", True),
        ("at least 10", "9", False),
        ("at least 10", "8–10", True),
        ("at most 10", "10", True),
        ("at most 10", "11", False),
        ("at most 10", "10–12", True),
    ],
)
def test_a_measure_bites_where_any_part_of_it_does(words: str, days: str, so: bool) -> None:
    assert holds(f"discipline.days {words}", f"discipline.days = {days} @d") is so
    assert not holds(f"discipline.days {words}")


@pytest.mark.parametrize(
    ("asked", "so"),
    [("2025-01-06T11:59:59Z", True), ("2025-01-06T12:00:00Z", False), ("2025-01-12", False)],
)
def test_older_than_is_asked_of_the_last_date_by_a_length_or_a_policy(asked: str, so: bool) -> None:
    lines = ["wish.asked_on = 2024-01-01 @a", f"wish.asked_on = {asked} @b"]

    assert holds("wish.asked_on older than P14D", *lines) is so
    assert holds("wish.asked_on older than policy wish_fresh", *lines) is so
    assert not holds("wish.asked_on older than P14D")


def test_a_date_that_is_still_to_come_makes_nothing_young() -> None:
    assert holds("wish.asked_on older than P14D", "wish.asked_on = 2024-01-01 @a", "wish.asked_on = 2052-01-01 @b")
    assert not holds("wish.asked_on older than P14D", "wish.asked_on = 2052-01-01 @b")


TRIAL = "legal.trial_at sooner than P21D after legal.notice_him_on"


@pytest.mark.parametrize(
    ("trial", "told", "so"),
    [
        ("2025-02-01T09:00Z", "2025-01-10", False),
        ("2025-02-01T09:00Z", "2025-01-11", True),  # the 11th ends after 22 days less 15 hours
        ("2025-02-01T09:00Z", "2025-01-05/2025-01-11", True),  # a minimum waits from the latest reading
        ("2025-02-01T09:00Z", None, True),
        (None, "2025-01-10", False),
    ],
)
def test_a_minimum_wait_runs_from_the_latest_bound(trial: str | None, told: str | None, so: bool) -> None:
    lines = [f"legal.trial_at = {trial} @l"] if trial else []
    lines += [f"legal.notice_him_on = {told} @l"] if told else []

    assert holds(TRIAL, *lines) is so


@pytest.mark.parametrize(
    ("sent", "began", "so"),
    [
        ("2025-01-08", "2025-01-01T23:59:59Z", False),
        ("2025-01-08", "2025-01-01T10:00Z", True),
        ("2025-01-08", "2024-12-20/2025-01-05", True),  # a maximum runs from the earliest reading
        (None, "2025-01-12", True),
        (None, "2025-01-13T12:00:00Z", False),
        ("2025-01-08", None, False),
    ],
)
def test_a_maximum_runs_from_the_earliest_bound_to_the_latest_or_to_now(
    sent: str | None, began: str | None, so: bool
) -> None:
    lines = [f"card.sent_on = {sent} @c"] if sent else []
    lines += [f"custody.began = {began} @a"] if began else []

    assert holds("card.sent_on later than P7D after custody.began", *lines) is so


def test_of_several_dates_a_wait_counts_from_the_last_and_a_limit_from_the_first() -> None:
    told = ("legal.notice_him_on = 2025-01-05 @l", "legal.notice_him_on = 2025-01-15 @k")
    began = ("custody.began = 2025-01-01T10:00Z @a", "custody.began = 2025-01-07T10:00Z @b")

    assert holds(TRIAL, "legal.trial_at = 2025-02-01T09:00Z @l", *told)
    assert holds("card.sent_on later than P7D after custody.began", "card.sent_on = 2025-01-10 @c", *began)


def test_an_event_happened_or_did_not_and_what_is_to_come_has_not() -> None:
    assert holds("card happened", "card.sent_on = 2025-01-15 @c")
    assert not holds("card happened", "card.sent_on = 2025-01-21 @c")
    assert holds("card did not happen", "card.sent_on = 2025-01-21 @c")
    assert not holds("card did not happen", "card.sent_on = 2025-01-15 @c")


def test_since_asks_from_the_trigger_on_and_of_one_matter_only_in_it() -> None:
    lines = ["legal.prosecution_decided_on = 2025-01-10 @l", "legal.notice_power_received_on = 2025-01-12 @k"]
    here = seen(*lines)
    (since,) = view.events(here, "prosecuted")
    at, same = view.at(here, since), view.at(here, since, same=True)

    assert parsed("notified happened since").test(at)
    assert not parsed("notified happened since").test(same)
    assert parsed("notified happened").test(same)
    assert parsed("card did not happen since").test(seen("card.sent_on = 2025-01-21 @c"))
    earlier = view.at(here, Happening("prosecuted", since.item, NOW, NOW, since.said))
    assert parsed("notified did not happen since").test(earlier)


def test_the_act_and_findings_are_asked_by_name() -> None:
    assert holds("act is EXCH or THIRD", act="THIRD")
    assert not holds("act is EXCH or THIRD", act="REP-MED")
    assert holds("papers_missing", "captive.papers_found = no")
    assert holds("not papers_missing", "captive.papers_found = yes")


def test_a_clause_tells_what_it_reads_asks_and_names() -> None:
    assert parsed("custody.kind is camp").reads == {"custody.kind"}
    assert parsed(TRIAL).reads == {"legal.trial_at", "legal.notice_him_on"}
    assert parsed("card happened").names == {"card"}
    assert parsed("not risk_found").findings == {"risk_found"}
    assert parsed("not risk_found").reads == {"risk"}
    assert list(clauses.policies("wish.asked_on older than policy wish_fresh")) == ["wish_fresh"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "expected a clause of the language, found ''."),
        ("his wish is to stay", "expected a clause of the language, found 'his wish is to stay'."),
        ("custody.colour is red", "unknown term custody.colour."),
        ("custody.kind is palace", "palace is no code of the list custody_kind of custody.kind."),
        ("custody.began is camp", "custody.began holds no words such as camp: it is of the kind instant."),
        ("custody.kind below 3", "custody.kind is no number."),
        ("discipline.days above many", "expected a number, found 'many'."),
        ("discipline.days above NaN", "expected a number, found 'NaN'."),
        ("discipline.days below Infinity", "expected a number, found 'Infinity'."),
        ("custody.kind older than P7D", "custody.kind is no date."),
        ("wish.asked_on older than P7", "expected a length of time such as P7D or PT24H, found 'P7'."),
        ("custody.kind sooner than P7D after card.sent_on", "custody.kind is no date."),
        ("card.sent_on later than P7D after custody.kind", "custody.kind is no date."),
        ("card.sent_on later than P7 after custody.began", P7),
        ("act is TELEPORT", "unknown act TELEPORT."),
        ("not clairvoyant", "unknown finding clairvoyant."),
    ],
)  # fmt: skip
def test_what_is_no_clause_is_refused_with_its_place(words: str, why: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        parsed(words)

    assert str(refused.value) == f"{WHERE}: {why}"


def test_of_a_date_its_absence_can_be_asked() -> None:
    assert holds("custody.began is unknown", "custody.began = unknown @a")
    assert holds("custody.began is not unknown", "custody.began = 2025-01-11T10:00Z @a")
