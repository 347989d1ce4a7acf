"""What the passages under a theme are about, who speaks in them, and when."""

from typing import Any

from django.http import HttpRequest

from critiques.filters import ThemeExcerptFilter
from critiques.models import Excerpt, Theme
from filmography.charts import by_year

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
        "critics": list(filterset.count_critic(passages)[:PEOPLE_SHOWN]),
        "speakers": list(filterset.count_voice(passages)[:PEOPLE_SHOWN]),
        "chart": by_year(years),
    }
