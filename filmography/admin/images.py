"""Pictures: what is said of each. The files themselves are not changed here."""

from functools import reduce
from operator import or_

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from filmography.admin.records import RecordAdmin
from filmography.models import Image
from filmography.work_lists import WorkList


class ImageGapFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("words", "Alt text or credit"),
            ("credit", "Credit"),
            ("licence", "Licence"),
            ("caption", "Caption"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        lacking = {
            # The database refuses an empty alt text, but not one that says nothing of the picture.
            "words": Q(credit_line="") | Q(alt_text__in=Image.Kind.labels) | _repeats(),
            "credit": Q(credit_line=""),
            "licence": Q(licence=""),
            "caption": Q(caption=""),
        }
        condition = lacking.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


def _repeats() -> Q:
    """Alt texts that say no more than what stands beside the picture anyway."""
    beside = ("caption", "credit_line", "film__title", "person__name")
    return reduce(or_, (Q(**{field: F("alt_text")}) for field in beside))


@admin.register(Image)
class ImageAdmin(RecordAdmin):
    list_display = ["picture", "alt_text", "kind", "shows", "credit_line", "licence"]
    list_display_links = ["picture", "alt_text"]
    list_select_related = ["film", "person", "scene__film"]
    list_filter = [ImageGapFilter, "kind"]
    search_fields = [
        "alt_text",
        "caption",
        "credit_line",
        "licence",
        "film__folded",
        "person__folded",
        "scene__film__folded",
    ]
    names_ranked_by = ("alt_text",)
    readonly_fields = ("picture", "shows", "kind")
    work_lists = (
        WorkList("What is missing", "Images without alt text or credit", {"missing": "words"}),
    )
    fieldsets = [
        (None, {"fields": ["picture", ("kind", "shows"), "alt_text", "caption"]}),
        ("Whose it is", {"fields": ["credit_line", ("licence", "licence_url")]}),
        ("How it is shown", {"fields": [("focal_x", "focal_y"), "position"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Without uploads, none could be brought back."""
        return False

    @admin.display(description="picture")
    def picture(self, image: Image) -> str:
        if not image.file:
            return "No file"
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            image.file.url,
            image.alt_text,
            image.width,
            image.height,
        )

    @admin.display(description="of")
    def shows(self, image: Image) -> str:
        return str(image.film or image.person or image.scene)
