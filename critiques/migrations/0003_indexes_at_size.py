"""Indexes by which lists of a million passages are found."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("critiques", "0002_search_index"),
        ("filmography", "0003_indexes_at_size"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
