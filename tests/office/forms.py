"""What the tests of the office send: statements, forms and lines of invented people; and what they count."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection
from tests.conftest import NOW

from nansen.casefile.model import Officer
from nansen.office import prove, write
from nansen.statements.model import Entry, Kind, Manner, Source, Speaker, Statement
from nansen.statements.values import Code, Name, Text, Value


def said(term: str, value: Value, *, item: str = "", words: str = "", **rest: Any) -> Statement:  # noqa: ANN401 - the fields of a statement
    """Return a statement that he himself makes."""
    source = Source(Speaker.HIMSELF, words)
    return Statement(id="", term=term, value=value, source=source, manner=Manner.SPOKEN, item=item, **rest)


def named(name: str, *more: Statement) -> tuple[Statement, ...]:
    """Return what a capture form says of a man of that name."""
    return (said("person.full_name", Name(name)), *more)


def capture(
    officer: Officer,
    *statements: Statement,
    file: str | None = None,
    kind: Kind = Kind.CAPTIVE,
    purpose: str = "intake",
    form: str = "capture",
    id_: str | None = None,
) -> Entry:
    """Return an entry of a form, not yet kept; a new captive's capture form where nothing else is said."""
    return write.draft(file, statements, kind=kind, form=form, officer=officer, purpose=purpose, now=NOW, id_=id_)


def opened(officer: Officer, name: str, *more: Statement, kind: Kind = Kind.CAPTIVE) -> Entry:
    """Keep a capture form of a man of that name on a new file and return it."""
    (kept,) = write.record(capture(officer, *named(name, *more), kind=kind), officer=officer)
    return kept


def wish(code: str, *, item: str = "asked") -> tuple[Statement, ...]:
    """Return what a wish form says."""
    return (
        said("wish.wish", Code(code), item=item, text="He says so."),
        said("wish.present", Text("Nobody else"), item=item),
    )


def counts() -> dict[str, int]:
    """Return how many rows every table of the register has."""
    return {model.__name__: model.objects.count() for model in apps.get_app_config("store").get_models()}


def run(sql: str, *row: object) -> None:
    """Send a statement to the database as somebody would who has its password."""
    with connection.cursor() as cursor:
        cursor.execute(sql, row)


def asked(sql: str, *row: object) -> list[tuple[Any, ...]]:
    """Return the rows that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, row)
        return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in found) for found in cursor]


def unprotected(table: str) -> None:
    """Take the triggers off a table, as only its owner can, so that a test can do what they prevent."""
    if connection.vendor == "postgresql":
        run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        return
    for (name,) in asked("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", table):
        run(f"DROP TRIGGER {name}")


def all_leaves() -> list[bytes]:
    """Return the leaves of the whole log."""
    return list(prove.leaves(0, prove.size()))


def last() -> int:
    """Return the number of the last entry."""
    return prove.size() - 1
