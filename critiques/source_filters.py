"""What readers may ask of sources."""

import django_filters
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from critiques.filters import public_publications
from critiques.models import ExcerptSubject, Source
from filmography.filters import YearFilter, public_films
from filmography.listing import FacetFilterSet, Keys, Rows


class SourceFilter(FacetFilterSet):
    genre = django_filters.ChoiceFilter(label="Genre", choices=Source.Genre.choices)
    medium = django_filters.ChoiceFilter(label="Medium", choices=Source.Medium.choices)
    publication = django_filters.ModelChoiceFilter(
        label="Publication", queryset=public_publications, to_field_name="slug"
    )
    year = YearFilter(label="Year", method="filter_year", min_value=1, max_value=9999)
    film = django_filters.ModelChoiceFilter(
        label="About", queryset=public_films, to_field_name="slug", method="filter_film"
    )

    sorts = {
        "newest": ("Latest first", ["-published_sort", "folded", "pk"]),
        "oldest": ("Earliest first", ["published_sort", "folded", "pk"]),
        "title": ("By title", ["folded", "pk"]),
    }

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_year(self, queryset: QuerySet, name: str, year: int) -> QuerySet:
        return queryset.of_year(year)

    def filter_film(self, queryset: QuerySet, name: str, film: object) -> QuerySet:
        about = ExcerptSubject.objects.of_public_excerpts().filter(film=film)
        return queryset.filter(pk__in=about.values("excerpt__source"))

    def count_genre(self, keys: Keys) -> Rows:
        return _counted_choices(self.records(keys), "genre", Source.Genre)

    def count_medium(self, keys: Keys) -> Rows:
        return _counted_choices(self.records(keys), "medium", Source.Medium)

    def count_publication(self, keys: Keys) -> Rows:
        return (
            self.records(keys)
            .exclude(publication=None)
            .order_by()
            .values_list("publication__slug", "publication__name")
            .annotate(n=Count("pk"))
            .order_by("-n", "publication__name")
        )

    def count_year(self, keys: Keys) -> Rows:
        rows = (
            self.records(keys)
            .exclude(published_sort="")
            .order_by()
            .annotate(year=Substr("published_sort", 1, 4))
            .values_list("year")
            .annotate(n=Count("pk"))
            .order_by("-year")
        )
        return [(str(int(year)), str(int(year)), count) for year, count in rows if int(year) > 1]

    def count_film(self, keys: Keys) -> Rows:
        return (
            ExcerptSubject.objects.of_public_excerpts()
            .filter(film__isnull=False, excerpt__source__in=keys)
            .order_by()
            .values_list("film__slug", "film__title")
            .annotate(n=Count("excerpt__source", distinct=True))
            .order_by("-n", "film__title")
        )


def _counted_choices(queryset: QuerySet, field: str, choices: type) -> Rows:
    rows = queryset.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [(value, choices(value).label, count) for value, count in rows if value]
