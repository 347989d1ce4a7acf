"""Lists of films with a note to each."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from critiques.models import FilmList, FilmListEntry
from filmography.admin.base import OrderedInline, PublishableAdmin


class EntryInline(OrderedInline):
    model = FilmListEntry
    autocomplete_fields = ["film"]


@admin.register(FilmList)
class FilmListAdmin(PublishableAdmin):
    list_display = ["title", "source", "is_ranked", "films"]
    list_select_related = ["source"]
    list_filter = ["is_ranked"]
    search_fields = ["folded", "entries__film__folded"]
    autocomplete_fields = ["source"]
    inlines = [EntryInline]
    fieldsets = [
        (None, {"fields": ["title", "introduction", ("source", "is_ranked")]}),
        ("Publication", {"fields": ["publication_state", "slug"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        queryset = super().get_queryset(request).select_related("source")
        return queryset.annotate(film_count=Count("entries", distinct=True))

    @admin.display(description="films", ordering="film_count")
    def films(self, film_list: FilmList) -> int:
        return film_list.film_count
