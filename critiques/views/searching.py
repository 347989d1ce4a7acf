"""The page of search, and what is suggested while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques.search.page import SearchPage
from critiques.search.suggesting import suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "critiques/search.html", {"search": SearchPage(request.GET)})


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"names": suggestions(request.GET.get("q", ""))})
