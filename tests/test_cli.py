"""`nansen verify` without Django: verdicts, exit codes, and what wrong input gets for an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nansen import cli
from nansen.errors import Fault, Rejected
from nansen.ledger import heads, leaves, notes, receipts, tiles, tree
from nansen.ledger.model import Act, Head, Leaf, Receipt, Verdict

SECRET = bytes(range(32))
ORIGIN = "bureau.example/register"
VKEY = notes.write(notes.verifier(ORIGIN, secret=SECRET))


def published(folder: Path, size: int) -> Path:
    """Write a small log of that size."""
    kept = [leaves.encode(Leaf(Act.ACT, "2026-03-01T22Z", bytes([number]) * 32)) for number in range(size)]
    hashes = [tree.leaf_hash(leaf) for leaf in kept]
    for path, data in tiles.plan(size, leaves=lambda a, b: kept[a:b], hashes=lambda _, a, b: hashes[a:b]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    root = tree.root(tree.extend(tree.EMPTY_EDGE, hashes).edge)
    (folder / "checkpoint").write_text(heads.sign(Head(ORIGIN, size, root), SECRET))
    (folder / "vkey").write_text(VKEY + "\n")
    return folder


def run(*words: str) -> tuple[int, str]:
    """Run the command and return its exit code and all that it said."""
    result = CliRunner().invoke(cli.app, list(words))
    return result.exit_code, result.output


def test_a_whole_log_is_ok(tmp_path: Path) -> None:
    folder = published(tmp_path, 5)

    code, said = run("verify", str(folder), "--vkey", VKEY)

    assert code == 0
    assert "5 entries checked" in said
    assert "root" in said


def test_an_altered_log_names_its_first_bad_entry(tmp_path: Path) -> None:
    folder = published(tmp_path, 5)
    bundle = next((folder / "tile" / "entries").rglob("5"))
    data = bytearray(bundle.read_bytes())
    data[-5] ^= 1
    bundle.write_bytes(bytes(data))

    code, said = run("verify", str(folder), "--vkey", str(folder / "vkey"), "--json")

    told = json.loads(said)
    assert (code, told["ok"], told["first_bad"]) == (1, False, 4)
    assert told["faults"]


def test_the_first_bad_entry_is_named_in_words_too(tmp_path: Path) -> None:
    folder = published(tmp_path, 3)
    bundle = next((folder / "tile" / "entries").rglob("3"))
    bundle.write_bytes(bundle.read_bytes().replace(b"2026-03-01", b"2026-03-02", 1))

    code, said = run("verify", str(folder), "--vkey", VKEY)

    assert code == 1
    assert "the first bad entry is 0" in said


def test_a_head_kept_from_before_finds_a_log_that_was_cut(tmp_path: Path) -> None:
    before = published(tmp_path / "before", 5)
    now = published(tmp_path / "now", 4)

    code, _ = run("verify", str(now), "--vkey", VKEY, "--head", str(before / "checkpoint"))

    assert code == 1


def test_a_proof_is_checked_with_the_leaf_beside_it(tmp_path: Path) -> None:
    leaf = leaves.encode(Leaf(Act.ACT, "2026-03-01T22Z", bytes(32)))
    checkpoint = heads.sign(Head(ORIGIN, 1, tree.leaf_hash(leaf)), SECRET)
    (tmp_path / "entry.tlog-proof").write_text(receipts.write(Receipt(0, (), checkpoint)))
    (tmp_path / "leaf").write_bytes(leaf)

    code, said = run("verify", str(tmp_path / "entry.tlog-proof"), "--vkey", VKEY, "--leaf", str(tmp_path / "leaf"))

    assert code == 0, said


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere",),
        ("nowhere", "--vkey", "no key"),
        (".", "--head", "nowhere"),
        (".", "--keys", "nowhere"),
    ],
)
def test_a_wrong_question_is_refused_in_words(words: tuple[str, ...]) -> None:
    code, said = run("verify", *words)

    assert code == 1
    assert "refused" in said
    assert "Traceback" not in said


def test_key_files_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "kek-1").write_text("xyz")

    code, said = run("verify", str(tmp_path), "--keys", str(tmp_path))

    assert code == 1
    assert "64 hexadecimal digits" in said


def test_key_files_are_taken(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "kek-1").write_text("ab" * 32)

    code, _ = run("verify", str(published(tmp_path / "log", 2)), "--vkey", VKEY, "--keys", str(tmp_path / "keys"))

    assert code == 0


def test_what_could_not_be_looked_at_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    cli._tell(Verdict("register", 1, unchecked=("The keys were not checked.",)), json_=False)

    assert "not checked" in capsys.readouterr().out


def test_fifty_faults_are_told_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    @cli.told
    def refuse() -> None:
        raise Rejected(*(Fault("row", "a date", "none", line) for line in range(60)))

    with pytest.raises(cli.typer.Exit) as ended:
        refuse()

    said = capsys.readouterr().err
    assert ended.value.exit_code == 1
    assert said.count("expected a date") == cli.FAULTS_SHOWN
    assert "10 more" in said


@pytest.mark.parametrize(
    ("bad", "says"), [(b"\xff", "expected text in UTF-8"), (b"{", "expected JSON, found something else at line 1")]
)
def test_what_is_no_text_or_no_json_is_refused_without_its_words(
    capsys: pytest.CaptureFixture[str], bad: bytes, says: str
) -> None:
    @cli.told
    def read() -> None:
        json.loads(bad.decode("utf-8"))

    with pytest.raises(cli.typer.Exit) as ended:
        read()

    assert ended.value.exit_code == 1
    assert says in capsys.readouterr().err


def test_the_pure_commands_start_without_django() -> None:
    code = "import nansen.cli, sys; print('django' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said == "False\n"
