"""The ledger grows in one place: gap-free, durable, by one writer at a time, and never otherwise."""

from __future__ import annotations

import base64
import json

import pytest
from django.db import connection, transaction
from tests.conftest import NOW, POSTGRES, Bureau
from tests.office import forms

from nansen.errors import Broken, Misconfigured
from nansen.ledger import heads, leaves, tree
from nansen.office import append, check, keys, prove, read, register, write

pytestmark = pytest.mark.db


LOSES = (
    ("SET synchronous_commit = off", "SET synchronous_commit = local")
    if POSTGRES
    else ("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF")
)


class Stop(Exception):
    """What goes wrong in the middle."""


def test_numbers_run_from_0_without_a_gap_and_the_head_is_of_all_leaves_after_every_commit(bureau: Bureau) -> None:
    start = prove.size()

    for turn in range(5):
        batch = [forms.capture(bureau["registrar"], *forms.named("Kim")) for _ in range(turn + 1)]
        kept = write.record(*batch, officer=bureau["registrar"])

        data = forms.all_leaves()
        growth = tree.extend(tree.EMPTY_EDGE, map(tree.leaf_hash, data))
        assert [entry.number for entry in kept] == list(range(len(data) - turn - 1, len(data)))
        assert (growth.edge, tree.root(growth.edge)) == (append.edge_now(), prove.head().root)
        assert prove.head().size == prove.size() == len(data)
    assert forms.asked("SELECT number FROM store_entry ORDER BY number") == [(n,) for n in range(start + 15)]


def test_the_roots_of_every_256_entries_are_kept(bureau: Bureau) -> None:
    key = keys.of_file(bureau["registrar"].staff)
    entry = forms.capture(bureau["registrar"], file=bureau["registrar"].staff)

    for count in (240, 1, 40, 300):
        append.append([register.close(entry, key) for _ in range(count)])

    data = forms.all_leaves()
    built = tree.extend(tree.EMPTY_EDGE, map(tree.leaf_hash, data)).subtrees
    assert len(built) == 2
    assert forms.asked("SELECT level, number, hash FROM store_subtree ORDER BY number") == [
        (part.level, part.number, part.hash) for part in built
    ]


def test_a_leaf_shows_class_and_hour_and_nothing_else_that_two_acts_share(bureau: Bureau) -> None:
    first = forms.opened(bureau["registrar"], "Kim Chol")
    (second,) = write.record(
        forms.capture(bureau["registrar"], *forms.named("Kim Chol"), file=first.file), officer=bureau["registrar"]
    )

    left, right = (json.loads(leaf) for leaf in prove.leaves(first.number, second.number + 1))

    assert left.keys() == {"v", "act", "hour", "ct"}
    assert (
        (left["act"], left["hour"], left["v"])
        == (right["act"], right["hour"], right["v"])
        == ("act", "2026-03-01T22Z", 1)
    )
    assert left["ct"] != right["ct"]
    for part in (first.id, first.file, first.by, base64.b64encode(bytes.fromhex(first.file)).decode()):
        assert part not in json.dumps(left)


def test_the_digest_of_a_leaf_is_that_of_the_body_beside_it(bureau: Bureau) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")

    bodies = forms.asked("SELECT file, entry_id, act, sealed FROM store_body ORDER BY number")

    assert len(bodies) == prove.size()
    for (file, entry_id, act, sealed), data in zip(bodies, forms.all_leaves(), strict=True):
        leaf = leaves.decode(data)
        assert act == leaf.act
        assert leaf.ciphertext_sha256 == leaves.digest(file, entry_id, act=leaf.act, hour=leaf.hour, sealed=sealed)


def test_a_failure_beside_the_entries_leaves_nothing_of_them(bureau: Bureau) -> None:
    before, edge, head = forms.counts(), append.edge_now(), prove.checkpoint()
    entry = register.close(
        forms.capture(bureau["registrar"], file=bureau["registrar"].staff), keys.of_file(bureau["registrar"].staff)
    )

    def fail(first: int) -> None:
        assert first == edge.size
        assert forms.counts()["Entry"] == before["Entry"] + 1
        raise Stop

    with pytest.raises(Stop):
        append.append([entry], also=fail)

    assert (forms.counts(), append.edge_now(), prove.checkpoint()) == (before, edge, head)
    assert append.append([entry]) == edge.size


def test_an_entry_is_never_appended_inside_a_transaction_that_may_yet_be_taken_back(bureau: Bureau) -> None:
    before = prove.size()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        forms.opened(bureau["registrar"], "Kim Chol")

    assert prove.size() == before


@pytest.mark.parametrize("setting", LOSES)
def test_a_database_with_a_setting_that_loses_entries_is_read_and_never_written(bureau: Bureau, setting: str) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")
    before = forms.counts()

    forms.run(setting)

    with pytest.raises(Misconfigured, match=r"read-only.*power cut"):
        forms.opened(bureau["registrar"], "Kim Chol")
    with pytest.raises(Misconfigured, match="read-only"):
        read.case(kept.file, officer=bureau["registrar"], purpose="intake", now=NOW)
    assert forms.counts() == before
    assert register.entries(kept.file) == (kept,)
    assert read.staff(bureau["registrar"].staff) == bureau["registrar"]
    assert check.ledger().ok


def test_settings_that_keep_entries_are_those_of_every_new_connection(bureau: Bureau) -> None:
    connection.close()

    append.require_durable()

    assert prove.size() > 0


def test_a_register_without_its_edge_is_broken(bureau: Bureau) -> None:
    forms.unprotected("store_edge")
    forms.run("DELETE FROM store_edge")

    with pytest.raises(Broken, match="no edge"):
        append.edge_now()
    with pytest.raises(Broken, match="no edge"):
        forms.opened(bureau["registrar"], "Kim Chol")


def test_the_head_is_signed_under_the_register_s_own_name_and_key(bureau: Bureau) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")

    head = heads.verified(prove.checkpoint(), keys.ring().vkey)

    assert (head.origin, head.size, head.root) == (
        "bureau.example/register",
        prove.size(),
        tree.root(append.edge_now()),
    )


def test_a_read_is_a_leaf_of_its_own_class(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    opened = read.case(kept.file, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert leaves.decode(prove.leaves(opened.read, opened.read + 1)[0]).act == "read"
