"""What the passages under a theme are about, who speaks in them, and when."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from critiques.filters import ThemeExcerptFilter
from critiques.models import Excerpt, ExcerptVoice, SourceContributor, Theme
from filmography.charts import by_year
from filmography.listing import Rows

RELATED_THEMES_SHOWN = 10
FILMS_SHOWN = 24
PEOPLE_SHOWN = 10


def theme_overview(
    theme: Theme, listed: ThemeExcerptFilter, request: HttpRequest
) -> dict[str, Any]:
    """Of all passages under the theme, whatever filters are in force where they are `listed`."""
    overview = listed
    if listed.chosen:
        every = Excerpt.objects.all()
        overview = ThemeExcerptFilter({}, every, request=request, under=theme)
    found = overview.matches()
    related = [row for row in overview.count_theme(found.keys) if row[0] != theme.slug]
    return {
        "passages": found,
        "by_film": overview.rows("film")[:FILMS_SHOWN],
        "related": related[:RELATED_THEMES_SHOWN],
        "critics": _most(overview.rows("critic"), _credited(found.keys)),
        "speakers": _most(overview.rows("voice"), _named(found.keys)),
        "chart": by_year((int(year), count) for year, _, count in overview.rows("year")),
    }


def _most(people: Rows, others: Rows) -> list[tuple[str, str, int]]:
    """Slug, name and number of passages; those who have no record here have no slug."""
    return sorted([*people, *others], key=lambda row: -row[2])[:PEOPLE_SHOWN]


def _credited(passages: list[int]) -> Rows:
    authors = SourceContributor.objects.authors().by_name_only()
    rows = authors.filter(source__excerpts__in=passages).order_by().values_list("name_as_credited")
    counted = rows.annotate(n=Count("source__excerpts", distinct=True)).order_by("-n")
    return [("", name, count) for name, count in counted]


def _named(passages: list[int]) -> Rows:
    voices = ExcerptVoice.objects.by_name_only().filter(excerpt__in=passages)
    rows = voices.order_by().values_list("name")
    counted = rows.annotate(n=Count("excerpt", distinct=True)).order_by("-n")
    return [("", name, count) for name, count in counted]
