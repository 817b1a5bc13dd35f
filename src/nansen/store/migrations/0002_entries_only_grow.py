"""Refuse, in the database itself, to change or delete an entry, a subtree, or to change a body (house.md 5(2))."""

from django.db import migrations

RULES = (("store_entry", "UPDATE"), ("store_entry", "DELETE"), ("store_subtree", "UPDATE"),
         ("store_subtree", "DELETE"), ("store_body", "UPDATE"), ("store_edge", "DELETE"))


def protect(apps, editor):
    for table, act in RULES:
        name = f"{table}_no_{act.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {act} on {table} refused'); END"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION store_refuse()"
            )
    if editor.connection.vendor == "postgresql":
        for table in sorted({table for table, _ in RULES}):
            editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION store_refuse()"
            )


def function(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE OR REPLACE FUNCTION store_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger only grows: % on % refused', TG_OP, TG_TABLE_NAME; END $$",
            params=None,  # none, so that the driver does not take the percent signs for places of parameters
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [
        migrations.RunPython(function, migrations.RunPython.noop),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
