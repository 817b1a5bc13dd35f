"""The key folder: for nobody else, never overwritten, and a clear word where it is missing or of another register."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Broken, Misconfigured, NotFound
from nansen.office import install, keys, read, register

pytestmark = pytest.mark.db


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_fresh_key_folder_is_for_nobody_else(bureau: Bureau, tmp_path: Path) -> None:
    keys.make(tmp_path / "keys", origin="north.example/log")

    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == ["ids", "kek-1", "log", "origin", "policy", "session-secret"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    secrets = [file.read_text() for file in files if file.name != "origin"]
    assert len(set(secrets)) == 5
    assert {len(bytes.fromhex(secret)) for secret in secrets} == {32}


def test_a_key_folder_that_was_open_is_closed(bureau: Bureau, tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o755)

    keys.make(tmp_path / "keys", origin="north.example/log")

    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_keys_are_never_overwritten(bureau: Bureau) -> None:
    before = contents(bureau.keys)

    with pytest.raises(Misconfigured, match="never overwritten"):
        keys.make(bureau.keys, origin="another.example/log")
    (bureau.keys / "log").unlink()
    with pytest.raises(FileExistsError):
        keys.make(bureau.keys, origin="another.example/log")

    assert contents(bureau.keys) == {name: data for name, data in before.items() if name != "log"}


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_key_folder_that_others_can_read_is_refused(bureau: Bureau, mode: int) -> None:
    bureau.keys.chmod(mode)
    keys.forget()

    with pytest.raises(Misconfigured, match="can be read by others"):
        forms.opened(bureau["registrar"], "Kim Chol")


@pytest.mark.parametrize("missing", ["log", "ids", "origin", "kek-1"])
def test_a_missing_key_is_told_and_nothing_is_written(bureau: Bureau, missing: str) -> None:
    before = forms.counts()
    (bureau.keys / missing).unlink()
    keys.forget()

    with pytest.raises(Misconfigured, match="key"):
        install.require_register()
    with pytest.raises(Misconfigured, match="key"):
        forms.opened(bureau["registrar"], "Kim Chol")

    assert forms.counts() == before


def test_a_missing_folder_is_told(bureau: Bureau) -> None:
    shutil.rmtree(bureau.keys)
    keys.forget()

    with pytest.raises(Misconfigured, match="set NANSEN_KEYS"):
        keys.ring()


@pytest.mark.parametrize("text", ["", "not hexadecimal", "ab" * 31, "ab" * 33])
def test_a_key_that_is_none_is_told(bureau: Bureau, text: str) -> None:
    (bureau.keys / "kek-1").write_text(text)
    keys.forget()

    with pytest.raises(Misconfigured, match=r"KEK version 1|key folder cannot be read"):
        keys.ring()


def test_the_key_of_another_register_opens_nothing_and_says_so(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    (bureau.keys / "kek-1").write_text("ab" * 32)
    keys.forget()

    for use in (
        lambda: register.entries(kept.file),
        lambda: read.staff(bureau["registrar"].staff),
        install.require_register,
        lambda: read.case(kept.file, officer=bureau["registrar"], purpose="intake", now=NOW),
    ):
        with pytest.raises(Broken, match="the KEK is another"):
            use()


def test_a_key_of_a_version_that_is_not_there_is_asked_for_by_name(bureau: Bureau) -> None:
    (bureau.keys / "kek-1").rename(bureau.keys / "kek-2")
    keys.forget()

    with pytest.raises(Misconfigured, match="no file kek-1"):
        install.require_register()


def test_new_files_are_wrapped_under_the_newest_key_and_old_ones_still_open(bureau: Bureau) -> None:
    old = forms.opened(bureau["registrar"], "Kim Chol")
    (bureau.keys / "kek-10").write_text("ab" * 32)
    (bureau.keys / "kek-9").write_text("cd" * 32)
    keys.forget()

    new = forms.opened(bureau["registrar"], "Rim Song")

    assert dict(forms.asked("SELECT file, kek_version FROM store_key")).items() >= {old.file: 1, new.file: 10}.items()
    assert register.entries(old.file) == (old,)
    assert register.entries(new.file) == (new,)


def test_every_file_has_a_key_of_its_own_and_a_file_without_one_is_not_there(bureau: Bureau) -> None:
    kept = [forms.opened(bureau["registrar"], name) for name in ("Kim Chol", "Rim Song")]

    opened = keys.of_files((*(entry.file for entry in kept), "f" * 32))

    assert set(opened) == {entry.file for entry in kept}
    assert len(set(opened.values())) == 2
    with pytest.raises(NotFound, match=read.HIDDEN):
        keys.of_file("f" * 32)


def test_a_key_that_is_destroyed_takes_its_file_with_it(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    forms.unprotected("store_key")

    forms.run("DELETE FROM store_key WHERE file = %s", kept.file)
    keys.forget()

    with pytest.raises(NotFound, match=read.HIDDEN):
        read.case(kept.file, officer=bureau["registrar"], purpose="intake", now=NOW)


def test_repeatable_ids_are_the_register_s_own(bureau: Bureau) -> None:
    first = keys.repeatable_id("file|north|man-1")
    assert keys.repeatable_id("file|north|man-1") == first != keys.repeatable_id("file|north|man-2")

    (bureau.keys / "ids").write_text("ab" * 32)
    keys.forget()

    assert keys.repeatable_id("file|north|man-1") != first
    assert len(first) == 32


def test_the_vkey_names_the_origin(bureau: Bureau) -> None:
    ring = keys.ring()

    assert ring.vkey.startswith("bureau.example/register+")
    assert dataclasses.replace(ring, origin="another.example/log").vkey != ring.vkey
    assert bureau.keys == settings.KEYS


def test_what_the_office_says_is_signed_by_a_key_of_its_own(bureau: Bureau) -> None:
    ring = keys.ring()

    assert ring.policy != ring.log
    assert ring.policy_vkey.startswith("bureau.example/register/policy+")


def test_a_register_older_than_its_policy_key_works_and_says_what_to_do_when_it_must_sign(bureau: Bureau) -> None:
    (bureau.keys / "policy").unlink()
    keys.forget()

    kept = forms.opened(bureau["registrar"], "Kim Chol")

    assert kept.number is not None
    with pytest.raises(Misconfigured, match="openssl rand -hex 32"):
        _ = keys.ring().policy_vkey
