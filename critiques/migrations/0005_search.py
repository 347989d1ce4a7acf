from django.db import migrations, models

# Words come folded and stemmed from Python: the tokenizer only parts them at spaces.
SQLITE = """
CREATE VIRTUAL TABLE critiques_search USING fts5(
    tokens, facets, content='critiques_searchentry', content_rowid='id',
    tokenize="ascii tokenchars '#:-_'", prefix='2 3', columnsize=0
)
"""
POSTGRESQL = (
    "ALTER TABLE critiques_searchentry ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
    # Without a list of pending entries, which every search would have to read through.
    "CREATE INDEX critiques_searchentry_vector ON critiques_searchentry "
    "USING gin (vector) WITH (fastupdate = off)",
)


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE critiques_search")


class Migration(migrations.Migration):
    dependencies = [("critiques", "0004_browsing_indexes")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("visible_from", models.BigIntegerField()),
                ("visible_until", models.BigIntegerField()),
                ("dated", models.CharField(blank=True, max_length=10)),
                ("tokens", models.TextField()),
                ("facets", models.TextField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
