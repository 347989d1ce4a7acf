"""What readers may ask of excerpts."""

from collections import Counter
from functools import cached_property
from itertools import starmap
from typing import Any, NamedTuple

import django_filters
from django.db.models import Count, OuterRef, QuerySet
from django.http import HttpRequest

from critiques.models import (
    Excerpt,
    ExcerptSubject,
    ExcerptVoice,
    Publication,
    SourceContributor,
    Stance,
    TaggedExcerpt,
    Theme,
)
from critiques.ties import TIES
from filmography.filters import YearFilter, public_films, public_people
from filmography.listing import FacetFilterSet, Keys, Rows
from filmography.publishing.lookups import Among, Is, has
from filmography.ties import Tie


def public_themes(request: HttpRequest | None) -> QuerySet:
    return Theme.objects.published()


def public_publications(request: HttpRequest | None) -> QuerySet:
    return Publication.objects.published()


class _SourceOf(NamedTuple):
    pk: int
    publication: str | None
    publication_name: str | None
    dated: str
    passages: int


class ExcerptFilter(FacetFilterSet):
    """Of any passages it leaves those that are public. A stance is one towards the film asked for,
    or else the person, or else any subject."""

    film = django_filters.ModelChoiceFilter(
        label="Film", queryset=public_films, to_field_name="slug", method="filter_tied"
    )
    person = django_filters.ModelChoiceFilter(
        label="Person", queryset=public_people, to_field_name="slug", method="filter_tied"
    )
    theme = django_filters.ModelChoiceFilter(
        label="Theme", queryset=public_themes, to_field_name="slug", method="filter_tied"
    )
    stance = django_filters.ChoiceFilter(
        label="Stance", choices=Stance.choices, method="filter_stance"
    )
    critic = django_filters.ModelChoiceFilter(
        label="Critic", queryset=public_people, to_field_name="slug", method="filter_tied"
    )
    voice = django_filters.ModelChoiceFilter(
        label="Speaker", queryset=public_people, to_field_name="slug", method="filter_tied"
    )
    publication = django_filters.ModelChoiceFilter(
        label="Publication",
        queryset=public_publications,
        to_field_name="slug",
        method="filter_tied",
    )
    year = YearFilter(label="Year", method="filter_tied", min_value=1, max_value=9999)
    kind = django_filters.ChoiceFilter(
        label="Kind", choices=Excerpt.Kind.choices, lookup_expr=Is.lookup_name
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

    def suspended_for(self, name: str) -> frozenset[str]:
        """To choose another subject is to ask for a stance towards that one."""
        towards = name == "film" or (name == "person" and not self._film)
        return frozenset({name, "stance"} if towards else {name})

    @property
    def _film(self) -> Any:
        return self.chosen.get("film")

    def narrowed(self, *, without: frozenset[str] = frozenset()) -> QuerySet:
        """Whether a passage is public is dearer to ask than all else, and so is asked last."""
        return super().narrowed(without=without).published()

    def tie(self, name: str, value: Any) -> Tie:
        return TIES[name](value)

    def filter_stance(self, queryset: QuerySet, name: str, stance: str) -> QuerySet:
        subjects = self._subjects_asked_for().filter(excerpt=OuterRef("pk"), stance=stance)
        return queryset.filter(has(subjects))

    def _subjects_asked_for(self) -> QuerySet:
        subjects = ExcerptSubject.objects.visible()
        if self._film:
            return subjects.filter(film=self._film)
        if person := self.chosen.get("person"):
            return subjects.filter(person=person)
        return subjects

    def count_film(self, keys: Keys) -> Rows:
        return self._counted_subjects("film", "title", keys)

    def count_person(self, keys: Keys) -> Rows:
        return self._counted_subjects("person", "name", keys)

    def _counted_subjects(self, kind: str, label: str, keys: Keys) -> Rows:
        subjects = ExcerptSubject.objects.visible().filter(excerpt__in=Among(keys))
        if "stance" in self.suspended_for(kind) & set(self.chosen):
            subjects = subjects.filter(stance=self.chosen["stance"])
        return (
            subjects.filter(**{f"{kind}__isnull": False})
            .order_by()
            .values_list(f"{kind}__slug", f"{kind}__{label}")
            .annotate(n=Count("excerpt"))
            .order_by("-n", f"{kind}__{label}")
        )

    def count_theme(self, keys: Keys) -> Rows:
        return (
            TaggedExcerpt.objects.visible()
            .filter(content_object__in=Among(keys))
            .order_by()
            .values_list("tag__slug", "tag__name")
            .annotate(n=Count("content_object"))
            .order_by("-n", "tag__name")
        )

    def count_stance(self, keys: Keys) -> Rows:
        rows = (
            self._subjects_asked_for()
            .filter(excerpt__in=Among(keys))
            .exclude(stance="")
            .order_by()
            .values_list("stance")
            .annotate(n=Count("excerpt", distinct=True))
        )
        counts = dict(rows)
        return [(value, label, counts[value]) for value, label in Stance.choices if value in counts]

    def count_critic(self, keys: Keys) -> Rows:
        """By their sources: from the authors, the database would go through all passages."""
        passages = {source.pk: source.passages for source in self._sources_of(keys)}
        authors = SourceContributor.objects.authors().of_public_people()
        person = ("person__folded_sort_name", "person__slug", "person__name")
        counts: Counter[tuple[str, str, str]] = Counter()
        for *row, source in authors.filter(source__in=Among(list(passages))).values_list(
            *person, "source"
        ):
            counts[tuple(row)] += passages[source]
        found = sorted(counts, key=lambda row: (-counts[row], row))
        return [(slug, name, counts[order, slug, name]) for order, slug, name in found]

    def count_voice(self, keys: Keys) -> Rows:
        voices = ExcerptVoice.objects.of_public_people()
        return _counted_people(voices.filter(excerpt__in=Among(keys)), "excerpt")

    def count_publication(self, keys: Keys) -> Rows:
        counts: Counter[tuple[str, str]] = Counter()
        for source in self._sources_of(keys):
            if source.publication:
                counts[source.publication, source.publication_name] += source.passages
        found = sorted(counts, key=lambda row: (-counts[row], row[1]))
        return [(slug, name, counts[slug, name]) for slug, name in found]

    def count_year(self, keys: Keys) -> Rows:
        counts: Counter[int] = Counter()
        for source in self._sources_of(keys):
            if source.dated:
                counts[int(source.dated[:4])] += source.passages
        return [(str(year), str(year), counts[year]) for year in sorted(counts, reverse=True)
                if year > 1]  # fmt: skip

    def _sources_of(self, keys: Keys) -> list[_SourceOf]:
        """In which sources these passages stand: asked once for critics, publications and years."""
        asked = tuple(keys)
        if asked not in self._sources:
            rows = self.records(keys).order_by().values_list(
                "source", "source__publication__slug", "source__publication__name",
                "source__published_sort",
            )  # fmt: skip
            self._sources[asked] = list(starmap(_SourceOf, rows.annotate(n=Count("pk"))))
        return self._sources[asked]

    @cached_property
    def _sources(self) -> dict[tuple, list[_SourceOf]]:
        return {}

    def count_kind(self, keys: Keys) -> Rows:
        rows = (
            self.records(keys).order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n")
        )
        return [(kind, Excerpt.Kind(kind).label, count) for kind, count in rows]


class FilmExcerptFilter(ExcerptFilter):
    """For the excerpts about one film: stances are those towards it."""

    film = None
    beside = django_filters.ModelChoiceFilter(
        label="Set beside", queryset=public_films, to_field_name="slug", method="filter_tied"
    )

    sorts = {
        "order": ("By source", ["-source__published_sort", "source", "position", "pk"]),
        "newest": ("Newest here first", ["-published_at", "-pk"]),
    }

    def __init__(self, *args: object, about: object, **kwargs: object) -> None:
        self.about = about
        super().__init__(*args, **kwargs)
        self.ties[""] = TIES["film"](about)

    @property
    def _film(self) -> Any:
        return self.about

    def count_beside(self, keys: Keys) -> Rows:
        return [row for row in self.count_film(keys) if row[0] != self.about.slug]


class ThemeExcerptFilter(ExcerptFilter):
    """For the excerpts under one theme."""

    theme = None

    def __init__(self, *args: object, under: Theme, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.ties[""] = TIES["theme"](under)


def _counted_people(rows: QuerySet, passages: str) -> Rows:
    """The people of these rows, with the number of different passages that they stand by."""
    return (
        rows.order_by()
        .values_list("person__slug", "person__name")
        .annotate(n=Count(passages, distinct=True))
        .order_by("-n", "person__folded_sort_name")
    )
