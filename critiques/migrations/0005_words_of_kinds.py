"""On PostgreSQL names are found by words of their kind. Its index is emptied: `migrate` makes it
anew."""

from django.db import migrations


def empty_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("TRUNCATE critiques_searchentry")


class Migration(migrations.Migration):
    dependencies = [("critiques", "0004_search_languages")]

    operations = [migrations.RunPython(empty_index, migrations.RunPython.noop)]
