"""Films, awards and sources by year, side by side. Only what is public."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Window
from django.db.models.functions import RowNumber, Substr

from critiques.models import Source
from filmography.charts import Chart, by_year
from filmography.models import Award, Film

FILMS_SHOWN = 8
Counts = dict[int, int]


class Year(NamedTuple):
    """`films` are the first of them; there are as many more as `other_films`."""

    year: int
    films: list[Film]
    other_films: int
    awards: int
    sources: int


class Chronology(NamedTuple):
    charts: list[tuple[str, Chart]]
    years: list[int]
    films: Counts
    awards: Counts
    sources: Counts


def chronology() -> Chronology:
    films = _counted(Film.objects.published().in_scope().exclude(year=None).values_list("year"))
    awards = _counted(Award.objects.published().values_list("year"))
    sources = _counted(
        Source.objects.published()
        .exclude(published_sort="")
        .annotate(year=Substr("published_sort", 1, 4))
        .values_list("year")
    )
    years = sorted({*films, *awards, *sources}, reverse=True)
    span = (years[-1], years[0]) if years else None
    named = [("films", films), ("awards and nominations", awards), ("sources", sources)]
    charts = [(name, by_year(counts.items(), span)) for name, counts in named if counts]
    return Chronology(charts, years, films, awards, sources)


def _counted(years: object) -> Counts:
    rows = years.order_by().annotate(n=Count("pk"))
    return {int(year): count for year, count in rows if int(year) > 1}


def of_years(found: Chronology, years: list[int]) -> list[Year]:
    """What a page shows of some years, with the films by name."""
    place = Window(RowNumber(), partition_by="year", order_by=["folded_title", "pk"])
    films = Film.objects.published().in_scope().filter(year__in=years).annotate(place=place)
    first = films.filter(place__lte=FILMS_SHOWN).only("slug", "title", "year").order_by("place")
    shown: dict[int, list[Film]] = defaultdict(list)
    for film in first:
        shown[film.year].append(film)
    return [
        Year(
            year,
            shown[year],
            found.films.get(year, 0) - len(shown[year]),
            found.awards.get(year, 0),
            found.sources.get(year, 0),
        )
        for year in years
    ]
