"""Probable twins are found for the tracing officer; nobody else learns that there is one, nor waits for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Forbidden
from nansen.office import find, index, read, register, twins, write
from nansen.statements.model import Statement
from nansen.statements.values import Date, Name

pytestmark = pytest.mark.db


def tasks(bureau: Bureau) -> list[tuple[set[str], str]]:
    found = twins.open_tasks(officer=bureau["tracing"], purpose="tracing", now=NOW)
    return [({twin.left.file, twin.right.file}, twin.why) for twin in found]


def born(year: int) -> Statement:
    return forms.said("person.birth_date", Date(dt.date(year, 1, 1), dt.date(year, 12, 31)))


def test_a_probable_twin_at_another_site_is_a_task_for_tracing(bureau: Bureau) -> None:
    mine = forms.opened(bureau["registrar"], "Kim Chol Su", born(1999))
    forms.opened(bureau["registrar"], "Rim Song", born(1999))
    assert tasks(bureau) == []

    theirs = forms.opened(bureau["registrar2"], "KIM Su-Chol", born(1999))

    assert tasks(bureau) == [({mine.file, theirs.file}, "same_name_and_birth")]
    read_entry = register.entry(forms.last())
    assert (read_entry.by, set(read_entry.shown)) == (bureau["tracing"].staff, {mine.file, theirs.file})


def test_the_registrar_sees_the_same_with_a_twin_and_without(bureau: Bureau) -> None:
    officer = bureau["registrar"]
    mine = forms.opened(officer, "Kim Chol", born(1999))

    def pages() -> tuple[Any, ...]:
        case = read.case(mine.file, officer=officer, purpose="intake", now=NOW).case
        search = find.by_words("kim chol", officer=officer, purpose="intake", now=NOW)
        board = find.recent(officer=officer, purpose="intake", now=NOW)
        return case, search.found, search.more, board.found, board.more

    without = pages()
    forms.opened(bureau["registrar2"], "Kim Chol", born(1999))
    assert len(tasks(bureau)) == 1

    assert pages() == without
    for role, purpose in (
        ("registrar", "intake"),
        ("registrar", "tracing"),
        ("auditor", "audit"),
        ("tracing", "intake"),
    ):
        before = forms.counts()
        with pytest.raises(Forbidden):
            twins.open_tasks(officer=bureau[role], purpose=purpose, now=NOW)
        assert forms.counts() == before


def test_opening_a_file_compares_nothing(bureau: Bureau) -> None:
    forms.opened(bureau["registrar2"], "Kim Chol")
    tasks(bureau)
    compared = index.opened().execute("SELECT twins FROM state").fetchone()

    forms.opened(bureau["registrar"], "Kim Chol")
    find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)

    assert index.opened().execute("SELECT twins FROM state").fetchone() == compared
    assert index.opened().execute("SELECT COUNT(*) FROM twin").fetchone() == (0,)
    assert len(tasks(bureau)) == 1


@pytest.mark.parametrize(
    ("left", "right", "years", "why"),
    [
        ("Kim Chol", "Kim Chol", (1999, 1999), "same_name_and_birth"),
        ("Kim Chol", "Chol Kim", (1999, None), "same_name"),
        ("Kim Chol", "Kim Chol", (None, None), "same_name"),
        ("Kim Chol", "Kim Chol", (1999, 1981), ""),
        ("Kim Chol", "Kim Chol Su", (1999, 1999), ""),
        ("Ki", "Ki", (1999, 1999), ""),
    ],
)
def test_who_is_a_probable_twin(
    bureau: Bureau, left: str, right: str, years: tuple[int | None, int | None], why: str
) -> None:
    for officer, name, year in zip(("registrar", "registrar2"), (left, right), years, strict=True):
        forms.opened(bureau[officer], name, *([born(year)] if year else []))

    assert [found for _, found in tasks(bureau)] == ([why] if why else [])


def test_a_name_that_was_replaced_makes_no_twin_any_more(bureau: Bureau) -> None:
    mine = forms.opened(bureau["registrar"], "Kim Chol")
    forms.opened(bureau["registrar2"], "Kim Chol")
    assert len(tasks(bureau)) == 1

    mended = dataclasses.replace(forms.said("person.full_name", Name("Rim Song")), replaces=mine.statements[0].id)
    write.record(forms.capture(bureau["registrar"], mended, file=mine.file), officer=bureau["registrar"])

    assert tasks(bureau) == []


def test_a_page_of_tasks_holds_the_newest_twenty_five_and_compares_in_steps(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "STEP", 40)
    for officer in ("registrar", "registrar2"):
        drafts = [forms.capture(bureau[officer], *forms.named(f"Kim Nr{n}")) for n in range(30)]
        write.record(*drafts, officer=bureau[officer])

    assert twins.compare() == 30  # of 60 files, nine officers and the policies, 40 are done
    assert len(tasks(bureau)) == 25


def test_an_index_that_is_lost_finds_its_twins_again(bureau: Bureau) -> None:
    for officer in ("registrar", "registrar2"):
        forms.opened(bureau[officer], "Kim Chol")
    before = tasks(bureau)

    index.drop()

    assert tasks(bureau) == before != []
