"""Assigning a file: to another, at his own site, and what it opens."""

from __future__ import annotations

import pytest
from tests.conftest import Bureau

from nansen.casefile.model import Officer
from nansen.errors import Broken, Forbidden, NotFound, Rejected
from nansen.office import assign, derived, read, register, write
from nansen.statements.model import Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Name
from nansen.store.models import File

pytestmark = pytest.mark.db


def opened(bureau: Bureau) -> str:
    said = Statement(
        id="", term="person.surname", value=Name("Мороз"), source=Source(Speaker.HIMSELF), manner=Manner.SPOKEN
    )
    entry = write.draft(
        None, [said], kind=Kind.CAPTIVE, form="capture", officer=bureau["registrar"], purpose="intake", now=bureau.now
    )
    return write.record(entry, officer=bureau["registrar"])[0].file


def give(bureau: Bureau, file: str, to: str, *, by: str = "registrar", purpose: str = "intake") -> Officer:
    assign.assign(file, bureau[to].staff, officer=bureau[by], purpose=purpose, now=bureau.now)
    return read.staff(bureau[to].staff)


def test_an_assigned_interviewer_may_read_what_he_could_not(bureau: Bureau) -> None:
    file = opened(bureau)
    with pytest.raises(NotFound):
        read.case(file, officer=bureau["interviewer"], purpose="protection", now=bureau.now)

    officer = give(bureau, file, "interviewer")

    assert read.case(file, officer=officer, purpose="protection", now=bureau.now).case.file == file


def test_a_file_is_not_assigned_twice_nor_to_oneself_nor_to_another_site(bureau: Bureau) -> None:
    file = opened(bureau)
    give(bureau, file, "interviewer")

    for to in ("interviewer", "registrar", "registrar2", "auditor"):
        with pytest.raises(Rejected, match="another officer of this site"):
            give(bureau, file, to)


def test_who_may_not_see_the_file_or_not_assign_is_refused(bureau: Bureau) -> None:
    file = opened(bureau)

    with pytest.raises(NotFound):
        give(bureau, file, "interviewer", by="registrar2")
    with pytest.raises(Forbidden):
        give(bureau, file, "interviewer", by="protection", purpose="protection")


def test_the_derived_officer_is_the_officer_of_the_ledger(bureau: Bureau) -> None:
    file = opened(bureau)
    officer = give(bureau, file, "interviewer")

    _, row = register.rows([officer.staff])[officer.staff]

    assert derived.officer(officer.staff, row) == officer


def test_an_assignment_that_was_taken_back_closes_the_file_and_may_be_given_again(bureau: Bureau) -> None:
    file = opened(bureau)
    give(bureau, file, "interviewer")
    assert [one.staff for one in assign.holders(file, officer=bureau["registrar"])] == [bureau["interviewer"].staff]

    assign.take_back(file, bureau["interviewer"].staff, officer=bureau["registrar"], purpose="intake", now=bureau.now)

    officer = read.staff(bureau["interviewer"].staff)
    with pytest.raises(NotFound):
        read.case(file, officer=officer, purpose="protection", now=bureau.now)
    assert file in give(bureau, file, "interviewer").assigned


def test_what_is_not_assigned_is_not_taken_back(bureau: Bureau) -> None:
    file = opened(bureau)

    with pytest.raises(Rejected, match="who has this file"):
        assign.take_back(
            file, bureau["interviewer"].staff, officer=bureau["registrar"], purpose="intake", now=bureau.now
        )


def test_a_clear_column_that_was_altered_breaks_the_seal_instead_of_opening_the_file(bureau: Bureau) -> None:
    file = opened(bureau)
    File.objects.filter(id=file).update(site="south")

    with pytest.raises(Broken):
        read.case(file, officer=bureau["registrar2"], purpose="intake", now=bureau.now)
