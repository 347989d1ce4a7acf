"""The grid of films and themes: how many passages there are, and how their stances divide."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse

from critiques.models import Excerpt, ExcerptSubject, Stance, TaggedExcerpt, Theme
from filmography.bounded import Bounded, bounded
from filmography.models import Film
from filmography.publishing.lookups import Among

FILMS_SHOWN = 12
PASSAGES_COUNTED = 4_000


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
    passages: Bounded
    has_more_films: bool


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
    passages = bounded(Excerpt.objects.published(), bound=PASSAGES_COUNTED)
    links = TaggedExcerpt.objects.visible().filter(content_object__in=Among(passages.keys))
    themes: dict[int, list[int]] = defaultdict(list)
    for theme, excerpt in links.values_list("tag", "content_object"):
        themes[excerpt].append(theme)
    totals = Counter(theme for found in themes.values() for theme in found)
    subjects = ExcerptSubject.objects.visible().filter(
        excerpt__in=Among(passages.keys), film__in_scope=True
    )
    about: Counter = Counter()
    stances: dict[tuple, Counter] = defaultdict(Counter)
    for film, excerpt, stance in subjects.values_list("film", "excerpt", "stance"):
        about[film] += 1
        for theme in themes.get(excerpt, ()):
            stances[film, theme][stance] += 1
    films = _films(about)
    rows = [
        Row(theme, depth, totals[theme.pk], [_cell(film, theme, stances) for film in films])
        for theme, depth in in_hierarchy(list(_themes()))
    ]
    return Grid(films, rows, passages, has_more_films=len(about) > len(films))


def _themes() -> QuerySet:
    return Theme.objects.published().in_alphabet().prefetch_related("other_names")


def _films(about: Counter) -> list[Film]:
    """The films most written about, in the order of their years, each with `passages_url`."""
    most = sorted(about, key=lambda film: (-about[film], film))[:FILMS_SHOWN]
    films = list(
        Film.objects.published()
        .filter(pk__in=most)
        .order_by(F("year").asc(nulls_last=True), "folded_title")
    )
    for film in films:
        film.passages_url = reverse("critiques:film-excerpts", args=[film.slug])
    return films


def _cell(film: Film, theme: Theme, stances: dict[tuple, Counter]) -> Cell | None:
    counts = stances.get((film.pk, theme.pk))
    if not counts:
        return None
    return Cell(
        film=film,
        count=counts.total(),
        stances={value: counts[value] for value in Stance.values if counts[value]},
        url=f"{film.passages_url}?{urlencode({'theme': theme.slug})}",
    )
