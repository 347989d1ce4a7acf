"""The languages by whose rules words are searched. The index is emptied: `migrate` makes it anew."""

from django.db import migrations, models


def empty_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # To delete a million rows one by one would take longer than a statement may.
        schema_editor.execute("TRUNCATE critiques_searchentry")
        return
    schema_editor.execute("INSERT INTO critiques_search (critiques_search) VALUES ('delete-all')")
    schema_editor.execute("DELETE FROM critiques_searchentry")


class Migration(migrations.Migration):
    dependencies = [("critiques", "0003_indexes_at_size")]

    operations = [
        migrations.CreateModel(
            name="SearchLanguage",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "search language",
                "verbose_name_plural": "search languages",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(empty_index, migrations.RunPython.noop),
    ]
