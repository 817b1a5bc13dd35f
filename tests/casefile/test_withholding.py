"""Withholding: what a reader may not see is not in the case that he gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casefile.people import DAY, DICTIONARY, FILE, WRITER, case, entry, said
from tests.law import writing

from nansen.casefile import timeline, withholding
from nansen.casefile.model import Case, Line, Officer, Sight, Standing
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Kind, Sensitivity, Statement

S1, S2, S3, S4 = Sensitivity
READER = Officer(staff="9" * 32, label="", roles=frozenset())
EVERY = Sight(seen=True, areas={"*": S4})


def withheld(
    *entries: Entry,
    areas: dict[str, Sensitivity] | None = None,
    own_first: Iterable[str] = (),
    sight: Sight | None = None,
) -> Case:
    seen = sight or Sight(seen=True, areas=areas or {}, own_first=frozenset(own_first))
    return withholding.case(case(*entries), seen, officer=READER, dictionary=DICTIONARY)


def test_no_sight_shows_nothing_of_a_file() -> None:
    assert withheld(entry("e0", said("person.sex", "yes"), site="West"), sight=Sight(seen=False)) == Case(
        file=FILE, kind=Kind.CAPTIVE
    )


def test_a_line_beyond_the_sight_keeps_its_term_and_nothing_else() -> None:
    found = withheld(
        entry("e0", said("person.surname", "Ri"), said("document.kind", "book", item="a")), areas={"intake": S2}
    )

    assert found.line("person.surname").last.statement.value == said("person.surname", "Ri").value
    assert found.line("document.kind", "e0/a") == Line(term="document.kind", item="e0/a", withheld=True)


@pytest.mark.parametrize(
    ("term", "typed", "item"),
    [
        ("wish.wish", "stay", "a"),
        ("health.finding", "a broken leg", ""),
        ("interview.ill_treatment", "beaten", "a"),
    ],
)
def test_of_what_would_tell_by_being_there_no_mark_is_left(term: str, typed: str, item: str) -> None:
    found = withheld(entry("e0", said(term, typed, item=item), form="wish"), areas={"intake": S4})

    assert (found.lines, found.entries) == ({}, ())


def test_a_term_that_the_dictionary_does_not_know_is_gone_even_for_who_sees_everything() -> None:
    found = withheld(entry("e0", replace(said("person.surname", "Ri"), term="unheard.of")), sight=EVERY)

    assert found.lines == {}


def test_who_sees_everything_gets_the_whole_case() -> None:
    entries = (
        entry("e0", said("person.surname", "Ri"), said("wish.wish", "stay", item="a"), reason="an intake"),
        entry("e1", act=Act.DECISION, form="disposition", reason="a decision"),
    )

    assert withheld(*entries, sight=EVERY) == case(*entries)


def test_acts_show_as_much_as_their_statements() -> None:
    name, paper, wish = (
        said("person.surname", "Ri"),
        said("document.kind", "x", item="a"),
        said("wish.wish", "stay", item="b"),
    )
    entries = [
        entry("e0", name, reason="seen"),
        entry("e1", name, paper, reason="half seen"),
        entry("e2", name, wish, reason="a wish besides", form="wish", purpose="protection"),
        entry("e3", paper, reason="unseen"),
        entry("e4", reason="no statement"),
    ]

    found = withheld(*entries, areas={"intake": S2})

    assert [(act.id, act.reason, act.form, act.purpose) for act in found.entries] == [
        ("e0", "seen", "capture", "intake"),
        ("e1", "", "capture", "intake"),
        ("e2", "", "", ""),
    ]
    assert [(one.form, one.purpose) for one in found.line("person.surname").said] == [
        ("capture", "intake"),
        ("capture", "intake"),
        ("", ""),
    ]


INTERVIEWS = {"areas": {"intake": S2, "interview": S4}, "own_first": ["interview"]}


def interview(id_: str, by: str, *statements: Statement, surname: str = "") -> Entry:
    rest = [said("person.surname", surname)] if surname else []
    return entry(id_, said("interview.orders", "To stay", item="a"), *statements, *rest, by=by, form="interview")


def test_interviews_of_others_are_hidden_until_his_own_is_brought_in() -> None:
    first = interview("e0", WRITER, surname="Ri")

    before = withheld(first, **INTERVIEWS)
    after = withheld(first, interview("e1", READER.staff), **INTERVIEWS)

    assert (before.lines, before.entries) == ({}, ())
    assert set(after.lines) == {
        ("e0/a", "interview.orders"),
        ("", "person.surname"),
        ("e1/a", "interview.orders"),
    }
    assert [act.id for act in after.entries] == ["e0", "e1"]


def test_what_other_forms_told_is_seen_beside_it_as_if_the_interview_had_not_been() -> None:
    intake = entry("e0", said("person.surname", "Ri"))
    corrected = entry("e1", said("person.surname", "Kim", replaces="e0.0"), by=WRITER, form="interview")
    contested = entry("e2", said("person.surname", "Pak"), by=WRITER, form="interview")

    line = withheld(intake, corrected, contested, **INTERVIEWS).line("person.surname")

    assert not line.contested
    assert [(one.entry_id, one.standing, one.ended_by) for one in line.said] == [("e0", Standing.STANDS, "")]


def test_what_stays_may_still_be_replaced_and_contested() -> None:
    intake = entry("e0", said("person.surname", "Ri"), said("person.alias", "Owl"))
    again = entry("e1", said("person.surname", "Kim", replaces="e0.0"))
    third = entry("e2", said("person.surname", "Pak"), said("person.alias", "Fox"))
    hidden = entry("e3", said("person.surname", "Han"), said("person.alias", "Elk"), by=WRITER, form="interview")

    found = withheld(intake, again, third, hidden, **INTERVIEWS)

    assert [one.standing for one in found.line("person.surname").said] == ["replaced", "stands", "stands"]
    assert found.line("person.surname").contested
    assert not found.line("person.alias").contested


def test_the_reason_of_an_act_that_also_brought_an_interview_waits_with_it() -> None:
    both = interview("e0", WRITER, surname="Ri")

    found = withheld(replace(both, form="capture", reason="He was ordered to stay."), **INTERVIEWS)

    assert [(act.id, act.reason) for act in found.entries] == [("e0", "")]


def test_words_added_to_anothers_interview_are_no_interview_of_his_own() -> None:
    added = entry("e1", said("interview.language", "ko", item="e0/a"), by=READER.staff)

    found = withheld(interview("e0", WRITER), added, **INTERVIEWS)

    assert set(found.lines) == {("e0/a", "interview.language")}


def test_an_item_of_another_area_does_not_open_the_interviews() -> None:
    paper = entry("e1", said("document.kind", "book", item="a"), by=READER.staff)
    unknown = entry("e2", replace(said("document.kind", "x", item="a"), term="unheard.of"), by=READER.staff)

    found = withheld(interview("e0", WRITER), paper, unknown, **INTERVIEWS)

    assert set(found.lines) == {("e1/a", "document.kind")}


def test_who_sees_everything_but_must_interview_first_sees_no_act_without_statements() -> None:
    decision = entry("e1", act=Act.DECISION, reason="a decision")
    sight = Sight(seen=True, areas={"*": S4}, own_first=frozenset({"interview"}))

    assert withheld(interview("e0", WRITER), decision, sight=sight).entries == ()


SECRET = (
    ("person.surname", "Secretname", ""),
    ("person.religion", "Secretfaith", ""),
    ("document.number", "Secretnumber", "a"),
    ("wish.reason", "Secretreason", "a"),
    ("health.finding", "Secretfinding", ""),
    ("interview.orders", "Secretorder", "a"),
    ("custody.custodian", "Secretkeeper", "a"),
)
AREAS = ("intake", "wish", "health", "interview", "custody", "*")


@st.composite
def secrets(draw: st.DrawFn) -> tuple[list[Entry], Sight]:
    entries = []
    for number in range(draw(st.integers(1, 5))):
        drawn = draw(st.lists(st.sampled_from(SECRET), max_size=5))
        rows = [
            said(term, f"{typed} {number}x{index}", item=item, text=f"Secrettext {number}x{index}")
            for index, (term, typed, item) in enumerate(drawn)
        ]
        by = draw(st.sampled_from((WRITER, READER.staff)))
        form = draw(st.sampled_from(("capture", "interview")))
        reason = draw(st.sampled_from(("", f"Secretcause {number}")))
        entries.append(entry(f"e{number}", *rows, by=by, form=form, reason=reason, at=DAY + dt.timedelta(days=number)))
    levels = draw(st.dictionaries(st.sampled_from(AREAS), st.sampled_from(Sensitivity)))
    own_first = frozenset(draw(st.sampled_from(((), ("interview",)))))
    return entries, Sight(seen=draw(st.booleans()), areas=levels, own_first=own_first)


@given(secrets())
def test_a_withheld_case_holds_no_word_of_what_is_withheld(drawn: tuple[list[Entry], Sight]) -> None:
    entries, sight = drawn

    found = withheld(*entries, sight=sight)

    shown = repr(found)
    kept = {one.statement.id for line in found.lines.values() for one in line.said}
    for act in entries:
        for statement in act.statements:
            term = DICTIONARY.term(statement.term)
            if statement.id in kept:
                assert sight.of(term.area, term.sensitivity)
            else:
                assert repr(statement.value) not in shown
                assert repr(statement.text) not in shown
        if not sight.of("", S4) and not all(statement.id in kept for statement in act.statements):
            assert not act.reason or repr(act.reason) not in shown
    assert not any(line.said for line in found.lines.values() if line.withheld)


@given(secrets())
def test_every_statement_that_is_shown_has_its_act(drawn: tuple[list[Entry], Sight]) -> None:
    entries, sight = drawn

    found = withheld(*entries, sight=sight)

    acts = {act.id for act in found.entries}
    assert {one.entry_id for line in found.lines.values() for one in line.said} <= acts
    assert len(timeline.of(found, dictionary=DICTIONARY)) == 0


LOUD = Sight(seen=True, areas={"intake": S4})


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        (["measure.what = weapon_used @m", "measure.injured = yes @m"], False),
        (["escape.what = attempted @e"], False),
        (["decision.step = proposed @d"], False),
        (["override.rule = gc3-118-unwilling @o", "override.ground = He asks for it. @o"], False),
        (["wish.wish = stay @w"], False),
        (["custody.kind = camp @c"], True),
    ],
)
def test_groups_that_tell_by_being_there_go_without_a_mark(lines: list[str], marked: bool) -> None:
    whole = writing.case(lines)

    found = withholding.case(whole, LOUD, officer=READER, dictionary=terms.shipped())

    assert bool(found.lines) is marked
    assert all(line.withheld for line in found.lines.values())


def test_nobody_knows_how_much_a_term_tells_that_is_not_known() -> None:
    dictionary = terms.shipped()

    assert withholding.silent(None)
    assert withholding.silent(dictionary.term("escape.what"))
    assert not withholding.silent(dictionary.term("custody.kind"))
