"""Refuse INSERT OR REPLACE: SQLite deletes the old row for it without asking the triggers on DELETE (house.md 5(2))."""

from django.db import migrations

KEYS = (("store_entry", "number = NEW.number"), ("store_body", "number = NEW.number"),
        ("store_subtree", "id = NEW.id OR (level = NEW.level AND number = NEW.number)"), ("store_edge", "id = NEW.id"))


def protect(apps, editor):
    if editor.connection.vendor == "sqlite":
        for table, same in KEYS:
            editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: REPLACE on {table} refused'); END"
            )


class Migration(migrations.Migration):
    dependencies = [("store", "0002_entries_only_grow")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
