"""Indexes by which lists of a million passages are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("filmography", "0002_countries_and_languages"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("pseudonym_of__isnull", False)),
                fields=["pseudonym_of"],
                name="person_by_pseudonym",
            ),
        ),
    ]
