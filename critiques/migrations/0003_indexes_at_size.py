"""Indexes by which a million passages are listed and searched."""

from django.conf import settings
from django.db import migrations, models

# On PostgreSQL, for search: of all but passages, and of what holds for a time.
NAMES = (
    "CREATE INDEX IF NOT EXISTS critiques_searchentry_names ON critiques_searchentry "
    "USING gin (vector) WITH (fastupdate = off) "
    "WHERE id < 576460752303423488 OR id >= 1152921504606846976"
)


def index_names(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")  # for what follows, too
        schema_editor.execute(NAMES)


def drop_index_of_names(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS critiques_searchentry_names")


class Migration(migrations.Migration):
    dependencies = [
        ("critiques", "0002_search_index"),
        ("filmography", "0003_indexes_at_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(index_names, drop_index_of_names),
        migrations.AddIndex(
            model_name="excerpt",
            index=models.Index(fields=["kind", "id"], name="excerpt_by_kind"),
        ),
        migrations.AddIndex(
            model_name="excerptsubject",
            index=models.Index(fields=["stance", "excerpt"], name="excerptsubject_by_stance"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                fields=["published_sort", "state", "published_at", "published_until"],
                name="source_by_date",
            ),
        ),
    ]
