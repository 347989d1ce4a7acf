"""People: film-makers and critics alike."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest

from filmography.admin.inlines import PartInline
from filmography.admin.publishable import PublishableAdmin
from filmography.models import Credit, OtherName, Person
from filmography.publishing.counting import related_count


class OtherNameInline(PartInline):
    model = OtherName
    fields = ["name", "use"]


class PersonGapFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("biography", "Biography"), ("identifiers", "Identifiers"), ("credits", "Credits")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        lacking = {
            "biography": Q(biography=""),
            "identifiers": Q(imdb_id="", wikidata_id="", tmdb_id="", viaf_id=""),
            "credits": ~Exists(Credit.objects.filter(person=OuterRef("pk"))),
        }
        condition = lacking.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class RoleFilter(admin.SimpleListFilter):
    title = "works as"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Credit.Role.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in Credit.Role.values:
            return queryset
        return queryset.filter(
            Exists(Credit.objects.filter(person=OuterRef("pk"), role=self.value()))
        )


@admin.register(Person)
class PersonAdmin(PublishableAdmin):
    list_display = ["sort_name", "disambiguation", "born", "died", "films"]
    list_filter = [PersonGapFilter, RoleFilter]
    search_fields = ["folded", "other_names__folded"]
    autocomplete_fields = ["pseudonym_of"]
    quick_fields = ("name", "sort_name", "disambiguation")
    names_ranked_by = ("folded", "folded_sort_name")
    names_new_by = "name"
    words_from = 3
    public_fields = ("name", "disambiguation")
    labels_are_public = True
    inlines = [OtherNameInline]
    fieldsets = [
        (
            None,
            {"fields": [("name", "sort_name"), "disambiguation", ("born", "died"), "biography"]},
        ),
        ("Publication", {"fields": ["publication_state", "slug"]}),
        ("Pseudonym", {"classes": ["collapse"], "fields": ["pseudonym_of", "pseudonym_source"]}),
        (
            "Elsewhere",
            {
                "classes": ["collapse"],
                "fields": [("imdb_id", "tmdb_id"), ("wikidata_id", "viaf_id")],
            },
        ),
    ]

    def _is_exactly(self, term: str) -> Q:
        # `folded` holds the name and behind it the name to sort by.
        both = Concat(Value(f"{term} "), "folded_sort_name", output_field=TextField())
        return super()._is_exactly(term) | Q(folded__startswith=f"{term} ", folded=both)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        films = related_count(Credit.objects.all(), "person", of="film")
        return super().get_queryset(request).annotate(film_count=films)

    @admin.display(description="films", ordering="film_count")
    def films(self, person: Person) -> int:
        return person.film_count
