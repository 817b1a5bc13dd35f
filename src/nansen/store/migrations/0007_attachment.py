"""The table of sealed attachments, and the refusal, in the database itself, to change, delete or replace one."""

from django.db import migrations, models

TABLE = "store_attachment"


def protect(apps, editor):
    if editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {act} on {TABLE} refused'); END"
            )
        editor.execute(
            f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
            f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: REPLACE on {TABLE} refused'); END"
        )
    else:
        for act in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                "FOR EACH ROW EXECUTE FUNCTION store_refuse()"
            )
        editor.execute(
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION store_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("store", "0006_seat_bound")]
    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("file", models.CharField(db_index=True, max_length=32)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
