from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("store", "0005_nothing_is_deleted"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="bound",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
    ]
