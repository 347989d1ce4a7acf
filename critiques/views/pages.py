"""The home page and the pages about the site itself."""

from django.conf import settings
from django.contrib.sitemaps.views import x_robots_tag
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from critiques.models import Excerpt, FilmList, Response, Source, TaggedExcerpt, Theme
from critiques.reception import with_passage_counts
from critiques.seals import EXPLAINED
from critiques.sitemaps import index_items
from filmography.bounded import bounded
from filmography.models import Film, Person, SiteSettings
from filmography.publishing.addresses import absolute

PASSAGES_ON_HOME = 6
THEMES_ON_HOME = 16


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    films = Film.objects.published().in_scope().by_year().with_directors()
    passages = Excerpt.objects.published()
    counts = {
        "films": bounded(Film.objects.published().in_scope()),
        "passages": bounded(passages),
        "sources": bounded(Source.objects.published()),
        "people": bounded(Person.objects.published()),
        "themes": bounded(Theme.objects.published()),
    }
    added_last = counts["passages"].keys
    shown = passages.uncovered().with_page_data()
    newest_responses = Response.objects.published().newest_first()
    lead = shown.filter(pk__in=added_last).most_annotated().first()
    context = {
        "films": with_passage_counts(films[:16]),
        "lead": lead,
        "latest": shown.newest_first().exclude(pk=lead.pk if lead else None)[:PASSAGES_ON_HOME],
        "debate": next(iter(newest_responses[:1].with_page_data()), None),
        "themes": _most_used_themes(added_last),
        "lists": FilmList.objects.published()[:4],
        "counts": counts,
        "is_empty": not any(counts.values()),
    }
    return render(request, "critiques/home.html", context)


def _most_used_themes(passages: list[int]) -> list[Theme]:
    used = TaggedExcerpt.objects.visible().filter(content_object__in=passages)
    counts = used.order_by().values_list("tag").annotate(n=Count("content_object"))
    most = dict(counts.order_by("-n", "tag")[:THEMES_ON_HOME])
    themes = list(Theme.objects.published().filter(pk__in=most).in_alphabet())
    for theme in themes:
        theme.passage_count = most[theme.pk]
    return themes


def _page(request: HttpRequest, title: str, field: str) -> HttpResponse:
    text = getattr(SiteSettings.load(), field)
    context = {
        "title": title,
        "body": text,
        "default": f"critiques/_{field}_default.html",
        "erase_after": settings.ERASE_AFTER_DAYS,
    }
    return render(request, "critiques/page.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "About", "about")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "Privacy", "privacy")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "Accessibility", "accessibility")


@require_safe
def checking(request: HttpRequest) -> HttpResponse:
    return render(request, "critiques/checking.html", {"seals": EXPLAINED})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap_url": absolute(reverse("critiques:sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
@x_robots_tag
def sitemap_index(request: HttpRequest) -> HttpResponse:
    context = {"sitemaps": index_items()}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")
