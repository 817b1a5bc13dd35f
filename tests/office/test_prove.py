"""Proof for outsiders: receipts at any size, the published folder, and that no log is published over another."""

from __future__ import annotations

import base64
import dataclasses
from pathlib import Path

import pytest
from tests.conftest import Bureau
from tests.office import forms

from nansen.errors import Broken, NotFound, Rejected
from nansen.ledger import heads, verify
from nansen.office import append, keys, prove, register

pytestmark = pytest.mark.db


def grow(bureau: Bureau, size: int) -> None:
    """Append entries until the log has that size."""
    staff = bureau["registrar"].staff
    entry, key = forms.capture(bureau["registrar"], file=staff), keys.of_file(staff)
    append.append([register.close(entry, key) for _ in range(size - prove.size())])


@pytest.mark.parametrize("size", [10, 16, 17, 255, 256, 257, 511, 513, 700])
def test_a_receipt_verifies_at_any_size_and_for_no_other_leaf(bureau: Bureau, tmp_path: Path, size: int) -> None:
    grow(bureau, size)
    file = tmp_path / "entry.tlog-proof"

    for number in sorted({0, 1, 8, size // 2, size - 2, size - 1} | ({255, 256} & set(range(size)))):
        file.write_text(prove.receipt(number))

        verdict = verify.path(file, vkey=prove.vkey())
        assert (verdict.faults, verdict.head) == ((), prove.head())
        other = prove.leaves((number + 1) % size, (number + 1) % size + 1)[0]
        assert not verify.path(file, vkey=prove.vkey(), leaf=other).ok


def test_a_receipt_tells_class_hour_and_digest_and_nothing_of_anybody(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    text = prove.receipt(kept.number)

    for line in text.splitlines():
        extra = line.removeprefix("extra ") if line.startswith("extra ") else ""
        clear = line + base64.b64decode(extra).decode()
        for part in (kept.file, kept.id, kept.by, "Kim", "captive", "north"):
            assert part not in clear


@pytest.mark.parametrize("number", [-1, 10, 10**9])
def test_there_is_no_receipt_of_an_entry_that_is_not_there(bureau: Bureau, number: int) -> None:
    assert prove.size() == 10

    with pytest.raises(NotFound):
        prove.receipt(number)


def test_a_published_log_verifies_and_grows(bureau: Bureau, tmp_path: Path) -> None:
    for size in (10, 10, 250, 257, 300, 800):
        grow(bureau, size)

        assert prove.publish(tmp_path) == size

        verdict = verify.path(tmp_path, vkey=prove.vkey())
        assert (verdict.faults, verdict.head, verdict.size) == ((), prove.head(), size)
    assert (tmp_path / "checkpoint").read_text() == prove.checkpoint()
    assert (tmp_path / "vkey").read_text() == prove.vkey() + "\n"
    assert not list(tmp_path.rglob(".*"))


def test_what_is_published_again_is_only_what_grew(bureau: Bureau, tmp_path: Path) -> None:
    grow(bureau, 300)
    prove.publish(tmp_path)
    whole = tmp_path / "tile" / "entries" / "000"
    before = whole.stat().st_mtime_ns, whole.stat().st_ino

    grow(bureau, 600)
    prove.publish(tmp_path)

    assert (whole.stat().st_mtime_ns, whole.stat().st_ino) == before
    assert (tmp_path / "tile" / "entries" / "001").exists()


def test_a_log_is_not_published_over_another(bureau: Bureau, tmp_path: Path) -> None:
    (tmp_path / "vkey").write_text("another.example/log+00000000+AAAA\n")

    with pytest.raises(Rejected, match="another log's key"):
        prove.publish(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["vkey"]


@pytest.mark.parametrize("size", [20, 30, 40])
def test_a_fork_under_the_same_key_is_not_published(bureau: Bureau, tmp_path: Path, size: int) -> None:
    # Given a published head of 30 other entries, as of a register that went on before an old backup was restored
    grow(bureau, size)
    ring = keys.ring()
    fork = heads.sign(dataclasses.replace(prove.head(), size=30, root=bytes(32)), ring.log)
    (tmp_path / "vkey").write_text(ring.vkey)
    (tmp_path / "checkpoint").write_text(fork)

    with pytest.raises(Rejected, match="an earlier state of this log"):
        prove.publish(tmp_path)

    assert (tmp_path / "checkpoint").read_text() == fork
    assert not (tmp_path / "tile").exists()


def test_a_folder_with_a_head_that_the_key_did_not_sign_is_left_alone(bureau: Bureau, tmp_path: Path) -> None:
    (tmp_path / "checkpoint").write_text(prove.checkpoint().replace("\n10\n", "\n8\n"))

    with pytest.raises(Broken):
        prove.publish(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["checkpoint"]


def test_the_published_folder_holds_no_id_and_no_word_of_anybody(bureau: Bureau, tmp_path: Path) -> None:
    kept = [forms.opened(bureau["registrar"], f"Kim Chol {n}") for n in "abc"]
    kept.append(forms.opened(bureau["registrar2"], "Rim Song"))

    prove.publish(tmp_path)

    everything = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    names = "".join(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*"))
    ids = {part for entry in kept for part in (entry.file, entry.id, entry.by)}
    for id_ in ids:
        for form in (id_.encode(), bytes.fromhex(id_), base64.b64encode(bytes.fromhex(id_))[:20]):
            assert form not in everything
        assert id_ not in names
    assert b"Kim" not in everything


def test_what_the_world_may_see_is_shown_newest_first(bureau: Bureau) -> None:
    shown = prove.shown(2, 6)

    assert [number for number, _ in shown] == [5, 4, 3, 2]
    assert {leaf.act.value for _, leaf in shown} == {"act"}
    assert prove.files() == 10
