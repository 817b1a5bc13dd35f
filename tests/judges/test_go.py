"""The Go project's own code judges what we publish: checkpoint, tiles, entries, proofs. It must agree with us."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nansen.ledger import heads, leaves, notes, proofs, published, tiles, tree
from nansen.ledger.model import Act, Head, Leaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Judge = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.judge

ORIGIN = "nib.example/ledger"
SECRET = bytes(range(32))
VKEY = notes.write(notes.verifier(ORIGIN, secret=SECRET))
GO_SOURCES = Path("/usr/share/gocode")  # where Debian keeps golang-golang-x-mod-dev
MOST = 70_000
LEAVES = [leaves.encode(Leaf(Act.READ, "2026-11-24T18Z", number.to_bytes(32, "big"))) for number in range(MOST)]
LEVELS = {0: [tree.leaf_hash(leaf) for leaf in LEAVES]}
for _subtree in tree.extend(tree.EMPTY_EDGE, LEVELS[0]).subtrees:
    LEVELS.setdefault(_subtree.level, []).append(_subtree.hash)


def hashes(level: int, start: int, stop: int) -> Sequence[bytes]:
    return LEVELS[level][start:stop]


def root(size: int) -> bytes:
    return proofs.root(size, hashes=hashes)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Return a runner of the Go judge; skip, or fail where CI is set, when Go or its sumdb package is not there."""
    missing = [
        package
        for package, there in {
            "golang-go": shutil.which("go") is not None,
            "golang-golang-x-mod-dev": (GO_SOURCES / "src/golang.org/x/mod/sumdb").is_dir(),
        }.items()
        if not there
    ]
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no Go judge: {', '.join(missing)} missing")
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GO_SOURCES), "GOCACHE": str(folder / "cache")}
    source = Path(__file__).parent / "goverify"
    subprocess.run(["go", "build", "-o", folder / "goverify", "."], cwd=source, env=environment, check=True)

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([folder / "goverify", *arguments], capture_output=True, text=True, check=False)

    return run


def publish(size: int, folder: Path) -> Path:
    for path, content in tiles.plan(size, leaves=lambda start, stop: LEAVES[start:stop], hashes=hashes):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    folder.mkdir(exist_ok=True)
    (folder / "checkpoint").write_text(heads.sign(Head(ORIGIN, size, root(size)), SECRET), "utf-8")
    return folder


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 1000, 65_537, MOST])
def test_go_accepts_what_we_publish(size: int, judge: Judge, tmp_path: Path) -> None:
    folder = publish(size, tmp_path / "log")

    found = judge(folder, VKEY)

    assert (found.stdout, found.stderr, found.returncode) == ("ok\n", "", 0)
    assert published.verify(folder, vkey=VKEY).ok


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 4
    file.write_bytes(data)


def shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def sign_by_another(file: Path) -> None:
    file.write_text(heads.sign(Head(ORIGIN, 1000, root(1000)), bytes(32)), "utf-8")


def sign_another_size(file: Path) -> None:
    file.write_text(heads.sign(Head(ORIGIN, 999, root(1000)), SECRET), "utf-8")


def name_another_log(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("ledger\n", "other\n", 1), "utf-8")


@pytest.mark.parametrize(
    ("path", "alter"),
    [
        ("tile/0/000", lambda file: flip(file, 5000)),
        ("tile/0/003.p/232", lambda file: flip(file, 0)),
        ("tile/0/001", Path.unlink),
        ("tile/1/000.p/3", lambda file: flip(file, 95)),
        ("tile/1/000.p/3", shorten),
        ("tile/entries/002", lambda file: flip(file, 0)),
        ("tile/entries/002", lambda file: flip(file, 3000)),
        ("tile/entries/003.p/232", lambda file: flip(file, -1)),
        ("tile/entries/003.p/232", shorten),
        ("tile/entries/003.p/232", Path.unlink),
        ("checkpoint", lambda file: flip(file, 30)),
        ("checkpoint", lambda file: flip(file, -10)),
        ("checkpoint", sign_by_another),
        ("checkpoint", sign_another_size),
        ("checkpoint", name_another_log),
        ("checkpoint", Path.unlink),
    ],
)
def test_go_refuses_what_was_altered_and_so_do_we(
    path: str, alter: Callable[[Path], None], judge: Judge, tmp_path: Path
) -> None:
    folder = publish(1000, tmp_path / "log")
    alter(folder / path)

    found = judge(folder, VKEY)

    assert found.returncode == 1
    assert found.stdout != "ok\n"
    assert not published.verify(folder, vkey=VKEY).ok


def some_proofs(chance: random.Random) -> Iterator[dict[str, object]]:
    sizes = [*range(1, 40), 255, 256, 257, 1000, 65_535, 65_536, 65_537, MOST]
    for size in sizes:
        for index in {0, size // 2, size - 1, chance.randrange(size)}:
            path = proofs.inclusion(index, size, hashes=hashes)
            yield {"Old": index, "New": size, "Leaf": LEVELS[0][index], "NewRoot": root(size), "Path": path}
            path = proofs.consistency(index + 1, size, hashes=hashes)
            yield {"Old": index + 1, "New": size, "OldRoot": root(index + 1), "NewRoot": root(size), "Path": path}


def altered(proof: dict[str, object], chance: random.Random) -> dict[str, object]:
    """Return the proof with one thing about it changed."""
    path = list(proof["Path"])
    at = chance.randrange(len(path)) if path else 0
    flipped = bytearray(path[at] if path else 32)
    flipped[chance.randrange(32)] ^= 1 << chance.randrange(8)
    changes = [
        {"Path": [*path, root(3)]},
        {"Path": [root(3), *path]},
        {"NewRoot": root(proof["New"] % 7 + 3000)},
        {"Leaf" if "Leaf" in proof else "OldRoot": root(4000)},
        {"New": proof["New"] * 2 + 1},
    ]
    if path:
        changes += [{"Path": path[:at] + path[at + 1 :]}, {"Path": [*path[:at], bytes(flipped), *path[at + 1 :]]}] * 3
    if len(set(path)) > 1:
        changes += [{"Path": path[::-1]}]
    return proof | chance.choice(changes)


def holds(proof: dict[str, object]) -> bool:
    if "Leaf" in proof:
        place = {"index": proof["Old"], "size": proof["New"], "root": proof["NewRoot"]}
        return proofs.verify_inclusion(proof["Leaf"], proof["Path"], **place)
    ends = {"old_size": proof["Old"], "new_size": proof["New"], "new_root": proof["NewRoot"]}
    return proofs.verify_consistency(proof["Path"], old_root=proof["OldRoot"], **ends)


def in_base64(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return [in_base64(part) for part in value] if isinstance(value, list | tuple) else value


def test_go_and_we_agree_on_every_proof_and_on_every_altered_one(judge: Judge, tmp_path: Path) -> None:
    chance = random.Random(1)
    good = list(some_proofs(chance))
    bad = [altered(proof, chance) for proof in good for _ in range(3)]
    written = [{name: in_base64(value) for name, value in proof.items()} for proof in good + bad]
    (tmp_path / "proofs.json").write_text(json.dumps(written), "utf-8")

    found = judge("-proofs", tmp_path / "proofs.json")

    assert (found.stderr, found.returncode) == ("", 0)
    assert [line == "true" for line in found.stdout.split()] == [True] * len(good) + [False] * len(bad)
    assert [holds(proof) for proof in good + bad] == [True] * len(good) + [False] * len(bad)
    assert len(bad) > 900
