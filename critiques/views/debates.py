"""Pages of debates, of years and of lists."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques import debates
from critiques.chronology import chronology, of_years
from critiques.models import Excerpt, FilmList
from filmography.publishing.gone import get_public_or_gone

DEBATES_ON_PAGE = 10
YEARS_ON_PAGE = 40


@require_safe
def debate_list(request: HttpRequest) -> HttpResponse:
    found = debates.liveliest()
    page = Paginator(found.threads, DEBATES_ON_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "debates": debates.for_list(page), "responses": found.responses}
    return render(request, "critiques/debate_list.html", context)


@require_safe
def debate(request: HttpRequest, public_id: str) -> HttpResponse:
    """The thread of a passage: what it takes up, and what takes it up."""
    excerpt = get_public_or_gone(Excerpt.objects.with_page_data(), public_id=public_id)
    context = {"excerpt": excerpt, "source": excerpt.source, "found": debates.around(excerpt)}
    return render(request, "critiques/debate.html", context)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    found = chronology()
    page = Paginator(found.years, YEARS_ON_PAGE).get_page(request.GET.get("page"))
    context = {"charts": found.charts, "page": page, "years": of_years(found, list(page))}
    return render(request, "critiques/timeline.html", context)


@require_safe
def list_list(request: HttpRequest) -> HttpResponse:
    lists = FilmList.objects.published().with_film_counts().select_related("source")
    page = Paginator(lists, 24).get_page(request.GET.get("page"))
    return render(request, "critiques/list_list.html", {"page": page, "lists": page})


@require_safe
def list_detail(request: HttpRequest, slug: str) -> HttpResponse:
    film_list = get_public_or_gone(FilmList.objects.select_related("source"), slug=slug)
    context = {
        "film_list": film_list,
        "entries": film_list.entries.visible().with_page_data(),
    }
    return render(request, "critiques/list_detail.html", context)
