"""Sources and the publications in which they stand."""

from datetime import date, timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from critiques.admin.captures import SourceCaptures
from critiques.admin.places import SourcePlaces
from critiques.admin.workbench import Workbench
from critiques.models import (
    Capture,
    Excerpt,
    Publication,
    Source,
    SourceContributor,
    SourceRelation,
)
from critiques.over_share import sources_over_share
from filmography.admin.inlines import OrderedInline, PartInline
from filmography.admin.publishable import PublishableAdmin
from filmography.admin.records import RecordAdmin
from filmography.publishing.counting import related_count
from filmography.work_lists import WorkList


class SourceContributorInline(OrderedInline):
    model = SourceContributor
    autocomplete_fields = ["person", "organisation"]
    verbose_name = "contributor"
    verbose_name_plural = "contributors (none is a valid answer)"


class SourceRelationInline(PartInline):
    model = SourceRelation
    fk_name = "source"
    autocomplete_fields = ["original"]
    verbose_name = "relation"
    verbose_name_plural = "relations to other sources"


class SourceGapFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("contributors", "Contributors"),
            ("date", "Date"),
            ("url", "Address on the web"),
            ("publication", "Publication"),
            ("link", "A look at its link"),
            ("recent_link", "A look at its link within a year"),
            ("excerpts", "Excerpts"),
            ("capture", "A capture"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        lacking = {
            "contributors": ~Exists(SourceContributor.objects.filter(source=OuterRef("pk"))),
            "date": Q(published_on=""),
            "url": Q(url="", medium=Source.Medium.WEB),
            "publication": Q(publication__isnull=True),
            "link": ~Q(url="") & Q(link_checked_on__isnull=True),
            "recent_link": ~Q(url="")
            & (Q(link_checked_on__isnull=True) | Q(link_checked_on__lt=_a_year_ago())),
            "excerpts": ~Exists(Excerpt.objects.filter(source=OuterRef("pk"))),
            "capture": ~Exists(Capture.objects.kept().filter(source=OuterRef("pk"))),
        }
        condition = lacking.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


def _a_year_ago() -> date:
    return timezone.localdate() - timedelta(days=365)


class ShareFilter(admin.SimpleListFilter):
    title = "how much is quoted"
    parameter_name = "share"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("over", "Over the share")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        is_asked = self.value() == "over"
        return queryset.filter(pk__in=sources_over_share()) if is_asked else queryset


@admin.register(Source)
class SourceAdmin(SourceCaptures, SourcePlaces, Workbench, PublishableAdmin):
    change_form_template = "admin/critiques/source_change_form.html"
    list_display = ["__str__", "by", "publication_name", "published_on", "genre", "excerpts"]
    list_select_related = ["publication"]
    list_filter = [SourceGapFilter, ShareFilter, "genre", "medium", "rights", "access"]
    search_fields = ["folded", "publication__folded", "contributors__person__folded", "url"]
    autocomplete_fields = ["publication", "language"]
    quick_fields = ("title", "title_is_devised", "genre", "publication", "published_on", "url")
    public_fields = ("title", "published_on", "url")
    names_new_by = "title"
    labels_are_public = True
    work_lists = (
        WorkList("Publication", "Source drafts untouched for 30 days", {"publication": "stale"}),
        WorkList("Words of the sources", "Sources quoted over the share", {"share": "over"}),
        WorkList(
            "To look at again",
            "Sources whose link was not looked at for a year",
            {"missing": "recent_link"},
        ),
    )
    not_kept = ("full_text",)  # somebody else's words, and long
    inlines = [SourceContributorInline, SourceRelationInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_is_devised"),
                    ("genre", "medium"),
                    "publication",
                    ("published_on", "language"),
                    "url",
                ]
            },
        ),
        ("Publication state", {"fields": ["publication_state", "slug"]}),
        (
            "Where it stands",
            {
                "classes": ["collapse"],
                "fields": [
                    ("volume", "issue", "pages"),
                    ("publisher", "place"),
                    "event",
                    ("isbn", "issn", "doi"),
                ],
            },
        ),
        (
            "Dates and links",
            {
                "classes": ["collapse"],
                "fields": [
                    ("updated_on", "accessed_on"),
                    "archived_url",
                    ("link_checked_on", "access"),
                    ("correction_date", "correction_note"),
                ],
            },
        ),
        ("Rights and text", {"fields": [("rights", "rights_note"), "full_text"]}),
        ("Note", {"fields": ["note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With all contributors for editors, with those that readers see for other staff."""
        everybody = SourceContributor.objects.select_related("person", "organisation")
        named = everybody if self.edits(request) else everybody.nameable()
        excerpts = related_count(Excerpt.objects.all(), "source")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("contributors", queryset=named, to_attr="named_contributors")
            )
            .annotate(excerpt_count=excerpts)
        )

    @admin.display(description="by")
    def by(self, source: Source) -> str:
        return ", ".join(str(contributor) for contributor in source.named_contributors)

    @admin.display(description="in", ordering="publication__folded")
    def publication_name(self, source: Source) -> str:
        return source.publication.name if source.publication else ""

    @admin.display(description="excerpts", ordering="excerpt_count")
    def excerpts(self, source: Source) -> int:
        return source.excerpt_count


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    list_display = ["name", "kind", "place", "sources"]
    list_filter = ["kind"]
    search_fields = ["folded", "issn"]
    quick_fields = ("name", "kind", "place")
    names_new_by = "name"
    fields = ["name", "kind", "place", "issn", "url", "note", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        sources = related_count(Source.objects.all(), "publication")
        return super().get_queryset(request).annotate(source_count=sources)

    @admin.display(description="sources", ordering="source_count")
    def sources(self, publication: Publication) -> int:
        return publication.source_count
