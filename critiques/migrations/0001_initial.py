import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import critiques.models.moderation.deciding
import filmography.publishing.fields
import filmography.publishing.secret_links


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("contenttypes", "0002_remove_content_type_name"),
        ("filmography", "0002_countries_and_languages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Theme",
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
                ("name", filmography.publishing.fields.CleanCharField(max_length=100, unique=True)),
                (
                    "definition",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Markdown. What belongs under this theme, and what does not.",
                    ),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="critiques.theme",
                        verbose_name="broader theme",
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
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [models.Index(fields=["state", "published_at"], name="theme_visible")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_theme_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_theme_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_theme_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("broader__isnull", True),
                            models.Q(("broader", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="critiques_theme_not_its_own_broader",
                        violation_error_message="A theme cannot be broader than itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="critiques.theme",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(max_length=100)),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("name",)
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("theme", "name"),
                        name="critiques_themename_once",
                        violation_error_message="This theme has this other name already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffNotices",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "Once a day"),
                            ("never", "Never"),
                        ],
                        default="daily",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name": "notices to staff",
                "verbose_name_plural": "notices to staff",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=20, unique=True)),
                ("text", filmography.publishing.fields.CleanTextField()),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name_plural": "terms",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                            ("periodical", "Periodical"),
                            ("site", "Web site"),
                            ("broadcaster", "Broadcaster"),
                            ("series", "Series"),
                        ],
                        default="periodical",
                        max_length=12,
                    ),
                ),
                (
                    "place",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="Tells namesakes apart: “Paris”.", max_length=100
                    ),
                ),
                (
                    "issn",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=9, verbose_name="ISSN"
                    ),
                ),
                (
                    "url",
                    filmography.publishing.fields.WebAddressField(
                        blank=True, max_length=1000, verbose_name="web site"
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
                        name="critiques_publication_url_web",
                        violation_error_message="The address must begin with http:// or https://.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                ("title", filmography.publishing.fields.CleanCharField(max_length=300)),
                (
                    "title_is_devised",
                    models.BooleanField(
                        default=False,
                        help_text="Tick if the text bears no title and you made one. It is shown in square brackets; do not type them.",
                    ),
                ),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("review", "Review"),
                            ("essay", "Essay"),
                            ("feature", "Feature"),
                            ("video_essay", "Video essay"),
                            ("interview", "Interview"),
                            ("news", "News"),
                            ("speech", "Speech"),
                            ("panel", "Panel"),
                            ("commentary", "Audio commentary"),
                            ("programme_note", "Programme note"),
                            ("press_kit", "Press kit"),
                            ("thesis", "Thesis"),
                            ("chapter", "Chapter"),
                        ],
                        default="review",
                        max_length=16,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("print", "Print"),
                            ("web", "Web"),
                            ("audio", "Audio"),
                            ("video", "Video"),
                            ("live", "Live"),
                        ],
                        default="web",
                        max_length=8,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it appeared; empty if that is not known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="critiques.publication",
                    ),
                ),
                (
                    "publisher",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=200),
                ),
                ("volume", filmography.publishing.fields.CleanCharField(blank=True, max_length=40)),
                ("issue", filmography.publishing.fields.CleanCharField(blank=True, max_length=40)),
                (
                    "pages",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="12–15", max_length=40
                    ),
                ),
                ("place", filmography.publishing.fields.CleanCharField(blank=True, max_length=100)),
                (
                    "event",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Where it was said, for a speech or panel.",
                        max_length=200,
                    ),
                ),
                (
                    "isbn",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=17, verbose_name="ISBN"
                    ),
                ),
                (
                    "issn",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=9, verbose_name="ISSN"
                    ),
                ),
                (
                    "doi",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=200, verbose_name="DOI"
                    ),
                ),
                (
                    "published_on",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                        verbose_name="published",
                    ),
                ),
                (
                    "published_sort",
                    filmography.publishing.fields.EdtfSortField(
                        blank=True, default="", editable=False, max_length=21, of=("published_on",)
                    ),
                ),
                (
                    "updated_on",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                        verbose_name="updated",
                    ),
                ),
                (
                    "accessed_on",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                        verbose_name="accessed",
                    ),
                ),
                (
                    "url",
                    filmography.publishing.fields.WebAddressField(
                        blank=True, max_length=1000, verbose_name="address on the web"
                    ),
                ),
                (
                    "archived_url",
                    filmography.publishing.fields.WebAddressField(
                        blank=True, max_length=1000, verbose_name="archived copy"
                    ),
                ),
                (
                    "link_checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody last looked whether the link still works.",
                        null=True,
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        default="en",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filmography.language",
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("registration", "Registration"),
                            ("paywalled", "Paywalled"),
                            ("print_only", "Print only"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "rights",
                    models.CharField(
                        choices=[
                            ("in_copyright", "In copyright"),
                            ("public_domain", "Public domain"),
                            ("open_licence", "Open licence"),
                            ("ours", "Ours"),
                            ("permission", "By permission"),
                        ],
                        default="in_copyright",
                        max_length=16,
                    ),
                ),
                (
                    "rights_note",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Licence, holder, or who gave permission.",
                        max_length=300,
                    ),
                ),
                (
                    "correction_note",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="In your words: what the source itself corrected later.",
                    ),
                ),
                (
                    "correction_date",
                    filmography.publishing.fields.EdtfField(
                        blank=True,
                        help_text="As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), 1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
                        max_length=40,
                    ),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanTextField(
                        blank=True, help_text="Markdown. Shown on its page."
                    ),
                ),
                (
                    "full_text",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Public. Only where the rights above allow the whole text to be shown.",
                    ),
                ),
                (
                    "folded",
                    filmography.publishing.fields.FoldedField(
                        blank=True, default="", editable=False, of=("title", "publisher", "event")
                    ),
                ),
            ],
            options={
                "ordering": ["-published_sort", "folded", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [models.Index(fields=["state", "published_at"], name="source_visible")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_source_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_source_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_source_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rights__in",
                                [
                                    "in_copyright",
                                    "public_domain",
                                    "open_licence",
                                    "ours",
                                    "permission",
                                ],
                            )
                        ),
                        name="critiques_source_rights_known",
                        violation_error_message="These rights do not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("full_text", ""),
                            ("rights__in", ["public_domain", "open_licence", "ours", "permission"]),
                            _connector="OR",
                        ),
                        name="critiques_source_full_text_allowed",
                        violation_error_message="The full text may stand here only if the rights allow it: public domain, open licence, ours, or by permission.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("url", ""),
                                ("url__startswith", "https://"),
                                ("url__startswith", "http://"),
                                _connector="OR",
                            ),
                            models.Q(
                                ("archived_url", ""),
                                ("archived_url__startswith", "https://"),
                                ("archived_url__startswith", "http://"),
                                _connector="OR",
                            ),
                        ),
                        name="critiques_source_urls_web",
                        violation_error_message="The address must begin with http:// or https://.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captures",
                        to="critiques.source",
                    ),
                ),
                ("text", models.TextField(editable=False)),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("words", models.PositiveIntegerField(editable=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("page_text", "Text of the page"),
                            ("pdf_text", "Text layer of a PDF"),
                            ("ocr", "Text recognised from pictures (OCR)"),
                            ("transcript", "Transcript by a person"),
                            ("machine_transcript", "Transcript by a machine"),
                            ("full_text", "The full text published here"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "marks",
                    filmography.publishing.fields.PlainJSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Where pages and times begin: offset, kind, label.",
                    ),
                ),
                (
                    "extraction",
                    filmography.publishing.fields.CleanCharField(
                        editable=False,
                        help_text="What extracted the text, and its version.",
                        max_length=100,
                    ),
                ),
                (
                    "captured_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "captured_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kept_at", models.DateTimeField(editable=False, null=True)),
                (
                    "seen_again_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="When the source was last found unchanged.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["-kept_at", "-pk"],
                "default_permissions": ("add", "delete", "view"),
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="critiques_capture_has_text",
                        violation_error_message="A capture needs text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "origin__in",
                                [
                                    "page_text",
                                    "pdf_text",
                                    "ocr",
                                    "transcript",
                                    "machine_transcript",
                                    "full_text",
                                ],
                            )
                        ),
                        name="critiques_capture_origin_known",
                        violation_error_message="This origin does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaptureRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reads",
                        to="critiques.capture",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", filmography.publishing.fields.CleanCharField(max_length=150)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("reading", "Reading it"),
                            ("keeping", "Looking at it before it is kept"),
                            ("passages", "Taking passages"),
                            ("checking", "Checking a quotation"),
                            ("comparing", "Comparing it with an earlier one"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "reading of a capture",
                "verbose_name_plural": "readings of captures",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SourceContributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributors",
                        to="critiques.source",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_contributions",
                        to="filmography.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_contributions",
                        to="filmography.organisation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("interviewer", "Interviewer"),
                            ("interviewee", "Interviewee"),
                            ("host", "Host"),
                            ("guest", "Guest"),
                            ("speaker", "Speaker"),
                            ("translator", "Translator"),
                            ("editor", "Editor"),
                        ],
                        default="author",
                        max_length=12,
                    ),
                ),
                (
                    "name_as_credited",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="As the source prints it, if it differs or if there is no record.",
                        max_length=200,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
            ],
            options={
                "verbose_name": "contributor of a source",
                "verbose_name_plural": "contributors of sources",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_as_credited", ""), _negated=True),
                            ("person__isnull", False),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_sourcecontributor_is_somebody",
                        violation_error_message="Choose a person or an organisation, or give the name as credited.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True),
                            ("organisation__isnull", True),
                            _connector="OR",
                        ),
                        name="critiques_sourcecontributor_one_of_two",
                        violation_error_message="A contributor is a person or an organisation, not both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="critiques.source",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reprint", "Reprint or syndication of"),
                            ("translation", "Translation of"),
                            ("revision", "Revised version of"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="critiques.source",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "original", "kind"),
                        name="critiques_sourcerelation_once",
                        violation_error_message="These two sources are so related already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("original")), _negated=True),
                        name="critiques_sourcerelation_of_another",
                        violation_error_message="A source cannot be a version of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Excerpt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "correction_note",
                    filmography.publishing.fields.CleanTextField(
                        blank=True,
                        help_text="Asked for when the words of a public passage change. Readers see it with its date.",
                    ),
                ),
                ("corrected_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "quotation_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verbatim", "Word for word"),
                            ("typographic", "Word for word, other typography"),
                            ("abridged", "Abridged as marked"),
                            ("altered", "Altered"),
                            ("absent", "Absent"),
                            ("ambiguous", "Ambiguous"),
                            ("invalid", "Invalid"),
                            ("unchecked", "Not checked yet"),
                            ("attested", "Compared by eye"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
                ("source_changed", models.BooleanField(default=False, editable=False)),
                (
                    "attested_by",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Where no text of the source can be had: who compared the words by eye, as readers will see it.",
                        max_length=200,
                        verbose_name="compared by",
                    ),
                ),
                (
                    "attested_with",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="“The print edition”, “the disc”.",
                        max_length=200,
                        verbose_name="compared with",
                    ),
                ),
                (
                    "attested_on",
                    models.DateField(blank=True, null=True, verbose_name="compared on"),
                ),
                (
                    "override_reason",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Readers see it: “Not found word for word in our copy; published because …”. It lapses when the words change.",
                        max_length=300,
                        verbose_name="reason for publishing unproved words",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("overridden_at", models.DateTimeField(editable=False, null=True)),
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excerpts",
                        to="critiques.source",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("quotation", "Quotation"), ("paraphrase", "Paraphrase")],
                        default="quotation",
                        help_text="A quotation holds the words of the source; a paraphrase says in yours what it argues.",
                        max_length=12,
                    ),
                ),
                (
                    "text",
                    filmography.publishing.fields.CleanTextField(
                        help_text="Without quotation marks around the whole. Mark what you leave out with […]."
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        default="en",
                        help_text="Of these words. A quotation stands in the language of its source.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filmography.language",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Its order in the source."),
                ),
                (
                    "locator_label",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("page", "Page"),
                            ("paragraph", "Paragraph"),
                            ("chapter", "Chapter"),
                            ("section", "Section"),
                            ("line", "Line"),
                            ("timecode", "Timecode"),
                        ],
                        max_length=12,
                        verbose_name="locator",
                    ),
                ),
                (
                    "locator_from",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=20, verbose_name="from"
                    ),
                ),
                (
                    "locator_to",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, max_length=20, verbose_name="to"
                    ),
                ),
                (
                    "quoted_from_source",
                    models.ForeignKey(
                        blank=True,
                        help_text="If the source itself quotes these words from another that is catalogued here.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quoted_in",
                        to="critiques.source",
                    ),
                ),
                (
                    "quoted_from_text",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="Or from one that is not: “acceptance speech, 2025”.",
                        max_length=300,
                        verbose_name="quoted from (in words)",
                    ),
                ),
                (
                    "spoiler",
                    models.BooleanField(
                        default=False,
                        help_text="Tells how a film ends or turns; covered until the reader opens it.",
                    ),
                ),
                (
                    "content_notes",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                (
                    "contributor_credit",
                    filmography.publishing.fields.CleanCharField(
                        blank=True,
                        help_text="How the person who offered this passage wants to be named.",
                        max_length=200,
                    ),
                ),
                (
                    "scenes",
                    models.ManyToManyField(
                        blank=True, related_name="excerpts", to="filmography.scene"
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="excerpt_visible"),
                    models.Index(
                        condition=models.Q(("quoted_from_source__isnull", False)),
                        fields=["quoted_from_source"],
                        name="excerpt_by_quoted_source",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_excerpt_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "paraphrase"), ("quotation_state", "")),
                            models.Q(
                                ("kind", "quotation"),
                                (
                                    "quotation_state__in",
                                    [
                                        "verbatim",
                                        "typographic",
                                        "abridged",
                                        "altered",
                                        "absent",
                                        "ambiguous",
                                        "invalid",
                                        "unchecked",
                                        "attested",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_state_of_quotations_only",
                        violation_error_message="A quotation has a quotation state, a paraphrase has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attested_on__isnull", False),
                                models.Q(("attested_by", ""), _negated=True),
                                models.Q(("attested_with", ""), _negated=True),
                            ),
                            models.Q(
                                ("attested_by", ""),
                                ("attested_on__isnull", True),
                                ("attested_with", ""),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_attestation_complete",
                        violation_error_message="Say who compared the words, with what, and when; or leave all three empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quotation_state", "attested"), _negated=True),
                            models.Q(
                                ("attested_on__isnull", False),
                                models.Q(("attested_by", ""), _negated=True),
                                models.Q(("attested_with", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_attested_by_somebody",
                        violation_error_message="Say who compared the words, with what, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("overridden_at__isnull", True), ("override_reason", "")),
                            models.Q(
                                models.Q(("override_reason", ""), _negated=True),
                                ("overridden_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_override_dated",
                        violation_error_message="A reason for publishing unproved words has its date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrected_on__isnull", True), ("correction_note", "")),
                            models.Q(
                                models.Q(("correction_note", ""), _negated=True),
                                ("corrected_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_correction_dated",
                        violation_error_message="A correction has a note and a date, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="critiques_excerpt_has_words",
                        violation_error_message="An excerpt needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("locator_from", ""), ("locator_label", ""), ("locator_to", "")
                            ),
                            models.Q(
                                models.Q(("locator_label", ""), _negated=True),
                                models.Q(("locator_from", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_excerpt_locator_complete",
                        violation_error_message="A locator needs both its kind (page, paragraph …) and a number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcerptAnchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "excerpt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anchor",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anchors",
                        to="critiques.capture",
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("segments", filmography.publishing.fields.PlainJSONField(default=list)),
                ("prefix", models.TextField(blank=True)),
                ("suffix", models.TextField(blank=True)),
                ("paragraph", models.PositiveIntegerField()),
                ("last_paragraph", models.PositiveIntegerField()),
                ("paragraphs", models.PositiveIntegerField()),
                ("starts_inside_sentence", models.BooleanField()),
                ("ends_inside_sentence", models.BooleanField()),
                ("left_out", models.PositiveIntegerField()),
                ("words", filmography.publishing.fields.PlainJSONField(default=list)),
            ],
            options={
                "verbose_name": "anchor of an excerpt",
                "verbose_name_plural": "anchors of excerpts",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="critiques_excerptanchor_span_possible",
                        violation_error_message="The span ends before it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reanchoring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reanchorings",
                        to="critiques.capture",
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reanchorings",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "earlier_capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="critiques.capture",
                    ),
                ),
                ("earlier_start", models.PositiveIntegerField()),
                ("earlier_end", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("moved", "Moved"),
                            ("changed", "Changed"),
                            ("orphaned", "Orphaned"),
                        ],
                        max_length=8,
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("method", models.CharField(blank=True, max_length=20)),
                ("score", models.FloatField(default=0)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new_words", "The new words were taken over"),
                            ("old_words", "The words stay as they stood before"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "place carried over",
                "verbose_name_plural": "places carried over",
                "ordering": ["earlier_start", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("capture", "excerpt"),
                        name="critiques_reanchoring_once",
                        violation_error_message="This place has been carried over already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end__isnull", True),
                                ("outcome", "orphaned"),
                                ("start__isnull", True),
                            ),
                            models.Q(
                                models.Q(("outcome", "orphaned"), _negated=True),
                                ("end__gt", models.F("start")),
                                ("start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="critiques_reanchoring_place_unless_orphaned",
                        violation_error_message="A place is somewhere unless it is orphaned.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcerptSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subjects",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excerpt_subjects",
                        to="filmography.film",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excerpt_subjects",
                        to="filmography.person",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("subject", "Subject"), ("compared", "Compared with")],
                        default="subject",
                        max_length=12,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "Favourable"),
                            ("mixed", "Mixed"),
                            ("unfavourable", "Unfavourable"),
                            ("neutral", "Neutral"),
                        ],
                        help_text="Of this passage to this subject.",
                        max_length=12,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
            ],
            options={
                "verbose_name": "subject of an excerpt",
                "verbose_name_plural": "subjects of excerpts",
                "ordering": ["position", "pk"],
                "indexes": [
                    models.Index(fields=["film", "excerpt"], name="excerptsubject_by_film"),
                    models.Index(fields=["person", "excerpt"], name="excerptsubject_by_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("film__isnull", False), ("person__isnull", True)),
                            models.Q(("film__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="critiques_excerptsubject_exactly_one",
                        violation_error_message="A subject is one film or one person. Add a row for each.",
                    ),
                    models.UniqueConstraint(
                        fields=("excerpt", "film"),
                        name="critiques_excerptsubject_film_once",
                        violation_error_message="This film is a subject already.",
                    ),
                    models.UniqueConstraint(
                        fields=("excerpt", "person"),
                        name="critiques_excerptsubject_person_once",
                        violation_error_message="This person is a subject already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance__in", ["", "favourable", "mixed", "unfavourable", "neutral"])
                        ),
                        name="critiques_excerptsubject_stance_known",
                        violation_error_message="This stance does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcerptVoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voices",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excerpt_voices",
                        to="filmography.person",
                    ),
                ),
                (
                    "name",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="If there is no record of the person.", max_length=200
                    ),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In a dialogue: the first character of these words, from 0.",
                        null=True,
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        blank=True, help_text="And the one after the last.", null=True
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
            ],
            options={
                "verbose_name": "voice of an excerpt",
                "verbose_name_plural": "voices of excerpts",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="critiques_excerptvoice_is_somebody",
                        violation_error_message="Choose a person, or give the name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                            _connector="OR",
                        ),
                        name="critiques_excerptvoice_span_possible",
                        violation_error_message="Give both ends of the span, the second after the first, or neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcerptTranslation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filmography.language",
                    ),
                ),
                ("text", filmography.publishing.fields.CleanTextField()),
                (
                    "translator",
                    filmography.publishing.fields.CleanCharField(
                        blank=True, help_text="Who translated it.", max_length=200
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="The published translation, if it is one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translated_excerpts",
                        to="critiques.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation of an excerpt",
                "verbose_name_plural": "translations of excerpts",
                "ordering": ["language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("excerpt", "language"),
                        name="critiques_excerpttranslation_once",
                        violation_error_message="There is a translation into this language already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("translator", ""), _negated=True),
                            ("source__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_excerpttranslation_credited",
                        violation_error_message="Name the translator, or the source that holds the translation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedExcerpt",
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
                        related_name="tagged_excerpts",
                        to="critiques.theme",
                        verbose_name="theme",
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_themes",
                        to="critiques.excerpt",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of an excerpt",
                "verbose_name_plural": "themes of excerpts",
                "indexes": [
                    models.Index(fields=["tag", "content_object"], name="taggedexcerpt_by_theme")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"),
                        name="critiques_taggedexcerpt_once",
                        violation_error_message="This excerpt has this theme already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotations",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        help_text="The first annotated character, counted from 0 in code points."
                    ),
                ),
                ("end", models.PositiveIntegerField(help_text="The character after the last.")),
                (
                    "exact",
                    models.TextField(
                        help_text="Copy them from the text of the excerpt, exactly as they stand.",
                        verbose_name="annotated words",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gloss", "Gloss"),
                            ("context", "Context"),
                            ("correction", "Correction"),
                            ("disagreement", "Disagreement"),
                            ("cross_reference", "Cross-reference"),
                        ],
                        default="context",
                        max_length=16,
                    ),
                ),
                (
                    "body",
                    filmography.publishing.fields.CleanTextField(
                        help_text="Markdown.", verbose_name="note"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Decides among notes on the same words; lower stands first.",
                    ),
                ),
                (
                    "placement",
                    models.CharField(
                        choices=[
                            ("sound", "Sound"),
                            ("changed", "On changed words"),
                            ("orphaned", "Without its words"),
                        ],
                        default="sound",
                        editable=False,
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["start", "-end", "position", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="annotation_visible")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_annotation_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_annotation_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_annotation_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__gt", models.F("start")),
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"),
                                    "+",
                                    django.db.models.functions.text.Length("exact"),
                                ),
                            ),
                        ),
                        name="critiques_annotation_span_holds_words",
                        violation_error_message="The span and the annotated words differ in length.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="critiques_annotation_says_something",
                        violation_error_message="An annotation needs a note.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("placement__in", ["sound", "changed", "orphaned"])),
                        name="critiques_annotation_placement_known",
                        violation_error_message="This placement does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilmList",
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
                ("title", filmography.publishing.fields.CleanCharField(max_length=200)),
                (
                    "introduction",
                    filmography.publishing.fields.CleanTextField(blank=True, help_text="Markdown."),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it was published; empty for a list by the editors.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="critiques.source",
                    ),
                ),
                (
                    "is_ranked",
                    models.BooleanField(
                        default=False, help_text="Tick if the order is a judgement."
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
                "verbose_name": "list",
                "ordering": ["folded", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="filmlist_visible")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_filmlist_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_filmlist_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_filmlist_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilmListEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "film_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="critiques.filmlist",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_entries",
                        to="filmography.film",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Lower stands first."),
                ),
                (
                    "note",
                    filmography.publishing.fields.CleanTextField(blank=True, help_text="Markdown."),
                ),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("film_list", "film"),
                        name="critiques_filmlistentry_once",
                        violation_error_message="This film stands in the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("claimed_until", models.DateTimeField(editable=False, null=True)),
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
                ("form_key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "salt",
                    models.CharField(
                        default=filmography.publishing.secret_links.new_salt,
                        editable=False,
                        max_length=32,
                    ),
                ),
                ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("content_hash", models.CharField(editable=False, max_length=64)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "not_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("pending", "Waiting for a decision"),
                            ("accepted", "Accepted"),
                            ("changes_requested", "Changes requested"),
                            ("declined", "Declined"),
                            ("duplicate", "Here already"),
                            ("spam", "Spam"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("confirm_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("rounds_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("terms_version", models.CharField(editable=False, max_length=20)),
                (
                    "consented_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "excerpt",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contribution",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "proposed_text",
                    filmography.publishing.fields.CleanTextField(blank=True, editable=False),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made",
                    filmography.publishing.fields.PlainJSONField(default=list, editable=False),
                ),
                ("has_appealed", models.BooleanField(default=False, editable=False)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "contributions and reports",
                "ordering": ["created_at", "pk"],
                "permissions": [("moderate_contribution", "Can decide on contributions")],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["state", "created_at"], name="contribution_queue")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "pending",
                                    "accepted",
                                    "changes_requested",
                                    "declined",
                                    "duplicate",
                                    "spam",
                                    "withdrawn",
                                    "expired",
                                ],
                            )
                        ),
                        name="critiques_contribution_state_known",
                        violation_error_message="This state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excerpt__isnull", True), ("state", "accepted"), _connector="OR"
                        ),
                        name="critiques_contribution_excerpt_by_acceptance",
                        violation_error_message="Only acceptance makes an excerpt.",
                    ),
                ],
            },
            bases=(critiques.models.moderation.deciding.Deciding, models.Model),
        ),
        migrations.CreateModel(
            name="ContributionRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="critiques.contribution",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quotation", "A quotation: the source’s own words"),
                            ("paraphrase", "A paraphrase: what it says, in my words"),
                            ("translation", "A translation of the source’s words"),
                        ],
                        default="quotation",
                        max_length=12,
                    ),
                ),
                ("text", filmography.publishing.fields.CleanTextField(blank=True, max_length=5000)),
                (
                    "translation",
                    filmography.publishing.fields.CleanTextField(blank=True, max_length=5000),
                ),
                (
                    "language",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="filmography.language",
                    ),
                ),
                (
                    "film",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="filmography.film",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="filmography.person",
                    ),
                ),
                ("about", filmography.publishing.fields.CleanCharField(blank=True, max_length=300)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="critiques.source",
                    ),
                ),
                (
                    "source_title",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                (
                    "source_author",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                (
                    "source_publication",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=200),
                ),
                (
                    "source_date",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=50),
                ),
                (
                    "source_url",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=1000),
                ),
                (
                    "locator",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=100),
                ),
                ("voice", filmography.publishing.fields.CleanCharField(blank=True, max_length=200)),
                (
                    "themes",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=300),
                ),
                ("why", filmography.publishing.fields.CleanTextField(blank=True, max_length=2000)),
                ("spoiler", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "round of a contribution",
                "ordering": ["number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "number"),
                        name="critiques_contributionround_once",
                        violation_error_message="This round was sent already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributor",
                        to="critiques.contribution",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(blank=True, max_length=200)),
                (
                    "credit",
                    filmography.publishing.fields.CleanCharField(blank=True, max_length=200),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("email_confirmed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["email"], name="contributor_email")],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "name",
                    filmography.publishing.fields.CleanCharField(
                        help_text="Of the person whose words these are.", max_length=200
                    ),
                ),
                (
                    "text",
                    filmography.publishing.fields.CleanTextField(
                        help_text="Their own words, as they sent them.", max_length=2000
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
                "ordering": ["published_at", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [models.Index(fields=["state", "published_at"], name="reply_visible")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_reply_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_reply_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_reply_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                        ),
                        name="critiques_reply_says_something",
                        violation_error_message="A reply needs a name and words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("claimed_until", models.DateTimeField(editable=False, null=True)),
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
                ("form_key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "salt",
                    models.CharField(
                        default=filmography.publishing.secret_links.new_salt,
                        editable=False,
                        max_length=32,
                    ),
                ),
                ("secret_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("content_hash", models.CharField(editable=False, max_length=64)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "state_since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "not_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for a decision"),
                            ("upheld", "Upheld"),
                            ("rejected", "Rejected"),
                            ("duplicate", "Reported already"),
                            ("spam", "Spam"),
                        ],
                        default="open",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "The words are wrong"),
                            ("attribution", "It is said to be by somebody else"),
                            ("misrepresents", "It misrepresents me"),
                            ("rights", "It infringes rights"),
                            ("privacy", "It tells something private"),
                            ("defamation", "It is defamatory"),
                            ("illegal", "It is illegal"),
                            ("minor", "It sexualises a minor"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                    ),
                ),
                ("about", filmography.publishing.fields.CleanCharField(max_length=300)),
                ("record_label", models.CharField(blank=True, editable=False, max_length=100)),
                ("record_id", models.BigIntegerField(editable=False, null=True)),
                (
                    "words",
                    filmography.publishing.fields.CleanTextField(blank=True, max_length=5000),
                ),
                (
                    "reply_text",
                    filmography.publishing.fields.CleanTextField(blank=True, max_length=2000),
                ),
                (
                    "withdrew",
                    filmography.publishing.fields.PlainJSONField(default=list, editable=False),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="report",
                        to="critiques.reply",
                    ),
                ),
                ("has_asked_review", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "ordering": ["created_at", "pk"],
                "permissions": [("moderate_report", "Can decide on reports")],
                "default_permissions": (),
                "indexes": [models.Index(fields=["state", "created_at"], name="report_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "upheld", "rejected", "duplicate", "spam"])
                        ),
                        name="critiques_report_state_known",
                        violation_error_message="This state does not exist.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ModerationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="critiques.contribution",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="critiques.report",
                    ),
                ),
                ("transition", models.CharField(max_length=20)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contributor", "Contributor"),
                            ("reporter", "Reporter"),
                            ("moderator", "Moderator"),
                            ("editor", "Editor"),
                            ("administrator", "Administrator"),
                            ("timer", "Time"),
                        ],
                        max_length=15,
                    ),
                ),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wording", "The wording differs from the source"),
                            ("not_source", "It does not stand in the source named"),
                            ("too_long", "It quotes too much"),
                            ("context", "It is taken out of its context"),
                            ("paraphrase", "A paraphrase given as a quotation"),
                            ("no_locator", "It does not say where it stands"),
                            ("not_criticism", "It does not speak about a film or its makers"),
                            ("source", "The source is not one that we take"),
                            ("rights", "Rights"),
                            ("duplicate", "It is here already"),
                            ("spam", "Spam"),
                            ("corrected", "It has been put right"),
                            ("removed", "It has been taken down"),
                            ("in_order", "It is in order as it stands"),
                            ("second", "Two moderators agree on the words"),
                            ("alone", "One moderator alone, as the site allows"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "moderation event",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["transition", "at"], name="moderationevent_when")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contribution__isnull", False), ("report__isnull", True)),
                            models.Q(("contribution__isnull", True), ("report__isnull", False)),
                            _connector="OR",
                        ),
                        name="critiques_moderationevent_about_one",
                        violation_error_message="An event is of one contribution or one report.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "transition__in",
                                [
                                    "accept",
                                    "appeal",
                                    "ask_review",
                                    "change_credit",
                                    "claim",
                                    "confirm",
                                    "decline",
                                    "expire",
                                    "mark_duplicate",
                                    "mark_spam",
                                    "propose",
                                    "reject",
                                    "release",
                                    "remind",
                                    "reopen",
                                    "request_changes",
                                    "resubmit",
                                    "submit",
                                    "take_over",
                                    "undo",
                                    "uphold",
                                    "withdraw",
                                ],
                            )
                        ),
                        name="critiques_moderationevent_transition_known",
                        violation_error_message="This transition does not exist.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModerationMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message",
                        to="critiques.moderationevent",
                    ),
                ),
                ("text", filmography.publishing.fields.CleanTextField(max_length=2000)),
            ],
            options={
                "verbose_name": "message",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ModerationNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="critiques.contribution",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="critiques.report",
                    ),
                ),
                ("text", filmography.publishing.fields.CleanTextField(max_length=2000)),
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
                "verbose_name": "internal note",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contribution__isnull", False), ("report__isnull", True)),
                            models.Q(("contribution__isnull", True), ("report__isnull", False)),
                            _connector="OR",
                        ),
                        name="critiques_moderationnote_about_one",
                        violation_error_message="A note is of one contribution or one report.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reporter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reporter",
                        to="critiques.report",
                    ),
                ),
                ("name", filmography.publishing.fields.CleanCharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "from_excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses_made",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("answers", "Answers"),
                            ("disputes", "Disputes"),
                            ("supports", "Supports"),
                            ("qualifies", "Qualifies"),
                            ("extends", "Extends"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_excerpt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses_received",
                        to="critiques.excerpt",
                    ),
                ),
                (
                    "justification",
                    filmography.publishing.fields.CleanCharField(
                        help_text="One line: in what it does so.", max_length=300
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [
                    models.Index(fields=["state", "published_at"], name="response_visible")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="critiques_response_state_known",
                        violation_error_message="This publication state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="critiques_response_published_from",
                        violation_error_message="A published record needs the time from which it is public.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            ("published_until__gt", models.F("published_at")),
                            _connector="OR",
                        ),
                        name="critiques_response_published_span",
                        violation_error_message="The record would cease to be public before it begins to be.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_excerpt", models.F("to_excerpt")), _negated=True),
                        name="critiques_response_to_another",
                        violation_error_message="An excerpt cannot respond to itself. Choose another.",
                    ),
                    models.UniqueConstraint(
                        fields=("from_excerpt", "to_excerpt", "relation"),
                        name="critiques_response_once",
                        violation_error_message="These two are so related already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("visible_from", models.BigIntegerField()),
                ("visible_until", models.BigIntegerField()),
                ("dated", models.CharField(blank=True, max_length=10)),
                ("tokens", models.TextField()),
                ("around", models.TextField()),
                ("facets", models.TextField()),
                ("shown", models.TextField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="excerpt",
            name="themes",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="critiques.TaggedExcerpt",
                to="critiques.Theme",
                verbose_name="Tags",
            ),
        ),
    ]
