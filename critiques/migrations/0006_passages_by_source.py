"""The index of passages by source holds all that says whether they are public."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def take_time(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")  # for what follows, too


class Migration(migrations.Migration):
    dependencies = [
        ("critiques", "0005_words_of_kinds"),
        ("filmography", "0003_indexes_at_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(take_time, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="excerpt",
            index=models.Index(
                fields=[
                    "source",
                    "state",
                    "published_at",
                    "published_until",
                    "quotation_state",
                    "override_reason",
                ],
                name="excerpt_by_source",
            ),
        ),
        # By itself; SQLite would copy the table.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX IF EXISTS critiques_excerpt_source_id_13e89756",
                    "CREATE INDEX IF NOT EXISTS critiques_excerpt_source_id_13e89756 "
                    "ON critiques_excerpt (source_id)",
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="excerpt",
                    name="source",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excerpts",
                        to="critiques.source",
                    ),
                ),
            ],
        ),
    ]
