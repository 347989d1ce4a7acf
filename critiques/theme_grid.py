"""The grid of films and themes: how many passages there are, and how their stances divide."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F
from django.urls import reverse

from critiques.models import Excerpt, ExcerptSubject, Stance, Theme
from filmography.models import Film

FILMS_SHOWN = 12


@dataclass
class Cell:
    film: Film
    count: int
    stances: dict[str, int]
    url: str


@dataclass
class Row:
    theme: Theme
    depth: int
    total: int
    cells: list[Cell | None] = field(default_factory=list)


class Grid(NamedTuple):
    films: list[Film]
    rows: list[Row]


def in_hierarchy(themes: list[Theme]) -> list[tuple[Theme, int]]:
    """Themes with their depth, each broader one directly before its narrower ones.

    A theme whose broader theme is not among them stands at the top, and so does one of a circle.
    """
    known = {theme.pk for theme in themes}
    narrower: dict[Any, list[Theme]] = defaultdict(list)
    for theme in themes:
        narrower[theme.broader_id if theme.broader_id in known else None].append(theme)
    ordered: list[tuple[Theme, int]] = []
    stack = [(theme, 0) for theme in reversed(narrower[None])]
    while stack:
        theme, depth = stack.pop()
        ordered.append((theme, depth))
        stack += [(child, depth + 1) for child in reversed(narrower[theme.pk])]
    placed = {theme.pk for theme, _ in ordered}
    return ordered + [(theme, 0) for theme in themes if theme.pk not in placed]


def theme_grid() -> Grid:
    public = Excerpt.objects.published().order_by()
    totals = dict(
        public.filter(tagged_themes__isnull=False)
        .values_list("tagged_themes__tag")
        .annotate(n=Count("pk", distinct=True))
    )
    subjects = ExcerptSubject.objects.visible().filter(excerpt__in=public, film__in_scope=True)
    counted = (
        subjects.order_by()
        .values_list("film", "excerpt__tagged_themes__tag", "stance")
        .annotate(n=Count("excerpt"))
        .exclude(excerpt__tagged_themes__tag=None)
    )
    stances: dict[tuple, Counter] = defaultdict(Counter)
    for film, theme, stance, count in counted:
        stances[film, theme][stance] += count
    films = _films(subjects)
    rows = [
        Row(theme, depth, totals.get(theme.pk, 0), [_cell(film, theme, stances) for film in films])
        for theme, depth in in_hierarchy(list(Theme.objects.published().in_alphabet()))
    ]
    return Grid(films, rows)


def _films(subjects: Any) -> list[Film]:
    """The films most written about, in the order of their years."""
    counted = subjects.order_by().values("film").annotate(n=Count("excerpt")).order_by("-n", "film")
    most = [row["film"] for row in counted[:FILMS_SHOWN]]
    return list(
        Film.objects.published()
        .filter(pk__in=most)
        .order_by(F("year").asc(nulls_last=True), "folded_title")
    )


def _cell(film: Film, theme: Theme, stances: dict[tuple, Counter]) -> Cell | None:
    counts = stances.get((film.pk, theme.pk))
    if not counts:
        return None
    query = urlencode({"theme": theme.slug})
    return Cell(
        film=film,
        count=counts.total(),
        stances={value: counts[value] for value in Stance.values if counts[value]},
        url=f"{reverse('critiques:film-excerpts', args=[film.slug])}?{query}",
    )
