"""Themes: definitions, hierarchy, other names, and how much each is used."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from critiques.models import TaggedExcerpt, Theme, ThemeName
from filmography.admin.inlines import PartInline
from filmography.admin.publishable import PublishableAdmin
from filmography.publishing.counting import related_count
from filmography.work_lists import WorkList


class ThemeNameInline(PartInline):
    model = ThemeName
    fields = ["name"]


class ThemeFilter(admin.SimpleListFilter):
    title = "what to look at"
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("undefined", "Without a definition"),
            ("unused", "Used nowhere"),
            ("once", "Used once"),
            ("top", "Top of the hierarchy"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        conditions = {
            "undefined": Q(definition=""),
            "unused": Q(use_count=0),
            "once": Q(use_count=1),
            "top": Q(broader__isnull=True),
        }
        condition = conditions.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


@admin.register(Theme)
class ThemeAdmin(PublishableAdmin):
    list_display = ["name", "broader", "uses"]
    list_select_related = ["broader"]
    list_filter = [ThemeFilter]
    search_fields = ["folded", "other_names__folded"]
    autocomplete_fields = ["broader"]
    quick_fields = ("name", "broader", "definition")
    names_new_by = "name"
    public_fields = ("name", "definition")
    inlines = [ThemeNameInline]
    work_lists = (WorkList("To look at again", "Themes used once", {"look": "once"}),)
    fieldsets = [
        (None, {"fields": ["name", "definition", "broader"]}),
        ("Publication", {"fields": ["publication_state", "slug"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        uses = related_count(TaggedExcerpt.objects.all(), "tag")
        return super().get_queryset(request).annotate(use_count=uses)

    @admin.display(description="excerpts", ordering="use_count")
    def uses(self, theme: Theme) -> int:
        return theme.use_count
