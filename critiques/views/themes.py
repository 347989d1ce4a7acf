"""Pages of themes: the grid of films and themes, and each theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques.filters import ThemeExcerptFilter
from critiques.models import Excerpt, Theme
from critiques.theme_grid import theme_grid
from critiques.theme_overview import theme_overview
from filmography.listing import Listing
from filmography.publishing.gone import get_public_or_gone


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    return render(request, "critiques/theme_list.html", theme_grid()._asdict())


@require_safe
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_public_or_gone(Theme.objects.prefetch_related("other_names"), slug=slug)
    excerpts = Excerpt.objects.with_page_data()
    filterset = ThemeExcerptFilter(request.GET, excerpts, request=request, under=theme)
    context = {
        "theme": theme,
        "ancestors": theme.public_ancestors(),
        "narrower": Theme.objects.published().filter(broader=theme).in_alphabet(),
        "other_names": theme.other_names.all(),
        "listing": Listing(request, filterset),
        **theme_overview(theme, filterset, request),
    }
    return render(request, "critiques/theme_detail.html", context)
