"""What the commands count is said as people say it: one file, two files."""

from __future__ import annotations

from pathlib import Path

import pytest

from nansen import cli
from tests.test_cli import VKEY, published, run


@pytest.mark.parametrize(("count", "words"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (11, "11 entries")])
def test_a_number_takes_its_noun(count: int, words: str) -> None:
    assert cli.counted(count, "entry", "entries") == words


def test_a_log_of_one_entry_has_one_entry(tmp_path: Path) -> None:
    folder = published(tmp_path, 1)

    code, said = run("verify", str(folder), "--vkey", VKEY)

    assert code == 0
    assert "1 entry checked" in said
    assert ", 1 entry, root " in said
    assert "entries" not in said
