"""What readers may ask of sources."""

import django_filters
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from critiques.filters import public_publications
from critiques.models import Excerpt, ExcerptSubject, Source
from filmography.filters import Rows, YearFilter, public_films
from filmography.listing import FacetFilterSet


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
        some = ExcerptSubject.objects.filter(film=film).values("excerpt__source")
        about = Excerpt.objects.published().filter(subjects__film=film, source=OuterRef("pk"))
        return queryset.filter(Exists(about), pk__in=some)

    def count_genre(self, queryset: QuerySet) -> Rows:
        return _counted_choices(queryset, "genre", Source.Genre)

    def count_medium(self, queryset: QuerySet) -> Rows:
        return _counted_choices(queryset, "medium", Source.Medium)

    def count_publication(self, queryset: QuerySet) -> Rows:
        return (
            queryset.exclude(publication=None)
            .order_by()
            .values_list("publication__slug", "publication__name")
            .annotate(n=Count("pk"))
            .order_by("-n", "publication__name")
        )

    def count_year(self, queryset: QuerySet) -> Rows:
        rows = (
            queryset.exclude(published_sort="")
            .order_by()
            .annotate(year=Substr("published_sort", 1, 4))
            .values_list("year")
            .annotate(n=Count("pk"))
            .order_by("-year")
        )
        return [(str(int(year)), str(int(year)), count) for year, count in rows if int(year) > 1]

    def count_film(self, queryset: QuerySet) -> Rows:
        return (
            ExcerptSubject.objects.of_public_excerpts()
            .filter(film__isnull=False, excerpt__source__in=queryset.values("pk"))
            .order_by()
            .values_list("film__slug", "film__title")
            .annotate(n=Count("excerpt__source", distinct=True))
            .order_by("-n", "film__title")
        )


def _counted_choices(queryset: QuerySet, field: str, choices: type) -> Rows:
    rows = queryset.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [(value, choices(value).label, count) for value, count in rows if value]
