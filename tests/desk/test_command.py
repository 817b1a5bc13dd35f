"""The commands that act on a register, as a shell runs them: what they answer, refuse, and never do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from django.conf import settings
from django.db import connection
from tests.conftest import Bureau
from tests.office import forms

from nansen.desk import server
from nansen.errors import Misconfigured
from nansen.office import prove, register, seats

pytestmark = pytest.mark.db
SAID = {"term": "person.surname", "value": "Мороз", "speaker": "himself", "manner": "spoken"}
LINE = {
    "key": "card-1",
    "file": "person-1",
    "kind": "captive",
    "form": "capture",
    "recorded": "2026-02-01",
    "statements": [SAID],
}
Nansen = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def nansen(bureau: Bureau) -> Nansen:
    """Run a command on the test's register, as its registrar."""
    token = seats.open_(bureau["registrar"], username="registrar", password="night-watch-and-lamp")
    env = os.environ | {
        "NANSEN_DATA": str(settings.DATA),
        "NANSEN_KEYS": str(settings.KEYS),
        "NANSEN_OPEN_DIR": str(settings.OPEN_DIR),
        "NANSEN_TOKEN": token,
    }
    if connection.vendor == "postgresql":
        env["NANSEN_DATABASE"] = env["NANSEN_DATABASE"].rsplit("/", 1)[0] + f"/{connection.settings_dict['NAME']}"

    def run(*words: str, stdin: IO[str] | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "nansen.desk.command", *words]
        return subprocess.run(command, env=env | more, stdin=stdin, capture_output=True, text=True, check=False)

    return run


def test_a_file_is_loaded_found_published_and_proved(bureau: Bureau, nansen: Nansen, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(LINE))
    who = ("--as", "registrar", "--purpose", "intake")

    first = nansen("load", str(lines), *who, "--json")
    again = nansen("load", str(lines), *who, "--json")
    found = nansen("find", "мороз", *who, "--json")
    out = nansen("publish", str(tmp_path / "log"), "--json")
    proof = nansen("prove", str(prove.size() - 1), "--to", str(tmp_path / "entry.tlog-proof"))
    checked = nansen("verify", str(tmp_path / "entry.tlog-proof"), "--vkey", json.loads(out.stdout)["vkey"])
    whole = nansen("verify", str(tmp_path / "log"), "--json")

    assert (json.loads(first.stdout)["new"], json.loads(again.stdout)["new"]) == (1, 0)
    assert [row["kind"] for row in json.loads(found.stdout)["found"]] == ["captive"]
    assert (proof.returncode, checked.returncode, whole.returncode) == (0, 0, 0), checked.stderr + whole.stdout
    assert nansen("rebuild").returncode == 0


BAD = {
    "no JSON": ("{", "line 1, line: expected one JSON object"),
    "unknown term": (json.dumps(LINE | {"statements": [SAID | {"term": "no.such"}]}), "expected a term"),
    "unknown kind": (json.dumps(LINE | {"kind": "ghost"}), "expected"),
    "impossible date": (json.dumps(LINE | {"statements": [SAID | {"said": "2026-02-30"}]}), "expected"),
}


@pytest.mark.parametrize(("line", "says"), BAD.values(), ids=BAD)
def test_a_bad_line_is_refused_with_its_number_and_nothing_is_kept(
    bureau: Bureau, nansen: Nansen, tmp_path: Path, line: str, says: str
) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(LINE) + "\n" + line if line != "{" else line)
    before = prove.size()

    answer = nansen("load", str(lines), "--as", "registrar", "--purpose", "intake")

    assert answer.returncode == 1
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "Мороз" not in answer.stderr
    assert prove.size() == before


@pytest.mark.parametrize(
    "words",
    [
        ("load", "nowhere.jsonl", "--as", "registrar", "--purpose", "intake"),
        ("find", "x", "--as", "nobody", "--purpose", "intake"),
        ("prove", "999999"),
        ("prove", "0", "--to", "/nowhere/at/all"),
        ("demo",),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(nansen: Nansen, words: tuple[str, ...]) -> None:
    answer = nansen(*words)

    assert answer.returncode == 1
    assert "refused" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_command_without_its_officers_token_does_nothing(nansen: Nansen) -> None:
    answer = nansen("find", "x", "--as", "registrar", "--purpose", "intake", NANSEN_TOKEN="")

    assert answer.returncode == 1
    assert "NANSEN_TOKEN" in answer.stderr


def test_a_wrong_usage_ends_with_two(nansen: Nansen) -> None:
    assert nansen("prove", "not-a-number").returncode == 2


def test_a_register_is_served_on_loopback(bureau: Bureau) -> None:
    server.check("127.0.0.1")
    server.check("localhost")


def test_a_demonstration_is_never_served_to_a_network(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMONSTRATION", True)

    with pytest.raises(Misconfigured, match="demonstration"):
        server.check("192.0.2.1")


def test_keys_beside_the_data_are_never_served_to_a_network(bureau: Bureau) -> None:
    with pytest.raises(Misconfigured, match="beside the data"):
        server.check("0.0.0.0")  # noqa: S104 - the address that must be refused


def test_a_network_is_served_through_https_alone(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(settings.KEYS, tmp_path / "keys")
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")

    with pytest.raises(Misconfigured, match="HTTPS"):
        server.check("desk.example")
    monkeypatch.setattr(settings, "REMOTE", True)
    server.check("desk.example")


def test_the_words_of_a_search_are_read_from_standard_input(bureau: Bureau, nansen: Nansen, tmp_path: Path) -> None:
    lines, words = tmp_path / "lines.jsonl", tmp_path / "words"
    lines.write_text(json.dumps(LINE))
    words.write_text("мороз\n")
    who = ("--as", "registrar", "--purpose", "intake")
    nansen("load", str(lines), *who)

    with words.open() as asked:
        found = nansen("find", "-", *who, "--json", stdin=asked)

    assert [row["kind"] for row in json.loads(found.stdout)["found"]] == ["captive"]


def test_a_demonstration_removes_no_keys_but_its_own(bureau: Bureau, nansen: Nansen, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a demonstration in another database is never thrown away by a command")
    (settings.DATA / "demonstration").touch()

    answer = nansen("demo", "--fresh")

    assert (answer.returncode, "not the demonstration's" in answer.stderr) == (1, True)
    assert (settings.KEYS / "log").exists()
    assert (settings.DATA / "register.db").exists()


def test_a_demonstration_that_fails_leaves_nothing(bureau: Bureau, nansen: Nansen, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(LINE | {"statements": [SAID | {"term": "no.such"}]}))
    places = {"NANSEN_DATA": str(tmp_path / "d"), "NANSEN_KEYS": str(tmp_path / "k"), "NANSEN_DATABASE": ""}

    answer = nansen("demo", "--report", str(bad), "--size", "1", **places)

    assert (answer.returncode, "expected a term" in answer.stderr) == (1, True)
    assert [place.name for place in tmp_path.iterdir()] == ["bad.jsonl"]


@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("serve", "--workers", "0"), ("demo", "--size", "-1")])
def test_a_number_out_of_range_is_wrong_usage(nansen: Nansen, words: tuple[str, ...]) -> None:
    assert nansen(*words).returncode == 2


def test_a_paper_is_printed_to_a_file_of_its_own(bureau: Bureau, nansen: Nansen, tmp_path: Path) -> None:
    file = forms.opened(bureau["registrar"], "Kim Chol").file
    out = tmp_path / "letter.pdf"
    who = ("--as", "registrar", "--purpose", "intake", "-o", str(out))

    printed = nansen("card", file, "--paper", "letter_card", "--languages", "ko, uk", *who)
    again = nansen("card", file, "--paper", "letter_card", "--languages", "ko,uk", *who)
    hidden = nansen("card", file, *who[:-1], str(tmp_path / "card.pdf"))

    assert printed.returncode == 0, printed.stderr
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert register.entry(prove.size() - 2).form == "print:letter_card"
    assert (again.returncode, "one that stands" in again.stderr) == (1, True)
    assert (hidden.returncode, "You may not see all that this carries" in hidden.stderr) == (1, True)
    assert not (tmp_path / "card.pdf").exists()
