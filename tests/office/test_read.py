"""The one way out: withheld before it is shown, and kept as read before it leaves."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import DatabaseError
from tests.conftest import NOW, POSTGRES, Bureau
from tests.office import forms

from nansen.casefile.model import Officer
from nansen.errors import NotFound
from nansen.office import read, register, write
from nansen.statements.model import Act, Entry, Kind, Sensitivity
from nansen.statements.values import Code, Name, Place

pytestmark = pytest.mark.db


@pytest.fixture
def captive(bureau: Bureau) -> Entry:
    """A captive of whom the registrar wrote a name and a state of health."""
    return forms.opened(bureau["registrar"], "Kim Chol", forms.said("health.state", Code("good")))


def assigned(officer: Officer, file: str) -> Officer:
    return dataclasses.replace(officer, assigned=frozenset({file}))


def test_a_case_is_shown_as_far_as_the_reader_may_see_it(bureau: Bureau, captive: Entry) -> None:
    opened = read.case(captive.file, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert opened.case.file == captive.file
    assert {term for _, term in opened.case.lines} == {"person.full_name"}


def test_a_read_entry_says_who_read_what_for_what_and_how_close_it_was_held(bureau: Bureau, captive: Entry) -> None:
    officer = bureau["registrar"]

    opened = read.case(captive.file, officer=officer, purpose="intake", now=NOW)

    assert register.entry(opened.read) == Entry(
        id=register.entry(opened.read).id,
        file=officer.staff,
        kind=Kind.STAFF,
        act=Act.READ,
        form="read:case",
        by=officer.staff,
        purpose="intake",
        at=NOW,
        site="north",
        shown=(captive.file,),
        opened=Sensitivity.S2,
    )


def test_the_highest_sensitivity_is_that_of_what_was_shown_to_him(bureau: Bureau, captive: Entry) -> None:
    doctor = assigned(bureau["medical"], captive.file)

    opened = read.case(captive.file, officer=doctor, purpose="care", now=NOW)

    assert {term for _, term in opened.case.lines} >= {"health.state"}
    assert register.entry(opened.read).opened == Sensitivity.S3


def test_without_a_read_entry_there_is_no_page(bureau: Bureau, captive: Entry) -> None:
    before = forms.counts()
    forms.run(
        "CREATE TRIGGER no_room BEFORE INSERT ON store_body FOR EACH ROW EXECUTE FUNCTION store_refuse()"
        if POSTGRES
        else "CREATE TRIGGER no_room BEFORE INSERT ON store_body BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )

    for opens in (read.case, lambda _, **how: read.entry(captive.number, **how)):
        with pytest.raises(DatabaseError):
            opens(captive.file, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert forms.counts() == before


def test_the_read_entry_is_durable_before_the_case_is_returned(bureau: Bureau, captive: Entry) -> None:
    opened = read.case(captive.file, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert forms.asked("SELECT size FROM store_edge") == [(opened.read + 1,)]


@pytest.mark.parametrize("purpose", ["intake", "audit", "care", "no such purpose", ""])
@pytest.mark.parametrize("role", ["registrar2", "medical", "interviewer", "decider", "auditor"])
def test_a_file_that_is_not_for_him_is_answered_like_one_that_is_not_there(
    bureau: Bureau, captive: Entry, role: str, purpose: str
) -> None:
    before = forms.counts()
    texts = set()

    for file in (captive.file, "f" * 32, "no id", ""):
        with pytest.raises(NotFound) as answer:
            read.case(file, officer=bureau[role], purpose=purpose, now=NOW)
        texts.add(str(answer.value))

    assert texts == {read.HIDDEN}
    assert forms.counts() == before


def test_one_act_is_shown_without_what_it_said_beside_the_case(bureau: Bureau, captive: Entry) -> None:
    act, opened = read.entry(captive.number, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert (act.id, act.number, act.statements) == (captive.id, captive.number, ())
    assert opened is not None
    assert register.entry(opened.read).form == "read:entry"
    assert register.entry(opened.read).shown == (captive.file,)


def test_an_act_of_which_he_may_see_nothing_is_not_there_for_him(bureau: Bureau, captive: Entry) -> None:
    hears = assigned(bureau["interviewer"], captive.file)
    (heard,) = write.record(
        forms.capture(hears, *forms.wish("stay"), file=captive.file, form="wish", purpose="protection"), officer=hears
    )
    before = forms.counts()

    texts = set()
    for number in (heard.number, 10**6, -1):
        with pytest.raises(NotFound) as answer:
            read.entry(number, officer=bureau["registrar"], purpose="intake", now=NOW)
        texts.add(str(answer.value))
    shown = read.case(captive.file, officer=bureau["registrar"], purpose="intake", now=NOW).case

    assert texts == {read.HIDDEN}
    assert "wish" not in repr(shown)
    assert forms.counts() == before | {"Entry": before["Entry"] + 1, "Body": before["Body"] + 1}
    assert read.entry(heard.number, officer=hears, purpose="protection", now=NOW)[0].form == "wish"


def test_who_read_what_is_shown_to_the_auditor_alone_and_that_is_a_read_too(bureau: Bureau, captive: Entry) -> None:
    opened = read.case(captive.file, officer=bureau["registrar"], purpose="intake", now=NOW)

    with pytest.raises(NotFound, match=read.HIDDEN):
        read.entry(opened.read, officer=bureau["registrar"], purpose="intake", now=NOW)
    found, case = read.entry(opened.read, officer=bureau["auditor"], purpose="audit", now=NOW)

    assert (found.shown, case) == ((captive.file,), None)
    last = register.entry(forms.last())
    assert (last.by, last.act, last.shown, last.opened) == (
        bureau["auditor"].staff, Act.READ, (bureau["registrar"].staff,), Sensitivity.S1,
    )  # fmt: skip


def test_the_kind_of_a_file_is_told_to_who_may_fill_that_form(bureau: Bureau, captive: Entry) -> None:
    assert read.kind(captive.file, officer=bureau["registrar"], purpose="intake", form="capture") is Kind.CAPTIVE
    for role, form in (("registrar", "wish"), ("registrar2", "capture")):
        with pytest.raises(NotFound, match=read.HIDDEN):
            read.kind(captive.file, officer=bureau[role], purpose="intake", form=form)


def test_an_officer_is_who_his_staff_file_says_and_any_other_file_is_none(bureau: Bureau, captive: Entry) -> None:
    texts = set()

    for file in (captive.file, "f" * 32):
        with pytest.raises(NotFound) as answer:
            read.staff(file)
        texts.add(str(answer.value))

    assert read.staff(bureau["medical"].staff) == bureau["medical"]
    assert len(texts) == 1


def test_what_others_heard_is_shown_to_an_interviewer_only_after_his_own(bureau: Bureau, captive: Entry) -> None:
    first = assigned(bureau["interviewer"], captive.file)
    second = dataclasses.replace(first, staff=bureau["protection"].staff)
    heard = (forms.said("interview.place", Place("The camp"), item="i"),)
    for officer in (first,):
        write.record(
            forms.capture(officer, *heard, file=captive.file, form="interview", purpose="protection"), officer=officer
        )

    before = read.case(captive.file, officer=second, purpose="protection", now=NOW).case
    write.record(
        forms.capture(second, *heard, file=captive.file, form="interview", purpose="protection"), officer=second
    )
    after = read.case(captive.file, officer=second, purpose="protection", now=NOW).case

    assert before.items("interview") == ()
    assert len(after.items("interview")) == 2
    assert isinstance(before.line("person.full_name").last.statement.value, Name)
