"""Pages of debates and of lists."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques.models import FilmList, Response
from critiques.threads import threads
from filmography.publishing.gone import get_public_or_gone

DEBATES_ON_PAGE = 10


@require_safe
def debate_list(request: HttpRequest) -> HttpResponse:
    found = threads(Response.objects.published().with_page_data())
    page = Paginator(found, DEBATES_ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "critiques/debate_list.html", {"page": page, "debates": page})


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
