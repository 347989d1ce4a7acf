"""What readers may ask of sources."""

from heapq import nlargest

import django_filters
from django.db.models import Count, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Substr

from critiques.filters import public_publications
from critiques.models import Excerpt, ExcerptSubject, Source
from critiques.models.quotation_states import showable
from critiques.ties import TIES
from filmography.filters import YearFilter, public_films
from filmography.listing import CHOICES_SHOWN, FacetFilterSet, Keys, Rows
from filmography.models import Film
from filmography.publishing.lookups import Among, has
from filmography.publishing.models import visible

# Not as the index has it: for the sources of one year PostgreSQL would go through those of all.
DATED = Coalesce("published_sort", Value(""))
# Of so many passages their sources are gathered at most.
GATHERED = 10_000


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
        "newest": ("Latest first", [DATED.desc(), "folded", "pk"]),
        "oldest": ("Earliest first", [DATED.asc(), "folded", "pk"]),
        "title": ("By title", ["folded", "pk"]),
    }

    class Meta:
        model = Source
        fields: list[str] = []

    def filter_year(self, queryset: QuerySet, name: str, year: int) -> QuerySet:
        return queryset.of_year(year)

    def filter_film(self, queryset: QuerySet, name: str, film: object) -> QuerySet:
        """Of a film in very many passages there is one in most sources that are looked at."""
        tie = TIES["film"](film)
        if tie.size(GATHERED) < GATHERED:
            about = Excerpt.objects.filter(pk__in=tie.keys).published()
            return queryset.filter(pk__in=about.values("source"))
        about = Excerpt.objects.filter(tie.condition, source=OuterRef("pk")).published()
        return queryset.filter(has(about))

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
        """The sources are known to be public. Only what can be shown is named: to group and sort
        thousands by their names takes as long as to find them."""
        subjects = ExcerptSubject.objects.filter(
            visible("film__"), visible("excerpt__"), showable("excerpt__")
        )
        rows = subjects.filter(excerpt__source__in=Among(keys)).order_by().values_list("film")
        counts = dict(rows.annotate(n=Count("excerpt__source", distinct=True)))
        least = min(nlargest(CHOICES_SHOWN + 1, counts.values()), default=0)
        chosen = self.chosen["film"].pk if "film" in self.chosen else None
        shown = [pk for pk, count in counts.items() if count >= least or pk == chosen]
        films = Film.objects.filter(pk__in=shown).order_by().values_list("slug", "title", "pk")
        found = [(slug, title, counts[pk]) for slug, title, pk in films]
        return sorted(found, key=lambda row: (-row[2], row[1]))


def _counted_choices(queryset: QuerySet, field: str, choices: type) -> Rows:
    rows = queryset.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [(value, choices(value).label, count) for value, count in rows if value]
