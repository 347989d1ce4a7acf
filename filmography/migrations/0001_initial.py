import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import filmography.identifiers
import filmography.models.scenes
import filmography.publishing.fields
import filmography.publishing.secret_links


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.CharField(max_length=64)),
                ("label", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("before", "As it stood before"),
                            ("added", "Added"),
                            ("imported", "Imported"),
                            ("changed", "Changed"),
                            ("in_review", "Sent to review"),
                            ("draft", "Returned to draft"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("called_off", "Publication called off"),
                            ("restored", "Restored"),
                            ("deleted", "Deleted"),
                            ("brought_back", "Brought back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=150)),
                ("why", filmography.publishing.fields.CleanCharField(blank=True, max_length=300)),
                ("snapshot", filmography.publishing.fields.PlainJSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("was_published", models.BooleanField(default=False)),
                ("erased_at", models.DateTimeField(null=True)),
                ("erased_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "erasure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rights", "Rights in the words"),
                            ("person", "Data of a person"),
                            ("law", "A court or an authority asks for it"),
                            ("mistake", "Entered by mistake"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a record",
                "verbose_name_plural": "versions of records",
                "permissions": [("erase_recordversion", "Can erase words from histories")],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["content_type", "object_id", "id"], name="recordversion_of_record"
                    ),
                    models.Index(
                        condition=models.Q(("kind", "deleted")),
                        fields=["content_type", "-id"],
                        name="recordversion_deleted",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "before",
                                    "added",
                                    "imported",
                                    "changed",
                                    "in_review",
                                    "draft",
                                    "published",
                                    "withdrawn",
                                    "called_off",
                                    "restored",
                                    "deleted",
                                    "brought_back",
                                ],
                            )
                        ),
                        name="filmography_recordversion_kind_known",
                        violation_error_message="This kind of version does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(("label", ""), ("why", "")),
                            _connector="OR",
                        ),
                        name="filmography_recordversion_erased_words",
                        violation_error_message="An erased version keeps no words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erasure_reason__in", ["", "rights", "person", "law", "mistake"])
                        ),
                        name="filmography_recordversion_erasure_reason_known",
                        violation_error_message="This reason for an erasure does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=100)),
                ("slug", filmography.publishing.fields.UnicodeSlugField(max_length=100)),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "slug"), name="filmography_formerslug_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("consented", "Consented"), ("sent_back", "Sent back")],
                        max_length=12,
                    ),
                ),
                ("note", filmography.publishing.fields.CleanCharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["content_type", "object_id"], name="consent_of_record")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["consented", "sent_back"])),
                        name="filmography_consent_verdict_known",
                        violation_error_message="This verdict does not exist.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    filmography.publishing.fields.UnicodeSlugField(
                        blank=True,
                        error_messages={
                            "unique": "Another record has this address. Choose a different one."
                        },
                        help_text="The last part of the page's address. Leave it empty to have it made; if you change it, the old address redirects.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="publication state",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public from"
                    ),
                ),
                (
                    "published_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "withdrawal_notice",
                    filmography.publishing.fields.CleanTextField(blank=True, editable=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=200)),
                (
                    "sort_name",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="As in an index: “Baker, Sean”. Left empty, it is made.",
                        max_length=200,
                    ),
                ),
                (
                    "disambiguation",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Tells namesakes apart: “film critic”, “composer”.",
                        max_length=100,
                    ),
                ),
                (
                    "born",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                    ),
                ),
                (
                    "born_sort",
                    filmography.publishing.fields.EdtfSortField(
                        blank=True, default="", editable=False, max_length=21, of=("born",)
                    ),
                ),
                (
                    "died",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                    ),
                ),
                (
                    "died_sort",
                    filmography.publishing.fields.EdtfSortField(
                        blank=True, default="", editable=False, max_length=21, of=("died",)
                    ),
                ),
                (
                    "biography",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Markdown. About the work; private facts of the living only with a published source.",
                    ),
                ),
                (
                    "pseudonym_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only where a public source says so; give it below.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pseudonyms",
                        to="filmography.person",
                    ),
                ),
                (
                    "pseudonym_source",
                    filmography.publishing.fields.WebAddressField(
                        blank=True,
                        help_text="Where it is publicly said that these are one person.",
                        max_length=1000,
                    ),
                ),
                (
                    "imdb_id",
                    filmography.identifiers.IdentifierField(
                        help_text="nm0000001, or the address of the page.",
                        max_length=12,
                        scheme="imdb name",
                        verbose_name="IMDb",
                    ),
                ),
                (
                    "tmdb_id",
                    filmography.identifiers.IdentifierField(
                        help_text="287, or the address of the page.",
                        max_length=12,
                        scheme="tmdb person",
                        verbose_name="TMDB",
                    ),
                ),
                (
                    "wikidata_id",
                    filmography.identifiers.IdentifierField(
                        help_text="Q42, or the address of the page.",
                        max_length=16,
                        scheme="wikidata",
                        verbose_name="Wikidata",
                    ),
                ),
                (
                    "viaf_id",
                    filmography.identifiers.IdentifierField(
                        help_text="96987389, or the address of the page.",
                        max_length=24,
                        scheme="viaf",
                        verbose_name="VIAF",
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name", "sort_name")
                    ),
                ),
                (
                    "folded_sort_name",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("sort_name",)
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["folded_sort_name", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="person_visible"),
                    models.Index(
                        fields=["folded"], name="person_begins", opclasses=["text_pattern_ops"]
                    ),
                    models.Index(
                        fields=["folded_sort_name"],
                        name="person_sort_begins",
                        opclasses=["text_pattern_ops"],
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="filmography_person_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="filmography_person_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="filmography_person_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pseudonym_of__isnull", True),
                            models.Q(("pseudonym_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="filmography_person_not_own_pseudonym",
                        violation_error_message="A person cannot be their own pseudonym.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pseudonym_of__isnull", True),
                            models.Q(("pseudonym_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="filmography_person_pseudonym_sourced",
                        violation_error_message="Say where it is publicly known that the two names are one person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pseudonym_source", ""),
                            ("pseudonym_source__startswith", "https://"),
                            ("pseudonym_source__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="filmography_person_pseudonym_source_web",
                        violation_error_message="The address must begin with http:// or https://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="filmography.person",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=200)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("shown", "Shown on the page"),
                            ("search", "Found by search only"),
                            ("suppressed", "Suppressed everywhere"),
                        ],
                        default="search",
                        help_text="Suppress a name that its bearer no longer uses; it is then neither shown nor found.",
                        max_length=12,
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("findable_name",)
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "name"),
                        name="filmography_othername_once",
                        violation_error_message="This person has this other name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "code",
                    filmography.publishing.fields.CleanCharField(
                        max_length=4, primary_key=True, serialize=False
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=100)),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name", "code")
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "countries",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    filmography.publishing.fields.UnicodeSlugField(
                        blank=True,
                        error_messages={
                            "unique": "Another record has this address. Choose a different one."
                        },
                        help_text="The last part of the page's address. Leave it empty to have it made; if you change it, the old address redirects.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "Company"),
                            ("festival", "Festival"),
                            ("academy", "Academy"),
                            ("guild", "Guild or union"),
                            ("critics", "Critics' association"),
                            ("archive", "Archive"),
                            ("other", "Other"),
                        ],
                        default="company",
                        max_length=12,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="filmography.country",
                    ),
                ),
                (
                    "url",
                    filmography.publishing.fields.WebAddressField(
                        blank=True, max_length=1000, verbose_name="web site"
                    ),
                ),
                (
                    "wikidata_id",
                    filmography.identifiers.IdentifierField(
                        help_text="Q42, or the address of the page.",
                        max_length=16,
                        scheme="wikidata",
                        verbose_name="Wikidata",
                    ),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="Markdown. Shown on its page."
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name",)
                    ),
                ),
            ],
            options={
                "ordering": ["folded", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__startswith", "https://"),
                            ("url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="filmography_organisation_url_web",
                        violation_error_message="The address must begin with http:// or https://.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                (
                    "code",
                    filmography.publishing.fields.CleanCharField(
                        help_text="BCP 47 tag, such as en or pt-BR.",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=100)),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name", "code")
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Film",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    filmography.publishing.fields.UnicodeSlugField(
                        blank=True,
                        error_messages={
                            "unique": "Another record has this address. Choose a different one."
                        },
                        help_text="The last part of the page's address. Leave it empty to have it made; if you change it, the old address redirects.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="publication state",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public from"
                    ),
                ),
                (
                    "published_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="public until"
                    ),
                ),
                (
                    "withdrawal_notice",
                    filmography.publishing.fields.CleanTextField(blank=True, editable=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "title",
                    filmography.publishing.fields.CleanCharField(
                        help_text="As the film is known to your readers.", max_length=300
                    ),
                ),
                (
                    "original_title",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="Only if it differs.", max_length=300
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("feature", "Feature"),
                            ("short", "Short"),
                            ("documentary", "Documentary"),
                            ("series", "Series"),
                            ("episode", "Episode"),
                        ],
                        default="feature",
                        max_length=12,
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Of the first public showing.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                1870, "Write a year from 1870 to 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year from 1870 to 2100."
                            ),
                        ],
                    ),
                ),
                (
                    "release_date",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                    ),
                ),
                (
                    "release_sort",
                    filmography.publishing.fields.EdtfSortField(
                        blank=True, default="", editable=False, max_length=21, of=("release_date",)
                    ),
                ),
                (
                    "runtime_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="In minutes.", null=True, verbose_name="running time"
                    ),
                ),
                (
                    "logline",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="The film in one sentence.", max_length=300
                    ),
                ),
                (
                    "synopsis",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="Markdown. In your own words."
                    ),
                ),
                (
                    "shot_on",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="Camera or format: “35 mm”.", max_length=200
                    ),
                ),
                (
                    "aspect_ratio",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="2.39:1", max_length=20
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("colour", "Colour"),
                            ("bw", "Black and white"),
                            ("both", "Colour and black and white"),
                        ],
                        max_length=8,
                    ),
                ),
                ("budget_amount", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "budget_currency",
                    filmography.identifiers.IdentifierField(
                        help_text="ISO 4217: USD", max_length=3, scheme="currency"
                    ),
                ),
                (
                    "budget_note",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="“estimated”, or who says so.", max_length=200
                    ),
                ),
                ("box_office_amount", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "box_office_currency",
                    filmography.identifiers.IdentifierField(
                        help_text="ISO 4217: USD", max_length=3, scheme="currency"
                    ),
                ),
                (
                    "box_office_note",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=200),
                ),
                (
                    "imdb_id",
                    filmography.identifiers.IdentifierField(
                        help_text="tt0000001, or the address of the page.",
                        max_length=12,
                        scheme="imdb title",
                        verbose_name="IMDb",
                    ),
                ),
                (
                    "tmdb_id",
                    filmography.identifiers.IdentifierField(
                        help_text="550, or the address of the page.",
                        max_length=12,
                        scheme="tmdb film",
                        verbose_name="TMDB",
                    ),
                ),
                (
                    "wikidata_id",
                    filmography.identifiers.IdentifierField(
                        help_text="Q42, or the address of the page.",
                        max_length=16,
                        scheme="wikidata",
                        verbose_name="Wikidata",
                    ),
                ),
                (
                    "letterboxd_slug",
                    filmography.identifiers.IdentifierField(
                        help_text="fight-club, or the address of the page.",
                        max_length=100,
                        scheme="letterboxd",
                        verbose_name="Letterboxd",
                    ),
                ),
                (
                    "content_notes",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="What some readers will want to know beforehand.",
                        max_length=300,
                    ),
                ),
                (
                    "in_scope",
                    models.BooleanField(
                        default=True,
                        help_text="Untick for a film that is here only because criticism compares with it.",
                        verbose_name="part of this filmography",
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("title", "original_title")
                    ),
                ),
                (
                    "folded_title",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("title",)
                    ),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True, related_name="films", to="filmography.country"
                    ),
                ),
                (
                    "languages",
                    models.ManyToManyField(
                        blank=True, related_name="films", to="filmography.language"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "folded_title", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="film_visible"),
                    models.Index(
                        fields=["folded_title"], name="film_begins", opclasses=["text_pattern_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="filmography_film_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="filmography_film_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="filmography_film_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True), ("year__range", (1870, 2100)), _connector="OR"
                        ),
                        name="filmography_film_year_possible",
                        violation_error_message="Write a year from 1870 to 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("runtime_minutes__isnull", True),
                            ("runtime_minutes__gt", 0),
                            _connector="OR",
                        ),
                        name="filmography_film_runtime_positive",
                        violation_error_message="A running time is at least one minute.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget_amount__isnull", True),
                            models.Q(("budget_currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="filmography_film_budget_currency",
                        violation_error_message="Give the currency of the budget.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("box_office_amount__isnull", True),
                            models.Q(("box_office_currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="filmography_film_box_office_currency",
                        violation_error_message="Give the currency of the box office.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="filmography.film",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="filmography.person",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Director"),
                            ("writer", "Writer"),
                            ("producer", "Producer"),
                            ("executive_producer", "Executive producer"),
                            ("cinematographer", "Cinematographer"),
                            ("editor", "Editor"),
                            ("composer", "Composer"),
                            ("production_designer", "Production designer"),
                            ("costume_designer", "Costume designer"),
                            ("sound", "Sound"),
                            ("casting", "Casting"),
                            ("cast", "Cast"),
                            ("narrator", "Narrator"),
                            ("consultant", "Consultant"),
                            ("other", "Other"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "character",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="For the cast.", max_length=200
                    ),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="“uncredited”, “additional editing”.", max_length=200
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "person", "role", "character"),
                        name="filmography_credit_once",
                        violation_error_message="This person has this credit already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "director",
                                    "writer",
                                    "producer",
                                    "executive_producer",
                                    "cinematographer",
                                    "editor",
                                    "composer",
                                    "production_designer",
                                    "costume_designer",
                                    "sound",
                                    "casting",
                                    "cast",
                                    "narrator",
                                    "consultant",
                                    "other",
                                ],
                            )
                        ),
                        name="filmography_credit_role_known",
                        violation_error_message="This role does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    filmography.publishing.fields.PublicIdField(
                        default=filmography.publishing.fields.new_public_id,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="public id",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="Who gives it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="filmography.organisation",
                    ),
                ),
                (
                    "ceremony",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="“97th Academy Awards”, “77th Cannes Film Festival”.",
                        max_length=200,
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Of the ceremony.",
                        validators=[
                            django.core.validators.MinValueValidator(
                                1870, "Write a year from 1870 to 2100."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Write a year from 1870 to 2100."
                            ),
                        ],
                    ),
                ),
                (
                    "date",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                    ),
                ),
                (
                    "date_sort",
                    filmography.publishing.fields.EdtfSortField(
                        blank=True, default="", editable=False, max_length=21, of=("date",)
                    ),
                ),
                (
                    "category",
                    filmography.publishing.fields.CleanCharField(
                        help_text="“Best Actress”, “Palme d'Or”.", max_length=200
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty only for an award to a person for no one film.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="filmography.film",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("won", "Won"),
                            ("nominated", "Nominated"),
                            ("shortlisted", "Shortlisted"),
                            ("mention", "Special mention"),
                            ("selection", "Official selection"),
                        ],
                        default="won",
                        max_length=12,
                    ),
                ),
                ("note", filmography.publishing.fields.CleanCharField(blank=True, max_length=300)),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True, related_name="awards", to="filmography.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-date_sort", "organisation__folded", "category", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1870, 2100))),
                        name="filmography_award_year_possible",
                        violation_error_message="Write a year from 1870 to 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["won", "nominated", "shortlisted", "mention", "selection"],
                            )
                        ),
                        name="filmography_award_outcome_known",
                        violation_error_message="This outcome does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherTitle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_titles",
                        to="filmography.film",
                    ),
                ),
                ("title", filmography.publishing.fields.CleanCharField(max_length=300)),
                (
                    "language",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="filmography.language",
                    ),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="“working title”, “UK release”.", max_length=100
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("title",)
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "title"),
                        name="filmography_othertitle_once",
                        violation_error_message="This film has this other title already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilmVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="filmography.film",
                    ),
                ),
                (
                    "name",
                    filmography.publishing.fields.CleanCharField(
                        help_text="“Theatrical version”, “Director's cut”.", max_length=100
                    ),
                ),
                ("runtime_minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", filmography.publishing.fields.CleanCharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["film", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "name"),
                        name="filmography_filmversion_once",
                        violation_error_message="This film has a version of this name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilmOrganisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="film_organisations",
                        to="filmography.film",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="film_organisations",
                        to="filmography.organisation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("production", "Production"),
                            ("distribution", "Distribution"),
                            ("sales", "Sales"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="Territory, or part: “USA”.", max_length=100
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
            ],
            options={
                "verbose_name": "organisation of a film",
                "verbose_name_plural": "organisations of films",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "organisation", "role"),
                        name="filmography_filmorganisation_once",
                        violation_error_message="This organisation has this part already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Genre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    filmography.publishing.fields.UnicodeSlugField(
                        blank=True,
                        error_messages={
                            "unique": "Another record has this address. Choose a different one."
                        },
                        help_text="The last part of the page's address. Leave it empty to have it made; if you change it, the old address redirects.",
                        max_length=100,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=100, unique=True)),
                ("description", filmography.publishing.fields.CleanTextField(blank=True)),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name",)
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="TaggedFilm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_films",
                        to="filmography.genre",
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_genres",
                        to="filmography.film",
                    ),
                ),
            ],
            options={
                "verbose_name": "genre of a film",
                "verbose_name_plural": "genres of films",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"),
                        name="filmography_taggedfilm_once",
                        violation_error_message="This film has this genre already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Scene",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenes",
                        to="filmography.film",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        help_text="The cut that the timecodes refer to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scenes",
                        to="filmography.filmversion",
                    ),
                ),
                ("title", filmography.publishing.fields.CleanCharField(max_length=200)),
                (
                    "slug",
                    filmography.publishing.fields.UnicodeSlugField(
                        blank=True,
                        help_text="The mark in the page's address. Left empty, it is made.",
                        max_length=100,
                        verbose_name="address",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Its order in the film."),
                ),
                (
                    "start",
                    filmography.models.scenes.TimecodeField(
                        blank=True, help_text="h:mm:ss", null=True
                    ),
                ),
                (
                    "end",
                    filmography.models.scenes.TimecodeField(
                        blank=True, help_text="h:mm:ss", null=True
                    ),
                ),
                (
                    "description",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="What happens, in your own words."
                    ),
                ),
                (
                    "spoiler",
                    models.BooleanField(
                        default=False, help_text="Tells how the film ends or turns."
                    ),
                ),
                (
                    "content_notes",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("title",)
                    ),
                ),
            ],
            options={
                "ordering": ["film", "position", "start", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film", "slug"),
                        name="filmography_scene_slug_once",
                        violation_error_message="Another scene of this film has this address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True),
                            models.Q(("end__gte", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="filmography_scene_ends_after_start",
                        violation_error_message="The scene ends before it starts. Give a start, and an end that is not earlier.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    filmography.publishing.fields.PublicIdField(
                        default=filmography.publishing.fields.new_public_id,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="public id",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("poster", "Poster"),
                            ("still", "Still"),
                            ("portrait", "Portrait"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="filmography.film",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="filmography.person",
                    ),
                ),
                (
                    "scene",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="filmography.scene",
                    ),
                ),
                (
                    "file",
                    models.ImageField(
                        height_field="height", upload_to="images/", width_field="width"
                    ),
                ),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                (
                    "alt_text",
                    filmography.publishing.fields.CleanCharField(
                        help_text="What is to be seen, for those who do not see it.", max_length=300
                    ),
                ),
                (
                    "caption",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                (
                    "credit_line",
                    filmography.publishing.fields.CleanCharField(
                        help_text="Who made it, and whose it is.", max_length=200
                    ),
                ),
                (
                    "licence",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=100),
                ),
                (
                    "licence_url",
                    filmography.publishing.fields.WebAddressField(blank=True, max_length=1000),
                ),
                (
                    "focal_x",
                    models.FloatField(
                        default=0.5,
                        help_text="0 left, 1 right.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                (
                    "focal_y",
                    models.FloatField(
                        default=0.5,
                        help_text="0 top, 1 bottom.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("film__isnull", False),
                                ("person__isnull", True),
                                ("scene__isnull", True),
                            ),
                            models.Q(
                                ("film__isnull", True),
                                ("person__isnull", False),
                                ("scene__isnull", True),
                            ),
                            models.Q(
                                ("film__isnull", True),
                                ("person__isnull", True),
                                ("scene__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="filmography_image_of_one_thing",
                        violation_error_message="An image is of one film, one person or one scene.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt_text", ""), _negated=True),
                        name="filmography_image_has_alt_text",
                        violation_error_message="Describe the image for those who do not see it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("focal_x__range", (0, 1)), ("focal_y__range", (0, 1))),
                        name="filmography_image_focal_point_inside",
                        violation_error_message="The focal point lies outside the image.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("licence_url", ""),
                            ("licence_url__startswith", "https://"),
                            ("licence_url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="filmography_image_licence_web",
                        violation_error_message="The address must begin with http:// or https://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["kind", "network", "at"], name="networktrace_recent")
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("content_type"),
                        models.F("object_id"),
                        models.F("user"),
                        name="filmography_openform_once",
                        violation_error_message="This person has this record open already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=50)),
                ("about", models.BigIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("leased_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=100)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "mail",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["sent_at", "not_before"], name="outgoingmail_due")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "salt",
                    models.CharField(
                        default=filmography.publishing.secret_links.new_salt, max_length=32
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["content_type", "object_id"], name="previewlink_of_record")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("made_at"))),
                        name="filmography_previewlink_ends",
                        violation_error_message="A preview link ends after it was made.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    filmography.publishing.fields.CleanCharField(
                        default="Critical filmography",
                        help_text="Stands at the head of every page.",
                        max_length=100,
                    ),
                ),
                (
                    "tagline",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="One line under the name on the home page.",
                        max_length=200,
                    ),
                ),
                (
                    "introduction",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="A paragraph for the home page: which films, and why. Markdown.",
                    ),
                ),
                (
                    "about",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="The page “About”. Markdown."
                    ),
                ),
                (
                    "privacy",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="Replaces the built-in privacy notice. Markdown."
                    ),
                ),
                (
                    "accessibility",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Replaces the built-in accessibility statement. Markdown.",
                    ),
                ),
                (
                    "terms",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Replaces the built-in terms that contributors agree to. Markdown. Each wording is kept for those who agreed to it.",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="Where readers may write; shown on the pages above.",
                        max_length=254,
                    ),
                ),
                (
                    "share_warn_percent",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Per cent.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="warn above this part of a source",
                    ),
                ),
                (
                    "share_warn_words",
                    models.PositiveIntegerField(
                        default=300, verbose_name="warn above so many words"
                    ),
                ),
                (
                    "share_refuse_percent",
                    models.PositiveSmallIntegerField(
                        default=25,
                        help_text="Per cent.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="refuse above this part of a source",
                    ),
                ),
                (
                    "share_refuse_words",
                    models.PositiveIntegerField(default=60, verbose_name="and more words than"),
                ),
            ],
            options={
                "verbose_name": "site settings",
                "verbose_name_plural": "site settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="filmography_sitesettings_single",
                        violation_error_message="There is one set of site settings; change that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_refuse_percent__lte", 100), ("share_warn_percent__lte", 100)
                        ),
                        name="filmography_sitesettings_share_possible",
                        violation_error_message="A part of a source is at most 100 per cent.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="film",
            name="genres",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="filmography.TaggedFilm",
                to="filmography.Genre",
                verbose_name="Tags",
            ),
        ),
    ]
