"""The open index: it follows the ledger, is rebuilt when it is lost, and lies nowhere but on tmpfs, for nobody else."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest
from django.conf import settings
from tests.conftest import NOW, Bureau
from tests.office import forms, writers

from nansen.errors import Misconfigured
from nansen.office import find, index, write

pytestmark = pytest.mark.db


def found(bureau: Bureau, query: str = "kim") -> set[str]:
    page = find.by_words(query, officer=bureau["registrar"], purpose="intake", now=NOW)
    return {item.file for item in page.found}


def test_the_folder_and_its_files_are_for_nobody_else(bureau: Bureau) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")
    assert found(bureau)

    assert settings.OPEN_DIR.stat().st_mode & 0o777 == 0o700
    assert (settings.OPEN_DIR / "index.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lost", ["all", "log", "damaged", "no database", "emptied"])
def test_a_lost_index_is_rebuilt(bureau: Bureau, lost: str) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    assert found(bureau) == {kept.file}
    index.close()
    parts = sorted(settings.OPEN_DIR.glob("index.db*"))
    assert parts

    if lost == "all":
        for part in parts:
            part.unlink()
    elif lost == "log":
        (settings.OPEN_DIR / "index.db-wal").unlink(missing_ok=True)
    elif lost == "damaged":
        (settings.OPEN_DIR / "index.db").write_bytes(b"SQLite format 3\x00" + os.urandom(8_192))
    elif lost == "no database":
        (settings.OPEN_DIR / "index.db").write_bytes(b"no database at all" * 500)
    else:
        index.drop()

    assert found(bureau) == {kept.file}


def test_a_log_that_a_lost_index_left_behind_is_not_played_into_the_new_one(bureau: Bureau) -> None:
    first = forms.opened(bureau["registrar"], "Kim Chol")
    assert found(bureau) == {first.file}
    # Given a log that holds only what came after the rest had gone into the database
    index._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    second = forms.opened(bureau["registrar"], "Kim Su")
    assert found(bureau) == {first.file, second.file}
    log = (settings.OPEN_DIR / "index.db-wal").read_bytes()
    index.close()

    (settings.OPEN_DIR / "index.db").unlink()
    (settings.OPEN_DIR / "index.db-wal").write_bytes(log)

    assert log
    assert found(bureau) == {first.file, second.file}
    assert index._connection().execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_index_that_is_dropped_under_an_open_connection_is_made_anew(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    assert found(bureau) == {kept.file}

    for part in settings.OPEN_DIR.glob("index.db*"):
        part.unlink()
    again = forms.opened(bureau["registrar"], "Kim Su")

    assert found(bureau) == {kept.file, again.file}


def test_a_folder_that_is_not_tmpfs_is_refused(bureau: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    disk = _disk(tmp_path)
    monkeypatch.setattr(settings, "OPEN_DIR", disk / "open")

    with pytest.raises(Misconfigured, match="must not touch a disk"):
        found(bureau)

    assert list((disk / "open").iterdir()) == []


def test_a_link_on_tmpfs_to_a_folder_on_a_disk_is_refused(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    disk = _disk(tmp_path)
    disk.chmod(0o700)
    (settings.OPEN_DIR.parent / "linked").symlink_to(disk)
    monkeypatch.setattr(settings, "OPEN_DIR", settings.OPEN_DIR.parent / "linked")

    with pytest.raises(Misconfigured):
        found(bureau)

    assert list(disk.iterdir()) == []


def test_a_link_is_refused_even_to_a_private_folder_on_tmpfs(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    private = settings.OPEN_DIR.parent / "private"
    private.mkdir(mode=0o700)
    (settings.OPEN_DIR.parent / "linked").symlink_to(private)
    monkeypatch.setattr(settings, "OPEN_DIR", settings.OPEN_DIR.parent / "linked")

    with pytest.raises(Misconfigured, match="belongs to others or is open to them"):
        found(bureau)

    assert list(private.iterdir()) == []


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777, 0o710])
def test_a_folder_that_others_may_enter_is_refused(bureau: Bureau, mode: int) -> None:
    settings.OPEN_DIR.mkdir()
    settings.OPEN_DIR.chmod(mode)

    with pytest.raises(Misconfigured, match="belongs to others or is open to them"):
        found(bureau)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_owner_is_refused(bureau: Bureau) -> None:
    settings.OPEN_DIR.mkdir(mode=0o700)
    os.chown(settings.OPEN_DIR, 65534, -1)

    with pytest.raises(Misconfigured, match="belongs to others"):
        found(bureau)


def test_a_folder_without_room_is_refused(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FREE_BYTES", 2**60)

    with pytest.raises(Misconfigured, match="MiB left"):
        found(bureau)


def test_an_index_far_behind_says_that_it_is_loading_and_then_answers(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = bureau["registrar"]
    kept = write.record(*[forms.capture(officer, *forms.named(f"Kim Nr{n}")) for n in range(30)], officer=officer)
    monkeypatch.setattr(index, "BEHIND_MAX", 10)
    before = forms.counts()

    with pytest.raises(index.Loading, match="loading"):
        found(bureau)
    assert forms.counts() == before
    deadline = time.monotonic() + 20
    while index._behind(index._connection()) and time.monotonic() < deadline:
        time.sleep(0.02)
    while index._catching.locked():
        time.sleep(0.01)

    assert found(bureau) == {entry.file for entry in kept}


def test_catching_up_tells_how_far_it_is(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = bureau["registrar"]
    write.record(*[forms.capture(officer, *forms.named(f"Kim Nr{n}")) for n in range(25)], officer=officer)
    monkeypatch.setattr(index, "CHUNK", 10)

    done = list(index.catch_up())

    assert done == [10, 20, 30, 35]  # nine officers and the policies of the office are files too
    assert list(index.catch_up()) == []


def test_reads_are_followed_without_opening_a_file(bureau: Bureau) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")
    found(bureau)

    through = index._connection().execute("SELECT through FROM state").fetchone()[0]

    assert through == forms.last() - 1
    assert index.opened().execute("SELECT through FROM state").fetchone()[0] == forms.last()
    assert index._behind(index._connection()) == 0


def test_processes_that_find_no_index_make_one_together(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    answers = writers.all_find(bureau["registrar"], 6)

    assert answers == [{kept.file}] * 6
    assert found(bureau) == {kept.file}
    with sqlite3.connect(settings.OPEN_DIR / "index.db") as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    plain.close()


def _disk(folder: Path) -> Path:
    """Return a folder that lies on no tmpfs, or skip where the machine's temporary folder is on one."""
    if index._filesystem(folder.resolve()) in {"tmpfs", "ramfs"}:
        pytest.skip("the temporary folder is on tmpfs here")
    return folder
