"""What the passages under a theme are about, who speaks in them, and when."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from critiques.filters import ThemeExcerptFilter
from critiques.models import Excerpt, ExcerptVoice, SourceContributor, Theme
from filmography.charts import by_year
from filmography.filters import Rows

RELATED_THEMES_SHOWN = 10
FILMS_SHOWN = 24
PEOPLE_SHOWN = 10


def theme_overview(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """Of all passages under the theme, whatever filters are in force."""
    public = Excerpt.objects.published().with_theme(theme)
    filterset = ThemeExcerptFilter({}, public, request=request)
    found = filterset.matches()
    passages = filterset.records(found.keys)
    years = [(int(year), count) for year, _, count in filterset.count_year(passages)]
    others = [row for row in filterset.count_theme(passages) if row[0] != theme.slug]
    return {
        "passages": found,
        "by_film": list(filterset.count_film(passages)[:FILMS_SHOWN]),
        "related": others[:RELATED_THEMES_SHOWN],
        "critics": _most(filterset.count_critic(passages), _credited(found.keys)),
        "speakers": _most(filterset.count_voice(passages), _named(found.keys)),
        "chart": by_year(years),
    }


def _most(people: Rows, others: Rows) -> list[tuple[str, str, int]]:
    """Slug, name and number of passages; those who have no record here have no slug."""
    return sorted([*people, *others], key=lambda row: -row[2])[:PEOPLE_SHOWN]


def _credited(passages: list[int]) -> Rows:
    authors = SourceContributor.objects.authors().filter(person=None, organisation=None)
    rows = authors.filter(source__excerpts__in=passages).order_by().values_list("name_as_credited")
    counted = rows.annotate(n=Count("source__excerpts", distinct=True)).order_by("-n")
    return [("", name, count) for name, count in counted]


def _named(passages: list[int]) -> Rows:
    voices = ExcerptVoice.objects.filter(person=None, excerpt__in=passages)
    rows = voices.order_by().values_list("name")
    counted = rows.annotate(n=Count("excerpt", distinct=True)).order_by("-n")
    return [("", name, count) for name, count in counted]
