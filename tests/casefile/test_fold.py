"""Folding: nothing is lost, what stands is told from what was ended, and the order of the work does not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casefile.people import DAY, DICTIONARY, FILE, WRITER, case, entry, said

from nansen.casefile import fold
from nansen.casefile.model import Case, Line, Said, Standing
from nansen.errors import NotFound
from nansen.statements.model import Act, Entry, Kind
from nansen.statements.values import Absence, Absent, Measure, Name, Text

TERMS = ("person.surname", "person.alias", "person.birth_date", "wish.wish", "wish.reason", "unheard.of")
TYPED = {"person.surname": ("Ri", "Kim", "unknown"), "person.alias": ("Owl", "Fox", "declined"),
    "person.birth_date": ("1999", "1999-03", "2001"), "wish.wish": ("return", "stay", "not_asked"),
    "wish.reason": ("fear", "home", "unknown")}  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    entries = []
    known = []
    for number in range(draw(st.integers(1, 6))):
        statements = []
        for index in range(draw(st.integers(0, 4))):
            term = draw(st.sampled_from(TERMS))
            item = draw(st.sampled_from(("a", "b", "e0/a"))) if term.startswith("wish.") else ""
            ended = draw(st.sampled_from(["", "", *known, "nowhere.0"]))
            how = draw(st.sampled_from(("replaces", "withdraws")))
            one = (
                said("person.surname", "Ri") if term == "unheard.of" else said(term, draw(st.sampled_from(TYPED[term])))
            )
            statements.append(replace(one, term=term, item=item, **{how: ended}))
            known.append(f"e{number}.{index}")
        act = draw(st.sampled_from((Act.ACT, Act.ACT, Act.READ, Act.DECISION)))
        site = draw(st.sampled_from(("", "Camp West", "Camp East")))
        at = DAY + dt.timedelta(days=number)
        entries.append(replace(entry(f"e{number}", *statements, at=at, act=act, site=site), number=number))
    return entries


@given(histories(), st.integers(0, 6))
def test_folding_on_equals_folding_the_whole(entries: list[Entry], cut: int) -> None:
    whole = case(*entries)

    found = fold.start(FILE, Kind.CAPTIVE)
    for one in entries:
        found = fold.on(found, one, dictionary=DICTIONARY)
    begun = case(*entries[:cut]) if entries[:cut] else fold.start(FILE, Kind.CAPTIVE)
    for one in entries[cut:]:
        begun = fold.on(begun, one, dictionary=DICTIONARY)

    assert found == whole == begun
    assert list(found.lines) == list(whole.lines)


@given(histories())
def test_every_statement_stays_and_what_is_never_ended_stands(entries: list[Entry]) -> None:
    found = case(*entries)

    kept = sorted(one.statement.id for line in found.lines.values() for one in line.said)
    assert kept == sorted(one.id for act in entries if act.act is not Act.READ for one in act.statements)
    for line in found.lines.values():
        for one in line.said:
            own = one.statement.withdraws and one.ended_by == one.statement.id
            if line.term.startswith("wish.") and not own:
                assert one.standing is Standing.STANDS
            assert one.ended_by or one.standing is Standing.STANDS


def test_a_statement_becomes_a_line_with_its_act_and_reads_are_left_out() -> None:
    statement = said("person.surname", "Ri")
    first = replace(entry("e0", statement, site="Camp West", reason="capture"), number=7)
    read = entry("e1", act=Act.READ, site="Elsewhere")

    found = case(first, read)

    kept = Said(
        statement=first.statements[0],
        entry_id="e0",
        entry=7,
        by=WRITER,
        form="capture",
        purpose="intake",
        recorded_at=DAY,
    )
    assert found == Case(
        file=FILE,
        kind=Kind.CAPTIVE,
        site="Camp West",
        lines={("", "person.surname"): Line(term="person.surname", said=(kept,))},
        entries=(replace(first, statements=()),),
    )


def test_the_site_is_that_of_the_first_act_that_names_one() -> None:
    found = case(entry("e0"), entry("e1", site="Camp West"), entry("e2", site="Headquarters"))

    assert found.site == "Camp West"


def test_a_file_without_entries_is_not_there() -> None:
    with pytest.raises(NotFound):
        case()


def test_a_later_answer_does_not_replace_but_contests() -> None:
    found = case(entry("e0", said("person.surname", "Ri")), entry("e1", said("person.surname", "Kim")))

    line = found.line("person.surname")
    assert (line.contested, len(line.standing), line.last.statement.value) == (True, 2, Name("Kim"))


@pytest.mark.parametrize(
    ("term", "left", "right"),
    [
        ("person.surname", "Ri", "RI"),
        ("person.surname", "Ri", "declined"),
        ("person.surname", "unknown", "not_asked"),
        ("person.alias", "Owl", "Fox"),
        ("person.religion", "None  at all", "none at ALL"),
        ("person.home_town", "Sinuiju", "sinuiju"),
        ("person.birth_date", "1999", "1999-03-02"),
        ("person.birth_date", "1999-03-02", "1999"),
        ("person.birth_date", "1999-03-02", "02.03.1999"),
        ("capture.at", "2025-01-09", "2025-01-09T14:30Z"),
        ("person.height", "165..175", "170"),
        ("person.sex", "yes", "yes"),
    ],
)
def test_these_answers_do_not_contest(term: str, left: str, right: str) -> None:
    found = case(entry("e0", said(term, left)), entry("e1", said(term, right)))

    assert not found.line(term).contested


@pytest.mark.parametrize(
    ("term", "left", "right"),
    [
        ("person.surname", "Ri", "Kim"),
        ("person.surname", "Ri", "리"),
        ("person.religion", "None", "Some"),
        ("person.home_town", "Sinuiju", "Wonsan"),
        ("person.birth_date", "1999", "2001"),
        ("person.birth_date", "1999-01/1999-06", "1999-03/1999-09"),
        ("person.height", "165..175", "170..180"),
        ("person.sex", "yes", "no"),
    ],
)
def test_these_answers_contest(term: str, left: str, right: str) -> None:
    found = case(entry("e0", said(term, left)), entry("e1", said(term, right)))

    assert found.line(term).contested


def test_bounds_of_two_units_or_kinds_never_agree() -> None:
    metres, feet = (
        Measure(said("person.height", "1").value.low, said("person.height", "1").value.high, u) for u in "mf"
    )
    mixed = case(entry("e0", said("person.height", metres), said("person.height", feet)))
    kinds = case(entry("e0", said("person.height", metres), said("person.height", Text("tall"))))

    assert mixed.line("person.height").contested
    assert kinds.line("person.height").contested


def test_a_replacement_ends_the_older_answer_and_both_stay_to_read() -> None:
    found = case(entry("e0", said("person.surname", "Ri")), entry("e1", said("person.surname", "Kim", replaces="e0.0")))

    line = found.line("person.surname")
    assert [(one.standing, one.ended_by) for one in line.said] == [("replaced", "e1.0"), ("stands", "")]
    assert not line.contested


def test_the_first_to_end_a_statement_is_the_one_that_is_named() -> None:
    found = case(
        entry("e0", said("person.surname", "Ri")),
        entry("e1", said("person.surname", "Kim", replaces="e0.0")),
        entry("e2", said("person.surname", "Pak", replaces="e0.0")),
    )

    line = found.line("person.surname")
    assert [(one.standing, one.ended_by) for one in line.said] == [("replaced", "e1.0"), ("stands", ""), ("stands", "")]
    assert line.contested


def test_a_withdrawal_ends_keeps_its_reason_and_says_nothing_itself() -> None:
    reason = said("person.surname", Absent(Absence.UNKNOWN), withdraws="e0.0", text="Written on the wrong file.")
    found = case(entry("e0", said("person.surname", "Ri")), entry("e1", reason))

    line = found.line("person.surname")
    assert [(one.standing, one.ended_by) for one in line.said] == [("withdrawn", "e1.0"), ("withdrawn", "e1.0")]
    assert line.said[1].statement.text == "Written on the wrong file."
    assert line.last is None


@pytest.mark.parametrize("how", ["replaces", "withdraws"])
@pytest.mark.parametrize("target", ["nowhere.0", "e0.1"])
def test_a_mistaken_replacement_or_withdrawal_stands_as_a_statement(how: str, target: str) -> None:
    found = case(
        entry("e0", said("person.surname", "Ri"), said("person.alias", "Owl")),
        entry("e1", said("person.surname", "Kim", **{how: target})),
    )

    assert [one.standing for one in found.line("person.surname").said] == ["stands", "stands"]
    assert found.line("person.alias").said[0].standing is Standing.STANDS


@pytest.mark.parametrize(
    ("term", "first", "second", "item"),
    [
        ("wish.wish", "unwilling_to_return", "return", "a"),
        ("death.at", "2025-01-09", "unknown", ""),
        ("interview.ill_treatment", "He was beaten.", "declined", "a"),
    ],
)
@pytest.mark.parametrize("how", ["replaces", "withdraws"])
def test_a_wish_a_death_claim_and_an_allegation_stand_whoever_ends_them(
    term: str, first: str, second: str, item: str, how: str
) -> None:
    again = f"e0/{item}" if item else ""
    found = case(
        entry("e0", said(term, first, item=item)), entry("e1", said(term, second, item=again, **{how: "e0.0"}))
    )

    older = found.line(term, again).said[0]
    assert (older.standing, older.ended_by) == (Standing.STANDS, "e1.0")


def test_items_belong_to_their_act_unless_they_name_an_earlier_one() -> None:
    found = case(
        entry("e0", said("document.kind", "book", item="a")),
        entry("e1", said("document.kind", "disc", item="a"), said("document.number", "12", item="e0/a")),
    )

    assert found.items("document") == ("e0/a", "e1/a")
    assert found.line("document.number", "e0/a").last.statement.value == Text("12")
