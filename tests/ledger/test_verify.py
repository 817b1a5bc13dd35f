"""One verdict on whatever lies at a path."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from nansen.errors import Broken, NotFound, Rejected
from nansen.ledger import heads, proofs, receipts, tree, verify
from nansen.ledger.model import Receipt, Verdict
from nansen.ledger.seal import Kek

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Log, MakeLog, MakeReader, WriteLog

KEK = Kek(7, bytes(range(100, 132)))
SIZE = 20


@pytest.fixture(scope="module")
def log(make_log: MakeLog) -> Log:
    return make_log(SIZE)


@pytest.fixture
def receipt(log: Log, hash_reader: MakeReader, tmp_path: Path) -> Path:
    hashes = hash_reader([tree.leaf_hash(entry.leaf) for entry in log.entries])
    path = proofs.inclusion(3, SIZE, hashes=hashes)
    (tmp_path / "3.tlog-proof").write_text(receipts.write(Receipt(3, path, log.checkpoint(SIZE), log.entries[3].leaf)))
    return tmp_path / "3.tlog-proof"


def test_a_folder_is_a_published_log(log: Log, write_folder: WriteLog, tmp_path: Path) -> None:
    write_folder(log, tmp_path / "log.tlog-proof")

    verdict = verify.path(tmp_path / "log.tlog-proof", vkey=log.vkey, trusted=log.checkpoint(5))

    assert verdict == Verdict("published log", SIZE, head=log.head(SIZE))


def test_a_file_is_a_register(log: Log, write_register: WriteLog, tmp_path: Path) -> None:
    write_register(log, tmp_path / "a b?c#d%.sqlite3")

    verdict = verify.path(tmp_path / "a b?c#d%.sqlite3", vkey=log.vkey, trusted=log.checkpoint(5), keks=[KEK])

    assert verdict == Verdict("register", SIZE, head=log.head(SIZE))


def test_a_receipt_is_known_by_its_suffix(log: Log, receipt: Path) -> None:
    assert verify.path(receipt, vkey=log.vkey) == Verdict("receipt", 1, head=log.head(SIZE))
    assert not verify.path(receipt, vkey=log.vkey, leaf=log.entries[4].leaf).ok


def test_a_receipt_without_key_proves_nothing(receipt: Path) -> None:
    with pytest.raises(Rejected):
        verify.path(receipt)


def test_an_endless_receipt_is_not_read(log: Log, receipt: Path) -> None:
    os.truncate(receipt, verify.RECEIPT_BYTES_MAX + 1)

    with pytest.raises(Rejected):
        verify.path(receipt, vkey=log.vkey)


def test_where_nothing_is_nothing_is_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify.path(tmp_path / "nothing")


def test_a_trusted_checkpoint_needs_its_key_and_its_signature(log: Log, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        verify.path(tmp_path, trusted=log.checkpoint(5))
    with pytest.raises(Rejected):
        verify.path(tmp_path, vkey=log.vkey, trusted="something")
    with pytest.raises(Broken):
        verify.path(tmp_path, vkey=log.vkey, trusted=heads.sign(log.head(5), bytes(32)))


def test_a_malformed_key_is_refused_before_anything_is_read(log: Log, write_folder: WriteLog, tmp_path: Path) -> None:
    write_folder(log, tmp_path)

    with pytest.raises(Rejected):
        verify.path(tmp_path, vkey="no key")
