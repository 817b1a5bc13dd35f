"""The one way in: what is refused is refused whole, what is kept is kept once, and two writers know of each other."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Forbidden, NotFound, Rejected
from nansen.ledger.seal import Wrapped
from nansen.office import keys, rebuild, register, write
from nansen.statements.model import Act, Entry, Kind, Statement
from nansen.statements.values import Absence, Absent, Code, Measure, Name, Text

pytestmark = pytest.mark.db

GOOD = forms.said("person.full_name", Name("Kim Chol"))
ONE_FAULT: dict[str, tuple[Statement, str, str]] = {
    "an unknown term": (
        dataclasses.replace(GOOD, term="person.shoe_size"),
        "statement 0, person.shoe_size",
        "a term of the data dictionary",
    ),
    "a value of another kind": (
        forms.said("person.full_name", Text("Kim")),
        "statement 0, person.full_name",
        "a value of kind name",
    ),
    "a code of no list": (
        forms.said("person.sex", Code("captain")),
        "statement 0, person.sex",
        "a code of the list sex",
    ),
    "a number in another unit": (
        forms.said("person.height", Measure(Decimal(180), Decimal(180), "m")),
        "statement 0, person.height",
        "a number in cm",
    ),
    "an item where none belongs": (
        forms.said("person.sex", Code("male"), item="a"),
        "statement 0, person.sex",
        "no item, for the group does not repeat",
    ),
    "what replaces nothing": (
        dataclasses.replace(GOOD, replaces=f"{'a' * 32}.0"),
        "statement 0, person.full_name",
        "replaces: an earlier statement of this file",
    ),
    "a term of another form": (
        forms.wish("stay", item="asked")[0],
        "statement 0, wish.wish",
        "a term of the form capture",
    ),
}


@pytest.mark.parametrize("fault", ONE_FAULT.values(), ids=ONE_FAULT)
def test_what_is_wrong_is_refused_with_where_and_what_was_expected(
    bureau: Bureau, fault: tuple[Statement, str, str]
) -> None:
    before = forms.counts()

    with pytest.raises(Rejected) as refusal:
        write.record(forms.capture(bureau["registrar"], fault[0]), officer=bureau["registrar"])

    assert [(f.where, f.expected) for f in refusal.value.faults] == [fault[1:]]
    assert "Kim" not in str(refusal.value)
    assert forms.counts() == before


def test_every_fault_of_every_entry_is_told_at_once(bureau: Bureau) -> None:
    wrong = forms.said("person.sex", Code("captain"))
    entries = [forms.capture(bureau["registrar"], GOOD, wrong, wrong), forms.capture(bureau["registrar"], GOOD, wrong)]

    with pytest.raises(Rejected) as refusal:
        write.record(*entries, officer=bureau["registrar"], lines=[7, 9])

    assert [(fault.line, fault.where) for fault in refusal.value.faults] == [
        (7, "statement 1, person.sex"),
        (7, "statement 2, person.sex"),
        (9, "statement 1, person.sex"),
    ]


def test_five_thousand_statements_with_one_bad_leave_no_trace(bureau: Bureau) -> None:
    held = forms.opened(bureau["registrar"], "Kim Chol")
    before, row = forms.counts(), register.rows([held.file])
    many = [forms.said("person.marks", Text(f"scar {turn}")) for turn in range(4_999)]
    bad = forms.said("person.sex", Code("captain"))

    with pytest.raises(Rejected, match=r"statement 3000, person\.sex"):
        write.record(
            forms.capture(bureau["registrar"], GOOD),
            forms.capture(bureau["registrar"], *many[:3_000], bad, *many[3_000:], file=held.file),
            officer=bureau["registrar"],
        )

    assert (forms.counts(), register.rows([held.file])) == (before, row)


def test_five_thousand_good_statements_are_one_leaf(bureau: Bureau) -> None:
    before = forms.counts()
    many = [forms.said("person.marks", Text(f"scar {turn}")) for turn in range(5_000)]

    (kept,) = write.record(forms.capture(bureau["registrar"], *many), officer=bureau["registrar"])

    assert forms.counts()["Entry"] == before["Entry"] + 1
    assert register.entries(kept.file) == (kept,)
    with pytest.raises(Rejected, match="at most 5000 statements"):
        forms.capture(bureau["registrar"], *many, GOOD)


def test_a_file_of_another_site_is_answered_like_one_that_is_not_there(bureau: Bureau) -> None:
    held = forms.opened(bureau["registrar2"], "Kim Chol")
    before = forms.counts()

    with pytest.raises(NotFound) as hidden:
        write.record(forms.capture(bureau["registrar"], GOOD, file=held.file), officer=bureau["registrar"])
    with pytest.raises(NotFound) as absent:
        register.outline("f" * 32)

    assert str(hidden.value) == str(absent.value)
    assert forms.counts() == before


@pytest.mark.parametrize(
    ("role", "form", "kind", "purpose"),
    [
        ("registrar", "wish", Kind.CAPTIVE, "intake"),
        ("registrar", "capture", Kind.CAPTIVE, "care"),
        ("registrar", "no_such_form", Kind.CAPTIVE, "intake"),
        ("registrar", "capture", Kind.STAFF, "intake"),
        ("auditor", "capture", Kind.CAPTIVE, "audit"),
        ("protection", "wish", Kind.CAPTIVE, "protection"),
        ("tracing", "tracing", Kind.CAPTIVE, "tracing"),
    ],
)
def test_what_is_not_the_officer_s_to_open_is_forbidden(
    bureau: Bureau, role: str, form: str, kind: Kind, purpose: str
) -> None:
    before = forms.counts()
    entry = forms.capture(bureau[role], GOOD, form=form, kind=kind, purpose=purpose)

    with pytest.raises(Forbidden):
        write.record(entry, officer=bureau[role])

    assert forms.counts() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda entry, other: dataclasses.replace(entry, by=other.staff),
        lambda entry, other: dataclasses.replace(entry, site=other.site),
        lambda entry, _: dataclasses.replace(entry, act=Act.READ),
        lambda entry, _: dataclasses.replace(entry, act=Act.ERASURE),
    ],
    ids=["in another's name", "at another site", "as a read", "as an erasure"],
)
def test_an_officer_writes_in_his_own_name_and_by_a_form(bureau: Bureau, change: Callable[..., Entry]) -> None:
    entry = change(forms.capture(bureau["registrar"], GOOD), bureau["registrar2"])
    before = forms.counts()

    with pytest.raises(Forbidden):
        write.record(entry, officer=bureau["registrar"])

    assert forms.counts() == before


def test_a_form_that_is_sent_twice_is_kept_once(bureau: Bureau) -> None:
    entry = forms.capture(bureau["registrar"], GOOD)
    again = dataclasses.replace(entry, file=write.fresh_id())

    (first,) = write.once(entry, officer=bureau["registrar"])
    before = forms.counts()

    assert write.once(again, officer=bureau["registrar"]) == (first,)
    assert forms.counts() == before
    with pytest.raises(Rejected, match="not kept yet"):
        write.record(entry, officer=bureau["registrar"])


def test_the_id_of_an_entry_is_no_way_to_read_what_another_officer_wrote(bureau: Bureau) -> None:
    theirs = forms.capture(bureau["registrar2"], *forms.named("Kim Chol"))
    write.once(theirs, officer=bureau["registrar2"])

    with pytest.raises(Rejected, match="never used"):
        write.once(forms.capture(bureau["registrar"], GOOD, id_=theirs.id), officer=bureau["registrar"])


def test_an_entry_is_read_back_as_it_was_written(bureau: Bureau) -> None:
    said = (
        GOOD,
        forms.said("person.birth_date", Absent(Absence.DECLINED), text="김, «він» 🙂", lang="ko"),
        forms.said("person.home_address", Absent(Absence.NOT_ASKED)),
    )

    (kept,) = write.record(forms.capture(bureau["registrar"], *said), officer=bureau["registrar"])

    assert register.entries(kept.file) == (kept,)
    assert register.entry(kept.number) == kept
    assert [statement.id for statement in kept.statements] == [f"{kept.id}.{index}" for index in range(3)]


def test_a_read_entry_changes_no_derived_row_and_belongs_to_the_reader(bureau: Bureau) -> None:
    held = forms.opened(bureau["registrar"], "Kim Chol")
    staff = bureau["registrar"].staff
    before = forms.asked("SELECT id, through, sealed FROM store_file ORDER BY id")

    noted = write.note_read(
        [held.file], officer=bureau["registrar"], action="read:case", purpose="intake", opened=None, now=NOW
    )

    kept = register.entry(noted.number)
    assert (kept.file, kept.act, kept.shown, kept.opened) == (staff, Act.READ, (held.file,), None)
    assert forms.asked("SELECT id, through, sealed FROM store_file ORDER BY id") == before
    assert noted.number not in [entry.number for entry in register.entries(staff)]


@pytest.mark.parametrize("purpose", ["nonsense", "", "care"])
def test_a_read_for_a_purpose_that_is_not_his_is_not_kept(bureau: Bureau, purpose: str) -> None:
    before = forms.counts()

    with pytest.raises(Rejected, match="purpose: expected a purpose of this officer's roles, found another"):
        write.note_read([], officer=bureau["registrar"], action="search", purpose=purpose, opened=None, now=NOW)

    assert forms.counts() == before


def test_a_read_entry_names_at_most_one_page_of_files(bureau: Bureau) -> None:
    before = forms.counts()

    with pytest.raises(Rejected, match="at most 50 files"):
        write.note_read(
            ["a" * 32] * 51, officer=bureau["registrar"], action="search", purpose="intake", opened=None, now=NOW
        )

    assert forms.counts() == before


def test_what_another_writer_kept_between_reading_and_writing_is_in_the_derived_row(bureau: Bureau) -> None:
    held = forms.opened(bureau["registrar"], "Kim Chol")
    ours = forms.capture(bureau["registrar"], *forms.named("Kim Chol Su"), file=held.file)

    # Given a case that was folded before another officer's entry came
    folded = {held.file: write._fold(write._case(held.file), [ours])}
    write.record(
        forms.capture(bureau["registrar"], *forms.named("Rim Song"), file=held.file), officer=bureau["registrar"]
    )
    write.keep([ours], folded=folded, sent=True)

    _, row = register.rows([held.file])[held.file]
    assert [name["text"] for name in row["names"]] == ["Kim Chol Su", "Rim Song", "Kim Chol"]
    assert rebuild.difference() == []


def test_who_finds_the_file_opened_before_him_writes_on_top(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    file, officer, new = write.fresh_id(), bureau["registrar"], keys.new

    def overtaken() -> tuple[bytes, Wrapped]:
        # Given another officer who opens the file after we found it not there, and before our entry is kept
        monkeypatch.setattr(keys, "new", new)
        write.record(forms.capture(officer, *forms.named("Rim Song"), file=file), officer=officer)
        return new()

    monkeypatch.setattr(keys, "new", overtaken)
    write.record(forms.capture(officer, *forms.named("Kim Chol"), file=file), officer=officer)

    assert [name["text"] for name in register.rows([file])[file][1]["names"]] == ["Kim Chol", "Rim Song"]
    assert rebuild.difference() == []


def test_two_who_open_one_file_at_one_moment_both_write_on_it(bureau: Bureau) -> None:
    file = write.fresh_id()
    barrier = threading.Barrier(2)
    failed: list[BaseException] = []

    def opens(name: str) -> None:
        try:
            barrier.wait()
            write.record(forms.capture(bureau["registrar"], *forms.named(name), file=file), officer=bureau["registrar"])
        except BaseException as error:  # noqa: BLE001 - told below, by the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=opens, args=(name,)) for name in ("Kim Chol", "Rim Song")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(register.entries(file)) == 2
    assert {name["text"] for name in register.rows([file])[file][1]["names"]} == {"Kim Chol", "Rim Song"}
    assert rebuild.difference() == []
