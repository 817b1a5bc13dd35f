"""A real register is founded whole, or not at all."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Bureau

from nansen.errors import Misconfigured, Rejected
from nansen.office import founding

pytestmark = pytest.mark.db
NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TABLE = "account\tname\trole\tsite\nreg1\tI. Tkach\tregistrar\tnorth\nint1\tH. Sol\tinterviewer\tnorth\n"


def test_every_fault_of_the_table_is_told_with_its_line() -> None:
    table = TABLE.replace("registrar", "king").replace("H. Sol", "7")

    with pytest.raises(Rejected) as refusal:
        founding.found("No Origin", table, now=NOW)

    assert [(fault.line, fault.where) for fault in refusal.value.faults] == [(None, "origin"), (2, "role"), (3, "name")]


def test_a_table_without_its_header_is_refused() -> None:
    with pytest.raises(Rejected, match="line 1, header"):
        founding.found("bureau.example/register", "reg1\tI. Tkach\tregistrar\tnorth\n", now=NOW)


def test_a_register_that_stands_is_never_founded_again(bureau: Bureau) -> None:
    with pytest.raises(Misconfigured, match="already holds a register"):
        founding.found("bureau.example/register", TABLE, now=NOW)


def test_the_command_founds_a_register_whose_officer_can_search_it(tmp_path: Path) -> None:
    (tmp_path / "officers.tsv").write_text(TABLE)
    env = {key: value for key, value in os.environ.items() if key != "NANSEN_DATABASE"} | {
        "NANSEN_DATA": str(tmp_path / "data"),
        "NANSEN_KEYS": str(tmp_path / "keys"),
        "NANSEN_OPEN_DIR": f"/dev/shm/nansen-founding-{tmp_path.parent.name}",
    }
    nansen = [sys.executable, "-m", "nansen.desk.command"]

    made = subprocess.run(
        [*nansen, "install", "bureau.example/register", str(tmp_path / "officers.tsv")],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    token = made.stdout.splitlines()[0].split("\t")[2]
    found = subprocess.run(
        [*nansen, "find", "moroz", "--as", "reg1", "--purpose", "intake", "--json"],
        env=env | {"NANSEN_TOKEN": token}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (made.returncode, found.returncode) == (0, 0), made.stderr + found.stderr
    assert '"found": []' in found.stdout
