"""What the database itself refuses, whoever asks; and that nothing said of a person stands in it in clear."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.conftest import NOW, POSTGRES, Bureau
from tests.office import forms

from nansen.office import append, find, prove
from nansen.store.models import Edge, Entry, File, Subtree

pytestmark = pytest.mark.db

GROWS = ("store_entry", "store_subtree", "store_body", "store_edge", "store_key", "store_attachment")
REFUSED = {
    "an entry is changed": "UPDATE store_entry SET leaf = leaf",
    "an entry is renumbered": "UPDATE store_entry SET number = number + 1000",
    "an entry is deleted": "DELETE FROM store_entry WHERE number = 0",
    "a subtree is changed": "UPDATE store_subtree SET number = 7",
    "a subtree is deleted": "DELETE FROM store_subtree",
    "a body is changed": "UPDATE store_body SET sealed = leaf FROM store_entry",
    "a body is given to another file": "UPDATE store_body SET file = 'another'",
    "a body is deleted": "DELETE FROM store_body WHERE number = 0",
    "the edge is deleted": "DELETE FROM store_edge",
    "a key is changed": "UPDATE store_key SET wrapped = wrapped",
    "a key is given to another file": "UPDATE store_key SET file = 'another'",
    "a key is deleted": "DELETE FROM store_key",
}
# What takes a row away without an UPDATE or a DELETE.
OVERWRITES = (
    (
        *(f"TRUNCATE {table} CASCADE" for table in GROWS),
        (
            "INSERT INTO store_entry SELECT number, leaf FROM store_entry WHERE number = 0"
            " ON CONFLICT (number) DO UPDATE SET leaf = excluded.leaf"
        ),
        ("INSERT INTO store_key SELECT * FROM store_key ON CONFLICT (file) DO UPDATE SET wrapped = excluded.wrapped"),
    )
    if POSTGRES
    else (
        "INSERT OR REPLACE INTO store_entry SELECT number, leaf FROM store_entry WHERE number = 0",
        "INSERT OR REPLACE INTO store_body SELECT * FROM store_body WHERE number = 0",
        "INSERT OR REPLACE INTO store_subtree SELECT * FROM store_subtree",
        "INSERT OR REPLACE INTO store_subtree (level, number, hash) SELECT level, number, x'00' FROM store_subtree",
        "INSERT OR REPLACE INTO store_edge SELECT * FROM store_edge",
        "INSERT OR REPLACE INTO store_key SELECT * FROM store_key",
    )
)


@pytest.fixture
def subtree(bureau: Bureau) -> None:
    Subtree.objects.create(level=1, number=0, hash=bytes(32))


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_that(bureau: Bureau, subtree: None, sql: str) -> None:
    before = forms.counts(), forms.all_leaves()

    with pytest.raises(DatabaseError, match="the ledger only grows"), transaction.atomic():
        forms.run(sql)

    assert (forms.counts(), forms.all_leaves()) == before


@pytest.mark.parametrize("sql", OVERWRITES)
def test_the_database_refuses_to_empty_a_table_or_to_overwrite_its_rows(
    bureau: Bureau, subtree: None, sql: str
) -> None:
    before = forms.counts(), forms.all_leaves()

    with pytest.raises(DatabaseError, match="the ledger only grows"), transaction.atomic():
        forms.run(sql)

    assert (forms.counts(), forms.all_leaves()) == before


def test_the_proof_of_an_entry_holds_without_its_body(bureau: Bureau) -> None:
    before = forms.all_leaves()
    forms.unprotected("store_body")

    forms.run("DELETE FROM store_body WHERE number = 0")

    assert forms.asked("SELECT COUNT(*) FROM store_body WHERE number = 0") == [(0,)]
    assert forms.all_leaves() == before
    assert prove.receipt(0)


def test_two_entries_cannot_have_one_number_nor_the_ledger_two_edges(bureau: Bureau) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(number=0, leaf=b"{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edge.objects.create(id=2, size=0, hashes=b"", head="")
    with pytest.raises(DatabaseError), transaction.atomic():
        append.start()


def test_one_kind_of_subtree_has_one_root(bureau: Bureau, subtree: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Subtree.objects.create(level=1, number=0, hash=bytes(32))


def test_the_clear_columns_are_those_that_the_design_names_and_no_more(bureau: Bureau) -> None:
    columns = {
        model._meta.db_table: {field.column for field in model._meta.get_fields()}
        for model in apps.get_app_config("store").get_models()
    }

    assert columns == {
        "store_entry": {"number", "leaf"},
        "store_body": {"number", "file", "act", "entry_id", "sealed"},
        "store_sent": {"entry_id", "number"},
        "store_edge": {"id", "size", "hashes", "head"},
        "store_subtree": {"id", "level", "number", "hash"},
        "store_key": {"file", "kek_version", "wrapped"},
        "store_file": {"id", "kind", "site", "sweep_on", "through", "sealed"},
        "store_attachment": {"id", "file", "sealed"},
        "store_seat": {"id", "account_id", "staff", "token_sha256", "bound"},
    }


def test_the_outline_of_a_file_tells_kind_and_site_and_nothing_that_was_said(bureau: Bureau) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol")

    row = File.objects.filter(id=kept.file).values_list("kind", "site", "sweep_on", "through").get()

    assert row == ("captive", "north", None, kept.number)


def test_the_migrations_make_exactly_the_tables_of_the_models(bureau: Bureau) -> None:
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_the_open_index_is_no_table_of_the_register(bureau: Bureau) -> None:
    forms.opened(bureau["registrar"], "Kim Chol")
    find.recent(officer=bureau["registrar"], purpose="intake", now=NOW)

    tables = set(connection.introspection.table_names())

    assert "store_entry" in tables
    assert not tables & {"person", "word", "twin", "state"}
