"""Lists of films with a note to each."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from critiques.models import FilmList, FilmListEntry
from filmography.admin.inlines import OrderedInline
from filmography.admin.publishable import PublishableAdmin
from filmography.publishing.counting import related_count
from filmography.publishing.models import Publishable


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
    public_fields = ("title", "introduction")
    visible_with = "A list taken from a source is visible when that source is."
    inlines = [EntryInline]
    fieldsets = [
        (None, {"fields": ["title", "introduction", ("source", "is_ranked")]}),
        ("Publication", {"fields": ["publication_state", "slug"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        films = related_count(FilmListEntry.objects.all(), "film_list")
        return super().get_queryset(request).annotate(film_count=films)

    def preview_with(self, record: FilmList) -> list[Publishable]:
        return [record, *filter(None, [record.source])]

    @admin.display(description="films", ordering="film_count")
    def films(self, film_list: FilmList) -> int:
        return film_list.film_count
