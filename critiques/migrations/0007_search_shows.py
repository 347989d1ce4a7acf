from django.db import migrations, models

SQLITE = (
    "DROP TABLE critiques_search",
    "DELETE FROM critiques_searchentry",
    """
CREATE VIRTUAL TABLE critiques_search USING fts5(
    tokens, around, facets, content='critiques_searchentry', content_rowid='id',
    tokenize="ascii tokenchars '#:-_'", prefix='2 3', columnsize=0
)
""",
)
POSTGRESQL = ("DELETE FROM critiques_searchentry",)


def empty(apps, schema_editor):
    """Entries are made anew, and otherwise, when all is migrated."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("critiques", "0006_corrections")]

    operations = [
        migrations.RunPython(empty, empty),
        migrations.AddField(
            model_name="searchentry",
            name="around",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchentry",
            name="shown",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
    ]
