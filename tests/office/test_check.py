"""The check of the whole ledger says yes to what is whole, and names what was touched, on each database."""

from __future__ import annotations

import pytest
from tests.conftest import Bureau
from tests.office import forms

from nansen.errors import Broken, Fault
from nansen.office import append, check, keys, register, write

pytestmark = pytest.mark.db


@pytest.fixture
def whole(bureau: Bureau) -> Bureau:
    """A register of 300 entries with its triggers off, and a whole subtree."""
    for name in ("Kim Chol", "Rim Song"):
        forms.opened(bureau["registrar"], name)
    staff = bureau["registrar"].staff
    entry, key = forms.capture(bureau["registrar"], file=staff), keys.of_file(staff)
    append.append([register.close(entry, key) for _ in range(288)])
    for table in ("store_entry", "store_body", "store_subtree", "store_edge", "store_key"):
        forms.unprotected(table)
    return bureau


def test_a_whole_register_is_whole(whole: Bureau) -> None:
    verdict = check.ledger()

    assert (verdict.faults, verdict.size, verdict.first) == ((), 300, None)
    assert verdict.head is not None
    assert verdict.head.size == 300


@pytest.mark.parametrize("number", [0, 50, 299])
def test_an_entry_without_its_body_is_named(whole: Bureau, number: int) -> None:
    forms.run("DELETE FROM store_body WHERE number = %s", number)

    verdict = check.ledger()

    assert verdict.first == number
    assert verdict.faults[0] == Fault(f"entry {number}", "the body of an entry that no erasure covers", "none")


def test_a_wish_that_is_taken_out_is_named_and_its_file_is_not_shown_as_whole(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    asked = forms.capture(bureau["interviewer"], *forms.wish("stay"), file=kept.file, purpose="wish", form="wish")
    (asked,) = write.keep([asked])
    assert register.entries(kept.file) == (kept, asked)
    forms.unprotected("store_body")

    forms.run("DELETE FROM store_body WHERE number = %s", asked.number)

    assert check.ledger().first == asked.number
    with pytest.raises(Broken, match=f"Act {asked.number}, the last of its file, is not in the register"):
        register.entries(kept.file)


def test_a_file_of_which_nothing_is_left_is_broken_and_not_empty(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    forms.unprotected("store_body")

    forms.run("DELETE FROM store_body WHERE file = %s", kept.file)

    with pytest.raises(Broken, match="its body is missing"):
        register.entries(kept.file)


def test_a_file_without_its_row_is_read_from_the_ledger_alone(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    forms.run("DELETE FROM store_file WHERE id = %s", kept.file)

    assert register.entries(kept.file) == (kept,)


TOUCHED = {
    "a leaf is changed": (
        "UPDATE store_entry SET leaf = (SELECT leaf FROM store_entry WHERE number = 8) WHERE number = 9",
        9,
    ),
    "a leaf is none": ("UPDATE store_entry SET leaf = %s WHERE number = 9", 9, b"nothing"),
    "an entry is gone": ("DELETE FROM store_entry WHERE number = 120", 120),
    "the last entry is gone": ("DELETE FROM store_entry WHERE number = 299", 299),
    "a body is changed": ("UPDATE store_body SET sealed = %s WHERE number = 12", 12, bytes(300)),
    "a body is given to another file": ("UPDATE store_body SET file = %s WHERE number = 9", 9, "f" * 32),
    "a body has another class": ("UPDATE store_body SET act = 'read' WHERE number = 9", 9),
    "a body has another id": ("UPDATE store_body SET entry_id = %s WHERE number = 9", 9, "f" * 32),
    "a body without its entry": (
        "INSERT INTO store_body SELECT 300, file, act, entry_id, sealed FROM store_body WHERE number = 9",
        300,
    ),
    "an entry beyond the head": (
        "INSERT INTO store_entry (number, leaf) SELECT 300, leaf FROM store_entry WHERE number = 9",
        300,
    ),
    "the edge is changed": ("UPDATE store_edge SET hashes = %s", None, bytes(32 * (300).bit_count())),
    "the edge is shorter": ("UPDATE store_edge SET size = 299", None),
    "the head is another": ("UPDATE store_edge SET head = %s", None, "bureau.example/register\n300\nAAAA\n"),
    "a kept root is changed": ("UPDATE store_subtree SET hash = %s", None, bytes(32)),
    "a kept root is gone": ("DELETE FROM store_subtree", None),
    "a file's key is gone": ("DELETE FROM store_key WHERE file = (SELECT file FROM store_body WHERE number = 9)", 9),
    "a file's key is another's": (
        (
            "UPDATE store_key SET wrapped = (SELECT wrapped FROM store_key WHERE file ="
            " (SELECT file FROM store_body WHERE number = 10))"
            " WHERE file = (SELECT file FROM store_body WHERE number = 9)"
        ),
        None,
    ),
    "a file's key is nonsense": (
        "UPDATE store_key SET wrapped = %s WHERE file = (SELECT file FROM store_body WHERE number = 9)",
        None,
        bytes(40),
    ),
}


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=TOUCHED)
def test_what_was_touched_is_found_and_named(whole: Bureau, touch: tuple[str, int | None, object]) -> None:
    sql, number, *row = touch

    forms.run(sql, *row)
    verdict = check.ledger()

    assert not verdict.ok
    assert verdict.first == number
    for fault in verdict.faults:
        assert fault.expected != fault.found


def test_two_leaves_that_changed_places_are_found(whole: Bureau) -> None:
    forms.run("UPDATE store_entry SET number = -number - 1 WHERE number IN (9, 10)")
    forms.run("UPDATE store_entry SET number = CASE number WHEN -10 THEN 10 ELSE 9 END WHERE number < 0")

    assert check.ledger().first == 9


def test_a_head_that_the_register_s_own_key_did_not_sign_is_a_fault(whole: Bureau) -> None:
    (whole.keys / "log").write_text("0" * 64)
    keys.forget()

    assert not check.ledger().ok
