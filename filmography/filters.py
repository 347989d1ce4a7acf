"""What readers may ask of films, people and awards."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Floor
from django.http import HttpRequest

from filmography.listing import FacetFilterSet, Keys, Rows
from filmography.models import Award, Country, Credit, Film, Genre, Organisation, Person
from filmography.models.years import FIRST_YEAR, LAST_YEAR
from filmography.publishing.lookups import Among


def public_films(request: HttpRequest | None) -> QuerySet:
    return Film.objects.published()


def public_people(request: HttpRequest | None) -> QuerySet:
    return Person.objects.published()


def public_genres(request: HttpRequest | None) -> QuerySet:
    return Genre.objects.filter(Exists(Film.objects.published().filter(genres=OuterRef("pk"))))


def public_countries(request: HttpRequest | None) -> QuerySet:
    return Country.objects.filter(Exists(Film.objects.published().filter(countries=OuterRef("pk"))))


def public_organisations(request: HttpRequest | None) -> QuerySet:
    return Organisation.objects.published()


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


DECADES = [(str(year), f"{year}s") for year in range(1870, 2110, 10)]


class FilmFilter(FacetFilterSet):
    scope = django_filters.ChoiceFilter(
        label="Which films",
        choices=[("compared", "Films it is compared with"), ("all", "All of them")],
        method="filter_scope",
    )
    genre = django_filters.ModelChoiceFilter(
        label="Genre",
        queryset=public_genres,
        to_field_name="slug",
        field_name="tagged_genres__tag",
    )
    director = django_filters.ModelChoiceFilter(
        label="Director",
        queryset=public_people,
        to_field_name="slug",
        method="filter_director",
    )
    country = django_filters.ModelChoiceFilter(
        label="Country", queryset=public_countries, field_name="countries"
    )
    decade = django_filters.TypedChoiceFilter(
        label="Decade", choices=DECADES, coerce=int, method="filter_decade"
    )

    sorts = {
        "newest": ("Newest first", ["-year", "folded_title", "pk"]),
        "oldest": ("Oldest first", ["year", "folded_title", "pk"]),
        "title": ("By title", ["folded_title", "pk"]),
    }

    in_force_unasked = frozenset({"scope"})

    class Meta:
        model = Film
        fields: list[str] = []

    def narrowed(self, *, without: frozenset[str] = frozenset()) -> QuerySet:
        """Only films in scope, unless others are asked for."""
        queryset = super().narrowed(without=without)
        return queryset if "scope" in {*without, *self.chosen} else queryset.in_scope()

    def filter_scope(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(in_scope=False) if value == "compared" else queryset

    def filter_director(self, queryset: QuerySet, name: str, person: Person) -> QuerySet:
        return queryset.filter(
            Exists(Credit.objects.visible().directing().filter(film=OuterRef("pk"), person=person))
        )

    def filter_decade(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(year__range=(value, value + 9))

    def count_scope(self, keys: Keys) -> Rows:
        compared, total = (
            self.records(keys).filter(in_scope=False).count(),
            self.records(keys).count(),
        )
        if compared:
            yield "compared", "Films it is compared with", compared
            yield "all", "All of them", total

    def count_genre(self, keys: Keys) -> Rows:
        genres = Genre.objects.filter(films__in=Among(keys))
        return _counted(genres, "slug", "name", "films")

    def count_director(self, keys: Keys) -> Rows:
        credits = Credit.objects.visible().directing().filter(film__in=Among(keys))
        return (
            credits.order_by()
            .values_list("person__slug", "person__name")
            .annotate(n=Count("film", distinct=True))
            .order_by("-n", "person__folded_sort_name")
        )

    def count_country(self, keys: Keys) -> Rows:
        return _counted(Country.objects.filter(films__in=Among(keys)), "code", "name", "films")

    def count_decade(self, keys: Keys) -> Rows:
        rows = (
            self.records(keys)
            .exclude(year=None)
            .order_by()
            .annotate(decade=Floor(F("year") / 10.0) * 10)
            .values_list("decade")
            .annotate(n=Count("pk"))
            .order_by("-decade")
        )
        return [(str(int(decade)), f"{int(decade)}s", count) for decade, count in rows]


class PersonFilter(FacetFilterSet):
    role = django_filters.ChoiceFilter(
        label="Works as", choices=Credit.Role.choices, method="filter_role"
    )
    film = django_filters.ModelChoiceFilter(
        label="Worked on", queryset=public_films, to_field_name="slug", method="filter_film"
    )
    outcome = django_filters.ChoiceFilter(
        label="Awards", choices=Award.Outcome.choices, method="filter_outcome"
    )

    sorts = {
        "name": ("By name", ["folded_sort_name", "pk"]),
        "films": ("Most films first", ["-film_count", "folded_sort_name", "pk"]),
    }

    class Meta:
        model = Person
        fields: list[str] = []

    def records(self, keys: list[Any]) -> QuerySet:
        return super().records(keys).with_film_counts()

    def filter_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Works so: on the film asked for, if one is."""
        return queryset.filter(
            Exists(self._credits_asked_for().filter(person=OuterRef("pk"), role=value))
        )

    def filter_film(self, queryset: QuerySet, name: str, film: Film) -> QuerySet:
        credits = Credit.objects.visible().filter(film=film)
        return queryset.filter(pk__in=credits.values("person"))

    def filter_outcome(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        given = Award.objects.published().filter(people=OuterRef("pk"), outcome=value)
        return queryset.filter(Exists(given))

    def _credits_asked_for(self) -> QuerySet:
        credits = Credit.objects.visible()
        return credits.filter(film=self.chosen["film"]) if "film" in self.chosen else credits

    def count_role(self, keys: Keys) -> Rows:
        rows = (
            self._credits_asked_for()
            .filter(person__in=Among(keys))
            .order_by()
            .values_list("role")
            .annotate(n=Count("person", distinct=True))
            .order_by("-n", "role")
        )
        return [(role, Credit.Role(role).label, count) for role, count in rows]

    def count_film(self, keys: Keys) -> Rows:
        """If a role is asked for, those in which they work so."""
        credits = Credit.objects.visible().filter(person__in=Among(keys))
        if "role" in self.chosen:
            credits = credits.filter(role=self.chosen["role"])
        return (
            credits.order_by()
            .values_list("film__slug", "film__title")
            .annotate(n=Count("person", distinct=True))
            .order_by("-n", "film__folded_title")
        )

    def count_outcome(self, keys: Keys) -> Rows:
        given = Award.objects.published().filter(people__in=Among(keys))
        rows = given.order_by().values_list("outcome").annotate(n=Count("people", distinct=True))
        return [(outcome, Award.Outcome(outcome).label, count) for outcome, count in rows]


class AwardFilter(FacetFilterSet):
    organisation = django_filters.ModelChoiceFilter(
        label="Given by", queryset=public_organisations, to_field_name="slug"
    )
    outcome = django_filters.ChoiceFilter(label="Outcome", choices=Award.Outcome.choices)
    film = django_filters.ModelChoiceFilter(
        label="Film", queryset=public_films, to_field_name="slug"
    )
    year = YearFilter(label="Year", min_value=FIRST_YEAR, max_value=LAST_YEAR)

    sorts = {
        "newest": (
            "Newest first",
            ["-year", "-date_sort", "organisation__folded", "category", "pk"],
        ),
        "oldest": ("Oldest first", ["year", "date_sort", "organisation__folded", "category", "pk"]),
    }

    class Meta:
        model = Award
        fields: list[str] = []

    def count_organisation(self, keys: Keys) -> Rows:
        return _counted(
            Organisation.objects.filter(awards__in=Among(keys)), "slug", "name", "awards"
        )

    def count_outcome(self, keys: Keys) -> Rows:
        rows = (
            self.records(keys)
            .order_by()
            .values_list("outcome")
            .annotate(n=Count("pk"))
            .order_by("-n")
        )
        return [(outcome, Award.Outcome(outcome).label, count) for outcome, count in rows]

    def count_film(self, keys: Keys) -> Rows:
        return (
            self.records(keys)
            .exclude(film=None)
            .order_by()
            .values_list("film__slug", "film__title")
            .annotate(n=Count("pk"))
            .order_by("-n", "film__folded_title")
        )

    def count_year(self, keys: Keys) -> Rows:
        rows = (
            self.records(keys)
            .order_by()
            .values_list("year")
            .annotate(n=Count("pk"))
            .order_by("-year")
        )
        return [(str(year), str(year), count) for year, count in rows]


def _counted(rows: QuerySet, value: str, label: str, relation: str) -> Rows:
    """Value, label and number of related records for each row, the most frequent first."""
    counted = rows.order_by().values_list(value, label).annotate(n=Count(relation, distinct=True))
    return counted.order_by("-n", label)
