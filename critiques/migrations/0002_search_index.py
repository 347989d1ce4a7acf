"""The full-text index of each database, which no model describes."""

from django.db import migrations

# Words come folded and stemmed from Python: the tokenizer only parts them at spaces.
SQLITE = """
CREATE VIRTUAL TABLE IF NOT EXISTS critiques_search USING fts5(
    tokens, around, facets, content='critiques_searchentry', content_rowid='id',
    tokenize="ascii tokenchars '#:-_'", prefix='2 3', columnsize=0
)
"""
POSTGRESQL = (
    "ALTER TABLE critiques_searchentry ADD COLUMN IF NOT EXISTS vector tsvector NOT NULL DEFAULT ''",
    # Without a list of pending entries, which every search would have to read through.
    "CREATE INDEX IF NOT EXISTS critiques_searchentry_vector ON critiques_searchentry "
    "USING gin (vector) WITH (fastupdate = off)",
    # Of all but passages, and of what holds for a time.
    "CREATE INDEX IF NOT EXISTS critiques_searchentry_names ON critiques_searchentry "
    "USING gin (vector) WITH (fastupdate = off) "
    "WHERE id < 576460752303423488 OR id >= 1152921504606846976",
)


def make_index(apps, schema_editor):
    for statement in [SQLITE] if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """On PostgreSQL the column goes with its table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE critiques_search")


class Migration(migrations.Migration):
    dependencies = [("critiques", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index)]
