"""Fills the lists of countries (ISO 3166-1, and 3166-3 for films of former states) and languages."""

import csv
from pathlib import Path

from django.db import migrations

from filmography.publishing.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def fill(apps, schema_editor):
    for model_name, file_name in [("Country", "countries.csv"), ("Language", "languages.csv")]:
        model = apps.get_model("filmography", model_name)
        with (DATA / file_name).open(encoding="utf-8", newline="") as lines:
            model.objects.using(schema_editor.connection.alias).bulk_create(
                [
                    model(**row, folded=fold(f"{row['name']} {row['code']}"))
                    for row in csv.DictReader(lines)
                ],
                ignore_conflicts=True,
            )


class Migration(migrations.Migration):
    dependencies = [("filmography", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
