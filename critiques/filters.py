"""What readers may ask of excerpts and sources."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest

from critiques.models import (
    Excerpt,
    ExcerptSubject,
    Publication,
    Source,
    Stance,
    TaggedExcerpt,
    Theme,
)
from filmography.filters import public_films, public_people
from filmography.listing import FacetFilterSet

Rows = Iterable[tuple[str, str, int]]


def public_themes(request: HttpRequest | None) -> QuerySet:
    return Theme.objects.published()


def public_publications(request: HttpRequest | None) -> QuerySet:
    return Publication.objects.published()


class ExcerptFilter(FacetFilterSet):
    film = django_filters.ModelChoiceFilter(
        label="Film", queryset=public_films, to_field_name="slug", method="filter_subject"
    )
    person = django_filters.ModelChoiceFilter(
        label="Person", queryset=public_people, to_field_name="slug", method="filter_subject"
    )
    theme = django_filters.ModelChoiceFilter(
        label="Theme", queryset=public_themes, to_field_name="slug", method="filter_theme"
    )
    stance = django_filters.ChoiceFilter(
        label="Stance", choices=Stance.choices, method="filter_stance"
    )
    kind = django_filters.ChoiceFilter(label="Kind", choices=Excerpt.Kind.choices)
    publication = django_filters.ModelChoiceFilter(
        label="Publication",
        queryset=public_publications,
        to_field_name="slug",
        field_name="source__publication",
    )

    sorts = {
        "newest": ("Newest here first", ["-published_at", "-pk"]),
        "latest": ("Latest source first", ["-source__published_sort", "source", "position", "pk"]),
        "earliest": (
            "Earliest source first",
            ["source__published_sort", "source", "position", "pk"],
        ),
    }

    class Meta:
        model = Excerpt
        fields: list[str] = []

    def filter_subject(self, queryset: QuerySet, name: str, subject: object) -> QuerySet:
        if name == "film":
            return queryset.about_film(subject)
        return queryset.about_person(subject)

    def filter_theme(self, queryset: QuerySet, name: str, theme: Theme) -> QuerySet:
        return queryset.with_theme(theme)

    def filter_stance(self, queryset: QuerySet, name: str, stance: str) -> QuerySet:
        """The stance towards the film or person asked for, if one is; else towards any subject."""
        return queryset.filter(
            Exists(self._subjects_asked_for().filter(excerpt=OuterRef("pk"), stance=stance))
        )

    def _subjects_asked_for(self) -> QuerySet:
        subjects = ExcerptSubject.objects.visible()
        asked = {name: self.chosen[name] for name in ("film", "person") if name in self.chosen}
        return subjects.filter(**asked) if asked else subjects

    def count_film(self, queryset: QuerySet) -> Rows:
        return _counted_subjects(queryset, "film", "title")

    def count_person(self, queryset: QuerySet) -> Rows:
        return _counted_subjects(queryset, "person", "name")

    def count_theme(self, queryset: QuerySet) -> Rows:
        return (
            TaggedExcerpt.objects.visible()
            .filter(content_object__in=queryset.order_by())
            .order_by()
            .values_list("tag__slug", "tag__name")
            .annotate(n=Count("content_object"))
            .order_by("-n", "tag__name")
        )

    def count_stance(self, queryset: QuerySet) -> Rows:
        rows = (
            self._subjects_asked_for()
            .filter(excerpt__in=queryset.order_by())
            .exclude(stance="")
            .order_by()
            .values_list("stance")
            .annotate(n=Count("excerpt", distinct=True))
        )
        counts = dict(rows)
        return [(value, label, counts[value]) for value, label in Stance.choices if value in counts]

    def count_kind(self, queryset: QuerySet) -> Rows:
        rows = queryset.order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n")
        return [(kind, Excerpt.Kind(kind).label, count) for kind, count in rows]

    def count_publication(self, queryset: QuerySet) -> Rows:
        return (
            queryset.exclude(source__publication=None)
            .order_by()
            .values_list("source__publication__slug", "source__publication__name")
            .annotate(n=Count("pk"))
            .order_by("-n", "source__publication__name")
        )


class FilmExcerptFilter(ExcerptFilter):
    """For the excerpts about one film: stances are those towards it."""

    film = None

    sorts = {
        "order": ("By source", ["-source__published_sort", "source", "position", "pk"]),
        "newest": ("Newest here first", ["-published_at", "-pk"]),
    }

    def __init__(self, *args: object, about: object, **kwargs: object) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def _subjects_asked_for(self) -> QuerySet:
        return ExcerptSubject.objects.visible().filter(film=self.about)


class ThemeExcerptFilter(ExcerptFilter):
    theme = None


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


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
        return queryset.filter(published_sort__startswith=f"{year:04d}-")

    def filter_film(self, queryset: QuerySet, name: str, film: object) -> QuerySet:
        about = Excerpt.objects.published().about_film(film)
        return queryset.filter(Exists(about.filter(source=OuterRef("pk"))))

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
            ExcerptSubject.objects.visible()
            .filter(
                film__isnull=False,
                excerpt__in=Excerpt.objects.published(),
                excerpt__source__in=queryset.order_by(),
            )
            .order_by()
            .values_list("film__slug", "film__title")
            .annotate(n=Count("excerpt__source", distinct=True))
            .order_by("-n", "film__title")
        )


def _counted_choices(queryset: QuerySet, field: str, choices: type) -> Rows:
    rows = queryset.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [(value, choices(value).label, count) for value, count in rows if value]


def _counted_subjects(queryset: QuerySet, kind: str, label: str) -> Rows:
    return (
        ExcerptSubject.objects.visible()
        .filter(excerpt__in=queryset.order_by(), **{f"{kind}__isnull": False})
        .order_by()
        .values_list(f"{kind}__slug", f"{kind}__{label}")
        .annotate(n=Count("excerpt"))
        .order_by("-n", f"{kind}__{label}")
    )
