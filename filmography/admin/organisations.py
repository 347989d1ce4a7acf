"""Organisations and the awards they give."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from filmography.admin.records import RecordAdmin
from filmography.models import Award, Organisation


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    list_display = ["name", "kind", "country", "url"]
    list_select_related = ["country"]
    list_filter = ["kind"]
    search_fields = ["folded"]
    autocomplete_fields = ["country"]
    quick_fields = ("name", "kind")
    names_new_by = "name"
    fields = ["name", "kind", "country", "url", "wikidata_id", "note", "slug"]


@admin.register(Award)
class AwardAdmin(RecordAdmin):
    list_display = ["category", "ceremony", "organisation", "year", "outcome", "film", "given_to"]
    list_select_related = ["organisation", "film"]
    list_filter = ["outcome", "year"]
    search_fields = [
        "category",
        "ceremony",
        "organisation__folded",
        "film__folded",
        "people__folded",
    ]
    names_ranked_by = ("category",)
    autocomplete_fields = ["organisation", "film", "people"]
    fields = [
        ("organisation", "ceremony"),
        ("year", "date"),
        ("category", "outcome"),
        "film",
        "people",
        "note",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("people")

    @admin.display(description="to")
    def given_to(self, award: Award) -> str:
        return ", ".join(person.name for person in award.people.all())
