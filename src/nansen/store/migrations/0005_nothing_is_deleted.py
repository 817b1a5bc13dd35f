"""Refuse, in the database itself, to delete a body, and to change, replace or delete a file's key (house.md 5(2)).

Nothing is erased in this version, and no key is wrapped anew. A version that does either lifts these for its own act.
"""

from django.db import migrations

RULES = (("store_body", "DELETE"), ("store_key", "UPDATE"), ("store_key", "DELETE"))


def protect(apps, editor):
    if editor.connection.vendor == "sqlite":
        for table, act in RULES:
            editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {act} on {table} refused'); END"
            )
        editor.execute(
            "CREATE TRIGGER store_key_no_replace BEFORE INSERT ON store_key "
            "WHEN EXISTS (SELECT 1 FROM store_key WHERE file = NEW.file) "
            "BEGIN SELECT RAISE(ABORT, 'the ledger only grows: REPLACE on store_key refused'); END"
        )
    else:
        for table, act in RULES:
            editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION store_refuse()"
            )
        editor.execute(  # store_body has had its own since 0002
            "CREATE TRIGGER store_key_no_truncate BEFORE TRUNCATE ON store_key "
            "FOR EACH STATEMENT EXECUTE FUNCTION store_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0004_file_of_kind")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
