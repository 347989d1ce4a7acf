from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("critiques", "0007_search_shows")]

    operations = [
        migrations.AddIndex(
            model_name="excerpt",
            index=models.Index(
                condition=models.Q(("quoted_from_source__isnull", False)),
                fields=["quoted_from_source"],
                name="excerpt_by_quoted_source",
            ),
        ),
    ]
